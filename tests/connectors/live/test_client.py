"""The shared client against a real server on the loopback, faults included."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from connectors.live.client import Answer, Ask, Client, open_client
from connectors.live.manners import Manners
from engine.errors import SettingsError, SourceChanged, SourceRefused, SourceUnavailable
from tests.connectors.live.orders import MemoryCopies, hasty, order

KEY = "zeer-geheim"


def _client(server: HTTPServer, manners: Manners | None = None, **live: object) -> Client:
    return Client("kvk", server.url_for("/api"), live=hasty(**live).live, manners=manners)


def _answers(*statuses: int) -> Iterator[Response]:
    for status in statuses:
        yield Response('{"ok": 1}', status, content_type="application/json")


def _play(server: HTTPServer, *responses: Response) -> list[Request]:
    """Answer /api/x with each response in turn, the last one for ever."""
    asked: list[Request] = []

    def handle(request: Request) -> Response:
        asked.append(request)
        return responses[min(len(asked), len(responses)) - 1]

    server.expect_request("/api/x").respond_with_handler(handle)
    return asked


def test_answer_is_whole(httpserver: HTTPServer) -> None:
    asked = _play(httpserver, *_answers(200))
    with _client(httpserver) as client:
        answer = client.get("x", params={"naam": "A & B"})
    assert answer.json() == {"ok": 1}
    assert asked[0].args["naam"] == "A & B"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_temporary_status_is_asked_again(status: int, httpserver: HTTPServer) -> None:
    asked = _play(httpserver, *_answers(status, status, 200))
    with _client(httpserver) as client:
        assert client.get("x").status == 200
    assert len(asked) == 3


def test_last_attempt_says_that_later_may_help(httpserver: HTTPServer) -> None:
    asked = _play(httpserver, *_answers(503))
    with _client(httpserver, attempts=3) as client, pytest.raises(SourceUnavailable) as caught:
        client.get("x", params={"naam": "Voorbeeld"})
    assert len(asked) == 3
    assert "/api/x answered 503, after 3 attempts: try again later" in str(caught.value)
    assert "Voorbeeld" not in str(caught.value)


def test_retry_after_is_waited_for(httpserver: HTTPServer) -> None:
    later = Response("{}", 429, {"Retry-After": "1"}, content_type="application/json")
    _play(httpserver, later, *_answers(200))
    with _client(httpserver, max_wait_seconds=2.0) as client:
        start = time.monotonic()
        client.get("x")
    assert time.monotonic() - start >= 1.0


def test_retry_after_is_never_waited_for_longer_than_the_limit(httpserver: HTTPServer) -> None:
    later = Response("{}", 503, {"Retry-After": "86400"}, content_type="application/json")
    _play(httpserver, later, *_answers(200))
    with _client(httpserver) as client:
        assert client.get("x").status == 200


def test_answer_can_ask_for_another_attempt_by_its_content(httpserver: HTTPServer) -> None:
    busy = Response('{"fout": "IPD1003"}', 404, content_type="application/json")
    asked = _play(httpserver, busy, *_answers(200))
    manners = Manners(retry=lambda answer: 0.01 if b"IPD1003" in answer.content else None)
    with _client(httpserver, manners) as client:
        assert client.get("x", allow=(404,)).status == 200
    assert len(asked) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_refused_key_is_final(status: int, httpserver: HTTPServer) -> None:
    asked = _play(httpserver, *_answers(status))
    with (
        _client(httpserver, Manners(headers={"apikey": KEY})) as client,
        pytest.raises(SourceChanged) as caught,
    ):
        client.get("x")
    assert len(asked) == 1
    assert "the key or the right is not accepted" in str(caught.value)
    assert KEY not in str(caught.value)


def test_allowed_status_is_left_to_the_caller(httpserver: HTTPServer) -> None:
    _play(httpserver, *_answers(404))
    with _client(httpserver) as client:
        assert client.get("x", allow=(404,)).status == 404
        with pytest.raises(SourceChanged, match="answered 404"):
            client.get("x")


def test_redirect_is_not_followed(httpserver: HTTPServer) -> None:
    _play(httpserver, Response("", 302, {"Location": "https://elsewhere.example/"}))
    with _client(httpserver) as client, pytest.raises(SourceChanged, match="answered 302"):
        client.get("x")


def test_web_page_in_place_of_json_is_named(httpserver: HTTPServer) -> None:
    _play(httpserver, Response("<html>", 200, content_type="text/html"))
    with _client(httpserver) as client, pytest.raises(SourceChanged) as caught:
        client.get("x")
    assert "answered text/html where json was expected" in str(caught.value)


def test_cut_json_is_an_error_of_the_source(httpserver: HTTPServer) -> None:
    _play(httpserver, Response('{"a": [1,', 200, content_type="application/json"))
    with _client(httpserver) as client, pytest.raises(SourceChanged, match="not JSON, or cut off"):
        client.get("x").json()


def test_answer_over_the_limit_of_bytes_is_refused(httpserver: HTTPServer) -> None:
    _play(httpserver, Response("[" + "1," * 5000 + "1]", 200, content_type="application/json"))
    with (
        _client(httpserver, max_answer_bytes=1000) as client,
        pytest.raises(SourceChanged, match="more than 1000 bytes"),
    ):
        client.get("x")


@contextmanager
def _raw_server(*answers: bytes, pause: float = 0.0) -> Iterator[str]:
    """A server that sends these bytes, one answer per connection, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                peer, _ = listening.accept()
                with peer:
                    peer.recv(65536)
                    time.sleep(pause)
                    peer.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(5)


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "


