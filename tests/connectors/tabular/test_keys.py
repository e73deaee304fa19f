"""Which columns a row cannot do without."""

import pytest

from connectors.tabular.keys import missing
from engine.tables import TABLES


@pytest.mark.parametrize(
    ("table", "present", "gone"),
    [
        ("permit", {"kind"}, ["permit_id"]),
        ("permit", {"permit_id"}, []),
        ("inspection", {"inspection_id"}, ["held_on"]),
        ("officer", {"enterprise_id", "role", "party_name"}, []),
        ("officer", {"enterprise_id", "role"}, ["party_id"]),
        ("officer", {"party_id"}, ["enterprise_id", "role"]),
        ("occupancy", {"counted_on"}, ["object_id"]),
        ("occupancy", {"counted_on", "address"}, []),
        ("valuation", {"object_id"}, ["year"]),
    ],
)
def test_missing_columns_are_named_in_table_order(
    table: str, present: set[str], gone: list[str]
) -> None:
    assert missing(TABLES[table], present) == gone
