"""Asks the open data service for the rows of one municipality, one period at a time.

A range of periods would take the year totals along, which sort among the months; so periods are
listed. All pages of a period are kept as one answer, so that a break leaves no half of one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from connectors.delivery import Note
from connectors.live.client import Answer, Ask, Client, open_client
from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged

ROWS, PROPERTIES, PERIODS = "TypedDataSet", "DataProperties", "Perioden"
_AREAS = "WijkenEnBuurten"

Json = Mapping[str, object]


def fetch_tables(order: Order, tables: Sequence[str], periods: Sequence[str]) -> Iterator[Note]:
    """Ask every table: its titles and code lists, then the rows of each period.

    Args:
        order: what is asked, and where answers go.
        tables: such as 47022NED; at least one.
        periods: such as 2026MM09; empty asks the newest months of the table.

    Raises:
        SettingsError: no table is given.
        SourceError: as `Client.pages`.
        SourceChanged: an answer is no list of the service, or the table has no months.
    """
    if not tables:
        what = f"source {order.source}: options: tables is missing, such as [47022NED]"
        raise SettingsError(what)
    kept: set[str] = set()
    with open_client(order) as client:
        for table in tables:
            for name in _table(_Asking(order, client, table), periods):
                kept.add(name)
                order.progress(f"fetch {order.source}", len(kept), None)
    for name in sorted(set(order.copies.names()) - kept):
        order.copies.drop(name)
    yield Note("answers", len(kept))


def _table(asking: "_Asking", periods: Sequence[str]) -> Iterator[str]:
    """Ask one table; yield the name of each answer."""
    yield asking.keep(PROPERTIES)
    properties = asking.values(PROPERTIES)
    area = next((_key(one) for one in properties if _type(one).startswith("Geo")), _AREAS)
    lists = sorted({_key(one) for one in properties if _type(one) == "Dimension"} - {area})
    for name in (PERIODS, *lists):
        yield asking.keep(name)
    for period in periods or asking.newest():
        yield asking.keep_rows(period, area)


class _Asking:
    """One table of the service."""

    def __init__(self, order: Order, client: Client, table: str) -> None:
        self.order, self.client, self.table = order, client, table

    def keep(self, part: str) -> str:
        """Ask for one whole list, unless this fetch has it already; the name of its copy."""
        return self._keep(part, Ask(f"{self.table}/{part}"))

    def keep_rows(self, period: str, area: str) -> str:
        """Ask for the rows of the municipality in one period; the name of their copy."""
        condition = (
            f"substring({area},2,4) eq '{self.order.municipality}' and {PERIODS} eq '{period}'"
        )
        return self._keep(period, Ask(f"{self.table}/{ROWS}", {"$filter": condition}))

    def newest(self) -> list[str]:
        """The newest months of the table, by its own list of periods.

        Raises:
            SourceChanged: it has no months.
        """
        months = sorted(key for one in self.values(PERIODS) if "MM" in (key := _key(one)))
        if not months:
            what = f"table {self.table} has no months: list its periods, such as 2025JJ00"
            raise SourceChanged(self.order.source, what)
        return months[-self.order.settings.cbs.months :]

    def values(self, part: str) -> list[Json]:
        """The records of a list that was kept."""
        body = json.loads(self.order.copies.get(self._name(part)))
        return [one for one in body["value"] if isinstance(one, Mapping)]

    def _keep(self, part: str, ask: Ask) -> str:
        name = self._name(part)
        if not self.order.is_new(name):
            pages = [self._page(answer) for answer in self.client.pages(ask, _next)]
            metadata = pages[0]["odata.metadata"]
            body = {"odata.metadata": metadata, "value": [r for p in pages for r in _list(p)]}
            content = json.dumps(body, ensure_ascii=False, indent=0)
            self.order.copies.put(name, content.encode("utf-8"))
        return name

    def _name(self, part: str) -> str:
        return f"{self.table}-{part}.json"

    def _page(self, answer: Answer) -> Json:
        """An answer that is a list of the service, not an error with status 200."""
        body = answer.json()
        if not isinstance(body, Mapping) or not isinstance(body.get("value"), list):
            what = f"table {self.table}: the service answers without a list"
            raise SourceChanged(self.order.source, what)
        if not isinstance(body.get("odata.metadata"), str):
            what = f"table {self.table}: the service answers without odata.metadata: no version 3?"
            raise SourceChanged(self.order.source, what)
        return body


def _next(answer: Answer) -> str | None:
    body = answer.json()
    following = body.get("odata.nextLink") if isinstance(body, Mapping) else None
    return following if isinstance(following, str) else None


def _list(page: Json) -> list[object]:
    found = page["value"]
    return found if isinstance(found, list) else []


def _key(one: Json) -> str:
    return str(one.get("Key", "")).strip()


def _type(one: Json) -> str:
    return str(one.get("Type") or str(one.get("odata.type", "")).rpartition(".")[2])
