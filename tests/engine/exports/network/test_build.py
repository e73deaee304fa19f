"""Views: what one reader sees around a node, between two, and of what changed."""

import re
from datetime import date

import pytest

from engine.errors import NetworkError, UnknownNode
from engine.exports.network import tables
from engine.exports.network.access import ASK_MASKED, ASK_PEOPLE, Access
from engine.exports.network.build import Ask, around, between, between_days
from engine.exports.network.formats import FORMATS
from engine.exports.network.view import NetworkView
from engine.network.adjacency import Selection
from engine.network.graph import Graph
from engine.tables import Gate
from tests.engine.network.town import SINCE, UNTIL, location
from tests.engine.network.world import World, address, kvk, person

NOBODY, CASE = Access(), Access(people=True)
MASKED = Access(masked=frozenset({location(2).id}))
WITHOUT_IMAGE = [name for name in FORMATS if name != "png"]


def keys(view: NetworkView, label: str) -> list[str]:
    return [node.key for node in view.nodes if node.label == label]


def told(view: NetworkView, about: str) -> list[str]:
    return [notice.text for notice in view.notices if notice.about == about]


def test_start_comes_first_and_every_end_is_a_node(made: Graph) -> None:
    view = around(made, kvk(1), Ask(), NOBODY)
    assert view.start == (f"Enterprise:{kvk(1)}",)
    assert (view.nodes[0].key, view.nodes[0].steps) == (view.start[0], 0)
    known = {node.key for node in view.nodes}
    assert {end for edge in view.edges for end in (edge.start, edge.end)} <= known
    assert [edge.key for edge in view.edges] == [f"r{i + 1}" for i in range(len(view.edges))]
    assert view == around(made, kvk(1), Ask(), NOBODY)


def test_without_a_case_nobody_is_walked_through(made: Graph) -> None:
    """Companies 1 and 2 share a director, so company 2 would be two steps away."""
    view = around(made, kvk(1), Ask(hops=6), NOBODY)
    assert keys(view, "Enterprise") == [f"Enterprise:{kvk(1)}"]
    (hidden,) = (node for node in view.nodes if node.label == "Person")
    assert (hidden.key, hidden.text) == ("persoon-1", "persoon 1 (afgeschermd)")
    assert (hidden.ask, hidden.beyond, hidden.properties) == (ASK_PEOPLE, 0, ())
    assert told(view, "hidden") == [
        f"1 persoon is afgeschermd, met alle andere bedrijven; {ASK_PEOPLE}."
    ]


def test_roles_of_one_person_in_one_company_stay_together(made: Graph) -> None:
    opened = (f"Branch:{2:012d}", f"Address:{address(2)}")
    view = around(made, "Location:" + location(2).id, Ask(hops=4, opened=opened), NOBODY)
    appointments = [e for e in view.edges if e.kind == "OFFICER_OF"]
    assert len(appointments) == 2
    assert {edge.start for edge in appointments} == {"persoon-1"}


def test_nobody_stands_at_a_company_because_of_another_one(world: World) -> None:
    """At the rim no people are shown: one there would be known from elsewhere in the view."""
    world.home(1)
    for number in (1, 2):
        world.officer(world.company(number), person("a"))
        world.branch(number, kvk(number), 1)
    graph = world.built()
    view = around(graph, kvk(1), Ask(hops=4), NOBODY)
    assert view.node(f"Enterprise:{kvk(2)}").steps == 4
    assert [e.end for e in view.edges if e.kind == "OFFICER_OF"] == [f"Enterprise:{kvk(1)}"]
    assert view.node(f"Enterprise:{kvk(2)}").beyond == 1
    further = around(graph, kvk(1), Ask(hops=5), NOBODY)
    assert keys(further, "Person") == ["persoon-1", "persoon-2"]
    assert further.node(f"Enterprise:{kvk(2)}").beyond == 0


def test_order_of_people_at_one_company_says_nothing_of_another(world: World) -> None:
    world.home(1)
    people = [person(letter) for letter in "abcdef"]
    for number in (1, 2):
        world.company(number)
        world.branch(number, kvk(number), 1)
        for who in people:
            world.officer(kvk(number), who)
    graph = world.built()
    view = around(graph, kvk(1), Ask(hops=5), NOBODY)
    known = around(graph, kvk(1), Ask(hops=5), CASE)
    ids = {e.record_key: e.start for e in known.edges if e.kind == "OFFICER_OF"}
    assert len(keys(view, "Person")) == 12
    assert len(set(ids.values())) == 6
    assert not any("Paaaaa" in str(edge) for edge in view.edges)


