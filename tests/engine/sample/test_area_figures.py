"""Figures of areas in the sample: every form of CBS, read by its connector."""

from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Ignored, Note
from engine.sample import area_figures
from engine.sample.world import World
from tests.connectors.deliver import quarantined, read, rows


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("figures")
    area_figures.write_key_figures(world, made, year=2025)
    area_figures.write_police(world, made, as_of=date(2026, 11, 1), seed=1)
    return made


def test_the_connector_reads_them_and_refuses_the_broken_ones(folder: Path) -> None:
    items = read(sorted(folder.iterdir()), id="cbs", connector="cbs")
    reasons = {bad.reason for bad in quarantined(items)}
    assert reasons == {
        "aantal_inwoners 'onbekend' is no number",
        "Perioden 'onbekend' is no year, quarter or month",
    }
    told = {item.reason for item in items if isinstance(item, Ignored)}
    assert told == {"water", "total row"}
    counts = {item.key: item.value for item in items if isinstance(item, Note)}
    assert counts["unknown/inwoners"] == 1
    assert counts["areas/municipality"] == 1


def test_only_the_last_month_is_incomplete(folder: Path) -> None:
    items = read(sorted(folder.glob("4*.json")), id="cbs", connector="cbs")
    found = {(row.values["period"], row.values["is_complete"]) for row in rows(items)}
    assert found == {("2026MM08", True), ("2026MM09", True), ("2026MM10", False)}


def test_the_municipality_adds_up_its_villages(folder: Path) -> None:
    items = read(folder / "kerncijfers.geojson", id="cbs", connector="cbs")
    homes = {
        str(row.values["area_id"]): row.values["value"]
        for row in rows(items)
        if row.values["measure"] == "woningen"
    }
    villages = [v for code, v in homes.items() if code.startswith("BU") and isinstance(v, float)]
    assert homes["GM1884"] == sum(villages)
