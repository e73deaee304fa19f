"""Asking the open data service: listed periods, one municipality, whole pages."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from engine.errors import SettingsError, SourceChanged, SourceRefused, SourceUnavailable
from tests.connectors.area_figures.world import KINDS, TITLES, body, crime
from tests.connectors.deliver import rows
from tests.connectors.live.orders import NOW, MemoryCopies, fetch, hasty, order, read_copies

PERIODS = [{"Key": f"2026{part}"} for part in ("MM08", "MM09", "JJ00", "MM10")]


class Service:
    """Plays the open data service; remembers what it was asked."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.filters: list[str] = []
        self.pages = 1
        self.broken = ""
        for part, records in (
            ("DataProperties", TITLES),
            ("SoortMisdrijf", KINDS),
            ("Perioden", PERIODS),
        ):
            server.expect_request(f"/OData/47022NED/{part}").respond_with_json(
                body(records, part=part)
            )
        server.expect_request("/OData/47022NED/TypedDataSet").respond_with_handler(self.rows)

    def rows(self, request: Request) -> Response:
        asked = request.args.get("$filter", "")
        page = int(request.args.get("page", "1"))
        self.filters.append(asked)
        period = request.args.get("p") or asked.rpartition("Perioden eq '")[2].strip("'")
        if period == self.broken:
            return Response("", status=503)
        answer = body([crime("1.1.1 ", page, period), crime("0.0.0 ", 9, period)])
        if page < self.pages:
            path = f"/OData/47022NED/TypedDataSet?p={period}&page={page + 1}"
            answer["odata.nextLink"] = self.server.url_for(path)
        return Response(json.dumps(answer), content_type="application/json; odata=minimalmetadata")

    @property
    def url(self) -> str:
        return self.server.url_for("/OData")


@pytest.fixture
def service(httpserver: HTTPServer) -> Service:
    return Service(httpserver)


def test_what_was_fetched_is_read_as_a_delivery(service: Service, tmp_path: Path) -> None:
    made = order(service.url, connector="cbs", options={"tables": ["47022NED"]})
    fetch(made)
    items = read_copies(made, tmp_path)
    assert [row.values["measure"] for row in rows(items)] == [
        "Geregistreerde misdrijven: Diefstal uit woning"
    ] * 3
    complete = {r.values["period"]: r.values["is_complete"] for r in rows(items)}
    assert complete == {"2026MM08": True, "2026MM09": True, "2026MM10": False}


def test_months_are_listed_one_by_one_for_the_municipality(service: Service) -> None:
    fetch(order(service.url, connector="cbs", options={"tables": ["47022NED"]}))
    assert service.filters == [
        f"substring(WijkenEnBuurten,2,4) eq '1884' and Perioden eq '2026MM{month}'"
        for month in ("08", "09", "10")
    ]


def test_only_the_newest_months_are_asked(service: Service) -> None:
    settings = hasty()
    few = settings.model_copy(update={"cbs": settings.cbs.model_copy(update={"months": 2})})
    made = order(service.url, connector="cbs", options={"tables": ["47022NED"]}, settings=few)
    fetch(made)
    assert [asked[-9:-1] for asked in service.filters] == ["2026MM09", "2026MM10"]


def test_given_periods_are_asked_and_no_others(service: Service) -> None:
    options = {"tables": ["47022NED"], "periods": ["2026JJ00"]}
    fetch(order(service.url, connector="cbs", options=options))
    assert [asked[-9:-1] for asked in service.filters] == ["2026JJ00"]


def test_every_page_of_a_period_is_in_one_copy(service: Service) -> None:
    service.pages = 3
    options = {"tables": ["47022NED"], "periods": ["2026MM08"]}
    made = order(service.url, connector="cbs", options=options)
    fetch(made)
    kept = json.loads(made.copies.get("47022NED-2026MM08.json"))
    assert [row["GeregistreerdeMisdrijven_1"] for row in kept["value"]] == [1, 9, 2, 9, 3, 9]


def test_after_a_break_only_the_rest_is_asked(service: Service) -> None:
    copies, options = MemoryCopies(), {"tables": ["47022NED"]}
    service.broken = "2026MM09"
    once = hasty(attempts=1)
    with pytest.raises(SourceUnavailable):
        fetch(order(service.url, connector="cbs", options=options, copies=copies, settings=once))
    service.broken, service.filters = "", []
    made = order(service.url, connector="cbs", options=options, copies=copies)
    fetch(made)
    assert [asked[-9:-1] for asked in service.filters] == ["2026MM09", "2026MM10"]


def test_a_period_that_is_asked_no_more_leaves_the_delivery(service: Service) -> None:
    copies = MemoryCopies()
    options = {"tables": ["47022NED"], "periods": ["2026MM08"]}
    fetch(order(service.url, connector="cbs", options=options, copies=copies))
    later = {"tables": ["47022NED"], "periods": ["2026MM09"]}
    fetch(
        order(
            service.url,
            connector="cbs",
            options=later,
            copies=copies,
            now=NOW + timedelta(days=7),
            since=NOW,
        )
    )
    assert "47022NED-2026MM08.json" not in copies.names()
    assert "47022NED-2026MM09.json" in copies.names()


def test_without_a_table_nothing_is_asked(service: Service) -> None:
    with pytest.raises(SettingsError, match="tables is missing"):
        fetch(order(service.url, connector="cbs"))
    assert service.server.log == []


@pytest.mark.parametrize(
    ("answer", "error", "what"),
    [
        ({"odata.metadata": "x"}, SourceChanged, "answers without a list"),
        ({"value": []}, SourceChanged, "answers without odata.metadata"),
        (
            {"odata.metadata": "x", "value": [], "odata.nextLink": "https://elders.example/x"},
            SourceRefused,
            "points to another host",
        ),
    ],
    ids=["no list", "no metadata", "another host"],
)
def test_an_answer_of_another_shape_is_refused(
    httpserver: HTTPServer, answer: object, error: type[Exception], what: str
) -> None:
    httpserver.expect_request("/OData/47022NED/DataProperties").respond_with_json(answer)
    made = order(httpserver.url_for("/OData"), connector="cbs", options={"tables": ["47022NED"]})
    with pytest.raises(error, match=what):
        fetch(made)


def test_a_table_without_months_asks_for_its_periods(httpserver: HTTPServer) -> None:
    for part, records in (("DataProperties", []), ("Perioden", [{"Key": "2025JJ00"}])):
        httpserver.expect_request(f"/OData/47018NED/{part}").respond_with_json(
            body(records, part=part, table="47018NED")
        )
    made = order(httpserver.url_for("/OData"), connector="cbs", options={"tables": ["47018NED"]})
    with pytest.raises(SourceChanged, match="has no months: list its periods"):
        fetch(made)
