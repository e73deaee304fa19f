"""Small values of a BRK message: text, code, date, number, reference; by local name only."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from lxml import etree

from connectors import dates
from connectors.brk.codes import Coded
from connectors.brk.facts import Unusable
from connectors.brk.forget import local

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DOMAIN = ("domein", "domain")
_TRUE, _FALSE = ("true", "1"), ("false", "0")


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Child elements in document order."""
    return (part for part in element if isinstance(part.tag, str))


def line_of(element: etree._Element) -> int:
    """Physical line on which an element starts."""
    line = element.sourceline
    return line if isinstance(line, int) else 1


def named(element: etree._Element, name: str) -> list[etree._Element]:
    """Elements of that local name anywhere below, in document order."""
    return [part for part in element.iter(f"{{*}}{name}") if part is not element]


def first(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element at the end of a path, each step anywhere below the one before."""
    at: etree._Element | None = element
    for step in path:
        at = next(iter(named(at, step)), None) if at is not None else None
    return at


def text(element: etree._Element, *path: str) -> str | None:
    """Text of the element at the end of a path, None when absent, nil or blank."""
    at = first(element, *path)
    if at is None or is_nil(at):
        return None
    return " ".join((at.text or "").split()) or None


def is_nil(element: etree._Element) -> bool:
    """True for an element that says that it has no value."""
    return (element.get(_NIL) or "").lower() in _TRUE


def nil_notes(root: etree._Element) -> Counter[str]:
    """Count what is unknown in a message, by element and stated reason."""
    notes: Counter[str] = Counter()
    for element in root.iter():
        if isinstance(element.tag, str) and is_nil(element):
            name = local(element)
            parent = element.getparent()
            reasons = [] if parent is None else [p for p in parent if _is(p, f"{name}Nilreason")]
            reason = (reasons[0].text or "").strip() if reasons else ""
            notes[f"unknown/{name}/{reason or 'no reason'}"] += 1
    return notes


def coded(element: etree._Element, *path: str) -> Coded | None:
    """Code and title at the end of a path, None when it has neither."""
    at = first(element, *path)
    if at is None:
        return None
    code, title = text(at, "code"), text(at, "waarde")
    return None if code is None and title is None else Coded(code, title)


def flag(element: etree._Element, *path: str) -> bool | None:
    """True or false at the end of a path, None when absent or nil.

    Raises:
        Unusable: another word.
    """
    word = (text(element, *path) or "").lower()
    if not word:
        return None
    if word not in _TRUE + _FALSE:
        raise Unusable(f"{path[-1]} is neither true nor false")
    return word in _TRUE


def day(element: etree._Element, *path: str) -> tuple[date | None, str | None]:
    """A date at the end of a path, and its precision when it is partial.

    Raises:
        Unusable: a date that does not exist.
    """
    at = first(element, *path)
    if at is None or is_nil(at):
        return None, None
    word = (text(at, "datum") if named(at, "datum") else text(element, *path)) or ""
    return to_day(word, path[-1])


def to_day(word: str, name: str) -> tuple[date | None, str | None]:
    """A date in text, and its precision when it is partial; the time of day is left out.

    Raises:
        Unusable: a date that does not exist.
    """
    if not word:
        return None, None
    try:
        return dates.parse_partial(re.split(r"[T Z+]", word)[0], "%Y-%m-%d")
    except ValueError as error:
        raise Unusable(f"{name} is not a date that exists") from error


def amount(element: etree._Element, *path: str) -> float | None:
    """A sum of money at the end of a path, None when absent or nil.

    Raises:
        Unusable: not a number, or less than zero.
    """
    at = first(element, *path)
    word = None if at is None else (text(at, "som") or (at.text or "").strip() or None)
    return None if word is None or (at is not None and is_nil(at)) else to_amount(word, path[-1])


def to_amount(word: str, name: str) -> float:
    """A sum of money in text.

    Raises:
        Unusable: not a number, or less than zero.
    """
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,6})?", word):
        raise Unusable(f"{name} is not an amount")
    return float(word)


def whole(element: etree._Element, *path: str) -> int | None:
    """A whole number at the end of a path, None when absent or nil.

    Raises:
        Unusable: not a whole number.
    """
    word = text(element, *path)
    if word is not None and not re.fullmatch(r"[0-9]{1,9}", word):
        raise Unusable(f"{path[-1]} is not a whole number")
    return None if word is None else int(word)


def reference(element: etree._Element) -> tuple[str | None, str | None]:
    """Local id and number that a `…Ref` element points to; either may be missing."""
    href = element.get(_HREF) or ""
    inside = href.removeprefix("#") if href.startswith("#") else None
    return inside or None, (element.text or "").strip() or None


def domain(element: etree._Element) -> str:
    """The domein of an identification or reference, empty when it has none."""
    return next((element.get(name) or "" for name in _DOMAIN if element.get(name)), "")


def _is(element: etree._Element, name: str) -> bool:
    return isinstance(element.tag, str) and local(element) == name
