"""The process as the municipality wrote it down: `rules/process.yml`, checked as a whole."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from sqlalchemy.orm import Session

from engine.casework.case_models import CaseKind
from engine.casework.models import Role
from engine.casework.process.models import Act
from engine.casework.process.states import Outcome, State
from engine.settings import load_kept
from engine.strict import Cited, Strict

Need = Literal[
    "approval_of_closing",
    "approval_of_destruction",
    "care_seen",
    "desk_research",
    "measure",
    "owner",
    "privacy_check_1",
    "privacy_check_2a",
    "privacy_check_2b",
    "weighing_1",
    "weighing_2",
    "weighing_3",
]
"""What a step can ask for; `needs.py` says when each is met."""


class StateText(Strict):
    """How a state is shown."""

    label: str
    about: str


class OutcomeText(Strict):
    """How an outcome is shown, what it needs, and whether only the system gives it."""

    label: str
    needs: tuple[Need, ...] = ()
    system: bool = False


class Step(Strict):
    """One step that may be taken.

    Attributes:
        roles: who may; empty: nobody by hand.
        outcomes: for a step to AFGESLOTEN only.
        takes_on: with this step the municipality takes the signal on; retention follows it.
    """

    from_: tuple[State, ...] = Field(alias="from")
    to: State
    roles: tuple[Role, ...]
    needs: tuple[Need, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    takes_on: bool = False


class Group(Strict):
    """Questions of a weighing of which at least so many must be answered with yes."""

    id: str
    label: str
    at_least: int = Field(ge=0)
    questions: Mapping[str, str]


class WeighingForm(Strict):
    """One weighing: its groups of questions."""

    label: str
    groups: tuple[Group, ...]

    @property
    def questions(self) -> dict[str, str]:
        """Every question by id, in order."""
        return {key: text for group in self.groups for key, text in group.questions.items()}

    def is_met(self, answers: Mapping[str, bool | None]) -> bool:
        """True when every group has as many answers True as it asks."""
        return all(
            sum(answers.get(key) is True for key in group.questions) >= group.at_least
            for group in self.groups
        )


class PrivacyForm(Strict):
    """One privacy check: questions that each need an answer."""

    label: str
    questions: Mapping[str, str]


class FourEyes(Strict):
    """Who may ask for an act and who may allow it; a request stands for `days` days."""

    asks: tuple[Role, ...]
    allows: tuple[Role, ...]
    days: int = Field(ge=1)


class Capacity(Strict):
    """At most so many cases a step is taken for in `days` days, unless said on purpose."""

    most: int = Field(ge=0)
    days: int = Field(ge=1)


class Terms(Strict):
    """How long what is kept; process 1.3, REQ-RET-1 and REQ-RET-2.

    Attributes:
        not_taken_on_days: a signal that was not taken on is destroyed so many days after its end.
        taken_on_years: after the last activity in what was taken on.
        hit_months: a hit copied into a case, after it was found.
        riec_years: what came from the RIEC, after it came, whatever happens.
        riec_extension_months: so much longer at most, each time that two persons say so.
        match_years: what was judged of a pair, after the newest judgement about it.
        error_years: what was reported of a wrong fact, after the newest act about it.
    """

    not_taken_on_days: int = Field(ge=1)
    taken_on_years: int = Field(ge=1)
    hit_months: int = Field(ge=1)
    riec_years: int = Field(ge=1)
    riec_extension_months: int = Field(ge=0)
    match_years: int = Field(ge=1)
    error_years: int = Field(ge=1)


class Realert(Cited):
    """When a location with a case may be listed again: on evidence that the case does not hold.

    Attributes:
        newer_days: evidence of a known rule is new when more than so many days newer, open.
        closed_days: so many days after its end, closed, a case still holds its location back.
    """

    newer_days: int = Field(ge=0)
    closed_days: int = Field(ge=0)


class Process(Cited):
    """The whole process; every fixed state, outcome, weighing and check stands in it once."""

    min_reason: int = Field(ge=1)
    states: Mapping[State, StateText]
    outcomes: Mapping[Outcome, OutcomeText]
    steps: tuple[Step, ...]
    starts: Mapping[CaseKind, State]
    case_states: tuple[State, ...]
    approvals: Mapping[Act, FourEyes]
    capacity: Mapping[State, Capacity]
    realert: Realert
    weighings: Mapping[str, WeighingForm]
    privacy_checks: Mapping[str, PrivacyForm]
    retention: Terms

    def from_state(self, state: State) -> Iterator[Step]:
        """Steps that may follow a state, in the order of the file."""
        return (step for step in self.steps if state in step.from_)

    def step(self, from_: State, to: State, outcome: Outcome | None) -> Step | None:
        """The step from one state to another; None when the process forbids it."""
        for step in self.from_state(from_):
            if step.to is to and outcome in (step.outcomes or (None,)):
                return step
        return None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        _all_named(self.states, State, "states")
        _all_named(self.outcomes, Outcome, "outcomes")
        _all_named(self.approvals, Act, "approvals")
        for name, given, known in (
            ("starts", self.starts, {CaseKind.SIGNAL, CaseKind.CASE}),
            ("weighings", self.weighings, {"1", "2A", "2B", "3"}),
            ("privacy_checks", self.privacy_checks, {"1", "2A", "2B"}),
        ):
            if set(given) != known:
                raise ValueError(f"{name}: names exactly {', '.join(sorted(known))}")
        _steps_agree(self.steps)
        return self


def process_of(session: Session) -> Process:
    """The process of the rules folder that the casework database was opened with.

    Raises:
        SettingsError: it is not there or something in it is wrong; everything is named, with line.
    """
    rules: Path = session.info["rules"]
    return load_process(rules)


def load_process(rules: Path) -> Process:
    """Read `process.yml` of a rules folder, again when it changed.

    Raises:
        SettingsError: it is not there or something in it is wrong; everything is named, with line.
    """
    return load_kept(rules / "process.yml", Process)


def _all_named(given: Mapping[Any, object], words: type[StrEnum], name: str) -> None:
    missing = {str(word) for word in words} - {str(key) for key in given}
    if missing:
        raise ValueError(f"{name}: {', '.join(sorted(missing))} is missing")


def _steps_agree(steps: tuple[Step, ...]) -> None:
    seen: set[tuple[State, State, Outcome | None]] = set()
    for step in steps:
        if (step.to is State.CLOSED) is not bool(step.outcomes):
            rule = "has no" if step.outcomes else "needs"
            raise ValueError(f"steps: a step to {step.to} {rule} outcomes")
        for from_ in step.from_:
            for outcome in step.outcomes or (None,):
                if (key := (from_, step.to, outcome)) in seen:
                    raise ValueError(f"steps: {from_} to {step.to} stands there twice")
                seen.add(key)
