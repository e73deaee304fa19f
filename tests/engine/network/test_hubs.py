"""Which nodes are too busy to walk through, and why."""

from datetime import date

import pytest

from engine.network.graph import Graph
from tests.engine.network.world import World, address, kvk, network, person
from tests.engine.register.invented import DAY, unit


def hubs(made: Graph) -> list[tuple[object, ...]]:
    return made.con.execute(
        "SELECT n.label, n.id, h.kind, h.degree, h.why FROM hub h JOIN nodes n USING (nid)"
    ).fetchall()


@pytest.mark.parametrize(("companies", "expected"), [(2, []), (3, [3])], ids=["at", "above"])
def test_hub_has_more_neighbours_than_the_limit(
    world: World, companies: int, expected: list[int]
) -> None:
    for number in range(companies):
        world.officer(kvk(number), person("a"))
    found = hubs(world.built(settings=network(hub_limit=2)))
    assert found == [("Person", person("a"), "OFFICER_OF", n, "degree") for n in expected]


def test_several_functions_at_one_company_are_one_neighbour(world: World) -> None:
    for role in ("director", "partner", "authorised_representative"):
        world.officer(kvk(1), person("a"), role)
    assert hubs(world.built(settings=network(hub_limit=2))) == []


def test_company_that_is_its_own_officer_is_no_neighbour(world: World) -> None:
    world.officer(kvk(1), kvk(1))
    world.officer(kvk(1), person("a"))
    assert hubs(world.built(settings=network(hub_limit=1))) == []


def test_declared_address_is_a_hub_however_few_it_has(world: World) -> None:
    entries: tuple[dict[str, object], ...] = (
        {}, {"expires_on": DAY}, {"expires_on": date(2026, 10, 31)}, {"reason": "care"},
        {"reason": "trust_office"},
    )  # fmt: skip
    for number, entry in enumerate(entries):
        world.home(number)
        world.branch(number, kvk(number), number)
        values = {"object_id": unit(number), "reason": "accountant", "expires_on": date(2027, 1, 1)}
        world.add("declared_address", **{**values, **entry})
    assert hubs(world.built()) == [
        ("Address", address(0), "REGISTERED_AT", 1, "declared:accountant"),
        ("Address", address(1), "REGISTERED_AT", 1, "declared:accountant"),
        ("Address", address(4), "REGISTERED_AT", 1, "declared:trust_office"),
    ]


def test_declared_address_over_the_limit_is_told_once(world: World) -> None:
    world.home(1)
    for number in (1, 2):
        world.branch(number, kvk(number), 1)
    world.add("declared_address", object_id=unit(1), reason="notary", expires_on=date(2027, 1, 1))
    found = hubs(world.built(settings=network(hub_limit=1)))
    assert found == [("Address", address(1), "REGISTERED_AT", 2, "declared:notary")]
