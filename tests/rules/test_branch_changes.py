"""MAL-04 and MAL-05: sections of the SBI at one object, and one branch in many boxes."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

TRADES = ("56111", "46901", "81210")
"""Catering (I), wholesale (G) and cleaning (O) in SBI 2025."""


def start(world: World, codes: tuple[str | None, ...], **values: Any) -> None:
    for index, code in enumerate(codes):
        world.business(f"9000000{index}", f"2026-0{index + 1}-01", sbi=code, **values)


def test_three_sections_at_one_object_hit(world: World) -> None:
    world.place()
    start(world, TRADES)
    (hit,) = world.hits("MAL-04")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 3, 1))
    assert hit["evidence"] == [f"test:branch:00009000000{n}" for n in range(3)]
    assert hit["member_ids"] == ["UL1"]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        pytest.param(TRADES[:2], Outcome.NO_HIT, id="two sections"),
        pytest.param(("56111", "56300", "46901", "46710"), Outcome.NO_HIT, id="two sections twice"),
        pytest.param((*TRADES[:2], None), Outcome.UNKNOWN, id="activity of the third unknown"),
        pytest.param((TRADES[0], None), Outcome.NO_HIT, id="too few whatever the other is"),
    ],
)
def test_sections_count_not_codes(
    world: World, codes: tuple[str | None, ...], expected: Outcome
) -> None:
    world.place()
    start(world, codes)
    assert world.outcome("MAL-04") is expected


def test_letters_of_two_versions_are_never_mixed(world: World) -> None:
    """Cleaning is section N in 2008 and O in 2025; so is renting out of goods."""
    world.place()
    world.business("90000001", "2026-01-01", sbi="81210", version="2025")
    world.business("90000002", "2026-02-01", sbi="8121", version="2008")
    world.business("90000003", "2026-03-01", sbi="77340", version="2025")
    facts = world.facts("MAL-04")
    assert (facts["sections"], facts["has_further_section"]) == (1, None)


def test_recoded_businesses_are_complete_in_one_version(world: World) -> None:
    world.place()
    start(world, TRADES)
    old = {"branch_id": "000090000000", "code": "56101", "version": "2008", "is_main": True}
    world.add("activity", location=None, **old)
    facts = world.facts("MAL-04")
    assert (facts["sections"], facts["has_further_section"]) == (3, False)


def test_one_concern_adds_one_section(world: World) -> None:
    world.place()
    start(world, TRADES, cluster="group")
    assert world.facts("MAL-04")["sections"] == 1


def test_side_activities_are_no_branch(world: World) -> None:
    world.place()
    start(world, TRADES)
    world.con.execute("UPDATE activity SET is_main = FALSE WHERE code = '81210'")
    assert world.facts("MAL-04")["sections"] == 2


def test_sections_of_two_objects_do_not_add_up(world: World) -> None:
    world.place()
    start(world, TRADES)
    world.con.execute("UPDATE branch SET object_id = 'U2' WHERE enterprise_id = '90000002'")
    assert world.outcome("MAL-04") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-11-02", Outcome.HIT), ("2024-11-01", Outcome.NO_HIT)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
def test_sections_count_inside_the_window(world: World, day: str, expected: Outcome) -> None:
    world.place()
    start(world, TRADES[:2])
    world.business("90000009", day, sbi=TRADES[2])
    assert world.outcome("MAL-04") is expected


def test_start_without_a_full_date_may_lie_in_the_window(world: World) -> None:
    world.place()
    start(world, TRADES[:2])
    world.business("90000009", None, sbi=TRADES[2], started_on_partial="2025")
    assert world.outcome("MAL-04") is Outcome.UNKNOWN


def test_shielded_branches_are_no_hop(world: World) -> None:
    world.place()
    start(world, TRADES, shielded=True)
    assert world.outcome("MAL-04") is Outcome.NO_HIT


def boxes(world: World, count: int = 3, purposes: tuple[str, ...] = ("industriefunctie",)) -> None:
    """A building of its own location with boxes, each a location with one unit."""
    world.place("LP", kind="building", building_ids=["P1"])
    world.con.execute("UPDATE location_member SET member_id = 'P1' WHERE location_id = 'LP'")
    for number in range(1, count + 1):
        world.place(f"L{number}", kind="unit", land_use="business")
        unit = {"object_id": f"UL{number}", "kind": "unit", "use_purposes": list(purposes)}
        world.add("address_unit", location=None, **unit)
        world.add("unit_building", location=None, object_id=f"UL{number}", building_id="P1")


def garages(world: World, codes: tuple[str, ...] = ("46710", "95311", "47810")) -> None:
    for number, code in enumerate(codes, start=1):
        world.business(f"9000000{number}", "2026-01-01", location=f"L{number}", sbi=code)


def test_three_clusters_of_one_branch_hit_at_the_building(world: World) -> None:
    boxes(world)
    garages(world)
    (hit,) = world.hits("MAL-05")
    assert (hit["location_id"], hit["outcome"]) == ("LP", "HIT")
    assert "autobranche" in str(hit["explanation"])
    assert hit["evidence"] == [
        *(f"test:address_unit:UL{n}" for n in (1, 2, 3)),
        *(f"test:branch:00009000000{n}" for n in (1, 2, 3)),
    ]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        pytest.param(("46710", "95311"), Outcome.NO_HIT, id="two clusters"),
        pytest.param(("46710", "95311", "46851"), Outcome.NO_HIT, id="two branches"),
        pytest.param(("46710", "95311", "62100"), Outcome.NO_HIT, id="one of no risk branch"),
    ],
)
def test_same_branch_is_what_counts(
    world: World, codes: tuple[str, ...], expected: Outcome
) -> None:
    boxes(world)
    garages(world, codes)
    assert world.outcome("MAL-05", "LP") is expected


def test_branch_has_codes_in_both_versions(world: World) -> None:
    boxes(world)
    garages(world, ("46710", "95311"))
    world.business("90000003", "2026-01-01", location="L3", sbi="45112", version="2008")
    assert world.outcome("MAL-05", "LP") is Outcome.HIT


@pytest.mark.parametrize(
    ("count", "purposes"),
    [(2, ("industriefunctie",)), (3, ("woonfunctie",)), (3, ("winkelfunctie", "woonfunctie"))],
    ids=["two units", "dwellings", "dwellings with a shop"],
)
def test_other_buildings_are_no_complex(
    world: World, count: int, purposes: tuple[str, ...]
) -> None:
    boxes(world, count, purposes)
    garages(world, ("46710", "95311"))
    world.business("90000003", "2026-01-01", location="L1", sbi="47810")
    assert world.outcome("MAL-05", "LP") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("land_use", "expected"),
    [("harbour", Outcome.HIT), ("farmyard", Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
)
def test_boat_shed_needs_no_numbered_boxes(
    world: World, land_use: str | None, expected: Outcome
) -> None:
    world.place(land_use=land_use)
    for number in range(3):
        world.business(f"9000000{number}", "2026-01-01", sbi="33150")
    assert world.outcome("MAL-05") is expected


@pytest.mark.parametrize(
    ("permit", "expected"),
    [
        pytest.param({"status": "granted"}, Outcome.NO_HIT, id="granted"),
        pytest.param({"status": "refused"}, Outcome.HIT, id="refused"),
        pytest.param({"status": None}, Outcome.UNKNOWN, id="status not delivered"),
        pytest.param(
            {"status": "granted", "kind": "event"}, Outcome.HIT, id="about something else"
        ),
        pytest.param(
            {"status": "granted", "valid_until": "2026-10-31"}, Outcome.HIT, id="no longer valid"
        ),
        pytest.param({"status": "granted", "location": "LP"}, Outcome.NO_HIT, id="whole building"),
    ],
)
def test_business_with_a_known_use_is_left_out(
    world: World, permit: dict[str, Any], expected: Outcome
) -> None:
    boxes(world)
    garages(world)
    world.add("permit", **{"permit_id": "W1", "kind": "storage", **permit})
    assert world.outcome("MAL-05", "LP") is expected


def test_notified_garage_is_a_known_use(world: World) -> None:
    boxes(world)
    garages(world)
    world.add("environment_notification", location="L2", notified_on="2020-01-01")
    assert world.facts("MAL-05", "LP")["clusters"] == 2
