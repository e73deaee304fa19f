"""Pairs that may be one and the same, and everything that was judged of one."""

from dataclasses import dataclass
from enum import StrEnum

from engine.casework.match_models import MatchJudgement, MatchKind, MatchVerdict
from engine.translatable import sentence

SHOWN = 8
"""Characters by which a pseudonym is named in a message."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two sides of a pair, see `pair`; as `match_candidate` names them."""

    kind: MatchKind
    subject: str
    other: str

    @property
    def label(self) -> str:
        """How a message names it; a pseudonym by its first characters."""
        one, other = (
            side[:SHOWN] if side.startswith("P") else side for side in (self.subject, self.other)
        )
        return sentence("{one} en {other}", one=one, other=other)


def pair(kind: MatchKind, subject: str, other: str) -> Pair:
    """The pair of two sides; of two people, who have no order, the lower pseudonym comes first."""
    if kind is MatchKind.PERSON and other < subject:
        subject, other = other, subject
    return Pair(kind, subject, other)


class State(StrEnum):
    """Where a pair stands."""

    OPEN = "open"
    WAITING = "waiting"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that was judged of one pair.

    Attributes:
        entries: oldest first; empty when nobody judged.
        holds: the newest one that counts; None when none does.
        waits: the newest one when it waits for a second person; None otherwise.
    """

    entries: tuple[MatchJudgement, ...] = ()
    holds: MatchJudgement | None = None
    waits: MatchJudgement | None = None

    @property
    def seen(self) -> int:
        """Number of the newest entry, 0 without any; what a reviewer looked at."""
        return self.entries[-1].number if self.entries else 0

    @property
    def state(self) -> State:
        """Where the pair stands; what waits goes before what holds."""
        if self.waits is not None:
            return State.WAITING
        if self.holds is None or self.holds.verdict is MatchVerdict.WITHDRAWN:
            return State.OPEN
        return State(self.holds.verdict.value)


NOBODY = Judged()
"""A pair that nobody judged."""
