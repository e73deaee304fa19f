"""Runs features in a database of their own: no files, no network, configuration locked.

It holds copies of the canonical tables that features read, without geometry and without what
lies beyond its gate. A statement runs in one thread, so that sums and lists come out equal
every time; several statements may run beside each other.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine import duck
from engine.errors import PatternError, RulePackError
from engine.features import answer, availability, completion, run_hits, spans
from engine.features.feature import Feature
from engine.features.run_hits import RunHits
from engine.features.session import Session
from engine.features.spans import Value
from engine.network import graph
from engine.network.backend import Backend
from engine.network.embedded import Embedded
from engine.network.graph import Graph
from engine.network.patterns import Pattern
from engine.register.intake import SOURCE_TABLE
from engine.settings import Settings
from engine.tables import TABLES, Gate, Table, Type

_CONFIG: dict[str, str | bool | int] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "temp_directory": "",
    "threads": 1,
}
_LOCKS = (
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


OpenNetwork = Callable[[Graph], AbstractContextManager[Backend]]
"""Makes what answers patterns out of a built network, for as long as it is asked."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A feature with its values, ready to run in any session of its database.

    Attributes:
        name: of the view with the locations where there is something to judge, see
            `completion.view`.
        bound: values of the placeholders.
        reason: why nothing can be known in this run (Dutch), None when it can.
    """

    feature: Feature
    name: str
    bound: Mapping[str, Value]
    reason: str | None


class FeatureDatabase:
    """A locked DuckDB instance with the canonical tables, in which features and predicates run.

    One instance per run. Its sessions may run beside each other, each in a thread of its own;
    planning, which copies tables, is for the thread that opened the database.

    Attributes:
        con: the instance.
        network: what `Graph.summary` says, None until a pattern was asked.
    """

    def __init__(
        self,
        register: DuckDBPyConnection,
        *,
        settings: Settings,
        as_of: date,
        ceiling: Gate = Gate.G1,
        network: OpenNetwork | None = None,
        hits: RunHits | None = None,
    ) -> None:
        """Open the database; tables are copied when the first feature reads them.

        Args:
            register: the register's connection: every canonical table and `source_table`.
            settings: blocks `features` (limits) and `freshness_days`.
            as_of: last day of every window.
            ceiling: widest gate that may be read; a case may open more than the weekly scan.
            network: makes a backend of the network of this register, when the first pattern
                asks; by default patterns are answered embedded.
            hits: what the run found, for features that read it; without, these are UNKNOWN.
        """
        self._register, self._settings, self._as_of = register, settings, as_of
        self._ceiling, self._hits = ceiling, hits
        self._supplies = availability.read(register)
        self._copied: set[str] = set()
        self._planned: dict[tuple[str, str], Planned] = {}
        self._done: set[str] = set()
        self._lock, self._closing = Lock(), ExitStack()
        self._open_network = network or self._embedded
        self._backend: Backend | None = None
        self.network: Mapping[str, object] | None = None
        memory = f"{settings.features.memory_mb}MB"
        self.con = duck.connect(config={**_CONFIG, "memory_limit": memory})
        for lock in _LOCKS:
            self.con.execute(lock)
        self._session = Session(self.con, seconds=settings.features.seconds)
        self._copy("location")
        ids = self.con.sql("SELECT location_id FROM location ORDER BY 1").to_arrow_table()
        self._locations = ids["location_id"].combine_chunks()

    def __enter__(self) -> "FeatureDatabase":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.close()
        self._session.close()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Another session of the same instance, for another thread."""
        session = Session(self.con.cursor(), seconds=self._settings.features.seconds)
        try:
            yield session
        finally:
            session.close()

    def limited(
        self, name: str, file: Path, line: int | None = None
    ) -> AbstractContextManager[None]:
        """`Session.limited` of the first session."""
        return self._session.limited(name, file, line)

    def plan(self, feature: Feature, params: Mapping[str, Value]) -> Planned:
        """Bind a feature's values and copy the tables that it reads; equal ones are one plan.

        Args:
            feature: a checked feature.
            params: values by name; those that the feature does not declare are not used.

        Raises:
            RulePackError: a value is missing or no span, or the feature reads beyond the gate.
        """
        bound = self._bind(feature, params)
        key = (feature.digest, repr(sorted(bound.items())))
        if key not in self._planned:
            self._prepare(feature)
            reasons = availability.reasons(
                feature,
                self._supplies,
                self._register,
                as_of=self._as_of,
                freshness=self._settings.freshness_days,
            )
            name = f"feature_{len(self._planned)}"
            if feature.hits and self._hits is None:
                reasons = (*reasons, run_hits.MISSING)
            self._planned[key] = Planned(feature, name, bound, "; ".join(reasons) or None)
        return self._planned[key]

    def ready(self, feature: Feature, params: Mapping[str, Value]) -> Planned:
        """A feature that has run in this database: its view can be read.

        Raises:
            RulePackError: the feature reads beyond the gate, does not run within its limits,
                returns a location twice, or a column of the wrong type.
        """
        planned = self.plan(feature, params)
        if planned.name not in self._done:
            self.run(planned, self._session)
            self._done.add(planned.name)
        return planned

    def compute(self, feature: Feature, params: Mapping[str, Value]) -> pa.Table:
        """Compute a feature for every location.

        Args:
            feature: a checked feature.
            params: values by name; those that the feature does not declare are not used.

        Returns:
            As `completion.complete`: one row per location by `location_id`.

        Raises:
            RulePackError: as `ready`.
        """
        return self.complete(self.ready(feature, params), self._session)

    def complete(self, planned: Planned, session: Session) -> pa.Table:
        """What a feature that has run says of every location."""
        told = session.con.sql(f"FROM {planned.name}").to_arrow_table()
        return completion.complete(told, self._locations)

    def describe(self, feature: Feature, params: Mapping[str, Value]) -> dict[str, str]:
        """Types of the facts of a feature, by name, as they will be stored.

        Raises:
            RulePackError: as `ready`.
        """
        bound = self._bind(feature, params)
        self._prepare(feature)
        with self.limited(f"feature {feature.name}", feature.file):
            if feature.pattern is None:
                return completion.types(self.con, f"({feature.text}\n)", feature, bound)
            self._answered("described", answer.nothing(feature.pattern), self.con)
            return completion.types(self.con, "described", feature)

    def run(self, planned: Planned, session: Session) -> int:
        """Run a planned feature, so that its view can be read in every session.

        Returns:
            How many locations it returned.

        Raises:
            RulePackError: as `ready`.
        """
        feature, found, con = planned.feature, f"{planned.name}_found", session.con
        none = " WHERE false" if planned.reason else ""
        source, values = f"({feature.text}\n)", dict(planned.bound)
        if feature.pattern is not None:
            source, values = f"{planned.name}_answer", {}
            self._answered(source, self._answer(planned, feature.pattern), con)
        with session.limited(f"feature {feature.name}", feature.file):
            con.execute(
                f"CREATE OR REPLACE TABLE {found} AS SELECT * FROM {source} AS found{none}", values
            )
            types = completion.types(con, found, feature)
            returned = _count(con, feature, found)
            con.execute(completion.view(planned.name, feature, types, reason=planned.reason))
        return returned

    def _answer(self, planned: Planned, pattern: Pattern) -> pa.Table:
        """What the network says, per location; nothing where nothing can be known."""
        if planned.reason:
            return answer.nothing(pattern)
        with self._lock:
            if self._backend is None:
                self._backend = self._opened()
            try:
                rows = self._backend.rows(pattern, planned.bound, as_of=self._as_of)
            except PatternError as error:
                what = f"feature {planned.feature.name}: {error.what}"
                raise RulePackError(what, file=planned.feature.file, line=error.line) from error
        return answer.per_location(rows, pattern)

    def _opened(self) -> Backend:
        """What answers patterns on the network of the register, within the gate."""
        built = graph.build(
            self._register, as_of=self._as_of, settings=self._settings, ceiling=self._ceiling
        )
        self._closing.callback(built.close)
        self.network = built.summary()
        return self._closing.enter_context(self._open_network(built))

    def _embedded(self, built: Graph) -> AbstractContextManager[Backend]:
        limits = self._settings.features
        return closing(Embedded(built.con, seconds=limits.seconds, memory_mb=limits.memory_mb))

    @staticmethod
    def _answered(name: str, rows: pa.Table, con: DuckDBPyConnection) -> None:
        """Store an answer as a table of that name."""
        con.register("incoming_answer", rows)
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming_answer")
        con.unregister("incoming_answer")

    def _bind(self, feature: Feature, params: Mapping[str, Value]) -> dict[str, Value]:
        try:
            declared = {name: params[name] for name in feature.params}
            if feature.hits:
                declared |= self._found(feature, declared)
            return spans.bindings(feature.placeholders, declared, as_of=self._as_of)
        except KeyError as error:
            what = f"feature {feature.name} needs the param {error.args[0]}"
            raise RulePackError(what, file=feature.file) from error
        except ValueError as error:
            raise RulePackError(f"feature {feature.name}: {error}", file=feature.file) from error

    def _found(self, feature: Feature, params: Mapping[str, Value]) -> Mapping[str, list[str]]:
        """Where the rules that a feature names hit in the run, and where they are unknown."""
        within = feature.hits_within
        since = spans.start(within, params[within], self._as_of) if within else None
        if self._hits is None:
            return {name: [] for name in run_hits.BOUND}
        return self._hits.at(feature.hits, self._locations.to_pylist(), since=since)

    def _prepare(self, feature: Feature) -> None:
        if feature.gate.rank > self._ceiling.rank:
            what = f"feature {feature.name} reads {feature.gate} facts, beyond {self._ceiling}"
            raise RulePackError(what, file=feature.file)
        if feature.pattern is None:
            for table in feature.tables:
                self._copy(table)

    def _copy(self, name: str) -> None:
        if name in self._copied:
            return
        columns = ", ".join(f'"{c}"' for c in _readable(TABLES[name], self._ceiling))
        rows = self._register.sql(f'SELECT {columns} FROM "{name}"').to_arrow_table()
        self.con.register("incoming", rows)
        self.con.execute(f'CREATE TABLE "{name}" AS FROM incoming')
        self.con.unregister("incoming")
        self._copied.add(name)


