"""Who may see what: people without a case, masked places, and how a node is named."""

import pytest

from engine.errors import NetworkError, UnknownNode
from engine.exports.network.access import ASK_MASKED, Access, find, hidden, without_pseudonyms
from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from tests.engine.network.town import PA, company, location
from tests.engine.network.world import World, address, kvk, person
from tests.engine.register.invented import unit

CASE = Access(people=True)
MASKED = Access(masked=frozenset({location(2).id}))


@pytest.mark.parametrize(
    ("key", "ref"),
    [
        pytest.param(kvk(1), company(1), id="KVK number"),
        pytest.param(location(1).id, location(1), id="location"),
        pytest.param(" Licence:A3 ", NodeRef("Licence", "A3"), id="label and id"),
    ],
)
def test_node_is_found_by_what_a_reader_writes(made: Graph, key: str, ref: NodeRef) -> None:
    assert find(made, key, Access()) == ref


@pytest.mark.parametrize("key", [f"Person:{PA.id}", "Person:Paaaaa", "Person:nobody"])
def test_without_a_case_no_person_is_found_or_denied(made: Graph, key: str) -> None:
    with pytest.raises(NetworkError, match="vraag: RIEC-liaison; open een zaak") as error:
        find(made, key, Access())
    assert not isinstance(error.value, UnknownNode)


def test_within_a_case_a_person_is_found_by_the_first_signs(made: Graph) -> None:
    assert find(made, "Person:Paaaaa", CASE) == PA
    with pytest.raises(UnknownNode, match="start at the company or location"):
        find(made, "Person:P00000", CASE)
    with pytest.raises(UnknownNode, match="start at the company or location"):
        find(made, "Person:Pa", CASE)


def test_two_people_that_begin_alike_are_not_mixed_up(world: World) -> None:
    world.officer(world.company(1), "P" + "a" * 19 + "b")
    world.officer(kvk(1), "P" + "a" * 19 + "c")
    with pytest.raises(UnknownNode, match="more than one begins so"):
        find(world.built(), "Person:Paaaaa", CASE)


@pytest.mark.parametrize(
    "key",
    [
        location(2).id,
        f"Address:{address(2)}",
        f"Branch:{2:012d}",
        "Measure:M2",
    ],
)
def test_masked_place_is_refused_with_all_that_stands_there(made: Graph, key: str) -> None:
    assert find(made, key, Access())
    with pytest.raises(NetworkError, match="deze plaats is afgeschermd; vraag: zorgadviseur"):
        find(made, key, MASKED)


def test_company_at_a_masked_place_can_still_be_asked_for(made: Graph) -> None:
    assert find(made, kvk(2), MASKED) == company(2)


def test_masked_place_is_not_proposed_for_a_typing_error(made: Graph) -> None:
    typo = f"L{unit(2)}9"
    with pytest.raises(UnknownNode, match=location(2).id):
        find(made, typo, Access())
    with pytest.raises(UnknownNode, match="look the place up by its address") as error:
        find(made, typo, MASKED)
    assert location(2).id not in str(error.value).replace(typo, "")
    assert error.value.__cause__ is None


def test_what_is_hidden_says_whom_to_ask(made: Graph) -> None:
    assert hidden(made, CASE).why(PA) is None
    assert hidden(made, MASKED).why(location(2)) == ASK_MASKED
    assert hidden(made, MASKED).why(location(1)) is None


@pytest.mark.parametrize(
    ("people", "shown"), [(False, "hr:officer:1/persoon/x"), (True, "hr:officer:1/Pbbbbb/x")]
)
def test_key_of_a_record_holds_no_whole_pseudonym(people: bool, shown: str) -> None:
    assert without_pseudonyms(f"hr:officer:1/{person('b')}/x", people=people) == shown
    assert without_pseudonyms(None, people=people) is None
