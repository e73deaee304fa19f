"""What a query may mean: street, number, postcode and town, read with the names that exist in mind.

A text is walked through once for names of streets and towns; the number belongs to the street that
it stands beside. Where no street that exists is in the text, the words before a number are taken
for one that is spelled wrong. Of several ways to read a text the likelier goes first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from engine.matching.addresses.known import Tables, Vocabulary
from engine.matching.addresses.numbers import House, read_house
from engine.matching.addresses.tokens import (
    NUMBER,
    NUMBERED,
    OTHER,
    POSTCODE,
    SIGN,
    WORD,
    Token,
    cleaned,
    tokens,
)
from engine.matching.addresses.weighing import Weighing

_MOST_WORDS = 6
_MOST_READINGS = 4


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


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the names found in it.

    Attributes:
        found: its tokens.
        postcode, area: of the last postcode in it.
        streets, towns: from and to (open) of every name that exists.
        taken: positions of a postcode or town.
        has_near: some word in it may say that the place is near an address.
        is_box: it is a box at the post office.
        is_parcel: it names a cadastral parcel.
        whole_towns: keys of towns, without municipalities and old names.
    """

    found: tuple[Token, ...]
    postcode: str | None
    area: str | None
    streets: tuple[tuple[int, int], ...]
    towns: tuple[tuple[int, int], ...]
    taken: frozenset[int]
    has_near: bool
    is_box: bool
    is_parcel: bool
    whole_towns: frozenset[str]


def the_town(named: Sequence[str], towns: frozenset[str]) -> str | None:
    """The last town of several names, else the last municipality or old name."""
    own = [name for name in named if name in towns]
    return (own or list(named) or [None])[-1]


def look_through(text: str, known: Tables, weighing: Weighing) -> Text:
    """Find the names, postcodes and other things in a text."""
    found = tokens(cleaned(text))
    words, texts = weighing.words, {one.text for one in found}
    is_parcel = False
    if not texts.isdisjoint(words.cut):
        is_parcel = not texts.isdisjoint(words.parcel)
        found = _without(found, words.cut)
    is_box = not texts.isdisjoint(words.box) or ("box" in texts and _is_spelled_box(found))
    has_near = not texts.isdisjoint(words.near) or "t" in texts or "z" in texts
    towns = tuple(_names(found, known.towns, is_town=True))
    postcode, area, taken = _postcode(found, known, towns)
    streets = tuple(s for s in _names(found, known.all_streets, is_town=False) if s[0] not in taken)
    inside = {at for begin, end in towns for at in range(begin, end)}
    return Text(
        tuple(found), postcode, area, streets, towns, frozenset(taken | inside), has_near, is_box,
        is_parcel, known.whole_towns,
    )  # fmt: skip


def _without(found: Sequence[Token], cut: frozenset[str]) -> list[Token]:
    """Tokens without what follows some words up to a comma: a telephone number, a parcel."""
    kept, is_cut = [], False
    for one in found:
        is_cut = one.text != "," and (is_cut or one.text in cut)
        if not is_cut:
            kept.append(one)
    return kept


def _is_spelled_box(found: Sequence[Token]) -> bool:
    texts = [one.text for one in found]
    return any(
        texts[at : at + 2] == ["po", "box"] or texts[at : at + 3] == ["p", "o", "box"]
        for at in range(len(texts) - 1)
    )


def _names(
    found: Sequence[Token], names: Vocabulary, *, is_town: bool
) -> Iterator[tuple[int, int]]:
    """The longest name from every position that is not inside a longer one before it."""
    past = 0
    beginnings, whole = names.beginnings, names.names
    column = 3 if is_town else 2
    for begin, first in enumerate(found):
        key = first[column]
        if not key or key not in beginnings:
            continue
        end = begin + 1 if key in whole else 0
        for at in range(begin + 1, min(begin + 9, len(found))):
            one = found[at]
            if one.text in ",()":
                break
            key += one[column]
            if key not in beginnings:
                break
            if key in whole and one[column]:
                end = at + 1
        if end > past:
            yield begin, end
            past = end


