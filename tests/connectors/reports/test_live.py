"""Signalen over the network: cleaned before it is kept, increments, breaks, and refusals."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged, SourceRefused, SourceUnavailable
from tests.connectors.live.orders import NOW, MemoryCopies, fetch, hasty, order, read_copies
from tests.connectors.reports.signals import KEY, MAIL, NEVER, page, read, signal, values, write

PATH = "/signals/v1/private/signals"
TOKEN = "geheim-token"
OPTIONS = {"token": "env:SIGNALEN_TOKEN", "reporter_key": "env:SIGNALEN_KEY"}
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNALEN_TOKEN", TOKEN)
    monkeypatch.setenv("SIGNALEN_KEY", KEY)


class Server:
    """Plays a list of reports, two on a page, and remembers what was asked."""

    def __init__(self, http: HTTPServer, *reports: dict[str, object]) -> None:
        self.http, self.reports = http, list(reports)
        self.asked: list[Mapping[str, str]] = []
        http.expect_request(PATH).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        self.asked.append(request.args.to_dict())
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        number = int(request.args.get("page", "1"))
        since = request.args.get("updated_after")
        found = [r for r in self.reports if since is None or str(r["updated_at"]) >= since]
        part = found[2 * number - 2 : 2 * number]
        following = self.http.url_for(f"{PATH}?page={number + 1}")
        body = page(*part, following=following if len(found) > 2 * number else None)
        return Response(json.dumps(body), content_type="application/json")


def _order(http: HTTPServer, **more: object) -> Order:
    entry: dict[str, object] = {"connector": "signalen", "options": OPTIONS, **more}
    return order(http.url_for("/").rstrip("/"), **entry)  # type: ignore[arg-type]


def test_first_fetch_asks_all_pages_by_number(httpserver: HTTPServer, tmp_path: Path) -> None:
    server = Server(httpserver, *(signal(n) for n in range(1, 6)))
    made = _order(httpserver)
    told = {note.key: note.value for note in fetch(made)}
    assert told["fetched reports"] == 5
    assert told["fetched pages"] == 3
    assert server.asked[0] == {"ordering": "id", "page_size": "100"}
    names = [f"signalen-alle-20261031-0000{n}.json" for n in (1, 2, 3)]
    assert list(made.copies.names()) == names
    assert len(values(read_copies(made, tmp_path))) == 5


def test_copies_hold_nothing_that_may_never_be_read(httpserver: HTTPServer) -> None:
    Server(httpserver, *(signal(n) for n in range(1, 4)))
    made = _order(httpserver)
    notes = fetch(made)
    everything = b"".join(made.copies.get(name) for name in made.copies.names())
    for secret in (NEVER, MAIL, "voorbeeld.example/melder", TOKEN, KEY, 'reporter":'):
        assert secret.encode() not in everything
        assert secret not in repr(notes)


def test_copies_give_the_same_rows_as_delivered_files(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    reports = [signal(n) for n in range(1, 6)]
    Server(httpserver, *reports)
    made = _order(httpserver)
    fetch(made)
    delivered = write(tmp_path, page(*reports), "geleverd.json")
    options = {"reporter_key": "env:SIGNALEN_KEY"}
    assert values(read_copies(made, tmp_path)) == values(read(delivered, options=options))


def test_next_fetch_asks_what_changed_since_the_last_one_began(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    server = Server(httpserver, *(signal(n) for n in range(1, 4)))
    copies = MemoryCopies()
    fetch(_order(httpserver, copies=copies, now=NOW - WEEK))
    changed = "2026-10-30T08:00:00+00:00"
    server.reports[0] = signal(1, updated_at=changed, status={"state": "a"})
    server.reports.append(signal(4, updated_at=changed))
    server.asked.clear()
    made = _order(httpserver, copies=copies, since=NOW - WEEK)
    fetch(made)
    assert server.asked == [
        {"ordering": "id", "page_size": "100", "updated_after": "2026-10-24T06:00:00+00:00"}
    ]
    assert copies.names()[-1] == "signalen-sinds-20261024T060000-00001.json"
    rows = values(read_copies(made, tmp_path))
    assert [row["report_id"] for row in rows] == ["2", "3", "4"]


def test_everything_is_asked_again_in_time_so_that_what_was_destroyed_goes_too(
    httpserver: HTTPServer,
) -> None:
    server = Server(httpserver, signal(1))
    copies = MemoryCopies()
    fetch(_order(httpserver, copies=copies, now=NOW - timedelta(days=46)))
    copies.kept["signalen-sinds-20260901T000000-00001.json"] = b"{}", NOW - WEEK
    fetch(_order(httpserver, copies=copies, since=NOW - WEEK))
    assert "updated_after" not in server.asked[-1]
    assert copies.names() == ["signalen-alle-20261031-00001.json"]


def test_first_day_is_asked_for(httpserver: HTTPServer) -> None:
    server = Server(httpserver, signal(1))
    options = {**OPTIONS, "created_from": "2025-01-01", "page_size": 2}
    fetch(_order(httpserver, options=options))
    assert server.asked[0]["created_after"] == "2025-01-01T00:00:00+00:00"
    assert server.asked[0]["page_size"] == "2"


def test_fetch_goes_on_where_it_broke_off(httpserver: HTTPServer, tmp_path: Path) -> None:
    server = Server(httpserver, *(signal(n) for n in range(1, 6)))
    copies = MemoryCopies()
    whole = _order(httpserver, copies=copies)
    fetch(whole)
    copies.drop("signalen-alle-20261031-00003.json")
    server.asked.clear()
    made = _order(httpserver, copies=copies, now=NOW + timedelta(hours=1), began=NOW)
    told = {note.key: note.value for note in fetch(made)}
    assert server.asked == [{"page": "3"}]
    assert told["fetched reports"] == 5
    assert len(values(read_copies(made, tmp_path))) == 5


def test_fetch_that_was_complete_asks_nothing_when_resumed(httpserver: HTTPServer) -> None:
    server = Server(httpserver, signal(1))
    copies = MemoryCopies()
    fetch(_order(httpserver, copies=copies))
    server.asked.clear()
    fetch(_order(httpserver, copies=copies, began=NOW))
    assert server.asked == []


def test_new_fetch_of_the_same_day_asks_again(httpserver: HTTPServer) -> None:
    server = Server(httpserver, signal(1))
    copies = MemoryCopies()
    fetch(_order(httpserver, copies=copies))
    fetch(_order(httpserver, copies=copies, now=NOW + timedelta(hours=1)))
    assert len(server.asked) == 2


def test_fetch_of_everything_that_broke_off_goes_on_with_everything(httpserver: HTTPServer) -> None:
    server = Server(httpserver, *(signal(n) for n in range(1, 4)))
    copies = MemoryCopies()
    fetch(_order(httpserver, copies=copies))
    copies.drop("signalen-alle-20261031-00002.json")
    server.asked.clear()
    fetch(_order(httpserver, copies=copies, now=NOW + WEEK, began=NOW, since=NOW - WEEK))
    assert server.asked == [{"page": "2"}]
    assert copies.names()[-1] == "signalen-alle-20261031-00002.json"


def test_next_page_on_another_host_is_refused(httpserver: HTTPServer) -> None:
    body = page(signal(1), following="https://elders.voorbeeld.example/x?page=2")
    httpserver.expect_request(PATH).respond_with_json(body)
    with pytest.raises(SourceRefused, match="points to another host"):
        fetch(_order(httpserver))


@pytest.mark.parametrize("status", [401, 403])
def test_refused_token_is_told_without_it(status: int, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("", status=status)
    with pytest.raises(SourceChanged, match=f"answered {status}") as caught:
        fetch(_order(httpserver))
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("body", [{"results": "x"}, {"detail": "x"}, [1], {"results": [1]}])
def test_answer_that_is_no_page_is_refused(body: object, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_json(body)
    with pytest.raises(SourceChanged, match="not a page of reports"):
        fetch(_order(httpserver))


def test_page_with_html_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("<html>", content_type="text/html")
    with pytest.raises(SourceChanged, match="answered text/html where json was expected"):
        fetch(_order(httpserver))


def test_pages_that_go_round_are_refused(httpserver: HTTPServer) -> None:
    body = page(signal(1), following=httpserver.url_for(f"{PATH}?page=2"))
    httpserver.expect_request(PATH).respond_with_json(body)
    with pytest.raises(SourceChanged, match="points back to a page"):
        fetch(_order(httpserver))


def test_busy_server_is_asked_again_and_then_given_up(httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("", status=503)
    with pytest.raises(SourceUnavailable, match="answered 503, after 2 attempts"):
        fetch(_order(httpserver, settings=hasty(attempts=2)))


def test_old_copies_stay_when_a_fetch_of_everything_breaks_off(httpserver: HTTPServer) -> None:
    copies = MemoryCopies()
    copies.kept["signalen-alle-20260101-00001.json"] = b"{}", datetime(2026, 1, 1, tzinfo=UTC)
    httpserver.expect_request(PATH).respond_with_data("", status=404)
    with pytest.raises(SourceChanged, match="answered 404"):
        fetch(_order(httpserver, copies=copies, since=NOW - WEEK))
    assert copies.names() == ["signalen-alle-20260101-00001.json"]


def test_token_that_is_not_set_is_named(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SIGNALEN_TOKEN")
    with pytest.raises(SettingsError, match="SIGNALEN_TOKEN is not set"):
        fetch(_order(httpserver))


def test_source_without_a_token_is_not_asked(httpserver: HTTPServer) -> None:
    with pytest.raises(SettingsError, match=r"options\.token is missing"):
        fetch(_order(httpserver, options={}))
