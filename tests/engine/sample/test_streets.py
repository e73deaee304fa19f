"""Street names: invented, each used once, short forms that fit the BAG."""

import csv
from random import Random

import pytest

from engine.sample.streets import StreetNames, all_names, short_name
from engine.sample.world import World
from tests import shared

REAL = shared.DATA / "bag" / "adressen_2018"


@shared.needs(REAL)
def test_no_name_exists_in_the_municipality_or_around_it() -> None:
    real: set[str] = set()
    for file in sorted(REAL.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as handle:
            real |= {row[0].casefold() for row in csv.reader(handle)}
    assert len(real) > 400
    assert [name for name in all_names() if name.casefold() in real] == []


def test_a_municipality_uses_only_listed_names_and_each_once(world: World) -> None:
    names = [street.name for street in world.streets]
    assert len(set(names)) == len(names)
    assert set(names) <= set(all_names())


def test_names_do_not_run_out_before_they_are_made_new() -> None:
    names = StreetNames(Random(1))
    made = [names.core() for _ in range(900)] + [names.outer() for _ in range(600)]
    assert len(set(made)) == len(made)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Denkbeeldlaan", ""),
        ("Burgemeester Verzonnen van Bedenkhovenlaan", "B V v Bedenkhovenlaan"),
        ("Meester Nergens Bestaand Plantsoen", "M N B Plantsoen"),
    ],
)
def test_long_names_get_a_short_form(name: str, short: str) -> None:
    assert short_name(name) == short
