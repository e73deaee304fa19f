"""Purposes: a rule claims none that its data is not for."""

import csv
from pathlib import Path

import pytest

from engine.settings import SHIPPED_RULES
from engine.tables import TABLES
from tests.engine.features.world import feature_sql, write_feature
from tests.engine.rules.world import BOTH, RULE, Tree, changed, complaints, write

HEAD = ["table", "column", "purposes", "why", "source", "verified"]


def over(**rule: object) -> Tree:
    """A rule over the feature of `folder`."""
    return changed(
        RULE,
        feature="sample",
        gate="G4",
        params={"min_n": 1},
        hit_when="n >= $min_n",
        explain="{n}",
        cases=[
            {"name": "een", "facts": {"n": 1}, "expect": "HIT"},
            {"name": "geen", "facts": {"n": 0}, "expect": "NO_HIT"},
            {"name": "onbekend", "facts": {}, "expect": "UNKNOWN"},
        ],
        **rule,
    )


def folder(tmp_path: Path, table: str, *rules: Tree, column: str = "record_key") -> Path:
    write(tmp_path, *rules)
    join = f"branch b JOIN {table} t ON t.{column} = b.branch_id"
    write_feature(tmp_path / "features", feature_sql(source=join), "sample")
    return tmp_path


@pytest.mark.parametrize(
    ("table", "purpose"),
    [
        pytest.param("occupancy", "bibob", id="counts of residents"),
        pytest.param("tourist_tax", "preventie", id="tax"),
        pytest.param("valuation", "preventie", id="values"),
        pytest.param("bibob_register", "toezicht", id="Bibob register"),
        pytest.param("police_report", "preventie", id="police"),
    ],
)
def test_purpose_that_the_data_is_not_for_does_not_load(
    tmp_path: Path, table: str, purpose: str
) -> None:
    found = complaints(folder(tmp_path, table, over(purpose=[purpose])))
    assert len(found) == 1
    assert found[0].startswith(f"AAA-01: {table} is not used for {purpose}, only for ")


@pytest.mark.parametrize(
    ("table", "purpose"),
    [
        ("occupancy", "toezicht"),
        ("valuation", "bibob"),
        ("bibob_register", "bibob"),
        ("permit", "preventie"),
    ],
)
def test_purpose_that_the_data_is_for_loads(tmp_path: Path, table: str, purpose: str) -> None:
    assert complaints(folder(tmp_path, table, over(purpose=[purpose]))) == []


def test_one_column_may_have_purposes_of_its_own(tmp_path: Path) -> None:
    rule = over(purpose=["toezicht"])
    assert complaints(folder(tmp_path / "a", "contract", rule)) == []
    assert complaints(folder(tmp_path / "b", "contract", rule, column="party_id")) == [
        "AAA-01: contract.party_id is not used for toezicht, only for bibob"
    ]


def test_combined_rule_is_bound_by_its_parts(tmp_path: Path) -> None:
    part = over(purpose=["toezicht"])
    both = changed(BOTH, combine={"all": ["AAA-01"]}, gate="G4", purpose=["bibob"], cases=None)
    assert complaints(folder(tmp_path, "occupancy", part, both)) == [
        "AAA-K1: occupancy is not used for bibob, only for toezicht, zorg"
    ]


def test_unknown_purpose_is_named(tmp_path: Path) -> None:
    assert complaints(write(tmp_path, changed(RULE, purpose=["opsporing"]))) == [
        "AAA-01: purpose 'opsporing' is unknown; known: bibob, preventie, toezicht, zorg"
    ]


def test_list_names_tables_and_columns_that_exist_and_says_why() -> None:
    with (SHIPPED_RULES / "tables" / "purposes.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0]) == HEAD
    for row in rows:
        assert row["why"]
        assert row["source"]
        assert row["verified"] in ("true", "false")
        if row["table"] != "*":
            names = [column.name for column in TABLES[row["table"]].stored()]
            assert row["column"] in ("", *names)
