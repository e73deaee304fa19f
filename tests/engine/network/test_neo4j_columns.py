"""Columns on their way to the graph server: what the server makes of them is what was there."""

from datetime import date

import duckdb
import pyarrow as pa
import pytest

from engine.network.neo4j_columns import Layout, layout, pack
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
    columns = pack(pa.record_batch({"x": pa.array(values, arrow)}), Layout((Property("x", type),)))
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
    columns = pack(pa.record_batch({"x": pa.array(values, arrow)}), Layout((Property("x", type),)))
    assert columns.parameters["c_x"] == values
    assert (columns.lists, columns.values["x"]) == (("$c_x AS c_x",), "c_x[i]")


def test_what_is_the_same_everywhere_travels_once_and_what_is_nowhere_known_not_at_all() -> None:
    values = "('r1', 'kvk', NULL, 'a', 1.0), ('r2', 'kvk', NULL, NULL, 1.0)"
    kinds = {
        "id": Type.TEXT,
        "source": Type.TEXT,
        "ended_on": Type.DATE,
        "town": Type.TEXT,
        "share": Type.REAL,
    }
    properties = [Property(name, type) for name, type in kinds.items()]
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE t AS FROM (VALUES {values}) v({', '.join(kinds)})")
        of = layout(con, "t", properties)
        columns = pack(con.sql("FROM t").to_arrow_table().to_batches()[0], of)
    assert [item.name for item in of.varying] == ["id", "town", "share"]
    assert columns.values["source"] == "$k_source"
    assert columns.parameters["k_source"] == "kvk"
    assert "ended_on" not in columns.values


@pytest.mark.parametrize("rows", ["('r1')", "(NULL)"], ids=["one row", "no id"])
def test_the_id_is_never_left_to_travel_once(rows: str) -> None:
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE t AS FROM (VALUES {rows}) v(id)")
        assert layout(con, "t", [Property("id")]).fixed == {}