@pytest.mark.parametrize("most", range(2, 12))
def test_view_that_is_cut_short_shows_nobody_who_is_known_from_elsewhere(
    world: World, most: int
) -> None:
    """The director stands at the second company once all that is as near as that is shown."""
    world.home(1)
    for number in (1, 2):
        world.officer(world.company(number), person("a"))
        world.branch(number, kvk(number), 1)
    graph = world.built()
    view = around(graph, kvk(1), Ask(hops=6, max_nodes=most), NOBODY)
    whole = around(graph, kvk(1), Ask(hops=6), NOBODY)
    ends = [e.end for e in view.edges if e.kind == "OFFICER_OF"]
    as_near = {node.key for node in whole.nodes if node.steps <= 5}
    is_shown = f"Enterprise:{kvk(2)}" in ends
    assert is_shown == (as_near <= {node.key for node in view.nodes})


@pytest.mark.parametrize("name", WITHOUT_IMAGE)
def test_no_form_tells_who_somebody_is(made: Graph, name: str) -> None:
    for access in (NOBODY, CASE):
        view = around(made, kvk(31), Ask(hops=3), access)
        text = FORMATS[name].write(view, "salt").decode("utf-8")
        assert not re.search(r"P[0-9a-f]{7,}", text)
        assert ("Pdddddd"[:6] in text) is (access is CASE and name != "ftm")


def test_within_a_case_people_are_walked_through_under_a_short_name(made: Graph) -> None:
    view = around(made, kvk(1), Ask(), CASE)
    assert keys(view, "Person") == ["Person:Paaaaa"]
    assert view.node("Person:Paaaaa").text == "persoon Paaaaa"
    assert f"Enterprise:{kvk(3)}" in keys(view, "Enterprise")
    assert told(view, "hidden") == []
    assert around(made, "Person:Paaaaa", Ask(hops=1), CASE).start == ("Person:Paaaaa",)


def test_people_that_begin_alike_have_longer_names(world: World) -> None:
    one, other = "P" + "a" * 8 + "b" * 12, "P" + "a" * 8 + "c" * 12
    for who in (one, other):
        world.officer(world.company(1) if who == one else kvk(1), who)
    view = around(world.built(), kvk(1), Ask(hops=1), CASE)
    assert keys(view, "Person") == [f"Person:{one[:10]}", f"Person:{other[:10]}"]


def test_masked_place_is_one_node_without_address_branch_or_day(made: Graph) -> None:
    view = around(made, kvk(2), Ask(hops=6), MASKED)
    place = view.node("afgeschermd-1")
    assert (place.text, place.ask, place.properties) == ("afgeschermde plaats", ASK_MASKED, ())
    (edge,) = (e for e in view.edges if "afgeschermd-1" in (e.start, e.end))
    assert (edge.kind, edge.source, edge.gate) == ("BRANCH_OF", "test", "O")
    assert (edge.valid_from, edge.record_key) == (None, None)
    text = tables.to_json(view)
    for hint in (location(2).id, address(2), f"{2:012d}", "Proefpad 2", "Pad 2", "M2"):
        assert hint not in text
    assert f"1 plaats is afgeschermd, met wat er staat; {ASK_MASKED}." in told(view, "hidden")


def test_masked_place_is_not_walked_through_or_opened(world: World) -> None:
    world.home(1)
    for number in (1, 2):
        world.branch(number, world.company(number), 1)
    graph = world.built()
    access = Access(masked=frozenset({location(1).id}))
    opened = (f"Branch:{1:012d}", f"Address:{address(1)}", "afgeschermd-1")
    view = around(graph, kvk(1), Ask(hops=6, opened=opened), access)
    assert [node.key for node in view.nodes] == [f"Enterprise:{kvk(1)}", "afgeschermd-1"]
    assert keys(around(graph, kvk(1), Ask(hops=6), NOBODY), "Enterprise") == [
        f"Enterprise:{kvk(1)}",
        f"Enterprise:{kvk(2)}",
    ]


def test_hub_is_marked_and_said_and_can_be_opened(made: Graph) -> None:
    trust = f"Enterprise:{kvk(9)}"
    view = around(made, kvk(31), Ask(), NOBODY)
    assert view.node(trust).is_hub
    assert told(view, "hub") == [
        f"Onderneming (KVK {kvk(9)}) is een knooppunt: 5 buren met 'is functionaris van'; "
        "er wordt niet doorheen gezocht."
    ]
    assert view.node(trust).beyond == 4
    opened = around(made, kvk(31), Ask(opened=(trust,)), NOBODY)
    assert f"Enterprise:{kvk(34)}" in keys(opened, "Enterprise")
    assert (told(opened, "hub"), opened.node(trust).beyond) == ([], 0)


