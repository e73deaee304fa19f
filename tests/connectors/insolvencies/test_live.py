"""Replication of the register: first load, daily increments, removals, faults and secrets."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from connectors.insolvencies.live import UPDATE, file_name
from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged, SourceUnavailable
from tests.connectors.insolvencies.answers import (
    PERSONAL,
    SOAP_11,
    SOAP_12,
    answer,
    case,
    facts,
    mark,
    names,
)
from tests.connectors.insolvencies.answers import read as read_files
from tests.connectors.insolvencies.register import PASSWORD, USER, Register
from tests.connectors.live.orders import NOW, MemoryCopies, fetch, hasty, order, read_copies

Make = Callable[..., Order]
YESTERDAY = NOW - timedelta(days=1)
ENDED = (("2026-10-21", "1300"), ("2026-10-25", "1316"))
PERSON = {"person": "natuurlijk persoon", "kvk": ""}


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def make(register: Register, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes orders for the register; its options may be given."""
    monkeypatch.setenv("CIR_USER", USER)
    monkeypatch.setenv("CIR_PASSWORD", PASSWORD)
    url = register.serve(httpserver)

    def made(copies: MemoryCopies | None = None, **given: object) -> Order:
        options: dict[str, object] = {"user": "env:CIR_USER", "password": "env:CIR_PASSWORD"}
        options |= {"from_date": "2026-10-20", "courts": ["42"]}
        changed = given.pop("options", {})
        assert isinstance(changed, dict)
        options |= changed
        return order(url, connector="cir", options=options, copies=copies, **given)  # type: ignore[arg-type]

    return made


def _loaded(make: Make) -> MemoryCopies:
    """Copies after a complete load."""
    copies = MemoryCopies()
    fetch(make(copies, now=YESTERDAY))
    return copies


def _next(make: Make, copies: MemoryCopies, **given: object) -> dict[str, int | str]:
    """Notes of the fetch a day later."""
    return {note.key: note.value for note in fetch(make(copies, since=YESTERDAY, **given))}


def _kept(copies: MemoryCopies, *numbers: str) -> bool:
    return set(copies.names()) == {UPDATE, *map(file_name, numbers)}


def test_first_load_searches_every_day_of_every_court(make: Make, register: Register) -> None:
    register.add("F.16/26/1")
    copies = _loaded(make)
    days = register.questions("searchByDate")
    assert len(days) == (YESTERDAY.date() - datetime(2026, 10, 20).date()).days + 1
    assert days[0] == {"date": "2026-10-20T00:00:00", "court": "42"}
    assert "searchModifiedSince" not in register.operations()
    assert _kept(copies, "F.16/26/1")


def test_copies_and_delivered_files_give_the_same_rows(
    make: Make, register: Register, tmp_path: Path
) -> None:
    given = {"names": names("11111111"), "until": "2026-11-30", "previous": "S.16/25/3"}
    register.add("F.16/26/1", ENDED, **given)
    made = make(MemoryCopies())
    fetch(made)
    (tmp_path / "copies").mkdir()
    live = facts(read_copies(made, tmp_path / "copies"))
    assert live == facts(read_files(tmp_path, answer(case("F.16/26/1", ENDED, **given))))
    assert len(live) == 2


def test_case_with_two_publications_is_asked_once(make: Make, register: Register) -> None:
    register.add("F.16/26/1", ENDED)
    _loaded(make)
    assert len(register.questions("getCase")) == 1


def test_persons_are_never_copied_and_debt_restructuring_is_not_asked(
    make: Make, register: Register
) -> None:
    register.add("F.16/26/1", **PERSON)
    register.add("R.16/26/2", (("2026-10-21", "2301"),), **PERSON)
    register.add("F.16/26/3")
    copies = _loaded(make)
    assert _kept(copies, "F.16/26/3")
    asked = {question["publicationNumber"] for question in register.questions("getCase")}
    assert not [one for one in asked if ".R." in one]
    assert not [
        word for word in PERSONAL for name in copies.names() if word.encode() in copies.get(name)
    ]


def test_names_of_copies_do_not_tell_the_case() -> None:
    assert file_name("F.16/26/1") == file_name("F.16/26/1") != file_name("F.16/26/2")
    assert "26" not in file_name("F.16/26/1").removesuffix(".xml")[:5]


