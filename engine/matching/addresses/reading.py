"""What a text may mean: street, number, postcode and town, read with the names that exist in mind.

The number belongs to the street that it stands beside. Where no street that exists is in the text,
the words before a number are taken for one that is spelled wrong. Of several ways to read a text
the likelier goes first.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from engine.matching.addresses import around
from engine.matching.addresses.known import Tables
from engine.matching.addresses.numbers import House, read_house
from engine.matching.addresses.seen import Text, in_street, the_town
from engine.matching.addresses.tokens import NUMBER, NUMBERED, WORD
from engine.matching.addresses.weighing import Weighing

_MOST_WORDS = 6


class Reading(NamedTuple):
    """One way to read a query; None and empty are not given.

    Attributes:
        street: key of the street, of one that exists where `is_known`.
        words: keys of the words that may be a street, the last of them at the end.
        is_known: the street is in the register, under its own or an old name.
        is_whole: the words are a street and nothing else, as they stand in a column of their own.
        is_within: more words stand around the street, so that it may be another one.
        number, pieces, upto, is_range: as in `House`.
        postcode, area: as in `text.postcode_key`.
        town: key of a town or municipality that exists.
        elsewhere: keys of texts that may be a town that does not exist, or is spelled wrong.
        before: keys of texts before the street, which may be a town.
        is_near: the place is near the address and not at it.
    """

    street: str | None
    words: tuple[str, ...]
    is_known: bool
    is_whole: bool
    is_within: bool
    number: int | None
    pieces: tuple[str, ...]
    upto: tuple[int, str] | None
    is_range: bool
    postcode: str | None
    area: str | None
    town: str | None
    elsewhere: tuple[str, ...]
    before: tuple[str, ...]
    is_near: bool


def readings(text: Text, known: Tables, weighing: Weighing) -> Iterator[Reading]:
    """The ways to read a text, the likeliest first, at most a few.

    Words before a number are taken for a street that is spelled wrong only where no street that
    exists has a number right beside it.
    """
    most = weighing.decision.max_readings
    found = list(islice(_by_street(text, known, weighing), most))
    yield from found
    if all(reading.is_within for reading in found):
        yield from islice(_by_number(text, weighing), most)


def _by_street(text: Text, known: Tables, weighing: Weighing) -> Iterator[Reading]:
    """Readings in which a street that exists has a number; numbers that stand beside it first."""
    made = []
    for begin, end in text.streets:
        place = around.number_place(text, begin, end, weighing)
        if place is None:
            continue
        at, distance = place
        house = read_house(text.found, at, text.taken.union(range(begin, end)), weighing)
        if house is not None:
            made.append((distance, begin, end, at, house))
    if len(made) > 1:
        made.sort(key=lambda one: one[:3])
    for distance, begin, end, at, house in made:
        if around.is_modified(text, begin, end, weighing):
            continue
        key = "".join([one.street for one in text.found[begin:end]])
        new = known.new_streets.get(key)
        key = min(new) if new else key
        within = (distance > 0 and at > end) or around.has_words_before(text, begin, weighing)
        rest = _around(text, (begin, end), at, house, weighing)
        yield Reading(key, (key,), True, False, within, *rest)


def _by_number(text: Text, weighing: Weighing) -> Iterator[Reading]:
    """Readings in which the words beside a number are a street that does not exist, or nothing."""
    for at, one in enumerate(text.found):
        if one.kind not in (NUMBER, NUMBERED) or at in text.taken or in_street(text, at):
            continue
        house = read_house(text.found, at, text.taken, weighing)
        if house is None:
            continue
        begin, end = _words_before(text, at), at
        words = _street_words(text, begin, end, weighing)
        if not words:
            begin, end = _words_behind(text, house.end)
            words = _street_words(text, begin, end, weighing)
        whole = any(w.text in weighing.words.modifiers for w in text.found[begin:end])
        key = "".join(words) or None
        rest = _around(text, (begin, end), at, house, weighing)
        yield Reading(key, words, False, whole, False, *rest)


def _words_before(text: Text, at: int) -> int:
    """Where the words begin that end at a number."""
    begin = at
    while begin and at - begin < _MOST_WORDS and _may_be_street(text, begin - 1):
        begin -= 1
    return begin


def _words_behind(text: Text, at: int) -> tuple[int, int]:
    """Where the words behind a number begin and end."""
    while at < len(text.found) and text.found[at].text == ",":
        at += 1
    end = at
    while end < len(text.found) and end - at < _MOST_WORDS and _may_be_street(text, end):
        end += 1
    return at, end


def _street_words(text: Text, begin: int, end: int, weighing: Weighing) -> tuple[str, ...]:
    labels = weighing.words.labels
    return tuple(w.street for w in text.found[begin:end] if w.street and w.text not in labels)


def _may_be_street(text: Text, at: int) -> bool:
    return at not in text.taken and text.found[at].text not in ",()+&"


_Around = tuple[
    int, tuple[str, ...], tuple[int, str] | None, bool, str | None, str | None, str | None,
    tuple[str, ...], tuple[str, ...], bool,
]  # fmt: skip
"""What a `Reading` has behind its street, in that order."""


def _around(
    text: Text, street: tuple[int, int], at: int, house: House, weighing: Weighing
) -> _Around:
    """Everything of a reading but its street."""
    named = [
        "".join([one.town for one in text.found[begin:end]])
        for begin, end in text.towns
        if not street[0] <= begin < street[1] and not at <= begin < house.end
    ]
    town = the_town(named, text.whole_towns)
    elsewhere = _texts(text, max(house.end, street[1]), len(text.found), weighing)
    before = _texts(text, 0, min(street[0], at), weighing) if town is None else ()
    near = text.has_near and around.is_near(text, street, at, house, weighing)
    return (
        house.number, house.pieces, house.upto, house.is_range, text.postcode, text.area, town,
        elsewhere, before, near,
    )  # fmt: skip


def _texts(text: Text, begin: int, end: int, weighing: Weighing) -> tuple[str, ...]:
    """Keys of what stands between two positions and is no name that exists, set apart by commas."""
    if begin >= end:
        return ()
    made: list[str] = []
    current = ""
    for at in range(begin, end):
        one = text.found[at]
        if at in text.taken or one.text in ",()":
            if current:
                made.append(current)
            current = ""
        elif one.kind == WORD and not _is_said(one.text, weighing):
            current += one.town
    if current:
        made.append(current)
    return tuple(made[:4])


def _is_said(text: str, weighing: Weighing) -> bool:
    """True for a word that is no name: a country, a floor, `te`, `naast`."""
    words = weighing.words
    return text in words.tail or text in words.floors or text in words.near or text in words.links
