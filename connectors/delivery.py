"""What every connector gets and gives: a delivery in, a stream of records out.

A connector is a function `read(delivery) -> Iterator[Item]`. It yields exactly one item per
record of the delivery, so that intake can assert read = used + quarantined + ignored.
Nothing here knows rules or scores, and no connector matches addresses or people.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from connectors.items import Ignored, Item, Note, Quarantined, Row, Used
from connectors.live.order import Fetch
from engine.settings import Settings
from engine.sources_file import SourceSpec, parse_options
from engine.strict import Strict

__all__ = [
    "Connector",
    "Delivery",
    "DeliveredOn",
    "Ignored",
    "Item",
    "Note",
    "Options",
    "Quarantined",
    "Read",
    "Row",
    "Used",
]

Model = TypeVar("Model", bound=Strict)


class Options(Strict):
    """What a connector wants to know under `options:`; one with options has its own subclass."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of one source, chosen by intake (the newest not after `as_of`).

    Attributes:
        spec: the source's entry in `sources.yaml`.
        files: the files to read, sorted by name; never empty.
        as_of: last day that exists for this run.
        municipality: four-digit code of the municipality.
        settings: limits of archives and sizes, code lists and folders of `rules/`.
    """

    spec: SourceSpec
    files: tuple[Path, ...]
    as_of: date
    municipality: str
    settings: Settings

    @property
    def source(self) -> str:
        """Id of the source in `sources.yaml`."""
        return self.spec.id

    def options(self, model: type[Model]) -> Model:
        """The source's options as the connector's own model."""
        return parse_options(self.spec, model)


class Read(Protocol):
    """The contract of a connector; `tests/connectors/contract.py` checks it."""

    def __call__(self, delivery: Delivery) -> Iterator[Item]:
        """Yield one item per record, in an order that depends on content only.

        Raises:
            SourceError: the delivery is unreadable as a whole or may not be read.
        """
        ...


class DeliveredOn(Protocol):
    """Optional second function of a connector: the date that the delivery states itself."""

    def __call__(self, files: tuple[Path, ...], settings: Settings) -> date | None:
        """Date of the delivery, None when it does not say."""
        ...


class Problems(Protocol):
    """Optional check of a source's entry, for what only its connector knows."""

    def __call__(self, spec: SourceSpec) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield the path inside the entry and what is wrong there, for each problem."""
        ...


@dataclass(frozen=True, slots=True)
class Connector:
    """One source kind: how to read it and, if it says so itself, when it was made.

    Attributes:
        read: the connector function.
        delivered_on: reads the delivery's own date; None when `sources.yaml` must say it.
        tables: canonical tables it can fill; empty means any (the `table` connector).
        fixed_format: True when the format is fixed and never-use fields are dropped at the
            parser by a declared list; False when such a column stops the delivery.
        fetch: asks the source over the network; None when it is delivered as files only.
        options: model of the source's `options:`; unknown keys in it are errors.
        takes: which of `columns`, `values`, `format`, `ignore`, `crs`, `table` a fixed format
            reads from `sources.yaml` all the same.
        covers: tables that a source, as configured, delivers whole: no row means that there is
            none. None means every table of `tables`. A table that it fills in part (a permit
            seen in an announcement) is not covered: where it is silent, nothing is known.
        problems: says what is wrong with what a fixed format takes from an entry; only asked
            when the options fit their model.
    """

    read: Read
    tables: frozenset[str]
    delivered_on: DeliveredOn | None = None
    fixed_format: bool = True
    fetch: Fetch | None = None
    options: type[Strict] = Options
    takes: frozenset[str] = frozenset()
    covers: Callable[[SourceSpec], frozenset[str]] | None = None
    problems: Problems | None = None

    def covered(self, spec: SourceSpec) -> frozenset[str]:
        """Tables that a source, as configured, delivers whole."""
        if self.covers is not None:
            return self.covers(spec)
        return self.tables or frozenset({spec.table} if spec.table else ())