def test_body_that_breaks_off_is_asked_again() -> None:
    cut, whole = _HEAD + b'100\r\n\r\n{"a":', _HEAD + b'8\r\n\r\n{"a": 1}'
    with _raw_server(cut, whole) as url, Client("kvk", url, live=hasty().live) as client:
        assert client.get("x").json() == {"a": 1}


def test_server_that_does_not_answer_is_given_up() -> None:
    live = hasty(timeout_seconds=0.1, attempts=2).live
    with (
        _raw_server(b"", b"", pause=0.3) as url,
        Client("kvk", url, live=live) as client,
        pytest.raises(SourceUnavailable, match=r"did not answer in 0\.1 s, after 2 attempts"),
    ):
        client.get("x")


def test_answer_that_trickles_in_is_given_up(httpserver: HTTPServer) -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(20):
            time.sleep(0.05)
            yield b" "

    def handle(_: Request) -> Response:
        return Response(drops(), 200, content_type="application/json")

    httpserver.expect_request("/api/x").respond_with_handler(handle)
    with (
        _client(httpserver, timeout_seconds=0.3, attempts=1) as client,
        pytest.raises(SourceUnavailable, match=r"did not answer in 0\.3 s"),
    ):
        client.get("x")


def test_closed_port_is_told_without_a_traceback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (
        Client("kvk", f"http://127.0.0.1:{port}", live=hasty(attempts=2).live) as client,
        pytest.raises(SourceUnavailable, match="no connection, after 2 attempts"),
    ):
        client.get("x")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("https://elsewhere.example/api/x", id="other host"),
        pytest.param("https://127.0.0.1/api/x", id="other scheme"),
        pytest.param("http://127.0.0.1:9/api/x", id="other port"),
    ],
)
def test_another_origin_is_never_asked(path: str, httpserver: HTTPServer) -> None:
    with _client(httpserver) as client, pytest.raises(SourceRefused, match="another host"):
        client.get(path)


def test_whole_address_on_the_same_host_is_asked_with_its_query(httpserver: HTTPServer) -> None:
    asked = _play(httpserver, *_answers(200))
    with _client(httpserver) as client:
        client.get(httpserver.url_for("/api/x") + "?page=2&q=a%26b")
    assert asked[0].args.to_dict() == {"page": "2", "q": "a&b"}


@pytest.mark.parametrize(
    ("url", "what"),
    [
        pytest.param("http://kvk.example/api", "must start with https", id="plain http"),
        pytest.param("ftp://kvk.example", "must start with https", id="other scheme"),
        pytest.param("https://", "is an address such as", id="no host"),
        pytest.param("https://u:p@kvk.example", "base address only", id="password"),
        pytest.param("https://kvk.example/?key=1", "base address only", id="query"),
        pytest.param("https://[kvk", "is not an address", id="broken"),
    ],
)
def test_unsafe_address_is_refused_before_asking(url: str, what: str) -> None:
    with pytest.raises(SettingsError, match=what):
        Client("kvk", url, live=hasty().live)


