"""Tables of what is done in a case: steps, weighings, checks, questions, notes, measures."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.casework.case_models import Case
from engine.casework.columns import UtcDateTime, words
from engine.casework.models import Base, Role, User
from engine.casework.process.states import Outcome, State


class Transition(Base):
    """One step of a case.

    Attributes:
        from_state: None for the first one.
        user: who took it; None for what happens by itself (`system`).
        role: role in which it was taken; None for `system`.
        checks: what the step needed and how it was met, by name; and the gates it opened.
    """

    __tablename__ = "case_transition"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    from_state: Mapped[State | None] = mapped_column(words(State))
    to_state: Mapped[State] = mapped_column(words(State), index=True)
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role | None] = mapped_column(words(Role))
    reason: Mapped[str]
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    checks: Mapped[dict[str, Any]] = mapped_column(JSON)
    user: Mapped[User | None] = relationship(lazy="joined")


class Weighing(Base):
    """Answers of one weighing of a case; the newest one of its step counts.

    Attributes:
        step: `1`, `2A`, `2B` or `3`, as `weighings` of `rules/process.yml` names them.
        answers: True, False, or None for not known, by question.
        is_met: True when every group has as many answers True as it asks.
    """

    __tablename__ = "case_weighing"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    step: Mapped[str] = mapped_column(String(8))
    answers: Mapped[dict[str, bool | None]] = mapped_column(JSON)
    is_met: Mapped[bool]
    reason: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    weighed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined")


class PrivacyCheck(Base):
    """A recorded privacy check of a case; the newest one of its step counts.

    Attributes:
        step: `1`, `2A` or `2B`, as `privacy_checks` of `rules/process.yml` names them.
        answers: what was answered, by question.
        allows: True when the answer is that it may be done.
    """

    __tablename__ = "privacy_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    step: Mapped[str] = mapped_column(String(8))
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    allows: Mapped[bool]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined")


class Answer(StrEnum):
    """What a source or partner said to the first question."""

    HIT = "hit"
    NO_HIT = "no_hit"


class Request(Base):
    """A question to a source or partner: first only whether there is something (hit or no hit).

    Attributes:
        partner: who was asked.
        question: without names.
        answer: None while there is no answer.
        content: what was received after a hit and a privacy check; None before.
    """

    __tablename__ = "case_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    partner: Mapped[str] = mapped_column(String(64))
    question: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[Answer | None] = mapped_column(words(Answer))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content: Mapped[str | None]
    content_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Note(Base):
    """A remark in a case."""

    __tablename__ = "case_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str]
    user: Mapped[User] = relationship(lazy="joined")


class Task(Base):
    """Something to do, in a case or apart from one.

    Attributes:
        kind: why it is there, such as `hand` or `report_withdrawal`; the maker chooses the word.
        due_on: last day, closed.
        assignee: who does it; None: whoever works on the case.
        done_at: None while it is open.
    """

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    title: Mapped[str]
    due_on: Mapped[date] = mapped_column(index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    case: Mapped[Case | None] = relationship(lazy="joined")
    assignee: Mapped[User | None] = relationship(lazy="joined", foreign_keys=[assignee_id])


class Measure(Base):
    """An intervention: an instrument used at the location of a case.

    Attributes:
        instrument: code in `rules/tables/instruments.csv`.
        starts_on, ends_on: closed; None: at once, or without an end.
    """

    __tablename__ = "case_measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(64), index=True)
    decided_on: Mapped[date]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    reason: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined")


class CaseHit(Base):
    """A hit of the weekly scan as it was when it came into a case; destroyed after its term.

    Attributes:
        run: name of the run in which it was found.
        found_on: `as_of` of that run; the term counts from there.
        newest: date of the newest evidence; None when unknown.
        evidence: record keys.
        title, false_positives: of the rule as it was then; None before they were kept.
    """

    __tablename__ = "case_hit"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    rule_id: Mapped[str] = mapped_column(String(32))
    version: Mapped[str] = mapped_column(String(32))
    family: Mapped[str] = mapped_column(String(16))
    role: Mapped[str] = mapped_column(String(16))
    explanation: Mapped[str]
    run: Mapped[str] = mapped_column(String(128))
    found_on: Mapped[date] = mapped_column(index=True)
    newest: Mapped[date | None]
    evidence: Mapped[list[str]] = mapped_column(JSON)
    title: Mapped[str | None]
    false_positives: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class LinkKind(StrEnum):
    """How two cases belong together."""

    MERGED = "merged"
    SPLIT = "split"
    EARLIER = "earlier"
    RELATED = "related"


class CaseLink(Base):
    """`case_id` was merged into, split off to, preceded by or is related to `other_id`."""

    __tablename__ = "case_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(words(LinkKind))
    reason: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Seal(Base):
    """The texts of a case that was not taken on, under a key of its own (crypto-shredding).

    Attributes:
        wrapped: the key, itself under a key derived from the pseudonym key.
        sealed: every text of the case as JSON.
        destroy_on: the day from which both must be gone.
    """

    __tablename__ = "case_seal"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    destroy_on: Mapped[date] = mapped_column(index=True)


class Act(StrEnum):
    """What one person may not do alone."""

    OPEN_NAME = "open_name"
    CLOSE_WITH_MEASURE = "close_with_measure"
    DESTROY = "destroy"
    EXTEND = "extend"
    JOIN_PEOPLE = "join_people"


class Approval(Base):
    """One person asks, another one allows or refuses; used once, before it expires.

    Attributes:
        subject: what exactly it is about, such as a pseudonym or the hash of a list.
        allowed: None while nobody decided.
        used_at: when it was used; None while it can be used.
    """

    __tablename__ = "approval"

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[Act] = mapped_column(words(Act), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    subject: Mapped[str] = mapped_column(String(255), index=True)
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    allowed: Mapped[bool | None]
    decision_reason: Mapped[str | None]
    expires_on: Mapped[date]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    case: Mapped[Case | None] = relationship(lazy="joined")
    asked_by: Mapped[User] = relationship(lazy="joined", foreign_keys=[asked_by_id])
    decided_by: Mapped[User | None] = relationship(lazy="joined", foreign_keys=[decided_by_id])
