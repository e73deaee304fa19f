"""What the files of `rules/bibob/` look like: hooks, steps, grounds, articles."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from engine.casework.bibob.words import (
    BibobState,
    Conclusion,
    EventKind,
    Ground,
    Outcome,
)
from engine.strict import Cited, Strict

Need = Literal[
    "advice_not_wanted",
    "advice_wanted",
    "completion_term_passed",
    "concluded",
    "decided",
    "decision_follows_conclusion",
    "decision_grants",
    "form_refused",
    "grounds_weighed",
    "hook_valid",
    "no_report_open",
    "procedure_ended",
    "proportionality_reasoned",
    "questionnaire_complete",
    "refusals_weighed",
    "register_reported",
    "sources_consulted",
    "statement_answered",
    "statement_asked",
    "subject_named",
    "subject_told",
    "withdrawal_reported",
]
"""What a step can ask for; `conditions.py` says when each holds."""


class Coded(Strict):
    """Something with a code and a Dutch title."""

    code: str
    title: str


class Hook(Coded):
    """A legal hook.

    Attributes:
        subject: what the subject is called here.
        starts_decision_term: its day starts the decision term.
        outcomes: what can be decided.
        registered: by table of the registers, the statuses that make a paper in it such a hook.
    """

    subject: str
    article: str
    starts_decision_term: bool
    outcomes: tuple[Outcome, ...]
    registered: Mapping[Literal["permit", "licence"], tuple[str, ...]] = {}


class Hooks(Cited):
    """Every hook, and why a file can be begun."""

    hooks: tuple[Hook, ...]
    triggers: tuple[Coded, ...]


class StateText(Strict):
    """How a state is shown; nothing follows an end."""

    code: BibobState
    title: str
    is_end: bool = False


class Step(Strict):
    """A step that the process allows; `event` is what its day is for the clocks."""

    from_: BibobState = Field(alias="from")
    to: BibobState
    needs: tuple[Need, ...]
    event: EventKind | None = None


class EventRule(Strict):
    """An event that an officer records: in which states, after what, and what it tells."""

    kind: EventKind
    states: tuple[BibobState, ...]
    follows: EventKind | None = None
    gives: Literal["until", "weeks"] | None = None


class Steps(Cited):
    """Every state, step and event that is recorded by hand."""

    min_reason: int = Field(ge=1)
    states: tuple[StateText, ...]
    steps: tuple[Step, ...]
    events: tuple[EventRule, ...]

    def step(self, from_: BibobState, to: BibobState) -> Step | None:
        """The step from one state to another; None when there is none."""
        return next((s for s in self.steps if s.from_ is from_ and s.to is to), None)

    def following(self, state: BibobState) -> tuple[Step, ...]:
        """Steps that may follow a state."""
        return tuple(step for step in self.steps if step.from_ is state)

    def event(self, kind: EventKind) -> EventRule | None:
        """When an event is recorded by hand; None when it follows from something else."""
        return next((one for one in self.events if one.kind is kind), None)

    def title(self, state: BibobState) -> str:
        """The state in Dutch."""
        return next(one.title for one in self.states if one.code is state)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        named = [one.code for one in self.states]
        if sorted(named) != sorted(BibobState):
            raise ValueError("states: names every state exactly once")
        pairs = [(step.from_, step.to) for step in self.steps]
        if double := sorted({pair for pair in pairs if pairs.count(pair) > 1}):
            raise ValueError(f"steps: {' to '.join(double[0])} stands there twice")
        ends = {one.code for one in self.states if one.is_end}
        if ended := sorted(step.from_ for step in self.steps if step.from_ in ends):
            raise ValueError(f"steps: nothing follows {ended[0]}")
        return self


class Part(Coded):
    """A part of a weighing that needs a reasoning."""


class GroundRule(Strict):
    """A ground of article 3: what a fact under it must say, and what a weighing must."""

    code: Ground
    title: str
    article: str
    fact_needs: tuple[Literal["samenhang_met_activiteit"], ...]
    weigh: tuple[Part, ...]


class OutcomeRule(Strict):
    """What can carry an outcome: a conclusion, or a ground of its own."""

    code: Outcome
    title: str
    conclusions: tuple[Conclusion, ...]
    own_grounds: tuple[str, ...]


class DecisionGround(Coded):
    """What a decision rests on; one that names conclusions needs one of them."""

    conclusions: tuple[Conclusion, ...]


class Grounds(Cited):
    """Every ground, outcome and ground of a decision."""

    min_reason: int = Field(ge=1)
    never_words: tuple[str, ...]
    grounds: tuple[GroundRule, ...]
    outcomes: tuple[OutcomeRule, ...]
    decision_grounds: tuple[DecisionGround, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if sorted(one.code for one in self.grounds) != sorted(Ground):
            raise ValueError("grounds: names every ground exactly once")
        if sorted(one.code for one in self.outcomes) != sorted(Outcome):
            raise ValueError("outcomes: names every outcome exactly once")
        known = {one.code for one in self.decision_grounds}
        named = {code for one in self.outcomes for code in one.own_grounds}
        if missing := sorted(named - known):
            raise ValueError(f"outcomes: no decision ground {', '.join(missing)}")
        return self


class Version(Strict):
    """A text of an article in `[valid_from, valid_to)`; without text nobody read it here."""

    valid_from: date
    valid_to: date | None
    text: str | None
    summary: str | None = None
    source: str
    verified: bool

    def holds_on(self, day: date) -> bool:
        """True on the days of this version."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.summary is None:
            raise ValueError("a version has a text or a summary")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("a version ends after it begins")
        return self


class Article(Strict):
    """An article of a law with its versions; `article` is empty for a norm without a number."""

    id: str
    law: str
    article: str
    versions: tuple[Version, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """The article as it is cited."""
        return f"{self.law} art. {self.article}" if self.article else self.law

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for one, other in zip(self.versions, self.versions[1:], strict=False):
            if one.valid_to is None or other.valid_from < one.valid_to:
                raise ValueError(f"{self.id}: versions follow each other and do not overlap")
        return self


class Articles(Strict):
    """Every article."""

    articles: tuple[Article, ...]
