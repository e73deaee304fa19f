"""A batch of rows as parameters of one Cypher text: a list per column.

A text, date, whole number or yes/no travels as one text that the server splits, since the driver
packs a value at a time: that is half the time of a load. The two signs that part the values are
Unicode noncharacters; a column that holds one of them travels as a list of values instead, as
numbers with decimals do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

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


def pack(batch: pa.RecordBatch, properties: Sequence[Property]) -> Columns:
    """Pack the columns of `properties` of a batch; NULL stays a property that is not there.

    Args:
        batch: a column per property, of its name.
        properties: what is packed; names come from the schema only.
    """
    lists, values = [], {}
    parameters: dict[str, object] = {"between": _BETWEEN, "unknown": _UNKNOWN}
    for item in properties:
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