def _count(con: DuckDBPyConnection, feature: Feature, found: str) -> int:
    """Rows that a feature returned; refuses a location that it returned twice."""
    rows, places, locations = con.execute(
        f"SELECT count(*), count(location_id), count(DISTINCT location_id) FROM {found}"
    ).fetchall()[0]
    if places == locations:
        return int(rows)
    location, times = con.execute(
        f"SELECT location_id, count(*) FROM {found} WHERE location_id IS NOT NULL"
        " GROUP BY location_id HAVING count(*) > 1 ORDER BY location_id LIMIT 1"
    ).fetchall()[0]
    what = f"feature {feature.name} returns location {location} {times} times"
    raise RulePackError(what, file=feature.file)


def empty_register() -> DuckDBPyConnection:
    """A register without a single row: for checking packs, not for scanning."""
    con = duck.connect()
    for table in TABLES.values():
        columns = ", ".join(f'"{c.name}" {c.type.value}' for c in table.stored())
        con.execute(f'CREATE TABLE "{table.name}" ({columns})')
    con.execute(SOURCE_TABLE)
    return con


def _readable(table: Table, ceiling: Gate) -> tuple[str, ...]:
    return tuple(
        column.name
        for column in table.stored()
        if column.type is not Type.GEOMETRY and table.gate_of(column.name).rank <= ceiling.rank
    )