def test_declared_address_says_what_it_is(world: World) -> None:
    world.home(1)
    world.branch(1, world.company(1), 1)
    world.add("declared_address", object_id="1884019000000001", reason="accountant",
              expires_on=date(2030, 1, 1))  # fmt: skip
    view = around(world.built(), kvk(1), Ask(hops=3), NOBODY)
    assert told(view, "hub") == [
        "Adres Proefpad 1, Testdorp is een knooppunt: opgegeven als accountant, "
        "1 inschrijvingen; er wordt niet doorheen gezocht."
    ]


def test_folded_node_hides_what_lies_behind_it(made: Graph) -> None:
    branch = f"Branch:{1:012d}"
    assert keys(around(made, kvk(1), Ask(), NOBODY), "Address") == [f"Address:{address(1)}"]
    view = around(made, kvk(1), Ask(folded=(branch,)), NOBODY)
    assert keys(view, "Address") == []
    assert view.node(branch).beyond == 1


def test_keys_that_name_nothing_change_nothing(made: Graph) -> None:
    ask = Ask(opened=("Enterprise:1", "nonsense", "Person:Paaaaa", "x:y"), folded=("persoon-1",))
    assert around(made, kvk(1), ask, NOBODY) == around(made, kvk(1), Ask(), NOBODY)


def test_too_many_nodes_say_how_many_are_missing(made: Graph) -> None:
    view = around(made, kvk(9), Ask(hops=1, max_nodes=3), NOBODY)
    assert len(view.nodes) == 3
    assert told(view, "more") == [
        "Er is meer: 3 knopen staan er niet bij. Filter, of kies minder stappen."
    ]


@pytest.mark.parametrize(
    ("selection", "kinds"),
    [
        pytest.param(Selection(kinds=("BRANCH_OF",)), {"BRANCH_OF"}, id="relation"),
        pytest.param(Selection(sources=("second",)), {"OFFICER_OF"}, id="source"),
        pytest.param(
            Selection(kinds=("OFFICER_OF",), as_of=date(2021, 1, 1)), {"OFFICER_OF"}, id="day"
        ),
        pytest.param(Selection(as_of=date(2019, 1, 1)), set(), id="before anything"),
        pytest.param(
            Selection(sources=("test",), kinds=("OFFICER_OF",), in_force=True), set(), id="ended"
        ),
    ],
)
def test_filters_leave_out_relations(made: Graph, selection: Selection, kinds: set[str]) -> None:
    view = around(made, kvk(2), Ask(hops=1, selection=selection), NOBODY)
    assert {edge.kind for edge in view.edges} == kinds
    assert view.as_of == (selection.as_of or made.as_of)


def test_relation_tells_its_role_days_source_record_and_gate(made: Graph) -> None:
    view = around(made, kvk(2), Ask(hops=1, selection=Selection(sources=("test",))), NOBODY)
    (edge,) = (e for e in view.edges if e.kind == "OFFICER_OF")
    assert (edge.detail, edge.valid_from, edge.valid_to) == ("bestuurder", SINCE, UNTIL)
    assert (edge.source, edge.gate, edge.is_derived) == ("test", "G1", False)
    assert re.fullmatch(r"test:officer:\d+", edge.record_key or "")


def test_sole_trader_is_a_number_without_a_name(world: World) -> None:
    world.company(1, legal_form="sole_trader", statutory_name="Jan Verzonnen")
    world.company(2, legal_form="bv", statutory_name="Verzonnen B.V.")
    graph = world.built()
    one, other = (around(graph, kvk(n), Ask(), NOBODY).nodes[0] for n in (1, 2))
    assert one.text == f"eenmanszaak (KVK {kvk(1)})"
    assert "name" not in dict(one.properties)
    assert other.text == f"Verzonnen B.V. (KVK {kvk(2)})"


