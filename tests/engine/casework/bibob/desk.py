"""A Bibob officer at work on an invented file: each act takes the version that stands then."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine.casework.bibob import (
    acting,
    conclusion,
    content,
    events,
    facts,
    files,
    financing,
    grounds,
    machine,
    notices,
    people,
    questionnaire,
    relations,
    sources,
    statements,
)  # fmt: skip
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, catalogue_of
from engine.casework.bibob.conclusion import ConclusionGiven, DecisionGiven
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobFact, BibobRelation, BibobStatement
from engine.casework.bibob.facts import FactGiven
from engine.casework.bibob.files import HookGiven
from engine.casework.bibob.models import BibobFile
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.relations import RelationGiven
from engine.casework.bibob.sources import SourceGiven
from engine.casework.bibob.words import (
    AnswerState,
    BibobState,
    Conclusion,
    FactStatus,
    Ground,
    NoticeKind,
    Outcome,
    PartyRole,
    RefusalOutcome,
    RelationType,
    SourceResult,
)  # fmt: skip
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.casework.users import sign_in

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 2)
WHERE = LocationState("L1", ("1884010000000001",), "high", ("GEN-01",), (("GEN-01", "h"),))
WHY = "Verzonnen voorbeeld: zo staat het in de stukken van dit dossier."
HOOK = HookGiven("application", "exploitatie_horeca", "Z-2026-0001", date(2026, 10, 5))
PARTS = {
    Ground.A: ("ernst", "relatie", "voordelen"),
    Ground.B: ("ernst", "relatie", "samenhang", "aantal"),
    Ground.OBTAINING: ("ernst",),
}


def officer(session: Session, subject: str = "b.officer", role: Role = Role.BIBOB_OFFICER) -> User:
    return sign_in(session, subject=subject, role=role, now=NOW)


@dataclass
class Desk:
    """One file and who works on it.

    Attributes:
        now: the moment of the next act.
    """

    session: Session
    file: BibobFile
    user: User
    now: datetime = NOW

    @property
    def number(self) -> int:
        return self.file.case_id

    @property
    def by(self) -> By:
        return By(self.user, self.file.case.version, self.now)

    @property
    def known(self) -> Content:
        return content.read(self.session, self.file)

    @property
    def law(self) -> Catalogue:
        return catalogue_of(self.session)

    @property
    def today(self) -> date:
        return self.by.today

    def later(self, days: int) -> "Desk":
        self.now += timedelta(days=days)
        return self

    def do(self, act: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """One act, which leaves nothing behind when it is refused."""
        with self.session.begin_nested():
            return act(self.session, self.number, self.by, *given, **named)

    def step(self, to: BibobState, on: date | None = None) -> Any:
        return self.do(machine.advance, to, reason=WHY, on=on)

    def subject(self) -> int:
        given = PartyGiven(PartyRole.SUBJECT, "Verzonnen Horeca B.V.", False, "bv", "90000001")
        return int(self.do(people.name, given).id)

    def other(self, name: str = "Bedachte Geldgever") -> int:
        return int(self.do(people.name, PartyGiven(PartyRole.FINANCIER, name, True)).id)

    def form(self) -> None:
        for question in self.law.questions_for(self.file.hook_kind):
            self.do(
                questionnaire.answer, question=question.code, state=AnswerState.RECEIVED,
                on=self.today,
            )  # fmt: skip

    def source(self, kind: str = "hr", **changes: Any) -> int:
        given = SourceGiven(kind, "uittreksel", self.today, SourceResult.HIT, "Zie uittreksel.")
        return int(self.do(sources.consult, replace(given, **changes)).id)

    def relation(self, other: int, source: int, **changes: Any) -> BibobRelation:
        subject = self.known.subject
        assert subject is not None
        given = RelationGiven(
            RelationType.CAPITAL, other, subject.id, date(2024, 1, 1), [f"bron:{source}"], WHY, True
        )
        made: BibobRelation = self.do(relations.relate, replace(given, **changes))
        return made

    def fact(self, party: int, source: int, ground: Ground = Ground.A, **changes: Any) -> BibobFact:
        given = FactGiven(
            ground, FactStatus.SUSPECTED, date(2025, 6, 1), "witwassen", party,
            "Geld zonder bekende herkomst.", [f"bron:{source}"], connection=WHY, severity=WHY,
        )  # fmt: skip
        made: BibobFact = self.do(facts.establish, replace(given, **changes))
        return made

    def money(self, **given: Any) -> Any:
        return self.do(financing.record, financing.FinancingGiven(**given))

    def refusals(self) -> None:
        for ground in self.law.refusals_for(self.file.permit_kind):
            self.do(
                grounds.weigh_refusal, ground=ground.code, reason=WHY,
                outcome=RefusalOutcome.DOES_NOT_APPLY,
            )  # fmt: skip

    def weigh(self, ground: Ground, degree: Conclusion) -> Any:
        parts = dict.fromkeys(PARTS[ground], WHY)
        return self.do(grounds.weigh, ground=ground, degree=degree, parts=parts)

    def conclude(self, found: Conclusion, **changes: Any) -> Any:
        given = ConclusionGiven(found, self.today, WHY, "Weinig.", WHY, conditions=WHY)
        return self.do(conclusion.conclude, replace(given, **changes))

    def decide(self, outcome: Outcome, ground: str, **changes: Any) -> Any:
        given = DecisionGiven(outcome, ground, self.today, WHY, conditions=WHY)
        return self.do(conclusion.decide, replace(given, **changes))

    def ask(self, **given: Any) -> BibobStatement:
        made: BibobStatement = self.do(statements.ask, on=self.today, **given)
        return made

    def hear(self, statement: BibobStatement) -> None:
        self.do(statements.answer, statement.id, on=self.today, summary="Het is anders.", reply=WHY)

    def notify(self, kind: NoticeKind, reference: str = "M-1", **given: Any) -> Any:
        return self.do(notices.notify, kind=kind, on=self.today, reference=reference, **given)

    def happen(self, kind: Any, **given: Any) -> Any:
        return self.do(events.happen, kind=kind, **{"on": self.today, **given})

    def to_form_sent(self) -> "Desk":
        self.subject()
        self.step(BibobState.FORM_SENT)
        return self

    def to_investigation(self) -> "Desk":
        self.to_form_sent().form()
        self.step(BibobState.FORM_COMPLETE)
        self.step(BibobState.OWN_INVESTIGATION)
        return self

    def to_draft(self, found: Conclusion = Conclusion.NONE) -> "Desk":
        """Up to the draft, with a suspicion under the a-ground when there is danger."""
        self.to_investigation()
        source = self.source()
        self.refusals()
        if found is not Conclusion.NONE:
            other = self.other()
            self.relation(other, source)
            self.fact(other, source)
            self.weigh(Ground.A, found)
        self.conclude(found)
        self.do(conclusion.want_advice, wanted=False, reason=WHY)
        self.step(BibobState.DRAFT)
        return self

    def to_heard(self, found: Conclusion) -> "Desk":
        self.to_draft(found)
        statement = self.ask()
        self.step(BibobState.STATEMENT)
        self.hear(statement)
        return self

    def to_decision(self, found: Conclusion, outcome: Outcome, ground: str) -> "Desk":
        self.to_heard(found)
        self.decide(outcome, ground)
        self.step(BibobState.DECISION)
        return self


def opened(session: Session, given: HookGiven = HOOK, *, now: datetime = NOW) -> Desk:
    """A new file."""
    user = officer(session)
    file = files.open_file(
        session, user=user, location=WHERE, given=given, purpose="Aanvraag ontvangen.", now=now
    )
    return Desk(session, acting.find(session, file.case_id), user, now)
