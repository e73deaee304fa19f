"""Runs features in a database of their own: no files, no network, configuration locked.

It holds copies of the canonical tables that features read, without geometry and without what
lies beyond its gate. A statement runs in one thread, so that sums and lists come out equal
every time; several statements may run beside each other.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.errors import RulePackError
from engine.features import (
    availability,
    completion,
    instance,
    judged_places,
    run_hits,
    spans,
    statement,
)
from engine.features.asking import Asking, OpenNetwork
from engine.features.feature import Feature
from engine.features.run_hits import RunHits
from engine.features.session import Session
from engine.features.spans import Value
from engine.settings import Settings
from engine.tables import Gate


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
        places: the table of the locations that are judged.
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
        location_id: str | None = None,
        withheld: Mapping[tuple[str, str], str] | None = None,
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
            location_id: the one location that is judged; None judges all of them. Features see
                the whole register either way, and what they say of other places is not kept.
            withheld: why what a feature reads is not known (Dutch), by (table, column); the
                column is empty for a whole table.

        Raises:
            RunError: the register has no location `location_id`.
        """
        judged_places.check(register, location_id)
        self._register, self._settings, self._as_of = register, settings, as_of
        self._ceiling, self._hits, self._withheld = ceiling, hits, withheld or {}
        self._supplies = availability.read(register)
        self._copied: set[str] = set()
        self._planned: dict[tuple[str, str], Planned] = {}
        self._done: set[str] = set()
        self._asking = Asking(register, as_of, settings, ceiling, network)
        self.con = instance.open_locked(memory_mb=settings.features.memory_mb)
        self._session = Session(self.con, seconds=settings.features.seconds)
        self._copy("location")
        self.places = judged_places.table(self.con, location_id)
        self._locations = judged_places.ids(self.con, judged_places.LOCATION)
        self._judged = judged_places.ids(self.con, self.places)

    def __enter__(self) -> "FeatureDatabase":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._asking.close()
        self._session.close()

    @property
    def network(self) -> Mapping[str, object] | None:
        """What `Graph.summary` says, None until a pattern was asked."""
        return self._asking.summary

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
            reasons = (*reasons, *availability.withheld(feature, self._withheld))
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
        """What a feature that has run says of every location that is judged."""
        told = session.con.sql(f"FROM {planned.name}").to_arrow_table()
        return completion.complete(told, self._judged)

    def describe(self, feature: Feature, params: Mapping[str, Value]) -> dict[str, str]:
        """Types of the facts of a feature, by name, as they will be stored.

        Raises:
            RulePackError: as `ready`.
        """
        bound = self._bind(feature, params)
        self._prepare(feature)
        with (
            self.limited(f"feature {feature.name}", feature.file),
            statement.ready(self.con, feature, bound, None) as (source, values),
        ):
            return completion.types(self.con, source, feature, values)

    def run(self, planned: Planned, session: Session) -> int:
        """Run a planned feature, so that its view can be read in every session.

        Returns:
            How many locations it returned.

        Raises:
            RulePackError: as `ready`.
        """
        feature, found, con = planned.feature, f"{planned.name}_found", session.con
        kept = "false" if planned.reason else judged_places.among(self.places)
        ask = partial(self._asking.rows, feature, bound=planned.bound)
        with (
            statement.ready(con, feature, planned.bound, None if planned.reason else ask) as (
                source,
                values,
            ),
            session.limited(f"feature {feature.name}", feature.file),
        ):
            con.execute(
                f"CREATE OR REPLACE TABLE {found} AS SELECT * FROM {source} AS found WHERE {kept}",
                values,
            )
            types = completion.types(con, found, feature)
            returned = completion.count(con, found, feature)
            con.execute(
                completion.view(
                    planned.name, feature, types, reason=planned.reason, places=self.places
                )
            )
        return returned

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
        for table in statement.tables(feature):
            self._copy(table)

    def _copy(self, name: str) -> None:
        if name in self._copied:
            return
        instance.copy(self._register, self.con, name, ceiling=self._ceiling)
        self._copied.add(name)