def test_what_is_missing_is_said_for_the_chosen_relations_and_sources(world: World) -> None:
    world.branch(1, world.company(1))
    world.officer(kvk(1), person("a"), source="unchecked")
    graph = world.built()
    record = "Er ontbreekt 1 gegeven van bron test bij 'staat ingeschreven op'"
    no_place = f"{record}: de plaats is niet bekend."
    every = told(around(graph, kvk(1), Ask(), NOBODY), "left_out")
    assert no_place in every
    assert any("geen privacytoets" in text and "unchecked" in text for text in every)
    chosen = Ask(selection=Selection(kinds=("REGISTERED_AT",)))
    assert told(around(graph, kvk(1), chosen, NOBODY), "left_out") == [no_place]
    other = Ask(selection=Selection(sources=("unchecked",)))
    assert no_place not in told(around(graph, kvk(1), other, NOBODY), "left_out")


def test_every_reason_to_leave_out_has_dutch_words(world: World) -> None:
    world.branch(1, world.company(1))
    world.officer(kvk(1), person("a"))
    graph = world.built(ceiling=Gate.O)
    texts = told(around(graph, kvk(1), Ask(), NOBODY), "left_out")
    assert any("mogen hier niet gelezen worden" in text for text in texts)


def test_path_between_two_companies_goes_through_people_only_within_a_case(made: Graph) -> None:
    closed = between(made, kvk(1), kvk(3), Ask(), NOBODY)
    assert closed.paths == ()
    assert told(closed, "path") == [
        "Geen pad van ten hoogste 6 stappen gevonden.",
        f"Paden die door een persoon gaan zijn niet gezocht; {ASK_PEOPLE}.",
    ]
    opened = between(made, kvk(1), kvk(3), Ask(), CASE)
    ends = (f"Enterprise:{kvk(1)}", f"Enterprise:{kvk(3)}")
    assert opened.paths == ((ends[0], "Person:Paaaaa", ends[1]),)
    assert opened.start == ends
    assert {edge.kind for edge in opened.edges} == {"OFFICER_OF"}


def test_path_to_itself_is_one_node(made: Graph) -> None:
    view = between(made, kvk(1), kvk(1), Ask(), NOBODY)
    assert view.paths == ((f"Enterprise:{kvk(1)}",),)
    assert (len(view.nodes), view.edges) == (1, ())


def test_path_says_at_which_hub_it_ended(made: Graph) -> None:
    view = between(made, kvk(31), kvk(32), Ask(), NOBODY)
    assert (view.paths, len(told(view, "hub"))) == ((), 1)


def test_path_keeps_out_of_masked_places(made: Graph) -> None:
    with pytest.raises(NetworkError, match="afgeschermd"):
        between(made, kvk(1), location(2).id, Ask(), MASKED)


def test_changes_tell_what_began_and_what_ended(made: Graph) -> None:
    found = between_days(made, kvk(2), date(2022, 12, 31), date(2023, 1, 1), Ask(hops=1), NOBODY)
    by_key = {edge.key: edge for edge in found.view.edges}
    assert [by_key[k].source for k in found.began] == ["second"]
    assert [by_key[k].source for k in found.ended] == ["test"]
    assert found.view.start == (f"Enterprise:{kvk(2)}",)


def test_changes_at_a_masked_place_are_counted_not_told(made: Graph) -> None:
    days = (date(2019, 12, 31), date(2020, 1, 1))
    seen = between_days(made, kvk(2), *days, Ask(), NOBODY)
    masked = between_days(made, kvk(2), *days, Ask(), MASKED)
    gone = {e.kind for e in seen.view.edges} - {e.kind for e in masked.view.edges}
    assert gone == {"BRANCH_OF", "REGISTERED_AT"}
    assert told(masked.view, "hidden")[0] == (
        f"1 wijziging bij een afgeschermde plaats niet getoond; {ASK_MASKED}."
    )
    assert location(2).id not in tables.to_json(masked)


def test_days_of_a_change_must_follow_each_other(made: Graph) -> None:
    day = date(2023, 1, 1)
    with pytest.raises(NetworkError, match="moet na de eerste liggen"):
        between_days(made, kvk(2), day, day, Ask(), NOBODY)


def test_unknown_node_is_refused_in_every_view(made: Graph) -> None:
    unknown = kvk(77)
    with pytest.raises(UnknownNode, match=unknown):
        around(made, unknown, Ask(), NOBODY)
    with pytest.raises(UnknownNode, match=unknown):
        between(made, kvk(1), unknown, Ask(), NOBODY)


def test_graph_stays_usable_after_views_for_other_readers(made: Graph) -> None:
    before = around(made, kvk(1), Ask(), CASE)
    around(made, kvk(1), Ask(), MASKED)
    assert around(made, kvk(1), Ask(), CASE) == before