def test_increment_overwrites_the_whole_case_and_asks_since_the_previous_call(
    make: Make, register: Register, tmp_path: Path
) -> None:
    register.add("F.16/26/1")
    copies = _loaded(make)
    register.asked.clear()
    register.modified = register.add("F.16/26/1", ENDED, curator="Nieuw")[-1:]
    notes = _next(make, copies)
    assert register.questions("searchModifiedSince") == [{"modifyDate": YESTERDAY.isoformat()}]
    assert register.questions("searchRemovedSince") == [{"modifyDate": YESTERDAY.isoformat()}]
    assert register.questions("searchByDate") == []
    assert notes["fetch/cases kept"] == 1
    (row,) = facts(read_copies(make(copies), tmp_path))
    assert row["end_kind"] == "lack_of_assets"


def test_removed_case_is_dropped(make: Make, register: Register) -> None:
    register.add("F.16/26/1")
    register.add("F.16/26/2")
    copies = _loaded(make)
    register.removed = ["F.16/26/1", "R.16/26/9"]
    assert _next(make, copies)["fetch/cases removed"] == 1
    assert _kept(copies, "F.16/26/2")


def test_removed_case_that_is_in_the_register_again_stays(make: Make, register: Register) -> None:
    register.modified = register.add("F.16/26/1")
    copies = _loaded(make)
    register.removed = ["F.16/26/1"]
    _next(make, copies)
    assert _kept(copies, "F.16/26/1")


def test_removed_case_without_court_in_its_number_is_found_by_its_publication(
    make: Make, register: Register
) -> None:
    register.add("F.26/7")
    copies = _loaded(make)
    register.removed = ["F.26/7"]
    _next(make, copies)
    assert copies.names() == [UPDATE]


def test_modified_case_that_is_gone_is_dropped(make: Make, register: Register) -> None:
    register.modified = register.add("F.16/26/1")
    copies = _loaded(make)
    register.cases.clear()
    assert _next(make, copies)["fetch/cases that are gone"] == 1
    assert copies.names() == [UPDATE]


def test_case_that_lost_its_company_is_dropped(make: Make, register: Register) -> None:
    register.modified = register.add("F.16/26/1")
    copies = _loaded(make)
    register.add("F.16/26/1", **PERSON)
    assert _next(make, copies)["fetch/persons left out"] == 1
    assert copies.names() == [UPDATE]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"until": "2026-10-30"}, id="no longer findable"),
        pytest.param({"ended": "2026-04-30"}, id="ended more than six months ago"),
    ],
)
def test_copies_are_purged_without_the_service_saying_so(
    given: dict[str, str], make: Make, register: Register
) -> None:
    ended = given.pop("ended", "")
    events = (("2026-04-29", "1300"), *(((ended, "1316"),) if ended else ()))
    register.add("F.16/26/1", events, **given)
    copies = MemoryCopies()
    early = datetime(2026, 10, 29, tzinfo=UTC)
    fetch(make(copies, now=early, options={"from_date": "2026-04-29"}))
    assert _kept(copies, "F.16/26/1")
    notes = _next(make, copies)
    assert notes["fetch/copies purged"] == 1
    assert copies.names() == [UPDATE]


@pytest.mark.parametrize("code", ["5", "3"], ids=["increments do not fit", "too many"])
@pytest.mark.parametrize("operation", ["searchModifiedSince", "searchRemovedSince"])
def test_increments_that_do_not_fit_load_everything_again(
    code: str, operation: str, make: Make, register: Register
) -> None:
    register.add("F.16/26/1")
    copies = _loaded(make)
    register.cases.clear()
    register.published.clear()
    register.add("F.16/26/2")
    register.faults = {operation: [code]}
    assert _next(make, copies)["fetch/increments did not fit: loaded everything again"] == 1
    assert _kept(copies, "F.16/26/2")


