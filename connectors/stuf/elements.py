"""Single values of a StUF message, by local name.

`StUF:noValue` says why a value is absent: `geenWaarde` takes an earlier value away, the other
reasons say nothing about it.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

from lxml import etree

from connectors import dates
from connectors.cases.case import Unusable

_KEEP = frozenset(
    {"nietOndersteund", "nietGeautoriseerd", "waardeOnbekend", "vastgesteldOnbekend", "leeg"}
)
_DAY = re.compile(r"([0-9]{8})(?:[0-9]{4,9})?")


class Absent(Enum):
    """Why there is no value: it was taken away, or nothing is said."""

    GONE = "geenWaarde"
    UNSAID = "unsaid"


def name(element: etree._Element) -> str:
    """Local name."""
    return etree.QName(element).localname


def attribute(element: etree._Element, local: str) -> str | None:
    """An attribute by local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == local:
            return str(value)
    return None


def children(element: etree._Element, *path: str) -> Iterator[etree._Element]:
    """Elements at a path of local names."""
    if not path:
        yield element
        return
    for child in element:
        if name(child) == path[0]:
            yield from children(child, *path[1:])


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element at a path of local names."""
    return next(children(element, *path), None)


def value(element: etree._Element | None) -> str | Absent:
    """The text of an element, or why there is none.

    Raises:
        Unusable: `noValue` gives a reason that is not known.
    """
    if element is None:
        return Absent.UNSAID
    reason = attribute(element, "noValue")
    if reason == Absent.GONE.value:
        return Absent.GONE
    if reason is not None and reason not in _KEEP:
        raise Unusable(f"{name(element)}: noValue {reason[:40]!r} is not known")
    text = " ".join((element.text or "").split())
    return text or Absent.UNSAID


def text(element: etree._Element, *path: str) -> str | None:
    """The text at a path of local names, None when there is none."""
    found = value(child(element, *path))
    return found if isinstance(found, str) else None


def day(element: etree._Element | None) -> date | Absent:
    """The day of `jjjjmmdd` or of a moment; StUF moments have no zone and are local.

    Raises:
        Unusable: no date that exists, or a partial one.
    """
    found = value(element)
    if isinstance(found, Absent):
        return found
    local = "" if element is None else name(element)
    match = _DAY.fullmatch(found)
    if match is None:
        raise Unusable(f"{local} is not a date as jjjjmmdd")
    try:
        return dates.parse(match[1], "%Y%m%d") or Absent.UNSAID
    except ValueError as error:
        raise Unusable(f"{local} is not a date that exists") from error
