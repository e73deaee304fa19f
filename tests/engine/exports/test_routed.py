"""Who must be seen first: every routed location once, with all that sends it, newest first."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from engine.exports.routed import Routed, routed
from tests.engine.exports.conftest import HOUSE, ROWS, YARD, make_run
from tests.engine.scoring.build import hit, hits_table

ROUTE = {"role": "route", "points": 0.0}
OLD, NEW = date(2026, 9, 1), date(2026, 10, 1)


def _routed(folder: Path, *hits: Mapping[str, object]) -> tuple[Routed, ...]:
    return routed(make_run(folder, ROWS, hits_table(hits)))


def test_location_stands_once_with_everything_that_sends_it(tmp_path: Path) -> None:
    (one,) = _routed(
        tmp_path,
        hit("MEN-01", YARD, **ROUTE, newest=OLD),
        hit("OVL-07", YARD, **ROUTE, newest=NEW),
        hit("GEN-01", YARD, points=3.0),
    )
    assert (one.location_id, one.label, one.town) == (YARD, "Polderpad 1, Oud Ade", "Oud Ade")
    assert [(route.rule_id, route.route_to) for route in one.routes] == [
        ("MEN-01", "adviseur zorg & veiligheid"),
        ("OVL-07", "triage door een mens"),
    ]
    assert one.newest == NEW


@pytest.mark.parametrize(
    ("yard", "house", "first"),
    [
        pytest.param(OLD, NEW, HOUSE, id="the newest first"),
        pytest.param(NEW, OLD, YARD, id="and the other way round"),
        pytest.param(NEW, NEW, YARD, id="by id when equal"),
        pytest.param(None, OLD, HOUSE, id="without a day last"),
    ],
)
def test_newest_fact_stands_first(
    tmp_path: Path, yard: date | None, house: date | None, first: str
) -> None:
    found = _routed(
        tmp_path,
        hit("MEN-01", YARD, **ROUTE, newest=yard),
        hit("MEN-01", HOUSE, **ROUTE, newest=house),
    )
    assert found[0].location_id == first
    assert len(found) == 2


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(hit("MEN-01", YARD, **ROUTE, filtered_by="filters/local.yml"), id="filtered"),
        pytest.param(hit("BRN-01", YARD, **ROUTE), id="a rule on trial"),
        pytest.param(hit("MEN-01", YARD, **ROUTE, outcome="UNKNOWN", reason="oud"), id="unknown"),
        pytest.param(hit("GEN-01", YARD), id="no route"),
    ],
)
def test_what_sends_nobody_makes_no_list(tmp_path: Path, row: Mapping[str, object]) -> None:
    assert _routed(tmp_path, row) == ()