def test_broken_load_goes_on_where_it_was(make: Make, register: Register) -> None:
    register.add("F.16/26/1")
    (second,) = register.add("F.16/26/2", (("2026-10-22", "1300"),))
    copies = MemoryCopies()
    register.down = {second}
    with pytest.raises(SourceUnavailable, match="try again later"):
        fetch(make(copies, settings=hasty(attempts=2)))
    assert copies.names() == [file_name("F.16/26/1")]
    register.down.clear()
    register.asked.clear()
    fetch(make(copies))
    assert [q["publicationNumber"] for q in register.questions("getCase")] == [second]
    assert _kept(copies, "F.16/26/1", "F.16/26/2")


def test_broken_reload_does_not_trust_what_was_there_before(make: Make, register: Register) -> None:
    register.add("F.16/26/1")
    copies = _loaded(make)
    (second,) = register.add("F.16/26/2", (("2026-10-22", "1300"),))
    register.faults, register.down = {"searchModifiedSince": ["5"]}, {second}
    with pytest.raises(SourceUnavailable):
        _next(make, copies, settings=hasty(attempts=1))
    register.down.clear()
    register.asked.clear()
    _next(make, copies)
    assert "searchModifiedSince" not in register.operations()
    assert _kept(copies, "F.16/26/1", "F.16/26/2")


def test_day_with_too_many_results_is_asked_kind_by_kind(make: Make, register: Register) -> None:
    register.add("F.16/26/1")
    register.narrow = {("2026-10-21", "42")}
    copies = _loaded(make)
    kinds = sorted(q["pubType"] for q in register.questions("searchByDate") if "pubType" in q)
    assert kinds == [
        "Einde faillissementen",
        "Einde surseances",
        "Overig",
        "Uitspraken faillissement",
        "Uitspraken surseance",
    ]
    assert _kept(copies, "F.16/26/1")


def test_kind_with_too_many_results_stops_with_one_message(make: Make, register: Register) -> None:
    register.faults = {"searchByDate": ["3", "3"]}
    with pytest.raises(SourceChanged, match="too many results for one day, court and kind"):
        fetch(make(options={"from_date": "2026-10-31"}))


def test_technical_fault_is_asked_again(make: Make, register: Register) -> None:
    register.add("F.16/26/1")
    register.faults = {"getCase": ["2", "2"]}
    assert _kept(_loaded(make), "F.16/26/1")
    assert len(register.questions("getCase")) == 3


def test_technical_fault_that_stays_says_that_later_may_help(
    make: Make, register: Register
) -> None:
    register.faults = {"GetLastUpdate": ["2"] * 9}
    with pytest.raises(SourceUnavailable, match="temporary, after 3 attempts"):
        fetch(make(settings=hasty(attempts=3)))


@pytest.mark.parametrize("code", ["4", "9"], ids=["our mistake", "not listed"])
def test_wrong_question_stops_with_one_message(code: str, make: Make, register: Register) -> None:
    register.faults = {"searchByDate": [code]}
    with pytest.raises(SourceChanged, match=f"exceptie '{code}' to searchByDate"):
        fetch(make())


def _fault(code: str) -> Response:
    text = (
        f'<s:Envelope xmlns:s="{SOAP_11}"><s:Body><s:Fault><faultcode>{code}</faultcode>'
        f"<faultstring>{escape(PASSWORD)}</faultstring></s:Fault></s:Body></s:Envelope>"
    )
    return Response(text, 500, content_type="text/xml")


def test_refused_account_is_not_asked_again(make: Make, register: Register) -> None:
    register.responses = [_fault("wsse:FailedAuthentication")] * 3
    with pytest.raises(SourceChanged, match="SOAP Fault FailedAuthentication") as caught:
        fetch(make())
    assert len(register.asked) == 1
    assert PASSWORD not in str(caught.value)


@pytest.mark.parametrize(
    "response",
    [
        pytest.param(_fault("s:Server"), id="fault of the server"),
        pytest.param(Response("<html>", 500, content_type="text/html"), id="HTML"),
        pytest.param(Response("", 503), id="down"),
    ],
)
def test_fault_of_the_server_is_asked_again(
    response: Response, make: Make, register: Register
) -> None:
    register.add("F.16/26/1")
    register.responses = [response]
    assert _kept(_loaded(make), "F.16/26/1")


