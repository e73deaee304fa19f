"""BRK Bevragen over the network: what is asked, kept and forgotten."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged
from tests.connectors.brk.replies import BASE, BSN, OBJECT, listed, owner, thing
from tests.connectors.deliver import rows
from tests.connectors.live.orders import NOW, MemoryCopies, fetch, order, read_copies

KEY = "geheime-sleutel"
LISTS = ("zakelijkgerechtigden", "hypotheken", "beslagen", "privaatrechtelijkebeperkingen")
FOUNDATION = {"identificatie": "70000099", "type": "kadaster_niet_natuurlijk_persoon"}


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRK_TEST_KEY", KEY)


def _order(
    server: HTTPServer,
    folder: Path,
    *lines: str,
    copies: MemoryCopies | None = None,
    more: Mapping[str, object] | None = None,
) -> Order:
    (folder / "percelen.txt").write_text("\n".join((*lines, "")), encoding="utf-8")
    options: dict[str, object] = {"api_key": "env:BRK_TEST_KEY", "parcels": "percelen.txt"}
    return order(
        server.url_for(""), connector="parcels", options={**options, **(more or {})}, copies=copies,
        folder=folder,
    )  # fmt: skip


def _answer(server: HTTPServer, path: str, body: Mapping[str, object], **query: str) -> None:
    server.expect_request(
        f"{BASE}{path}", query_string=query or None,
        headers={"X-Api-Key": KEY, "Accept-Crs": "epsg:28992"},
    ).respond_with_json(body, content_type="application/hal+json")  # fmt: skip


def _serve(server: HTTPServer, *, split: bool = False) -> None:
    found = listed("kadastraalOnroerendeZaken", thing())
    _answer(server, "", found, kadastraleAanduidingMetGemeentecode="PRF00 B 12")
    told = owner(persoon={**FOUNDATION, "omschrijving": "Stichting Proef"})
    more = {"gesplitstZakelijkRecht": "eigenaar"} if split else {}
    for name in LISTS:
        body = listed("zakelijkGerechtigden", told, **more) if name == LISTS[0] else None
        _answer(server, f"/{OBJECT}/{name}", body or listed(_key_of(name)))
    server.expect_request("/kadasternietnatuurlijkpersonen/70000099").respond_with_json(
        {**FOUNDATION, "statutaireNaam": "Stichting Proef", "kvkNummer": "99000020"}
    )


def _key_of(name: str) -> str:
    keys = {"privaatrechtelijkebeperkingen": "privaatrechtelijkeBeperkingen"}
    return keys.get(name, name)


def test_parcels_of_the_list_are_fetched_with_what_rests_on_them(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    _serve(httpserver)
    made = _order(httpserver, tmp_path, "# onze lijst", "PRF00 B 12  # erf", "PRF00-B-12")
    notes = {note.key: note.value for note in fetch(made)}
    assert made.copies.names() == [
        *sorted(f"{OBJECT}_{name}.json" for name in LISTS),
        "PRF00-B-12.json",
        "persoon_70000099.json",
    ]
    assert notes == {"parcels asked for": 1}


def test_rows_of_copies_are_those_of_delivered_files(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    _serve(httpserver)
    made = _order(httpserver, tmp_path, "PRF00 B 12")
    fetch(made)
    (tmp_path / "copies").mkdir()
    items = read_copies(made, tmp_path / "copies")
    (title,) = rows(items, "title")
    assert title.values["holder_kvk"] == "99000020"
    assert title.values["parcel_id"] == "PRF00-B-12"
    assert rows(items, "transfer")[0].values["mortgage_eur"] == 0.0


def test_no_bsn_or_masked_name_is_in_a_copy(httpserver: HTTPServer, tmp_path: Path) -> None:
    masked: dict[str, object] = {"type": "ingeschreven_natuurlijk_persoon", "identificatie": BSN}
    masked |= {"omschrijving": "Dirk Droomster", "geheimhoudingPersoonsgegevens": True}
    _answer(httpserver, f"/{OBJECT}", thing())
    for name in LISTS:
        body = listed("zakelijkGerechtigden", owner(persoon=masked))
        _answer(
            httpserver, f"/{OBJECT}/{name}", body if name == LISTS[0] else listed(_key_of(name))
        )
    made = _order(httpserver, tmp_path, OBJECT)
    fetch(made)
    kept = b"".join(made.copies.get(name) for name in made.copies.names())
    assert BSN.encode() not in kept
    assert b"Droomster" not in kept
    assert b"eigenaar" in kept


def test_apartments_of_a_split_parcel_are_fetched_too(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    flat = thing(identificatie="113401985710003", kadastraleAanduiding="Proefland B 12 A3")
    query = {"kadastraleAanduidingMetGemeentecode": "PRF00 B 12"}
    both = listed("kadastraalOnroerendeZaken", thing(), flat)
    _answer(
        httpserver, "", both, **query, inclusiefKadastraalOnroerendeZakenUitSplitsing="true"
    )  # fmt: skip
    _serve(httpserver, split=True)
    for name in LISTS:
        kind = "zakelijkGerechtigden" if name == LISTS[0] else _key_of(name)
        part = [owner(identificatie="31")] if name == LISTS[0] else []
        body = listed(kind, *part)
        _answer(httpserver, f"/113401985710003/{name}", body)
    made = _order(httpserver, tmp_path, "PRF00 B 12")
    fetch(made)
    assert "113401985710003_zakelijkgerechtigden.json" in made.copies.names()
    (tmp_path / "copies").mkdir()
    items = read_copies(made, tmp_path / "copies")
    assert {row.values["parcel_id"] for row in rows(items, "title")} == {
        "PRF00-B-12",
        "PRF00-B-12-A-3",
    }


def test_fetch_that_broke_off_does_not_ask_again(httpserver: HTTPServer, tmp_path: Path) -> None:
    _serve(httpserver)
    copies = MemoryCopies()
    fetch(_order(httpserver, tmp_path, "PRF00 B 12", copies=copies))
    asked = len(httpserver.log)
    fetch(_order(httpserver, tmp_path, "PRF00 B 12", copies=copies))
    assert len(httpserver.log) == asked


def test_parcel_that_left_the_list_leaves_the_copies(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    _serve(httpserver)
    copies = MemoryCopies(NOW - timedelta(days=1))
    copies.put("PRF00-B-99.json", b"{}")
    fetch(_order(httpserver, tmp_path, "PRF00 B 12", copies=copies))
    assert "PRF00-B-99.json" not in copies.names()


def test_parcel_that_is_not_found_is_counted(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request(BASE).respond_with_json({"status": 404, "title": "x"}, status=404)
    notes = {note.key: note.value for note in fetch(_order(httpserver, tmp_path, "PRF00 B 12"))}
    assert notes == {"parcels asked for": 1, "parcels not found": 1}


@pytest.mark.parametrize("status", [401, 403])
def test_refused_key_stops_the_fetch_and_is_not_told(
    status: int, httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request(BASE).respond_with_json({}, status=status)
    with pytest.raises(SourceChanged, match="the key or the right") as caught:
        fetch(_order(httpserver, tmp_path, "PRF00 B 12"))
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("body", [[], {"iets": 1}, {"_embedded": {"anders": []}}])
def test_answer_of_another_kind_is_no_copy(
    body: object, httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request(BASE).respond_with_json(body)
    made = _order(httpserver, tmp_path, "PRF00 B 12")
    with pytest.raises(SourceChanged, match="answer"):
        fetch(made)
    assert made.copies.names() == []


@pytest.mark.parametrize(
    ("lines", "options", "what"),
    [
        pytest.param((), {}, "the list of parcels is empty", id="empty list"),
        pytest.param(("Jansen",), {}, r"percelen\.txt:1: not a kadastrale aanduiding", id="a name"),
        pytest.param((BSN,), {}, r"percelen\.txt:1: not a kadastrale aanduiding", id="a BSN"),
        pytest.param(("PRF00 B 12",), {"api_key": None}, "api_key is missing", id="no key"),
        pytest.param(("PRF00 B 12",), {"parcels": None}, "parcels is missing", id="no list"),
        pytest.param(("PRF00 B 12",), {"parcels": "weg.txt"}, "cannot be read", id="list gone"),
    ],
)
def test_what_is_wrong_with_the_order_is_told_before_anything_is_asked(
    lines: tuple[str, ...],
    options: dict[str, object],
    what: str,
    httpserver: HTTPServer,
    tmp_path: Path,
) -> None:
    with pytest.raises(SettingsError, match=what):
        fetch(_order(httpserver, tmp_path, *lines, more=options))
    assert httpserver.log == []


def test_same_answers_give_the_same_copies(httpserver: HTTPServer, tmp_path: Path) -> None:
    _serve(httpserver)
    first, second = MemoryCopies(), MemoryCopies()
    for copies in (first, second):
        fetch(_order(httpserver, tmp_path, "PRF00 B 12", copies=copies))
    assert first.kept == second.kept
    assert json.loads(first.get("PRF00-B-12.json"))["_asked"]["on"] == "2026-10-31"
