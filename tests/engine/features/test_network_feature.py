"""A pattern runs beside SQL in the feature database: facts, unknown with its reason, gates."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from engine.errors import PatternError, RulePackError
from engine.features import library
from engine.features.database import FeatureDatabase
from engine.features.feature import Feature
from engine.network.backend import Value
from engine.network.graph import Graph
from engine.network.patterns import Pattern
from engine.tables import Gate
from tests.engine.features.world import DAY, SETTINGS
from tests.engine.network.world import World, empty_world, person
from tests.engine.register.invented import unit

TEXT = """// feature: sample
// title: Andere bedrijven van dezelfde mensen
// params: window_years
MATCH (l:Location)<-[:PART_OF]-(a:Address)<-[r:REGISTERED_AT]-(b:Branch)-[:BRANCH_OF]->
      (e:Enterprise)<-[:OFFICER_OF]-(p:Person)-[:OFFICER_OF]->(e2:Enterprise)
WHERE e2 <> e AND e2.ended_on > $window_years_from
RETURN l.id AS location_id, max(e2.ended_on) AS newest, collect(DISTINCT r.record_key) AS evidence,
       collect(DISTINCT a.object_id) AS members, count(DISTINCT e2.id) AS others
"""
FILLED = ("address", "branch", "enterprise", "officer", "unit_building")


@pytest.fixture
def world() -> Iterator[World]:
    with empty_world() as world:
        world.home(1)
        world.home(2)
        for number, ended in ((1, None), (2, date(2025, 3, 1)), (3, date(2020, 3, 1))):
            world.company(number, ended_on=ended)
            world.officer(f"9000000{number}", person("a"))
        world.branch(1, "90000001", at=1)
        for table in FILLED:
            _supply(world, table)
        yield world


def _supply(world: World, table: str, *, delivered: date = DAY, check: str | None = "PT-1") -> None:
    world.con.execute("DELETE FROM source_table WHERE table_name = ?", [table])
    row = "('test', ?, 'HR', ?, ?, 0, true)"
    world.con.execute(f"INSERT INTO source_table VALUES {row}", [table, delivered, check])


def _feature(folder: Path, text: str = TEXT) -> Feature:
    (folder / "sample.cypher").write_text(text, "utf-8")
    return library.load(folder)["sample"]


Row = dict[str, object]


def _facts(world: World, feature: Feature, *, ceiling: Gate = Gate.G1) -> dict[str, Row]:
    with FeatureDatabase(world.con, settings=SETTINGS, as_of=DAY, ceiling=ceiling) as db:
        rows = db.compute(feature, {"window_years": 5}).to_pylist()
    return {str(row["location_id"])[-1]: row for row in rows}


def test_pattern_gives_facts_where_it_matches_and_zero_elsewhere(
    world: World, tmp_path: Path
) -> None:
    found = _facts(world, _feature(tmp_path))
    assert (found["1"]["others"], found["1"]["newest"]) == (1, date(2025, 3, 1))
    assert str(found["1"]["evidence"]).startswith("['test:branch:")
    assert found["1"]["members"] == [unit(1)]
    assert (found["2"]["known"], found["2"]["others"], found["2"]["evidence"]) == (True, 0, [])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"delivered": date(2020, 1, 1)}, "verouderd", id="stale"),
        pytest.param({"check": None}, "privacytoets", id="no privacy check"),
    ],
)
def test_what_a_source_cannot_tell_is_unknown_everywhere(
    world: World, tmp_path: Path, change: Mapping[str, object], reason: str
) -> None:
    _supply(world, "officer", **change)  # type: ignore[arg-type]
    for row in _facts(world, _feature(tmp_path)).values():
        assert (row["known"], row["others"], row["evidence"]) == (False, None, [])
        assert reason in str(row["unknown_reason"])


def test_register_that_nobody_delivers_is_named(world: World, tmp_path: Path) -> None:
    world.con.execute("DELETE FROM source_table WHERE table_name = 'officer'")
    told = _facts(world, _feature(tmp_path))["1"]["unknown_reason"]
    assert told == "bron ontbreekt: officer"


def test_pattern_beyond_the_gate_does_not_run(world: World, tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match="reads G1 facts, beyond O"):
        _facts(world, _feature(tmp_path), ceiling=Gate.O)


class Broken:
    """A backend that cannot answer."""

    name = "broken"

    def rows(self, pattern: Pattern, params: Mapping[str, Value], *, as_of: date) -> pa.Table:
        del pattern, params, as_of
        raise PatternError("takes longer than 1 seconds", line=4)


def _broken(built: Graph) -> AbstractContextManager[Broken]:
    assert built.con
    return nullcontext(Broken())


def test_backend_that_fails_is_told_with_the_file(world: World, tmp_path: Path) -> None:
    feature = _feature(tmp_path)
    database = FeatureDatabase(world.con, settings=SETTINGS, as_of=DAY, network=_broken)
    told = pytest.raises(RulePackError, match="feature sample: takes longer")
    with database as db, told as caught:
        db.compute(feature, {"window_years": 5})
    assert (caught.value.file, caught.value.line) == (feature.file, 4)


def test_types_are_known_before_anything_runs(world: World, tmp_path: Path) -> None:
    feature = _feature(tmp_path)
    with FeatureDatabase(world.con, settings=SETTINGS, as_of=DAY, network=_broken) as db:
        types = db.describe(feature, {"window_years": 5})
    assert types == {
        "location_id": "VARCHAR",
        "newest": "DATE",
        "evidence": "VARCHAR[]",
        "members": "VARCHAR[]",
        "others": "BIGINT",
    }


def test_equal_questions_are_asked_once(world: World, tmp_path: Path) -> None:
    feature = _feature(tmp_path)
    with FeatureDatabase(world.con, settings=SETTINGS, as_of=DAY) as db:
        first = db.compute(feature, {"window_years": 5})
        assert db.compute(feature, {"window_years": 5}).equals(first)
        assert db.compute(feature, {"window_years": 10})["others"].to_pylist() == [2, 0]


def test_what_the_network_leaves_out_is_told_once_it_was_asked(
    world: World, tmp_path: Path
) -> None:
    feature = _feature(tmp_path)
    with FeatureDatabase(world.con, settings=SETTINGS, as_of=DAY) as db:
        assert db.network is None
        db.compute(feature, {"window_years": 5})
        told = db.network
    assert told is not None
    assert told["nodes"] == 9
    assert told["relations"] == 7
    assert told["hubs"] == []
