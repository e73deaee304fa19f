"""VAS-07 and VAS-09: risk objects bought by one group, and sales to a related party."""

from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

FIRST, SECOND, THIRD = "99000001", "99000002", "99000003"
ANNE, BOB, CAS = (f"P{letter * 20}" for letter in "abc")


def _bought(
    world: World, location: str, buyer: str | None, signed_on: str = "2025-06-01", **more: object
) -> str:
    values: dict[str, object] = {"kind": "sale", "signed_on": signed_on, "buyer_id": buyer, **more}
    return world.add("transfer", location=location, **values)


def _director(world: World, *companies: str, party: str = ANNE) -> None:
    for kvk in companies:
        world.add(
            "officer", location=None, enterprise_id=kvk, party_id=party, role="director",
            started_on="2020-01-01",
        )  # fmt: skip


def _three(world: World) -> None:
    """A yard without a farmer, a chalet and a place with an alcohol licence, three companies."""
    for location, use in (("L1", "farmyard"), ("L2", "recreation"), ("L3", "shop")):
        world.place(location, land_use=use)
    world.add("licence", location="L3", kind="alcohol", status="in_force")
    for location, kvk in (("L1", FIRST), ("L2", SECOND), ("L3", THIRD)):
        world.business(kvk, "2024-01-01", location=None)
        _bought(world, location, kvk)
    _director(world, FIRST, SECOND, THIRD)


def test_three_risk_objects_of_one_director(world: World) -> None:
    _three(world)
    row = world.in_case("VAS-07")
    assert row["outcome"] == Outcome.HIT
    assert {key.split(":")[1] for key in row["evidence"]} == {"transfer", "licence"}  # type: ignore[attr-defined]
    assert world.in_case("VAS-07", "L3")["outcome"] == Outcome.HIT


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        pytest.param(
            "UPDATE transfer SET signed_on = DATE '2024-11-01' WHERE location_id = 'L3'",
            Outcome.NO_HIT,
            id="twenty-four months ago",
        ),
        pytest.param(
            "UPDATE transfer SET signed_on = DATE '2024-11-02' WHERE location_id = 'L3'",
            Outcome.HIT,
            id="a day less",
        ),
        pytest.param(
            "UPDATE transfer SET kind = 'inheritance' WHERE location_id = 'L3'",
            Outcome.NO_HIT,
            id="inherited",
        ),
        pytest.param(
            "UPDATE transfer SET lapsed_on = DATE '2025-07-01' WHERE location_id = 'L3'",
            Outcome.NO_HIT,
            id="lapsed",
        ),
        pytest.param("DELETE FROM licence", Outcome.NO_HIT, id="an ordinary shop"),
        pytest.param(
            "UPDATE location SET land_use = NULL WHERE location_id = 'L2'",
            Outcome.UNKNOWN,
            id="use unknown",
        ),
        pytest.param(
            "UPDATE transfer SET buyer_id = NULL WHERE location_id = 'L3'",
            Outcome.UNKNOWN,
            id="buyer unknown",
        ),
        pytest.param(
            f"UPDATE officer SET party_id = '{BOB}' WHERE enterprise_id = '99000003'",
            Outcome.NO_HIT,
            id="another director",
        ),
        pytest.param(
            "DELETE FROM officer WHERE enterprise_id = '99000003'",
            Outcome.UNKNOWN,
            id="officers unknown",
        ),
    ],
)
def test_what_counts_for_the_group(world: World, statement: str, outcome: Outcome) -> None:
    _three(world)
    world.con.execute(statement)
    assert world.in_case("VAS-07")["outcome"] == outcome


def test_yard_with_a_farmer_at_work_is_no_risk_object(world: World) -> None:
    _three(world)
    world.business("99000009", "2000-01-01", sbi="0141", version="2008")
    assert world.in_case("VAS-07", "L2")["outcome"] == Outcome.NO_HIT


