"""Zoeken: to the last page, and split when it finds more than it shows."""

from collections.abc import Sequence

import pytest
from pytest_httpserver import HTTPServer

from connectors.kvk import tables
from connectors.kvk.live.asking import Asking
from connectors.kvk.live.routes import ROUTES
from connectors.kvk.live.search import Search, copy_name, was_asked
from connectors.kvk.options import KvkOptions
from connectors.live.client import open_client
from engine.settings import SHIPPED_RULES
from tests.connectors.kvk.live.server import KEY, FakeKvk
from tests.connectors.live.orders import order

NOT_SHOWN = "search results that KVK did not show/Leimuiden/hoofdvestiging"


@pytest.fixture
def kvk(httpserver: HTTPServer) -> FakeKvk:
    made = FakeKvk()
    made.url = made.serve(httpserver)
    return made


def _search(
    kvk: FakeKvk, streets: Sequence[str] = (), *, version: str = "a", inactive: bool = False
) -> Search:
    """Search one town."""
    made = order(kvk.url, connector="kvk_api")
    options = KvkOptions(inactive=inactive)
    with open_client(made, headers={"apikey": KEY}, per_second=1000) as client:
        asking = Asking(made, client, ROUTES[version], options, tables.load(SHIPPED_RULES))
        search = Search(asking, streets)
        search.place("Leimuiden")
    return search


def _crowd(kvk: FakeKvk, count: int, streets: int = 1) -> None:
    for number in range(count):
        kvk.add(f"1{number:07}", street=f"Straat {number % streets}")


def _pages(kvk: FakeKvk) -> list[str]:
    return [args["pagina"] for _, args in kvk.asked]


@pytest.mark.parametrize(
    ("count", "pages"),
    [(0, 1), (1, 1), (99, 1), (100, 1), (101, 2), (200, 2), (250, 3), (1000, 10)],
)
def test_search_goes_to_its_last_page_and_no_further(count: int, pages: int, kvk: FakeKvk) -> None:
    _crowd(kvk, count)
    found = _search(kvk).found
    assert len(found.branches) == count
    assert _pages(kvk) == [str(page) for page in range(1, pages + 1)]


def test_search_finds_the_branches_of_a_company(kvk: FakeKvk) -> None:
    kvk.add("90000012", 3)
    assert _search(kvk).found.branches == {
        "90000012": {"900000120001", "900000120002", "900000120003"}
    }


def test_search_with_too_many_results_is_split_by_kind_and_street(kvk: FakeKvk) -> None:
    kvk.max_results = 100
    _crowd(kvk, 240, streets=4)
    search = _search(kvk, version="c")
    assert len(search.found.branches) == 240
    assert +search.asking.notes == {}


def test_results_that_no_search_shows_are_reported(kvk: FakeKvk) -> None:
    kvk.max_results = 100
    _crowd(kvk, 480, streets=4)
    search = _search(kvk, version="c")
    assert len(search.found.branches) == 400
    assert +search.asking.notes == {NOT_SHOWN: 80}


def test_streets_of_the_municipality_find_what_the_results_do_not_name(kvk: FakeKvk) -> None:
    kvk.max_results = 100
    for number in range(150):
        kvk.add(f"1{number:07}", street="Hoofdweg" if number < 100 else "Zijweg")
    alone = _search(kvk, version="c")
    assert +alone.asking.notes == {NOT_SHOWN: 50}
    both = _search(kvk, ["Hoofdweg", "Zijweg"], version="c")
    assert len(both.found.branches) == 150
    assert +both.asking.notes == {}


@pytest.mark.parametrize(("inactive", "word"), [(True, "true"), (False, None)])
def test_ended_registrations_are_looked_for_when_asked(
    *, inactive: bool, word: str | None, kvk: FakeKvk
) -> None:
    kvk.add("90000012")
    _search(kvk, inactive=inactive)
    assert kvk.asked[0][1].get("inclusiefInactieveRegistraties") == word


def test_result_with_a_number_that_is_none_is_counted_and_the_others_count(kvk: FakeKvk) -> None:
    kvk.add("90000012")
    kvk.results.append({**kvk.results[0], "kvkNummer": "123"})
    search = _search(kvk)
    assert set(search.found.branches) == {"90000012"}
    assert +search.asking.notes == {"search results with a number that is none": 1}


def test_name_of_a_copy_depends_on_the_question_only() -> None:
    query = {"plaats": "Leimuiden", "type": "rechtspersoon"}
    turned = dict(reversed(query.items()))
    assert copy_name(query, 2) == copy_name(turned, 2)
    assert copy_name(query, 2) != copy_name({"plaats": "Leimuiden"}, 2)
    assert copy_name({"plaats": "’t Gooi / Oost"}, 1).startswith("zoeken-t-gooi-oost-")


def test_town_was_asked_when_a_copy_says_so_also_without_results() -> None:
    name = copy_name({"plaats": "Leimuiden"}, 1)
    assert was_asked("Leimuiden", {f"{name}.json"})
    assert was_asked("Leimuiden", {f"{name}-fout.json"})
    assert not was_asked("Rijpwetering", {f"{name}.json"})
