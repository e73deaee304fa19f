"""The same BAG in another order and other files makes the same locations, with the same ids."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.progress import silent
from engine.register import build
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.sample import bag_zip, municipality, zones_file
from engine.sample.world import World
from engine.sources_file import load_sources
from tests.engine.register.taken import SETTINGS

AS_OF = date(2026, 11, 1)


@pytest.fixture(scope="module")
def world() -> World:
    return municipality.make(seed=3, addresses=150, as_of=AS_OF)


def locations(world: World, folder: Path) -> list[list[tuple[object, ...]]]:
    """Locations and members that a delivery of this world gives."""
    folder.mkdir()
    bag_zip.write(world, folder, stand=date(2026, 10, 31), seed=3)
    zones_file.write(world.zones, folder / "zones.geojson")
    (folder / "sources.yaml").write_text(
        'municipality: "1884"\nsources:\n  - {id: bag, connector: bag_extract, path: "*.zip"}\n'
        "zones: zones.geojson\n"
    )
    with build.build(
        load_sources(folder / "sources.yaml"), as_of=AS_OF, settings=SETTINGS,
        key=PUBLIC_SAMPLE_KEY, vault=None, decisions=(), progress=silent,
    ) as register:  # fmt: skip
        return [
            register.con.execute(f"FROM {table} ORDER BY ALL").fetchall()
            for table in ("location", "location_member")
        ]


def test_order_of_objects_and_number_of_files_change_nothing(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = locations(world, tmp_path / "first")
    assert len(first[0]) > 100
    monkeypatch.setattr(bag_zip, "PART_RECORDS", 40)
    turned = replace(
        world,
        towns=world.towns[::-1],
        addresses=world.addresses[::-1],
        units=world.units[1::2] + world.units[::2],
        buildings=world.buildings[::-1],
    )
    assert locations(turned, tmp_path / "second") == first
