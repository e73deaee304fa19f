"""DRG-03, DRG-04, DRG-08, DRG-09 and DRG-10: sheds, shells, trades, closures and alterations."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World


def shed(world: World, area: float | None = 200.0, status: str = "Pand in gebruik") -> None:
    world.place(land_use="farmyard")
    world.add("location_member", location_id="L1", member_id="P1", member_kind="building")
    world.add("building", location=None, building_id="P1", status=status, footprint_m2=area)


def owner(world: World, kind: str | None, *, lives_here: bool | None, **more: Any) -> None:
    world.add(
        "title",
        title_id=f"T{kind}",
        holder_id="P1",
        holder_kind=kind,
        holder_lives_here=lives_here,
        **more,
    )


@pytest.mark.parametrize(
    ("area", "expected"),
    [(200.0, Outcome.HIT), (199.9, Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
    ids=["200 m2", "smaller", "unknown"],
)
def test_idle_shed_of_an_owner_elsewhere(
    world: World, area: float | None, expected: Outcome
) -> None:
    shed(world, area)
    owner(world, "legal", lives_here=None)
    assert world.outcome("DRG-03") is expected


@pytest.mark.parametrize(
    ("kind", "lives_here", "expected"),
    [
        pytest.param("natural", False, Outcome.HIT, id="person elsewhere"),
        pytest.param("natural", True, Outcome.NO_HIT, id="person here"),
        pytest.param("natural", None, Outcome.UNKNOWN, id="person, home unknown"),
        pytest.param(None, None, Outcome.UNKNOWN, id="kind unknown"),
    ],
)
def test_where_the_owner_lives_decides(
    world: World, kind: str | None, lives_here: bool | None, expected: Outcome
) -> None:
    shed(world)
    owner(world, kind, lives_here=lives_here)
    assert world.outcome("DRG-03") is expected


def test_shed_without_any_title_is_unknown(world: World) -> None:
    shed(world)
    assert world.outcome("DRG-03") is Outcome.UNKNOWN


def test_one_holder_who_lives_here_is_enough(world: World) -> None:
    shed(world)
    owner(world, "natural", lives_here=True)
    owner(world, "legal", lives_here=None)
    assert world.outcome("DRG-03") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("ended", "expected"),
    [("2025-11-01", Outcome.HIT), ("2025-11-02", Outcome.NO_HIT), (None, Outcome.NO_HIT)],
    ids=["a year ago", "less than a year", "still active"],
)
def test_business_of_the_last_year_makes_it_used(
    world: World, ended: str | None, expected: Outcome
) -> None:
    shed(world)
    owner(world, "legal", lives_here=None)
    world.business("90000001", "2000-01-01", ended=ended)
    assert world.outcome("DRG-03") is expected


def test_business_that_ended_in_an_unknown_month_is_unknown(world: World) -> None:
    shed(world)
    owner(world, "legal", lives_here=None)
    world.business("90000001", "2000-01-01", ended_on_partial="2026")
    assert world.outcome("DRG-03") is Outcome.UNKNOWN


def test_shielded_business_makes_it_used_and_is_not_cited(world: World) -> None:
    shed(world)
    owner(world, "legal", lives_here=None)
    world.business("90000001", "2000-01-01", shielded=True)
    assert world.outcome("DRG-03") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Verblijfsobject buiten gebruik", Outcome.HIT),
        ("Verblijfsobject in gebruik", Outcome.NO_HIT),
    ],
)
def test_unit_in_use_makes_a_building_used(world: World, status: str, expected: Outcome) -> None:
    shed(world)
    owner(world, "legal", lives_here=None)
    world.add("address_unit", location=None, object_id="UL1", status=status)
    world.add("unit_building", location=None, object_id="UL1", building_id="P1")
    assert world.outcome("DRG-03") is expected


def test_evidence_stays_with_the_large_building(world: World) -> None:
    shed(world)
    owner(world, "legal", lives_here=None)
    world.add("location_member", location_id="L1", member_id="P2", member_kind="building")
    world.add(
        "building", location=None, building_id="P2", status="Pand in gebruik", footprint_m2=30
    )
    facts = world.facts("DRG-03")
    assert facts["members"] == ["P1"]
    assert facts["evidence"] == ["test:building:P1", "test:title:Tlegal"]


def test_demolished_shed_is_not_idle(world: World) -> None:
    shed(world, status="Pand gesloopt")
    owner(world, "legal", lives_here=None)
    assert world.outcome("DRG-03") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("started", "expected"),
    [("2026-05-02", Outcome.HIT), ("2026-05-01", Outcome.NO_HIT)],
    ids=["first day inside", "window start is exclusive"],
)
def test_entity_is_young_for_six_months(world: World, started: str, expected: Outcome) -> None:
    world.place(land_use="farmyard")
    world.business("90000001", started, sbi="46901", employees=0)
    assert world.outcome("DRG-04") is expected


@pytest.mark.parametrize(
    ("sbi", "version", "expected"),
    [
        ("82999", "2008", Outcome.HIT),
        ("82990", "2025", Outcome.HIT),
        ("82999", "2025", Outcome.NO_HIT),
        ("62010", "2025", Outcome.NO_HIT),
    ],
)
def test_code_is_compared_within_its_own_version(
    world: World, sbi: str, version: str, expected: Outcome
) -> None:
    world.place(land_use="farmyard")
    world.business("90000001", "2026-08-01", sbi=sbi, version=version, employees=0)
    assert world.outcome("DRG-04") is expected


@pytest.mark.parametrize(
    ("persons", "expected"),
    [(0, Outcome.HIT), (1, Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
    ids=["none", "one", "unknown"],
)
def test_shell_has_nobody_working(world: World, persons: int | None, expected: Outcome) -> None:
    world.place(land_use="greenhouse")
    world.business("90000001", "2026-08-01", sbi="52109", enterprise={"employees": persons})
    assert world.outcome("DRG-04") is expected


def test_young_branch_of_an_old_entity_is_no_shell(world: World) -> None:
    world.place(land_use="farmyard")
    world.business(
        "90000001", "2026-08-01", sbi="52109", employees=0, enterprise={"started_on": "2001-01-01"}
    )
    assert world.outcome("DRG-04") is Outcome.NO_HIT


def trader(world: World, started: str | None = "2026-01-01", **unit: Any) -> None:
    world.place(land_use="farmyard")
    values = {"use_purposes": ["overige gebruiksfunctie"]} | unit
    world.add("address_unit", location=None, object_id="UL1", **values)
    world.business("90000001", started, sbi="46850")


@pytest.mark.parametrize(
    ("started", "expected"),
    [("2026-09-05", Outcome.HIT), ("2026-09-06", Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
    ids=["57 days", "eight weeks", "unknown"],
)
def test_chemical_trade_needs_a_notification_within_eight_weeks(
    world: World, started: str | None, expected: Outcome
) -> None:
    trader(world, started)
    assert world.outcome("DRG-08") is expected


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("environment_notification", {"notified_on": "2026-01-01"}),
        (
            "permit",
            {
                "kind": "environment_notification",
                "status": "notified",
                "requested_on": "2026-01-01",
            },
        ),
        ("permit", {"kind": "environment", "status": "granted", "decided_on": "2025-01-02"}),
    ],
    ids=["environment service", "case system", "environment permit within the lead time"],
)
def test_every_route_of_a_notification_counts(
    world: World, table: str, values: dict[str, Any]
) -> None:
    trader(world)
    world.add(table, **values)
    assert world.outcome("DRG-08") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("environment_notification", {"notified_on": "2025-01-01"}),
        ("permit", {"kind": "environment", "status": "refused", "decided_on": "2026-01-01"}),
        ("permit", {"kind": "building", "status": "granted", "decided_on": "2026-01-01"}),
    ],
    ids=["a year before the start", "refused", "another kind"],
)
def test_what_does_not_cover_a_trade(world: World, table: str, values: dict[str, Any]) -> None:
    trader(world)
    world.add(table, **values)
    assert world.outcome("DRG-08") is Outcome.HIT


@pytest.mark.parametrize(
    ("purposes", "expected"),
    [(["industriefunctie"], Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
    ids=["industrial", "unknown"],
)
def test_industrial_object_needs_no_signal(
    world: World, purposes: list[str] | None, expected: Outcome
) -> None:
    trader(world, use_purposes=purposes)
    assert world.outcome("DRG-08") is expected


def closure(world: World, decided: str, reopened: str | None, **more: Any) -> None:
    values = {"kind": "closure_13b"} | more
    world.add("measure", measure_id="M1", decided_on=decided, reopened_on=reopened, **values)


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        pytest.param("2026-02-01", Outcome.HIT, id="day of reopening"),
        pytest.param("2026-08-02", Outcome.HIT, id="182 days later"),
        pytest.param("2026-08-03", Outcome.NO_HIT, id="183 days later"),
        pytest.param("2026-01-31", Outcome.NO_HIT, id="before reopening"),
    ],
)
def test_registration_soon_after_reopening(world: World, started: str, expected: Outcome) -> None:
    world.place()
    closure(world, "2025-08-01", "2026-02-01")
    world.business("90000001", started)
    assert world.outcome("DRG-09") is expected


@pytest.mark.parametrize(
    ("decided", "expected"),
    [("2021-11-02", Outcome.HIT), ("2021-11-01", Outcome.NO_HIT)],
    ids=["inside five years", "window start is exclusive"],
)
def test_closure_of_five_years_counts(world: World, decided: str, expected: Outcome) -> None:
    world.place()
    closure(world, decided, "2022-02-01")
    world.business("90000001", "2022-03-01")
    assert world.outcome("DRG-09") is expected


def test_end_of_the_measure_stands_in_for_reopening(world: World) -> None:
    world.place()
    closure(world, "2025-08-01", None, ended_on="2026-02-01")
    world.business("90000001", "2026-03-01")
    assert world.outcome("DRG-09") is Outcome.HIT


def test_reopening_without_a_date_is_unknown(world: World) -> None:
    world.place()
    closure(world, "2025-08-01", None)
    world.business("90000001", "2026-03-01")
    assert world.outcome("DRG-09") is Outcome.UNKNOWN


def test_business_of_before_the_closure_is_not_new(world: World) -> None:
    world.place()
    closure(world, "2025-08-01", "2026-02-01")
    world.business("90000001", "2000-01-01", cluster="same")
    world.business("90000002", "2026-03-01", cluster="same")
    assert world.outcome("DRG-09") is Outcome.NO_HIT


def test_warning_is_no_closure(world: World) -> None:
    world.place()
    closure(world, "2025-08-01", "2026-02-01", kind="warning")
    world.business("90000001", "2026-03-01")
    assert world.outcome("DRG-09") is Outcome.NO_HIT


def change(world: World, number: int, **values: Any) -> None:
    row: dict[str, Any] = {"kind": "shed", "seen_on": "2026-08-01", "area_m2": 20.0}
    world.add("topography_change", change_id=f"C{number}", **(row | values))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({}, Outcome.HIT, id="20 m2"),
        pytest.param({"area_m2": 19.9}, Outcome.NO_HIT, id="smaller"),
        pytest.param({"area_m2": None}, Outcome.UNKNOWN, id="area unknown"),
        pytest.param({"seen_on": "2026-05-02"}, Outcome.HIT, id="first day inside"),
        pytest.param({"seen_on": "2026-05-01"}, Outcome.NO_HIT, id="window start is exclusive"),
    ],
)
def test_change_without_a_permit(world: World, values: dict[str, Any], expected: Outcome) -> None:
    world.place()
    change(world, 1, **values)
    assert world.outcome("DRG-10") is expected


@pytest.mark.parametrize(("count", "expected"), [(1, Outcome.NO_HIT), (2, Outcome.HIT)])
def test_two_containers_hit(world: World, count: int, expected: Outcome) -> None:
    world.place()
    for number in range(count):
        change(world, number, kind="Container", area_m2=None)
    assert world.outcome("DRG-10") is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-01-30", Outcome.NO_HIT), ("2026-01-29", Outcome.HIT)],
    ids=["within six months before", "longer before"],
)
def test_permit_before_the_change_covers_it(world: World, day: str, expected: Outcome) -> None:
    world.place()
    change(world, 1)
    world.add("permit", kind="building", status="granted", decided_on=day)
    assert world.outcome("DRG-10") is expected


def test_newest_of_a_closure_is_the_registration(world: World) -> None:
    world.place()
    closure(world, "2025-08-01", "2026-02-01")
    world.business("90000001", "2026-03-01")
    assert world.facts("DRG-09")["newest"] == date(2026, 3, 1)
