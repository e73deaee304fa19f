"""Single values of a ZGW object: text, object, list of objects, address of another object.

Empty text and null mean the same. A value of the wrong kind makes its object unusable; the
reason names the key, never the value.
"""

from collections.abc import Mapping, Sequence

from connectors.cases.case import Unusable

Body = Mapping[str, object]


def text(body: Body, key: str) -> str | None:
    """A text, or whole number as text, without surplus blanks; None when empty."""
    value = body.get(key)
    if isinstance(value, bool | list | dict | float):
        raise Unusable(f"{key} is not a text")
    return None if value is None else " ".join(str(value).split()) or None


def member(body: Body, key: str) -> Body:
    """An inner object; an empty one when it is missing."""
    value = body.get(key)
    if value is None or value == "":
        return {}
    if not isinstance(value, Mapping):
        raise Unusable(f"{key} is not an object")
    return value


def texts(body: Body, key: str) -> list[str]:
    """A list of texts without the empty ones; an empty list when it is missing."""
    value = body.get(key)
    if value is None:
        return []
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise Unusable(f"{key} is not a list")
    return [part for part in value if isinstance(part, str) and part.strip()]


def address(body: Body, key: str) -> str | None:
    """The address of another object, without a slash at its end; None when empty."""
    found = text(body, key)
    return None if found is None else found.rstrip("/")
