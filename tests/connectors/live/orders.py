"""Orders for tests of live sources, and copies that are kept in memory."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from connectors import find
from connectors.delivery import Delivery, Item
from connectors.items import Note
from connectors.live.order import Order
from engine.errors import SourceUnavailable
from engine.settings import Settings, load_settings
from engine.sources_file import SourceSpec

NOW = datetime(2026, 10, 31, 6, 0, tzinfo=UTC)
MUNICIPALITY = "1884"


class MemoryCopies:
    """Copies without a vault; `now` is the moment of what is put."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.kept: dict[str, tuple[bytes, datetime]] = {}
        self.spent: dict[str, int] = {}

    def names(self) -> list[str]:
        """File names, sorted."""
        return sorted(self.kept)

    def get(self, name: str) -> bytes:
        """Content of a copy."""
        return self.kept[name][0]

    def asked_at(self, name: str) -> datetime:
        """Moment at which a copy was put."""
        return self.kept[name][1]

    def put(self, name: str, content: bytes) -> None:
        """Keep an answer."""
        self.kept[name] = content, self.now

    def drop(self, name: str) -> None:
        """Leave a copy out."""
        self.kept.pop(name, None)

    def destroy(self, name: str) -> None:
        """Leave a copy out of every fetch."""
        self.drop(name)

    def spend(self, month: str, limit: int | None) -> None:
        """Count one request."""
        if limit is not None and self.spent.get(month, 0) >= limit:
            raise SourceUnavailable("test", f"the {limit} requests of {month} are spent")
        self.spent[month] = self.spent.get(month, 0) + 1

    def pseudonym(self, name: str, born: date) -> str:
        """A stand-in that is equal for one name and birth date."""
        digest = hashlib.sha256(f"{name.casefold()}{born}".encode()).hexdigest()
        return f"P{digest[:20]}"


def hasty(**changes: object) -> Settings:
    """Settings that wait for milliseconds only; `changes` are fields of `live`."""
    settings = load_settings()
    quick: dict[str, object] = {
        "timeout_seconds": 5.0,
        "first_wait_seconds": 0.001,
        "max_wait_seconds": 0.01,
        "later_wait_seconds": 0.02,
        "requests_per_second": 10_000,
    }
    live = settings.live.model_copy(update=quick | changes)
    return settings.model_copy(update={"live": live})


def order(
    url: str,
    *,
    connector: str,
    options: Mapping[str, object] | None = None,
    copies: MemoryCopies | None = None,
    now: datetime = NOW,
    began: datetime | None = None,
    since: datetime | None = None,
    settings: Settings | None = None,
    folder: Path = Path(),
    **entry: object,
) -> Order:
    """An order for one source; `entry` are further keys of `sources.yaml`."""
    given = {"id": "live", "connector": connector, "url": url, "options": options or {}, **entry}
    kept = MemoryCopies() if copies is None else copies
    kept.now = now
    spec = SourceSpec.model_validate(given)
    return Order(spec, MUNICIPALITY, settings or hasty(), folder, now, began or now, since, kept)


def fetch(made: Order) -> list[Note]:
    """Fetch an order with its connector; what it noted."""
    live = find(made.spec.connector).fetch
    assert live is not None
    return list(live(made))


def read_copies(made: Order, folder: Path) -> list[Item]:
    """What the connector reads from the copies of an order, written as files into `folder`."""
    files = []
    for name in made.copies.names():
        file = folder / name
        file.write_bytes(made.copies.get(name))
        files.append(file)
    delivery = Delivery(made.spec, tuple(files), made.now.date(), made.municipality, made.settings)
    return list(find(made.spec.connector).read(delivery))
