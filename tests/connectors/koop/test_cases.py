"""Notices that make one case, and those that do not."""

from pathlib import Path

import pytest

from tests.connectors.koop.answers import of_records, record, values

ASKED = "Ingekomen aanvraag omgevingsvergunning - Dorpsstraat 12, 2451 AA Leimuiden"
GRANTED = "Verleende omgevingsvergunning - Dorpsstraat 12, 2451 AA Leimuiden"
WITHDRAWN = "Ingetrokken aanvraag omgevingsvergunning - Dorpsstraat 12, 2451 AA Leimuiden"

Told = tuple[str, str]
"""Title and day of a notice; ids follow the order."""


def _cases(folder: Path, *told: Told) -> list[tuple[str, str]]:
    """Case and way of grouping of each notice, in order of its id."""
    records = [
        record(f"gmb-2026-{n}", title, day=day) for n, (title, day) in enumerate(told, start=1)
    ]
    rows = values(of_records(folder, *records), "announcement")
    found = {str(v["publication_id"]): (str(v["case_id"]), str(v["grouped_by"])) for v in rows}
    return [found[f"gmb-2026-{n}"] for n in range(1, len(told) + 1)]


def test_notices_with_one_number_are_one_case(tmp_path: Path) -> None:
    told = [(f"{ASKED} - 1884650078", "2024-05-07"), (f"{GRANTED} - 1884650078", "2026-05-30")]
    assert _cases(tmp_path, *told) == [("kb1884:1884650078", "case_number")] * 2


def test_equal_digits_of_two_families_are_two_cases(tmp_path: Path) -> None:
    told = [
        (f"{ASKED} - 650078", "2026-05-07"),
        ("Verleende omgevingsvergunning te Kaag, zaaknummer A650078", "2026-05-30"),
    ]
    assert [case for case, _ in _cases(tmp_path, *told)] == ["kb6:650078", "other:A650078"]


def test_without_number_kind_and_address_within_a_year_make_a_case(tmp_path: Path) -> None:
    found = _cases(tmp_path, (ASKED, "2025-06-01"), (GRANTED, "2026-06-01"))
    assert found == [("op:gmb-2026-1", "kind_and_address")] * 2


def test_more_than_a_year_apart_are_two_cases(tmp_path: Path) -> None:
    found = _cases(tmp_path, (ASKED, "2025-06-01"), (GRANTED, "2026-06-02"))
    assert found == [("op:gmb-2026-1", "alone"), ("op:gmb-2026-2", "alone")]


def test_another_address_is_another_case(tmp_path: Path) -> None:
    other = GRANTED.replace("Dorpsstraat 12", "Dorpsstraat 12a")
    assert {how for _, how in _cases(tmp_path, (ASKED, "2026-06-01"), (other, "2026-06-02"))} == {
        "alone"
    }


@pytest.mark.parametrize("closing", [WITHDRAWN, GRANTED], ids=["withdrawn", "granted"])
def test_new_application_after_the_end_is_a_second_case(closing: str, tmp_path: Path) -> None:
    told = [(ASKED, "2026-01-05"), (closing, "2026-02-05"), (ASKED, "2026-03-05")]
    assert _cases(tmp_path, *told) == [
        ("op:gmb-2026-1", "kind_and_address"),
        ("op:gmb-2026-1", "kind_and_address"),
        ("op:gmb-2026-3", "alone"),
    ]


def test_notice_without_number_joins_the_only_numbered_case_that_fits(tmp_path: Path) -> None:
    told = [(f"{ASKED} - 1884650078", "2026-05-07"), (GRANTED, "2026-05-30")]
    assert _cases(tmp_path, *told) == [
        ("kb1884:1884650078", "case_number"),
        ("kb1884:1884650078", "kind_and_address"),
    ]


def test_notice_that_fits_two_numbered_cases_is_alone(tmp_path: Path) -> None:
    told = [
        (f"{ASKED} - 1884650078", "2026-05-07"),
        (f"{ASKED} - 1884650079", "2026-05-08"),
        (GRANTED, "2026-05-30"),
    ]
    assert _cases(tmp_path, *told)[2] == ("op:gmb-2026-3", "alone")


def test_rectification_belongs_to_the_case_it_names_and_has_its_status(tmp_path: Path) -> None:
    told = [(GRANTED, "2026-05-07"), ("Rectificatie van gmb-2026-1", "2026-05-09")]
    assert _cases(tmp_path, *told)[1] == ("op:gmb-2026-1", "rectification")
    records = [record(f"gmb-2026-{n}", t, day=d) for n, (t, d) in enumerate(told, start=1)]
    items = of_records(tmp_path, *records)
    row = next(v for v in values(items, "announcement") if v["publication_id"] == "gmb-2026-2")
    assert (row["status"], row["corrects_id"]) == ("granted", "gmb-2026-1")
    assert [v["status"] for v in values(items, "permit")] == ["granted"]


def test_rectification_of_what_is_not_delivered_has_no_status(tmp_path: Path) -> None:
    items = of_records(tmp_path, record("gmb-2026-2", "Rectificatie van gmb-2026-1"))
    (row,) = values(items, "announcement")
    assert row["corrects_id"] == "gmb-2026-1"
    assert "status" not in row


def test_one_number_of_two_publishers_is_two_cases(tmp_path: Path) -> None:
    title = f"{GRANTED}, zaaknummer 4711"
    records = [
        record("gmb-2026-1", title, creator="Hier"),
        record("gmb-2026-2", title, creator="Daar"),
    ]
    items = of_records(tmp_path, *records, options={})
    assert {v["permit_id"] for v in values(items, "permit")} == {
        "gemeente Hier/other:4711",
        "gemeente Daar/other:4711",
    }


def test_permit_has_the_days_of_its_notices(tmp_path: Path) -> None:
    told = [(f"{ASKED} - 1884650078", "2026-05-07"), (f"{GRANTED} - 1884650078", "2026-05-30")]
    records = [record(f"gmb-2026-{n}", t, day=d) for n, (t, d) in enumerate(told, start=1)]
    (permit,) = values(of_records(tmp_path, *records), "permit")
    days = {name: str(permit[name]) for name in ("requested_on", "decided_on")}
    assert days == {"requested_on": "2026-05-07", "decided_on": "2026-05-30"}


def test_day_that_the_text_states_goes_before_the_day_of_publication(tmp_path: Path) -> None:
    stated = record(title=GRANTED, abstract="Verzonden naar aanvrager op: 28 augustus 2026")
    (permit,) = values(of_records(tmp_path, stated), "permit")
    assert str(permit["decided_on"]) == "2026-08-28"


def test_notice_of_after_as_of_does_not_change_the_case(tmp_path: Path) -> None:
    told = [(f"{ASKED} - 1884650078", "2026-10-07"), (f"{GRANTED} - 1884650078", "2026-11-02")]
    records = [record(f"gmb-2026-{n}", t, day=d) for n, (t, d) in enumerate(told, start=1)]
    (permit,) = values(of_records(tmp_path, *records), "permit")
    assert permit["status"] == "requested"
