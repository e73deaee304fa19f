"""Intake: every record has one fate, every row one key, and no name reaches a run."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from random import Random

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors import find
from connectors.delivery import Delivery, Ignored, Item, Note, Quarantined, Row, Used
from engine.errors import RunError, SettingsError, SourceChanged, SourceUnavailable
from engine.progress import silent
from engine.register import intake, reading, storing
from engine.register.judging import AFTER_AS_OF, CONFLICT, SUPERSEDED, judge
from engine.register.pseudonyms import PATTERN
from engine.register.report import TableCounts
from engine.register.staging import Stage
from engine.register.vault import Vault
from engine.tables import TABLES
from tests.engine.register.taken import (
    DAY,
    PSEUDONYMS,
    SETTINGS,
    Taken,
    permits,
    sources_file,
    take,
    used,
)

NAME = "Wilhelmina Verzonnen"
TWO_SOURCES = (
    'municipality: "1884"\nsources:\n'
    "  - {id: one, connector: made_up, path: a.csv, delivered_on: 2026-10-31}\n"
    "  - {id: two, connector: made_up, path: a.csv, delivered_on: 2026-10-31, optional: true}\n"
)


def _no_name_anywhere(taken: Taken, *words: str) -> bool:
    """True when no text of any table holds one of these words."""
    tables = taken.con.execute(
        "SELECT table_name FROM information_schema.tables ORDER BY 1"
    ).fetchall()
    content = "".join(
        str(taken.con.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in tables
    )
    return not any(word.lower() in content.lower() for word in words)


def test_every_table_exists_also_without_sources(tmp_path: Path) -> None:
    with take(tmp_path, [], text='municipality: "1884"\nsources: []\n') as taken:
        for table in TABLES.values():
            found = taken.con.execute(f"SELECT * FROM {table.name}").description
            assert [column[0] for column in found] == [c.name for c in table.stored()]
        assert taken.reports == ()


def test_row_knows_where_it_comes_from(tmp_path: Path) -> None:
    with take(tmp_path, [used("permit", 7, permit_id="Z1")]) as taken:
        columns = ("source", "record_id", "record_key", "line", "delivered_on")
        expected = ("vth", "Z1", "vth:permit:Z1", 7, date(2026, 10, 31))
        assert taken.rows("permit", *columns) == [expected]


def test_source_table_has_every_table_that_a_source_can_fill(tmp_path: Path) -> None:
    text = TWO_SOURCES.replace(", optional: true", ", register: EIGEN, privacy_check: PT-1")
    with take(tmp_path, permits("Z1"), "permit", "measure", text=text) as taken:
        columns = ("source", "table_name", "register", "privacy_check", "rows")
        assert taken.rows("source_table", *columns) == [
            ("one", "measure", "VTH", None, 0),
            ("one", "permit", "VTH", None, 1),
            ("two", "measure", "EIGEN", "PT-1", 0),
            ("two", "permit", "EIGEN", "PT-1", 1),
        ]


def test_equal_ids_of_two_sources_are_two_rows(tmp_path: Path) -> None:
    with take(tmp_path, permits("Z1"), text=TWO_SOURCES) as taken:
        assert taken.rows("permit", "record_key") == [("one:permit:Z1",), ("two:permit:Z1",)]


# Keys


def test_equal_rows_collapse_to_the_first_line(tmp_path: Path) -> None:
    items = [used("permit", 9, "b.csv", permit_id="Z1", use="storage")]
    items += [used("permit", n, permit_id="Z1", use="storage") for n in (5, 3)]
    with take(tmp_path, items) as taken:
        assert taken.rows("permit", "permit_id", "line") == [("Z1", 3)]
        assert taken.report.tables["permit"].collapsed == 2
        assert taken.report.records["a.csv"].used == 2


def test_unequal_rows_with_one_key_all_go_to_quarantine(tmp_path: Path) -> None:
    items = [
        used("permit", 2, permit_id="Z1", capacity=1),
        used("permit", 3, permit_id="Z1", capacity=2),
        used("permit", 4, permit_id="Z1", capacity=2),
        used("permit", 5, permit_id="Z2"),
    ]
    with take(tmp_path, items) as taken:
        assert taken.rows("permit", "permit_id") == [("Z2",)]
        quarantined = taken.rows("quarantine", "line", "record_id", "reason")
        assert quarantined == [(2, "Z1", CONFLICT), (3, "Z1", CONFLICT)]
        assert taken.report.records["a.csv"].quarantined == 2
        assert taken.report.tables["permit"].collapsed == 1


@pytest.mark.parametrize("turned", [False, True])
def test_second_place_of_one_permit_is_numbered_by_place(tmp_path: Path, turned: bool) -> None:
    items = [
        used("permit", 2, permit_id="Z1", postcode="2371AB", house_number="9"),
        used("permit", 3, permit_id="Z1", postcode="2371AB", house_number="10"),
        used("permit", 4, permit_id="Z1", postcode="2371AB", house_number="10"),
    ]
    with take(tmp_path, items[::-1] if turned else items) as taken:
        columns = ("record_id", "record_key", "permit_id", "line")
        assert taken.rows("permit", *columns) == [
            ("Z1", "vth:permit:Z1", "Z1", 3),
            ("Z1#2", "vth:permit:Z1#2", "Z1", 2),
        ]
        places = taken.rows("place_input", "record_key", "house_number")
        assert places == [("vth:permit:Z1", "10"), ("vth:permit:Z1#2", "9")]


def test_second_place_with_other_facts_is_no_second_place(tmp_path: Path) -> None:
    items = [
        used("permit", 2, permit_id="Z1", house_number="9", status="granted"),
        used("permit", 3, permit_id="Z1", house_number="10", status="refused"),
    ]
    with take(tmp_path, items) as taken:
        assert taken.rows("permit", "permit_id") == []
        assert len(taken.rows("quarantine", "line")) == 2


def test_key_of_several_columns_is_joined_and_dates_are_iso(tmp_path: Path) -> None:
    row = {"object_id": "1884010000000001", "counted_on": date(2026, 1, 2)}
    with take(tmp_path, [used("occupancy", **row)]) as taken:
        expected = TABLES["occupancy"].record_id(dict(row))
        assert taken.rows("occupancy", "record_id") == [(expected,)]
        assert expected == "1884010000000001/2026-01-02"


def test_counts_of_two_addresses_without_ids_do_not_meet(tmp_path: Path) -> None:
    day = date(2026, 1, 2)
    items = [
        used("occupancy", n, counted_on=day, postcode="2371AB", house_number=str(n), arrivals_12m=n)
        for n in (2, 3)
    ]
    with take(tmp_path, items) as taken:
        ids = taken.rows("occupancy", "record_id")
        assert ids == [("2371AB 2/2026-01-02",), ("2371AB 3/2026-01-02",)]


def test_partial_dates_are_part_of_the_key(tmp_path: Path) -> None:
    party = {"enterprise_id": "12345678", "party_kvk": "87654321", "role": "director"}
    items = [
        used("officer", n, **party, started_on_partial=year)
        for n, year in ((2, "1976"), (3, "1980"))
    ]
    with take(tmp_path, items) as taken:
        assert [row[0] for row in taken.rows("officer", "record_id")] == [
            "12345678/87654321/director/1976",
            "12345678/87654321/director/1980",
        ]


# Versions of one object


def _company(version: date | None, employees: int, line: int = 2) -> Used:
    row = Row("enterprise", {"enterprise_id": "12345678", "employees": employees}, version=version)
    return Used("a.csv", line, (row,))


def test_newest_version_not_after_the_day_counts(tmp_path: Path) -> None:
    items = [
        _company(date(2026, 11, 1), 2),
        _company(date(2026, 11, 2), 3),
        _company(date(2026, 10, 1), 1),
    ]
    with take(tmp_path, items) as taken:
        assert taken.rows("enterprise", "employees") == [(2,)]
        assert taken.report.tables["enterprise"].ignored == {AFTER_AS_OF: 1, SUPERSEDED: 1}
        assert taken.report.records["a.csv"].ignored == {AFTER_AS_OF: 1, SUPERSEDED: 1}


def test_two_newest_versions_of_one_day_that_differ_are_a_conflict(tmp_path: Path) -> None:
    newest = date(2026, 10, 31)
    items = [_company(newest, 2), _company(newest, 3), _company(date(2026, 1, 1), 1)]
    with take(tmp_path, items) as taken:
        assert taken.rows("enterprise", "employees") == []
        assert taken.report.tables["enterprise"].quarantined == 2
        assert taken.report.tables["enterprise"].ignored == {SUPERSEDED: 1}


def test_undated_version_beside_a_dated_one_is_a_conflict(tmp_path: Path) -> None:
    with take(tmp_path, [_company(None, 1), _company(date(2026, 1, 1), 2)]) as taken:
        assert taken.report.tables["enterprise"].quarantined == 2


def test_event_dates_a_version_that_has_no_date_of_its_own(tmp_path: Path) -> None:
    items = [
        used("insolvency", n, case_id="F.1", declared_on=date(2026, n, 1), kind="bankruptcy")
        for n in (2, 4, 3)
    ]
    with take(tmp_path, items) as taken:
        assert taken.rows("insolvency", "declared_on") == [(date(2026, 4, 1),)]


# Time


@pytest.mark.parametrize(
    ("day", "rows"),
    [(date(2026, 11, 1), 1), (date(2026, 11, 2), 0)],
    ids=["the day", "the day after"],
)
def test_fact_after_the_day_does_not_exist(tmp_path: Path, day: date, rows: int) -> None:
    with take(tmp_path, [used("report", report_id="M1", reported_on=day)]) as taken:
        assert len(taken.rows("report", "report_id")) == rows
        assert taken.report.reasons.total() == 1 - rows
        assert taken.rows("quarantine", "line") == []


def test_decision_after_the_day_is_not_known_and_nor_is_its_status(tmp_path: Path) -> None:
    values = {
        "permit_id": "Z1",
        "status": "granted",
        "requested_on": date(2026, 10, 1),
        "decided_on": date(2026, 11, 2),
        "valid_until": date(2030, 1, 1),
    }
    with take(tmp_path, [used("permit", **values)]) as taken:
        columns = ("status", "requested_on", "decided_on", "valid_until")
        known = (None, date(2026, 10, 1), None, date(2030, 1, 1))
        assert taken.rows("permit", *columns) == [known]


def test_status_of_a_decision_on_the_day_is_known(tmp_path: Path) -> None:
    row = used("permit", permit_id="Z1", status="granted", decided_on=date(2026, 11, 1))
    with take(tmp_path, [row]) as taken:
        assert taken.rows("permit", "status") == [("granted",)]


@pytest.mark.parametrize(
    ("partial", "rows"),
    [("2026", 1), ("2026-11", 1), ("2026-12", 0), ("2027", 0)],
)
def test_partial_event_counts_unless_it_is_surely_later(
    tmp_path: Path, partial: str, rows: int
) -> None:
    row = used("branch", branch_id="1" * 12, enterprise_id="12345678", started_on_partial=partial)
    with take(tmp_path, [row]) as taken:
        assert taken.rows("branch", "started_on", "started_on_partial") == [(None, partial)] * rows


def test_end_after_the_day_is_not_known_also_when_partial(tmp_path: Path) -> None:
    row = used("enterprise", enterprise_id="12345678", ended_on_partial="2027", end_kind="merger")
    with take(tmp_path, [row]) as taken:
        assert taken.rows("enterprise", "ended_on_partial", "end_kind") == [(None, None)]


# Rows that cannot be used


@pytest.mark.parametrize(
    ("table", "values", "reason"),
    [
        ("permit", {"capacity": 1}, "column permit_id is required and empty"),
        ("permit", {"permit_id": " \t\u00a0"}, "column permit_id is required and empty"),
        ("measure", {"measure_id": "1"}, "column decided_on is required and empty"),
        ("permit", {"permit_id": "1", "kind": "bouw"}, "column kind: a word that is not listed"),
        ("permit", {"permit_id": "1", "capacity": "12"}, "column capacity: no int value"),
        ("permit", {"permit_id": "1", "capacity": True}, "column capacity: no int value"),
        ("permit", {"permit_id": "1", "capacity": 2**63}, "column capacity: no int value"),
        ("permit", {"permit_id": 1}, "column permit_id: no text value"),
        ("permit", {"permit_id": "1", "floor_area_m2": "9"}, "column floor_area_m2: no real value"),
        ("permit", {"permit_id": "1", "bibob_hook": 1}, "column bibob_hook: no bool value"),
        (
            "permit",
            {"permit_id": "1", "decided_on": datetime(2026, 1, 1)},
            "column decided_on: no date value",
        ),
        (
            "address_unit",
            {"object_id": "1", "use_purposes": "woonfunctie"},
            "column use_purposes: no list value",
        ),
        (
            "parcel",
            {"parcel_id": "1", "geometry": "POINT (1 1)"},
            "column geometry: no geometry value",
        ),
        (
            "enterprise",
            {"enterprise_id": "1", "started_on_partial": "1976-13"},
            "column started_on_partial: not YYYY or YYYY-MM",
        ),
        ("declared_address", {"expires_on": date(2026, 1, 1)}, "the key (object_id) is empty"),
    ],
)
def test_row_that_cannot_be_read_goes_to_quarantine_and_the_rest_is_used(
    tmp_path: Path, table: str, values: dict[str, object], reason: str
) -> None:
    items = [used(table, 3, **values), *permits("Z9")]
    with take(tmp_path, items) as taken:
        assert taken.rows("quarantine", "source", "file", "line", "reason") == [
            ("vth", "a.csv", 3, reason)
        ]
        assert taken.rows("permit", "permit_id") == [("Z9",)]
        assert taken.report.quarantined == {reason: 1}
        assert taken.report.records["a.csv"].as_json() == {
            "read": 2, "used": 1, "quarantined": 1, "ignored": {},
        }  # fmt: skip


def test_odd_but_good_values_are_kept(tmp_path: Path) -> None:
    row = used("permit", permit_id="Z\ud800\x00", floor_area_m2=12, use=" ", capacity=None)
    other = used("permit", 3, permit_id="Z2", floor_area_m2=float("nan"))
    with take(tmp_path, [row, other]) as taken:
        assert taken.rows("permit", "permit_id", "floor_area_m2", "use") == [
            ("Z2", None, None),
            ("Z?\x00", 12.0, None),
        ]


def test_kinds_of_text_numbers_and_lists_are_read_as_what_they_are(tmp_path: Path) -> None:
    class Word(StrEnum):
        STORAGE = "storage"

    row = used("permit", permit_id="Z1", use=Word.STORAGE, floor_area_m2=Fahrenheit(3))
    unit = used("address_unit", 3, object_id=Word.STORAGE, use_purposes=("a", Word.STORAGE))
    with take(tmp_path, [row, unit]) as taken:
        assert taken.rows("permit", "use", "floor_area_m2") == [("storage", 3.0)]
        assert taken.rows("address_unit", "use_purposes") == [(["a", "storage"],)]


class Fahrenheit(float):
    """A number that is not plainly a float."""


def test_quarantine_keeps_the_content_of_a_refused_row(tmp_path: Path) -> None:
    row = used(
        "permit", permit_id="Z1", kind="bouw", decided_on=date(2026, 1, 2), applicant_name=NAME
    )
    with take(tmp_path, [row]) as taken:
        (raw,) = taken.con.execute("SELECT raw FROM quarantine").fetchall()[0]
        content = json.loads(raw)
        assert PATTERN.fullmatch(content.pop("applicant_id"))
        assert content == {"decided_on": "2026-01-02", "kind": "bouw", "permit_id": "Z1"}


def test_refused_record_of_a_connector_is_kept_with_pseudonyms_for_people(tmp_path: Path) -> None:
    items = [
        Quarantined("a.csv", 4, "Z1", "kind: no such word", {"kind": "x"}, {"AANVRAGER": NAME}),
        Quarantined("a.csv", 5, None, "too many cells", None),
    ]
    with take(tmp_path, items) as taken:
        first, second = taken.con.execute("SELECT raw FROM quarantine ORDER BY line").fetchall()
        assert second == (None,)
        content = json.loads(first[0])
        assert content["kind"] == "x"
        assert PATTERN.fullmatch(content["AANVRAGER"])
        assert _no_name_anywhere(taken, "Wilhelmina", "Verzonnen")


# People and companies


def test_company_is_its_number_and_person_a_pseudonym_per_record(tmp_path: Path) -> None:
    items = [
        used("permit", 2, permit_id="Z1", applicant_kvk="12345678", applicant_name="Zaak bv"),
        used("permit", 3, permit_id="Z2", applicant_name=NAME),
        used("permit", 4, permit_id="Z3", applicant_name=NAME.upper()),
        used("permit", 5, permit_id="Z4"),
    ]
    with take(tmp_path, items) as taken:
        (company, first, second, nobody) = [
            r[1] for r in taken.rows("permit", "permit_id", "applicant_id")
        ]
        assert (company, nobody) == ("12345678", None)
        assert first == PSEUDONYMS.from_name(NAME, scope="vth:permit:Z2:applicant")
        assert first != second


def test_reference_of_a_source_joins_its_records_and_roles(tmp_path: Path) -> None:
    items = [
        used("licence", 2, licence_id="L1", holder_id="R77", operator_name=NAME),
        used("licence", 3, licence_id="L2", operator_id=" R77"),
        used("licence", 4, licence_id="L3", holder_id="R77", holder_kvk="12345678"),
    ]
    with take(tmp_path, items) as taken:
        rows = taken.rows("licence", "licence_id", "holder_id", "operator_id")
        assert rows[0][1] == rows[1][2] == PSEUDONYMS.from_reference("R77", source="vth")
        assert rows[2][1] == "12345678"
        assert rows[0][2] != rows[0][1]


def test_number_that_is_no_kvk_number_is_counted_and_never_stored(tmp_path: Path) -> None:
    items = [
        used("permit", 2, permit_id="Z1", applicant_kvk="1234567"),
        used("permit", 3, permit_id="Z2", applicant_kvk="1234567x", applicant_name=NAME),
    ]
    with take(tmp_path, items) as taken:
        first, second = [row[1] for row in taken.rows("permit", "permit_id", "applicant_id")]
        assert first is None
        assert PATTERN.fullmatch(str(second))
        assert taken.report.notes == {"kvk number is not 8 digits": {"permit.applicant_kvk": 2}}


def test_officer_says_who_the_party_is(tmp_path: Path) -> None:
    common = {"enterprise_id": "12345678", "role": "director", "started_on": date(2020, 1, 1)}
    items = [
        used("officer", 2, **common, party_kvk="87654321"),
        used("officer", 3, **common, party_name=NAME),
        used("officer", 4, **common, party_name="Foreign Ltd", party_kind="legal"),
    ]
    with take(tmp_path, items) as taken:
        rows = taken.rows("officer", "line", "party_kind", "party_enterprise_id", "party_id")
        assert [row[1:3] for row in rows] == [
            ("legal", "87654321"),
            ("natural", None),
            ("legal", None),
        ]
        assert len({row[3] for row in rows}) == 3


def test_names_of_a_sole_trader_go_to_the_vault(tmp_path: Path) -> None:
    values = {
        "enterprise_id": "12345678",
        "legal_form": "sole_trader",
        "statutory_name": NAME,
        "trade_names": [NAME, "Klusbedrijf Verzonnen"],
    }
    row = Row("enterprise", values, frozenset({"statutory_name", "trade_names"}))
    public = used("enterprise", 3, enterprise_id="87654321", statutory_name="Openbaar bv")
    with Vault(tmp_path / "vault.sqlite", bytes(32)) as vault:
        with take(tmp_path, [Used("a.csv", 2, (row,)), public], vault=vault) as taken:
            names = taken.rows("enterprise", "statutory_name", "trade_names")
            assert names == [("Openbaar bv", None), (None, None)]
            assert _no_name_anywhere(taken, "Wilhelmina", "Verzonnen")
        assert vault.count() == 3


def test_only_names_of_rows_in_the_register_are_kept_and_only_once(tmp_path: Path) -> None:
    items = [
        used("permit", 2, permit_id="Z1", applicant_name=NAME),
        used("permit", 3, permit_id="Z1", applicant_name=NAME),
        used("permit", 4, permit_id="Z2", kind="bouw", applicant_name="Geweigerd"),
        used("permit", 5, permit_id="Z3", requested_on=date(2027, 1, 1), applicant_name="Later"),
    ]
    with Vault(tmp_path / "vault.sqlite", bytes(32)) as vault:
        for _ in range(2):
            with take(tmp_path, items, vault=vault):
                assert vault.count() == 1


# Accounting


def test_report_counts_records_rows_and_reasons(tmp_path: Path) -> None:
    items: list[Item] = [
        *permits("Z1", "Z1"),
        Used("b.csv", 1),
        Ignored("a.csv", "other municipality", 3),
        Quarantined("b.csv", 2, None, "short row"),
        used("report", 9, report_id="M1", reported_on=date(2027, 1, 1)),
        Note("status/PND/in gebruik", 2),
        Note("status/PND/in gebruik", 3),
        Note("status", "seen"),
        Note("stand", "2026-10-30"),
        Note("stand", "2026-10-31"),
    ]
    with take(tmp_path, items) as taken:
        found = taken.report.as_json()
        assert found["records"] == {
            "a.csv": {
                "read": 6, "used": 2, "quarantined": 0,
                "ignored": {"after as_of": 1, "other municipality": 3},
            },
            "b.csv": {"read": 2, "used": 1, "quarantined": 1, "ignored": {}},
        }  # fmt: skip
        assert found["ignored"] == {"after as_of": 1, "other municipality": 3}
        assert found["notes"] == {
            "stand": "2026-10-31",
            "status": {"": "seen", "PND": {"in gebruik": 5}},
        }
        assert found["status"] == "used"
        (file,) = found["files"] if isinstance(found["files"], list) else []
        assert isinstance(file, dict)
        assert (file["name"], file["read"], file["used"]) == ("a.csv", 6, 2)


ROWS = st.fixed_dictionaries(
    {"permit_id": st.sampled_from(["Z1", "Z2", "Z3", ""])},
    optional={
        "capacity": st.sampled_from([1, 2, "x"]),
        "kind": st.sampled_from(["building", "bouw"]),
        "decided_on": st.sampled_from([date(2026, 1, 1), date(2027, 1, 1)]),
        "house_number": st.sampled_from(["1", "2"]),
    },
)
RECORDS = st.one_of(
    st.builds(
        lambda line, rows: Used("a.csv", line, tuple(Row("permit", row) for row in rows)),
        st.integers(1, 9),
        st.lists(ROWS, max_size=3),
    ),
    st.builds(lambda n: Ignored("a.csv", "left out", n), st.integers(1, 3)),
    st.builds(lambda n: Quarantined("a.csv", n, None, "refused"), st.integers(1, 9)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(RECORDS, max_size=12))
def test_no_record_and_no_row_is_ever_lost(tmp_path: Path, items: list[Item]) -> None:
    rows = sum(len(item.rows) for item in items if isinstance(item, Used))
    records = sum(item.count if isinstance(item, Ignored) else 1 for item in items)
    with take(tmp_path, items) as taken:
        counts = taken.report.records.get("a.csv")
        assert (0 if counts is None else counts.told) == records
        table = taken.report.tables.get("permit", TableCounts())
        assert table.told == table.delivered == rows
        assert len(taken.rows("permit", "record_id")) == table.kept
        assert len(set(taken.rows("permit", "record_id"))) == table.kept
        own = len([item for item in items if isinstance(item, Quarantined)])
        assert len(taken.rows("quarantine", "line")) == table.quarantined + own


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(ROWS, max_size=8), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(
    tmp_path: Path, rows: list[dict[str, object]], random: Random
) -> None:
    items = [used("permit", line, **row) for line, row in enumerate(rows)]
    turned = items.copy()
    random.shuffle(turned)
    columns = [column.name for column in TABLES["permit"].stored()]
    with take(tmp_path, items) as one, take(tmp_path, turned) as other:
        assert one.rows("permit", *columns) == other.rows("permit", *columns)
        assert one.rows("quarantine", "line", "raw") == other.rows("quarantine", "line", "raw")


def test_delivery_larger_than_a_chunk_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CHUNK_ROWS", 3)
    items: list[Item] = [*permits(*(f"Z{n}" for n in range(10)))]
    items += [Quarantined("a.csv", n, None, "refused") for n in range(7)]
    with take(tmp_path, items) as taken:
        assert len(taken.rows("permit", "permit_id")) == 10
        assert len(taken.rows("quarantine", "line")) == 7


def test_lost_row_stops_the_run_with_its_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(con: DuckDBPyConnection, stage: Stage, *, as_of: date) -> str:
        judged = judge(con, stage, as_of=as_of)
        con.execute(f"DELETE FROM {judged} WHERE record_id = 'Z2'")
        return judged

    monkeypatch.setattr(storing, "judge", losing)
    with (
        pytest.raises(RunError, match="source vth, table permit: 2 rows delivered, but 1 kept"),
        take(tmp_path, permits("Z1", "Z2")),
    ):
        pass


def test_lost_record_stops_the_run_with_its_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def miscounting(*_: object, **__: object) -> reading.Taken:
        return reading.Taken(read=Counter({"a.csv": 5}), used=Counter({"a.csv": 4}))

    monkeypatch.setattr(intake, "read", miscounting)
    with (
        pytest.raises(RunError, match=r"source vth, a\.csv: 5 records read, but 4 used"),
        take(tmp_path, []),
    ):
        pass


# Broken deliveries


def _breaks_off(delivery: Delivery) -> Iterator[Item]:
    yield from permits("Z1")
    yield Quarantined("a.csv", 3, None, "refused")
    if delivery.source != "one":
        raise SourceChanged(delivery.source, "the file ends in the middle", file="a.csv", line=4)


def test_delivery_that_breaks_off_stops_the_run(tmp_path: Path) -> None:
    with (
        pytest.raises(SourceChanged, match=r"source vth: a\.csv:4: the file ends"),
        take(tmp_path, _breaks_off),
    ):
        pass


def test_optional_delivery_that_breaks_off_leaves_nothing_and_is_told(tmp_path: Path) -> None:
    with Vault(tmp_path / "vault.sqlite", bytes(32)) as vault:
        with take(tmp_path, _breaks_off, "permit", text=TWO_SOURCES, vault=vault) as taken:
            assert taken.rows("permit", "source") == [("one",)]
            assert taken.rows("quarantine", "source") == [("one",)]
            assert taken.rows("source_table", "source") == [("one",)]
            assert taken.rows("place_input", "record_key") == [("one:permit:Z1",)]
            second = taken.reports[1].as_json()
            assert second["status"] == "unreadable"
            assert second["problem"] == "source two: a.csv:4: the file ends in the middle"
            assert second["tables"] == second["records"] == {}
        assert vault.count() == 0


def test_optional_delivery_that_is_missing_is_told(tmp_path: Path) -> None:
    text = TWO_SOURCES.replace(
        "path: a.csv, delivered_on: 2026-10-31, optional", "path: gone, optional"
    )
    with take(tmp_path, permits("Z1"), text=text) as taken:
        assert taken.reports[1].status == "unreadable"
        assert "no file matches" in str(taken.reports[1].problem)


def test_missing_delivery_stops_the_run(tmp_path: Path) -> None:
    text = TWO_SOURCES.replace("path: a.csv", "path: gone")
    with pytest.raises(SourceUnavailable), take(tmp_path, [], text=text):
        pass


def test_source_with_only_later_deliveries_is_told_and_fills_no_table(tmp_path: Path) -> None:
    with take(tmp_path, permits("Z1"), "permit", as_of=date(2026, 1, 1)) as taken:
        assert taken.rows("permit", "permit_id") == []
        assert taken.rows("source_table", "source") == []
        assert taken.report.as_json()["status"] == "no delivery"


def test_connector_that_gives_an_unknown_column_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(RunError, match=r"source vth: .*\['bsn'\].*permit"),
        take(tmp_path, [used("permit", permit_id="Z1", bsn="1")]),
    ):
        pass


@pytest.mark.parametrize("table", ["location", "nothing", "measure"])
def test_connector_that_fills_a_table_it_may_not_is_named(tmp_path: Path, table: str) -> None:
    with (
        pytest.raises(RunError, match=f"source vth: .*{table}.*it may fill: permit"),
        take(tmp_path, [used(table)], "permit"),
    ):
        pass


def test_unknown_connector_is_an_error_with_its_line(tmp_path: Path) -> None:
    sources = sources_file(tmp_path)
    with duckdb.connect() as con:
        given = intake.Intake(con, sources, find, DAY, SETTINGS, PSEUDONYMS, None, silent)
        with pytest.raises(SettingsError, match=r"sources\.yaml:3: unknown connector 'made_up'"):
            intake.take_in(given)
