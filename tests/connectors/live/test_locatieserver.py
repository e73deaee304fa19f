"""PDOK Locatieserver: one documented question per text, and whole addresses only."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from connectors.live.client import Client
from connectors.live.locatieserver import Place, find
from engine.errors import SourceChanged, SourceUnavailable
from tests.connectors.live.orders import hasty

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locatieserver"
FREE = (FIXTURES / "free.json").read_text("utf-8")
DOCUMENTED = {"q", "fq", "fl", "rows", "start", "df", "bq", "qf", "sort", "lat", "lon", "wt"}


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    live = hasty(attempts=2).live
    with Client("PDOK", httpserver.url_for("/v3_1"), live=live) as made:
        yield made


def ask(client: Client, text: str = "Bolstraat 1, 3581WS Utrecht") -> tuple[Place, ...]:
    return find(client, text, municipality="0344", rows=10)


def test_the_recorded_answer_is_one_place(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/v3_1/free").respond_with_data(FREE, content_type="application/json")
    assert ask(client) == (
        Place(
            "0344",
            "Bolstraat",
            "1",
            "3581WS",
            "Utrecht",
            "0344200000159102",
            "0344010000158578",
        ),
    )


def test_every_question_is_bound_to_the_municipality_and_documented(
    httpserver: HTTPServer, client: Client
) -> None:
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        return Response(FREE, content_type="application/json")

    httpserver.expect_request("/v3_1/free").respond_with_handler(answer)
    ask(client, "Dijk 1 & zo")
    (request,) = asked
    assert set(request.args) <= DOCUMENTED
    assert request.args.getlist("fq") == ["type:adres", "gemeentecode:0344"]
    assert request.args["q"] == "Dijk 1 & zo"


def test_a_refused_question_tells_what_the_service_says(
    httpserver: HTTPServer, client: Client
) -> None:
    error = (FIXTURES / "error.json").read_text("utf-8")
    httpserver.expect_request("/v3_1/free").respond_with_data(
        error, status=400, content_type="application/json"
    )
    with pytest.raises(SourceChanged, match=r"refuses a question: .*parameter 'id' ontbreekt"):
        ask(client)


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"type": "weg"}, 0),
        ({"adresseerbaarobject_id": None}, 0),
        ({"straatnaam": ""}, 0),
        ({"postcode": None}, 1),
        ({"huis_nlt": None, "huisletter": "A", "huisnummertoevoeging": "2"}, 1),
        ({"huis_nlt": None, "huisnummer": None}, 0),
    ],
    ids=[
        "a street",
        "no object",
        "no street name",
        "no postcode",
        "parts of a number",
        "no number",
    ],
)
def test_only_whole_addresses_are_places(
    httpserver: HTTPServer, client: Client, change: dict[str, object], kept: int
) -> None:
    body = json.loads(FREE)
    body["response"]["docs"][0].update(change)
    httpserver.expect_request("/v3_1/free").respond_with_json(body)
    found = ask(client)
    assert len(found) == kept
    if "huisletter" in change:
        assert found[0].house == "1A-2"


@pytest.mark.parametrize("body", [{}, [], {"response": {"docs": None}}], ids=str)
def test_an_answer_of_another_shape_is_refused(
    httpserver: HTTPServer, client: Client, body: object
) -> None:
    httpserver.expect_request("/v3_1/free").respond_with_json(body)
    with pytest.raises(SourceChanged, match=r"without response\.docs"):
        ask(client)


def test_a_service_that_is_down_is_asked_again_later(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/v3_1/free").respond_with_data("", status=503)
    with pytest.raises(SourceUnavailable, match="answered 503, after 2 attempts"):
        ask(client)
    assert "Bolstraat" not in str(httpserver.log[0][0].path)
