"""Single values of an answer of the insolvency register: text, date with a zone, moment, flag.

Elements are found by local name. A reason names the element, never what stands in it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from lxml import etree

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")


class Unreadable(ValueError):
    """An answer cannot be used; the message is the reason for quarantine."""


def local(element: etree._Element) -> str:
    """Name without namespace."""
    return etree.QName(element).localname


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of that local name, in the order of the document."""
    return (child for child in element if local(child) == name)


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that local name, None when there is none."""
    return next(children(element, name), None)


def text(element: etree._Element, name: str) -> str | None:
    """Text of a child without surplus blanks, None when it is missing or empty."""
    found = child(element, name)
    return None if found is None else " ".join("".join(map(str, found.itertext())).split()) or None


def day(element: etree._Element, name: str) -> date | None:
    """Day of a child, its zone left out; None when it is missing or empty.

    Raises:
        Unreadable: it is no day that exists.
    """
    word = text(element, name)
    if word is None:
        return None
    found = _DAY.fullmatch(word)
    try:
        return date.fromisoformat(found[1] if found else word)
    except ValueError as error:
        raise Unreadable(f"{name} is not a day that exists") from error


def flag(element: etree._Element, name: str) -> bool | None:
    """`true` or `false`, None when missing.

    Raises:
        Unreadable: another word.
    """
    word = text(element, name)
    if word not in (None, "true", "false"):
        raise Unreadable(f"{name} is neither true nor false")
    return None if word is None else word == "true"


def moment(word: str | None, name: str) -> datetime | None:
    """A moment in UTC, also with seven decimals; one without a zone is taken as UTC.

    Raises:
        Unreadable: it is no moment.
    """
    if not word or not word.strip():
        return None
    try:
        found = datetime.fromisoformat(word.strip())
    except ValueError as error:
        raise Unreadable(f"{name} is not a date and time") from error
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
