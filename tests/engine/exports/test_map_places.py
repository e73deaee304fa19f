"""Places of the map: what they tell, what they do not tell, and how they are gathered."""

import h3
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from engine.exports import dossier, map_places
from engine.exports.map_places import MapPlace
from engine.snapshot import Run
from tests.engine.scoring.build import SETTINGS


@pytest.fixture(scope="module")
def places(sample_run: Run) -> list[MapPlace]:
    """Places of the committed sample."""
    return map_places.read(sample_run, settings=SETTINGS.map)


def _place(name: str, lon: float, lat: float) -> MapPlace:
    return MapPlace(name, name, None, None, lon, lat, "8", None, ())


def test_newest_fact_and_sources_are_those_of_the_dossier(
    sample_run: Run, places: list[MapPlace]
) -> None:
    for place in places[:: len(places) // 12]:
        events = [
            event
            for event in dossier.build(sample_run, place.location_id).events
            if event.table not in ("building", "insolvency")
        ]
        days = {one.on for one in events if one.on is not None and one.on <= sample_run.as_of}
        apart = {one.on for one in events if one.on in days and one.table != "branch"}
        assert place.newest in {*days, None}
        assert place.newest is not None or not days
        assert all(place.newest and one and place.newest >= one for one in apart)
        assert {one.record_key.partition(":")[0] for one in events} <= {*place.sources}


def test_places_come_by_label_with_the_hexagon_in_which_they_lie(places: list[MapPlace]) -> None:
    assert [p.label for p in places] == sorted(p.label for p in places)
    assert {h3.get_resolution(place.hexagon) for place in places} == {SETTINGS.map.resolution}


def test_hits_change_nothing_of_a_place(
    sample_run: Run, places: list[MapPlace], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("nohits") / sample_run.path.name
    folder.mkdir()
    for file in sample_run.path.rglob("*"):
        if file.is_file():
            copy = folder / file.relative_to(sample_run.path)
            copy.parent.mkdir(exist_ok=True)
            copy.symlink_to(file)
    hits = pq.read_table(folder / "hits.parquet")
    (folder / "hits.parquet").unlink()
    pq.write_table(pa.Table.from_pylist([], schema=hits.schema), folder / "hits.parquet")
    assert map_places.read(Run(folder), settings=SETTINGS.map) == places


def test_outlines_are_closed_rings_of_the_locations_asked_for(
    sample_run: Run, places: list[MapPlace]
) -> None:
    names = {place.location_id for place in places[:40]}
    found = map_places.shapes(sample_run, names)
    assert found
    assert {one.location_id for one in found} <= names
    for one in found:
        assert one.ring[0] == one.ring[-1]
        assert shapely.Polygon(one.ring).area > 0


def test_no_locations_have_no_outlines(sample_run: Run) -> None:
    assert map_places.shapes(sample_run, []) == []


def test_lines_and_points_have_no_rings() -> None:
    shape = shapely.GeometryCollection(
        [shapely.Point(105000, 468000), shapely.box(105000, 468000, 105010, 468010)]
    )
    assert len(map_places.rings(shape, simplify_m=0)) == 1


def test_places_close_together_become_one_point_with_their_number() -> None:
    near = [_place("a", 4.63, 52.2), _place("b", 4.6301, 52.2001)]
    far = _place("c", 4.7, 52.25)
    found = map_places.gather([*near, far], resolution=9)
    assert sorted(one.places for one in found) == [1, 2]
    (both,) = (one for one in found if one.places == 2)
    assert (both.lon, both.lat) == (4.63005, 52.20005)


def test_no_places_gather_to_nothing() -> None:
    assert map_places.gather([], resolution=9) == []


def test_gathered_places_lose_none(places: list[MapPlace]) -> None:
    for resolution in (5, 9, 12):
        found = map_places.gather(places, resolution=resolution)
        assert sum(one.places for one in found) == len(places)
    assert len(map_places.gather(places, resolution=5)) < len(places) / 10


def test_zones_and_towns_have_a_place_each(sample_run: Run) -> None:
    zones = map_places.zones(sample_run)
    assert {one.kind for one in zones} >= {"built_up", "greenhouse"}
    towns = map_places.towns(sample_run)
    assert [one.name for one in towns] == sorted(one.name for one in towns)
    assert all(3 < one.lon < 8 and 50 < one.lat < 54 for one in towns)
