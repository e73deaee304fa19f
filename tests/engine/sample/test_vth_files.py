"""Permits of the sample as case systems give them: read by the product, and none lost."""

from collections import Counter
from pathlib import Path

import pytest

from connectors import find
from connectors.delivery import Delivery, Item, Note
from engine.settings import load_settings
from engine.sources_file import load_sources
from tests.connectors.deliver import quarantined, rows
from tests.engine.sample.conftest import AS_OF

KINDS = {"powerbrowser": "event", "decos": "environment"}


def read(sample: Path, source: str) -> list[Item]:
    """What the product reads from one source of the sample."""
    sources = load_sources(sample / "sources.yaml").sources
    spec = next(spec for spec in sources.sources if spec.id == source)
    files = tuple(sorted(file for part in spec.path for file in sample.glob(part)))
    delivery = Delivery(spec, files, AS_OF, sources.municipality, load_settings())
    return list(find(spec.connector).read(delivery))


@pytest.mark.parametrize("source", sorted(KINDS))
def test_case_system_holds_the_permits_of_its_kind(sample: Path, source: str) -> None:
    found = rows(read(sample, source))
    assert {row.values["kind"] for row in found} <= {KINDS[source]}
    assert all("address" in row.values for row in found)
    assert all("requested_on" in row.values for row in found)


@pytest.mark.parametrize("source", sorted(KINDS))
def test_two_broken_cases_show_quarantine(sample: Path, source: str) -> None:
    reasons = sorted(bad.reason for bad in quarantined(read(sample, source)))
    assert [reason.split(" ")[0] for reason in reasons] == ["requested_on", "status"]


def test_habits_of_powerbrowser_are_reported(sample: Path) -> None:
    found = {item.key for item in read(sample, "powerbrowser") if isinstance(item, Note)}
    assert "captions with another number than ZAAK_IDENTIFICATIE" in found
    assert not [key for key in found if "does not name" in key or "differ" in key]


def test_habits_of_decos_are_reported(sample: Path) -> None:
    found = {item.key for item in read(sample, "decos") if isinstance(item, Note)}
    assert found == {"count is not the length/decos.json:1"}


def permit_numbers(sample: Path) -> Counter[str]:
    """Numbers of the municipality's own permits, and how many sources carry each."""
    own = ("table", "zgw", "stuf_zds", "vth_powerbrowser", "vth_decos")
    numbers: Counter[str] = Counter()
    for spec in load_sources(sample / "sources.yaml").sources.sources:
        if spec.connector in own:
            found = {str(row.values["permit_id"]) for row in rows(read(sample, spec.id), "permit")}
            numbers.update(number for number in found if number.startswith("Z-VTH-"))
    return numbers


def test_every_permit_is_carried_by_exactly_one_source(sample: Path) -> None:
    numbers = permit_numbers(sample)
    assert set(numbers.values()) == {1}
    assert sorted(numbers) == [f"Z-VTH-{n:05}" for n in range(1, len(numbers) + 1)]