def test_parcels_of_a_yard_are_one_object_and_chalets_bought_apart_are_several(
    world: World,
) -> None:
    for location, use in (("L1", "farmyard"), ("L2", "recreation"), ("L3", "recreation")):
        world.place(location, land_use=use)
    for part in range(1, 4):
        _bought(world, "L1", ANNE, f"2025-06-0{part}", parcel_id=f"P{part}")
        _bought(world, "L2", BOB, f"2025-06-0{part}", object_id=f"U{part}")
        _bought(world, "L3", CAS, object_id=f"U{part}")
    assert world.in_case("VAS-07", "L3")["outcome"] == Outcome.NO_HIT
    assert world.in_case("VAS-07")["outcome"] == Outcome.NO_HIT
    assert world.in_case("VAS-07", "L2")["outcome"] == Outcome.HIT


def _attached(world: World, **more: Any) -> None:
    """An attachment and then a sale between two companies of one director."""
    world.place()
    world.add("attachment", started_on="2025-05-01", parcel_id="P1")
    sale = {"signed_on": "2025-06-01", "seller_id": FIRST, "parcel_id": "P1"}
    _bought(world, "L1", **{"buyer": SECOND, **sale, **more})
    for kvk in (FIRST, SECOND):
        world.business(kvk, "2015-01-01", location=None)
    _director(world, FIRST, SECOND)


def test_sale_to_a_company_of_the_same_director_after_an_attachment(world: World) -> None:
    _attached(world)
    row = world.in_case("VAS-09")
    assert row["outcome"] == Outcome.HIT
    assert [key.split(":")[1] for key in row["evidence"]] == ["attachment", "transfer"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("signed", "outcome"),
    [
        pytest.param("2025-07-30", Outcome.HIT, id="ninety days"),
        pytest.param("2025-07-31", Outcome.NO_HIT, id="ninety-one days"),
        pytest.param("2025-05-01", Outcome.HIT, id="the same day"),
        pytest.param("2025-04-30", Outcome.NO_HIT, id="before the attachment"),
    ],
)
def test_days_after_the_attachment(world: World, signed: str, outcome: Outcome) -> None:
    _attached(world, signed_on=signed)
    assert world.in_case("VAS-09")["outcome"] == outcome


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        pytest.param({"parcel_id": "P2"}, Outcome.NO_HIT, id="another parcel"),
        pytest.param({"parcel_id": None}, Outcome.HIT, id="parcel not told"),
        pytest.param({"kind": "inheritance"}, Outcome.NO_HIT, id="inherited"),
        pytest.param({"lapsed_on": "2025-08-01"}, Outcome.NO_HIT, id="lapsed"),
        pytest.param({"seller_id": None}, Outcome.UNKNOWN, id="seller unknown"),
        pytest.param({"seller_id": ANNE}, Outcome.UNKNOWN, id="a person to a company"),
        pytest.param({"seller_id": ANNE, "buyer": BOB}, Outcome.NO_HIT, id="two people"),
    ],
)
def test_which_transfer_counts(world: World, change: dict[str, object], outcome: Outcome) -> None:
    _attached(world, **change)
    assert world.in_case("VAS-09")["outcome"] == outcome


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        pytest.param(
            f"UPDATE officer SET party_id = '{BOB}' WHERE enterprise_id = '99000002'",
            Outcome.NO_HIT,
            id="strangers",
        ),
        pytest.param("DELETE FROM officer", Outcome.UNKNOWN, id="officers unknown"),
        pytest.param(
            "UPDATE officer SET source = 'x' WHERE enterprise_id = '99000002'",
            Outcome.UNKNOWN,
            id="two sources",
        ),
    ],
)
def test_what_makes_parties_related(world: World, statement: str, outcome: Outcome) -> None:
    _attached(world)
    world.con.execute(statement)
    assert world.in_case("VAS-09")["outcome"] == outcome


def test_companies_of_one_cluster_are_related_without_officers(world: World) -> None:
    _attached(world)
    world.con.execute("DELETE FROM officer")
    world.con.execute("UPDATE enterprise_cluster SET cluster_id = 'C'")
    assert world.in_case("VAS-09")["outcome"] == Outcome.HIT
