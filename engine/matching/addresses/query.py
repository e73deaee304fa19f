"""A question about a place, in columns or in one text, brought to the ways in which it can be read.

Columns that hold what they say are read as they are. A number in the column of the street, an
addition in that of the number or a town in that of the postcode make the columns one text, which
is read like any other.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from engine.matching.addresses.known import Tables
from engine.matching.addresses.numbers import House, plain_suffix, read_house
from engine.matching.addresses.reading import Reading, readings
from engine.matching.addresses.seen import Text, look_through, the_town
from engine.matching.addresses.text import number_key, postcode_key, without_care_of
from engine.matching.addresses.tokens import NUMBER, NUMBERED, cleaned, tokens
from engine.matching.addresses.weighing import Weighing

_SIMPLE = re.compile(r"\s*0*([1-9][0-9]{0,4})(?:[.,]0+)?\s*")
_PLAIN = re.compile(r"[A-Za-z0-9]{0,4}")
_ZERO = re.compile(r"(?<=[0-9])[.,]0+\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question; None and empty are not given.

    Attributes:
        query_id: names it in the answer.
        address: the place in one text.
        ids: ids of a register, any of which may be that of a known address.
        x, y, lat, lon: a point, in RD or in degrees; either may stand in the columns of the other.
        parcel: cadastral name.
    """

    query_id: str = ""
    address: str | None = None
    street: str | None = None
    house_number: str | None = None
    house_letter: str | None = None
    house_addition: str | None = None
    postcode: str | None = None
    town: str | None = None
    ids: tuple[str, ...] = ()
    x: float | None = None
    y: float | None = None
    lat: float | None = None
    lon: float | None = None
    parcel: str | None = None


class Asked(NamedTuple):
    """What a query says.

    Attributes:
        readings: ways to read it, the likeliest first.
        is_box, is_parcel: as in `seen.Text`.
        is_empty: nothing is asked in words.
    """

    readings: tuple[Reading, ...]
    is_box: bool = False
    is_parcel: bool = False
    is_empty: bool = False


NOTHING = Asked((), is_empty=True)


_LONGEST_LETTER = 20
"""Signs that are kept of a letter: enough to be no other one."""


