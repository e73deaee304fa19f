"""The graph server: what a push stores, when readers see it, and what each failure says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from duckdb import DuckDBPyConnection
from typer.testing import CliRunner

from engine import snapshot
from engine.cli import app
from engine.errors import NetworkError, NetworkLimit, NetworkUnavailable, SettingsError
from engine.network import neo4j_batches, neo4j_evaluation, neo4j_runs, neo4j_server
from engine.network.embedded import Embedded
from engine.network.neo4j_push import push
from engine.network.neo4j_server import Server, connect
from engine.network.patterns import parse
from engine.progress import Progress
from tests.engine.network.small_graphs import Node, embedded
from tests.engine.network.world import empty_world, person
from tests.graph_server import GraphServer

pytestmark = pytest.mark.server

HOSTILE = (
    'O\'Neill "de" `Kade` \\',
    "}) DETACH DELETE n //",
    "x'}) MATCH (n) DETACH DELETE n RETURN '",
    "$run",
    "\ufdd0 \ufdd1",
    "",
    "regel\nregel\x00",
)


@pytest.fixture(scope="module")
def server(graph_server: GraphServer) -> Iterator[Server]:
    with connect(graph_server.settings) as opened:
        yield opened


@pytest.fixture(autouse=True)
def empty(server: Server) -> None:
    """Every test begins without runs."""
    server.write(("MATCH (c:CurrentRun) DELETE c", {}))
    server.write(("MATCH (m:NetworkRun) SET m.complete = false", {}))
    neo4j_runs.delete_left_over(server)


def two_companies(name: str = "Kade BV") -> DuckDBPyConnection:
    day = date(2024, 2, 29)
    kade = {"name": name, "started_on": day, "employees": 3, "legal_form": None}
    return embedded(
        [("Enterprise", "e1", kade), ("Enterprise", "e2", {}), ("Person", "p1", {})],
        [
            ("OFFICER_OF", "p1", "e1", {"valid_from": day, "role": "bestuurder"}),
            ("OFFICER_OF", "p1", "e1", {"role": "bestuurder"}),
            ("SUCCEEDS", "e2", "e1", {"days": 12, "name_similarity": 0.5, "same_licence": False}),
        ],
    )


def stored(server: Server) -> list[object]:
    """All that stands on the server, but for the marks of a run."""
    nodes = "MATCH (n) WHERE NOT n:NetworkRun AND NOT n:CurrentRun RETURN labels(n), properties(n)"
    relations = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)"
    rows = server.read((nodes, {}), (relations, {}))
    return sorted((row for part in rows for row in part), key=repr)


def count(server: Server) -> int:
    return int(server.read(("MATCH (n) WHERE n.id IS NOT NULL RETURN count(n)", {}))[0][0][0])


def test_push_stores_every_property_under_its_run(server: Server) -> None:
    pushed = push(two_companies(), "2026-11-01-abc", server)
    assert (pushed.nodes, pushed.relations, pushed.existed) == (3, 3, False)
    rows = {
        str(row[0]): row[1:]
        for row in server.read(("MATCH (n) RETURN n.id, labels(n), properties(n)", {}))[0]
    }
    labels, kade = rows["e1"]
    day = kade.pop("started_on")
    assert (labels, day) == (["Enterprise"], date(2024, 2, 29))
    assert kade == {"run": pushed.run, "id": "e1", "name": "Kade BV", "employees": 3}
    text = "MATCH (a)-[r:SUCCEEDS]->(b) RETURN a.id, b.id, properties(r)"
    derived = {"days": 12, "name_similarity": 0.5, "same_licence": False}
    assert server.read((text, {}))[0] == [["e2", "e1", {"id": "SUCCEEDS:2"} | derived]]


def test_same_run_pushed_twice_is_the_same_graph(server: Server) -> None:
    first = push(two_companies(), "run", server)
    before = stored(server)
    second = push(two_companies(), "run", server)
    assert (second.existed, second.run) == (True, first.run)
    assert stored(server) == before


def test_another_graph_of_the_same_run_takes_its_place_whole(server: Server) -> None:
    push(two_companies(), "run", server)
    second = push(two_companies("Wal BV"), "run", server, keep=1)
    assert neo4j_runs.find(server, "run").key == second.run
    assert count(server) == 3


def test_texts_that_look_like_cypher_are_stored_as_texts(server: Server) -> None:
    nodes = [("Enterprise", text or "leeg", {"name": text}) for text in HOSTILE]
    push(
        embedded(nodes, [("SUCCEEDS", HOSTILE[0], HOSTILE[1], {"record_key": HOSTILE[2]})]),
        HOSTILE[1],
        server,
    )
    rows = server.read(("MATCH (n:Enterprise) RETURN n.id, n.name", {}))[0]
    assert sorted(rows) == sorted([text or "leeg", text] for text in HOSTILE)
    assert neo4j_runs.find(server, HOSTILE[1]).is_current


def test_batches_split_a_table_without_loss(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_batches, "ROWS_PER_BATCH", 2)
    nodes: list[Node] = [("Enterprise", f"e{n}", {}) for n in range(5)]
    ring = [("SUCCEEDS", f"e{n}", f"e{(n + 1) % 5}", {"days": n}) for n in range(5)]
    push(embedded(nodes, ring), "run", server)
    rows = server.read(("MATCH (a)-[r:SUCCEEDS]->(b) RETURN a.id, r.days, b.id", {}))[0]
    assert sorted(rows) == [[f"e{n}", n, f"e{(n + 1) % 5}"] for n in range(5)]


class Broken(Exception):
    """What stops a push in the middle."""


def stop_at(wanted: str) -> Progress:
    def tell(stage: str, done: int, total: int | None) -> None:
        del done, total
        if stage == wanted:
            raise Broken

    return tell


@pytest.mark.parametrize("stage", ["load nodes", "load relations"])
def test_push_that_breaks_off_leaves_the_current_run_and_is_swept(
    server: Server, stage: str
) -> None:
    first = push(two_companies(), "first", server)
    with pytest.raises(Broken):
        push(two_companies("Wal BV"), "second", server, progress=stop_at(stage))
    assert count(server) > 3
    assert [run.name for run in neo4j_runs.known(server)] == ["first"]
    assert neo4j_runs.find(server).key == first.run
    push(two_companies(), "first", server)
    assert count(server) == 3


def test_push_that_was_taken_over_stores_nothing_more(server: Server) -> None:
    def meanwhile(stage: str, done: int, total: int | None) -> None:
        del done, total
        if stage == "load nodes" and not neo4j_runs.known(server):
            push(two_companies(), "run", server)

    with pytest.raises(NetworkError, match="another push took over"):
        push(two_companies(), "run", server, progress=meanwhile)
    assert count(server) == 3
    assert neo4j_runs.find(server).name == "run"


def test_batch_that_is_asked_again_after_its_commit_is_stored_once(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = Server.write

    def twice(self: Server, *statements: neo4j_server.Statement) -> list[neo4j_server.Rows]:
        first = once(self, *statements)
        return once(self, *statements) if "CREATE (n:" in statements[0][0] else first

    monkeypatch.setattr(Server, "write", twice)
    with pytest.raises(NetworkUnavailable, match="push again"):
        push(two_companies(), "run", server)
    rows = server.read(("MATCH (n) WHERE n.id IS NOT NULL RETURN n.id ORDER BY n.id", {}))[0]
    assert rows in ([["e1"], ["e2"]], [["e1"], ["e2"], ["p1"]])
    assert neo4j_runs.known(server) == []


def test_writers_share_the_batches_and_leave_no_mark(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_batches, "ROWS_PER_BATCH", 1)
    marks = "MATCH (w:NetworkWriter) RETURN w.number, w.batches ORDER BY w.number"
    seen: list[neo4j_server.Rows] = []

    def note(stage: str, done: int, total: int | None) -> None:
        if (stage, done) == ("load relations", total):
            seen.extend(server.read((marks, {})))

    push(two_companies(), "run", server, progress=note)
    assert seen == [[[0, 3], [1, 3]]]
    assert server.read((marks, {})) == [[]]


def test_old_runs_are_deleted_beyond_those_kept(server: Server) -> None:
    for name in ("a", "b", "c", "a"):
        push(two_companies(name), name, server)
    push(two_companies("d"), "d", server, keep=2)
    assert [run.name for run in neo4j_runs.known(server)] == ["d", "a"]
    assert count(server) == 6


def test_keeping_no_run_is_refused_before_anything_is_stored(server: Server) -> None:
    with pytest.raises(NetworkError, match="at least 1 run is kept, not 0"):
        push(two_companies(), "run", server, keep=0)
    assert neo4j_runs.known(server) == []


def test_relation_to_a_node_that_is_not_there_stops_the_push(server: Server) -> None:
    graph = embedded([("Enterprise", "e1", {})], [("SUCCEEDS", "e1", "elsewhere", {})])
    with pytest.raises(NetworkError, match="1 relations of the graph end at a node not in it"):
        push(graph, "run", server)
    assert neo4j_runs.known(server) == []


def test_run_that_is_not_there_is_named_with_the_known_ones(server: Server) -> None:
    with pytest.raises(NetworkError, match="no current run"):
        neo4j_runs.find(server)
    push(two_companies(), "2026-11-01-abc", server)
    with pytest.raises(NetworkError, match="no run 'x'; known: 2026-11-01-abc"):
        neo4j_runs.find(server, "x")


def test_server_refuses_a_write_while_reading(server: Server) -> None:
    with pytest.raises(NetworkError, match="AccessMode"):
        server.read(("CREATE (n:Enterprise {id: 'x', run: 'x'})", {}))
    assert count(server) == 0


def test_reading_ends_at_the_time_limit(graph_server: GraphServer) -> None:
    settings = replace(graph_server.settings, seconds=0.3)
    text = "UNWIND range(1, 100000000) AS i WITH i WHERE i % 7 = 8 RETURN count(i)"
    with (
        connect(settings) as impatient,
        pytest.raises(NetworkLimit, match=r"longer than 0\.3 seconds"),
    ):
        impatient.read((text, {}))


def test_reading_ends_at_the_memory_limit(server: Server) -> None:
    text = "UNWIND range(1, 100000000) AS i RETURN collect(toString(i) + $more)"
    with pytest.raises(NetworkLimit, match="too little memory"):
        server.read((text, {"more": "x" * 200}))


def test_wrong_password_is_told_without_the_password(graph_server: GraphServer) -> None:
    settings = replace(graph_server.settings, password="not-the-password")
    with (
        pytest.raises(NetworkError, match="refuses the account 'neo4j'") as caught,
        connect(settings),
    ):
        pass
    assert not isinstance(caught.value, NetworkUnavailable)
    assert "not-the-password" not in f"{caught.value}{settings!r}"


def test_older_server_is_refused(
    graph_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_server.Server, "version", lambda _: "Neo4j/5.9.0")
    with (
        pytest.raises(NetworkError, match=r"Neo4j/5\.9\.0: Neo4j 5\.26 or newer"),
        connect(graph_server.settings),
    ):
        pass


def test_server_that_is_killed_and_started_again_during_a_push(
    graph_server: GraphServer, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_batches, "ROWS_PER_BATCH", 1)
    first = push(two_companies(), "first", server)
    killed: list[bool] = []

    def kill(stage: str, done: int, total: int | None) -> None:
        del done, total
        if stage == "load relations" and not killed:
            killed.append(True)
            graph_server.kill()

    with pytest.raises(NetworkUnavailable):
        push(two_companies("Wal BV"), "second", server, progress=kill)
    graph_server.start()
    assert neo4j_runs.find(server).key == first.run
    push(two_companies("Wal BV"), "second", server, keep=1)
    assert neo4j_runs.find(server).name == "second"
    assert count(server) == 3


def test_command_pushes_a_run_and_tells_what_it_did(
    graph_server: GraphServer,
    server: Server,
    sample_run: snapshot.Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in graph_server.environment.items():
        monkeypatch.setenv(name, value)
    arguments = ["network", "push", str(sample_run.path), "--keep", "1"]
    first, second = (CliRunner().invoke(app, arguments) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    found = neo4j_runs.find(server, sample_run.path.name)
    counts = f"{found.nodes} nodes, {found.relations} relations"
    assert first.stdout.startswith(f"{sample_run.path.name} is loaded: {counts}\n")
    assert second.stdout.startswith(f"{sample_run.path.name} stood there already: {counts}\n")
    assert first.stdout.endswith(f":param run => '{found.key}'\n")
    assert graph_server.settings.password not in first.output
    assert count(server) == found.nodes > 1000


def test_command_without_settings_names_what_is_missing(
    sample_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    result = CliRunner().invoke(app, ["network", "push", str(sample_run.path)])
    assert isinstance(result.exception, SettingsError)


BOARD = parse(
    "MATCH (p:Person)-[o:OFFICER_OF]->(e:Enterprise) "
    "RETURN e.id AS company, count(DISTINCT p.id) AS people, collect(o.role) AS roles"
)


def test_run_that_is_being_made_is_asked_and_leaves_nothing(
    server: Server, graph_server: GraphServer
) -> None:
    push(two_companies(), "2026-11-01-old", server)
    with empty_world() as world:
        world.company(1)
        world.officer("90000001", person("a"))
        made = world.built()
        expected = Embedded(made.con).rows(BOARD, {}, as_of=made.as_of)
        with neo4j_evaluation.loaded(made, graph_server.settings) as backend:
            assert backend.rows(BOARD, {}, as_of=made.as_of).equals(expected)
            assert backend.run.name.startswith("evaluation-")
            assert [run.name for run in neo4j_runs.known(server) if run.is_current] == [
                "2026-11-01-old"
            ]
    assert expected.num_rows == 1
    assert [run.name for run in neo4j_runs.known(server)] == ["2026-11-01-old"]


def test_run_that_breaks_off_leaves_nothing_on_the_server(
    server: Server, graph_server: GraphServer
) -> None:
    with empty_world() as world:
        world.company(1)
        made = world.built()
        stopped = pytest.raises(KeyboardInterrupt)
        with stopped, neo4j_evaluation.loaded(made, graph_server.settings):
            raise KeyboardInterrupt
    assert neo4j_runs.known(server) == []
