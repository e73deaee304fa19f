"""A month of KVK changes for one municipality, asked from a server process on the loopback.

600 of 4,000 companies changed. The first figure keeps KVK's own pace (100 questions a second)
and has a limit of a minute; the second asks as fast as it can, and its ratio to a plain httpx
loop over the same questions is what counts: above 1.00 is faster than that loop, although every
answer is cleaned, encrypted and stored as well.
"""

import json
import multiprocessing
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx

from connectors.kvk_api import CONNECTOR
from connectors.live.order import Order
from engine.register.copies import CopyStore
from engine.register.vault import Vault
from engine.settings import load_settings
from engine.sources_file import SourceSpec

COMPANIES, CHANGED, DAYS = 4_000, 600, 30
LIMIT_S = 60.0
NOW = datetime(2026, 10, 31, 6, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=DAYS)
_FIRST = 90_000_000
_PRODUCTS = ("basisprofiel", "vestigingen", "naamgeving")
_ADDRESS = {
    "type": "bezoekadres",
    "indAfgeschermd": "Nee",
    "volledigAdres": "Voorbeeldweg 3" + " " * 40 + "2371AA Roelofarendsveen",
    "straatnaam": "Voorbeeldweg",
    "huisnummer": 3,
    "postcode": "2371AA",
    "plaats": "Roelofarendsveen",
    "land": "Nederland",
}


def main() -> None:
    """Print seconds and questions per second of each way of asking."""
    with _server() as url:
        paced, asked = _month(url, per_second=100)
        fast, _ = _month(url, per_second=100_000)
        plain = _plain(url, asked)
    rate = len(asked) / fast
    print(f"{CHANGED} of {COMPANIES} companies changed in {DAYS} days: {len(asked)} questions")
    print(f"at KVK's pace {paced:8.2f} s   limit {LIMIT_S:5.1f}   share {paced / LIMIT_S:5.2f}")
    print(f"plain httpx   {len(asked) / plain:8.0f} questions/s")
    print(f"connector     {rate:8.0f} questions/s   ratio {rate * plain / len(asked):5.2f}")


def _month(url: str, *, per_second: int) -> tuple[float, list[str]]:
    """Seconds of one fetch, and the addresses that it asked."""
    with tempfile.TemporaryDirectory() as folder, Vault(Path(folder) / "v.sqlite", b"1" * 32) as v:
        store = CopyStore(v)
        earlier = store.begin("kvk", url, now=SINCE)
        copies = store.of("kvk", earlier, now=SINCE)
        for number in range(_FIRST, _FIRST + COMPANIES):
            for product in (*_PRODUCTS, f"vestiging-{number}0001"):
                copies.put(f"{number}-{product}.json", b"{}")
        store.finish(earlier, [], now=SINCE)
        fetched = store.begin("kvk", url, now=NOW)
        new = store.of("kvk", fetched, now=NOW)
        options = {
            "apikey": "env:KVK_BENCH_KEY",
            "numbers": [str(_FIRST)],
            "subscription": "bench",
            "per_second": per_second,
        }
        os.environ["KVK_BENCH_KEY"] = "bench"
        spec = SourceSpec(id="kvk", connector="kvk_api", url=url, options=options)
        order = Order(spec, "1884", load_settings(), Path(), NOW, NOW, SINCE, new)
        assert CONNECTOR.fetch is not None
        start = time.perf_counter()
        for _ in CONNECTOR.fetch(order):
            pass
        seconds = time.perf_counter() - start
        names = [name for name in new.names() if new.asked_at(name) == NOW]
        return seconds, [json.loads(new.get(name))["_recorded"]["uri"] for name in names]


def _plain(url: str, asked: list[str]) -> float:
    """Seconds of one connection that asks the same questions one after the other."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        start = time.perf_counter()
        for address in asked:
            client.get(address).json()
        return time.perf_counter() - start


@contextmanager
def _server() -> Iterator[str]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    pipe.send(server.server_port)
    server.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    """KVK on the loopback: every company has one branch."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one question."""
        content = json.dumps(_answer(self.path)).encode()
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}"
        )
        self.wfile.write(f"{head}\r\n\r\n".encode() + content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _answer(path: str) -> dict[str, object]:
    number = re.search(r"/(9[0-9]{7})", path)
    if "abonnementen" in path:
        return _signals({key: value[0] for key, value in parse_qs(urlsplit(path).query).items()})
    assert number is not None
    branch = {
        "vestigingsnummer": f"{number[1]}0001",
        "kvkNummer": number[1],
        "eersteHandelsnaam": "Voorbeeld",
        "indHoofdvestiging": "Ja",
        "adressen": [_ADDRESS],
    }
    if "vestigingsprofielen" in path:
        return {**branch, "sbiActiviteiten": []}
    if path.endswith("/vestigingen"):
        listed = {"vestigingsnummer": f"{number[1]}0001", "indHoofdvestiging": "Ja"}
        return {"kvkNummer": number[1], "totaalAantalVestigingen": 1, "vestigingen": [listed]}
    if "naamgevingen" in path:
        return {"kvkNummer": number[1], "naam": "Voorbeeld", "startdatum": "20200101"}
    owner = {"rechtsvorm": "Besloten Vennootschap", "rsin": "111222333"}
    embedded = {"hoofdvestiging": branch, "eigenaar": owner}
    return {"kvkNummer": number[1], "naam": "Voorbeeld B.V.", "_embedded": embedded}


def _signals(query: dict[str, str]) -> dict[str, object]:
    """Every changed company once, spread over the month."""
    first, last = (datetime.fromisoformat(query[key]) for key in ("vanaf", "tot"))
    found = []
    for number in range(CHANGED):
        at = SINCE + timedelta(days=DAYS * number / CHANGED)
        if first <= at < last:
            kvk = str(_FIRST + number * COMPANIES // CHANGED)
            kind = "SignaalGewijzigdeInschrijving"
            found.append({"kvknummer": kvk, "timestamp": at.isoformat(), "signaalType": kind})
    page, size = int(query["pagina"]), int(query["aantal"])
    part = found[(page - 1) * size : page * size]
    pages = max(1, -(-len(found) // size))
    return {"pagina": page, "totaal": len(found), "totaalPaginas": pages, "signalen": part}


if __name__ == "__main__":
    main()
