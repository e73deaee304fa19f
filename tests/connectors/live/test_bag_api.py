"""BAG API: what the BAG says now about one id, and what its errors mean."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from connectors.live.bag_api import ask, kind_of, open_api
from connectors.live.client import Client
from engine.errors import SettingsError, SourceChanged, SourceUnavailable
from tests.connectors.live.orders import hasty

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "bag_api"
UNIT, BUILDING = "0268010000036826", "0268100000021458"
ADDRESS = "0268200000041560"
HAL = "application/hal+json"
PROBLEM = "application/problem+json"


def recorded(name: str, *path: str) -> object:
    found = json.loads((FIXTURES / name).read_text("utf-8"))
    for step in path:
        found = found[step]
    return found


UNIT_ANSWER = recorded(
    "verblijfsobjecten_pandIdentificatie.aangevuld.json", "_embedded", "verblijfsobjecten"
)[0]  # type: ignore[index]
ADDRESS_ANSWER = recorded("adressen_postcode_huisnummer.json", "_embedded", "adressen")[0]  # type: ignore[index]


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    live = hasty(attempts=3).live
    with open_api(httpserver.url_for("/v2"), "a-key", live=live, per_second=1000) as made:
        yield made


def respond(server: HTTPServer, path: str, body: object, **more: object) -> None:
    text = json.dumps(body)
    given = {"content_type": HAL, **more}
    server.expect_request(f"/v2/{path}").respond_with_data(text, **given)  # type: ignore[arg-type]


def test_a_unit_says_its_status_and_address(httpserver: HTTPServer, client: Client) -> None:
    respond(httpserver, f"verblijfsobjecten/{UNIT}", UNIT_ANSWER)
    respond(httpserver, f"adressen/{ADDRESS}", ADDRESS_ANSWER)
    said = ask(client, UNIT)
    assert (said.kind, said.status) == ("VBO", "Verblijfsobject in gebruik")
    assert said.address == "Dorpsstraat 15 c, 2631 CR NOOTDORP"
    assert said.in_doubt == ()


def test_an_object_that_is_wrapped_twice_is_found(httpserver: HTTPServer, client: Client) -> None:
    body = recorded("adresseerbareobjecten_bbox.aangevuld.json", "_embedded")
    assert isinstance(body, dict)
    (twice,) = body["adresseerbareObjecten"]
    respond(httpserver, "verblijfsobjecten/0014010011089620", twice)
    respond(httpserver, "adressen/0014200010900021", {"title": "x"}, status=404)
    said = ask(client, "0014010011089620")
    assert (said.status, said.address) == ("Verblijfsobject in gebruik", None)


def test_key_and_coordinate_system_go_along(httpserver: HTTPServer, client: Client) -> None:
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        body = {"pand": {"status": "Pand in gebruik"}}
        return Response(json.dumps(body), content_type=HAL)

    httpserver.expect_request(f"/v2/panden/{BUILDING}").respond_with_handler(answer)
    assert ask(client, BUILDING).address is None
    headers = asked[0].headers
    assert headers["X-Api-Key"] == "a-key"
    assert headers["Accept-Crs"] == "epsg:28992"
    assert headers["Accept"] == HAL


def test_only_open_doubts_are_in_onderzoek(httpserver: HTTPServer, client: Client) -> None:
    doubts = [
        {"kenmerk": "status", "inOnderzoek": "J"},
        {"kenmerk": "oppervlakte", "inOnderzoek": "N"},
        {"kenmerk": "geometrie", "inOnderzoek": "J"},
    ]
    body = {"pand": {"status": "Pand in gebruik"}, "inonderzoek": doubts}
    respond(httpserver, f"panden/{BUILDING}", body)
    assert ask(client, BUILDING).in_doubt == ("geometrie", "status")


def test_a_spent_day_is_not_asked_again(httpserver: HTTPServer, client: Client) -> None:
    respond(
        httpserver,
        f"panden/{BUILDING}",
        {"status": 429, "code": "tooManyRequests"},
        status=429,
        content_type=PROBLEM,
        headers={"Kadaster-RateLimit-DayLimit-Remaining": "0"},
    )
    with pytest.raises(SourceUnavailable, match="are spent: ask again after 00:00"):
        ask(client, BUILDING)
    assert len(httpserver.log) == 1


def test_the_limit_per_second_is_waited_for(httpserver: HTTPServer, client: Client) -> None:
    path = f"/v2/panden/{BUILDING}"
    httpserver.expect_ordered_request(path).respond_with_data(
        "{}", status=429, content_type=PROBLEM, headers={"X-Rate-Limit-Reset": "0"}
    )
    body = json.dumps({"pand": {"status": "Pand gesloopt"}})
    httpserver.expect_ordered_request(path).respond_with_data(body, content_type=HAL)
    assert ask(client, BUILDING).status == "Pand gesloopt"


@pytest.mark.parametrize(
    ("status", "body", "error", "what"),
    [
        (401, {}, SourceChanged, "the key or the right is not accepted"),
        (403, {}, SourceChanged, "the key or the right is not accepted"),
        (404, {"title": "Not found"}, SourceChanged, f"has no object {BUILDING}"),
        (
            400,
            {"title": "Ongeldig", "invalid-params": [{"name": "geldigOp", "reason": "geheim"}]},
            SourceChanged,
            "refuses the question: Ongeldig, geldigOp$",
        ),
        (500, {}, SourceUnavailable, "answered 500, after 3 attempts"),
        (503, {}, SourceUnavailable, "answered 503, after 3 attempts"),
        (200, {"pand": {}}, SourceChanged, "without a status"),
        (200, [], SourceChanged, "no JSON object"),
    ],
    ids=["401", "403", "404", "400", "500", "503", "no status", "a list"],
)
def test_every_error_is_one_message(
    httpserver: HTTPServer,
    client: Client,
    status: int,
    body: object,
    error: type[Exception],
    what: str,
) -> None:
    respond(httpserver, f"panden/{BUILDING}", body, status=status)
    with pytest.raises(error, match=what):
        ask(client, BUILDING)


@pytest.mark.parametrize(
    ("object_id", "kind"),
    [
        ("1884010000000001", "VBO"),
        ("1884020000000001", "LIG"),
        ("1884030000000001", "STA"),
        ("1884100000000001", "PND"),
        ("1884200000000001", "NUM"),
        ("1884300000000001", "OPR"),
        ("3042", "WPL"),
    ],
)
def test_an_id_tells_its_type(object_id: str, kind: str) -> None:
    assert kind_of(object_id) == kind


@pytest.mark.parametrize("text", ["", "304", "18840100000000010", "1884990000000001", "x" * 16])
def test_what_is_no_id_is_not_asked(text: str) -> None:
    with pytest.raises(SettingsError, match="is no id of the BAG"):
        kind_of(text)
