"""Groups of control, rings in them, and levels above a company."""

from collections.abc import Iterator
from datetime import date

import pytest

from engine.errors import UnknownNode
from engine.network.control import Chain, chains, components
from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from tests.engine.network.town import PA, SINCE, company, town
from tests.engine.network.world import World, empty_world, kvk, person

PD = NodeRef("Person", person("d"))


@pytest.fixture(scope="module")
def made() -> Iterator[Graph]:
    graph = town()
    yield graph
    graph.close()


def test_groups_are_joined_by_owners_and_directors_in_force(made: Graph) -> None:
    assert [group.members for group in components(made)] == [
        (company(1), company(3), PA),
        (company(4), company(5), company(6), company(7)),
        (company(8),),
        (company(31), PD),
    ]


def test_rings_and_self_owners_are_told(made: Graph) -> None:
    rings = [group.rings for group in components(made)]
    assert rings == [(), ((company(4), company(5), company(6)),), ((company(8),),), ()]


def test_trust_office_joins_nobody_but_is_named(made: Graph) -> None:
    (group,) = components(made, of=company(31))
    assert [hub.node for hub in group.hubs] == [company(9)]
    assert components(made, of=company(32)) == ()
    assert components(made, of=company(9)) == ()


def test_earlier_day_shows_what_was_in_force_then(made: Graph) -> None:
    (group,) = components(made, of=PA, as_of=date(2021, 1, 1))
    assert group.members == (company(1), company(2), PA)
    assert components(made, as_of=date(2019, 1, 1)) == ()


def test_unknown_party_is_refused(made: Graph) -> None:
    with pytest.raises(UnknownNode):
        components(made, of=company(77))


def test_levels_count_up_to_a_ring_or_hub(made: Graph) -> None:
    found = {chain.enterprise: (chain.levels, chain.has_ring) for chain in chains(made)}
    assert found == {
        company(1): (1, False),
        company(3): (1, False),
        company(4): (1, True),
        company(5): (1, True),
        company(6): (1, True),
        company(7): (1, True),
        company(8): (1, True),
        **{company(n): (1, False) for n in (31, 32, 33, 34)},
    }


def test_chain_of_holdings_counts_every_level(world: World) -> None:
    world.officer(kvk(1), person("a"), "sole_shareholder", started_on=SINCE)
    for owner, owned in ((1, 2), (2, 3), (1, 3), (3, 4)):
        world.officer(kvk(owned), kvk(owner), "sole_shareholder", started_on=SINCE)
    found = chains(world.built())
    assert found == tuple(Chain(company(n), n, False) for n in (1, 2, 3, 4))


def test_levels_below_a_ring_go_on_from_it(world: World) -> None:
    for owner, owned in ((1, 2), (2, 1), (2, 3), (3, 4)):
        world.officer(kvk(owned), kvk(owner), "sole_shareholder", started_on=SINCE)
    world.officer(kvk(1), person("a"), started_on=SINCE)
    found = {chain.enterprise.id: (chain.levels, chain.has_ring) for chain in chains(world.built())}
    assert found == {
        kvk(1): (1, True),
        kvk(2): (1, True),
        kvk(3): (2, True),
        kvk(4): (3, True),
    }


def test_empty_network_has_no_control() -> None:
    with empty_world() as world:
        graph = world.built()
    assert components(graph) == ()
    assert chains(graph) == ()
