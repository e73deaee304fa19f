"""One invented town for the walks: a family of companies, a trust office and a ring of owners.

Companies 1, 2 and 3 are at homes 1, 2 and 3 and all of Pa; home 2 was closed, and at home 3 a
licence of Pb was refused. Companies 4, 5 and 6 own each other in a ring, and 4 owns 7; company 8
owns itself; company 9, a trust office, directs 31 to 34.
"""

from datetime import date

from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from tests.engine.network.world import World, empty_world, kvk, network, person
from tests.engine.register.invented import unit

SINCE, UNTIL = date(2020, 1, 1), date(2023, 1, 1)
PA, PB = NodeRef("Person", person("a")), NodeRef("Person", person("b"))


def company(number: int) -> NodeRef:
    return NodeRef("Enterprise", kvk(number))


def location(number: int) -> NodeRef:
    return NodeRef("Location", f"L{unit(number)}")


def town() -> Graph:
    """The network of the town; a node with more than 3 neighbours of a kind is a hub."""
    with empty_world() as world:
        settle(world)
        return world.built(settings=network(hub_limit=3))


def settle(world: World) -> None:
    """Fill a register with the town."""
    _families(world)
    _owners(world)


def _families(world: World) -> None:
    for number in (1, 2, 3):
        world.home(number)
        world.branch(number, world.company(number), number, started_on=SINCE)
    world.officer(kvk(1), person("a"), started_on=SINCE)
    world.officer(kvk(2), person("a"), started_on=SINCE, ended_on=UNTIL)
    world.officer(kvk(2), person("a"), "partner", source="second", started_on=UNTIL)
    world.checked("second", "officer")
    world.officer(kvk(3), person("a"), started_on_partial="2024")
    world.add(
        "measure",
        measure_id="M2",
        kind="closure_13b",
        decided_on=date(2025, 1, 1),
        **world.place(2),
    )
    world.add(
        "licence", licence_id="A3", kind="alcohol", status="refused", valid_from=date(2025, 6, 1),
        holder_id=person("b"), **world.place(3),
    )  # fmt: skip


def _owners(world: World) -> None:
    for owner, owned in ((4, 5), (5, 6), (6, 4), (4, 7), (8, 8)):
        world.officer(kvk(owned), kvk(owner), "sole_shareholder", started_on=SINCE)
    for client in (31, 32, 33, 34):
        world.officer(kvk(client), kvk(9), started_on=SINCE)
    world.officer(kvk(9), person("c"), started_on=SINCE)
    world.officer(kvk(31), person("d"), started_on=SINCE)
    world.officer(kvk(31), person("e"), "authorised_representative", started_on=SINCE)