def test_many_questions_keep_their_order_and_never_exceed_the_bound(
    httpserver: HTTPServer,
) -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def handle(request: Request) -> Response:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02 if request.args["n"] == "0" else 0.002)
        with lock:
            now[0] -= 1
        return Response(request.args["n"], content_type="application/json")

    httpserver.expect_request("/api/x").respond_with_handler(handle)
    asks = [Ask("x", {"n": n}, key=str(n)) for n in range(40)]
    with _client(httpserver, concurrency=3) as client:
        found = [(ask.key, answer.text) for ask, answer in client.get_many(asks)]
    assert found == [(str(n), str(n)) for n in range(40)]
    assert 1 < most[0] <= 3


def test_first_failing_question_stops_the_others(httpserver: HTTPServer) -> None:
    asked = _play(httpserver, *_answers(404))
    with _client(httpserver, concurrency=2) as client, pytest.raises(SourceChanged):
        list(client.get_many(Ask("x") for _ in range(1000)))
    assert len(asked) < 20


def test_pace_is_kept(httpserver: HTTPServer) -> None:
    _play(httpserver, *_answers(200))
    with _client(httpserver, Manners(per_second=10)) as client:
        start = time.monotonic()
        for _ in range(25):
            client.get("x")
    assert time.monotonic() - start >= 1.8


def _next(answer: Answer) -> str | None:
    page = answer.json()
    assert isinstance(page, dict)
    following = page["next"]
    return None if following is None else str(following)


def test_pages_are_followed_to_the_last(httpserver: HTTPServer) -> None:
    for number in range(5):
        following = None if number == 4 else httpserver.url_for(f"/api/p{number + 1}")
        httpserver.expect_request(f"/api/p{number}").respond_with_json({"next": following})
    with _client(httpserver) as client:
        assert len(list(client.pages(Ask("p0"), _next))) == 5


def test_page_that_comes_back_is_an_error(httpserver: HTTPServer) -> None:
    for here, there in (("a", "b"), ("b", "a")):
        httpserver.expect_request(f"/api/{here}").respond_with_json({"next": there})
    with _client(httpserver) as client, pytest.raises(SourceChanged, match="points back"):
        list(client.pages(Ask("a"), _next))


def test_endless_paging_is_an_error(httpserver: HTTPServer) -> None:
    numbers = iter(range(1, 1000))

    def handle(_: Request) -> Response:
        return Response(f'{{"next": "x?p={next(numbers)}"}}', content_type="application/json")

    httpserver.expect_request("/api/x").respond_with_handler(handle)
    with (
        _client(httpserver, max_pages=7) as client,
        pytest.raises(SourceChanged, match="has no end: 7 pages read"),
    ):
        list(client.pages(Ask("x"), _next))


def test_token_is_made_anew_for_every_attempt(httpserver: HTTPServer) -> None:
    asked = _play(httpserver, *_answers(503, 200))
    numbers = iter(range(10))
    manners = Manners(sign=lambda: {"authorization": f"Bearer {next(numbers)}"})
    with _client(httpserver, manners) as client:
        client.get("x")
    assert [request.headers["Authorization"] for request in asked] == ["Bearer 0", "Bearer 1"]


def test_every_attempt_counts_for_the_month(httpserver: HTTPServer) -> None:
    asked = _play(httpserver, *_answers(503, 200))
    copies = MemoryCopies()
    made = order(httpserver.url_for("/api"), connector="kvk_api", copies=copies)
    with open_client(made, per_month=3) as client:
        client.get("x")
        client.get("x")
        with pytest.raises(SourceUnavailable, match="the 3 requests of 2026-10 are spent"):
            client.get("x")
    assert copies.spent == {"2026-10": 3}
    assert len(asked) == 3


def test_nothing_of_a_question_is_logged(
    httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    _play(httpserver, *_answers(503, 200))
    caplog.set_level("DEBUG")
    with _client(httpserver, Manners(headers={"apikey": KEY})) as client:
        client.get("x", params={"naam": "Voorbeeld"})
    told = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
    assert [line for line in told if KEY in line or "Voorbeeld" in line] == []
