"""What a pattern reads, under which gate, and what it is advised."""

from dataclasses import FrozenInstanceError

import pytest

from engine.network.patterns import parse
from engine.network.schema import NODES, RELATIONS
from engine.tables import Gate


def test_labels_follow_from_the_relations_that_reach_a_node() -> None:
    found = parse("MATCH (p)-[:OFFICER_OF]->(e)-[:INSOLVENT]->(i) RETURN e.id AS id")
    assert dict(found.ends) == {
        "n1": ("Enterprise", "Person"),
        "n2": ("Enterprise",),
        "n3": ("Insolvency",),
    }
    assert found.labels == ("Enterprise", "Insolvency", "Person")


def test_labels_follow_through_a_number_of_steps() -> None:
    found = parse("MATCH (a:Address)-[:PART_OF*2]->(l) RETURN l.id AS id")
    assert found.ends["n2"] == ("Location",)


def test_what_exists_narrows_says_nothing_about_outside() -> None:
    found = parse(
        "MATCH (x)-[:OFFICER_OF]->() WHERE NOT EXISTS { MATCH (x)-[:INSOLVENT]->(i) }"
        " RETURN x.id AS id"
    )
    assert found.ends["n1"] == ("Enterprise", "Person")


def test_lineage_is_of_relations_labels_and_properties() -> None:
    found = parse("MATCH (e:Enterprise)-[:INSOLVENT]->(i) WHERE i.kind = 'x' RETURN e.name AS name")
    assert found.reads == (
        "enterprise.enterprise_id",
        "enterprise.statutory_name",
        "insolvency.enterprise_id",
        "insolvency.kind",
    )
    assert found.properties == (("Enterprise", "name"), ("Insolvency", "kind"))
    assert found.kinds == ("INSOLVENT",)


def test_node_without_label_is_read_by_its_relation_only() -> None:
    found = parse("MATCH (h)-[:HOLDS_RIGHT]->(a:Address) RETURN a.id AS id")
    assert {name.split(".")[0] for name in found.reads} == {"address", "title"}


def test_exists_and_steps_count_as_reading() -> None:
    found = parse(
        "MATCH (e:Enterprise)-[r:SUCCEEDS*1..2]->(f) WHERE any(s IN r WHERE s.days > 3) AND EXISTS"
        " { MATCH (f)-[:INSOLVENT]->(i) WHERE i.kind = 'x' } RETURN e.id AS id"
    )
    assert ("SUCCEEDS", "days") in found.properties
    assert ("Insolvency", "kind") in found.properties
    assert found.kinds == ("INSOLVENT", "SUCCEEDS")


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        pytest.param("MATCH (e:Enterprise) RETURN e.id AS id", Gate.O, id="open label"),
        pytest.param("MATCH (p:Person) RETURN count(*) AS n", Gate.G1, id="label"),
        pytest.param("MATCH ()-[:SUCCEEDS]->(e) RETURN e.id AS id", Gate.O, id="open relation"),
        pytest.param("MATCH ()-[:OFFICER_OF]->(e) RETURN e.id AS id", Gate.G1, id="relation"),
        pytest.param(
            "MATCH ()-[r:SUCCEEDS]->() RETURN r.shares_officer AS yes", Gate.G1, id="property"
        ),
        pytest.param(
            "MATCH (e:Enterprise) WHERE EXISTS { MATCH (e)<-[:OFFICER_OF]-() } RETURN e.id AS id",
            Gate.G1,
            id="inside EXISTS",
        ),
    ],
)
def test_gate_is_the_strictest_of_what_is_read(text: str, gate: Gate) -> None:
    assert parse(text).gate is gate


def test_pattern_cannot_be_changed() -> None:
    found = parse("MATCH (e:Enterprise) RETURN e.id AS id")
    with pytest.raises(FrozenInstanceError):
        found.text = ""  # type: ignore[misc]


@pytest.mark.parametrize("label", NODES)
def test_every_property_of_every_label_can_be_read(label: str) -> None:
    names = [known.name for known in NODES[label].properties]
    found = parse(f"MATCH (x:{label}) RETURN " + ", ".join(f"x.{n} AS {n}" for n in names))
    assert [column.type for column in found.columns] == [p.type for p in NODES[label].properties]


@pytest.mark.parametrize("kind", RELATIONS)
def test_every_property_of_every_relation_can_be_read(kind: str) -> None:
    names = [known.name for known in RELATIONS[kind].properties]
    found = parse(f"MATCH ()-[r:{kind}]->() RETURN " + ", ".join(f"r.{n} AS c_{n}" for n in names))
    assert len(found.columns) == len(RELATIONS[kind].properties)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param("MATCH (e:Enterprise), (p:Person) RETURN 1 AS x", [(1, 23)], id="apart"),
        pytest.param("MATCH (e:Enterprise) MATCH (p:Person) RETURN 1 AS x", [(1, 28)], id="two"),
        pytest.param(
            "MATCH (e:Enterprise), (f:Enterprise) WHERE e.cluster_id = f.cluster_id RETURN 1 AS x",
            [],
            id="joined by a property",
        ),
        pytest.param(
            "MATCH (e:Enterprise) WHERE EXISTS { MATCH (p:Person) } RETURN 1 AS x",
            [(1, 43)],
            id="apart inside EXISTS",
        ),
        pytest.param(
            "MATCH (e:Enterprise) WHERE EXISTS { MATCH (e)-[:SUCCEEDS]->() } RETURN 1 AS x",
            [],
            id="EXISTS that goes on",
        ),
    ],
)
def test_paths_that_do_not_meet_are_pointed_out(text: str, advice: list[tuple[int, int]]) -> None:
    found = parse(text).warnings
    assert [(note.spot.line, note.spot.column) for note in found] == advice
    assert all("do not meet" in str(note) for note in found)


@pytest.mark.parametrize(
    ("condition", "advised"),
    [
        ("i.id = $x", True),
        ("i.id IN $x", True),
        ("e.id = $x", False),
        ("e.id = $x AND i.id = $x", False),
        ("i.declared_on > $x", False),
        ("NOT i.id = $x", False),
    ],
)
def test_start_at_the_node_that_a_condition_singles_out(condition: str, advised: bool) -> None:
    text = f"MATCH (e:Enterprise)-[:INSOLVENT]->(i) WHERE {condition} RETURN e.id AS id"
    found = [str(note) for note in parse(text).warnings]
    advice = "the match starts at e: start at i, of which a condition leaves the fewest"
    assert found == ([f"line 1, column 7: {advice}"] if advised else [])
