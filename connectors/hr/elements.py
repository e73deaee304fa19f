"""Single values of a message: text, code, flag, number, date; and local names in its tree.

An empty element and a missing one mean the same. A value of the wrong kind makes the whole
message unreadable; the reason names the element, never the value.
"""

import re
from collections.abc import Iterable
from datetime import date

from lxml import etree

from connectors import dates
from connectors.kvk.values import Unreadable

OWN = "urn:dijkwacht:copy"
"""Namespace of the one element that a copy has and a message has not."""
FLAGS = {"J": True, "N": False}


def strip(root: etree._Element) -> None:
    """Leave only local names in a tree, except for our own elements; changes `root`."""
    for element in root.iter("{*}*"):
        name = element.tag
        if isinstance(name, str) and name[0] == "{":
            namespace, _, local = name[1:].partition("}")
            if namespace != OWN:
                element.tag = local


def text(element: etree._Element, path: str) -> str | None:
    """Return the text below `element` at a path without surplus blanks, None when empty."""
    value = element.findtext(path)
    return None if value is None else " ".join(value.split()) or None


def code(element: etree._Element, path: str) -> str | None:
    """Return the code of an enumeration, None when empty."""
    return text(element, f"{path}/code")


def flag(element: etree._Element, path: str) -> bool | None:
    """Return True for code J, False for N, None when empty."""
    word = code(element, path)
    if word is not None and word not in FLAGS:
        raise Unreadable(f"{path} is neither J nor N")
    return None if word is None else FLAGS[word]


def digits(element: etree._Element, path: str, count: int) -> str | None:
    """Return a number of exactly `count` digits as text, None when empty; never padded."""
    word = text(element, path)
    if word is not None and not re.fullmatch(rf"[0-9]{{{count}}}", word):
        raise Unreadable(f"{path} has {len(word)} characters instead of {count} digits")
    return word


def whole(element: etree._Element, path: str) -> int | None:
    """Return a whole number, None when empty."""
    word = text(element, path)
    if word is not None and not re.fullmatch(r"[0-9]{1,9}", word):
        raise Unreadable(f"{path} is not a whole number")
    return None if word is None else int(word)


def day(element: etree._Element, path: str, column: str) -> dict[str, date | str]:
    """Return the date under `column`, or its precision under `<column>_partial`.

    Args:
        element: what holds the path.
        path: to a date as `yyyymmdd`, with zeros for unknown parts.
        column: name of the canonical column.
    """
    word = text(element, path)
    if word is None:
        return {}
    try:
        if len(word) != 8 or not word.isdigit():
            raise ValueError
        full, partial = dates.parse_partial(word, "%Y%m%d")
    except ValueError as error:
        raise Unreadable(f"{path} is not a date that exists") from error
    if partial is not None:
        return {f"{column}_partial": partial}
    return {} if full is None else {column: full}


def full_day(element: etree._Element, path: str) -> date | None:
    """Return a date that is known to the day, None when empty or partial."""
    found = day(element, path, "day").get("day")
    return found if isinstance(found, date) else None


def line_of(element: etree._Element) -> int:
    """Return the 1-based line on which an element starts."""
    line = element.sourceline
    return line if isinstance(line, int) and line >= 1 else 1


def first(element: etree._Element | None, names: Iterable[str]) -> etree._Element | None:
    """Return the first child with one of these names, None when there is none."""
    wanted = frozenset(names)
    if element is None:
        return None
    return next((child for child in element if child.tag in wanted), None)