def _postcode(
    found: Sequence[Token], known: Tables, towns: Sequence[tuple[int, int]]
) -> tuple[str | None, str | None, set[int]]:
    """The last postcode, else an area that exists before a town or at an end; and where it stands."""
    town_begins = {begin for begin, _ in towns}
    garbled: set[int] = set()
    last: tuple[str | None, str, set[int]] | None = None
    loose: tuple[str | None, str, set[int]] | None = None
    for at, one in enumerate(found):
        if one.kind == POSTCODE:
            last = one.text.upper(), one.text[:4], {at}
        elif one.kind in (NUMBERED, OTHER) and len(one.text) == 6 and sum(map(str.isdigit, one.text)) == 4:
            garbled.add(at)
        elif one.kind == NUMBER and len(one.text) == 4 and one.text[0] != "0":
            after = found[at + 1] if at + 1 < len(found) else None
            if after and after.kind == WORD and len(after.text) == 2 and after.text.isascii():
                code = one.text + after.text.upper()
                if at + 1 not in town_begins or code in known.postcodes:
                    last = code, one.text, {at, at + 1}
                    continue
            if one.text in known.areas and at and (at + 1 in town_begins or after is None or after.text == ","):
                loose = None, one.text, {at}
    chosen = last or loose
    code, area, taken = chosen or (None, None, set())
    return code, area, taken | garbled


def readings(text: Text, known: Tables, weighing: Weighing) -> Iterator[Reading]:
    """The ways to read a text, the likeliest first, at most a few.

    Words before a number are taken for a street that is spelled wrong only where no street that
    exists has a number right beside it.
    """
    found = list(islice(_by_street(text, known, weighing), _MOST_READINGS))
    yield from found
    if all(reading.is_within for reading in found):
        yield from islice(_by_number(text, weighing), _MOST_READINGS)


def _by_street(text: Text, known: Tables, weighing: Weighing) -> Iterator[Reading]:
    """Readings in which a street that exists has a number; numbers that stand beside it first."""
    made = []
    for begin, end in text.streets:
        place = _number_place(text, begin, end, weighing)
        if place is None:
            continue
        at, distance = place
        stops = text.taken | frozenset(range(begin, end))
        house = read_house(text.found, at, frozenset(stops), weighing)
        if house is not None:
            made.append((distance, begin, end, at, house))
    for distance, begin, end, at, house in sorted(made, key=lambda one: one[:3]):
        key = "".join(one.street for one in text.found[begin:end])
        new = known.new_streets.get(key)
        key = min(new) if new else key
        if _is_modified(text, begin, end, weighing):
            continue
        within = distance > 0 and at > end or _has_words_before(text, begin, weighing)
        yield _reading(text, (begin, end), at, house, key, (key,), True, within, weighing)


def _is_modified(text: Text, begin: int, end: int, weighing: Weighing) -> bool:
    """True when a word beside the street makes it another one: `Nieuwe Kerkstraat`, `Dijk Zuid`."""
    found, modifiers = text.found, weighing.words.modifiers
    if begin and begin - 1 not in text.taken and found[begin - 1].text in modifiers:
        return True
    after = end + 1 if end < len(found) and found[end].text == "-" else end
    return (
        after < len(found)
        and after not in text.taken
        and found[after].kind == WORD
        and found[after].text in modifiers
    )


def _number_place(
    text: Text, begin: int, end: int, weighing: Weighing
) -> tuple[int, int] | None:
    """Position of the number of a street and how far off it is; None when there is none."""
    found, labels = text.found, weighing.words.labels
    at, distance = end, 0
    while at < len(found):
        one = found[at]
        if at not in text.taken and one.kind in (NUMBER, NUMBERED) and not _in_street(text, at):
            return at, distance
        if at not in text.taken and one.kind != SIGN and one.text not in labels and one.text not in weighing.words.near:
            distance += 2
        at += 1
    at = begin - 1
    best: tuple[int, int] | None = None
    distance = 1
    while at >= 0:
        one = found[at]
        if at not in text.taken and one.kind in (NUMBER, NUMBERED):
            best = _house_begins(text, at), distance
            break
        if one.kind != SIGN and one.text not in labels and len(one.text) > 3:
            distance += 2
        at -= 1
    return best


def _house_begins(text: Text, at: int) -> int:
    """Where a house number begins whose last number stands at a position: `1t-2 Zuideinde`."""
    first = at
    for before in range(at - 1, max(at - 4, -1), -1):
        one = text.found[before]
        if before in text.taken or one.text in ",()" or (one.kind == WORD and len(one.text) > 1):
            break
        if one.kind in (NUMBER, NUMBERED):
            first = before
    return first


def _in_street(text: Text, at: int) -> bool:
    for begin, end in text.streets:
        if begin <= at < end:
            return True
    return False


