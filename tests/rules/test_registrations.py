"""GEN-01 to GEN-04: what businesses do at a location, and what is unknown about it."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World


def start(world: World, days: list[str], **values: Any) -> None:
    for index, day in enumerate(days):
        world.business(f"9000000{index}", day, **values)


@pytest.mark.parametrize(
    ("day", "clusters"),
    [
        pytest.param("2024-11-02", 1, id="first day inside the window"),
        pytest.param("2024-11-01", 0, id="window start is exclusive"),
        pytest.param("2026-11-01", 1, id="the run's own day counts"),
    ],
)
def test_starts_count_inside_the_half_open_window(world: World, day: str, clusters: int) -> None:
    world.place(land_use="dwelling")
    start(world, [day])
    assert world.facts("GEN-01")["clusters"] == clusters


def test_one_family_is_one_cluster(world: World) -> None:
    world.place(land_use="dwelling")
    start(world, ["2026-01-01"] * 5, cluster="family")
    assert world.facts("GEN-01")["clusters"] == 1
    assert world.outcome("GEN-01") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("count", "expected"), [(3, Outcome.NO_HIT), (4, Outcome.HIT)], ids=["three", "four"]
)
def test_four_clusters_at_a_farmyard_hit(world: World, count: int, expected: Outcome) -> None:
    world.place(land_use="farmyard")
    start(world, ["2026-01-01"] * count)
    assert world.outcome("GEN-01") is expected


def test_evidence_names_branches_and_newest_start(world: World) -> None:
    world.place(land_use="dwelling")
    start(world, ["2026-03-01", "2026-01-01", "2026-02-01", "2025-01-01"])
    (hit,) = world.hits("GEN-01")
    assert hit["evidence"] == [f"test:branch:00009000000{n}" for n in range(4)]
    assert hit["newest"] == date(2026, 3, 1)
    assert hit["member_ids"] == ["UL1"]
    assert hit["points"] == 3


def test_shielded_addresses_never_count(world: World) -> None:
    world.place(land_use="dwelling")
    start(world, ["2026-01-01"] * 4, shielded=True)
    assert world.outcome("GEN-01") is Outcome.NO_HIT


def test_dropped_enterprises_do_not_count(world: World) -> None:
    world.place(land_use="dwelling")
    start(world, ["2026-01-01"] * 4)
    world.con.execute("DELETE FROM enterprise_cluster")
    assert world.outcome("GEN-01") is Outcome.NO_HIT


def test_start_with_only_a_year_in_the_window_is_unknown_when_it_decides(world: World) -> None:
    world.place(land_use="dwelling")
    start(world, ["2026-01-01"] * 3)
    world.business("90000009", None, started_on_partial="2025")
    assert world.outcome("GEN-01") is Outcome.UNKNOWN


@pytest.mark.parametrize("partial", ["1976", "2023-12"])
def test_start_with_only_an_old_year_is_no_start(world: World, partial: str) -> None:
    world.place(land_use="dwelling")
    start(world, ["2026-01-01"] * 3)
    world.business("90000009", None, started_on_partial=partial)
    assert world.outcome("GEN-01") is Outcome.NO_HIT


def test_unknown_land_use_matters_only_from_four_clusters(world: World) -> None:
    world.place(land_use=None)
    start(world, ["2026-01-01"] * 3)
    assert world.outcome("GEN-01") is Outcome.NO_HIT
    world.business("90000009", "2026-01-01")
    assert world.outcome("GEN-01") is Outcome.UNKNOWN


def test_office_needs_eight_and_more_than_three_times_the_median(world: World) -> None:
    for number in range(3):
        world.place(f"L{number}", land_use="office")
        world.business(f"8000000{number}", "2026-01-01", location=f"L{number}")
    start(world, ["2026-01-01"] * 7, location="L1")
    facts = world.facts("GEN-01")
    assert (facts["clusters"], facts["median_same_use"]) == (8, 1)
    assert world.outcome("GEN-01") is Outcome.HIT


def test_median_leaves_out_other_uses_and_locations_without_starts(world: World) -> None:
    world.place("L1", land_use="office")
    world.place("L2", land_use="office")
    world.place("L3", land_use="shop")
    start(world, ["2026-01-01"] * 3, location="L1")
    world.business("80000001", "2026-01-01", location="L3")
    assert world.facts("GEN-01")["median_same_use"] == 3


def test_two_sources_of_one_branch_count_once(world: World) -> None:
    world.place(land_use="dwelling")
    start(world, ["2026-01-01"] * 3)
    world.con.execute(
        "INSERT INTO branch BY NAME"
        " SELECT * REPLACE ('other' AS source, 'other:' || branch_id AS record_key) FROM branch"
    )
    assert world.facts("GEN-01")["clusters"] == 3


def churn(world: World, spells: list[tuple[str, str | None]]) -> None:
    for index, (first, last) in enumerate(spells):
        world.business(f"9000000{index}", first, ended=last)


def test_six_mutations_with_short_lives_hit(world: World) -> None:
    world.place()
    churn(
        world,
        [("2025-01-01", "2025-06-01"), ("2025-06-01", "2025-12-01"), ("2026-01-01", "2026-06-01")],
    )
    facts = world.facts("GEN-02")
    assert (facts["mutations"], facts["ended_clusters"]) == (6, 3)
    assert world.outcome("GEN-02") is Outcome.HIT


def test_five_mutations_are_too_few(world: World) -> None:
    world.place()
    churn(world, [("2025-01-01", "2025-06-01"), ("2025-06-01", "2025-12-01"), ("2026-01-01", None)])
    assert world.outcome("GEN-02") is Outcome.NO_HIT


def test_life_of_exactly_a_year_is_not_below_twelve_months(world: World) -> None:
    world.place()
    churn(world, [("2025-01-01", "2026-01-01")] * 3)
    assert world.facts("GEN-02")["median_life_months"] == 12
    assert world.outcome("GEN-02") is Outcome.NO_HIT


def test_starters_alone_are_no_churn(world: World) -> None:
    world.place()
    churn(world, [("2026-01-01", None)] * 6)
    assert world.outcome("GEN-02") is Outcome.NO_HIT


def test_end_of_the_enterprise_ends_its_branch(world: World) -> None:
    world.place()
    world.business("90000001", "2026-01-01", enterprise={"ended_on": "2026-03-01"})
    assert world.facts("GEN-02")["ended_clusters"] == 1


def test_lives_without_a_start_date_are_unknown(world: World) -> None:
    world.place()
    for number in range(6):
        world.business(f"9000000{number}", None, ended="2026-01-01", started_on_partial="1999")
    assert world.outcome("GEN-02") is Outcome.UNKNOWN


def withdraw(world: World, since: str | None, status: str = "Verblijfsobject ingetrokken") -> None:
    world.add("address_unit", location=None, object_id="UL1", status=status, status_since=since)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        pytest.param("2026-09-01", Outcome.HIT, id="61 days"),
        pytest.param("2026-09-02", Outcome.NO_HIT, id="60 days"),
        pytest.param(None, Outcome.UNKNOWN, id="no date"),
    ],
)
def test_registration_on_a_withdrawn_unit(
    world: World, since: str | None, expected: Outcome
) -> None:
    world.place()
    withdraw(world, since)
    world.business("90000001", "2020-01-01")
    assert world.outcome("GEN-03") is expected


def test_registration_on_an_ended_object_cites_both_registers(world: World) -> None:
    world.place()
    withdraw(world, "2026-01-01")
    world.business("90000001", "2026-05-01")
    (hit,) = world.hits("GEN-03")
    assert hit["evidence"] == ["test:address_unit:UL1", "test:branch:000090000001"]
    assert hit["newest"] == date(2026, 5, 1)


def test_one_dated_and_one_undated_change_is_unknown_below_the_threshold(world: World) -> None:
    world.place()
    withdraw(world, "2026-10-01")
    world.add(
        "building", location=None, building_id="P1", status="Pand gesloopt", status_since=None
    )
    world.add("unit_building", location=None, object_id="UL1", building_id="P1")
    world.business("90000001", "2020-01-01")
    assert world.outcome("GEN-03") is Outcome.UNKNOWN


def test_unit_with_one_standing_building_still_exists(world: World) -> None:
    world.place()
    withdraw(world, "2026-01-01", status="Verblijfsobject in gebruik")
    for building, status in (("P1", "Pand gesloopt"), ("P2", "Pand in gebruik")):
        world.add(
            "building",
            location=None,
            building_id=building,
            status=status,
            status_since="2020-01-01",
        )
        world.add("unit_building", location=None, object_id="UL1", building_id=building)
    world.business("90000001", "2020-01-01")
    assert world.outcome("GEN-03") is Outcome.NO_HIT


def test_demolished_building_without_a_unit_is_seen(world: World) -> None:
    world.place()
    world.add(
        "building",
        location=None,
        building_id="P1",
        status="Pand gesloopt",
        status_since="2026-01-01",
    )
    world.business("90000001", "2020-01-01", object_id=None, building_id="P1")
    assert world.outcome("GEN-03") is Outcome.HIT
    assert world.facts("GEN-03")["members"] == ["P1"]


def test_withdrawn_house_number_is_seen(world: World) -> None:
    world.place()
    world.add(
        "address",
        location=None,
        address_id="A1",
        status="Naamgeving ingetrokken",
        valid_from="2026-01-01",
    )
    world.business("90000001", "2020-01-01", address_id="A1")
    assert world.outcome("GEN-03") is Outcome.HIT


def test_ended_business_on_an_ended_object_is_fine(world: World) -> None:
    world.place()
    withdraw(world, "2026-01-01")
    world.business("90000001", "2020-01-01", ended="2026-01-01")
    world.business("90000002", "2020-01-01", ended=None, ended_on_partial="2026")
    assert world.outcome("GEN-03") is Outcome.NO_HIT


def test_berths_in_use_exist(world: World) -> None:
    world.place(kind="berth")
    withdraw(world, "2020-01-01", status="Plaats aangewezen")
    world.business("90000001", "2020-01-01")
    assert world.outcome("GEN-03") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(
            {"sbi": "45201", "version": "2008"}, Outcome.HIT, id="2008 code in its own cells"
        ),
        pytest.param(
            {"sbi": "95310", "version": "2025"}, Outcome.HIT, id="2025 code in its own cells"
        ),
        pytest.param(
            {"sbi": "95310", "version": "2008"}, Outcome.NO_HIT, id="2025 cell and 2008 row"
        ),
        pytest.param({"sbi": "62010", "version": "2025"}, Outcome.NO_HIT, id="in no cell"),
    ],
)
def test_main_activity_against_the_plan(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    world.place(land_use="dwelling", land_use_proof="plan")
    world.business("90000001", "2020-01-01", **values)
    assert world.outcome("GEN-04") is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-04-30", Outcome.HIT), ("2026-05-01", Outcome.NO_HIT)],
    ids=["longer than six months", "exactly six months"],
)
def test_activity_must_last_longer_than_six_months(
    world: World, day: str, expected: Outcome
) -> None:
    world.place(land_use="dwelling", land_use_proof="plan")
    world.business("90000001", day, sbi="95310")
    assert world.outcome("GEN-04") is expected


@pytest.mark.parametrize(
    ("proof", "zone", "expected"),
    [
        pytest.param("plan", "outer", Outcome.HIT, id="plan"),
        pytest.param("BAG", "built_up", Outcome.HIT, id="BAG in the village"),
        pytest.param("BAG", "outer", Outcome.UNKNOWN, id="BAG in the outer area"),
        pytest.param("BAG", None, Outcome.UNKNOWN, id="BAG, area unknown"),
        pytest.param(None, "built_up", Outcome.UNKNOWN, id="no proof"),
    ],
)
def test_bag_alone_does_not_prove_a_use_in_the_outer_area(
    world: World, proof: str | None, zone: str | None, expected: Outcome
) -> None:
    world.place(land_use=proof and "dwelling", land_use_proof=proof, zone=zone)
    world.business("90000001", "2020-01-01", sbi="95310")
    assert world.outcome("GEN-04") is expected


def test_purpose_of_the_unit_is_cited_when_bag_is_the_proof(world: World) -> None:
    world.place(land_use="dwelling", land_use_proof="BAG", zone="built_up")
    world.business("90000001", "2020-01-01", sbi="95310")
    world.add("address_unit", location=None, object_id="UL1")
    evidence = world.facts("GEN-04")["evidence"]
    assert evidence == ["test:address_unit:UL1", "test:branch:000090000001"]


def test_side_activities_are_ignored(world: World) -> None:
    world.place(land_use="dwelling", land_use_proof="plan")
    world.business("90000001", "2020-01-01", sbi="95310")
    world.con.execute("UPDATE activity SET is_main = FALSE")
    assert world.outcome("GEN-04") is Outcome.NO_HIT


def test_plan_row_is_cited_beside_the_branch(world: World) -> None:
    world.place(land_use="dwelling", land_use_proof="plan")
    world.business("90000001", "2020-01-01", sbi="95310")
    world.add("plan_function", function="wonen", record_key="test:plan_function:1")
    assert world.facts("GEN-04")["evidence"] == ["test:branch:000090000001", "test:plan_function:1"]
