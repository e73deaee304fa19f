"""Values of a URL as text: trimmed, cut, each once; a day that is none is told."""

from collections.abc import Mapping, Sequence
from datetime import date

from ui.language import tr

Params = Mapping[str, Sequence[str]]
"""All values of a URL, by parameter."""
LONGEST = 200
"""Signs of a value that are read."""


def many(params: Params, name: str) -> tuple[str, ...]:
    """Values of a parameter, in their order, without empty and repeated ones."""
    texts = (value.strip()[:LONGEST] for value in params.get(name, ()))
    return tuple(dict.fromkeys(text for text in texts if text))


def one(params: Params, name: str) -> str | None:
    """The first value of a parameter; None: it has none."""
    values = many(params, name)
    return values[0] if values else None


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
