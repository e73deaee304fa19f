"""Signalen over the network: page after page of reports, each cleaned before it is kept.

The first fetch asks all reports, later ones those that changed since. After half of the time
that copies are kept everything is asked again, so that what the source destroyed goes here too.
Pages come by number of the report: one that changes meanwhile stays where it is, and none is
missed.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from connectors import json_kinds
from connectors.items import Note
from connectors.live.client import Answer, Ask, Client, open_client
from connectors.live.order import Order
from connectors.reports.edge import Edge, edge
from connectors.reports.options import SignalenOptions
from engine.errors import SettingsError, SourceChanged
from engine.sources_file import secret

PATH = "signals/v1/private/signals"
_ALL, _CHANGED = "signalen-alle-", "signalen-sinds-"


@dataclass(frozen=True, slots=True)
class _Round:
    """One fetch: everything, or what changed since.

    Attributes:
        prefix: start of the file names of its pages.
        params: what is asked.
    """

    prefix: str
    params: Mapping[str, str | int]

    def name(self, number: int) -> str:
        """File name of a page, from 1."""
        return f"{self.prefix}-{number:05}.json"


def fetch(order: Order) -> Iterator[Note]:
    """Keep the pages of reports in the copies of an order; see `connectors.live.order.Fetch`.

    Raises:
        SettingsError: the token is not given, or a secret is not set.
        SourceError: the source cannot be asked, or its answers are no reports.
    """
    options = order.options(SignalenOptions)
    if options.token is None:
        raise SettingsError(f"source {order.source}: options.token is missing")
    headers = {"Authorization": f"Bearer {secret(options.token)}"}
    cleaning = edge(order.settings, options.reporter_key)
    this = _round(order, options)
    counts: Counter[str] = Counter()
    with open_client(order, headers=headers) as client:
        pages = 0
        for number, page in enumerate(_pages(order, client, this, cleaning), start=1):
            pages = number
            counts["fetched reports"] += len(page)
            order.progress(f"fetch {order.source}", number, None)
    if this.prefix.startswith(_ALL):
        keep = {this.name(number) for number in range(1, pages + 1)}
        for name in [name for name in order.copies.names() if name not in keep]:
            order.copies.drop(name)
    counts["fetched pages"] = pages
    for key, count in sorted((counts + cleaning.notes).items()):
        yield Note(key, count)


def _round(order: Order, options: SignalenOptions) -> _Round:
    """Decide what is asked: everything, unless a whole set is there and still young."""
    params: dict[str, str | int] = {"ordering": "id", "page_size": options.page_size}
    if options.created_from is not None:
        params["created_after"] = f"{options.created_from}T00:00:00+00:00"
    if order.since is None or not _is_young(order):
        return _Round(f"{_ALL}{order.began:%Y%m%d}", params)
    since = f"{order.since:%Y-%m-%dT%H:%M:%S}+00:00"
    return _Round(f"{_CHANGED}{order.since:%Y%m%dT%H%M%S}", params | {"updated_after": since})


def _is_young(order: Order) -> bool:
    """True when everything was asked not long ago."""
    copies = order.copies
    asked = [copies.asked_at(name) for name in copies.names() if name.startswith(_ALL)]
    earlier = [moment for moment in asked if moment < order.began]
    limit = order.began - timedelta(days=order.live.keep_days / 2)
    return bool(earlier) and min(earlier) > limit


def _pages(
    order: Order, client: Client, this: _Round, cleaning: Edge
) -> Iterator[Sequence[object]]:
    """Yield the reports of every page, from the copies as far as this fetch came before."""
    number = 1
    ask = Ask(PATH, this.params)
    while order.is_new(this.name(number)):
        kept = json.loads(order.copies.get(this.name(number)))
        yield kept["results"]
        following = _next(kept)
        if following is None:
            return
        ask, number = Ask(following), number + 1
    for answer in client.pages(ask, lambda page: _next(_body(page))):
        body = _body(answer)
        results = [cleaning.clean(report) for report in _results(answer, body)]
        kept = {"_links": {"next": {"href": _next(body)}}, "count": body.get("count")}
        content = json.dumps(kept | {"results": results}, ensure_ascii=False, sort_keys=True)
        order.copies.put(this.name(number), content.encode())
        number += 1
        yield results


def _body(answer: Answer) -> Mapping[str, object]:
    body = answer.json()
    return body if isinstance(body, dict) else {}


def _results(answer: Answer, body: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the reports of a page."""
    results = body.get("results")
    if not isinstance(results, list) or not all(isinstance(part, dict) for part in results):
        what = f"not a page of reports: {json_kinds.name_of(answer.json())}"
        raise SourceChanged(answer.source, what)
    return results


def _next(body: Mapping[str, object]) -> str | None:
    links = body.get("_links")
    following = links.get("next") if isinstance(links, Mapping) else None
    href = following.get("href") if isinstance(following, Mapping) else None
    return href if isinstance(href, str) and href else None
