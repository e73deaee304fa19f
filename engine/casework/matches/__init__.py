"""What people judge of pairs that may be one and the same; kept whole, undone by a new entry."""

from engine.casework.matches.confirming import confirm
from engine.casework.matches.judging import MAX_AT_ONCE, Said, judge, say, undo
from engine.casework.matches.pairs import NOBODY, SHOWN, Judged, Pair, State, pair
from engine.casework.matches.reading import everything, known, of_pairs

__all__ = [
    "Judged", "MAX_AT_ONCE", "NOBODY", "Pair", "SHOWN", "Said", "State", "confirm",
    "everything", "judge", "known", "of_pairs", "pair", "say", "undo",
]  # fmt: skip
