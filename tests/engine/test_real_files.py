"""Real deliveries through a whole run: the BAG of Doesburg beside KVK's own test companies."""

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from zipfile import ZipFile

import numpy as np
import pyogrio
import pytest
import shapely

from engine import snapshot
from tests import shared
from tests.engine.conftest import make_run
from tests.engine.register import layouts

SHARED = shared.DATA
BAG = SHARED / "bag" / "lvbag_doesburg_2020"
PARTS = ("BAGNLDL-15092020-small.zip", "0221PND15092020-deel1.zip")
STAND = np.datetime64(date(2020, 9, 15))

pytestmark = shared.needs(BAG)


@pytest.fixture(scope="module")
def real_run(tmp_path_factory: pytest.TempPathFactory) -> snapshot.Run:
    folder = tmp_path_factory.mktemp("real")
    bag = ", ".join(str(BAG / name) for name in PARTS)
    api = SHARED / "kvk" / "api"
    (folder / "sources.yaml").write_text(
        'municipality: "0221"\nsources:\n'
        f"  - {{id: bag, connector: bag_extract, path: [{bag}]}}\n"
        f"  - {{id: kvk, connector: kvk_api, delivered_on: 2026-10-30,"
        f" path: [{api}/*.json, {api}/recorded/*.json]}}\n",
        "utf-8",
    )
    return make_run(folder, folder / "runs").run


def _notes(run: snapshot.Run, source: str) -> dict[str, dict[str, object]]:
    found = next(s for s in run.meta["register"]["sources"] if s["source"] == source)
    notes: dict[str, dict[str, object]] = found["notes"]
    return notes


def _actueel_panden(folder: Path) -> dict[str, str]:
    """Status per pand on the stand, counted by GDAL over both deliveries."""
    status: dict[str, str] = {}
    for name in PARTS:
        for file in _panden_files(BAG / name, folder):
            meta, _, _, values = pyogrio.raw.read(file, read_geometry=False)
            field = dict(zip(meta["fields"], values, strict=True))
            since, until = field["beginGeldigheid"], field["eindGeldigheid"]
            inactive = ~np.isnat(field["tijdstipInactief"]) | ~np.isnat(field["tijdstipInactiefLV"])
            live = ~inactive & (since <= STAND) & (np.isnat(until) | (until > STAND))
            status |= dict(zip(field["identificatie"][live], field["status"][live], strict=True))
    return status


def _panden_files(archive: Path, folder: Path) -> list[Path]:
    """XML files with panden, whatever the depth of the zip."""
    with ZipFile(archive) as outer:
        outer.extractall(folder / archive.stem)
    for inner in sorted((folder / archive.stem).rglob("*PND*.zip")):
        if "IO" not in inner.name and "IA" not in inner.name and "NB" not in inner.name:
            with ZipFile(inner) as part:
                part.extractall(inner.with_suffix(""))
    return [
        path
        for path in sorted((folder / archive.stem).rglob("*PND*.xml"))
        if not {"IO", "IA", "NB"} & {path.name[4:6]} and "__MACOSX" not in path.parts
    ]


def test_panden_per_status_equal_the_count_of_gdal(real_run: snapshot.Run, tmp_path: Path) -> None:
    status = _actueel_panden(tmp_path)
    notes = _notes(real_run, "bag")
    assert notes["actueel"]["PND"] == len(status)
    assert notes["status"]["PND"] == dict(Counter(status.values()))


def test_every_actueel_pand_is_a_building_of_the_run(
    real_run: snapshot.Run, tmp_path: Path
) -> None:
    expected = {key.rpartition(".")[2]: word for key, word in _actueel_panden(tmp_path).items()}
    buildings = real_run.table("tables/building").to_pylist()
    assert {row["building_id"]: row["status"] for row in buildings} == expected


def test_test_companies_are_there_and_a_sole_trader_has_no_name(real_run: snapshot.Run) -> None:
    rows = {row["enterprise_id"]: row for row in real_run.table("tables/enterprise").to_pylist()}
    assert {"68750110", "69599084", "90000749", "90006623"} <= set(rows)
    trader = rows["69599084"]
    assert trader["legal_form"] == "sole_trader"
    assert trader["statutory_name"] is None
    assert not trader["trade_names"]
    assert rows["68750110"]["statutory_name"]


def test_what_no_source_tells_is_unknown(real_run: snapshot.Run) -> None:
    outcomes = real_run.meta["outcomes"]
    assert outcomes["GEN-09"]["UNKNOWN"] == real_run.meta["rows"]["locations"]
    assert outcomes["GEN-09"]["HIT"] == outcomes["GEN-09"]["NO_HIT"] == 0


def _outlines(run: snapshot.Run) -> dict[str, shapely.Geometry]:
    rows = run.table("tables/building").select(["building_id", "geometry"]).to_pylist()
    return {r["building_id"]: shapely.from_wkb(r["geometry"]) for r in rows if r["geometry"]}


def test_every_standing_pand_is_in_one_location(real_run: snapshot.Run) -> None:
    members = real_run.table("tables/location_member").to_pylist()
    located = Counter(row["member_id"] for row in members if row["member_kind"] == "building")
    assert set(located.values()) == {1}
    rows = real_run.table("tables/building").to_pylist()
    standing = {
        row["building_id"]
        for row in rows
        if row["status"].startswith("Pand in gebruik") and row["footprint_m2"] >= 10
    }
    assert len(standing) > 3000
    assert standing <= located.keys()


@pytest.mark.parametrize("seed", range(3))
def test_no_yard_of_real_panden_spans_a_road(real_run: snapshot.Run, seed: int) -> None:
    """A road across the town; every seventh pand that it spares is a dwelling."""
    outlines = _outlines(real_run)
    names = sorted(outlines)
    shape = np.array([outlines[name] for name in names], dtype=object)
    west, south, east, north = shapely.total_bounds(shape)
    random = Random(seed)
    middle = outlines[random.choice(names)].centroid
    bends = [(west - 999, random.uniform(south, north)), (middle.x, middle.y + 25)]
    surface = layouts.road([*bends, (east + 999, random.uniform(south, north))], 7.0)
    spared = ~shapely.intersects(shape, surface)
    things = [
        layouts.Thing(name, one, unit=f"U{name}" if at % 7 == 0 else None)
        for at, (name, one) in enumerate(zip(names, shape, strict=True))
        if spared[at]
    ]
    found, free = layouts.located(things, layouts.roads(surface)), layouts.located(things)
    sides = shapely.get_parts(
        shapely.difference(shapely.box(west - 900, south - 900, east + 900, north + 900), surface)
    )
    at, side = shapely.STRtree(sides).query(shape, predicate="intersects")
    on = dict(zip([names[i] for i in at], side.tolist(), strict=True))

    def spanning(located: dict[str, str]) -> set[str]:
        parts: dict[str, set[int]] = {}
        for thing in things:
            if thing.id in located:
                parts.setdefault(located[thing.id], set()).add(on[thing.id])
        return {place for place, where in parts.items() if len(where) > 1}

    assert spanning(free), "without the road some yard would span it"
    assert not spanning(found)
