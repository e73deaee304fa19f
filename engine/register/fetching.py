"""Ask every live source, before a run: what comes back waits in the vault as a delivery.

A source that cannot be asked does not stop the others. A run then uses its last complete fetch,
and the freshness limit of its register decides whether that still says anything.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from connectors.dates import dutch_day
from connectors.delivery import Connector
from connectors.items import Note
from connectors.live.order import Order
from engine.errors import SettingsError, SourceError
from engine.progress import Progress
from engine.register.copies import CopyStore
from engine.register.fetch_record import Fetched
from engine.settings import Settings
from engine.sources_file import SourcesFile, SourceSpec

Find = Callable[[str], Connector]


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of asking one source.

    Attributes:
        source: its id.
        fetched: the fetch that runs can read now, None when there is none.
        is_new: True when it was made or completed just now.
        copies: how many copies it has.
        problem: why it could not be asked, None when it could.
    """

    source: str
    fetched: Fetched | None
    is_new: bool
    copies: int
    problem: str | None = None


def fetch(
    sources: SourcesFile,
    *,
    store: CopyStore,
    find: Find,
    settings: Settings,
    now: Callable[[], datetime],
    progress: Progress,
    only: Collection[str] = (),
    again: bool = False,
) -> tuple[FetchReport, ...]:
    """Ask the live sources of `sources.yaml`, in its order.

    Args:
        sources: checked file; sources with `path` are left alone.
        store: where copies are kept.
        find: gives the connector of a name.
        settings: patience, pace, and how long copies are kept.
        now: gives the moment, with zone.
        progress: is told what comes in.
        only: ids of the sources to ask; empty means all.
        again: ask also what was fetched today already.

    Raises:
        SettingsError: an option is wrong, or a secret is not set.
        RunError: the vault cannot be used.
    """
    store.purge(now=now(), keep_days=settings.live.keep_days)
    chosen = [
        spec
        for spec in sources.sources.sources
        if spec.url is not None and (not only or spec.id in only)
    ]
    if unknown := set(only) - {spec.id for spec in chosen}:
        raise SettingsError(
            f"no live source of that id: {', '.join(sorted(unknown))}", file=sources.file
        )
    asking = _Asking(sources, store, find, settings, now, progress)
    return tuple(asking.source(spec, again=again) for spec in chosen)


@dataclass(frozen=True, slots=True)
class _Asking:
    sources: SourcesFile
    store: CopyStore
    find: Find
    settings: Settings
    now: Callable[[], datetime]
    progress: Progress

    def source(self, spec: SourceSpec, *, again: bool) -> FetchReport:
        assert spec.url is not None
        began = self.now()
        latest = self.store.latest(spec.id)
        broken = self.store.broken(spec.id, spec.url)
        today = dutch_day(began)
        if latest is not None and latest.day >= today and broken is None and not again:
            return self._report(spec, latest, is_new=False)
        fetched = broken or self.store.begin(spec.id, spec.url, now=began)
        since = latest if latest is not None and latest.address == spec.url else None
        try:
            notes = self._ask(spec, fetched, since, began)
        except SourceError as error:
            return self._report(spec, latest, is_new=False, problem=str(error))
        self.store.finish(fetched, notes, now=self.now())
        return self._report(spec, self.store.latest(spec.id), is_new=True)

    def _ask(
        self, spec: SourceSpec, fetched: Fetched, since: Fetched | None, now: datetime
    ) -> list[Note]:
        connector = self.find(spec.connector)
        if connector.fetch is None:
            raise SettingsError(f"source {spec.id}: {spec.connector} is not asked over the network")
        order = Order(
            spec,
            self.sources.sources.municipality,
            self.settings,
            self.sources.file.parent,
            now,
            fetched.began,
            None if since is None else since.began,
            self.store.of(spec.id, fetched, now=now),
            self.progress,
        )
        self.progress(f"fetch {spec.id}", 0, None)
        return list(connector.fetch(order))

    def _report(
        self, spec: SourceSpec, fetched: Fetched | None, *, is_new: bool, problem: str | None = None
    ) -> FetchReport:
        copies = 0
        if fetched is not None:
            copies = len(self.store.of(spec.id, fetched, now=fetched.began).names())
        return FetchReport(spec.id, fetched, is_new, copies, problem)
