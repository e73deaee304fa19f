"""Zoeken: which companies have a branch in a town.

Zoeken shows no more than a fixed number of results, so a search that finds more is split by kind
of registration and then by street. What no search could show is reported, never taken as absent.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.kvk import values
from connectors.kvk.live.asking import FAULT, SUFFIX, Asking
from connectors.kvk.live.copying import body_of
from connectors.kvk.live.patience import TEMPORARY
from connectors.kvk.live.routes import FAULTS, PAGE_SIZE
from connectors.kvk.values import Body, Unreadable
from connectors.live.exchange import Ask
from engine.errors import SourceUnavailable

PREFIX = "zoeken-"
KINDS = ("hoofdvestiging", "nevenvestiging", "rechtspersoon")
_Result = tuple[str, str, str]


@dataclass(slots=True)
class Found:
    """What was found.

    Attributes:
        branches: KVK number -> its branches among the results.
        names: copies that hold these results.
    """

    branches: dict[str, set[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class Search:
    """Searches of one fetch.

    Args:
        asking: the fetch.
        streets: streets to split over; the streets of the results when empty.
    """

    def __init__(self, asking: Asking, streets: Sequence[str]) -> None:
        self.asking, self.streets = asking, streets
        self.found = Found()

    def place(self, town: str) -> None:
        """Find the companies with a branch in a town.

        Raises:
            SourceError: a search cannot be answered.
        """
        seen: set[_Result] = set()
        total, shown, _ = self._query({"plaats": town}, seen)
        if total <= shown:
            return
        for kind in KINDS:
            query = {"plaats": town, "type": kind}
            seen = set()
            total, shown, streets = self._query(query, seen)
            if total <= shown:
                continue
            for street in self.streets or streets:
                self._query({**query, "straatnaam": street}, seen)
            if total > len(seen):
                key = f"search results that KVK did not show/{town}/{kind}"
                self.asking.notes[key] += total - len(seen)

    def _query(self, query: Mapping[str, str], seen: set[_Result]) -> tuple[int, int, list[str]]:
        """Ask one search to its last page: total, how many were shown, and their streets."""
        total, shown, streets = 0, 0, set()
        for body in self._pages(query):
            total = max(total, values.whole(body, "totaal") or 0)
            for result in values.members(body, "resultaten"):
                shown += 1
                seen.add(self._take(result))
                streets.add(_street(result))
        return total, shown, sorted(streets - {""})

    def _take(self, result: Body) -> _Result:
        try:
            number = values.digits(result, "kvkNummer", 8)
            branch = values.digits(result, "vestigingsnummer", 12)
        except Unreadable:
            number = branch = None
            self.asking.notes["search results with a number that is none"] += 1
        if number is not None:
            self.found.branches.setdefault(number, set()).update([branch] if branch else [])
        return number or "", branch or "", values.text(result, "type") or ""

    def _pages(self, query: Mapping[str, str]) -> Iterator[Body]:
        last = self.asking.route.max_results // PAGE_SIZE
        for page in range(1, last + 1):
            body = self._page(query, page)
            if body is None:
                return
            yield body
            results = values.members(body, "resultaten")
            total = values.whole(body, "totaal")
            if len(results) < PAGE_SIZE or (total is not None and page * PAGE_SIZE >= total):
                return

    def _page(self, query: Mapping[str, str], page: int) -> Body | None:
        """One page, from a copy when this fetch has it already; None when there is none."""
        order = self.asking.order
        name = copy_name(query, page)
        self.found.names |= {f"{name}{SUFFIX}", f"{name}{FAULT}{SUFFIX}"}
        if order.is_new(f"{name}{SUFFIX}"):
            return body_of(order.copies.get(f"{name}{SUFFIX}"))
        params: dict[str, str | int] = {**query, "pagina": page}
        params["resultatenPerPagina"] = PAGE_SIZE
        if self.asking.options.inactive:
            params["inclusiefInactieveRegistraties"] = "true"
        answer = self.asking.client.ask(Ask(self.asking.route.search, params, allow=FAULTS))
        body = self.asking.keep(name, answer)
        if body is None:
            if TEMPORARY in self.asking.faults[name]:
                what = "Zoeken stays temporarily unavailable: try again later"
                raise SourceUnavailable(order.source, what)
            order.copies.drop(f"{name}{SUFFIX}")
        return body


def copy_name(query: Mapping[str, str], page: int) -> str:
    """File name of a page of results, from the question alone and without an ending."""
    words = "\x1f".join(f"{key}={query[key]}" for key in sorted(query))
    digest = hashlib.sha256(words.encode()).hexdigest()[:12]
    town = re.sub(r"[^a-z0-9]+", "-", query["plaats"].casefold()).strip("-")[:40]
    return f"{PREFIX}{town}-{digest}-{page:04}"


def was_asked(town: str, names: Collection[str]) -> bool:
    """True when copies hold a search for a town, with or without result."""
    first = copy_name({"plaats": town}, 1)
    return f"{first}{SUFFIX}" in names or f"{first}{FAULT}{SUFFIX}" in names


def _street(result: Body) -> str:
    try:
        address = values.member(values.member(result, "adres"), "binnenlandsAdres")
        return values.text(address, "straatnaam") or ""
    except Unreadable:
        return ""
