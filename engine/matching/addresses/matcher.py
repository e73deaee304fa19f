"""From a query to one known address, or none: candidates, their odds, and the decision.

A probability is the share of a record's odds in the odds of all candidates and of none. So two
records that fit as well have at most half each, and neither is given. Evidence that names two
places, a place beside an address, and a street without a place around it give none either, whatever
the odds: a wrong link is worse than none.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.matching.addresses import likeness
from engine.matching.addresses.comparing import Comparer, Levels
from engine.matching.addresses.known import Entry, Tables
from engine.matching.addresses.numbers import plain_suffix
from engine.matching.addresses.query import Asked, Query, Reader
from engine.matching.addresses.reading import Reading
from engine.matching.addresses.weighing import Weighing

_UNTOLD_TOWN = ("missing", "other", "other_known")
_UNTOLD_POSTCODE = ("missing", "other", "typo", "area_known")
_ALIKE = ("close", "similar", "weak", "contested")


class Weighed(NamedTuple):
    """One candidate of a query.

    Attributes:
        at: position of the entry.
        odds: base-2 logarithm of its odds.
        probability: that it is meant.
        levels: how its fields compare.
        reading: the way of reading that names it.
    """

    at: int
    odds: float
    probability: float
    levels: Levels
    reading: Reading


class Verdict(NamedTuple):
    """What the words of a query mean.

    Attributes:
        at: position of the entry that is meant, None for none.
        method: `exact`, `normalised` or `fuzzy`, as how the best candidate was found; `near`
            when the place is beside it; `none` without a candidate.
        ranked: candidates, the best first, ties in the order of the register.
        is_closed: no other evidence may answer: several fit, or it is no place.
        likeness: of the street, 0 to 100, where the method is `fuzzy`; else 100.
        asked: what was read.
    """

    at: int | None
    method: str
    ranked: tuple[Weighed, ...]
    is_closed: bool
    likeness: float
    asked: Asked

    @property
    def score(self) -> float:
        """Probability of the best candidate, 0 without one."""
        return self.ranked[0].probability if self.ranked else 0.0

    @property
    def margin(self) -> float:
        """`score` less that of the runner-up."""
        second = self.ranked[1].probability if len(self.ranked) > 1 else 0.0
        return max(0.0, self.score - second)


class Matcher:
    """Finds what words mean among known addresses."""

    def __init__(self, known: Tables, weighing: Weighing) -> None:
        self.known, self.weighing = known, weighing
        self.reader = Reader(known, weighing)
        self.comparer = Comparer(known, weighing)

    def judge(self, query: Query) -> Verdict:
        """Read one query and decide."""
        asked = self.reader.read(query)
        if asked.is_box or not asked.readings:
            return Verdict(None, "none", (), asked.is_box, 0.0, asked)
        ranked = self.ranked(asked.readings, query)
        if not ranked:
            return Verdict(None, "none", (), asked.readings[0].is_near, 0.0, asked)
        best = ranked[0]
        method = self._method(best, query)
        score = (
            likeness.ratio(best.reading.words, self.known.entries[best.at].street or "")
            if method == "fuzzy"
            else 100.0
        )
        is_barred = self.is_barred(ranked)
        if is_barred:
            ranked = self._lowered(ranked)
        is_given = not is_barred and self._is_given(ranked)
        closed = is_given or self._is_closed(ranked)
        return Verdict(best.at if is_given else None, method, ranked, closed, score, asked)

    def _lowered(self, ranked: Sequence[Weighed]) -> tuple[Weighed, ...]:
        """The candidates with no more probability together than a guess has."""
        guess, total = self.weighing.decision.guess, sum(one.probability for one in ranked)
        scale = min(1.0, guess / total) if total else 1.0
        return tuple(one._replace(probability=one.probability * scale) for one in ranked)

    def _candidates(self, readings: Sequence[Reading]) -> dict[int, tuple[float, Levels, Reading]]:
        """The entries that some reading may mean, each by its best reading."""
        found: dict[int, tuple[float, Levels, Reading]] = {}
        entries, comparer = self.known.entries, self.comparer
        for reading in readings:
            for number, suffix, how in _numbers(reading):
                for at in self._houses(reading, number, suffix):
                    levels = comparer.levels(reading, entries[at], suffix, how)
                    odds = comparer.odds(levels)
                    if at not in found or odds > found[at][0]:
                        found[at] = odds, levels, reading
        return found

    def ranked(self, readings: Sequence[Reading], query: Query) -> tuple[Weighed, ...]:
        """The entries that some reading may mean with their probability, the best first."""
        found = self._candidates(readings)
        if len(found) == 1:
            ((at, (odds, levels, reading)),) = found.items()
            share = 2.0**odds
            return (Weighed(at, odds, share / (1.0 + share), levels, reading),)
        entries = self.known.entries
        rows = sorted([(-odds, entries[at].rank, at) for at, (odds, _, _) in found.items()])
        rows = self._distinct(rows, query)
        total = 1.0 + sum([2.0**-odds for odds, _, _ in rows])
        return tuple(
            Weighed(at, -odds, 2.0**-odds / total, found[at][1], found[at][2])
            for odds, _, at in rows
        )

    def _distinct(
        self, rows: list[tuple[float, int, int]], query: Query
    ) -> list[tuple[float, int, int]]:
        """One row per id, and of rows that fit as well those of the best rank, written as asked."""
        if len(rows) < 2:
            return rows
        entries, seen, kept = self.known.entries, set(), []
        for row in rows:
            if entries[row[2]].id not in seen:
                seen.add(entries[row[2]].id)
                kept.append(row)
        first = kept[0]
        equal = [row for row in kept if row[0] == first[0] and row[1] == first[1]]
        rest = [row for row in kept if row[0] != first[0]]
        if len(equal) > 1:
            raw = query.house_number, query.house_letter or None, query.house_addition or None
            exact = [row for row in equal if entries[row[2]].house == raw]
            equal = exact if len(exact) == 1 else equal
        return equal + rest

    def _houses(self, reading: Reading, number: int, suffix: str) -> Iterable[int]:
        """Entries with a number: by postcode, street, alike streets."""
        known, most = self.known, self.weighing.decision.max_suffixes
        found: list[int] = []
        if reading.postcode is not None and (
            houses := known.by_postcode.get((reading.postcode, number))
        ):
            found += _with(houses, suffix, most)
        if reading.is_known and (houses := known.by_street.get((reading.street or "", number))):
            found += _with(houses, suffix, most)
        if (
            reading.words
            and not (found and reading.is_known)
            and not self._is_good(found, reading, suffix)
        ):
            places = self.comparer.places(reading) or self._likely_places(reading)
            for street in self.comparer.alike(reading, places):
                if houses := known.by_street.get((street, number)):
                    found += _with(houses, suffix, most)
        return dict.fromkeys(found) if len(found) > 1 else found

    def _is_good(self, found: Sequence[int], reading: Reading, suffix: str) -> bool:
        """True when the postcode gives an address whose street is alike: that is enough."""
        return any(
            self.known.entries[at].suffix == suffix
            and self.comparer.levels(reading, self.known.entries[at], suffix, "one").street
            in ("equal", "close", "similar", "abbreviated")
            for at in found
        )

    def _likely_places(self, reading: Reading) -> tuple[str, ...]:
        texts = (*reading.elsewhere, *reading.before)
        return tuple(
            town
            for town in sorted(self.known.towns.names)
            if any(self.comparer.is_like_town(text, town) for text in texts)
        )

    def is_barred(self, ranked: Sequence[Weighed]) -> bool:
        """True when the best candidate is a guess, however large its odds.

        A place beside an address, an addition that does not exist, a street without a place around
        it, or evidence that names two places.
        """
        best = ranked[0]
        levels = best.levels
        return (
            levels.relation == "near"
            or levels.suffix not in ("equal", "variant")
            or (levels.town in _UNTOLD_TOWN and levels.postcode in _UNTOLD_POSTCODE)
            or levels.street == "other_known"
            or (levels.street == "contested" and levels.postcode != "equal")
            or (levels.town == "other_known" and levels.street != "equal")
            or (len(ranked) > 1 and any(self._speaks_against(best, other) for other in ranked[1:]))
        )

    def _is_given(self, ranked: Sequence[Weighed]) -> bool:
        decision = self.weighing.decision
        second = ranked[1].probability if len(ranked) > 1 else 0.0
        return (
            ranked[0].probability >= decision.min_score
            and ranked[0].probability - second >= decision.min_margin
        )

    def _speaks_against(self, best: Weighed, other: Weighed) -> bool:
        """True when another candidate makes the best one a guess.

        The postcode with the number is another address, or the other end of a range exists too.
        """
        mine, theirs = best.levels, other.levels
        if mine.postcode != "equal" and theirs.postcode == "equal" and theirs.suffix == "equal":
            return True
        entries = self.known.entries
        one, two = entries[best.at], entries[other.at]
        return (
            mine.number == theirs.number == "range"
            and one.number != two.number
            and (one.street, one.town) == (two.street, two.town)
        )

    def _is_closed(self, ranked: Sequence[Weighed]) -> bool:
        """True when words name something that cannot be told apart, or contradict each other."""
        levels = ranked[0].levels
        if levels.relation == "near":
            return True
        is_told = levels.town not in _UNTOLD_TOWN or levels.postcode not in _UNTOLD_POSTCODE
        is_alike = levels.postcode == "equal" or levels.street not in ("weak", "contested", "other")
        return levels.suffix in ("equal", "variant") and is_told and is_alike

    def _method(self, best: Weighed, query: Query) -> str:
        levels = best.levels
        if levels.relation == "near":
            return "near"
        if levels.street in _ALIKE and levels.postcode != "equal":
            return "fuzzy"
        return (
            "exact" if self._is_as_registered(self.known.entries[best.at], query) else "normalised"
        )

    def _is_as_registered(self, entry: Entry, query: Query) -> bool:
        """True when every column that is given is written as the register has it."""
        house = query.house_number or None, query.house_letter or None, query.house_addition or None
        if house != entry.house or house[0] is None:
            return False
        if not query.postcode and not (query.street and query.town):
            return False
        postcode, street, town = entry.place
        return (
            (not query.postcode or query.postcode == postcode)
            and (not query.street or query.street == street)
            and (not query.town or query.town == town)
        )


def _numbers(reading: Reading) -> Iterable[tuple[int, str, str]]:
    """The house numbers that a reading may mean, each with its suffix, and how it is named."""
    if reading.number is None:
        return ()
    plain = plain_suffix("".join(reading.pieces))
    if reading.upto is None:
        return ((reading.number, plain, "one"),)
    if reading.is_range:
        return (reading.number, plain, "range"), (*reading.upto, "range")
    first = reading.pieces[0] if reading.pieces else plain
    first = "" if first[:1].isdigit() else first
    return (
        (reading.number, plain, "one"), (reading.number, first, "range"), (*reading.upto, "range")
    )  # fmt: skip


def _with(houses: dict[str, list[int]], suffix: str, most: int) -> list[int]:
    """Entries with that suffix, else a few others with the number."""
    if suffix in houses:
        return houses[suffix]
    return [
        at
        for name in sorted(houses, key=lambda name: (name != "", name))[:most]
        for at in houses[name]
    ]
