"""The light GeoPackage of the sample: a real one, with a few differences, equal bytes."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pyogrio
import pytest

from engine.sample import bag_light
from engine.sample.world import World

STAND = date(2026, 10, 27)


@pytest.fixture(scope="module")
def file(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("light") / "bag-light.gpkg"
    bag_light.write(world, made, stand=STAND, seed=1)
    return made


def ask(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as con:
        return con.execute(query).fetchall()


@pytest.mark.parametrize(
    ("layer", "kind"),
    [
        ("verblijfsobject", "Point"),
        ("ligplaats", "Polygon"),
        ("standplaats", "Polygon"),
        ("woonplaats", "Polygon"),
        ("pand", "Polygon"),
    ],
)
def test_gdal_reads_every_table_in_rd(file: Path, layer: str, kind: str) -> None:
    info = pyogrio.read_info(file, layer=layer, force_feature_count=True, IMMUTABLE="YES")
    assert (info["crs"], info["geometry_type"]) == ("EPSG:28992", kind)
    assert info["features"] >= 5


def test_equal_content_is_equal_bytes(world: World, file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.gpkg"
    bag_light.write(world, again, stand=STAND, seed=1)
    assert again.read_bytes() == file.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.gpkg"]


def test_bytes_do_not_tell_the_version_of_the_library(file: Path) -> None:
    assert file.read_bytes()[96:100] == (3_040_000).to_bytes(4, "big")
    assert ask(file, "PRAGMA integrity_check") == [("ok",)]


def test_it_has_the_present_state_only(world: World, file: Path) -> None:
    words = {str(status) for (status,) in ask(file, "SELECT DISTINCT status FROM pand")}
    assert not {word for word in words if "gesloopt" in word}
    (count,) = ask(file, "SELECT count(*) FROM verblijfsobject")[0]
    assert 0 < int(str(count)) < sum(unit.kind == "unit" for unit in world.units) + 1


def test_some_addresses_are_missing_and_one_record_is_broken(world: World, file: Path) -> None:
    found = {row[0] for row in ask(file, "SELECT identificatie FROM verblijfsobject")}
    live = {
        unit.object_id
        for unit in world.units
        if unit.kind == "unit" and "ingetrokken" not in unit.versions[-1].status
    }
    assert 0 < len(live - found) < 0.02 * len(live)
    broken = "SELECT count(*) FROM verblijfsobject WHERE status = 'Verblijfsobject verhuurd'"
    assert ask(file, broken) == [(1,)]
