"""Exports of a real month, and a page that names employees, read where they lie beside."""

from collections import Counter

import pytest

from connectors.delivery import Item
from tests import shared
from tests.connectors.deliver import quarantined, rows
from tests.connectors.koop.answers import HERE, notes, read, values

SHARED = shared.DATA / "permits" / "koop"
MONTH = SHARED / "kaag-en-braassem-2024-05.subset.json"
OLDER = SHARED / "kaag-en-braassem-2024-05.olderformat.subset.json"

pytestmark = shared.needs(SHARED)


def _once(items: list[Item]) -> dict[str, dict[str, object]]:
    """Announcements by id; several addresses of one are several rows."""
    return {str(row["publication_id"]): row for row in values(items, "announcement")}


def _doors(items: list[Item], number: str, table: str = "announcement") -> list[str]:
    key = "permit_id" if table == "permit" else "publication_id"
    found = [row for row in values(items, table) if row[key] == number]
    return [f"{r['street']} {r['house_number']}{r.get('house_letter', '')}" for r in found]


def test_statuses_of_the_54_records_are_those_of_the_reference() -> None:
    found = Counter(
        str(row.get("status_flag") or row.get("status"))
        for row in _once(read(MONTH, **HERE)).values()
    )
    assert found == {
        "granted": 16,
        "application": 12,
        "notified": 5,
        "not_processed": 3,
        "withdrawn": 2,
        "permit_free": 1,
        "term_moved": 1,
        "draft": 1,
        "None": 13,
    }


def test_case_numbers_of_the_54_records_are_of_three_families() -> None:
    families = Counter(
        str(row["case_id"]).split(":")[0] for row in _once(read(MONTH, **HERE)).values()
    )
    assert families == {"kb1884": 20 + 1, "kb6": 10, "kbw": 6, "op": 18 - 1}


def test_every_record_of_both_forms_is_a_row() -> None:
    items = read(MONTH, OLDER, **HERE)
    assert len(_once(items)) == 54 + 11
    assert quarantined(items) == []


def test_texts_that_disagree_leave_the_status_unknown() -> None:
    row = _once(read(OLDER, **HERE))["gmb-2024-237431"]
    assert "status" not in row
    assert row["status_text"] == "ingetrokken aanvraag | verlenging beslistermijn"
    assert notes(read(OLDER, **HERE))["status unknown/title and second text differ"] == 1


@pytest.mark.parametrize(
    ("number", "doors"),
    [
        ("gmb-2024-205185", ["Ripselaan 16", "Ripselaan 18"]),
        ("gmb-2024-209972", ["Groenewoudskade 11", "Groenewoudskade 11a"]),
        ("gmb-2024-223255", ["Dorpsstraat 53", "Dorpsstraat 53a"]),
    ],
)
def test_notices_with_two_addresses_give_both(number: str, doors: list[str]) -> None:
    assert _doors(read(MONTH, **HERE), number) == doors


def test_two_addresses_of_one_permit_have_one_key() -> None:
    assert _doors(read(MONTH, **HERE), "kb1884:1884650806", "permit") == [
        "Ripselaan 16",
        "Ripselaan 18",
    ]


def test_parcel_is_kept_and_an_address_beside_it_is_no_place() -> None:
    row = _once(read(MONTH, **HERE))["gmb-2024-199545"]
    assert row["parcels"] == ["AKM01 D 3985"]
    assert "street" not in row


def test_water_board_records_have_their_own_authority_and_family() -> None:
    found = _once(read(OLDER, **HERE))
    boards = {number: row for number, row in found.items() if number.startswith("wsb-")}
    assert {row["authority"] for row in boards.values()} == {"waterschap"}
    assert {row["case_id"] for row in boards.values()} == {"wsb:2023-023251", "wsb:2024-009494"}


def test_typing_error_in_the_title_does_not_hide_the_permit() -> None:
    row = _once(read(MONTH, **HERE))["gmb-2024-208603"]
    assert (row["status"], row["kind"]) == ("granted", "permit_decision")


def test_request_and_decision_of_two_exports_are_one_case() -> None:
    items = read(MONTH, OLDER, **HERE)
    (permit,) = [r for r in values(items, "permit") if r["permit_id"] == "kb1884:1884650078"]
    assert (permit["status"], permit["kind"]) == ("granted", "other")
    assert str(permit["requested_on"]) < str(permit["decided_on"])


def test_housing_of_migrant_workers_has_its_kind() -> None:
    items = read(MONTH, **HERE)
    (permit,) = [r for r in values(items, "permit") if r["permit_id"] == "kb1884:1884617822"]
    assert (permit["kind"], permit["status"]) == ("housing_migrants", "requested")


def test_page_of_2017_is_read_and_its_employees_are_not() -> None:
    items = read(SHARED / "gmb-2017-100007.html")
    (row,) = rows(items, "announcement")
    assert row.values["street"] == "Heeckerensstraat"
    assert row.values["rubric"] == "beschikkingen | afhandeling"
    assert "49 76" not in str(items)
    assert "@" not in str(items)
