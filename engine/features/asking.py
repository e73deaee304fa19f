"""Asks the network of a register, once the first pattern wants to know."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.errors import PatternError, RulePackError
from engine.features.feature import Feature
from engine.features.spans import Value
from engine.network import graph
from engine.network.backend import Backend
from engine.network.embedded import Embedded
from engine.network.graph import Graph
from engine.network.patterns import Pattern
from engine.settings import Settings
from engine.tables import Gate

OpenNetwork = Callable[[Graph], AbstractContextManager[Backend]]
"""Makes what answers patterns out of a built network, for as long as it is asked."""


@dataclass(slots=True)
class Asking:
    """The network of one register, built at the first question; one question at a time.

    Attributes:
        register: holds the canonical tables.
        as_of: last day that exists.
        settings: limits of one pattern, and block `network`.
        ceiling: widest gate that may be read.
        opener: makes what answers; None answers embedded.
        summary: what `Graph.summary` says, None until something was asked.
    """

    register: DuckDBPyConnection
    as_of: date
    settings: Settings
    ceiling: Gate
    opener: OpenNetwork | None = None
    summary: Mapping[str, object] | None = None
    _backend: Backend | None = None
    _lock: Lock = field(default_factory=Lock)
    _closing: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """Close the network and what answers on it."""
        self._closing.close()

    def rows(self, feature: Feature, pattern: Pattern, bound: Mapping[str, Value]) -> pa.Table:
        """What one of a feature's patterns answers, as `Backend.rows` gives it.

        Args:
            feature: whose pattern it is.
            pattern: what is asked.
            bound: values of the feature's placeholders; those of other parts are not sent.

        Raises:
            RulePackError: the pattern does not run within its limits; with the feature's file.
        """
        own = {param.name: bound[param.name] for param in pattern.params}
        with self._lock:
            if self._backend is None:
                self._backend = self._open()
            try:
                return self._backend.rows(pattern, own, as_of=self.as_of)
            except PatternError as error:
                what = f"feature {feature.name}: {error.what}"
                raise RulePackError(what, file=feature.file, line=error.line) from error

    def _open(self) -> Backend:
        built = graph.build(
            self.register, as_of=self.as_of, settings=self.settings, ceiling=self.ceiling
        )
        self._closing.callback(built.close)
        self.summary = built.summary()
        return self._closing.enter_context((self.opener or self._embedded)(built))

    def _embedded(self, built: Graph) -> AbstractContextManager[Backend]:
        limits = self.settings.features
        return closing(Embedded(built.con, seconds=limits.seconds, memory_mb=limits.memory_mb))
