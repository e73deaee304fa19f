"""Invented Bibob files for the demo: one waits for a form, one has a draft of the conclusion."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import places, users
from engine.casework.bibob import (
    acting,
    conclusion,
    events,
    facts,
    files,
    financing,
    grounds,
    machine,
    people,
    questionnaire,
    relations,
    sources,
    statements,
)  # fmt: skip
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.bibob.conclusion import ConclusionGiven
from engine.casework.bibob.facts import FactGiven
from engine.casework.bibob.files import HookGiven
from engine.casework.bibob.financing import FinancingGiven
from engine.casework.bibob.models import BibobFile
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.relations import RelationGiven
from engine.casework.bibob.sources import SourceGiven
from engine.casework.bibob.words import (
    AnswerState,
    BibobState,
    Conclusion,
    EventKind,
    FactStatus,
    Ground,
    PartyRole,
    RefusalOutcome,
    RelationType,
    SourceResult,
)
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.commands import demo_cases
from engine.snapshot import Run

_WHY = "Verzonnen voorbeeld: zo staat het in de stukken van dit dossier."
_PARTS = {
    "ernst": "Verzonnen voorbeeld: één vermoeden, zonder veroordeling.",
    "relatie": "Verzonnen voorbeeld: de geldgever heeft geen zeggenschap.",
    "samenhang": "Verzonnen voorbeeld: het geld is bestemd voor deze inrichting.",
    "aantal": "Verzonnen voorbeeld: één feit in vijf jaar.",
}


@dataclass(slots=True)
class _Desk:
    """One file, who works on it and when; every act takes the version that stands then."""

    session: Session
    file: BibobFile
    user: User
    now: datetime

    def do(self, act: Callable[..., Any], *given: object, **named: object) -> Any:  # noqa: ANN401
        self.now += timedelta(hours=1)
        by = By(self.user, self.file.case.version, self.now)
        return act(self.session, self.file.case_id, by, *given, **named)

    def step(self, to: BibobState) -> None:
        self.do(machine.advance, to, reason=_WHY, on=None)

    @property
    def today(self) -> date:
        return dutch_day(self.now)


def seed(casework: Casework, run: Run, *, first: datetime) -> int:
    """Open two files and work on them, once.

    Args:
        casework: database of the demo.
        run: of the invented municipality.
        first: moment of the first act, with a time zone.

    Returns:
        How many files were made; 0 when there were some already, or too few locations.
    """
    with casework.writing() as session:
        if session.scalar(select(BibobFile.case_id).limit(1)) is not None:
            return 0
        chosen = demo_cases.beside_the_list(run)[-2:]
        if len(chosen) < 2:
            return 0
        states = places.states(run, chosen)
        officer = users.sign_in(session, subject="demo.bibob", role=Role.BIBOB_OFFICER, now=first)
        waiting = _opened(session, officer, states[chosen[0]], "Z-2026-0117", first)
        _wait_for_the_form(waiting)
        _draft(_opened(session, officer, states[chosen[1]], "Z-2026-0098", first))
    return 2


def _opened(
    session: Session, officer: User, location: LocationState, reference: str, first: datetime
) -> _Desk:
    hook = HookGiven("application", "exploitatie_horeca", reference, first.date())
    file = files.open_file(
        session, user=officer, location=location, given=hook, now=first,
        purpose="Verzonnen voorbeeld: een aanvraag voor een horecabedrijf.",
    )  # fmt: skip
    return _Desk(session, acting.find(session, file.case_id), officer, first)


def _wait_for_the_form(desk: _Desk) -> None:
    """The form was sent and is not complete, so that the term for the decision stands still."""
    given = PartyGiven(PartyRole.SUBJECT, "Verzonnen Eetcafé B.V.", False, "bv", "99000002")
    desk.do(people.name, given)
    desk.step(BibobState.FORM_SENT)
    desk.do(
        events.happen, kind=EventKind.COMPLETION_ASKED, on=desk.today,
        until=desk.today + timedelta(weeks=3), note="Verzonnen voorbeeld: jaarstukken ontbreken.",
    )  # fmt: skip


def _draft(desk: _Desk) -> None:
    """A lesser degree of danger was found; the statement of the subject was asked."""
    law = catalogue_of(desk.session)
    given = PartyGiven(PartyRole.SUBJECT, "Verzonnen Horeca B.V.", False, "bv", "99000001")
    subject = desk.do(people.name, given).id
    lender = desk.do(people.name, PartyGiven(PartyRole.FINANCIER, "Bedachte Geldgever", True)).id
    desk.step(BibobState.FORM_SENT)
    codes = [question.code for question in law.questions_for("application")]
    desk.do(
        questionnaire.answer_all, questions=codes, state=AnswerState.RECEIVED, on=desk.today,
        note="",
    )  # fmt: skip
    desk.step(BibobState.FORM_COMPLETE)
    desk.step(BibobState.OWN_INVESTIGATION)
    source = desk.do(
        sources.consult,
        SourceGiven(
            "hr", "uittreksel", desk.today, SourceResult.HIT, "Eén bestuurder, sinds 2024."
        ),
    ).id
    desk.do(sources.consult, SourceGiven("vth", "dossier", desk.today, SourceResult.NO_HIT, ""))
    evidence = [f"bron:{source}"]
    desk.do(
        relations.relate,
        RelationGiven(
            RelationType.CAPITAL, lender, subject, date(2024, 1, 1), evidence, _WHY, True
        ),
    )
    desk.do(
        facts.establish,
        FactGiven(
            Ground.B, FactStatus.SUSPECTED, date(2025, 6, 1), "witwassen", lender,
            "Verzonnen voorbeeld: geld zonder bekende herkomst.", evidence, connection=_WHY,
            severity=_WHY,
        ),
    )  # fmt: skip
    for form, label, cents, party, documents in (
        ("koop", "Verzonnen: overname van de inventaris", 6_000_000, None, ["stuk:F-1"]),
        ("bank", "Verzonnen: lening van een bank", 2_500_000, None, ["stuk:F-2"]),
        ("lening", "Verzonnen: lening zonder overeenkomst", 3_500_000, lender, []),
    ):
        desk.do(financing.record, FinancingGiven(form, label, cents, party, documents))
    for ground in law.refusals_for("exploitatie_horeca"):
        desk.do(
            grounds.weigh_refusal, ground=ground.code, outcome=RefusalOutcome.DOES_NOT_APPLY,
            reason=_WHY,
        )  # fmt: skip
    desk.do(grounds.weigh, ground=Ground.B, degree=Conclusion.LESSER, parts=_PARTS)
    desk.do(
        conclusion.conclude,
        ConclusionGiven(
            Conclusion.LESSER, desk.today, _WHY, "De herkomst van de lening is niet gebleken.",
            "Verzonnen voorbeeld: een voorschrift neemt het gevaar weg; weigeren gaat te ver.",
            "Verzonnen voorbeeld: de lening aflossen binnen een jaar.",
        ),
    )  # fmt: skip
    desk.do(conclusion.want_advice, wanted=False, reason=_WHY)
    desk.step(BibobState.DRAFT)
    desk.do(statements.ask, on=desk.today)
