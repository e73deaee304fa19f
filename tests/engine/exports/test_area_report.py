"""The report about villages: counts, density with its class, and figures as context."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from typer.testing import CliRunner

from connectors.geometry_rd import to_rd
from engine import snapshot
from engine.commands.sources import app
from engine.exports.area_report import AreaReport, densities, mean_density, report, to_text
from engine.settings import load_settings
from engine.snapshot import Run
from engine.tables import TABLES, Type
from tests import shared

SETTINGS = load_settings().urbanity
SHARED = shared.DATA / "bag" / "adressen_2018"
needs_shared = shared.needs(SHARED)
DAY = date(2026, 11, 1)
Rows = Sequence[Mapping[str, object]]
ARROW = {
    Type.TEXT: pa.string(),
    Type.DATE: pa.date32(),
    Type.INT: pa.int64(),
    Type.REAL: pa.float64(),
    Type.BOOL: pa.bool_(),
    Type.LIST: pa.list_(pa.string()),
    Type.GEOMETRY: pa.binary(),
}


def publish(folder: Path, **rows: Rows) -> Run:
    """A run with these rows of canonical tables."""
    tables = {}
    for name in ("location", "address", "address_unit", "area_figure"):
        columns = {
            column.name: pa.array([row.get(column.name) for row in rows.get(name, ())],
                                  ARROW[column.type])
            for column in TABLES[name].stored()
        }  # fmt: skip
        tables[f"tables/{name}"] = pa.table(columns)
    meta = {"municipality": "1884", "published_at": "x"}
    return snapshot.publish(folder / "runs", as_of=DAY, tables=tables, meta=meta).run


def homes(*places: tuple[str, float, str]) -> dict[str, Rows]:
    """Units with an address in a town, `x` metres along a line, and a status."""
    units, addresses = [], []
    for number, (town, x, status) in enumerate(places):
        object_id = f"188401{number:010d}"
        units.append({"object_id": object_id, "status": status, "x": 100_000.0 + x, "y": 465_000.0})
        addresses.append(
            {
                "address_id": f"188420{number:010d}",
                "object_id": object_id,
                "town": town,
                "delivered_on": date(2026, 10, 31),
            }
        )
    return {"address_unit": units, "address": addresses}


USED, GONE, FORMED = (
    "Verblijfsobject in gebruik",
    "Verblijfsobject ingetrokken",
    "Verblijfsobject gevormd",
)


def figure(value: float | None, period: str = "2021", **changes: object) -> dict[str, object]:
    return {
        "figure_id": f"x/{period}/{changes}",
        "area_id": "GM1884",
        "area_kind": "municipality",
        "area_name": "Kaag en Braassem",
        "measure": "inwoners",
        "value": value,
        "unit": "aantal",
        "period": period,
        "is_complete": True,
        **changes,
    }


def told(folder: Path, **rows: Rows) -> AreaReport:
    return report(publish(folder, **rows), SETTINGS)


def test_villages_are_counted_by_name(tmp_path: Path) -> None:
    rows = homes(("Kaag", 0, USED), ("Kaag", 10, USED), ("Leimuiden", 9000, USED))
    located = [
        {"location_id": f"L{n}", "town": town} for n, town in enumerate(("Kaag", "Oud Ade", None))
    ]
    found = told(tmp_path, location=located, **rows)
    assert [(v.name, v.locations, v.addresses) for v in found.villages] == [
        ("", 1, 0),
        ("Kaag", 1, 2),
        ("Leimuiden", 0, 1),
        ("Oud Ade", 1, 0),
    ]
    assert found.stand == date(2026, 10, 31)


def test_withdrawn_and_planned_units_are_no_addresses(tmp_path: Path) -> None:
    rows = homes(("Kaag", 0, USED), ("Kaag", 1, GONE), ("Kaag", 2, FORMED))
    (village,) = told(tmp_path, **rows).villages
    assert village.addresses == 1


def test_density_counts_addresses_of_other_villages_within_a_kilometre(tmp_path: Path) -> None:
    rows = homes(("Kaag", 0, USED), ("Leimuiden", 1000, USED), ("Leimuiden", 2001, USED))
    kaag, leimuiden = told(tmp_path, **rows).villages
    assert kaag.density.per_km2 == pytest.approx(2 / np.pi)
    assert leimuiden.density.per_km2 == pytest.approx((2 + 1) / 2 / np.pi)
    assert (kaag.density.urbanity, kaag.density.is_near_limit) == (5, False)


def test_village_without_a_point_has_no_density(tmp_path: Path) -> None:
    rows = homes(("Kaag", float("nan"), USED))
    (village,) = told(tmp_path, **rows).villages
    assert village.addresses == 1
    assert village.density.per_km2 is None
    assert "dichtheid niet bekend" in to_text(told(tmp_path, **rows))


@pytest.mark.parametrize(
    ("per_km2", "urbanity", "near"),
    [
        (2500, 1, True),
        (2499, 2, True),
        (2000, 2, False),
        (1500, 2, True),
        (1250, 3, False),
        (1000, 3, True),
        (700, 4, False),
        (574, 4, True),
        (576, 4, False),
        (500, 4, True),
        (499, 5, True),
        (424, 5, False),
        (0, 5, False),
    ],
)
def test_class_and_remark_follow_the_limits(per_km2: float, urbanity: int, near: bool) -> None:
    found = mean_density(np.array([float(per_km2)]), SETTINGS)
    assert (found.urbanity, found.is_near_limit) == (urbanity, near)


def test_of_every_figure_the_newest_complete_one_is_told(tmp_path: Path) -> None:
    rows = [
        figure(100.0, "2020"),
        figure(120.0, "2021"),
        figure(1.0, "2026MM08", measure="misdrijven"),
        figure(2.0, "2026MM09", measure="misdrijven", is_complete=False),
        figure(3.0, "2026MM09", measure="overlast", is_complete=False),
        figure(None, "2021", measure="huishoudens"),
    ]
    text = to_text(told(tmp_path, area_figure=rows))
    assert text.splitlines()[-4:] == [
        "gemeente Kaag en Braassem (GM1884): huishoudens niet bekend, 2021",
        "gemeente Kaag en Braassem (GM1884): inwoners 120 aantal, 2021",
        "gemeente Kaag en Braassem (GM1884): misdrijven 1 aantal, 2026MM08",
        "gemeente Kaag en Braassem (GM1884): overlast 3 aantal, 2026MM09, nog niet volledig",
    ]


def test_areas_stand_from_large_to_small_and_numbers_are_dutch(tmp_path: Path) -> None:
    rows = [
        figure(2.45, area_id="BU18840000", area_kind="neighbourhood", area_name=None, unit=None),
        figure(27895.0),
        figure(1.5, area_id="WK188400", area_kind="district", area_name="Noord"),
    ]
    lines = to_text(told(tmp_path, area_figure=rows)).splitlines()[-3:]
    assert lines == [
        "gemeente Kaag en Braassem (GM1884): inwoners 27.895 aantal, 2021",
        "wijk Noord (WK188400): inwoners 1,5 aantal, 2021",
        "buurt (BU18840000): inwoners 2,45, 2021",
    ]


def test_an_empty_run_says_that_nothing_is_known(tmp_path: Path) -> None:
    text = to_text(told(tmp_path))
    assert "adressen van onbekend" in text
    assert "Geen cijfers van CBS of politie" in text


def test_the_command_prints_the_report(tmp_path: Path) -> None:
    run = publish(tmp_path, **homes(("Kaag", 0, USED)))
    done = CliRunner().invoke(app, ["area", run.path.name, "--out", str(run.path.parent)])
    assert done.exit_code == 0, done.output
    assert "Kaag: 0 locaties, 1 adressen" in done.output


@needs_shared
def test_the_real_addresses_of_2018_give_the_printed_densities() -> None:
    own = _addresses("kaag_en_braassem_adressen.csv")
    around = _addresses("kaag_en_braassem_omgeving_1100m.csv")
    points = np.array([point for _, point in own])
    every = np.array([point for _, point in [*own, *around]])
    found = densities(points, every, SETTINGS)
    towns = np.array([town for town, _ in own])
    assert found.mean() == pytest.approx(648.7, abs=0.5)
    printed = {
        "Roelofarendsveen": 1011, "Oude Wetering": 865, "Leimuiden": 572, "Woubrugge": 498,
        "Nieuwe Wetering": 344, "Rijpwetering": 218, "Hoogmade": 212, "Oud Ade": 182,
        "Rijnsaterwoude": 174, "Kaag": 154,
    }  # fmt: skip
    means = {town: float(found[towns == town].mean()) for town in printed}
    assert means == pytest.approx(printed, abs=1)


def _addresses(name: str) -> list[tuple[str, tuple[float, float]]]:
    """Town and point in RD of each address; the first line is a left-over."""
    with (SHARED / name).open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.reader(handle) if len(row) == 11]
    lon, lat = np.array([row[9:11] for row in rows], dtype=np.float64).T
    x, y = to_rd(lon, lat)
    return [
        (row[5], (east, north))
        for row, east, north in zip(rows, x.tolist(), y.tolist(), strict=True)
    ]
