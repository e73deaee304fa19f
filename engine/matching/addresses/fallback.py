"""The likeliest address of a question that names none: for an answer to every query.

The nearest number of the street that was read, of its postcode, or of the street whose name with
its town is most alike to the whole text.
"""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from engine.matching.addresses.matcher import Matcher
from engine.matching.addresses.query import Asked, Query
from engine.matching.addresses.reading import Reading
from engine.matching.addresses.tokens import cleaned, tokens

_MOST_LETTERS = 200


class Fallback:
    """Looks for something rather than nothing; what it finds has no probability."""

    def __init__(self, matcher: Matcher) -> None:
        self._known = matcher.known
        self._comparer = matcher.comparer
        self._names: list[tuple[str, str]] = []
        self._texts: list[str] = []

    def likeliest(self, query: Query, asked: Asked) -> int | None:
        """Position of an entry; None when nothing is known or nothing was asked."""
        if not self._known.entries:
            return None
        for reading in asked.readings:
            if (found := self._in_street(reading)) is not None:
                return found
        return self._by_text(query, asked)

    def _in_street(self, reading: Reading) -> int | None:
        places = self._comparer.places(reading)
        streets = [reading.street] if reading.street and reading.is_known else []
        streets = (
            streets or list(self._comparer.alike(reading, places)) if reading.words else streets
        )
        for street in streets:
            numbered = self._known.numbers.get(street, [])
            inside = [at for at in numbered if self._known.entries[at].town in places] or numbered
            if inside:
                return self._nearest(inside, reading.number)
        return None

    def _nearest(self, entries: Sequence[int], number: int | None) -> int:
        wanted = number or 0
        return min(
            entries, key=lambda at: (abs((self._known.entries[at].number or 0) - wanted), at)
        )

    def _by_text(self, query: Query, asked: Asked) -> int | None:
        parts = (
            query.address, query.street, query.house_number, query.house_letter,
            query.house_addition, query.postcode, query.town,
        )  # fmt: skip
        text = "".join(
            one.town for one in tokens(cleaned(" ".join(p for p in parts if p)[:_MOST_LETTERS]))
        )
        if not text:
            return None
        if not self._texts:
            self._names = sorted({(e.street or "", e.town or "") for e in self._known.entries})
            self._texts = [street + town for street, town in self._names]
        found = process.extractOne(text, self._texts, scorer=fuzz.ratio)
        street, town = self._names[found[2]]
        entries = [
            at
            for at in self._known.numbers.get(street, [])
            if (self._known.entries[at].town or "") == town
        ]
        number = asked.readings[0].number if asked.readings else None
        return self._nearest(entries, number) if entries else None
