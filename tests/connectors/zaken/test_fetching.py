"""The live half of the ZGW connector against an API on the loopback."""

import json
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from pytest_httpserver import HTTPServer

from connectors.items import Note
from connectors.live.order import Order
from connectors.zaken import token as tokens
from connectors.zaken.options import Token
from engine.errors import SettingsError, SourceChanged, SourceRefused, SourceUnavailable
from tests.connectors.live import orders
from tests.connectors.live.orders import NOW, MemoryCopies, fetch, read_copies
from tests.connectors.zaken.answers import (
    OPTIONS,
    RSIN,
    TYPES,
    Answer,
    case_object,
    case_type,
    cases,
    facts,
    prop,
    result,
    role,
    status,
    zaak,
)
from tests.connectors.zaken.server import SECRET, Api

WEEK = timedelta(days=7)
TOKEN = {"client_id": "dijkwacht", "secret": "env:ZGW_TEST_SECRET"}
BUILDING = {f"{RSIN}/VTH": {"BOUW": {"table": "permit", "kind": "building", "bibob_hook": True}}}
PERSON = "natuurlijk_persoon"
WHOLE: tuple[Answer, ...] = (
    zaak(einddatum="2026-05-02", resultaat="x"),
    status("Ontvangen", "2026-03-01T09:00:00Z", "s1"),
    status("Besluit genomen", "2026-05-01T09:00:00Z", "s2"),
    result("Verleend"),
    role(PERSON, {"geslachtsnaam": "Voorbeeld", "inpBsn": "999990019", "geboortedatum": "1980"}),
    role("medewerker", {"achternaam": "Ambtenaar"}, "rol2", omschrijvingGeneriek="behandelaar"),
    role(PERSON, {"geslachtsnaam": "Buurman"}, "rol3", omschrijvingGeneriek="belanghebbende"),
    case_object("adres", {"identificatie": "1884200000000001"}),
    prop("Oppervlakte", "12,5", "p1"),
    prop("Opmerking", "vertrouwelijke tekst", "p2"),
)


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret of the client, in the environment."""
    monkeypatch.setenv("ZGW_TEST_SECRET", SECRET)


@pytest.fixture
def api(httpserver: HTTPServer) -> Api:
    """An API with one whole case and one that is open."""
    return Api(httpserver, *TYPES, *WHOLE, zaak("Z2", startdatum="2026-10-01"))


def _order(
    api: Api,
    copies: MemoryCopies | None = None,
    *,
    now: datetime = NOW,
    since: datetime | None = None,
    began: datetime | None = None,
    options: Mapping[str, object] | None = None,
) -> Order:
    told = {**OPTIONS, "kinds": BUILDING, "token": TOKEN, **(options or {})}
    return orders.order(
        api.url, connector="zgw", options=told, copies=copies, now=now, since=since, began=began
    )


def _notes(found: list[Note]) -> dict[str, int | str]:
    return {note.key: note.value for note in found}


def _names(order: Order) -> list[str]:
    return [name for name in order.copies.names() if name.startswith("zaak-")]


def test_copies_give_the_rows_of_delivered_files(api: Api, tmp_path: Path) -> None:
    order = _order(api)
    fetch(order)
    rows = facts(read_copies(order, tmp_path))
    apart = cases(tmp_path, *WHOLE, zaak("Z2", startdatum="2026-10-01"), options=OPTIONS)
    assert rows == facts(apart)
    assert rows[0]["applicant_name"] == "Voorbeeld"
    assert str(rows[0]["decided_on"]) == "2026-05-01"


def test_expanded_answers_give_the_same_rows_in_fewer_questions(api: Api, tmp_path: Path) -> None:
    apart = _order(api)
    fetch(apart)
    (tmp_path / "a").mkdir()
    rows = facts(read_copies(apart, tmp_path / "a"))
    asked = len(api.asked)
    api.expands = True
    together = _order(api, options={"expand": True})
    fetch(together)
    assert facts(read_copies(together, tmp_path)) == rows
    assert len(api.asked) - asked < asked
    assert "/zaken/api/v1/rollen" not in {r.path for r in api.asked[asked:]}


def test_product_that_does_not_expand_is_asked_piece_by_piece(api: Api, tmp_path: Path) -> None:
    order = _order(api, options={"expand": True})
    told = _notes(fetch(order))
    assert told["cases that were not expanded"] == 2
    assert len(facts(read_copies(order, tmp_path))) == 2


def test_pages_are_followed_to_the_end(api: Api) -> None:
    api.put(*(zaak(f"Y{n}") for n in range(5)))
    order = _order(api)
    fetch(order)
    assert len(_names(order)) == 7


def test_next_page_on_another_host_is_refused(api: Api) -> None:
    api.put(*(zaak(f"Y{n}") for n in range(5)))
    api.next_host = "https://kwaad.example.nl"
    with pytest.raises(SourceRefused, match="another host"):
        fetch(_order(api))


def test_token_is_fresh_for_every_attempt_and_an_old_one_is_never_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter(range(0, 1_000_000, 600))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    sign = tokens.signer(Token.model_validate(TOKEN), NOW)
    made = [jwt.decode(sign()["Authorization"][7:], options={"verify_signature": False})
            for _ in range(3)]  # fmt: skip
    start = int(NOW.timestamp())
    assert [found["iat"] - start for found in made] == [600, 1200, 1800]


def test_token_says_who_asks(api: Api) -> None:
    fetch(_order(api))
    algorithm = jwt.get_unverified_header(api.tokens[0])["alg"]
    found = jwt.decode(api.tokens[0], SECRET, algorithms=["HS256"], options={"verify_iat": False})
    assert algorithm == "HS256"
    assert (found["iss"], found["client_id"], found["user_id"]) == (
        "dijkwacht", "dijkwacht", "dijkwacht",
    )  # fmt: skip


def test_failed_attempt_is_signed_anew(api: Api) -> None:
    api.failing = 2
    order = _order(api)
    fetch(order)
    assert len(_names(order)) == 2
    assert all(api.tokens)


def test_cases_are_asked_in_degrees_and_up_to_the_limit(api: Api) -> None:
    fetch(_order(api))
    lists = [request for request in api.asked if request.path == "/zaken/api/v1/zaken"]
    assert {request.headers["Accept-Crs"] for request in lists} == {"EPSG:4326"}
    limits = {request.args["maximaleVertrouwelijkheidaanduiding"] for request in lists}
    assert limits == {"zaakvertrouwelijk"}


def test_catalogue_is_asked_once_per_fetch(api: Api) -> None:
    fetch(_order(api))
    first = Counter(request.path for request in api.asked if "page" not in request.args)
    assert first["/catalogi/api/v1/catalogussen"] == 1
    assert first["/catalogi/api/v1/zaaktypen"] == 1
    assert first["/catalogi/api/v1/statustypen"] == 1


def test_second_fetch_asks_for_new_open_and_lately_closed_cases(api: Api) -> None:
    copies = MemoryCopies()
    fetch(_order(api, copies))
    api.asked.clear()
    api.put(zaak("Z3", startdatum="2026-11-03"), zaak("Z2", startdatum="2026-10-05"))
    order = _order(api, copies, now=NOW + WEEK, since=NOW)
    fetch(order)
    lists = [r.args.to_dict() for r in api.asked if r.path == "/zaken/api/v1/zaken"]
    asked = {key: value for query in lists for key, value in query.items() if "__" in key}
    assert asked == {
        "startdatum__gte": "2026-10-30",
        "einddatum__isnull": "true",
        "einddatum__gt": "2026-09-08",
    }
    assert _names(order) == ["zaak-Z1.jsonl", "zaak-Z2.jsonl", "zaak-Z3.jsonl"]
    assert json.loads(copies.get("zaak-Z2.jsonl"))["body"][0]["startdatum"] == "2026-10-05"
    assert copies.asked_at("zaak-Z1.jsonl") == NOW


def test_closed_cases_are_asked_back_to_the_last_fetch_when_that_was_long_ago(api: Api) -> None:
    copies = MemoryCopies()
    fetch(_order(api, copies))
    api.asked.clear()
    fetch(_order(api, copies, now=NOW + timedelta(days=200), since=NOW))
    closed = {r.args["einddatum__gt"] for r in api.asked if "einddatum__gt" in r.args}
    assert closed == {"2026-10-30"}


def test_open_case_that_is_gone_leaves_the_copies(api: Api) -> None:
    copies = MemoryCopies()
    fetch(_order(api, copies))
    api.remove("Z2")
    told = _notes(fetch(_order(api, copies, now=NOW + WEEK, since=NOW)))
    assert [name for name in copies.names() if "zaak-" in name] == ["zaak-Z1.jsonl"]
    assert told["cases that are gone"] == 1


def test_open_case_that_became_confidential_leaves_the_copies(api: Api) -> None:
    copies = MemoryCopies()
    fetch(_order(api, copies))
    api.put(zaak("Z2", vertrouwelijkheidaanduiding="geheim", einddatum="2020-01-01"))
    told = _notes(fetch(_order(api, copies, now=NOW + WEEK, since=NOW)))
    assert [name for name in copies.names() if "zaak-" in name] == ["zaak-Z1.jsonl"]
    assert told["cases not kept, too confidential"] == 1


def test_case_type_that_is_mapped_later_is_asked_whole(api: Api) -> None:
    copies = MemoryCopies()
    api.put(
        case_type("SLOOP"), zaak("Z8", "SLOOP", startdatum="2019-01-01", einddatum="2019-02-01")
    )
    fetch(_order(api, copies))
    kinds = {"002564440/VTH": {"SLOOP": {"table": "permit", "kind": "demolition"}}}
    order = _order(api, copies, now=NOW + WEEK, since=NOW, options={"kinds": kinds})
    told = _notes(fetch(order))
    assert _names(order) == ["zaak-Z8.jsonl"]
    assert told["cases of types that are not mapped any more"] == 2


def test_property_that_is_mapped_later_is_asked_again(api: Api, tmp_path: Path) -> None:
    copies = MemoryCopies()
    fetch(_order(api, copies, options={"properties": {"Gebruik": "use"}}))
    order = _order(api, copies, now=NOW + WEEK, since=NOW)
    fetch(order)
    assert facts(read_copies(order, tmp_path))[0]["floor_area_m2"] == 12.5


def test_fetch_that_broke_off_goes_on_where_it_was(api: Api) -> None:
    copies = MemoryCopies()
    first = _order(api, copies)
    fetch(first)
    copies.drop("zaak-Z2.jsonl")
    api.asked.clear()
    fetch(_order(api, copies, now=NOW + timedelta(hours=1), began=NOW))
    assert api.paths()["/zaken/api/v1/zaken/Z1/zaakeigenschappen"] == 0
    assert api.paths()["/zaken/api/v1/zaken/Z2/zaakeigenschappen"] == 1


def test_first_fetch_can_begin_at_a_year(api: Api) -> None:
    fetch(_order(api, options={"started_from": 2020}))
    asked = {r.args.get("startdatum__gte") for r in api.asked if r.path == "/zaken/api/v1/zaken"}
    assert asked == {"2020-01-01", None}


def test_no_right_to_cases_or_parts_is_noted(api: Api, tmp_path: Path) -> None:
    api.forbidden = {"/zaken/api/v1/rollen"}
    order = _order(api)
    assert _notes(fetch(order))["no right/rollen"] == 2
    assert len(facts(read_copies(order, tmp_path))) == 2


def test_no_right_to_the_catalogue_keeps_the_last_fetch(api: Api) -> None:
    copies = MemoryCopies()
    fetch(_order(api, copies))
    before = copies.names()
    api.forbidden = {"/catalogi/api/v1/zaaktypen"}
    with pytest.raises(SourceChanged, match="found or may be read"):
        fetch(_order(api, copies, now=NOW + WEEK, since=NOW))
    assert [name for name in before if "zaak-" in name] == [
        name for name in copies.names() if "zaak-" in name
    ]


@pytest.mark.parametrize(
    ("path", "count"), [("/zaken/api/v1/zaken", 3), ("/zaken/api/v1/zaken/Z2", 1)]
)
def test_no_right_is_no_missing_data(path: str, count: int, api: Api) -> None:
    copies = MemoryCopies()
    fetch(_order(api, copies))
    api.put(zaak("Z2", einddatum="2020-01-01"))
    api.forbidden = {path}
    told = _notes(fetch(_order(api, copies, now=NOW + WEEK, since=NOW)))
    assert told["no right/zaken"] == count


def test_copies_hold_nothing_that_may_never_be_used(api: Api) -> None:
    order = _order(api)
    fetch(order)
    kept = b"".join(order.copies.get(name) for name in order.copies.names()).decode()
    for word in ("999990019", "1980", "Ambtenaar", "Buurman", "vertrouwelijke tekst", SECRET):
        assert word not in kept
    assert "Voorbeeld" in kept


def test_same_answers_give_the_same_copies(api: Api) -> None:
    first, second = _order(api), _order(api)
    fetch(first)
    api.objects.reverse()
    fetch(second)
    assert first.copies.names() == second.copies.names()


def test_refused_key_is_told_without_the_key(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZGW_TEST_SECRET", "een-heel-ander-geheim-0123456789abcdef")
    with pytest.raises(SourceChanged, match="answered 401") as caught:
        fetch(_order(api))
    assert "geheim" not in str(caught.value)


def test_short_secret_is_used_and_told(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZGW_TEST_SECRET", "kort")
    with pytest.raises(SourceChanged, match="401"):
        fetch(_order(api))
    assert tokens.is_short(Token.model_validate(TOKEN))


def test_secret_that_is_not_set_is_told_by_name(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZGW_TEST_SECRET")
    with pytest.raises(SettingsError, match="ZGW_TEST_SECRET is not set"):
        fetch(_order(api))


def test_token_is_needed_to_ask(api: Api) -> None:
    with pytest.raises(SettingsError, match=r"options\.token is missing"):
        fetch(_order(api, options={"token": None}))


def test_api_that_stays_away_is_unavailable(api: Api) -> None:
    api.failing = 10_000
    with pytest.raises(SourceUnavailable, match="answered 503"):
        fetch(_order(api))


def test_moment_of_a_copy_is_that_of_the_order(api: Api) -> None:
    order = _order(api, now=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    fetch(order)
    first = json.loads(order.copies.get("zaak-Z1.jsonl").splitlines()[0])
    assert first["_recorded"]["headers"]["Date"] == "Sat, 31 Oct 2026 23:30:00 GMT"
