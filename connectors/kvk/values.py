"""Single values of an answer: text, flag, whole number, date, object, list.

Empty text and a missing key mean the same. A value of the wrong kind makes the whole answer
unreadable; the reason names the key, never the value.
"""

import re
from collections.abc import Mapping
from datetime import date

from connectors import dates

Body = Mapping[str, object]
FLAGS = {"Ja": True, "Nee": False}


class Unreadable(ValueError):
    """An answer cannot be used; the message is the reason for quarantine."""


def text(body: Body, key: str) -> str | None:
    """Return a text or number as text without surplus blanks, None when empty."""
    value = body.get(key)
    if isinstance(value, bool | list | dict | float):
        raise Unreadable(f"{key} is not a text")
    return None if value is None else " ".join(str(value).split()) or None


def flag(body: Body, key: str) -> bool | None:
    """Return True for `Ja`, False for `Nee`, None when empty."""
    word = text(body, key)
    if word is not None and word not in FLAGS:
        raise Unreadable(f"{key} is neither Ja nor Nee")
    return None if word is None else FLAGS[word]


def whole(body: Body, key: str) -> int | None:
    """Return a whole number, None when empty."""
    word = text(body, key)
    if word is not None and not re.fullmatch(r"[0-9]{1,9}", word):
        raise Unreadable(f"{key} is not a whole number")
    return None if word is None else int(word)


def digits(body: Body, key: str, count: int) -> str | None:
    """Return a number of exactly `count` digits as text, None when empty; never padded."""
    word = text(body, key)
    if word is not None and not re.fullmatch(rf"[0-9]{{{count}}}", word):
        what = f"{key} has {len(word)} characters instead of {count} digits"
        raise Unreadable(f"{what}: leading zeros are lost when it is kept as a number")
    return word


def day(body: Body, key: str, column: str) -> dict[str, date | str]:
    """Return the date under `column`, or its precision under `<column>_partial`.

    Args:
        body: the object that has `key`: `YYYYMMDD`, with zeros for unknown parts.
        key: name in the answer.
        column: name of the canonical column.
    """
    word = text(body, key)
    if word is None:
        return {}
    try:
        full, partial = dates.parse_partial(word, "%Y%m%d")
    except ValueError as error:
        raise Unreadable(f"{key} is not a date that exists") from error
    if partial is not None:
        return {f"{column}_partial": partial}
    return {} if full is None else {column: full}


def member(body: Body, key: str) -> Body:
    """Return an inner object, an empty one when missing."""
    value = body.get(key)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Unreadable(f"{key} is not an object")
    return value


def members(body: Body, key: str) -> list[Body]:
    """Return a list of objects, an empty one when missing."""
    value = body.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(part, Mapping) for part in value):
        raise Unreadable(f"{key} is not a list of objects")
    return value


def links(body: Body) -> dict[str, str]:
    """Return relation -> address, from `links: [{rel, href}]` and `_links: {rel: {href}}` alike."""
    found = {text(link, "rel"): text(link, "href") for link in members(body, "links")}
    for relation, link in member(body, "_links").items():
        if isinstance(link, Mapping):
            found[relation] = text(link, "href")
    return {name: href for name, href in found.items() if name and href}
