"""The report of an own investigation for one recipient: filtered, logged, and without any score.

Source: process, sections 3.7 and 3.8; Wet Bibob art. 28 (secrecy) and art. 33 (statement).
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, cases, places
from engine.casework.bibob import acting, content, financing, statements, timeline
from engine.casework.bibob.catalogue import Catalogue, catalogue_of
from engine.casework.bibob.content import Content
from engine.casework.bibob.models import BibobFile
from engine.casework.bibob.words import Outcome
from engine.casework.clocks.calendar import months_from
from engine.casework.models import Listing, User
from engine.errors import CaseworkError
from engine.exports.bibob import reasoning as reasoning
from engine.exports.bibob import records as records
from engine.exports.bibob.sections import (
    AlgorithmRole,
    BibobReport,
    Secrecy,
)
from engine.exports.bibob.view import View, view

SECRECY = (
    "Wie gegevens over een derde krijgt, is verplicht die geheim te houden ({article}). "
    "Gebruik deze gegevens alleen voor: {purpose}."
)
_STEP = "Bibob-onderzoek"


def bibob_report(
    session: Session,
    file: BibobFile,
    *,
    user: User,
    recipient: str,
    now: datetime,
    party: int | None = None,
) -> BibobReport:
    """The report of a file as one recipient may have it; making it is logged with the recipient.

    Args:
        session: a writing session.
        file: of which.
        user: a Bibob officer.
        recipient: code of `rules/tables/bibob_recipients.csv`.
        now: the moment, with a time zone.
        party: number of the third party that receives its own data; None for others.

    Raises:
        CaseworkError: the role may not; the recipient is not on the list (REQ-BIB-5); or a decision
            other than to grant stands without a statement (REQ-BIB-2).
    """
    acting.require_officer(user)
    law, known = catalogue_of(session), content.read(session, file)
    seen = view(known, law, recipient, party=party)
    today = dutch_day(now)
    _require_statement(known)
    reasoned = seen.has_reasoning
    report = BibobReport(
        occasion=reasoning.occasion(seen, law),
        parties=records.parties(seen),
        form=reasoning.form(seen, law),
        sources=records.sources(seen, law),
        look_back_from=months_from(today, -12 * law.clocks.register_look_back_years),
        relations=records.relations(seen, law),
        facts=records.facts(seen, law),
        financing=records.money(seen, law),
        financing_analysis=financing.analyse(known) if reasoned else None,
        refusals=records.refusals(seen, law),
        weighings=records.weighings(seen, law),
        danger=reasoning.danger(seen) if reasoned else None,
        statements=records.statements(seen),
        decision=reasoning.decision(seen, law) if reasoned else None,
        advice_wanted=file.advice_wanted if reasoned else None,
        advice_reason=seen.maybe(file.advice_reason) if reasoned else None,
        notices=records.notices(seen),
        secrecy=_secrecy(seen, law, now),
        algorithm=algorithm_role(session, file),
        is_complete=seen.is_whole,
    )
    _log(session, file, user, seen, now)
    return report


def algorithm_role(session: Session, file: BibobFile) -> AlgorithmRole:
    """Whether the weekly list or rules played a part in a file; no score and no arm is told."""
    place = places.overlapping(session, file.case.place.bag_ids)
    opened = dutch_day(file.case.opened_at)
    listed = select(Listing.week).where(
        Listing.place_id.in_([file.case.place_id, *place]), Listing.listed_on <= opened
    )
    weeks = tuple(sorted(set(session.scalars(listed))))
    judged = {
        (str(one["rule_id"]), str(one["version"]))
        for scan in cases.scans(session, file.case)
        for one in scan.outcomes
    }
    why = []
    if weeks:
        why.append("de locatie stond op een weeklijst voordat het dossier werd geopend")
    if judged:
        why.append("in het dossier zijn regels op de locatie beoordeeld")
    reason = "; ".join(why) or "geen weeklijst en geen regels gebruikt"
    return AlgorithmRole(bool(why), reason, tuple(sorted(judged)), weeks)


def _require_statement(known: Content) -> None:
    decision = known.decision
    if decision is None or decision.outcome is Outcome.GRANT:
        return
    if reason := statements.problem(known, decision.dated_on):
        raise CaseworkError("geen rapport bij dit besluit: {reason}", reason=reason)


def _secrecy(seen: View, law: Catalogue, now: datetime) -> Secrecy:
    today, rule = dutch_day(now), seen.recipient
    article = law.cited("bibob_28", today)
    return Secrecy(
        recipient=rule.title,
        purpose=rule.purpose,
        article=f"{rule.article} ({'' if rule.verified else 'te verifiëren'})".replace(" ()", ""),
        notice=SECRECY.format(article=article, purpose=rule.purpose),
        left_out=seen.left_out,
        destroy_on=timeline.clock(seen.known, law, "retention", as_of=today).due,
        version=seen.known.file.case.version,
        made_on=today,
    )


def _log(session: Session, file: BibobFile, user: User, seen: View, now: datetime) -> None:
    kinds = ("relaties", "feiten", "financiering", "conclusie")
    own = audit.ProcessedObject("zaak", "nummer", str(file.case_id), file.case.kind.label, kinds)
    processing = audit.Processing(
        name="Bibob: rapport gemaakt",
        step=_STEP,
        user=user.subject,
        objects=(own,),
        recipient_kind=seen.recipient.code,
        recipient=None if seen.party is None else f"persoon {seen.party} in zaak {file.case_id}",
    )
    audit.append(session, processing, now=now)
