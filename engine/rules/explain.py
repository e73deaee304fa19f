"""`explain`: a Dutch sentence with the facts and params of one hit filled in, by SQL.

Dates read "3 maart 2026", numbers have a decimal comma, yes and no are ja and nee, and what
is not known reads "onbekend".
"""

import re
from collections.abc import Mapping
from datetime import date

from engine.duck import text
from engine.rules.predicate import LOCATION_TYPES

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MONTH_LIST = "[" + ", ".join(f"'{month}'" for month in _MONTHS) + "]"
_AMOUNT = "translate(format('{{:,.2f}}', {0}), ',.', '.,')"
_FORMS = {
    "VARCHAR": "{0}",
    "BIGINT": "CASE WHEN abs({0}) < 10000 THEN {0}::VARCHAR"
    " ELSE replace(format('{{:,}}', {0}), ',', '.') END",
    "DOUBLE": f"rtrim(rtrim({_AMOUNT}, '0'), ',')",
    "DATE": f"day({{0}}) || ' ' || {_MONTH_LIST}[month({{0}})] || ' ' || year({{0}})",
    "BOOLEAN": "CASE WHEN {0} THEN 'ja' WHEN NOT {0} THEN 'nee' END",
    "VARCHAR[]": "array_to_string({0}, ', ')",
}
_LOCATION = "location."


def placeholders(template: str) -> tuple[str, ...]:
    """Names between braces, in order, once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(template)))


def stray_brace(template: str) -> bool:
    """True when a brace stands alone, so that the sentence would show it."""
    rest = _PLACEHOLDER.sub("", template)
    return "{" in rest or "}" in rest


def type_of(value: object) -> str:
    """SQL type in which a param's value is bound."""
    kinds = (
        (bool, "BOOLEAN"),
        (int, "BIGINT"),
        (float, "DOUBLE"),
        (date, "DATE"),
        (list, "VARCHAR[]"),
    )
    return next((sql for kind, sql in kinds if isinstance(value, kind)), "VARCHAR")


def sources(types: Mapping[str, str], values: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """What a template may name: (SQL, type) by name.

    Args:
        types: SQL type of each fact.
        values: params by name; they are bound as `$name`.
    """
    facts = {name: (f'"{name}"', kind) for name, kind in types.items()}
    params = {name: (f"${name}", type_of(value)) for name, value in values.items()}
    location = {
        f"{_LOCATION}{name}": (f'location."{name}"', kind) for name, kind in LOCATION_TYPES.items()
    }
    dates = {"newest": ("newest", "DATE"), "as_of": ("$as_of", "DATE")}
    return {**location, **dates, **params, **facts}


def location_columns(template: str) -> tuple[str, ...]:
    """Columns of `location` that a template names."""
    names = (n for n in placeholders(template) if n.startswith(_LOCATION))
    return tuple(sorted(n.removeprefix(_LOCATION) for n in names))


def sql(template: str, known: Mapping[str, tuple[str, str]]) -> str:
    """An SQL text expression for a template whose names all stand in `known`."""
    parts = _PLACEHOLDER.split(template)
    pieces = [
        _filled(*known[part]) if index % 2 else text(part)
        for index, part in enumerate(parts)
        if part
    ]
    return " || ".join(pieces) or "''"


def _filled(source: str, kind: str) -> str:
    value = f"({source}::{kind})"
    return f"coalesce({_FORMS[kind].format(value)}, 'onbekend')"
