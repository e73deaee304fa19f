"""FRD-07: permitted workplaces where nobody works."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

HIT, NO_HIT, UNKNOWN = Outcome.HIT, Outcome.NO_HIT, Outcome.UNKNOWN

KVK = "90000001"


def permit(world: World, decided: str | None = "2024-01-01", **values: Any) -> None:
    row: dict[str, Any] = {"status": "granted", "use": "business", "capacity": 10} | values
    world.add("permit", permit_id="Z1", kind="other", decided_on=decided, **row)


def test_permitted_workplaces_without_staff_hit(world: World) -> None:
    world.place()
    permit(world)
    world.business(KVK, "2025-06-01", employees=0)
    (hit,) = world.hits("FRD-07")
    assert hit["outcome"] == "HIT"
    assert hit["newest"] == date(2026, 6, 1)
    assert hit["evidence"] == ["test:branch:000090000001", "test:permit:Z1"]


@pytest.mark.parametrize(
    ("decided", "started", "ended", "expected"),
    [
        pytest.param("2025-11-01", "2020-01-01", None, HIT, id="permit a year ago"),
        pytest.param("2025-11-02", "2020-01-01", None, NO_HIT, id="permit since less"),
        pytest.param("2020-01-01", "2025-11-01", None, HIT, id="there for a year"),
        pytest.param("2020-01-01", "2025-11-02", None, NO_HIT, id="there for less"),
        pytest.param("2020-01-01", "2020-01-01", "2025-11-01", HIT, id="staff long gone"),
        pytest.param("2020-01-01", "2020-01-01", "2025-11-02", NO_HIT, id="staff just gone"),
        pytest.param(None, "2020-01-01", None, UNKNOWN, id="permit without a day"),
        pytest.param("2020-01-01", None, None, UNKNOWN, id="start not known"),
    ],
)
def test_nobody_works_there_for_a_year(
    world: World, decided: str | None, started: str | None, ended: str | None, expected: Outcome
) -> None:
    world.place()
    permit(world, decided)
    world.business(KVK, started, employees=0)
    if ended:
        world.business("90000002", "2010-01-01", ended=ended, employees=4)
    assert world.outcome("FRD-07") is expected


def test_staff_that_left_on_an_unknown_day_leaves_it_open(world: World) -> None:
    world.place()
    permit(world)
    world.business(KVK, "2020-01-01", employees=0)
    world.business("90000002", "2010-01-01", ended_on_partial="2026", employees=4)
    assert world.outcome("FRD-07") is UNKNOWN


@pytest.mark.parametrize(
    ("staff", "expected"),
    [((0, 0), HIT), ((0, 1), NO_HIT), ((0, None), UNKNOWN), ((2, None), NO_HIT)],
)
def test_persons_of_all_businesses_count(
    world: World, staff: tuple[int, int | None], expected: Outcome
) -> None:
    world.place()
    permit(world)
    for number, persons in enumerate(staff, start=1):
        world.business(f"9000000{number}", "2020-01-01", employees=persons)
    assert world.outcome("FRD-07") is expected


def test_company_of_two_sources_has_its_staff_once(world: World) -> None:
    world.place()
    permit(world)
    world.business(KVK, "2020-01-01", enterprise={"employees": 3})
    world.add("enterprise", location=None, enterprise_id=KVK, employees=3)
    assert world.facts("FRD-07")["persons"] == 3


def test_staff_of_a_shielded_branch_works_there_too(world: World) -> None:
    world.place()
    permit(world)
    world.business(KVK, "2020-01-01", employees=0)
    world.business("90000002", "2020-01-01", employees=3, shielded=True)
    assert world.outcome("FRD-07") is NO_HIT


@pytest.mark.parametrize("shielded", [None, True], ids=["nobody", "a shielded branch"])
def test_location_without_a_visible_business_is_not_judged(
    world: World, shielded: bool | None
) -> None:
    world.place()
    permit(world)
    if shielded:
        world.business(KVK, "2020-01-01", employees=0, shielded=True)
    assert world.outcome("FRD-07") is NO_HIT


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"capacity": None}, UNKNOWN, id="capacity not delivered"),
        pytest.param({"capacity": 9}, NO_HIT, id="nine workplaces"),
        pytest.param({"use": "lodging"}, NO_HIT, id="beds"),
        pytest.param({"status": "refused"}, NO_HIT, id="refused"),
        pytest.param({"valid_until": "2026-10-31"}, NO_HIT, id="ended yesterday"),
        pytest.param({"valid_until": "2026-11-01"}, HIT, id="ends today"),
    ],
)
def test_permit_must_be_in_force_and_about_workplaces(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    permit(world, **values)
    world.business(KVK, "2020-01-01", employees=0)
    assert world.outcome("FRD-07") is expected
