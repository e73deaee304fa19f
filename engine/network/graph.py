"""The embedded network: the register as nodes and relations in a DuckDB database of its own.

Layout: `nodes(nid, label, id)`; `node_<label>(nid, …)` and `rel_<kind>(rid, from_nid, to_nid, …)`
with the properties of `schema`, one per label and kind, empty or not; and what says how far it
can be trusted: `hub(nid, kind, degree, why)`, `left_out(kind, reason, source, records)`,
`oddity(kind, what, relations)` and `built(as_of, ceiling)`.
The same register gives the same numbers and bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property

from duckdb import DuckDBPyConnection

from engine import duck
from engine.network import graph_nodes, graph_places, graph_relations, hubs, readable, succession
from engine.network.adjacency import KINDS, Adjacency, Ints
from engine.network.schema import RELATIONS
from engine.register.privacy import checked_sources
from engine.settings import Settings
from engine.snapshot import Run
from engine.tables import Gate

_ODD = """
SELECT '{kind}' AS kind, unnest(['ends_before_it_begins', 'undated_begin', 'undated_end']) AS what,
       unnest([count(*) FILTER (valid_to < valid_from),
               count(*) FILTER (valid_from_partial IS NOT NULL AND valid_from IS NULL),
               count(*) FILTER (valid_to_partial IS NOT NULL AND valid_to IS NULL)]) AS relations
FROM rel_{table}
"""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Records that became no relation.

    Attributes:
        kind: of the relation that they would have been.
        reason: `gate` (stricter than the ceiling), `no_privacy_check` (no recorded compatibility
            check of the source), `shielded`, `hub` (too many companies on one object), or the end
            that is missing: `no_party`, `no_place`, `no_enterprise`.
        source: id of the source, None when it is of no one source.
        records: how many.
    """

    kind: str
    reason: str
    source: str | None
    records: int


@dataclass(frozen=True, slots=True)
class Oddity:
    """Relations that are in the network although their dates are not whole.

    Attributes:
        kind: of the relations.
        what: `ends_before_it_begins`, `undated_begin` or `undated_end` (known in part).
        relations: how many.
    """

    kind: str
    what: str
    relations: int


