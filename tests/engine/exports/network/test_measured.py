"""Figures around a node: what a reader may see of them, and that they say what they count."""

from datetime import date

import pytest

from engine.errors import NetworkError
from engine.exports.network import tables
from engine.exports.network.access import ASK_MASKED, Access
from engine.exports.network.build import Ask
from engine.exports.network.measured import Near, measured, to_text
from engine.network.adjacency import Selection
from engine.network.graph import Graph
from tests.engine.network.town import location
from tests.engine.network.world import World, kvk, person

NOBODY, CASE = Access(), Access(people=True)


def test_closure_at_the_other_place_of_a_director_needs_a_case(made: Graph) -> None:
    """The director of company 1 has two more: home 2 was closed, a licence at 3 refused."""
    assert measured(made, kvk(1), Ask(), NOBODY).near == ()
    assert measured(made, kvk(1), Ask(), CASE).near == (
        Near("alcoholvergunning A3 (geweigerd)", date(2025, 6, 1), 3),
        Near("sluiting (Opiumwet) M2", date(2025, 1, 1), 3),
    )


def test_closure_at_the_place_itself_is_here(made: Graph) -> None:
    (near,) = measured(made, location(2).id, Ask(), NOBODY).near
    assert (near.steps, near.text) == (0, "sluiting (Opiumwet) M2")
    told = to_text(measured(made, location(2).id, Ask(), NOBODY))
    assert "- sluiting (Opiumwet) M2, 1 januari 2025, hier" in told


def test_what_happened_later_does_not_count(made: Graph) -> None:
    ask = Ask(selection=Selection(as_of=date(2024, 12, 31)))
    assert measured(made, location(2).id, ask, NOBODY).near == ()


def test_closure_of_a_masked_place_is_counted_and_not_told(made: Graph) -> None:
    access = Access(people=True, masked=frozenset({location(2).id}))
    found = measured(made, kvk(1), Ask(), access)
    assert [near.text for near in found.near] == ["alcoholvergunning A3 (geweigerd)"]
    assert "M2" not in to_text(found)
    with pytest.raises(NetworkError, match=ASK_MASKED):
        measured(made, location(2).id, Ask(), access)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        pytest.param(7, "1 laag van zeggenschap boven dit bedrijf, met een kring", id="a ring"),
        pytest.param(31, "1 laag van zeggenschap boven dit bedrijf.", id="a hub on top"),
        pytest.param(1, "1 laag van zeggenschap boven dit bedrijf.", id="a person on top"),
        pytest.param(9, "geen zeggenschap bekend", id="a hub has nobody above it"),
    ],
)
def test_layers_of_control_are_told(made: Graph, number: int, told: str) -> None:
    assert told in to_text(measured(made, kvk(number), Ask(), NOBODY))


def test_chain_of_owners_has_as_many_layers(world: World) -> None:
    for owner, owned in ((2, 1), (3, 2), (4, 3)):
        world.company(owned)
        world.officer(kvk(owned), kvk(owner), "sole_shareholder", started_on=date(2020, 1, 1))
    found = measured(world.built(), kvk(1), Ask(), NOBODY)
    assert (found.levels, found.has_ring) == (3, False)
    assert "3 lagen" in to_text(found)


def test_place_has_no_layers_of_control(made: Graph) -> None:
    found = measured(made, location(1).id, Ask(), NOBODY)
    assert found.levels is None
    assert "geen zeggenschap bekend" in to_text(found)


def test_who_connects_is_named_as_the_reader_may_see_it(made: Graph) -> None:
    start = kvk(1)
    without = measured(made, start, Ask(), NOBODY)
    assert f"Enterprise:{start}" in dict(without.between)
    assert all(0 < share <= 1 for _, share in without.between)
    within = measured(made, start, Ask(), CASE)
    assert f"Person:{person('a')[:6]}" in dict(within.between)
    for found in (without, within):
        shown = to_text(found) + tables.to_json(found)
        assert person("a")[:7] not in shown
    assert "Person:" not in tables.to_json(without)


def test_every_node_is_in_one_group_at_most(made: Graph) -> None:
    found = measured(made, kvk(4), Ask(hops=3), NOBODY)
    grouped = [key for group in found.groups for key in group]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= {node.key for node in found.view.nodes}
    assert found == measured(made, kvk(4), Ask(hops=3), NOBODY)


def test_node_alone_has_no_figures(made: Graph) -> None:
    found = measured(made, kvk(8), Ask(hops=0), NOBODY)
    assert (found.between, found.groups, found.near) == ((), (), ())
    assert "- niemand" in to_text(found)
