"""Asks Zaken and Catalogi API's: the catalogue of the mapped case types, then their cases.

Zaken has no filter on what changed last. So at first every case is asked, and after that the
cases that began since, all that are open, and those closed lately; what was open in our copies
and is in none of these lists is asked by itself. No right (403) is noted, not an error.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from connectors.cases.case import Unusable
from connectors.items import Note
from connectors.live.client import Answer, Ask, Client
from connectors.live.order import Order
from connectors.zaken import keeping, values, zaak
from connectors.zaken.keeping import Keeper
from connectors.zaken.objects import Kind
from connectors.zaken.options import ZgwOptions
from connectors.zaken.values import Body
from engine.errors import SourceChanged

PAGE_SIZE = 100
EXPAND = "resultaat,rollen,zaakobjecten,eigenschappen"
_CRS = {"Accept-Crs": "EPSG:4326"}
_GONE = (404, 410)
_SUBTYPES = (Kind.STATUS_TYPE, Kind.RESULT_TYPE, Kind.ROLE_TYPE, Kind.PROPERTY_TYPE)
Params = Mapping[str, str | int]


class Fetching:
    """One fetch."""

    def __init__(self, order: Order, client: Client, keeper: Keeper) -> None:
        self.order, self.client, self.keeper = order, client, keeper
        self.options: ZgwOptions = keeper.options
        self.notes = keeper.notes
        self.case_types: dict[str, bool] = {}
        self.done = 0

    def run(self) -> Iterator[Note]:
        """Ask everything, then tell what is worth telling.

        Raises:
            SourceError: as the client; or none of the mapped case types exists.
        """
        self._catalogue()
        if not self.case_types:
            told = ", ".join(sorted(self.notes + Counter()))
            what = f"none of the mapped case types is found or may be read ({told})"
            raise SourceChanged(self.order.source, what)
        for url, is_known in sorted(self.case_types.items()):
            self._list(url, is_known=is_known)
        self._sweep()
        yield from (Note(key, count) for key, count in sorted(self.notes.items()) if count)

    def _catalogue(self) -> None:
        """Ask the catalogue once per fetch; copies of what is no longer there are left out."""
        kept: set[str] = set()
        for name, types in sorted(self.options.kinds.items()):
            rsin, _, domein = name.partition("/")
            catalogues = self._types(Kind.CATALOGUE, {"rsin": rsin, "domein": domein}, kept)
            if not catalogues:
                self.notes[f"catalogues not found/{name}"] += 1
            for catalogue in catalogues:
                for identificatie in sorted(types):
                    self._case_type(catalogue, identificatie, kept)
        for name in self.order.copies.names():
            if name.startswith(keeping.TYPE_FILE) and name not in kept:
                self.order.copies.drop(name)

    def _case_type(self, catalogue: Body, identificatie: str, kept: set[str]) -> None:
        asked: Params = {
            "catalogus": str(catalogue["url"]),
            "identificatie": identificatie,
        }
        ask = Ask(f"{self.options.catalogi}/{Kind.CASE_TYPE}", asked, allow=(403,))
        versions = self._all(ask, Kind.CASE_TYPE)
        if not versions:
            self.notes[f"case types not found/{identificatie[:80]}"] += 1
        for version in versions:
            url = str(version["url"])
            mark = self._mark(url)
            self.case_types[url] = self._is_known(mark)
            self.keeper.put_types([dict(version)], mark)
            kept.add(mark)
            for kind in _SUBTYPES:
                self._types(kind, {"zaaktype": url}, kept)

    def _mark(self, url: str) -> str:
        """Name of a copy of a case type, which tells: its cases were asked in this way."""
        told = sorted(self.options.properties)
        return keeping.type_file("zaaktype", url, str(self.options.started_from), *told)

    def _is_known(self, mark: str) -> bool:
        """True when an earlier, complete fetch asked the cases of this type."""
        if self.order.since is None:
            return False
        try:
            return self.order.copies.asked_at(mark) < self.order.began
        except KeyError:
            return False

    def _types(self, kind: Kind, params: Params, kept: set[str]) -> list[dict[str, object]]:
        ask = Ask(f"{self.options.catalogi}/{kind}", params, allow=(403,))
        found = self._all(ask, kind)
        name = keeping.type_file(kind, *(str(part) for pair in params.items() for part in pair))
        self.keeper.put_types(found, name)
        kept.add(name)
        return found

    def _list(self, case_type: str, *, is_known: bool) -> None:
        """Ask the cases of one version of a case type, page by page."""
        for query in self._queries(is_known=is_known):
            params: dict[str, str | int] = {
                "zaaktype": case_type,
                "maximaleVertrouwelijkheidaanduiding": self.options.confidentiality,
                "ordering": "identificatie",
                "pageSize": PAGE_SIZE,
                **query,
            }
            if self.options.expand:
                params["expand"] = EXPAND
            ask = Ask(f"{self.options.zaken}/zaken", params, allow=(403,), headers=_CRS)
            for answer in self.client.pages(ask, _next):
                if answer.status == 403:
                    self.notes["no right/zaken"] += 1
                    break
                self._cases(self._results(answer))

    def _queries(self, *, is_known: bool) -> list[Params]:
        """What to ask of one case type."""
        start = self.options.started_from
        since = self.order.since
        if not is_known or since is None:
            if start is None:
                return [{}]
            return [{"startdatum__gte": f"{start}-01-01"}, {"einddatum__isnull": "true"}]
        back = timedelta(days=self.options.reread_closed_days)
        closed = min(self.order.now - back, since - timedelta(days=1))
        return [
            {"startdatum__gte": f"{since - timedelta(days=1):%Y-%m-%d}"},
            {"einddatum__isnull": "true"},
            {"einddatum__gt": f"{closed:%Y-%m-%d}"},
        ]

    def _cases(self, bodies: Sequence[object]) -> None:
        """Keep the cases of one page with their parts; those kept already are left alone."""
        waiting: dict[str, Body] = {}
        for body in bodies:
            url = values.address(body, "url") if isinstance(body, Mapping) else None
            if not isinstance(body, Mapping) or url is None:
                self.notes["cases without an address"] += 1
            elif not self.order.is_new(keeping.case_file(url)) and not self._is_secret(body):
                waiting[url] = body
        parts: dict[str, list[object]] = {url: [] for url in waiting}
        asks = [ask for url, body in waiting.items() for ask in self._asks(url, body, parts[url])]
        for ask, answer in self.client.get_many(asks):
            if answer.status == 403:
                self.notes[f"no right/{ask.path.rpartition('/')[2]}"] += 1
            elif answer.status not in _GONE:
                parts[ask.key] += self._with_next(ask, answer)
        for url, body in waiting.items():
            self._keep(url, body, parts[url])
        self.order.progress(f"fetch {self.order.source}", self.done, None)

    def _keep(self, url: str, body: Body, parts: Sequence[object]) -> None:
        case = self.keeper.reduce([{k: v for k, v in body.items() if k != "_expand"}])
        if case:
            self.keeper.put_case([case, self.keeper.reduce(parts)], keeping.case_file(url))
        self.done += 1

    def _is_secret(self, body: Body) -> bool:
        """True for a case that may not be kept; one whose level cannot be read is none of ours."""
        try:
            is_secret = zaak.level(body, None) > self.options.limit
        except Unusable:
            is_secret = True
        self.notes["cases not kept, too confidential"] += is_secret
        return is_secret

    def _asks(self, url: str, body: Body, parts: list[object]) -> Iterator[Ask]:
        """The questions about one case; with `_expand` only that for its earlier statuses."""
        base = self.options.zaken
        allow = (403, *_GONE)
        yield Ask(f"{base}/statussen", {"zaak": url}, allow=allow, key=url)
        expand = body.get("_expand")
        if self.options.expand and isinstance(expand, Mapping):
            for part in (expand.get(name) for name in EXPAND.split(",")):
                parts += part if isinstance(part, list) else [part] if part else []
            return
        self.notes["cases that were not expanded"] += self.options.expand
        if body.get("resultaat"):
            yield Ask(f"{base}/resultaten", {"zaak": url}, allow=allow, key=url)
        yield Ask(f"{base}/rollen", {"zaak": url}, allow=allow, key=url)
        yield Ask(f"{base}/zaakobjecten", {"zaak": url}, allow=allow, key=url)
        number = url.rpartition("/")[2]
        yield Ask(f"{base}/zaken/{number}/zaakeigenschappen", allow=allow, key=url)

    def _with_next(self, ask: Ask, answer: Answer) -> Iterable[object]:
        yield from self._results(answer)
        following = _next(answer)
        if following is not None:
            for page in self.client.pages(Ask(following, allow=ask.allow), _next):
                yield from self._results(page)

    def _all(self, ask: Ask, kind: Kind) -> list[dict[str, object]]:
        """Every object of a list, reduced; nothing where there is no right to it."""
        found: list[dict[str, object]] = []
        for answer in self.client.pages(ask, _next):
            if answer.status == 403:
                self.notes[f"no right/{kind}"] += 1
                return []
            found += self.keeper.reduce(self._results(answer))
        return found

    def _results(self, answer: Answer) -> Sequence[object]:
        """The objects of a page or list.

        Raises:
            SourceChanged: it is neither.
        """
        body = answer.json()
        found = body.get("results") if isinstance(body, Mapping) else body
        if not isinstance(found, list):
            raise SourceChanged(self.order.source, "an answer of the API is no list of objects")
        return found

    def _sweep(self) -> None:
        """Ask by itself what was open and is in no list; leave out what is not ours any more."""
        for name in self.order.copies.names():
            if not name.startswith(keeping.CASE_FILE) or self.order.is_new(name):
                continue
            case = self.keeper.case(name)
            case_type = values.address(case, "zaaktype") or ""
            if case_type not in self.case_types:
                if self._is_catalogue_short():
                    continue
                self.order.copies.drop(name)
                self.notes["cases of types that are not mapped any more"] += 1
            elif not case.get("einddatum") or not self.case_types[case_type]:
                self._ask_one(str(case["url"]), name)

    def _is_catalogue_short(self) -> bool:
        """True when a mapped type was not found, so that cases of it may still be ours."""
        starts = ("no right/catalogussen", "no right/zaaktypen", "catalogues not", "case types not")
        return any(key.startswith(starts) for key, count in self.notes.items() if count)

    def _ask_one(self, url: str, name: str) -> None:
        number = url.rpartition("/")[2]
        params = {"expand": EXPAND} if self.options.expand else {}
        path = f"{self.options.zaken}/zaken/{number}"
        answer = self.client.ask(Ask(path, params, allow=(403, *_GONE), headers=_CRS))
        if answer.status == 200:
            self._cases([answer.json()])
        else:
            why = "no right/zaken" if answer.status == 403 else "cases that are gone"
            self.notes[why] += 1
        if not self.order.is_new(name):
            self.order.copies.drop(name)


def _next(answer: Answer) -> str | None:
    """Address of the next page; the client refuses one on another host."""
    body = answer.json() if answer.status == 200 else None
    following = body.get("next") if isinstance(body, Mapping) else None
    return following if isinstance(following, str) and following else None
