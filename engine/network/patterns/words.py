"""How a refusal names what it refuses."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from engine.network.patterns import tree
from engine.tables import Type

TYPES: Mapping[Type, str] = {
    Type.TEXT: "a text",
    Type.DATE: "a date",
    Type.INT: "a whole number",
    Type.REAL: "a number",
    Type.BOOL: "true or false",
}


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that a name does not exist, and which are near or else which there are."""
    names = sorted(known)
    lower = {other.lower(): other for other in names}
    near = get_close_matches(name.lower(), lower, n=3, cutoff=0.6)
    hint = " or ".join(lower[other] for other in near)
    return f"unknown {what} {name}: " + (f"is it {hint}?" if hint else f"known: {', '.join(names)}")


def value(part: tree.Value, names: Mapping[str, str]) -> str:
    """A value as its writer knows it.

    Args:
        part: a value of the tree.
        names: the writer's word for every name in the tree.
    """
    match part:
        case tree.Literal():
            return _literal(part.value)
        case tree.Parameter():
            return f"${part.name}"
        case tree.Variable():
            return names[part.name]
        case tree.Property():
            return f"{names[part.owner]}.{part.name}"
        case tree.Size():
            return f"size({names[part.walk]})"
    return "a date with days" if isinstance(part, tree.Later) else "a number of days"


def _literal(literal: tree.Scalar) -> str:
    if isinstance(literal, bool):
        return str(literal).lower()
    if isinstance(literal, date):
        return f"date('{literal}')"
    return f"'{literal}'" if isinstance(literal, str) else str(literal)
