"""Names of clusters: equal in any order, and kept when others join."""

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.register.cluster_names import UNKNOWN, Link, join

STARTED = {"A": "2001", "B": "1990-05-01", "C": "2010", "D": UNKNOWN, "E": "1990-05-01"}
NODES = [*STARTED, "party", "trust"]


def link(one: str, other: str, since: str = UNKNOWN) -> Link:
    return Link("ownership", one, other, since)


def day(number: int) -> str:
    return (date(2000, 1, 1) + timedelta(days=number)).isoformat()


@pytest.mark.parametrize(
    ("links", "names"),
    [
        pytest.param([], "ABCDE", id="alone: own name"),
        pytest.param([link("A", "B")], "BBCDE", id="the first to start"),
        pytest.param([link("B", "E")], "ABCDB", id="tie: the lowest id"),
        pytest.param([link("C", "D")], "ABCCE", id="unknown starts last"),
        pytest.param([link("A", "C", "2012"), link("B", "C", "2013")], "AAADE", id="late elder"),
        pytest.param([link("A", "C"), link("B", "C", "2013")], "BBBDE", id="unknown day is last"),
        pytest.param([link("A", "C", "2012"), link("B", "C", "2012")], "BBBDE", id="same day"),
        pytest.param(
            [link("A", "party", "2001"), link("C", "D", "2005"), link("party", "C", "2006")],
            "CBCCE",
            id="a party outside forms no cluster yet",
        ),
        pytest.param([link("party", "trust", "2001"), link("A", "A", "2002")], "ABCDE", id="loop"),
    ],
)  # fmt: skip
def test_cluster_is_named_after(links: list[Link], names: str) -> None:
    assert "".join(join(STARTED, links)[one] for one in "ABCDE") == names


LINKS = st.lists(
    st.builds(
        link, st.sampled_from(NODES), st.sampled_from(NODES),
        st.integers(0, 5).map(day) | st.just(UNKNOWN),
    ),
    max_size=12,
)  # fmt: skip


@given(LINKS, st.randoms(use_true_random=False))
def test_names_are_those_of_connected_members_in_any_order(
    links: list[Link], random: object
) -> None:
    found = join(STARTED, links)
    random.shuffle(links)  # type: ignore[attr-defined]
    turned = [Link(one.why, one.other, one.one, one.since) for one in links]
    assert join(STARTED, turned) == join(STARTED, [*links, *turned]) == found
    graph = nx.Graph([(one.one, one.other) for one in links])
    graph.add_nodes_from(NODES)
    for part in nx.connected_components(graph):
        names = {found[one] for one in part if one in STARTED}
        assert names <= part
        assert len(names) <= 1


def shared_names(links: list[Link]) -> set[str]:
    """Names of the clusters that have two members or more."""
    names = list(join(STARTED, links).values())
    return {name for name in names if names.count(name) > 1}


@given(LINKS, LINKS)
def test_cluster_keeps_its_name_when_later_links_bring_members(
    earlier: list[Link], later: list[Link]
) -> None:
    links = [one._replace(since=day(at)) for at, one in enumerate([*earlier, *later])]
    before, after = shared_names(links[: len(earlier)]), join(STARTED, links)
    for name in before:
        assert after[name] in before, "an older cluster gives the name, no newcomer does"
    assert before & shared_names(links) == {after[name] for name in before}
