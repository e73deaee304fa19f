"""Patterns with a fold: one guard over both, lineage and gate of both, errors with their line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.errors import RulePackError
from engine.features import library
from engine.features.database import FeatureDatabase
from engine.features.feature import Feature
from engine.features.instance import empty_register
from engine.features.spans import Value
from engine.tables import Gate
from tests.engine.features.world import DAY, SETTINGS
from tests.engine.network.world import World, empty_world, person

HEAD = "// feature: sample\n// title: Proef\n// params: window_years, roles\n"
PATTERN = """// pattern: ties
MATCH (b:Branch)-[x:BRANCH_OF]->(e:Enterprise)<-[o:OFFICER_OF]-(p)
WHERE b.location_id IS NOT NULL AND o.role IN $roles
MATCH (p)-[t:OFFICER_OF]->(f:Enterprise)
RETURN DISTINCT x.record_key AS branch_key, o.record_key AS role_key, p.id AS party,
       f.id AS company, f.ended_on AS ended_on, b.main_sbi AS code, b.sbi_version AS version
"""
SELECT = """SELECT b.location_id,
       {facts},
       max(t.ended_on) AS newest,
       list(DISTINCT t.{evidence}) AS evidence,
       list(DISTINCT b.object_id) AS members
FROM ties t
JOIN branch b ON b.record_key = t.branch_key
{where}
GROUP BY b.location_id
"""
COUNT = "count(DISTINCT t.company) FILTER (t.ended_on > $window_years_from) AS ended"
PARAMS: dict[str, Value] = {"window_years": 5, "roles": ["director"]}
FOLD_AT = 10
"""Line of the mark of the fold."""


def _text(
    *, facts: str = COUNT, evidence: str = "branch_key", where: str = "", pattern: str = PATTERN
) -> str:
    return f"{HEAD}{pattern}// fold:\n{SELECT.format(facts=facts, evidence=evidence, where=where)}"


def _load(folder: Path, text: str) -> Feature:
    (folder / "sample.cypher").write_text(text, "utf-8")
    return library.load(folder)["sample"]


def test_patterns_with_a_fold_are_a_feature_of_both(tmp_path: Path) -> None:
    feature = _load(tmp_path, _text())
    assert feature.fold
    assert list(feature.fold.patterns) == ["ties"]
    assert feature.facts == ("ended",)
    assert feature.gate is Gate.G1
    assert feature.placeholders == ("roles", "window_years_from")
    assert feature.fold.placeholders == ("window_years_from",)
    assert feature.fold.tables == ("branch",)
    assert {"branch", "enterprise", "officer"} <= set(feature.tables)
    assert {("officer", "party_id"), ("branch", "location_id")} <= set(feature.columns)
    tested = {(test.column, test.constant.name) for test in feature.tests}
    assert tested == {("officer.role", "roles"), ("enterprise.ended_on", "window_years_from")}


def test_gate_is_the_strictest_of_pattern_and_fold(tmp_path: Path) -> None:
    where = "JOIN contract k ON k.party_id = t.company"
    assert _load(tmp_path, _text(where=where)).gate is Gate.G3


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param(_text(facts="max(t.party) AS x"), None, "never an identity", id="identity"),
        pytest.param(_text(evidence="role_key"), None, "pseudonym", id="pseudonym as evidence"),
        pytest.param(_text(evidence="company"), None, "keys of records", id="company as evidence"),
        pytest.param(_text(facts="max(t.code) FILTER (t.code = '0111') AS x"), FOLD_AT + 2,
                     "without its version", id="code without version"),
        pytest.param(_text(where="JOIN tie u ON u.party = t.party"), FOLD_AT + 8,
                     "unknown table 'tie'", id="no such pattern"),
        pytest.param(_text(where="WHERE t.wage > 1"), FOLD_AT + 8, "cannot be traced",
                     id="no such column"),
        pytest.param(_text(facts="count(*) AS n, $other AS o"), FOLD_AT + 2,
                     "$other is bound by nothing", id="param that nobody declared"),
        pytest.param(_text(facts=f"{COUNT}, count(*) AS Many"), FOLD_AT + 1, "lower-case",
                     id="bad name"),
        pytest.param(_text(facts="sum(random()) AS x"), None, "random", id="function"),
        pytest.param(_text(where="JOIN duckdb_settings() s ON true"), None, "duckdb_settings",
                     id="table function"),
        pytest.param(_text(where="JOIN feature_0 s ON true"), None, "unknown table 'feature_0'",
                     id="what the engine keeps"),
        pytest.param(_text(facts=COUNT.replace("ended\n", "") + "_polish"), None, "polish",
                     id="word of origin"),
        pytest.param(_text().replace("OFFICER_OF]-(p)", "OFICER_OF]-(p)"), 5, "OFFICER_OF",
                     id="typo in a pattern"),
        pytest.param(_text().replace("FROM ties t\n", "FROM enterprise t\n")
                     .replace("t.company", "t.rsin").replace("t.branch_key", "t.record_key")
                     .replace("list(DISTINCT t.", "list(DISTINCT b."), 4,
                     "pattern ties is not read", id="pattern unread"),
        pytest.param(_text(pattern=PATTERN.replace("b.main_sbi AS code, b.sbi_version AS version",
                     "b.main_sbi AS code")), 9, "main_sbi is read without", id="code alone"),
        pytest.param(_text(pattern=PATTERN + PATTERN), 4, "twice", id="one name twice"),
        pytest.param(_text(where="") + "; SELECT 1", None, "exactly one", id="two statements"),
        pytest.param(_text().replace("SELECT b.loc", "WITH ties AS (SELECT 1 AS x) SELECT b.loc"),
                     None, "no table and no other step", id="step of that name"),
        pytest.param(_text().replace("// params: window_years, roles", "// params: roles"), None,
                     "declare it", id="span undeclared"),
    ],
)  # fmt: skip
def test_what_may_not_be_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    with pytest.raises(RulePackError) as caught:
        _load(tmp_path, text)
    told = str(caught.value)
    assert message in told
    assert f"sample.cypher:{line or ''}" in told


@pytest.fixture
def world() -> Iterator[World]:
    """One director, of the company here and of two that ended."""
    with empty_world() as world:
        world.home(1)
        world.home(2)
        for number, ended in ((1, None), (2, date(2025, 3, 1)), (3, date(2020, 3, 1))):
            world.company(number, ended_on=ended)
            world.officer(f"9000000{number}", person("a"))
        world.branch(1, "90000001", at=1)
        for table in ("activity", "branch", "enterprise", "officer"):
            world.con.execute("DELETE FROM source_table WHERE table_name = ?", [table])
            world.con.execute(
                "INSERT INTO source_table VALUES ('test', ?, 'HR', ?, 'PT-1', 0, true)",
                [table, DAY],
            )
        yield world


def test_fold_counts_what_the_pattern_found_and_zero_stands_elsewhere(
    world: World, tmp_path: Path
) -> None:
    feature, params = _load(tmp_path, _text()), PARAMS
    with FeatureDatabase(world.con, settings=SETTINGS, as_of=DAY) as db:
        first = db.compute(feature, params)
        assert db.compute(feature, params | {"window_years": 10})["ended"].to_pylist() == [2, 0]
        assert db.compute(feature, params).equals(first)
    rows = {str(row["location_id"])[-1]: row for row in first.to_pylist()}
    assert (rows["1"]["ended"], rows["1"]["newest"]) == (1, date(2025, 3, 1))
    assert (rows["2"]["known"], rows["2"]["ended"], rows["2"]["evidence"]) == (True, 0, [])


def test_rows_of_a_pattern_do_not_outlive_their_feature(world: World, tmp_path: Path) -> None:
    feature = _load(tmp_path, _text())
    with FeatureDatabase(world.con, settings=SETTINGS, as_of=DAY) as db:
        db.compute(feature, PARAMS)
        assert not db.con.sql("FROM duckdb_tables() WHERE table_name = 'ties'").fetchall()


def test_types_are_known_before_anything_runs(tmp_path: Path) -> None:
    feature = _load(tmp_path, _text())
    with empty_register() as con, FeatureDatabase(con, settings=SETTINGS, as_of=DAY) as db:
        types = db.describe(feature, PARAMS)
        assert db.network is None
    assert types["ended"] == "BIGINT"


def test_source_that_is_missing_for_a_pattern_makes_the_fold_unknown(
    world: World, tmp_path: Path
) -> None:
    world.con.execute("DELETE FROM source_table WHERE table_name = 'officer'")
    with FeatureDatabase(world.con, settings=SETTINGS, as_of=DAY) as db:
        rows = db.compute(_load(tmp_path, _text()), PARAMS)
    assert set(rows["unknown_reason"].to_pylist()) == {"bron ontbreekt: officer"}
