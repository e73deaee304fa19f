"""BRN-06: supply shops with a closed door, which only a case looks at."""

from datetime import date
from typing import Any

import pytest

from tests.rules.world import World


def closed_door(world: World, number: int, day: str, outcome: str | None = "no_access") -> None:
    world.add("inspection", inspection_id=f"C{number}", held_on=day, outcome=outcome)


def supplier(world: World, **values: Any) -> str:
    return world.business("90000001", "2025-01-01", **{"sbi": "47761"} | values)


def test_two_closed_doors_at_a_supply_shop(world: World) -> None:
    world.place(land_use="shop")
    branch = supplier(world)
    closed_door(world, 1, "2026-03-01")
    closed_door(world, 2, "2026-05-01")
    facts = world.facts("BRN-06")
    assert (facts["supply_clusters"], facts["observations"]) == (1, 2)
    assert facts["newest"] == date(2026, 5, 1)
    assert facts["evidence"] == [branch, "test:inspection:C1", "test:inspection:C2"]


@pytest.mark.parametrize(
    ("values", "clusters"),
    [
        pytest.param({"sbi": "62100", "shop_name": "De Groene Growshop"}, 1, id="shop name"),
        pytest.param(
            {"sbi": "62100", "enterprise": {"trade_names": ["X", "Hydro Y"]}}, 1, id="trade name"
        ),
        pytest.param(
            {"sbi": "62100", "enterprise": {"statutory_name": "HYDRO B.V."}}, 1, id="statutory name"
        ),
        pytest.param({"sbi": "62100", "shop_name": "Groei"}, 0, id="neither"),
        pytest.param({"ended": "2026-06-01"}, 0, id="ended"),
        pytest.param({"shielded": True}, 0, id="shielded"),
    ],
)
def test_what_makes_a_supply_shop(world: World, values: dict[str, Any], clusters: int) -> None:
    world.place(land_use="shop")
    supplier(world, **values)
    closed_door(world, 1, "2026-03-01")
    assert world.facts("BRN-06")["supply_clusters"] == clusters


@pytest.mark.parametrize(
    ("day", "outcome", "observations", "at_most"),
    [
        pytest.param("2024-11-02", "no_access", 2, 2, id="first day inside"),
        pytest.param("2024-11-01", "no_access", 1, 1, id="window start is exclusive"),
        pytest.param("2026-03-01", "no_access", 1, 1, id="twice on one day"),
        pytest.param("2026-05-01", "clean", 1, 1, id="somebody was there"),
        pytest.param("2026-05-01", None, 1, 2, id="outcome unknown"),
    ],
)
def test_which_visits_count(
    world: World, day: str, outcome: str | None, observations: int, at_most: int
) -> None:
    world.place(land_use="shop")
    world.business("90000001", "2020-01-01", sbi="4776", version="2008")
    closed_door(world, 1, "2026-03-01")
    closed_door(world, 2, day, outcome)
    facts = world.facts("BRN-06")
    assert (facts["observations"], facts["observations_at_most"]) == (observations, at_most)


def test_closed_door_before_the_business_came_does_not_count(world: World) -> None:
    world.place(land_use="shop")
    supplier(world)
    closed_door(world, 1, "2024-12-31")
    closed_door(world, 2, "2025-01-01")
    assert world.facts("BRN-06")["observations"] == 1


def test_scan_never_judges_supply_shops(world: World) -> None:
    world.place(land_use="shop")
    supplier(world)
    closed_door(world, 1, "2026-03-01")
    closed_door(world, 2, "2026-05-01")
    assert world.hits("BRN-06") == []
