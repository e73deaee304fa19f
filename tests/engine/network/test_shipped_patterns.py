"""Brute force, the embedded graph and a real server agree on every pattern that is shipped."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

import pytest
from duckdb import DuckDBPyConnection

from engine.features import library, spans
from engine.features.database import FeatureDatabase
from engine.features.feature import Feature
from engine.features.run_hits import of_run
from engine.network import neo4j_evaluation
from engine.network.backend import Backend
from engine.network.embedded import Embedded
from engine.network.graph import Graph as Built
from engine.network.neo4j_backend import Neo4jBackend
from engine.network.neo4j_push import push
from engine.network.neo4j_server import connect
from engine.network.patterns import Pattern
from engine.network.schema import NODES, RELATIONS
from engine.register import of_run as register_of_run
from engine.settings import SHIPPED_RULES, load_settings
from engine.snapshot import Run
from engine.tables import Gate
from tests.engine.network import oracle
from tests.engine.network.graphs import Graph, GraphNode, GraphRelation
from tests.engine.network.town import settle
from tests.engine.network.world import World, empty_world, kvk, network, person
from tests.engine.register.invented import DAY
from tests.graph_server import GraphServer
from tests.rules.world import shipped

FEATURES = tuple(
    feature
    for feature in library.load(SHIPPED_RULES / "features").values()
    if feature.pattern or feature.fold
)
PATTERNS = [
    pytest.param(feature, pattern, id=f"{feature.name} {name}".strip())
    for feature in FEATURES
    for name, pattern in (
        {"": feature.pattern} if feature.pattern else feature.fold.patterns if feature.fold else {}
    ).items()
    if pattern
]
BACKENDS = ["embedded", pytest.param("neo4j", marks=pytest.mark.server)]


def _params(feature: Feature) -> Mapping[str, spans.Value]:
    """Those of the rule that reads a feature; none when no rule does."""
    of = {one.feature.name: id for id, one in shipped().compiled.items()}
    return shipped().rule(of[feature.name]).values if feature.name in of else {}


def _papers(world: World) -> None:
    """What the town lacks: rights, sales, an application, and a new start after a failure."""
    for number, holder in ((1, kvk(1)), (2, kvk(2)), (3, person("a"))):
        world.add("title", title_id=f"T{number}", holder_id=holder, right="ownership",
                  started_on=date(2024, 1, 1), **world.place(number))  # fmt: skip
    world.add("transfer", transfer_id="O1", kind="sale", signed_on=date(2026, 1, 1),
              buyer_id=kvk(1), seller_id=kvk(3), **world.place(1))  # fmt: skip
    world.add("permit", permit_id="W1", kind="building", requested_on=date(2026, 2, 1),
              applicant_id=kvk(3), **world.place(3))  # fmt: skip
    world.company(20, started_on=date(2015, 1, 1), ended_on=date(2026, 1, 1),
                  end_kind="bankruptcy", statutory_name="Kwekerij Zuid")  # fmt: skip
    world.company(21, started_on=date(2026, 3, 1), statutory_name="Kwekerij Zuid")
    world.branch(20, kvk(20), 2, started_on=date(2015, 1, 1), ended_on=date(2026, 1, 1))
    world.branch(21, kvk(21), 2, started_on=date(2026, 3, 1))
    world.branch(5, kvk(5), 1, started_on=date(2020, 1, 1))
    for number in (20, 21):
        world.officer(kvk(number), person("f"), started_on=date(2015, 1, 1))


@pytest.fixture(scope="module")
def town() -> Iterator[Built]:
    """A town in which every shipped pattern finds something, with hubs in it."""
    with empty_world() as world:
        settle(world)
        _papers(world)
        yield world.built(settings=network(hub_limit=3))


def _plain(con: DuckDBPyConnection) -> Graph:
    """The same graph for brute force: numbers are places in a list."""
    nodes: dict[int, GraphNode] = {}
    for label in NODES:
        rows = con.sql(f"FROM node_{label.lower()}").to_arrow_table().to_pylist()
        nodes |= {row.pop("nid"): GraphNode(label, row) for row in rows}
    walked: dict[int, GraphRelation] = {}
    for kind in RELATIONS:
        for row in con.sql(f"FROM rel_{kind.lower()}").to_arrow_table().to_pylist():
            rid, start, end = (row.pop(name) for name in ("rid", "from_nid", "to_nid"))
            walked[rid] = GraphRelation(kind, start, end, row)
    return Graph(tuple(nodes[n] for n in sorted(nodes)), tuple(walked[n] for n in sorted(walked)))


@pytest.fixture(scope="module")
def plain(town: Built) -> Graph:
    return _plain(town.con)


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request: pytest.FixtureRequest, town: Built) -> Iterator[Backend]:
    if request.param == "embedded":
        embedded = Embedded(town.con)
        yield embedded
        embedded.close()
        return
    server: GraphServer = request.getfixturevalue("graph_server")
    with connect(server.settings) as opened:
        yield Neo4jBackend(opened, push(town.con, "shipped", opened).run)


@pytest.mark.parametrize(("feature", "pattern"), PATTERNS)
def test_shipped_pattern_is_answered_as_by_brute_force(
    backend: Backend, plain: Graph, feature: Feature, pattern: Pattern
) -> None:
    asked = [param.name for param in pattern.params]
    values = spans.bindings(asked, _params(feature), as_of=DAY)
    expected = oracle.rows(plain, pattern, values, as_of=DAY)
    found = backend.rows(pattern, values, as_of=DAY).to_pylist()
    assert [tuple(row.values()) for row in found] == expected
    assert expected, "a pattern that finds nothing shows nothing"


@pytest.fixture(scope="module")
def on_both(
    sample_run: Run, graph_server: GraphServer
) -> Iterator[tuple[FeatureDatabase, FeatureDatabase]]:
    """The sample, its patterns asked of the embedded graph and of the server."""
    opener = partial(neo4j_evaluation.loaded, settings=graph_server.settings)
    with register_of_run.register(sample_run) as con:
        made = partial(
            FeatureDatabase, con, settings=load_settings(), as_of=sample_run.as_of,
            ceiling=Gate.G4, hits=of_run(sample_run),
        )  # fmt: skip
        with made() as embedded, made(network=opener) as server:
            yield embedded, server


@pytest.mark.server
@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_facts_of_the_sample_are_equal_on_both_backends(
    on_both: tuple[FeatureDatabase, FeatureDatabase], feature: Feature
) -> None:
    embedded, server = (db.compute(feature, _params(feature)) for db in on_both)
    assert server.equals(embedded)
