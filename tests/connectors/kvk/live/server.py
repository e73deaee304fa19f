"""KVK's API's on the loopback: invented companies, and the faults that KVK can answer with."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.connectors.deliver import FIXTURES
from tests.connectors.kvk.answers import Answer, branch, branches, fault, main_block, profile

KEY = "zeer-geheim"
SUBSCRIPTION = "87654321-4321-4321-4321-210987654321"
RECORDED = FIXTURES / "kvk" / "recorded"


class FakeKvk:
    """What KVK knows, and what it was asked.

    Attributes:
        companies: KVK number -> its branches, the main one first.
        results: what Zoeken can find, with `plaats` and `straatnaam` beside each result.
        signals: of the Mutatieservice.
        scripted: path -> answers that are given first, one per question; None is the usual one.
        asked: (path, parameters) in order.
    """

    def __init__(self) -> None:
        self.companies: dict[str, list[str]] = {}
        self.results: list[dict[str, str]] = []
        self.signals: list[Answer] = []
        self.scripted: dict[str, list[Response | None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""
        self.max_results = 1000
        self.page_branches = 10_000

    def serve(self, httpserver: HTTPServer) -> str:
        """Answer everything below `/api`; the base address."""
        httpserver.expect_request(re.compile("/api/.*")).respond_with_handler(self)
        return httpserver.url_for("/api")

    def add(self, number: str, count: int = 1, *, town: str = "Leimuiden", street: str = "") -> str:
        """Add a company with some branches that Zoeken finds."""
        own = [f"{number}{n:04}" for n in range(1, count + 1)]
        self.companies[number] = own
        kinds = ("hoofdvestiging", *["nevenvestiging"] * (count - 1))
        for kind, branch_ in zip(kinds, own, strict=True):
            self.results.append(
                {
                    "kvkNummer": number,
                    "vestigingsnummer": branch_,
                    "type": kind,
                    "plaats": town,
                    "straatnaam": street,
                }
            )
        return number

    def signal(self, number: str, at: datetime, kind: str, branch_: str | None = None) -> None:
        """Add a signal about a company."""
        self.signals.append(
            {
                "id": f"{len(self.signals):08}",
                "timestamp": f"{at:%Y-%m-%dT%H:%M:%SZ}",
                "kvknummer": number,
                "signaalType": kind,
                **({} if branch_ is None else {"vestigingsnummer": branch_}),
            }
        )

    def paths(self, part: str = "") -> list[str]:
        """Paths that were asked and hold `part`, sorted."""
        return sorted(path for path, _ in self.asked if part in path)

    def __call__(self, request: Request) -> Response:
        """One answer."""
        path = request.path.removeprefix("/api/")
        self.asked.append((path, request.args.to_dict()))
        if request.headers.get("apikey") != KEY:
            return answered(fault("IPD1998"), 403)
        script = self.scripted.get(path)
        scripted = script.pop(0) if script else None
        return scripted or self._usual(path, request)

    def _usual(self, path: str, request: Request) -> Response:
        if path in ("v2/zoeken", "v3/zoeken"):
            return self._search(request.args)
        if path.startswith("v1/abonnementen/"):
            return self._signals(request.args)
        if found := re.fullmatch(r"v1/vestigingsprofielen/([0-9]{12})", path):
            return self._branch(found[1])
        if found := re.fullmatch(r"v1/[a-z/]*/([0-9]{8})(/vestigingen)?", path):
            return self._company(path, found[1], request)
        return answered(fault("IPD1999"), 400)

    def _company(self, path: str, number: str, request: Request) -> Response:
        own = self.companies.get(number)
        if own is None:
            return answered(fault("IPD0005"), 404)
        if path.endswith("/vestigingen"):
            return self._list(number, own, request)
        if "basisprofielen" in path:
            main = main_block(vestigingsnummer=own[0], kvkNummer=number) if own else {}
            return answered(profile(main=main, kvkNummer=number))
        if "naamgevingen" in path:
            return answered({"kvkNummer": number, "naam": "Voorbeeld", "startdatum": "20200101"})
        return answered({"kvkNummer": number, "onbekend": {"bsn": "999990019"}})

    def _list(self, number: str, own: Sequence[str], request: Request) -> Response:
        """The branches; more than fit on a page go on behind a link, in turn of either form."""
        page, size = int(request.args.get("pagina", "1")), self.page_branches
        part = own[(page - 1) * size : page * size]
        body = {**branches(*part, total=len(own)), "kvkNummer": number}
        if page * size < len(own):
            href = f"{request.base_url}?pagina={page + 1}"
            if page % 2:
                body["_links"] = {"next": {"href": href}}
            else:
                body["links"] = [{"rel": "next", "href": href}]
        return answered(body)

    def _branch(self, branch_: str) -> Response:
        number = next((n for n, own in self.companies.items() if branch_ in own), None)
        if number is None:
            return answered(fault("IPD0007"), 404)
        is_main = self.companies[number][0] == branch_
        more = {"kvkNummer": number, "indHoofdvestiging": "Ja" if is_main else "Nee"}
        return answered(branch(branch_, **more))

    def _search(self, args: Mapping[str, str]) -> Response:
        found = [
            result
            for result in self.results
            if all(args.get(key) in (None, result[key]) for key in ("plaats", "type", "straatnaam"))
        ]
        page, size = int(args["pagina"]), int(args["resultatenPerPagina"])
        part = found[: self.max_results][(page - 1) * size : page * size]
        if not part:
            return answered(fault("IPD5200"), 404)
        total = {"pagina": page, "resultatenPerPagina": size, "totaal": len(found)}
        return answered({**total, "resultaten": [_result(result) for result in part]})

    def _signals(self, args: Mapping[str, str]) -> Response:
        first, last = (datetime.fromisoformat(args[key]) for key in ("vanaf", "tot"))
        if last - first > timedelta(days=7):
            return answered(fault("IPD1998"), 400)
        found = [
            signal
            for signal in self.signals
            if first <= datetime.fromisoformat(str(signal["timestamp"])) < last
        ]
        page, size = int(args["pagina"]), int(args["aantal"])
        pages = -(-len(found) // size)
        total = {"pagina": page, "aantal": size, "totaal": len(found), "totaalPaginas": pages}
        return answered({**total, "signalen": found[(page - 1) * size : page * size]})


def answered(body: object, status: int = 200) -> Response:
    """An answer as KVK gives it."""
    headers = {"API-Version": "1.5.0"}
    return Response(json.dumps(body), status, headers, content_type="application/json")


def recording(name: str) -> Response:
    """An answer that KVK's test environment gave."""
    document = json.loads((RECORDED / name).read_text("utf-8"))
    return answered(document["body"], document["_recorded"]["status"])


def _result(result: Mapping[str, str]) -> Answer:
    own = {key: result[key] for key in ("kvkNummer", "vestigingsnummer", "type")}
    address = {"type": "bezoekadres", "plaats": result["plaats"]}
    if result["straatnaam"]:
        address["straatnaam"] = result["straatnaam"]
    return {**own, "naam": "Voorbeeld", "adres": {"binnenlandsAdres": address}}