@dataclass(frozen=True)
class Graph:
    """A built network; close it after use.

    Attributes:
        con: the database with the layout above.
    """

    con: DuckDBPyConnection

    @cached_property
    def as_of(self) -> date:
        """Last day that existed for the register."""
        return self._built[0]

    @cached_property
    def ceiling(self) -> Gate:
        """Strictest gate that was read."""
        return Gate(self._built[1])

    @cached_property
    def _built(self) -> tuple[date, str]:
        as_of, ceiling = self.con.execute("SELECT as_of, ceiling FROM built").fetchall()[0]
        return as_of, ceiling

    @cached_property
    def adjacency(self) -> Adjacency:
        """Neighbours of every node as arrays; read once."""
        return Adjacency.read(self.con)

    def opened(self, *, closed: Ints | None = None) -> "Graph":
        """The same network over a connection of its own, for one reader among several.

        Args:
            closed: numbers of nodes at which a walk may end, but not go on, as at hubs.
        """
        reader = Graph(self.con.cursor())
        # A cached property takes what stands under its name.
        shared = self.adjacency
        vars(reader)["adjacency"] = shared if closed is None else shared.closing(closed)
        return reader

    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not in the network and why, by kind, reason and source.

        What is missing is not known: nobody may read its absence as a fact.
        """
        rows = self.con.execute("FROM left_out ORDER BY ALL").fetchall()
        return tuple(LeftOut(*row) for row in rows)

    def summary(self) -> dict[str, object]:
        """How large it is, where no pattern goes through, and what is not in it; plain values."""
        counts = {
            name: self.con.execute(f"SELECT {sql}").fetchall()[0][0]
            for name, sql in (
                ("nodes", "count(*) FROM nodes"),
                ("relations", " + ".join(f"(SELECT count(*) FROM rel_{k.lower()})" for k in KINDS)),
            )
        }
        hubs = self.con.execute(
            "SELECT kind, why, count(*)::BIGINT FROM hub GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        return {
            **counts,
            "hubs": [{"kind": kind, "why": why, "nodes": n} for kind, why, n in hubs],
            "left_out": [asdict(part) for part in self.left_out()],
        }

    def oddities(self) -> tuple[Oddity, ...]:
        """Relations with an end before their begin or a date known in part, by kind."""
        return tuple(Oddity(*r) for r in self.con.execute("FROM oddity ORDER BY ALL").fetchall())

    def close(self) -> None:
        """Close the database; one in memory is gone."""
        self.con.close()


def build(
    register: DuckDBPyConnection,
    *,
    as_of: date,
    settings: Settings,
    ceiling: Gate = Gate.G1,
    checked: Mapping[str, Sequence[str]] | None = None,
    database: str = ":memory:",
) -> Graph:
    """Build the network of a register.

    Args:
        register: holds every canonical table as table or view; it is only read.
        as_of: last day that exists for the register.
        settings: `network` and `names`, and the rules folder with `tables/name_forms.csv`.
        ceiling: facts behind a stricter gate are left out, and counted.
        checked: by table the sources with a recorded compatibility check; by default from
            `source_table` of the register. Facts above gate O of another source are left out.
        database: a new DuckDB file, or memory.

    Raises:
        SettingsError: the list of legal forms cannot be read.
    """
    if checked is None:
        checked = {table: checked_sources(register, table) for table in readable.RESTRICTED}
    con = duck.connect(database)
    try:
        _build(register, con, checked, as_of, settings, ceiling)
    except BaseException:
        con.close()
        raise
    return Graph(con)


def build_run(run: Run, *, settings: Settings, ceiling: Gate = Gate.G1) -> Graph:
    """The network of a published run, for who closes it.

    Raises:
        RunError: the run cannot be read.
        SettingsError: the list of legal forms cannot be read.
    """
    checked = checked_of(run.meta["source_tables"])
    with run.connect() as register:
        return build(register, as_of=run.as_of, settings=settings, ceiling=ceiling, checked=checked)


@contextmanager
def of_run(run: Run, *, settings: Settings, ceiling: Gate = Gate.G1) -> Iterator[Graph]:
    """The network of a published run, closed at the end of the block.

    Raises:
        RunError: the run cannot be read.
        SettingsError: the list of legal forms cannot be read.
    """
    graph = build_run(run, settings=settings, ceiling=ceiling)
    try:
        yield graph
    finally:
        graph.close()


def checked_of(source_tables: Iterable[Mapping[str, object]]) -> dict[str, list[str]]:
    """Name by table the sources with a recorded compatibility check, from run.json.

    Args:
        source_tables: `source_tables` of run.json: `source`, `table`, `privacy_check`.
    """
    found: dict[str, list[str]] = {}
    for row in source_tables:
        if str(row["privacy_check"] or "").strip():
            found.setdefault(str(row["table"]), []).append(str(row["source"]))
    return {table: sorted(sources) for table, sources in sorted(found.items())}


def _build(
    register: DuckDBPyConnection,
    con: DuckDBPyConnection,
    checked: Mapping[str, Sequence[str]],
    as_of: date,
    settings: Settings,
    ceiling: Gate,
) -> None:
    con.execute("CREATE TABLE built AS SELECT $1::DATE AS as_of, $2 AS ceiling", [as_of, ceiling])
    readable.copy(register, con, checked, ceiling=ceiling)
    graph_nodes.choose(con)
    graph_places.place(con)
    graph_relations.link(con)
    licences_known = bool(checked.get("licence")) and ceiling is not Gate.O
    succession.link(con, settings=settings, licences_known=licences_known)
    graph_relations.join(con)
    graph_nodes.number(con)
    graph_relations.number(con)
    hubs.mark(con, as_of=as_of, settings=settings.network)
    con.execute("DROP TABLE ends")
    odd = " UNION ALL ".join(
        _ODD.format(kind=kind, table=kind.lower()) for kind in sorted(RELATIONS)
    )
    con.execute(f"CREATE TABLE oddity AS FROM ({odd}) WHERE relations > 0 ORDER BY kind, what")
    con.execute("DROP SCHEMA given CASCADE")
    con.execute("DROP SCHEMA one CASCADE")
