"""Publications of the sample: read by their connector, tied to permits, away from scenarios."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Item
from engine.sample.koop_xml import PAGE, Notice, pages
from tests.connectors.deliver import quarantined
from tests.connectors.koop.answers import HERE, ignored, read, values
from tests.engine.sample.conftest import AS_OF
from tests.engine.sample.unpack import walk


@pytest.fixture(scope="module")
def items(sample: Path) -> list[Item]:
    return read(*sorted((sample / "koop").glob("*.xml")), **HERE)


def test_some_permits_are_published_under_the_number_of_the_own_register(
    sample: Path, items: list[Item]
) -> None:
    files = [p for folder in ("vth", "zgw", "stuf") for p in (sample / folder).rglob("*.*")]
    inner = [content for file in files for _, content in walk(file.read_bytes(), file.name)]
    own = {number for text in inner for number in re.findall(r"Z-VTH-\d+", text.decode("latin-1"))}
    cases = {str(row["permit_id"]).partition(":")[2] for row in values(items, "permit")}
    assert len(cases & own) >= 3
    assert len(cases - own) >= 3


def test_both_styles_of_titles_are_read(items: list[Item]) -> None:
    rows = [row for row in values(items, "announcement") if row.get("status") == "granted"]
    own = [row for row in rows if str(row["title"]).startswith("Kennisgeving")]
    assert 0 < len(own) < len(rows)
    assert {row["kind"] for row in rows} == {"permit_decision"}


def test_areas_give_no_permit_and_no_place(items: list[Item]) -> None:
    kinds = {
        str(row.get("kind")): row for row in values(items, "announcement") if "street" not in row
    }
    assert kinds.keys() >= {"traffic", "policy", "enforcement", "notification"}
    assert all("x" not in row for row in kinds.values())


def test_broken_records_and_another_publisher_show(items: list[Item]) -> None:
    assert [bad.reason.split(":")[0] for bad in quarantined(items)] == ["identifier", "available"]
    assert ignored(items) == {"another publisher": 1}


def test_nothing_is_published_where_a_scenario_is_told(sample: Path, items: list[Item]) -> None:
    told = json.loads((sample / "truth.json").read_text("utf-8"))["scenarios"]
    lines = {str(item["address"]).split(",")[0] for item in told}
    doors = {f"{row['street']} {row['house_number']}" for row in values(items, "permit")}
    assert lines
    assert not doors & lines


def test_everything_is_published_before_the_delivery(items: list[Item]) -> None:
    days = [row["published_on"] for row in values(items, "announcement")]
    assert all(isinstance(day, date) and day < AS_OF for day in days)


@pytest.mark.parametrize(("count", "positions"), [(1, []), (PAGE, []), (PAGE + 1, [PAGE + 1])])
def test_pages_name_the_next_one_where_there_is_more(count: int, positions: list[int]) -> None:
    made = list(pages([Notice(f"gmb-2026-{n}", "2026-09-01", "Titel", "x") for n in range(count)]))
    found = [p for p in positions if f"<sru:nextRecordPosition>{p}<" in made[0]]
    assert found == positions
    assert "nextRecordPosition" not in made[-1]
