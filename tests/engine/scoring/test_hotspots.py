"""Hot spots: equal to a known implementation, and quiet where too little is known."""

import json
import random
import subprocess
import sys
from pathlib import Path

import h3
import pytest

from engine.rule_settings import HotspotSettings
from engine.scoring import hotspots
from engine.scoring.hotspots import Kind
from tests.engine.scoring.build import SETTINGS

ASK = HotspotSettings.model_construct(min_hexagons=20, min_with_hits=3, max_q=0.05)
ORACLE = Path(__file__).with_name("gi_oracle.py")
MIDDLE = h3.latlng_to_cell(52.2, 4.63, 8)
GROUND = sorted(h3.grid_disk(MIDDLE, 5))
"""91 hexagons around one."""


def _kinds(with_hits: dict[str, int], locations: int = 10) -> dict[str, Kind]:
    found = hotspots.find(dict.fromkeys(GROUND, locations), with_hits, settings=ASK)
    return {one.hexagon: one.kind for one in found}


def _ground(seed: int, gone: int) -> tuple[dict[str, int], dict[str, int]]:
    """Locations and hits on the ground without `gone` hexagons."""
    chance = random.Random(seed)
    cells = sorted(chance.sample(GROUND, len(GROUND) - gone))
    locations = {cell: chance.randint(5, 40) for cell in cells}
    return locations, {cell: chance.randint(0, locations[cell]) for cell in cells}


def test_equals_a_known_implementation_on_any_ground() -> None:
    grounds = [_ground(seed, gone) for seed in range(6) for gone in (0, 5, 40, 71)]
    asked = [
        {
            "values": {cell: hits[cell] / locations[cell] for cell in locations},
            "near": {c: [o for o in h3.grid_disk(c, 1) if o in locations] for c in locations},
        }
        for locations, hits in grounds
    ]
    oracle = subprocess.run(
        [sys.executable, str(ORACLE)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    for (locations, hits), theirs in zip(grounds, json.loads(oracle.stdout), strict=True):
        ours = {one.hexagon: one.z for one in hotspots.find(locations, hits, settings=ASK)}
        assert ours == pytest.approx(theirs, abs=1e-9)


def test_a_cluster_is_hot_and_what_lies_far_from_it_is_not() -> None:
    ring = dict.fromkeys(h3.grid_disk(MIDDLE, 1), 8)
    kinds = _kinds(ring)
    assert kinds[MIDDLE] is Kind.HOT
    edge = next(cell for cell in GROUND if h3.grid_distance(cell, MIDDLE) == 5)
    assert kinds[edge] is Kind.NEITHER


def test_a_quiet_area_amid_hits_is_cold() -> None:
    quiet = h3.grid_disk(MIDDLE, 1)
    kinds = _kinds({cell: 0 if cell in quiet else 8 for cell in GROUND})
    assert kinds[MIDDLE] is Kind.COLD


@pytest.mark.parametrize(
    ("hits", "kind"),
    [pytest.param(2, Kind.FEW, id="two are too few"), pytest.param(3, Kind.HOT, id="three count")],
)
def test_no_hot_spot_stands_for_a_few_locations(hits: int, kind: Kind) -> None:
    some = dict.fromkeys(sorted(h3.grid_disk(MIDDLE, 1))[:hits], 1)
    found = {
        one.hexagon: one for one in hotspots.find(dict.fromkeys(GROUND, 1), some, settings=ASK)
    }
    assert (found[MIDDLE].with_hits, found[MIDDLE].locations) == (hits, 7)
    strict = ASK.model_copy(update={"max_q": 0.999999})
    marked = hotspots.find(dict.fromkeys(GROUND, 1), some, settings=strict)
    assert next(one.kind for one in marked if one.hexagon == MIDDLE) is kind


@pytest.mark.parametrize(
    ("locations", "hits"),
    [
        pytest.param({}, {}, id="no hexagon"),
        pytest.param({MIDDLE: 9}, {MIDDLE: 9}, id="one hexagon"),
        pytest.param(dict.fromkeys(GROUND[:19], 9), {GROUND[0]: 9}, id="one too few"),
        pytest.param(dict.fromkeys(GROUND, 9), {}, id="no hit anywhere"),
        pytest.param(dict.fromkeys(GROUND, 9), dict.fromkeys(GROUND, 9), id="hits everywhere"),
    ],
)
def test_nothing_is_said_where_nothing_can_stand_out(
    locations: dict[str, int], hits: dict[str, int]
) -> None:
    assert hotspots.find(locations, hits, settings=ASK) == []


def test_exactly_enough_hexagons_are_tested() -> None:
    found = hotspots.find(dict.fromkeys(GROUND[:20], 9), {GROUND[0]: 9}, settings=ASK)
    assert len(found) == 20


def test_order_of_what_is_given_does_not_matter() -> None:
    hits = {cell: i % 7 for i, cell in enumerate(GROUND)}
    one = hotspots.find(dict.fromkeys(GROUND, 9), hits, settings=ASK)
    other = hotspots.find(
        dict.fromkeys(GROUND[::-1], 9), dict(reversed(hits.items())), settings=ASK
    )
    assert one == other


def test_hexagons_that_all_touch_each_other_do_not_stand_out() -> None:
    three = HotspotSettings.model_construct(min_hexagons=3, min_with_hits=2, max_q=0.05)
    cells = sorted(h3.grid_disk(MIDDLE, 1))
    some = [MIDDLE, *[c for c in cells if c != MIDDLE][:1]]
    some.append(next(c for c in cells if c not in some and h3.grid_distance(c, some[1]) == 1))
    found = hotspots.find(dict.fromkeys(some, 5), {MIDDLE: 5}, settings=three)
    assert [one.z for one in found] == [0.0, 0.0, 0.0]


def test_the_shipped_settings_ask_for_more_than_one_location() -> None:
    assert SETTINGS.hotspots.min_with_hits > 1