@pytest.mark.parametrize(
    ("version", "space", "header"),
    [
        ("1.1", SOAP_11, "soapaction"),
        (1.1, SOAP_11, "soapaction"),
        ("1.2", SOAP_12, "content-type"),
    ],
    ids=["1.1", "1.1 as a number", "1.2"],
)
def test_question_has_the_form_of_its_version(
    version: object, space: str, header: str, make: Make, register: Register
) -> None:
    fetch(make(options={"soap": version, "from_date": "2026-10-31"}))
    asked = register.asked[0]
    assert asked.soap == space
    assert "http://www.rechtspraak.nl/namespaces/cir01/GetLastUpdate" in asked.http[header]


def test_question_is_addressed_and_signed_in(make: Make, register: Register) -> None:
    fetch(make(options={"from_date": "2026-10-31"}))
    told = [asked.headers for asked in register.asked]
    assert (told[0]["Username"], told[0]["Password"]) == (USER, PASSWORD)
    assert told[0]["Action"].endswith("/GetLastUpdate")
    assert told[0]["To"].endswith("/cir.asmx")
    assert told[0]["Created"].startswith("2026-10-31T06:00:0")
    assert told[0]["Expires"].startswith("2026-10-31T06:05:0")
    assert len({one["MessageID"] for one in told}) == len(told) == 2


def test_whole_address_of_the_service_may_be_given(
    make: Make, register: Register, httpserver: HTTPServer
) -> None:
    made = make(options={"from_date": "2026-10-31"})
    spec = made.spec.model_copy(update={"url": httpserver.url_for("/cir.asmx")})
    fetch(Order(spec, made.municipality, made.settings, made.folder, NOW, NOW, None, made.copies))
    assert register.operations() == ["GetLastUpdate", "searchByDate"]


def test_days_before_2013_are_asked_of_the_courts_of_that_time(
    make: Make, register: Register
) -> None:
    fetch(
        make(
            now=datetime(2013, 1, 1, 6, tzinfo=UTC),
            options={"from_date": "2012-12-31", "courts": []},
        )
    )
    courts = sorted(q["court"] for q in register.questions("searchByDate"))
    assert courts == [*(f"{n:02d}" for n in range(1, 20)), *(str(n) for n in range(40, 52))]


def test_case_of_another_court_is_left_out(make: Make, register: Register) -> None:
    copies = _loaded(make)
    register.modified = register.add("F.16/26/1", court="45")
    assert _next(make, copies)["fetch/cases of other courts left out"] == 1
    assert copies.names() == [UPDATE]


def test_case_that_cannot_be_read_is_told_and_not_copied(make: Make, register: Register) -> None:
    register.add("F.16/26/1")
    register.cases["F.16/26/1"] = register.cases["F.16/26/1"].replace("rechtspersoon<", "geest<")
    notes = {note.key: note.value for note in fetch(make())}
    assert (
        notes["fetch/cases that cannot be read/rechtspersoonlijkheid is not listed: 'geest'"] == 1
    )


def test_answer_to_another_question_stops(make: Make, register: Register) -> None:
    (one,) = register.add("F.16/26/1")
    found = answer(register.cases["F.16/26/1"])
    register.responses = [Response(found, content_type="text/xml")]
    with pytest.raises(SourceChanged, match="GetLastUpdate was answered with inspub"):
        fetch(make())
    assert one == mark("F.16/26/1", "1300", 1)


def test_secret_that_is_not_set_is_named_before_anything_is_asked(
    make: Make, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make()
    monkeypatch.delenv("CIR_PASSWORD")
    with pytest.raises(SettingsError, match="CIR_PASSWORD is not set"):
        fetch(made)
    assert register.asked == []


def test_options_that_are_missing_are_named(make: Make, register: Register) -> None:
    with pytest.raises(SettingsError, match="missing to ask the register: user, from_date"):
        fetch(make(options={"user": None, "from_date": None}))
    assert register.asked == []


def test_secrets_are_in_no_copy_note_or_repr(make: Make, register: Register) -> None:
    register.add("F.16/26/1")
    made = make(MemoryCopies())
    told = str(fetch(made))
    kept = b"".join(made.copies.get(name) for name in made.copies.names())
    assert PASSWORD not in told + repr(made)
    assert b"geheim&" not in kept
    assert USER.encode() not in kept
