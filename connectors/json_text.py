"""JSON as text: where a list starts, and its elements one by one with the line of each.

Two equal keys in one object and `NaN` are no JSON here: nobody can say which value is meant.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json.decoder import WHITESPACE, scanstring  # type: ignore[attr-defined]


class Repeated(ValueError):
    """An object has one key twice."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a list.

    Attributes:
        line: 1-based line where it starts.
        problem: why `value` cannot be used, empty when it can.
    """

    line: int
    value: object
    problem: str = ""


def decoder() -> json.JSONDecoder:
    """A decoder that refuses `NaN` (JSONDecodeError) and repeated keys (Repeated)."""
    return json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def find(text: str, steps: Sequence[str]) -> int:
    """Return where the value behind some keys starts, -1 when one of them is not there.

    Raises:
        JSONDecodeError: the text before it is no JSON.
    """
    at = _skip(text, 0)
    for step in steps:
        at = _member(text, at, step)
        if at < 0:
            break
    return at


def elements(text: str, at: int) -> Iterator[Element]:
    """Yield the elements of the list that starts at `at`.

    Raises:
        JSONDecodeError: the list is no JSON, or does not end.
        RecursionError: it is nested too deeply.
    """
    strict, lenient = decoder(), json.JSONDecoder()
    at = _skip(text, at + 1)
    line, counted = 1, 0
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = strict.raw_decode(text, at)
            yield Element(line, value)
        except Repeated as error:
            _, at = lenient.raw_decode(text, at)
            yield Element(line, None, str(error))
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
            if text[at : at + 1] == "]":
                raise json.JSONDecodeError("a comma before the end of the list", text, at)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("the list does not end", text, at)


def _member(text: str, at: int, name: str) -> int:
    """Return where the value of a member of the object at `at` starts, -1 when there is none."""
    if text[at : at + 1] != "{":
        return -1
    lenient = json.JSONDecoder()
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        key, at = scanstring(text, at + 1, True)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("a colon is missing", text, at)
        at = _skip(text, at + 1)
        if key == name:
            return at
        _, at = lenient.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at : at + 1] == "," else at
    return -1


def _skip(text: str, at: int) -> int:
    found = WHITESPACE.match(text, at)
    return int(found.end())


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Repeated("an object has one key twice")
    return made


def _constant(name: str) -> None:
    raise json.JSONDecodeError(f"{name} is not a JSON number", "", 0)
