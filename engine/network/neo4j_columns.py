"""A batch of rows as parameters of one Cypher text: a list per column.

A text, date, whole number or yes/no travels as one text that the server splits, since the driver
packs a value at a time: that is half the time of a load. The two signs that part the values are
Unicode noncharacters; a column that holds one of them travels as a list of values instead, as
numbers with decimals do. What is the same all over a table travels once per batch, and what is
nowhere known not at all: most relations have the same source, gate and hubs, and no partial date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from engine.network.schema import Property
from engine.tables import Type

_BETWEEN, _UNKNOWN = "\ufdd0", "\ufdd1"
_READ = {
    Type.TEXT: "{0}",
    Type.DATE: "date({0})",
    Type.INT: "toInteger({0})",
    Type.BOOL: "toBoolean({0})",
}
"""How the server makes a value of its text."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Texts to build a statement of, and the values that it is given.

    Attributes:
        lists: `expression AS name` per column, for a WITH before `UNWIND range(...) AS i`.
        values: per column the value of row `i`.
        parameters: bound values by name.
    """

    lists: tuple[str, ...]
    values: Mapping[str, str]
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Layout:
    """What of a table differs by row, and what does not.

    Attributes:
        varying: properties to be packed.
        fixed: value of each that is the same in every row.
    """

    varying: tuple[Property, ...]
    fixed: Mapping[str, object] = field(default_factory=dict)


def layout(graph: DuckDBPyConnection, table: str, properties: Sequence[Property]) -> Layout:
    """Look for the properties of a table that are the same everywhere, or nowhere known.

    Numbers with decimals count as varying, for equal ones may differ in their bits; `id` too.

    Args:
        graph: holds the table.
        table: its name.
        properties: its columns.
    """
    parts = ", ".join(f'count("{p.name}"), min("{p.name}"), max("{p.name}")' for p in properties)
    rows, *found = graph.execute(f"SELECT count(*), {parts} FROM {table}").fetchall()[0]
    varying, fixed = [], {}
    for number, item in enumerate(properties):
        known, least, most = found[3 * number : 3 * number + 3]
        if known == rows and least == most and item.type in _READ and item.name != "id":
            fixed[item.name] = least
        elif known or item.name == "id":
            varying.append(item)
    return Layout(tuple(varying), fixed)


def pack(batch: pa.RecordBatch, of: Layout) -> Columns:
    """Pack a batch; NULL stays a property that is not there.

    Args:
        batch: a column per varying property, of its name.
        of: what is packed; names come from the schema only.
    """
    lists = []
    values = {name: f"$k_{name}" for name in of.fixed}
    parameters: dict[str, object] = {"between": _BETWEEN, "unknown": _UNKNOWN}
    parameters |= {f"k_{name}": value for name, value in of.fixed.items()}
    for item in of.varying:
        column, name = batch.column(item.name), f"c_{item.name}"
        if (text := _joined(column, item.type)) is None:
            parameters[name] = column.to_pylist()
            lists.append(f"${name} AS {name}")
            values[item.name] = f"{name}[i]"
        else:
            parameters[name] = text
            lists.append(f"split(${name}, $between) AS {name}")
            values[item.name] = _READ[item.type].format(f"nullIf({name}[i], $unknown)")
    return Columns(tuple(lists), values, parameters)


def _joined(column: pa.Array, type: Type) -> str | None:
    """The column as one text, None when it cannot be told apart again."""
    if type not in _READ:
        return None
    texts = column.cast(pa.string())
    if (
        type is Type.TEXT
        and pc.any(pc.match_substring_regex(texts, f"[{_BETWEEN}{_UNKNOWN}]")).as_py()
    ):
        return None
    whole = pa.ListArray.from_arrays(
        pa.array([0, len(texts)], pa.int32()), texts.fill_null(_UNKNOWN)
    )
    return str(pc.binary_join(whole, _BETWEEN)[0].as_py())
