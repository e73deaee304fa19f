"""Columns on their way to the graph server: what the server makes of them is what was there."""

from datetime import date

import pyarrow as pa
import pytest

from engine.network.neo4j_columns import pack
from engine.network.schema import Property
from engine.tables import Type

BETWEEN, UNKNOWN = "\ufdd0", "\ufdd1"


@pytest.mark.parametrize(
    ("type", "arrow", "values", "sent", "read"),
    [
        (Type.TEXT, pa.string(), ["a", None, ""], ["a", UNKNOWN, ""], "{}"),
        (Type.DATE, pa.date32(), [date(2024, 2, 29), None], ["2024-02-29", UNKNOWN], "date({})"),
        (Type.INT, pa.int64(), [-(2**63), None], [str(-(2**63)), UNKNOWN], "toInteger({})"),
        (Type.BOOL, pa.bool_(), [True, False], ["true", "false"], "toBoolean({})"),
    ],
    ids=["text", "date", "whole number", "yes or no"],
)
def test_column_travels_as_one_text(
    type: Type, arrow: pa.DataType, values: list[object], sent: list[str], read: str
) -> None:
    columns = pack(pa.record_batch({"x": pa.array(values, arrow)}), [Property("x", type)])
    assert columns.parameters["c_x"] == BETWEEN.join(sent)
    assert columns.lists == ("split($c_x, $between) AS c_x",)
    assert columns.values["x"] == read.format("nullIf(c_x[i], $unknown)")


@pytest.mark.parametrize(
    ("type", "arrow", "values"),
    [
        (Type.REAL, pa.float64(), [0.1, None, 1e-300]),
        (Type.TEXT, pa.string(), [f"a{BETWEEN}b", None]),
        (Type.TEXT, pa.string(), [UNKNOWN, None]),
    ],
    ids=["decimals", "text with the sign between", "text that is the sign for unknown"],
)
def test_other_column_travels_as_a_list(
    type: Type, arrow: pa.DataType, values: list[object]
) -> None:
    columns = pack(pa.record_batch({"x": pa.array(values, arrow)}), [Property("x", type)])
    assert columns.parameters["c_x"] == values
    assert (columns.lists, columns.values["x"]) == (("$c_x AS c_x",), "c_x[i]")
