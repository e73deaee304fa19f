"""Asking the Dataservice over TLS with a client certificate: what is asked, kept and refused."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from connectors.delivery import Note
from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged, SourceUnavailable
from tests.connectors.deliver import quarantined, rows
from tests.connectors.hr.answers import (
    branch_answer,
    bv,
    enveloped,
    fault,
    function,
    location,
    owned,
    person,
    read,
    registration,
)
from tests.connectors.hr.conftest import PASSWORD, Certificates
from tests.connectors.hr.test_soap import check_signature
from tests.connectors.live import orders
from tests.connectors.live.orders import NOW, MemoryCopies, read_copies

FIRST, SECOND, BRANCH = "90000012", "90000021", "000000000013"
SECRET = (
    "<bsn>123456782</bsn><geboorteplaats>Geheimdorp</geboorteplaats>"
    "<woonLocatie><volledigAdres>Geheimweg 1</volledigAdres></woonLocatie>"
    '<extraElementen><extraElement naam="geboortedatum">19800229</extraElement></extraElementen>'
)


def _asked(request: Request) -> str:
    """The number in a question, whose signature is right."""
    content = request.get_data()
    assert "Body" in check_signature(content)
    body = next(etree.fromstring(content).iter("{*}Body"))
    return str(body[0][1].text)


class Service:
    """Plays the service: an answer per number, and a list of what was asked."""

    def __init__(self, server: HTTPServer, answer: Callable[[str], str | Response]) -> None:
        self.numbers: list[str] = []
        self.requests: list[Request] = []
        self._answer = answer
        server.expect_request("/postbus1", method="POST").respond_with_handler(self._respond)
        self.url = server.url_for("/postbus1")

    def _respond(self, request: Request) -> Response:
        number = _asked(request)
        self.numbers.append(number)
        self.requests.append(request)
        answer = self._answer(number)
        if isinstance(answer, Response):
            return answer
        return Response(answer, 200, content_type="text/xml; charset=utf-8")


def _plain(number: str) -> str:
    if len(number) == 12:
        return branch_answer(number=number)
    return registration(owned(bv(function(who=person(inner=SECRET)))), number=number)


def _order(service: Service, certificates: Certificates, /, *numbers: str, **more: object) -> Order:
    options: dict[str, object] = {"tls": certificates.options(), "numbers": list(numbers)}
    given = more.pop("options", {})
    assert isinstance(given, dict)
    more.setdefault("folder", certificates.folder)
    return orders.order(
        service.url,
        connector="hr_dataservice",
        options=options | given,
        **more,  # type: ignore[arg-type]
    )


def _fetch(order: Order) -> dict[str, int | str]:
    return {note.key: note.value for note in orders.fetch(order) if isinstance(note, Note)}


def test_numbers_are_asked_with_a_signature_and_their_answers_are_read(
    service: HTTPServer, certificates: Certificates, tmp_path: Path
) -> None:
    played = Service(service, _plain)
    order = _order(played, certificates, SECOND, FIRST, BRANCH)
    assert _fetch(order) == {"answers": 3}
    assert sorted(played.numbers) == sorted((BRANCH, FIRST, SECOND))
    actions = {request.headers["SOAPAction"] for request in played.requests}
    base = "http://es.kvk.nl/ophalen"
    assert actions == {f'"{base}Inschrijving"', f'"{base}Vestiging"'}
    names = ["inschrijving-90000012.xml", "inschrijving-90000021.xml"]
    assert order.copies.names() == [*names, "vestiging-000000000013.xml"]
    items = read_copies(order, tmp_path)
    assert [r.values["enterprise_id"] for r in rows(items, "enterprise")] == [FIRST, SECOND]


def test_copy_has_a_pseudonym_and_nothing_that_may_not_be_kept(
    service: HTTPServer, certificates: Certificates, tmp_path: Path
) -> None:
    order = _order(Service(service, _plain), certificates, FIRST)
    _fetch(order)
    copy = order.copies.get("inschrijving-90000012.xml").decode()
    for secret in ("19800229", "1980-02-29", "Geheim", "123456782", "geboortedatum"):
        assert secret not in copy
    formed = MemoryCopies().pseudonym("Noor Verzonnen", date(1980, 2, 29))
    assert formed in copy
    (row,) = rows(read_copies(order, tmp_path), "officer")
    assert (row.pseudonyms, row.births) == ({"party": formed}, {})


def test_copies_give_the_same_rows_as_the_messages(
    service: HTTPServer, certificates: Certificates, tmp_path: Path
) -> None:
    two = function(), function("overigeFunctionaris", "08", who=person("Bo", born="19700101"))
    message = registration(owned(bv(*two)))
    order = _order(Service(service, lambda _: message), certificates, FIRST)
    _fetch(order)
    (tmp_path / "copies").mkdir()
    copied = rows(read_copies(order, tmp_path / "copies"))
    delivered = rows(read(tmp_path, message))
    assert [(r.table, r.values, r.private, r.version) for r in copied] == [
        (r.table, r.values, r.private, r.version) for r in delivered
    ]
    assert [set(r.pseudonyms) for r in copied] == [set(r.births) for r in delivered]


@pytest.mark.parametrize(
    ("days", "asked"), [(29, []), (30, [FIRST])], ids=["young copy", "old copy"]
)
def test_copy_is_asked_again_when_it_is_old(
    days: int, asked: list[str], service: HTTPServer, certificates: Certificates
) -> None:
    copies = MemoryCopies(NOW)
    _fetch(_order(Service(service, _plain), certificates, FIRST, copies=copies))
    service.clear()
    played = Service(service, _plain)
    later = NOW + timedelta(days=days)
    _fetch(_order(played, certificates, FIRST, copies=copies, now=later))
    assert played.numbers == asked


def _signal(folder: Path, moment: str, number: str = FIRST, kind: str = "UpdateBericht") -> None:
    text = (
        f'<u:{kind} xmlns:u="http://schemas.kvk.nl/schemas/hrip/update/2018/01">'
        f"<u:registratieTijdstip>{moment}</u:registratieTijdstip><u:heeftBetrekkingOp>"
        f"<u:kvkNummer>{number}</u:kvkNummer></u:heeftBetrekkingOp><u:voortzettingEnOverdracht>"
        f"<u:kvkNummer>{SECOND}</u:kvkNummer></u:voortzettingEnOverdracht></u:{kind}>"
    )
    (folder / "signal.xml").write_text(text)


@pytest.mark.parametrize(
    ("moment", "asked"),
    [("20261031055959000", []), ("20261031060001000", [FIRST])],
    ids=["signal before the copy", "signal after the copy"],
)
def test_copy_is_asked_again_when_a_signal_came_after_it(
    moment: str,
    asked: list[str],
    service: HTTPServer,
    certificates: Certificates,
    tmp_path: Path,
) -> None:
    shutil.copytree(certificates.folder, tmp_path / "f")
    copies = MemoryCopies(NOW)
    more: dict[str, object] = {"copies": copies, "folder": tmp_path / "f"}
    _fetch(_order(Service(service, _plain), certificates, FIRST, SECOND, **more))
    _signal(tmp_path / "f", moment)
    service.clear()
    played = Service(service, _plain)
    later = NOW + timedelta(days=1)
    signals = {"signals": "*.xml"}
    _fetch(_order(played, certificates, FIRST, SECOND, now=later, options=signals, **more))
    assert [number for number in played.numbers if number == FIRST] == asked


def test_signal_adds_its_numbers_and_an_unknown_kind_is_told(
    service: HTTPServer, certificates: Certificates, tmp_path: Path
) -> None:
    shutil.copytree(certificates.folder, tmp_path / "f")
    _signal(tmp_path / "f", "20261030120000000", kind="NieuwSignaal")
    (tmp_path / "f" / "broken.xml").write_text("<UpdateBericht/>")
    played = Service(service, _plain)
    options = {"signals": ["*.xml"]}
    notes = _fetch(_order(played, certificates, folder=tmp_path / "f", options=options))
    assert sorted(played.numbers) == [FIRST, SECOND]
    assert notes["signals of unknown type/NieuwSignaal"] == 1
    assert notes["numbers asked because a signal names them"] == 2
    assert any(key.startswith("signals that cannot be read/UpdateBericht") for key in notes)


def test_number_that_left_the_list_leaves_the_delivery(
    service: HTTPServer, certificates: Certificates
) -> None:
    copies = MemoryCopies(NOW)
    played = Service(service, _plain)
    _fetch(_order(played, certificates, FIRST, SECOND, copies=copies))
    notes = _fetch(_order(played, certificates, FIRST, copies=copies))
    assert copies.names() == ["inschrijving-90000012.xml"]
    assert notes["copies of numbers that are not asked any more"] == 1
    assert notes["numbers that are not due"] == 1


def test_fetch_goes_on_after_a_break_where_it_was(
    service: HTTPServer, certificates: Certificates
) -> None:
    played, copies = Service(service, _plain), MemoryCopies(NOW)
    more: dict[str, object] = {"copies": copies, "options": {"refresh_days": 0}}
    _fetch(_order(played, certificates, FIRST, **more))
    played.numbers.clear()
    later = NOW + timedelta(hours=1)
    _fetch(_order(played, certificates, FIRST, SECOND, now=later, began=NOW, **more))
    assert played.numbers == [SECOND]


def test_temporary_answer_is_asked_again_with_a_fresh_question(
    service: HTTPServer, certificates: Certificates
) -> None:
    answers = iter(
        [fault("IPD1003"), enveloped("<s:Fault><faultcode>s:Server</faultcode></s:Fault>")]
    )
    played = Service(service, lambda number: next(answers, None) or _plain(number))
    assert _fetch(_order(played, certificates, FIRST)) == {"answers": 1}
    ids = {
        next(etree.fromstring(request.get_data()).iter("{*}MessageID")).text
        for request in played.requests
    }
    assert len(ids) == len(played.requests) == 3


def test_server_error_is_asked_again(service: HTTPServer, certificates: Certificates) -> None:
    answers = iter([Response("oops", 500, content_type="text/html")])
    played = Service(service, lambda number: next(answers, None) or _plain(number))
    assert _fetch(_order(played, certificates, FIRST)) == {"answers": 1}


def test_number_that_stays_unavailable_is_told_and_the_others_are_kept(
    service: HTTPServer, certificates: Certificates
) -> None:
    played = Service(service, lambda n: fault("IPD1002") if n == FIRST else _plain(n))
    order = _order(played, certificates, FIRST, SECOND)
    assert _fetch(order) == {
        "answers": 1,
        "numbers temporarily not available, asked again next time": 1,
    }
    assert order.copies.names() == ["inschrijving-90000021.xml"]
    assert played.numbers.count(FIRST) == order.live.attempts


def test_fetch_without_one_answer_fails(service: HTTPServer, certificates: Certificates) -> None:
    played = Service(service, lambda _: fault("IPD9999"))
    with pytest.raises(SourceUnavailable, match="2 numbers are temporarily not available"):
        _fetch(_order(played, certificates, FIRST, SECOND))


@pytest.mark.parametrize(
    ("code", "kind"),
    [("IPD0005", "unknown_number"), ("IPD0004", "bad_input"), ("IPD7777", "unlisted")],
)
def test_answer_without_a_product_is_noted_kept_and_not_asked_at_once_again(
    code: str, kind: str, service: HTTPServer, certificates: Certificates, tmp_path: Path
) -> None:
    played = Service(service, lambda _: fault(code))
    order = _order(played, certificates, FIRST)
    assert _fetch(order)[f"{kind}/{code}/2026-10-31"] == 1
    assert played.numbers == [FIRST]
    items = read_copies(order, tmp_path)
    assert len(quarantined(items)) == 1
    assert "Noor" not in order.copies.get("inschrijving-90000012.xml").decode()


def test_unknown_number_is_no_deletion(service: HTTPServer, certificates: Certificates) -> None:
    copies = MemoryCopies(NOW)
    _fetch(_order(Service(service, _plain), certificates, FIRST, copies=copies))
    before = copies.get("inschrijving-90000012.xml")
    service.clear()
    played = Service(service, lambda _: fault("IPD0005"))
    later = NOW + timedelta(days=40)
    notes = _fetch(_order(played, certificates, FIRST, copies=copies, now=later))
    assert copies.get("inschrijving-90000012.xml") == before
    assert notes["earlier answers kept, as the new one has no product"] == 1


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        pytest.param(
            enveloped("<s:Fault><faultcode>wsse:InvalidSecurity</faultcode></s:Fault>"),
            "SOAP Fault InvalidSecurity: the question or its signature is refused",
            id="signature refused",
        ),
        pytest.param(
            enveloped("<s:Fault><faultcode>s:Client</faultcode></s:Fault>"),
            "SOAP Fault Client",
            id="question refused",
        ),
        pytest.param("<a/>", "its root is a", id="another format"),
        pytest.param("<a", "cannot be read: line 1: XML is not well-formed", id="cut off"),
        pytest.param(
            branch_answer(), "another kind: ophalenVestigingResponse", id="another question's"
        ),
    ],
)
def test_answer_that_shows_a_changed_contract_stops_the_fetch(
    answer: str, what: str, service: HTTPServer, certificates: Certificates
) -> None:
    played = Service(service, lambda _: answer)
    with pytest.raises(SourceChanged, match=what):
        _fetch(_order(played, certificates, FIRST))
    assert played.numbers == [FIRST]


def test_stranger_without_a_certificate_gets_no_answer(
    service: HTTPServer, certificates: Certificates
) -> None:
    options = {"tls": {"ca_bundle": "ca.pem"}}
    with pytest.raises(SettingsError, match=r"tls\.certificate is missing"):
        _fetch(_order(Service(service, _plain), certificates, FIRST, options=options))
    trusting = {key: v for key, v in certificates.options().items() if key != "ca_bundle"}
    made = _order(Service(service, _plain), certificates, FIRST, options={"tls": trusting})
    with pytest.raises(SourceUnavailable, match="certificate is not believed"):
        _fetch(made)


def test_secrets_stay_out_of_errors_and_copies(
    service: HTTPServer, certificates: Certificates
) -> None:
    order = _order(Service(service, _plain), certificates, FIRST)
    _fetch(order)
    assert PASSWORD not in repr(order)
    assert PASSWORD.encode() not in order.copies.get("inschrijving-90000012.xml")


def test_monthly_budget_is_kept(service: HTTPServer, certificates: Certificates) -> None:
    played = Service(service, _plain)
    order = _order(played, certificates, FIRST, SECOND, options={"per_month": 1})
    with pytest.raises(SourceUnavailable, match="spent"):
        _fetch(order)


def test_clock_of_the_questions_is_that_of_the_order(
    service: HTTPServer, certificates: Certificates
) -> None:
    played = Service(service, lambda number: registration(location(), number=number))
    now = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    _fetch(_order(played, certificates, FIRST, now=now))
    created = next(etree.fromstring(played.requests[0].get_data()).iter("{*}Created")).text
    assert str(created).startswith("2026-05-01T12:0")
