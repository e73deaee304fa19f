"""Samples that may not be copied into this repository, read where they lie beside it."""

from connectors.delivery import Note
from tests import shared
from tests.connectors.deliver import quarantined, read, rows

SHARED = shared.DATA / "kvk"

pytestmark = shared.needs(SHARED)


def test_every_answer_of_the_samples_is_read() -> None:
    files = sorted((SHARED / "api").rglob("*.json"))
    items = read(files, id="kvk", connector="kvk_api", delivered_on="2026-10-31")
    counted = sum(getattr(item, "count", 1) for item in items if not isinstance(item, Note))
    assert counted == len(files) == 21
    assert [bad.record_id for bad in quarantined(items)] == ["12345678"]
    numbers = sorted(str(row.values["enterprise_id"]) for row in rows(items, "enterprise"))
    assert numbers == ["12345678", "68750110", "69599084", "90000749", "90006623"]
    assert len(rows(items, "branch")) == 8


def test_links_of_a_list_give_the_main_branch_of_a_bv() -> None:
    file = SHARED / "api" / "basisprofiel_68750110_bv_links.json"
    items = read(file, id="kvk", connector="kvk_api", delivered_on="2026-10-31")
    (branch,) = rows(items, "branch")
    assert branch.values["street"] == "Hizzaarderlaan"
    assert branch.values["house_addition"] == "A"
    assert rows(items, "activity")[0].values["code"] == "01241"


def test_address_changes_with_a_byte_order_mark_give_17_branches_of_19_companies() -> None:
    file = SHARED / "csv" / "kvk_adresmutaties_2019_pseudonymised.csv"
    items = read(file, id="kvk", connector="kvk_api", delivered_on="2019-03-14")
    assert sum(not isinstance(item, Note) for item in items) == 20
    assert quarantined(items) == []
    assert len(rows(items, "branch")) == 17
    assert len(rows(items, "enterprise")) == 19
    first = rows(items, "branch")[0].values
    assert first["branch_id"] == "990000005004"
    assert first["house_number"] == "1"
    additions = [row.values.get("house_addition") for row in rows(items, "branch")]
    assert [word for word in additions if word] == ["B", "17", "g"]
