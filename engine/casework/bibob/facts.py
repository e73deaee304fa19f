"""Facts under the grounds of article 3: established or suspected, with day and evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, evidence, people, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, catalogue_of, pick
from engine.casework.bibob.entry_models import BibobFact
from engine.casework.bibob.words import FactStatus, Ground
from engine.errors import CaseworkError
from engine.translatable import mark

CONNECTION = "samenhang_met_activiteit"
_MAX_EURO = 10_000_000_000


@dataclass(frozen=True, slots=True)
class FactGiven:
    """A fact as the officer gives it.

    Attributes:
        party: number of who is concerned.
        offence: code of `rules/bibob/offences.csv`.
        connection: how it belongs with the activity (`samenhang_met_activiteit`).
        severity: why a suspicion weighs (`ernst`).
        benefit_euro: estimate in whole euros; None: not known.
    """

    ground: Ground
    status: FactStatus
    happened_on: date
    offence: str
    party: int
    description: str
    evidence: Sequence[str]
    connection: str = ""
    severity: str = ""
    benefit_euro: int | None = None
    benefit_reason: str = ""


def establish(session: Session, number: int, by: By, given: FactGiven) -> BibobFact:
    """Record a fact (REQ-BIB-4).

    Raises:
        CaseworkError: as `acting.investigating`; a fact under the b-ground does not say how it
            belongs with the activity; a suspicion does not say why it weighs; or the day, offence,
            person or evidence is not right.
    """
    kinds = ("feit", "strafbaar feit", "bewijs", "voordeel")
    with acting.investigating(session, number, by, name="feit vastgelegd", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        pick(law.offences, given.offence, what=mark("soort feit"))
        texts.past(given.happened_on, by.today, what=mark("feit van"))
        fact = BibobFact(
            ground=given.ground,
            status=given.status,
            happened_on=given.happened_on,
            offence=given.offence,
            party_id=people.find(known, given.party).id,
            description=texts.clean(law, given.description, what=mark("de omschrijving")),
            connection=_connection(law, given),
            severity=_severity(law, given),
            benefit_cents=_benefit(given),
            benefit_reason=_benefit_reason(law, given),
            evidence=evidence.checked(known, given.evidence),
        )
        return acting.add(session, file, by, fact)


def _connection(law: Catalogue, given: FactGiven) -> str | None:
    if CONNECTION in law.ground(given.ground).fact_needs:
        least = law.grounds.min_reason
        return texts.clean(law, given.connection, what=CONNECTION, at_least=least)
    return texts.optional(law, given.connection, what=CONNECTION)


def _severity(law: Catalogue, given: FactGiven) -> str | None:
    if given.status is FactStatus.SUSPECTED:
        least = law.grounds.min_reason
        return texts.clean(
            law, given.severity, what=mark("de ernst van het vermoeden"), at_least=least
        )
    return texts.optional(law, given.severity, what=mark("de ernst"))


def _benefit(given: FactGiven) -> int | None:
    if given.benefit_euro is None:
        return None
    if not 0 <= given.benefit_euro < _MAX_EURO:
        raise CaseworkError("een voordeel heeft 0 tot {most} euro", most=_MAX_EURO)
    return given.benefit_euro * 100


def _benefit_reason(law: Catalogue, given: FactGiven) -> str | None:
    what = mark("waar het voordeel op berust")
    if given.benefit_euro is not None:
        return texts.clean(law, given.benefit_reason, what=what)
    return texts.optional(law, given.benefit_reason, what=what)