def _has_words_before(text: Text, begin: int, weighing: Weighing) -> bool:
    """True when a word stands right before the street, so that its name may be a longer one."""
    at = begin - 1
    if at < 0 or at in text.taken:
        return False
    one, words = text.found[at], weighing.words
    while at >= 0 and at not in text.taken and text.found[at].text != ",":
        if text.found[at].text in words.business:
            return False
        at -= 1
    return (
        one.kind == WORD
        and one.text not in words.labels
        and one.text not in words.near
        and len(one.text) > 1
        and one.text not in words.tail
    )


def _by_number(text: Text, weighing: Weighing) -> Iterator[Reading]:
    """Readings in which the words before a number are a street that does not exist, or no street."""
    for at, one in enumerate(text.found):
        if one.kind not in (NUMBER, NUMBERED) or at in text.taken or _in_street(text, at):
            continue
        begin = at
        while begin and at - begin < _MOST_WORDS and _may_be_street(text, begin - 1, weighing):
            begin -= 1
        words = tuple(w.street for w in text.found[begin:at] if w.street and w.text not in weighing.words.labels)
        house = read_house(text.found, at, text.taken, weighing)
        end = at
        if house is not None and not words:
            begin = house.end
            while begin < len(text.found) and text.found[begin].text == ",":
                begin += 1
            end = begin
            while end < len(text.found) and end - begin < _MOST_WORDS and _may_be_street(text, end, weighing):
                end += 1
            words = tuple(w.street for w in text.found[begin:end] if w.street)
        if house is not None:
            whole = any(w.text in weighing.words.modifiers for w in text.found[begin:end])
            one = _reading(text, (begin, end), at, house, "".join(words) or None, words, False, False, weighing)
            yield one._replace(is_whole=whole) if whole else one


def _may_be_street(text: Text, at: int, weighing: Weighing) -> bool:
    one = text.found[at]
    if at in text.taken or one.text in ",()+&":
        return False
    return one.kind != NUMBER or len(one.text) == 4 or at + 1 < len(text.found)


def _reading(
    text: Text,
    street: tuple[int, int],
    at: int,
    house: House,
    key: str | None,
    words: tuple[str, ...],
    is_known: bool,
    is_within: bool,
    weighing: Weighing,
) -> Reading:
    named = [
        "".join(one.town for one in text.found[begin:end])
        for begin, end in text.towns
        if not (street[0] <= begin < street[1]) and begin not in range(at, house.end)
    ]
    town = the_town(named, text.whole_towns)
    last = max(house.end, street[1])
    elsewhere = _texts(text, last, len(text.found), weighing)
    before = _texts(text, 0, min(street[0], at), weighing) if town is None else ()
    near = text.has_near and _is_near(text, street, at, house, weighing)
    return Reading(
        key, words, is_known, False, is_within, house.number, house.pieces, house.upto, house.is_range,
        text.postcode, text.area, town, elsewhere, before, near,
    )  # fmt: skip


def _texts(text: Text, begin: int, end: int, weighing: Weighing) -> tuple[str, ...]:
    """Keys of what stands between two positions and is no name that exists, set apart by commas."""
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


def _is_near(
    text: Text, street: tuple[int, int], at: int, house: House, weighing: Weighing
) -> bool:
    """True when a word says that the place is beside, behind or across the address."""
    found, words = text.found, weighing.words
    first = min(street[0], at)
    begin = first
    while begin and found[begin - 1].text != ",":
        begin -= 1
    for position in range(begin, len(found)):
        inside = street[0] <= position < street[1] and street[1] > street[0] and _in_street(text, position)
        if inside or position in text.taken or at <= position < house.end and position == at:
            continue
        one = found[position]
        if one.text in words.near and (
            one.text not in words.near_beside_number
            or _stands_beside(text, position, street, at, house, weighing)
        ):
            return True
        pair = one.text + " " + found[position + 1].text if position + 1 < len(found) else ""
        if pair in words.near_pairs:
            return True
        if pair and position + 2 < len(found) and f"{pair} {found[position + 2].text}" in words.near_pairs:
            return True
    return False


def _stands_beside(
    text: Text, position: int, street: tuple[int, int], at: int, house: House, weighing: Weighing
) -> bool:
    after = position + 1
    while after < len(text.found) and text.found[after].text in weighing.words.labels:
        after += 1
    before = position - 1
    while before >= 0 and text.found[before].kind == SIGN:
        before -= 1
    beside = text.found[position].text in weighing.words.near_beside_street
    return after == at or before in (at, house.end - 1) or (beside and after == street[0])
