"""A drawing: the same places every time, signs beside colours, arrows the right way, pictures."""

from dataclasses import replace
from math import hypot

import pytest

from engine.exports.network import drawing, layout
from engine.exports.network.drawing_rows import ALL_NAMED, lines, named, signs
from engine.exports.network.marks import MARKS
from engine.exports.network.view import NetworkView
from engine.network.schema import NODES
from tests.engine.exports.network.small import BRANCH, COMPANY, PLACE, SOMEBODY, edge, node, small


def star(leaves: int) -> NetworkView:
    """A company with so many branches."""
    nodes = [node(COMPANY, "Enterprise", "onderneming", "Moeder")]
    nodes += [
        node(f"Branch:{i}", "Branch", "vestiging", f"vestiging {i}", 1) for i in range(leaves)
    ]
    edges = [edge(i, "BRANCH_OF", "x", f"Branch:{i}", COMPANY) for i in range(leaves)]
    return replace(small(), nodes=tuple(nodes), edges=tuple(edges))


@pytest.mark.parametrize("view", [small(), star(3), star(299)], ids=["small", "star", "300"])
def test_places_are_the_same_every_time_apart_and_within_the_plane(view: NetworkView) -> None:
    places = layout.positions(view)
    assert places == layout.positions(view)
    assert places.keys() == {node.key for node in view.nodes}
    assert len(set(places.values())) == len(places)
    assert all(abs(x) <= layout.WIDTH and abs(y) <= layout.HEIGHT for x, y in places.values())


def test_connected_nodes_stand_nearer_than_others() -> None:
    places = layout.positions(small())

    def apart(one: str, other: str) -> float:
        return hypot(*(a - b for a, b in zip(places[one], places[other], strict=True)))

    assert apart(BRANCH, COMPANY) < apart(PLACE, SOMEBODY)


def test_one_node_stands_in_the_middle() -> None:
    assert layout.positions(star(0)) == {COMPANY: (0.0, 0.0)}


def test_parts_that_are_not_connected_are_drawn_too() -> None:
    assert len(layout.positions(replace(small(), edges=()))) == len(small().nodes)


def test_paths_run_from_left_to_right() -> None:
    paths = ((COMPANY, BRANCH, PLACE), (COMPANY, SOMEBODY, PLACE))
    view = replace(small(), nodes=tuple(n for n in small().nodes if n.key != "Enterprise:90000002"),
                   paths=paths)  # fmt: skip
    places = layout.positions(view)
    assert places[COMPANY][0] < places[BRANCH][0] == places[SOMEBODY][0] < places[PLACE][0]
    assert places[BRANCH][1] != places[SOMEBODY][1]


def test_every_label_has_a_sign_of_its_own() -> None:
    assert MARKS.keys() == NODES.keys()
    assert len({mark.shape for mark in MARKS.values()}) == len(MARKS)
    assert len({mark.colour for mark in MARKS.values()}) == len(MARKS)


@pytest.mark.parametrize(
    ("end", "angle"),
    [((0.0, 1.0), 0), ((1.0, 0.0), 90), ((0.0, -1.0), 180), ((-1.0, 0.0), 270)],
    ids=["up", "right", "down", "left"],
)
def test_arrow_points_to_where_the_relation_leads(end: tuple[float, float], angle: int) -> None:
    view = replace(small(), edges=small().edges[:1])
    (line,) = lines(view, {BRANCH: (0.0, 0.0), COMPANY: end})
    assert line["hoek"] == angle
    assert (line["x2"], line["y2"]) == end


def test_parallel_relations_are_one_line_that_tells_both() -> None:
    more = edge(5, "BRANCH_OF", "is vestiging van", BRANCH, COMPANY, source="kvk")
    view = replace(small(), edges=(small().edges[0], more))
    (line,) = lines(view, layout.positions(view))
    assert str(line["wat"]).count(" | ") == 1
    assert "bron hr" in str(line["wat"])
    assert "bron kvk" in str(line["wat"])


def test_sign_tells_what_is_known_and_whom_to_ask() -> None:
    rows = {str(row["key"]): row for row in signs(small(), layout.positions(small()))}
    assert rows[COMPANY]["kort"] == "=1+1 B.V. +30"
    assert "31 buren met 'is functionaris van'" in str(rows[COMPANY]["over"])
    assert rows[COMPANY]["knooppunt"] is True
    assert rows[SOMEBODY]["over"] == "vraag: A"
    assert rows[BRANCH]["over"] == "niets meer bekend"
    assert float(str(rows[SOMEBODY]["zicht"])) < float(str(rows[BRANCH]["zicht"]))


def test_of_a_large_view_no_two_names_overlap() -> None:
    view = star(299)
    rows = signs(view, layout.positions(view))
    shown = named(rows, {COMPANY, "Branch:7"})
    assert {COMPANY, "Branch:7"} <= {row["key"] for row in shown}
    assert 2 <= len(shown) <= ALL_NAMED
    few = signs(small(), layout.positions(small()))
    assert named(few, set()) == few


def test_chart_can_be_moved_and_clicked_but_a_picture_cannot() -> None:
    names = {p["name"] for p in drawing.draw(small()).to_dict()["params"]}
    assert names == {"beeld", drawing.SELECTION, drawing.OPENING}
    still = drawing.draw(small(), clickable=False).to_dict()
    assert {p["name"] for p in still["params"]} == {"beeld"}


def test_chosen_node_and_hub_have_a_ring() -> None:
    def rings(chosen: str | None) -> int:
        return len(drawing.draw(small(), chosen=chosen).to_dict()["layer"][2]["data"]["values"])

    assert (rings(None), rings(BRANCH)) == (1, 2)


def test_picture_holds_the_names_and_the_legend() -> None:
    svg = drawing.save(small(), "svg").decode("utf-8")
    assert svg.startswith("<svg")
    assert all(text in svg for text in ("=1+1 B.V.", "persoon 1 (afgeschermd)", "vestiging"))
    assert drawing.save(small(), "png").startswith(b"\x89PNG")
