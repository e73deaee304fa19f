"""A text with what is found in it: names that exist, a postcode, a box, words that say `near`.

A text is walked through once for names of streets and of towns.
"""

from collections.abc import Sequence
from typing import NamedTuple

from engine.matching.addresses.known import Tables, Vocabulary
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

_MOST_STREETS = 12
_MOST_WORDS = 9


class Text(NamedTuple):
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
    own = [name for name in named if name in towns] or list(named)
    return own[-1] if own else None


def in_street(text: Text, at: int) -> bool:
    """True when a position is inside the name of a street that exists."""
    return any(begin <= at < end for begin, end in text.streets)


def look_through(text: str, known: Tables, weighing: Weighing) -> Text:
    """Find the names, postcodes and other things in a text."""
    found = tokens(cleaned(text))
    words, texts = weighing.words, {one.text for one in found}
    is_parcel = is_box = has_near = False
    if not texts.isdisjoint(words.telling):
        if not texts.isdisjoint(words.cut):
            is_parcel = not texts.isdisjoint(words.parcel)
            found = _without(found, words.cut)
        is_box = not texts.isdisjoint(words.box) or ("box" in texts and _is_spelled_box(found))
        has_near = not texts.isdisjoint(words.near) or "t" in texts or "z" in texts
    towns = tuple(_names(found, [one.town for one in found], known.towns))
    postcode, area, taken = _postcode(found, known, towns)
    named = _names(found, [one.street for one in found], known.all_streets)
    streets = tuple([name for name in named if name[0] not in taken][:_MOST_STREETS])
    for begin, end in towns:
        taken = taken.union(range(begin, end))
    return Text(
        tuple(found), postcode, area, streets, towns, taken, has_near, is_box, is_parcel,
        known.whole_towns,
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


def _names(found: Sequence[Token], keys: Sequence[str], names: Vocabulary) -> list[tuple[int, int]]:
    """The longest name from every position that is not inside a longer one before it."""
    past, beginnings = 0, names.beginnings
    made: list[tuple[int, int]] = []
    for begin, key in enumerate(keys):
        if key and key in beginnings and (end := _name_ends(found, keys, begin, names)) > past:
            made.append((begin, end))
            past = end
    return made


def _name_ends(found: Sequence[Token], keys: Sequence[str], begin: int, names: Vocabulary) -> int:
    """Position behind the longest name that begins somewhere, 0 when none does."""
    beginnings, whole = names.beginnings, names.names
    key = keys[begin]
    end = begin + 1 if key in whole else 0
    for at in range(begin + 1, min(begin + _MOST_WORDS, len(found))):
        if found[at].text in ",()":
            break
        key += keys[at]
        if key not in beginnings:
            break
        if key in whole and keys[at]:
            end = at + 1
    return end


Found = tuple[str | None, str | None, frozenset[int]]
"""A postcode, its area, and the positions where they stand."""


def _postcode(found: Sequence[Token], known: Tables, towns: Sequence[tuple[int, int]]) -> Found:
    """The last postcode, else an area that exists before a town or at an end.

    What was a postcode before letters and digits changed places is taken too, and says nothing.
    """
    begins = frozenset(begin for begin, _ in towns)
    last: Found = None, None, frozenset()
    loose: Found = last
    garbled = set()
    for at, one in enumerate(found):
        if one.kind == WORD or one.kind == SIGN:
            continue
        if one.kind == POSTCODE:
            last = one.text.upper(), one.text[:4], frozenset((at,))
        elif one.kind == NUMBER and len(one.text) == 4 and one.text[0] != "0":
            if code := _in_two(found, at, known, begins):
                last = code, one.text, frozenset((at, at + 1))
            elif one.text in known.areas and at and _is_last(found, at, begins):
                loose = None, one.text, frozenset((at,))
        elif one.kind in (NUMBERED, OTHER) and len(one.text) == 6 and _has_four_digits(one):
            garbled.add(at)
    code, area, taken = last if last[1] else loose
    return code, area, taken | garbled if garbled else taken


def _in_two(found: Sequence[Token], at: int, known: Tables, begins: frozenset[int]) -> str | None:
    """The postcode of which digits and letters stand apart; None for `1424 De Kwakel`."""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or after.kind != WORD or len(after.text) != 2 or not after.text.isascii():
        return None
    code = found[at].text + after.text.upper()
    return code if at + 1 not in begins or code in known.postcodes else None


def _is_last(found: Sequence[Token], at: int, begins: frozenset[int]) -> bool:
    return at + 1 in begins or at + 1 == len(found) or found[at + 1].text == ","


def _has_four_digits(one: Token) -> bool:
    return sum(c.isdigit() for c in one.text) == 4
