"""House numbers as people write them: letters and additions, ranges, and words beside them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from engine.matching.addresses.tokens import NUMBER, NUMBERED, SIGN, WORD, Token
from engine.matching.addresses.weighing import Weighing

_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_RANGE, _PIECE, _PASS, _STOP = "range", "piece", "pass", "stop"
_LISTED = ("+", "&", ",", _RANGE)
"""Behind these a larger number is another number and no addition."""


class House(NamedTuple):
    """A house number with what stands behind it.

    Attributes:
        number: 1 to 99999.
        pieces: letter and addition, upper case, in order.
        upto: the other end of a range, as number and suffix; None for one number.
        is_range: the text says that these are two numbers, so that the end is no addition.
        end: position behind the last token that was read.
    """

    number: int
    pieces: tuple[str, ...]
    upto: tuple[int, str] | None
    is_range: bool
    end: int

    @property
    def suffix(self) -> str:
        """Letter and addition together."""
        return plain_suffix("".join(self.pieces))


def plain_suffix(suffix: str) -> str:
    """A suffix without zeros before a number: `A01` is `A1`."""
    return _ZEROS.sub("", suffix) if "0" in suffix else suffix


def read_house(
    found: Sequence[Token], at: int, stops: frozenset[int], weighing: Weighing
) -> House | None:
    """Read the number at a position, and what belongs to it.

    Args:
        found: tokens of the text.
        at: position of a token of kind `NUMBER` or `NUMBERED`.
        stops: positions where something else begins: a postcode, a town, a street.
        weighing: its words.

    Returns:
        None when the number is 0.
    """
    first = found[at]
    if first.number == 0:
        return None
    pieces = [first.rest.upper()] if first.rest else []
    upto: tuple[int, str] | None = None
    joined, position, end = "", at + 1, at + 1
    while position < len(found) and position not in stops:
        one = found[position]
        if joined in _LISTED and (other := _other_end(first, one)):
            return House(first.number, tuple(pieces), other, True, position + 1)
        what = _what(found, position, stops, joined, weighing)
        if what == _STOP:
            break
        if what == _PIECE:
            if joined in ("-", "/") and not pieces:
                upto = _short_range(first, one, joined, weighing)
            pieces.append(one.text.upper())
            joined, end = "", position + 1
        elif what != _PASS and joined not in _LISTED:
            joined = what
        position += 1
    return House(first.number, tuple(pieces), upto, False, end)


def _what(
    found: Sequence[Token], position: int, stops: frozenset[int], joined: str, weighing: Weighing
) -> str:
    """What a token behind a number is: a sign or word that joins, a piece, or something else.

    Returns:
        `_PIECE`, `_PASS` for a word that says nothing, `_STOP` where the number ends, or how what
        comes next is joined: a sign or `_RANGE`.
    """
    one, words = found[position], weighing.words
    if one.kind == SIGN:
        return _STOP if one.text in "()" else one.text
    if one.text in words.range and _number_follows(found, position, stops):
        return _RANGE
    if one.text in words.labels:
        return _PASS
    ends = one.text in words.links or _ends_house(found, position, stops, weighing)
    if ends or joined == _RANGE or not _is_piece(one, weighing):
        return _STOP
    return _STOP if _begins_words(found, position, stops, joined, weighing) else _PIECE


def _short_range(
    first: Token, one: Token, joined: str, weighing: Weighing
) -> tuple[int, str] | None:
    """The other end of a range such as `12-14`, which may as well be number and addition."""
    upto = _other_end(first, one)
    if upto is None or upto[0] - first.number > weighing.decision.max_range:
        return None
    return None if joined == "/" and one.rest else upto


def _ends_house(
    found: Sequence[Token], position: int, stops: frozenset[int], weighing: Weighing
) -> bool:
    """True before a floor, as in `12 1e verdieping`, and before a country: `12 NL-2371AB`."""
    after = position + 1
    if after < len(found) and found[after].text in weighing.words.floors:
        return True
    if after < len(found) and found[after].kind == SIGN:
        after += 1
    return (
        found[position].text in weighing.words.tail
        and after in stops
        and found[position].kind == WORD
    )


def _number_follows(found: Sequence[Token], position: int, stops: frozenset[int]) -> bool:
    """True when a number follows soon: `12 t/m 14`, `12 en nr 14`."""
    for at in range(position + 1, min(position + 5, len(found))):
        if at in stops:
            return False
        if found[at].kind in (NUMBER, NUMBERED):
            return True
        if found[at].kind != SIGN and len(found[at].text) > 2:
            return False
    return False


def _other_end(first: Token, one: Token) -> tuple[int, str] | None:
    """The other end of a range that begins at `first`; None when `one` cannot be it."""
    if one.kind not in (NUMBER, NUMBERED) or one.number < first.number:
        return None
    if one.number == first.number and not one.rest:
        return None
    return one.number, plain_suffix(one.rest.upper())


def _is_piece(one: Token, weighing: Weighing) -> bool:
    """True for what may be a letter or addition: a short word, or anything short with a digit."""
    if one.kind == WORD:
        return len(one.text) <= 2 or one.text in weighing.suffixes.words
    return len(one.text) <= (4 if one.kind == NUMBER else 8)


def _begins_words(
    found: Sequence[Token], position: int, stops: frozenset[int], joined: str, weighing: Weighing
) -> bool:
    """True when a short word behind a comma begins a name and no addition: `12, De Bilt`."""
    if joined != "," or found[position].kind != WORD or len(found[position].text) == 1:
        return False
    after = position + 1
    return (
        after < len(found)
        and after not in stops
        and found[after].kind == WORD
        and not _is_piece(found[after], weighing)
    )
