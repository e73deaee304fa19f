"""Checks one record of the light BAG product and names what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from connectors.bag import codes
from connectors.bag.checks import (
    BadRecord,
    Values,
    check_id,
    check_number,
    check_purposes,
    check_refs,
    one_of,
    single,
    whole_number,
)
from connectors.bag_light.columns import Kind

_UNITS = frozenset(codes.UNIT_KINDS)
_LIST_SIGNS = str.maketrans("", "", '[]"')


@dataclass(frozen=True, slots=True)
class Record:
    """One record that can be used.

    Attributes:
        file: file and table, joined by `!`.
        line: number of the row in the table.
        values: checked values by our own names.
        wkb: geometry as it stands in the file.
    """

    file: str
    line: int
    code: str
    values: Values
    wkb: bytes | None

    @property
    def id(self) -> str:
        """The object's identificatie."""
        return str(self.values["id"])


def as_text(value: object) -> str | None:
    """A cell as text: numbers without decimals, None for what is empty."""
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None if value != value else value
    text = "" if value is None else str(value).strip()
    return text or None


def check(kind: Kind, raw: Mapping[str, object]) -> Values:
    """The record's values, checked and converted.

    Args:
        kind: table that the record stands in.
        raw: cells by our own names.

    Raises:
        BadRecord: the message is the reason, and names the value.
    """
    values: Values = {}
    for name, cell in raw.items():
        value = _listed(cell) if name in ("purposes", "buildings") else as_text(cell)
        if value:
            values[name] = value
    check_id(values, kind.code)
    if kind.code != "WPL":
        one_of(values, "status", codes.TYPES[kind.element].statuses)
    if kind.code in _UNITS:
        _check_unit(values)
    if "built_year" in values:
        values["built_year"] = whole_number(values, "built_year", longest=4)
    return values


def _listed(cell: object) -> list[str]:
    """A list cell: a real list, a JSON list in text, or texts between commas."""
    if isinstance(cell, list):
        return [text for part in cell if (text := as_text(part))]
    text = (as_text(cell) or "").translate(_LIST_SIGNS)
    return [part for piece in text.split(",") if (part := piece.strip())]


def _check_unit(values: Values) -> None:
    check_number(values)
    check_purposes(values)
    check_refs(values, "buildings", "PND")
    for name, code in (("address", "NUM"), ("town_id", "WPL")):
        if name in values:
            values[name] = [values[name]]
            check_refs(values, name, code)
            values[name] = single(values, name)
    if "area" in values:
        values["area"] = whole_number(values, "area", longest=6)


__all__ = ["BadRecord", "Record", "as_text", "check"]
