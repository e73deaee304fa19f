"""Values of a URL as text: trimmed, cut, each once; a day that is none is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from ui.language import tr

Value = TypeVar("Value")
Params = Mapping[str, Sequence[str]]
"""All values of a URL, by parameter."""
LONGEST = 200
"""Signs of a value that are read."""
TOLD = 40
"""Signs of a value that are told where it cannot be used."""


def many(params: Params, name: str) -> tuple[str, ...]:
    """Values of a parameter, in their order, without empty and repeated ones."""
    texts = (value.strip()[:LONGEST] for value in params.get(name, ()))
    return tuple(dict.fromkeys(text for text in texts if text))


def one(params: Params, name: str) -> str | None:
    """The first value of a parameter; None: it has none."""
    values = many(params, name)
    return values[0] if values else None


def named(
    params: Mapping[str, str], name: str, known: Mapping[str, Value], problems: list[str]
) -> Value | None:
    """What of all that is known the value of a parameter names.

    Args:
        params: first values of a URL, by parameter.
        name: of the parameter; without a value nothing is asked for.
        known: by how a URL names it, in the order in which it is told.
        problems: gets what is not known.

    Returns:
        None: nothing is asked for, or what is not known.
    """
    asked = params.get(name, "").strip()[:LONGEST]
    if asked and asked not in known:
        problems.append(unknown(name, asked, known))
    return known.get(asked)


def unknown(name: str, text: str, known: Iterable[str]) -> str:
    """That a value of a parameter cannot be shown, and which ones can."""
    told = tr("{name}={text}: niet te tonen; kies {known}")
    return told.format(name=name, text=text[:TOLD], known=", ".join(known))


def day(params: Params, name: str, problems: list[str]) -> date | None:
    """The day of a parameter; None: it has none, or none that can be read, which is told."""
    text = one(params, name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(tr("{name}={text}: geen datum als JJJJ-MM-DD").format(name=name, text=text))
        return None
