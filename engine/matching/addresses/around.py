"""What stands around a street: its number, words that make it another one, and `near`."""

from engine.matching.addresses.numbers import House
from engine.matching.addresses.seen import Text, in_street
from engine.matching.addresses.tokens import NUMBER, NUMBERED, SIGN, WORD
from engine.matching.addresses.weighing import Weighing


def is_modified(text: Text, begin: int, end: int, weighing: Weighing) -> bool:
    """True when a word beside a street makes it another one: `Nieuwe Kerkstraat`, `Dijk Zuid`."""
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


def number_place(text: Text, begin: int, end: int, weighing: Weighing) -> tuple[int, int] | None:
    """Where the number of a street stands and how far off it is: behind it, else before it.

    Returns:
        Position and distance, 0 for right behind the street; None when there is no number.
    """
    return _place_behind(text, end, weighing) or _place_before(text, begin, weighing)


def _place_behind(text: Text, end: int, weighing: Weighing) -> tuple[int, int] | None:
    found, words, distance = text.found, weighing.words, 0
    for at in range(end, len(found)):
        one = found[at]
        if at in text.taken:
            continue
        if one.kind in (NUMBER, NUMBERED) and not in_street(text, at):
            return at, distance
        if one.kind != SIGN and one.text not in words.labels and one.text not in words.near:
            distance += 2
    return None


def _place_before(text: Text, begin: int, weighing: Weighing) -> tuple[int, int] | None:
    distance = 1
    for at in range(begin - 1, -1, -1):
        one = text.found[at]
        if at not in text.taken and one.kind in (NUMBER, NUMBERED):
            return _house_begins(text, at), distance
        if one.kind != SIGN and one.text not in weighing.words.labels and len(one.text) > 3:
            distance += 2
    return None


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


def has_words_before(text: Text, begin: int, weighing: Weighing) -> bool:
    """True when a word stands right before the street, so that its name may be a longer one.

    A word that says that a business or a person is named is no part of a street.
    """
    at = begin - 1
    if at < 0 or at in text.taken:
        return False
    one, words = text.found[at], weighing.words
    if one.kind != WORD or len(one.text) == 1:
        return False
    if one.text in words.labels or one.text in words.near or one.text in words.tail:
        return False
    while at >= 0 and at not in text.taken and text.found[at].text != ",":
        if text.found[at].text in words.business:
            return False
        at -= 1
    return True


def is_near(text: Text, street: tuple[int, int], at: int, house: House, weighing: Weighing) -> bool:
    """True when a word says that the place is beside, behind or across the address.

    Args:
        text: what was seen.
        street: from and to (open) of the street.
        at: position of the number.
        house: that number.
        weighing: its words.
    """
    begin = min(street[0], at)
    while begin and text.found[begin - 1].text != ",":
        begin -= 1
    named = range(*street) if in_street(text, street[0]) else range(0)
    return any(
        _says_near(text, position, street, at, house, weighing)
        for position in range(begin, len(text.found))
        if position not in named and position not in text.taken and position != at
    )


def _says_near(
    text: Text, position: int, street: tuple[int, int], at: int, house: House, weighing: Weighing
) -> bool:
    words, word = weighing.words, text.found[position].text
    if word in words.near and (
        word not in words.near_beside_number
        or _stands_beside(text, position, street, at, house, weighing)
    ):
        return True
    texts = [one.text for one in text.found[position : position + 4] if one.text != "/"]
    return " ".join(texts[:2]) in words.near_pairs or " ".join(texts[:3]) in words.near_pairs


def _stands_beside(
    text: Text, position: int, street: tuple[int, int], at: int, house: House, weighing: Weighing
) -> bool:
    """True beside the number, and for some words before the street."""
    after = position + 1
    while after < len(text.found) and text.found[after].text in weighing.words.labels:
        after += 1
    before = position - 1
    while before >= 0 and text.found[before].kind == SIGN:
        before -= 1
    beside = text.found[position].text in weighing.words.near_beside_street
    return after == at or before in (at, house.end - 1) or (beside and after == street[0])
