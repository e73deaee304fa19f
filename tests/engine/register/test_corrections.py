"""Corrections from casework: applied where row, column and value fit, otherwise counted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.decisions import Decision
from engine.register import corrections
from engine.tables import TABLES
from tests.engine.register.taken import DAY, Taken, take, used


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Taken]:
    items = [
        used("permit", 2, permit_id="Z:1", capacity=4, applicant_kvk="12345678", postcode="2371AB"),
        used("permit", 3, permit_id="Z2", capacity=5),
    ]
    with take(tmp_path, items) as taken:
        yield taken


def _correction(subject: str, value: str | None, day: int = 1) -> Decision:
    return Decision("correction", decided_on=date(2026, 10, day), subject=subject, value=value)


def _apply(taken: Taken, *decisions: Decision) -> corrections.Applied:
    return corrections.apply(taken.con, decisions, as_of=DAY)


@pytest.mark.parametrize(
    ("column", "value", "stored"),
    [
        ("capacity", "7", 7),
        ("floor_area_m2", "12.5", 12.5),
        ("decided_on", "2026-11-01", date(2026, 11, 1)),
        ("valid_until", "2030-01-01", date(2030, 1, 1)),
        ("kind", "storage", "storage"),
        ("bibob_hook", "true", True),
        ("capacity", None, None),
        ("applicant_id", "P" + "0" * 20, "P" + "0" * 20),
        ("applicant_id", "87654321", "87654321"),
    ],
)
def test_value_of_the_right_type_replaces_the_delivered_one(
    taken: Taken, column: str, value: str | None, stored: object
) -> None:
    assert _apply(taken, _correction(f"permit:Z:1:{column}", value)).applied == 1
    assert taken.con.execute(f"SELECT {column} FROM permit WHERE permit_id = 'Z:1'").fetchall() == [
        (stored,)
    ]


def test_other_rows_stay_as_they_are(taken: Taken) -> None:
    _apply(taken, _correction("permit:Z:1:capacity", "7"))
    assert taken.rows("permit", "permit_id", "capacity") == [("Z2", 5), ("Z:1", 7)]


def test_latest_decision_wins_whatever_the_order(taken: Taken) -> None:
    decisions = [_correction("permit:Z2:capacity", str(day), day) for day in (9, 3, 11)]
    assert _apply(taken, *decisions).applied == 3
    assert taken.rows("permit", "capacity") == [(4,), (11,)]


def test_corrected_place_stands_instead_of_what_was_delivered(taken: Taken) -> None:
    assert _apply(taken, _correction("permit:Z:1:object_id", "1884010000000001")).applied == 1
    assert taken.rows("place_input", "record_key", "object_id", "postcode") == [
        ("vth:permit:Z2", None, None),
        ("vth:permit:Z:1", "1884010000000001", None),
    ]


@pytest.mark.parametrize(
    ("subject", "value", "reason"),
    [
        ("permit:Z9:capacity", "7", "no such row"),
        ("permit:Z9:object_id", "1884010000000001", "no such row"),
        ("permit:Z2:object_id", "7", "no BAG id of 16 digits"),
        ("permit:Z2:nothing", "7", "no such column"),
        ("permit:Z2:source", "x", "no such column"),
        ("permit:Z2:place_match", "id", "no such column"),
        ("permits:Z2:capacity", "7", "no such table"),
        ("location:L1:land_use", "office", "no such table"),
        ("permit:Z2:permit_id", "Z3", "this column cannot be corrected"),
        ("enterprise:1:statutory_name", "A. Verzonnen", "this column cannot be corrected"),
        ("permit:Z2:capacity", "veel", "no int value"),
        ("permit:Z2:floor_area_m2", "nan", "no real value"),
        ("permit:Z2:bibob_hook", "ja", "no bool value"),
        ("permit:Z2:decided_on", "1-11-2026", "no date value"),
        ("permit:Z2:decided_on", "2026-11-02", "the date lies after as_of"),
        ("permit:Z2:kind", "bouw", "a word that is not listed"),
        ("permit:Z2:applicant_id", "A. Verzonnen", "a party is a pseudonym or a KVK number"),
        ("permit:Z2", "7", "subject is not table:record_id:column"),
        ("", "7", "subject is not table:record_id:column"),
    ],
)
def test_correction_that_does_not_fit_changes_nothing_and_is_told(
    taken: Taken, subject: str, value: str, reason: str
) -> None:
    before = taken.con.execute("SELECT * FROM permit ORDER BY permit_id").fetchall()
    result = _apply(taken, _correction(subject, value))
    assert (result.applied, result.not_applied) == (0, {f"correction: {reason}": 1})
    assert taken.con.execute("SELECT * FROM permit ORDER BY permit_id").fetchall() == before


@pytest.mark.parametrize(
    ("subject", "value", "reason"),
    [
        ("permit:Z9:capacity", "7", None),
        ("permit:Z9:capacity", None, None),
        ("permit:Z9:object_id", "1884010000000001", None),
        ("permit:Z9:capacity", "veel", "no int value"),
        ("report:M1:reported_on", None, "this column cannot be empty"),
        ("permit:Z2:permit_id", "Z3", "this column cannot be corrected"),
    ],
)
def test_what_would_never_apply_is_told_without_a_register(
    subject: str, value: str | None, reason: str | None
) -> None:
    assert corrections.refusal(subject, value, as_of=DAY) == reason


@pytest.mark.parametrize("table", sorted(TABLES))
def test_column_that_can_be_corrected_is_never_refused_for_itself(table: str) -> None:
    named = corrections.correctable(table)
    for column in (*(c.name for c in TABLES[table].columns), "object_id", "address_id"):
        told = corrections.refusal(f"{table}:x:{column}", "?", as_of=DAY)
        barred = {"this column cannot be corrected", "no such column", "no such table"}
        assert (told in barred) is (column not in named), column


def test_no_such_table_has_nothing_to_correct() -> None:
    assert (corrections.correctable("location"), corrections.correctable("x")) == ((), ())


def test_decisions_about_other_things_are_passed_over(taken: Taken) -> None:
    decisions = [Decision(kind) for kind in ("same", "different", "listed", "judged", "snoozed")]
    result = _apply(taken, *decisions)
    assert (result.applied, result.not_applied) == (0, {})
