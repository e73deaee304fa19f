"""Hexagons of the map: what is counted for a theme, rule, village and zone, and what changed."""

from engine.exports import area_map
from engine.exports.area_map import Asked
from engine.scoring import density
from engine.snapshot import Run
from tests.engine.scoring.build import SETTINGS


def _hits(run: Run, asked: Asked) -> dict[str, int]:
    return {c.hexagon: c.with_hits for c in area_map.cells(run, asked, settings=SETTINGS)}


def test_a_theme_counts_no_more_than_all_together(sample_run: Run) -> None:
    everything = _hits(sample_run, Asked())
    assert sum(everything.values()) > 0
    for theme in area_map.themes(sample_run):
        of_theme = _hits(sample_run, Asked(theme=theme))
        assert of_theme.keys() == everything.keys()
        assert all(of_theme[cell] <= everything[cell] for cell in everything)


def test_a_rule_counts_the_locations_that_it_hits(sample_run: Run) -> None:
    rule = area_map.rules(sample_run)[0]
    hits = sample_run.table("hits").to_pylist()
    at = {h["location_id"] for h in hits if h["rule_id"] == rule and h["outcome"] == "HIT"}
    found = _hits(sample_run, Asked(rule=rule))
    assert 0 <= sum(found.values()) <= len(at)
    assert found.keys() == _hits(sample_run, Asked()).keys()


def test_villages_and_zones_part_the_locations(sample_run: Run) -> None:
    for field, values in (
        ("town", area_map.towns(sample_run)),
        ("zone", ["outer", "built_up"]),
    ):
        asked = [Asked(town=v) if field == "town" else Asked(zone=v) for v in values]
        parts = [area_map.cells(sample_run, one, settings=SETTINGS) for one in asked]
        apart = sum(cell.locations for part in parts for cell in part)
        together = area_map.cells(sample_run, Asked(), settings=SETTINGS)
        assert 0 < apart <= sum(cell.locations for cell in together)


def test_what_is_not_there_counts_nothing(sample_run: Run) -> None:
    assert area_map.cells(sample_run, Asked(town="Nergenshuizen"), settings=SETTINGS) == []
    assert set(_hits(sample_run, Asked(rule="GEN-99")).values()) == {0}


def test_hot_spots_are_tested_when_there_are_enough_hexagons(sample_run: Run) -> None:
    few = SETTINGS.hotspots.model_copy(update={"min_hexagons": 3})
    settings = SETTINGS.model_copy(update={"hotspots": few})
    tested = area_map.cells(sample_run, Asked(), settings=settings)
    assert all(cell.spot is not None for cell in tested)
    many = SETTINGS.hotspots.model_copy(update={"min_hexagons": len(tested) + 1})
    settings = SETTINGS.model_copy(update={"hotspots": many})
    assert {c.spot for c in area_map.cells(sample_run, Asked(), settings=settings)} == {None}


def test_a_run_compared_with_itself_did_not_change(sample_run: Run) -> None:
    found = area_map.cells(sample_run, Asked(), settings=SETTINGS, earlier=sample_run)
    assert [cell.before for cell in found] == [cell.with_hits for cell in found]
    alone = area_map.cells(sample_run, Asked(), settings=SETTINGS)
    assert {cell.before for cell in alone} == {None}


def test_a_source_counts_the_locations_of_hits_that_rest_on_it(sample_run: Run) -> None:
    everything = _hits(sample_run, Asked())
    found = {name: _hits(sample_run, Asked(source=name)) for name in area_map.sources(sample_run)}
    assert found
    for of_source in found.values():
        assert of_source.keys() == everything.keys()
        assert all(of_source[cell] <= everything[cell] for cell in everything)
    assert any(0 < sum(one.values()) < sum(everything.values()) for one in found.values())
    assert set(_hits(sample_run, Asked(source="nergens")).values()) == {0}


def test_a_source_is_not_one_of_which_the_name_begins_so(sample_run: Run) -> None:
    names = area_map.sources(sample_run)
    assert set(_hits(sample_run, Asked(source=names[0][:-1])).values()) == {0}


def test_a_longer_window_counts_no_fewer_and_never_drops_a_hexagon(sample_run: Run) -> None:
    windows = [_hits(sample_run, Asked(months=months)) for months in (1, 6, 24, 600)]
    sums = [sum(one.values()) for one in windows]
    assert sums == sorted(sums)
    assert sums[-1] == sum(_hits(sample_run, Asked()).values())
    assert {frozenset(one) for one in windows} == {frozenset(windows[-1])}


def test_surface_is_made_of_what_the_hexagons_tell(sample_run: Run) -> None:
    found = area_map.cells(sample_run, Asked(), settings=SETTINGS)
    counts = {cell.hexagon: cell.with_hits for cell in found}
    patches = area_map.surface(found, settings=SETTINGS)
    assert patches == density.surface(counts, settings=SETTINGS.density)
    assert patches
    assert area_map.surface([], settings=SETTINGS) == []
