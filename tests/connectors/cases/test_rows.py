"""From a case to rows: outcome, days and places."""

from datetime import date

import pytest

from connectors.cases.case import Case, Status, Unusable
from connectors.cases.rows import Made, Maker
from connectors.stuf.options import StufOptions
from engine.sources_file import SourceSpec

OPTIONS = StufOptions.model_validate(
    {
        "kinds": {
            "P": {"table": "permit", "kind": "building"},
            "M": {"table": "measure", "kind": "fine", "results": {"Boete": "decided"}},
            "D": {"table": "permit", "kind": "event", "dates": {"valid_until": "einddatum"}},
        },
        "results": {"Verleend": "granted", "Vervallen": "nothing"},
        "statuses": {"Nieuw": "requested", "Besluit": "decided", "Ingetrokken": "withdrawn"},
        "properties": {"m2": "floor_area_m2", "X": "x", "Y": "y", "tot": "valid_until"},
    }
)
SPEC = SourceSpec.model_validate({"id": "z", "connector": "stuf_zds", "path": "x"})
JAN, FEB, MARCH = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)


def _make(case: Case, kind: str = "P") -> Made:
    return Maker(OPTIONS, SPEC).make(case, OPTIONS.kinds[kind])


def _values(case: Case, kind: str = "P") -> dict[str, object]:
    (row,) = _make(case, kind).rows
    return dict(row.values)


@pytest.mark.parametrize(
    ("case", "status", "decided"),
    [
        pytest.param(Case("1"), None, None, id="nothing known"),
        pytest.param(Case("1", statuses=(Status("Nieuw", JAN),)), "requested", None, id="new"),
        pytest.param(
            Case("1", statuses=(Status("Nieuw", JAN), Status("Besluit", FEB))),
            None,
            FEB,
            id="decided without a result",
        ),
        pytest.param(
            Case("1", {"einddatum": MARCH}, (Status("Besluit", FEB),), "Verleend"),
            "granted",
            FEB,
            id="day of the status that decides",
        ),
        pytest.param(
            Case("1", {"einddatum": MARCH}, (), "Verleend"), "granted", MARCH, id="end of the case"
        ),
        pytest.param(Case("1", result="Verleend"), "granted", None, id="no day known"),
        pytest.param(
            Case("1", {"einddatum": MARCH}, (Status("Besluit", None),), "Verleend"),
            "granted",
            MARCH,
            id="status without a day",
        ),
        pytest.param(
            Case("1", statuses=(Status("Ingetrokken", FEB),)), "withdrawn", FEB, id="withdrawn"
        ),
        pytest.param(
            Case("1", {"einddatum": MARCH}, is_result_unknown=True), None, MARCH, id="lost result"
        ),
        pytest.param(
            Case("1", statuses=(Status("Nieuw", JAN),), is_status_unknown=True),
            None,
            None,
            id="lost status",
        ),
    ],
)
def test_outcome_of_a_case(case: Case, status: str | None, decided: date | None) -> None:
    found = _values(case)
    assert (found.get("status"), found.get("decided_on")) == (status, decided)


def test_measure_with_a_result_that_is_not_mapped_is_not_assumed() -> None:
    with pytest.raises(Unusable, match="not mapped to decided or nothing"):
        _make(Case("1", {"einddatum": MARCH}, (), "Anders"), "M")


def test_measure_without_a_day_is_refused() -> None:
    with pytest.raises(Unusable, match="decided_on: the case does not say it"):
        _make(Case("1", result="Boete"), "M")


def test_result_that_is_nothing_gives_no_row() -> None:
    made = _make(Case("1", result="Vervallen"))
    assert (made.rows, made.why) == ((), "case without a fact, by its result or status")


def test_date_of_the_mapping_fills_its_column() -> None:
    assert _values(Case("1", {"einddatum": MARCH}), "D")["valid_until"] == MARCH


@pytest.mark.parametrize(
    ("text", "expected"),
    [("20260305", MARCH), ("2026-03-05", MARCH), ("2026-03-04T23:30:00Z", MARCH)],
)
def test_date_of_a_property_is_read_in_each_form(text: str, expected: date) -> None:
    assert _values(Case("1", properties={"tot": text}))["valid_until"] == expected


def test_several_places_are_several_rows_without_repeats() -> None:
    places = ({"address_id": "b"}, {"address_id": "a"}, {"address_id": "b"})
    rows = _make(Case("1", places=places)).rows
    assert [row.values["address_id"] for row in rows] == ["a", "b"]


def test_point_by_properties_completes_one_place_and_not_several() -> None:
    said = {"X": "100000", "Y": "470000"}
    one = _values(Case("1", properties=said, places=({"street": "Dorp", "house_number": "1"},)))
    assert (one["x"], one["street"]) == (100_000.0, "Dorp")
    several = _make(Case("1", properties=said, places=({"x": 1.0}, {"x": 2.0}))).rows
    assert [row.values.get("y") for row in several] == [None, None]


def test_property_without_a_column_here_is_reported() -> None:
    case = Case("1", {"einddatum": MARCH}, (), "Boete", properties={"m2": "3", "kleur": "rood"})
    made = _make(case, "M")
    assert made.notes == {
        "properties without a column in measure/m2": 1,
        "properties not mapped/kleur": 1,
    }
