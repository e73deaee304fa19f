"""Writes an invented municipality in the real formats of the registers.

Everything follows from seed, size and date: the same three give the same bytes, whatever the
machine's hash seed, clock or folder.
"""

from datetime import date
from pathlib import Path
from random import Random

from engine.errors import SettingsError
from engine.sample import (
    casting,
    clusters,
    further,
    links,
    municipality,
    readme,
    sources_yaml,
    truth,
    zones_file,
)
from engine.sample.businesses import Economy
from engine.sample.companies import Companies
from engine.sample.daily_life import DailyLife
from engine.sample.homes import Registers
from engine.sample.people import People
from engine.sample.records import Records
from engine.sample.stage import Stage
from engine.sample.writers import WRITERS


def write(out: Path, *, seed: int = 1, addresses: int = 14_000, as_of: date) -> None:
    """Write deliveries, `sources.yaml`, `zones.geojson`, `truth.json` and a README into `out`.

    Args:
        out: a folder that is not there yet, or an empty one.
        seed: another seed is another municipality.
        addresses: about how many, 100 or more; 14,000 is the size of the real one.
        as_of: the day the deliveries are for; the newest is a day older.

    Raises:
        SettingsError: `out` holds something, or `addresses` is below 100.
    """
    if addresses < 100:
        raise SettingsError(f"a sample has at least 100 addresses, not {addresses}")
    if out.exists() and any(out.iterdir()):
        raise SettingsError("the folder is not empty: choose a new one", file=out)
    stage = _stage(seed, addresses, as_of)
    expectations = casting.plant(stage, addresses=addresses)
    Economy(stage.companies, stage.people, Random(f"{seed}:economy"), as_of).settle(stage.world)
    stage.registers.fill(stage.world)
    stage.life.fill(stage.world, stage.companies)
    further.fill(stage, seed=seed)
    found = links.plant(stage)
    _write(stage, out, seed)
    hands = clusters.expected(stage.companies.all)
    about = {
        "seed": seed, "addresses": addresses, "as_of": str(as_of), "clusters": hands.clusters,
        "left_out": hands.left_out,
    }  # fmt: skip
    known = truth.Links(found, links.places(stage))
    truth.write(expectations, known, out / "truth.json", **about)
    readme.write(out / "README.md", seed=seed, addresses=addresses, as_of=as_of)


def _stage(seed: int, addresses: int, as_of: date) -> Stage:
    """An empty municipality with its registers, ready for scenarios."""
    world = municipality.make(seed=seed, addresses=addresses, as_of=as_of)
    people, records = People(Random(f"{seed}:people")), Records()
    registers = Registers(records, people, Random(f"{seed}:registers"), as_of)
    life = DailyLife(records, people, Random(f"{seed}:life"), as_of)
    return Stage(world, Companies(), people, records, registers, life, as_of)


def _write(stage: Stage, out: Path, seed: int) -> None:
    entries = [write_source(stage, out, seed) for write_source in WRITERS]
    zones_file.write([*stage.world.zones, *stage.world.roads], out / "zones.geojson")
    sources_yaml.write(out / "sources.yaml", entries)
