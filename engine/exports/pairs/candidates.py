"""Pairs of a run that wait for a judgement, with what it would change if they were the same.

What matters most comes first: the probability times the rows that would change, which is how many
rows are expected to be put right by judging the pair.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection
from rapidfuzz import fuzz, process

from engine.casework import matches
from engine.casework.match_models import MatchKind
from engine.casework.matches import Pair
from engine.errors import RunError
from engine.exports.pairs.roles import PLACES, ROLES
from engine.matching.fields import Field
from engine.register import of_run
from engine.register.match_candidates import PLACE, PLACE_LENGTH
from engine.snapshot import Run

_SHORTEST = 6
"""Characters of a pseudonym that name it, when only one pair has a side that begins so."""
_NEAR = 3

Counts = Mapping[str, int]
"""Rows by table."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pair of a run.

    Attributes:
        pair: as casework knows it.
        probability: that they are the same, 0 to 1.
        margin: that much more likely than the runner-up.
        method: how it was found.
        why: the fields compared, in the order of the run.
        records: keys of some of the rows that carry the subject.
        effect: rows that would be joined to the other side, by table; sorted. Tables of stricter
            gates, and who reported something, are not told.
    """

    pair: Pair
    probability: float
    margin: float
    method: str
    why: tuple[Field, ...]
    records: tuple[str, ...]
    effect: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        """Rows that would change if both sides were the same."""
        return sum(count for _, count in self.effect)

    @property
    def matters(self) -> float:
        """Rows that judging it is expected to put right."""
        return self.probability * self.rows


def read(run: Run) -> list[Candidate]:
    """Every pair of a run, what matters most first; none when the run is older than pairs.

    Raises:
        RunError: a table of the run cannot be read.
    """
    with of_run.reading(run) as con:
        rows = con.execute(
            "SELECT kind, subject, other, probability, margin, method, why, records "
            "FROM match_candidate ORDER BY kind, subject, other"
        ).fetchall()
        pairs = [matches.pair(MatchKind(row[0]), row[1], row[2]) for row in rows]
        effects = _effects(con, pairs)
    found = []
    for pair, (_, _, _, probability, margin, method, why, records) in zip(pairs, rows, strict=True):
        keys = tuple(records or ())
        told = Candidate(pair, probability, margin, method, _why(why), keys, effects[pair])
        found.append(told)
    return sorted(found, key=lambda one: (-one.matters, one.pair))


def find(pairs: Iterable[Pair], first: str, second: str) -> Pair:
    """The pair of two sides, in either order; a pseudonym may be given by how it begins.

    Raises:
        RunError: there is no such pair, or there are several; near ids are named.
    """
    known = sorted(set(pairs))
    found = [one for one in known if _has(one, first, second)]
    if len(found) == 1:
        return found[0]
    if found:
        more = "; ".join(f"{one.subject} {one.other}" for one in found[:_NEAR])
        raise RunError(f"several pairs begin so: {more}")
    raise RunError(f"no pair of {first} and {second}: {_near(known, first, second)}")


def _has(pair: Pair, first: str, second: str) -> bool:
    return any(_is(a, first) and _is(b, second) for a, b in _both(pair))


def _is(side: str, asked: str) -> bool:
    begins = side.startswith("P") and len(asked) >= _SHORTEST and side.startswith(asked)
    return side == asked or begins or side == PLACE + asked


def _near(known: Collection[Pair], first: str, second: str) -> str:
    """What the sides that were asked for do stand beside, or what looks like them."""
    if not known:
        return "there are no pairs to judge in this run"
    told = []
    for asked in (first, second):
        beside = sorted({other for one in known for side, other in _both(one) if _is(side, asked)})
        if beside:
            told.append(f"{asked} is paired with {', '.join(beside[:_NEAR])}")
            continue
        sides = sorted({side for one in known for side, _ in _both(one)})
        near = process.extract(asked, sides, scorer=fuzz.ratio, limit=_NEAR)
        told.append(f"{asked} is in no pair; near: {', '.join(name for name, _, _ in near)}")
    return "; ".join(told)


def _both(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    return (pair.subject, pair.other), (pair.other, pair.subject)


def _why(text: str | None) -> tuple[Field, ...]:
    return tuple(Field(**one) for one in json.loads(text or "[]"))


def _effects(
    con: DuckDBPyConnection, pairs: Collection[Pair]
) -> dict[Pair, tuple[tuple[str, int], ...]]:
    """Rows that would be joined, by pair: those of the side that gets another id."""
    moved = {
        one: one.other if one.kind is MatchKind.PERSON else one.subject for one in pairs
    }  # of two people the lower pseudonym, the subject, stands for both
    counts = _counts(con, sorted(set(moved.values())))
    return {one: tuple(sorted(counts[side].items())) for one, side in moved.items()}


def _counts(con: DuckDBPyConnection, sides: list[str]) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    if not sides:
        return found
    parts = [(f"{role}_id", table.name) for table, role in ROLES]
    parts += [(f"'{PLACE}' || left(place_text, {PLACE_LENGTH})", one.name) for one in PLACES]
    for side, table in parts:
        rows = con.execute(
            f'SELECT {side} AS side, count(*) FROM "{table}" WHERE list_contains($sides, {side}) '
            "GROUP BY side ORDER BY side",
            {"sides": sides},
        )
        for name, count in rows.fetchall():
            found[name][table] += count
    return found
