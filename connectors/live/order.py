"""What a live source gets when it is asked: an order in, copies of its answers out.

Asking happens before a run and never in it. A connector's `fetch` puts every answer, after its
drop-list, into the copies of the vault under a file name that its own `read` understands; the
run then reads these copies as if they had been delivered as files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from connectors.items import Note
from engine.errors import SettingsError
from engine.progress import Progress, silent
from engine.register_settings import LiveSettings
from engine.settings import Settings
from engine.sources_file import SourceSpec, parse_options
from engine.strict import Strict

Model = TypeVar("Model", bound=Strict)


class Copies(Protocol):
    """The copies of one source: what earlier fetches left, and what this one adds.

    Every change is durable at once, so that a fetch that was broken off goes on where it was.
    """

    def names(self) -> Sequence[str]:
        """File names that the delivery has now, sorted."""
        ...

    def get(self, name: str) -> bytes:
        """Content of a copy; KeyError when there is none."""
        ...

    def asked_at(self, name: str) -> datetime:
        """Moment at which a copy was put; KeyError when there is none."""
        ...

    def put(self, name: str, content: bytes) -> None:
        """Keep an answer under a file name; it replaces the one of that name."""
        ...

    def drop(self, name: str) -> None:
        """Leave a copy out of this delivery and later ones; absent is no error."""
        ...

    def destroy(self, name: str) -> None:
        """Leave a copy out, and destroy it in earlier deliveries too: a duty to delete."""
        ...

    def spend(self, month: str, limit: int | None) -> None:
        """Count one request of a month (`2026-11`).

        Raises:
            SourceUnavailable: `limit` requests were made in that month already.
        """
        ...

    def pseudonym(self, name: str, born: date) -> str:
        """Pseudonym of a person by name and birth date, for copies that may not hold the date."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """One fetch of one source.

    Attributes:
        spec: the source's entry in `sources.yaml`; `spec.url` is the base address.
        municipality: four-digit code.
        settings: of `rules/settings.yml`.
        folder: folder of `sources.yaml`; relative paths in options start there.
        now: moment of the fetch, with zone UTC; the only clock that a connector may use.
        began: moment at which this fetch began; before `now` when it goes on after a break.
        since: moment at which the last complete fetch began, None when there is none.
        copies: of this source.
        progress: is told how many answers came in.
    """

    spec: SourceSpec
    municipality: str
    settings: Settings
    folder: Path
    now: datetime
    began: datetime
    since: datetime | None
    copies: Copies
    progress: Progress = field(default=silent)

    @property
    def source(self) -> str:
        """Id of the source in `sources.yaml`."""
        return self.spec.id

    @property
    def live(self) -> LiveSettings:
        """Patience and pace of live transports."""
        return self.settings.live

    @property
    def url(self) -> str:
        """Base address, without a slash at its end.

        Raises:
            SettingsError: the source has no `url`.
        """
        if not self.spec.url:
            raise SettingsError(f"source {self.source}: url is missing: nothing to ask")
        return self.spec.url.rstrip("/")

    def options(self, model: type[Model]) -> Model:
        """The source's options as the connector's own model."""
        return parse_options(self.spec, model)

    def is_new(self, name: str) -> bool:
        """True when this fetch put that copy already, before a break or just now."""
        try:
            return self.copies.asked_at(name) >= self.began
        except KeyError:
            return False


class Fetch(Protocol):
    """The live half of a connector."""

    def __call__(self, order: Order) -> Iterator[Note]:
        """Ask the source and keep its answers in `order.copies`.

        The fetch is complete when the iterator ends. The notes go to run.json with the source's
        other notes.

        Raises:
            SourceError: the source cannot be asked, or left its contract.
        """
        ...
