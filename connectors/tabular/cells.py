"""One cell to one typed value, by the type of the canonical column.

Every function raises ValueError with a sentence that does not repeat the cell, because a cell
may hold a person's data.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from connectors import dates, parcel_ids
from connectors.tabular import geometry
from connectors.tabular.sheet import FormulaError, text
from engine.sources_file import SourceSpec
from engine.tables import Column, Type

_PLAIN = {".": re.compile(r"[+-]?[0-9]+(\.[0-9]*)?"), ",": re.compile(r"[+-]?[0-9]+(,[0-9]*)?")}
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]*)?")
_INT64 = 2**63
_KVK = re.compile(r"[0-9]{8}")
_KVK_COLUMNS = ("enterprise_id", "party_enterprise_id")


@dataclass(frozen=True, slots=True)
class Partial:
    """A date of which only year or month is known: `1976` or `1976-05`."""

    precision: str


Convert = Callable[[object], object]


def converter(column: Column, spec: SourceSpec) -> Convert:
    """Return the function that turns a filled cell into a value of this column.

    The function gives None for a cell that says "unknown" (`00000000`, an empty geometry), and
    a `Partial` for a partial date where the column allows it.
    """
    form = spec.format
    if column.name.endswith("_kvk") or column.name in _KVK_COLUMNS:
        return to_kvk
    if column.name == "parcel_id":
        return lambda cell: parcel_ids.normalise(_to_text(cell))
    by_type: dict[Type, Convert] = {
        Type.TEXT: _to_text,
        Type.DATE: lambda cell: to_date(cell, form.date, partial=column.partial),
        Type.INT: lambda cell: to_int(cell, form.decimal),
        Type.REAL: lambda cell: to_real(cell, form.decimal),
        Type.BOOL: _to_bool,
        Type.LIST: _to_list,
        Type.GEOMETRY: lambda cell: geometry.to_wkb(cell, spec.crs),
    }
    return by_type[column.type]


def to_kvk(cell: object) -> str:
    """Return a KVK number; one that lost its leading zeros is not padded."""
    number = _to_text(cell)
    if not _KVK.fullmatch(number):
        what = f"a KVK number has 8 digits, this has {len(number)} characters"
        raise ValueError(f"{what} (keep the column as text in the export)")
    return number


def to_date(cell: object, pattern: str, *, partial: bool) -> object:
    """Return a date, None for zeros, or a `Partial` when `partial` allows it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        raise ValueError("not a date")
    if pattern == dates.EXCEL:
        return _from_serial(cell)
    try:
        found, precision = dates.parse_partial(text(cell), pattern)
    except ValueError as error:
        raise ValueError(f"not a date by format.date {pattern}") from error
    if precision is None:
        return found
    if not partial:
        raise ValueError("a date without day or month, and this column needs a full one")
    return Partial(precision)


def _from_serial(cell: str | int | float) -> date:
    try:
        return dates.from_serial(to_real(cell, "."))
    except ValueError as error:
        raise ValueError("not a date by format.date excel: a day number of 1900") from error


def to_real(cell: object, decimal: str) -> float:
    """Return a finite number; with decimal "," a "." stands between thousands."""
    if isinstance(cell, str):
        cell = _number(cell.strip(), decimal)
    if isinstance(cell, bool | bytes | FormulaError):
        raise ValueError("not a number")
    try:
        number = float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError("not a number") from error
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


def to_int(cell: object, decimal: str) -> int:
    """Return a whole number within 64 bits; `12,00` is whole, `12,5` is not."""
    if isinstance(cell, str):
        cell = _number(cell.strip(), decimal)
        cell = int(cell) if re.fullmatch(r"[+-]?[0-9]+", cell) else cell
    if not isinstance(cell, int) or isinstance(cell, bool):
        number = to_real(cell, ".")
        if not number.is_integer():
            raise ValueError("not a whole number")
        cell = int(number)
    if not -_INT64 <= cell < _INT64:
        raise ValueError("a number beyond 64 bits")
    return cell


def _number(cell: str, decimal: str) -> str:
    """Return a number with "." for decimals and nothing between thousands."""
    if _PLAIN[decimal].fullmatch(cell):
        return cell.replace(",", ".")
    if decimal == "," and _GROUPED.fullmatch(cell):
        return cell.replace(".", "").replace(",", ".")
    raise ValueError(f'not a number with decimal sign "{decimal}"')


def _to_text(cell: object) -> str:
    if isinstance(cell, list | dict | bytes | FormulaError):
        raise ValueError("not a text: the cell holds a list, an object or an error")
    return text(cell)


def _to_bool(cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    raise ValueError("not true or false: map the words under values")


def _to_list(cell: object) -> list[str]:
    parts = cell if isinstance(cell, list) else text(cell).split(";")
    return [word for part in parts if (word := _to_text(part) if part is not None else "")]