class Reader:
    """Reads queries; what was read before is not read again."""

    def __init__(self, known: Tables, weighing: Weighing) -> None:
        self._known, self._weighing = known, weighing
        self._text = lru_cache(maxsize=100_000)(self._read_text)
        self._look = lru_cache(maxsize=100_000)(self._look_through)
        self._number = lru_cache(maxsize=100_000)(self._read_number)
        self._postcode = lru_cache(maxsize=100_000)(postcode_key)

    def read(self, query: Query) -> Asked:
        """The ways to read a query."""
        parts = (
            query.street, query.house_number, query.house_letter, query.house_addition,
            query.postcode, query.town,
        )  # fmt: skip
        if query.house_number and _SIMPLE.match(query.house_number) and self._is_apart(query):
            house = self._number(query.house_number, query.house_letter, query.house_addition)
            if house is not None:
                return self._columns(query, house)
        if query.address:
            where = " ".join(
                text for text in (query.postcode, query.town) if text and text not in query.address
            )
            return self._text(f"{query.address}, {where}" if where else query.address)
        given = [text for text in parts if text]
        if not given:
            return NOTHING
        left = " ".join(text for text in parts[:4] if text)
        right = " ".join(text for text in parts[4:] if text)
        return self._text(f"{left}, {right}" if left and right else left or right)

    def _is_apart(self, query: Query) -> bool:
        """True when street, postcode and town hold no number that does not belong to them."""
        return not query.postcode or self._postcode(query.postcode)[1] is not None

    def _columns(self, query: Query, house: tuple[House, bool]) -> Asked:
        """Read columns that hold what they say."""
        number, near = house
        postcode, area = self._postcode(query.postcode)
        town, elsewhere, box = self._place(query.town)
        street, words, known, within, street_near, street_box = self._street(query.street)
        near = near or street_near
        one = Reading(
            street, words, known, True, within, number.number, number.pieces, number.upto,
            number.is_range, postcode, area, town, elsewhere, (), near,
        )  # fmt: skip
        letter, addition = query.house_letter or "", query.house_addition or ""
        if letter and addition.lower().startswith(letter.lower()):
            again = one._replace(pieces=(addition.upper(),))
            return Asked((one, again), is_box=box or street_box)
        return Asked((one,), is_box=box or street_box)

    def _place(self, text: str | None) -> tuple[str | None, tuple[str, ...], bool]:
        """The town of a column: its key when it exists, else what it may be."""
        if not text:
            return None, (), False
        seen = self._look(text)
        named = ["".join(one.town for one in seen.found[begin:end]) for begin, end in seen.towns]
        if (town := the_town(named, seen.whole_towns)) is not None:
            return town, (), seen.is_box
        words = self._weighing.words
        key = "".join(
            one.town for one in seen.found if one.text not in words.tail and not one.number
        )
        return None, (key,) if key else (), seen.is_box

    def _street(
        self, text: str | None
    ) -> tuple[str | None, tuple[str, ...], bool, bool, bool, bool]:
        """Key and words of a street; whether it exists, has more words, is near, is a box."""
        if not text:
            return None, (), False, False, False, False
        seen = self._look(text)
        words = tuple(one.street for one in seen.found if one.street)
        whole = "".join(words)
        near = any(
            one.text in self._weighing.words.near
            and one.text not in self._weighing.words.near_beside_number
            and not any(begin <= at < end for begin, end in seen.streets)
            for at, one in enumerate(seen.found)
        )
        if whole in self._known.new_streets:
            key = min(self._known.new_streets[whole])
            return key, (key,), True, False, near, seen.is_box
        if whole in self._known.all_streets.names:
            return whole, (whole,), True, False, False, seen.is_box
        if len(seen.streets) == 1:
            begin, end = seen.streets[0]
            key = "".join(one.street for one in seen.found[begin:end])
            if all(
                one.number or not one.street for one in (*seen.found[:begin], *seen.found[end:])
            ):
                return key, (key,), True, False, near, seen.is_box
        return whole or None, words, False, False, near, seen.is_box

    def _read_number(
        self, number: str, letter: str | None, addition: str | None
    ) -> tuple[House, bool] | None:
        """The number of the columns, and whether a word says that the place is near it."""
        near_words = self._weighing.words.near
        rest = (letter or "", addition or "")
        if (found := _SIMPLE.fullmatch(number)) and all(
            _PLAIN.fullmatch(part) and part.lower() not in near_words for part in rest
        ):
            _, suffix = number_key(found[1], letter, addition)
            return House(int(found[1]), (suffix,) if suffix else (), None, False, 0), False
        text = " ".join(part for part in (_ZERO.sub("", number), *rest) if part)
        seen = tokens(cleaned(text))
        at = next((i for i, one in enumerate(seen) if one.kind in (NUMBER, NUMBERED)), None)
        if at is None:
            return None
        house = read_house(seen, at, frozenset(), self._weighing)
        if house is None:
            return None
        near = any(one.text in near_words for one in seen)
        if not near and house.upto is None:
            _, suffix = number_key(_ZERO.sub("", number), letter, addition)
            if house.end >= len(seen):
                house = house._replace(pieces=(plain_suffix(suffix),) if suffix else ())
        return _with_letter(house, letter or ""), near

    def _look_through(self, text: str) -> Text:
        return look_through(text[: self._weighing.decision.max_length], self._known, self._weighing)

    def _read_text(self, text: str) -> Asked:
        if len(text) > self._weighing.decision.max_length:
            text = " ".join(text.split())
        if len(text) > self._weighing.decision.max_length:
            return Asked(())
        seen = self._look_through(without_care_of(text))
        found = tuple(readings(seen, self._known, self._weighing))
        return Asked(found, seen.is_box, seen.is_parcel and not found)


def _with_letter(house: House, letter: str) -> House:
    """A house with what its column of letters says, also when that is no letter at all.

    A letter that was not understood is another house than the one without it.
    """
    given = "".join(sign for sign in letter.upper() if sign.isalnum())
    if not given or plain_suffix(given) in "".join(house.pieces):
        return house
    return house._replace(pieces=(*house.pieces, given[:_LONGEST_LETTER]))
