"""Asking SRU: the question, pages, upsert, empty answers and what may go wrong."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from connectors.koop.asking import EMPTY
from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged, SourceUnavailable
from tests.connectors.deliver import FIXTURES
from tests.connectors.koop.answers import CREATOR, record, response, values
from tests.connectors.live.orders import NOW, MemoryCopies, fetch, order, read_copies

DIAGNOSTIC = (FIXTURES / "koop" / "sru-diagnostic.http200.xml").read_text("utf-8")

Play = Callable[..., list[Request]]


@pytest.fixture
def play(httpserver: HTTPServer) -> Play:
    """Answer /sru with each text in turn, the last one for ever; gives the questions."""

    def start(*texts: str, status: int = 200, media: str = "application/xml") -> list[Request]:
        asked: list[Request] = []

        def handle(request: Request) -> Response:
            asked.append(request)
            text = texts[min(len(asked), len(texts)) - 1]
            return Response(text, status, content_type=media)

        httpserver.expect_request("/sru").respond_with_handler(handle)
        return asked

    return start


def _order(server: HTTPServer, copies: MemoryCopies | None = None, **given: object) -> Order:
    options = given.pop("options", {"creator": CREATOR})
    return order(
        server.url_for("/sru"),
        connector="koop_sru",
        options=options,  # type: ignore[arg-type]
        copies=copies,
        **given,  # type: ignore[arg-type]
    )


def _counts(made: Order) -> dict[str, int | str]:
    return {n.key.removeprefix("asked/"): n.value for n in fetch(made) if n.value}


def test_question_is_about_one_publisher_and_what_changed(
    play: Play, httpserver: HTTPServer
) -> None:
    asked = play(response(record()))
    fetch(_order(httpserver, since=datetime(2026, 10, 30, 3, tzinfo=UTC)))
    assert asked[0].args["query"] == (
        'c.product-area==officielepublicaties AND dt.creator="Kaag en Braassem" '
        "AND dt.modified>=2026-10-23 sortBy dt.modified/sort.ascending"
    )
    assert asked[0].args["version"] == "2.0"
    assert asked[0].args["startRecord"] == "1"


def test_first_question_goes_back_some_months(play: Play, httpserver: HTTPServer) -> None:
    asked = play(response(record()))
    fetch(_order(httpserver, options={"creator": "'s-Gravenhage", "months": 12}))
    assert "dt.modified>=2025-10-01" in asked[0].args["query"]
    assert 'dt.creator="\'s-Gravenhage"' in asked[0].args["query"]


def test_every_record_is_a_copy_of_its_own_that_is_read_like_a_delivery(
    play: Play, httpserver: HTTPServer, tmp_path: Path
) -> None:
    text = response(record(), record("gmb-2026-2", "Ingekomen melding Kade 3 te Kaag"))
    play(text)
    made = _order(httpserver)
    fetch(made)
    assert made.copies.names() == ["gmb-2026-100001.xml", "gmb-2026-2.xml"]
    copied = read_copies(made, tmp_path)
    (tmp_path / "whole").mkdir()
    delivered = MemoryCopies()
    delivered.put("answer.xml", text.encode())
    whole = read_copies(_order(httpserver, delivered), tmp_path / "whole")
    for table in ("announcement", "permit"):
        assert values(copied, table) == values(whole, table) != []


def test_pages_are_followed_until_none_is_named_whatever_the_count_says(
    play: Play, httpserver: HTTPServer
) -> None:
    pages = [
        response(record("gmb-2026-1"), following=201, count=9999),
        response(record("gmb-2026-2"), following=401, count=1),
        response(record("gmb-2026-3"), count=9999),
    ]
    asked = play(*pages)
    assert _counts(_order(httpserver)) == {"new": 3}
    assert [request.args["startRecord"] for request in asked] == ["1", "201", "401"]
    assert len({request.args["query"] for request in asked}) == 1


@pytest.mark.parametrize("following", [1, 0])
def test_pages_that_do_not_go_on_are_an_error(
    following: int, play: Play, httpserver: HTTPServer
) -> None:
    play(response(record(), following=following))
    with pytest.raises(SourceChanged, match="does not go on"):
        fetch(_order(httpserver))


def test_second_run_is_empty(play: Play, httpserver: HTTPServer) -> None:
    text = response(record(), record("gmb-2026-2"))
    later = text.replace(
        "</sru:recordData>", "</sru:recordData><sru:recordPosition>7</sru:recordPosition>"
    )
    play(text, later)
    copies = MemoryCopies()
    fetch(_order(httpserver, copies))
    kept = dict(copies.kept)
    tomorrow = NOW + timedelta(days=1)
    assert _counts(_order(httpserver, copies, now=tomorrow, since=NOW)) == {"unchanged": 2}
    assert copies.kept == kept


def test_changed_record_replaces_its_copy_and_none_is_deleted(
    play: Play, httpserver: HTTPServer, tmp_path: Path
) -> None:
    play(
        response(record(title="Ingekomen aanvraag"), record("gmb-2026-2")),
        response(record(title="Verleende vergunning", modified="2026-09-02")),
    )
    copies = MemoryCopies()
    fetch(_order(httpserver, copies))
    made = _order(httpserver, copies, now=NOW + timedelta(days=1), since=NOW)
    assert _counts(made) == {"changed": 1}
    found = {
        str(v["publication_id"]): v["status"]
        for v in values(read_copies(made, tmp_path), "announcement")
    }
    assert found == {"gmb-2026-100001": "granted", "gmb-2026-2": "granted"}


def test_record_of_another_publisher_is_counted_and_not_kept(
    play: Play, httpserver: HTTPServer
) -> None:
    others = [
        record("gmb-2026-2", creator="Elders"),
        record("prb-2026-3", scheme="OVERHEID.Provincie"),
    ]
    play(response(record(), *others))
    made = _order(httpserver)
    assert _counts(made) == {"new": 1, "of another publisher": 2}
    assert made.copies.names() == ["gmb-2026-100001.xml"]


def test_never_use_fields_are_in_no_copy(play: Play, httpserver: HTTPServer) -> None:
    play(response(record(extra="<w:bedrijfsnaam>Jan Voorbeeld</w:bedrijfsnaam>")))
    made = _order(httpserver)
    fetch(made)
    assert b"Jan Voorbeeld" not in b"".join(made.copies.get(name) for name in made.copies.names())


def test_record_without_a_usable_id_is_kept_and_goes_to_quarantine(
    play: Play, httpserver: HTTPServer, tmp_path: Path
) -> None:
    play(response(record("../weg"), record()))
    made = _order(httpserver)
    fetch(made)
    assert re.fullmatch(r"record-[0-9a-f]{16}\.xml", made.copies.names()[1])
    assert len(values(read_copies(made, tmp_path), "announcement")) == 1


def _night(server: HTTPServer, copies: MemoryCopies, number: int) -> list[str]:
    now = NOW + timedelta(days=number)
    made = _order(server, copies, now=now, since=now - timedelta(days=1))
    return [str(note.value) for note in fetch(made) if note.key == "warning"]


def test_no_records_is_a_warning_and_twice_in_a_row_an_error(
    play: Play, httpserver: HTTPServer
) -> None:
    play(response(record()), response())
    copies = MemoryCopies()
    assert _night(httpserver, copies, 0) == []
    assert _night(httpserver, copies, 1) == [
        "no records changed since 2026-10-24, while 1 are kept"
    ]
    with pytest.raises(
        SourceChanged, match="no records for the second time, after 2026-11-01, while 1"
    ):
        _night(httpserver, copies, 2)


def test_records_in_between_take_the_warning_away(play: Play, httpserver: HTTPServer) -> None:
    play(response(), response(record()), response())
    copies = MemoryCopies()
    warnings = [len(_night(httpserver, copies, number)) for number in range(3)]
    assert warnings == [1, 0, 1]


def test_twice_on_one_day_is_one_night(play: Play, httpserver: HTTPServer) -> None:
    play(response())
    copies = MemoryCopies()
    assert len(_night(httpserver, copies, 0)) == len(_night(httpserver, copies, 0)) == 1


def test_answer_without_records_can_be_read(
    play: Play, httpserver: HTTPServer, tmp_path: Path
) -> None:
    play(response(record()), response())
    copies = MemoryCopies()
    _night(httpserver, copies, 0)
    _night(httpserver, copies, 1)
    assert EMPTY in copies.names()
    assert len(values(read_copies(_order(httpserver, copies), tmp_path), "announcement")) == 1


@pytest.mark.parametrize(
    ("text", "media", "what"),
    [
        pytest.param(
            DIAGNOSTIC, "application/xml", "refused the question.*mismatched", id="diagnostic"
        ),
        pytest.param("<html><body/></html>", "text/html", "text/html where xml", id="page"),
        pytest.param("<explainResponse/>", "text/xml", "answered with explainresponse", id="other"),
        pytest.param(response(record())[:-90], "text/xml", "not well-formed", id="cut off"),
    ],
)
def test_answer_that_is_no_list_of_records_is_an_error(
    text: str, media: str, what: str, play: Play, httpserver: HTTPServer
) -> None:
    play(text, media=media)
    made = _order(httpserver)
    with pytest.raises(SourceChanged, match=what):
        fetch(made)
    assert made.copies.names() == []


def test_service_that_stays_away_is_unavailable(play: Play, httpserver: HTTPServer) -> None:
    play("", status=500)
    with pytest.raises(SourceUnavailable):
        fetch(_order(httpserver))


def test_publisher_must_be_named(httpserver: HTTPServer) -> None:
    with pytest.raises(SettingsError, match="options: creator is missing"):
        fetch(_order(httpserver, options={}))


@pytest.mark.parametrize(
    "options",
    [
        {"creator": 'Kaag" OR dt.creator="x'},
        {"creator": "Kaag", "per_second": 6},
        {"creator": "Kaag", "product_area": "a==b"},
        {"creator": "Kaag", "organisation": "rijk"},
    ],
    ids=["quotes in the name", "too fast", "other characters", "unknown kind"],
)
def test_options_that_would_change_the_question_are_refused(
    options: dict[str, object], httpserver: HTTPServer
) -> None:
    with pytest.raises(SettingsError):
        fetch(_order(httpserver, options=options))


def test_fetch_that_was_broken_off_goes_on_with_what_it_has(
    play: Play, httpserver: HTTPServer
) -> None:
    first: Sequence[str] = (record("gmb-2026-1"), record("gmb-2026-2"))
    play(
        response(*first, following=201),
        "<kapot",
        response(*first, following=201),
        response(record("gmb-2026-3")),
    )
    copies = MemoryCopies()
    with pytest.raises(SourceChanged):
        fetch(_order(httpserver, copies))
    assert _counts(_order(httpserver, copies, began=NOW - timedelta(hours=1))) == {
        "new": 1,
        "unchanged": 2,
    }
