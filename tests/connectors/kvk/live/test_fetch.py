"""A fetch from KVK: which questions, which copies, and what the reader makes of these."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from connectors.delivery import Item, Note
from engine.errors import SettingsError, SourceChanged, SourceUnavailable
from tests.connectors.deliver import FIXTURES, quarantined, rows
from tests.connectors.kvk.answers import fault, owner, profile
from tests.connectors.kvk.live.server import KEY, SUBSCRIPTION, FakeKvk, answered, recording
from tests.connectors.live.orders import NOW, MemoryCopies, fetch, hasty, order, read_copies

FIRST, SECOND = "90000012", "90000013"
WEEK_AGO = NOW - timedelta(days=7)
OPTIONS: Mapping[str, object] = {"apikey": "env:KVK_API_KEY", "places": ["Leimuiden"]}
MUTATED = {**OPTIONS, "subscription": SUBSCRIPTION}


class Town:
    """A town's fake register, and fetches from it."""

    def __init__(self, httpserver: HTTPServer) -> None:
        self.kvk = FakeKvk()
        self.url = self.kvk.serve(httpserver)
        self.copies = MemoryCopies()
        self.made = order(self.url, connector="kvk_api", copies=self.copies)

    def fetch(self, options: Mapping[str, object] = OPTIONS, **more: object) -> dict[str, object]:
        """Fetch; what was noted."""
        self.kvk.asked.clear()
        more = {"copies": self.copies, **more}
        self.made = order(self.url, connector="kvk_api", options=options, **more)  # type: ignore[arg-type]
        return {note.key: note.value for note in fetch(self.made)}

    def first(self, at: datetime = WEEK_AGO) -> None:
        """A complete fetch before the one that a test is about."""
        self.fetch(MUTATED, now=at)

    def read(self, folder: Path) -> list[Item]:
        """What the reader makes of the copies."""
        return read_copies(self.made, folder)


@pytest.fixture
def town(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("KVK_API_KEY", KEY)
    return Town(httpserver)


def _notes(items: list[Item]) -> dict[str, object]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


def test_every_product_of_every_company_in_town_is_asked_once(town: Town) -> None:
    town.kvk.add(FIRST, 2)
    town.kvk.add(SECOND, town="Elders")
    notes = town.fetch()
    assert town.kvk.paths() == sorted(
        [
            "v2/zoeken",
            f"v1/basisprofielen/{FIRST}",
            f"v1/basisprofielen/{FIRST}/vestigingen",
            f"v1/naamgevingen/kvknummer/{FIRST}",
            f"v1/vestigingsprofielen/{FIRST}0001",
            f"v1/vestigingsprofielen/{FIRST}0002",
        ]
    )
    args = dict(town.kvk.asked)
    assert args[f"v1/basisprofielen/{FIRST}"] == {"geoData": "true"}
    assert args[f"v1/vestigingsprofielen/{FIRST}0001"] == {"geoData": "true"}
    assert notes["companies asked"] == 1
    assert notes["fetched/vestiging"] == 2


def test_copies_are_read_as_if_they_had_been_delivered(town: Town, tmp_path: Path) -> None:
    town.kvk.add(FIRST, 2)
    town.fetch()
    items = town.read(tmp_path)
    assert quarantined(items) == []
    assert [row.values["enterprise_id"] for row in rows(items, "enterprise")] == [FIRST]
    assert [row.values["branch_id"] for row in rows(items, "branch")] == [
        f"{FIRST}0001",
        f"{FIRST}0002",
    ]


def test_copy_holds_the_question_its_status_and_date_and_no_key(town: Town) -> None:
    town.kvk.add(FIRST)
    town.fetch()
    document = json.loads(town.copies.get(f"{FIRST}-basisprofiel.json"))
    recorded = document["_recorded"]
    assert recorded["headers"].pop("Date")
    assert recorded == {
        "method": "GET",
        "uri": f"{town.url}/v1/basisprofielen/{FIRST}?geoData=true",
        "status": 200,
        "asked": "2026-10-31T06:00:00+00:00",
        "headers": {"API-Version": "1.5.0"},
    }
    assert not any(KEY.encode() in content for content, _ in town.copies.kept.values())


def test_bsn_never_reaches_a_copy(town: Town) -> None:
    town.kvk.add(FIRST)
    trader = owner(rechtsvorm="Eenmanszaak", rsin="999990019", bsn="999990019", x=["999990019"])
    body = profile(eigenaar=trader, kvkNummer=FIRST)
    town.kvk.scripted[f"v1/basisprofielen/{FIRST}"] = [answered(body)]
    town.fetch()
    assert b"999990019" not in town.copies.get(f"{FIRST}-basisprofiel.json")


def test_rsin_of_a_legal_person_stays(town: Town) -> None:
    body = profile(eigenaar=owner(rsin="999990019"), kvkNummer=FIRST)
    town.kvk.add(FIRST)
    town.kvk.scripted[f"v1/basisprofielen/{FIRST}"] = [answered(body)]
    town.fetch()
    assert b'"rsin":"999990019"' in town.copies.get(f"{FIRST}-basisprofiel.json")


@pytest.mark.parametrize("as_file", [False, True], ids=["list", "file"])
def test_numbers_are_asked_without_a_search(*, as_file: bool, town: Town, tmp_path: Path) -> None:
    town.kvk.add(FIRST)
    given: object = [FIRST]
    if as_file:
        (tmp_path / "nummers.csv").write_text(f"naam;kvknummer\nX;{FIRST}\nY;123\n", "utf-8")
        given = "nummers.csv"
    notes = town.fetch({"apikey": "env:KVK_API_KEY", "numbers": given}, folder=tmp_path)
    assert town.kvk.paths("zoeken") == []
    assert notes["companies asked"] == 1
    assert ("numbers in the list that are none/line 3" in notes) is as_file


def test_company_with_1000_branches_is_fetched_over_links_of_either_form(
    town: Town, tmp_path: Path
) -> None:
    town.kvk.add(FIRST, 1000, town="Elders")
    town.kvk.page_branches = 300
    town.fetch({"apikey": "env:KVK_API_KEY", "numbers": [FIRST]})
    assert len(town.kvk.paths(f"{FIRST}/vestigingen")) == 4
    assert len(set(town.kvk.paths("vestigingsprofielen"))) == 1000
    items = town.read(tmp_path)
    assert len(rows(items, "branch")) == 1000
    assert "branches not in the delivery" not in _notes(items)


def test_association_without_a_branch_is_whole_without_one(town: Town, tmp_path: Path) -> None:
    town.kvk.companies["90000749"] = []
    recorded = recording("v1_basisprofielen_90000749_200.json")
    town.kvk.scripted["v1/basisprofielen/90000749"] = [recorded]
    town.fetch({"apikey": "env:KVK_API_KEY", "numbers": ["90000749"]})
    assert town.kvk.paths("vestigingsprofielen") == []
    items = town.read(tmp_path)
    assert rows(items, "enterprise")[0].values["legal_form"] == "owners_association"


def test_recorded_answers_played_back_give_the_recorded_rows(town: Town, tmp_path: Path) -> None:
    town.kvk.companies["69599084"] = ["000038509504"]
    town.kvk.scripted = {
        "v1/basisprofielen/69599084": [recording("v1_basisprofielen_69599084_200.json")],
        "v1/vestigingsprofielen/000038509504": [
            recording("v1_vestigingsprofielen_000038509504_200.json")
        ],
    }
    town.fetch({"apikey": "env:KVK_API_KEY", "numbers": ["69599084"]})
    (branch_row,) = rows(town.read(tmp_path), "branch")
    assert branch_row.values["house_letter"] == "M"
    assert branch_row.private == {"shop_name"}


def test_no_company_at_all_is_no_silent_success(town: Town) -> None:
    with pytest.raises(SourceChanged, match="not one company was found"):
        town.fetch()
    assert [name for name in town.copies.names() if name.endswith("-fout.json")]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        pytest.param({"places": ["X"]}, "apikey is missing", id="no key"),
        pytest.param({"apikey": "env:KVK_API_KEY"}, "nothing to look for", id="nothing"),
        pytest.param({**OPTIONS, "apikey": "env:NO_SUCH_KEY"}, "is not set", id="key not set"),
        pytest.param({**OPTIONS, "numbers": "gone.csv"}, "cannot be read", id="no file"),
        pytest.param({**OPTIONS, "apikey": KEY}, "never written out", id="key written out"),
        pytest.param({**OPTIONS, "version": "b"}, "version", id="no such version"),
        pytest.param({**OPTIONS, "nieuw": 1}, "nieuw", id="unknown option"),
    ],
)
def test_options_that_cannot_work_are_refused_before_anything_is_asked(
    options: dict[str, object], what: str, town: Town, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=what) as caught:
        town.fetch(options, folder=tmp_path)
    assert KEY not in str(caught.value)
    assert town.kvk.asked == []


# Faults: acceptance line 2


def test_line_2_404_with_ipd5200_is_an_empty_search(town: Town, tmp_path: Path) -> None:
    town.kvk.add(FIRST)
    town.fetch({**OPTIONS, "places": ["Leimuiden", "Nergens"]})
    items = town.read(tmp_path)
    assert _notes(items)["empty answers"] == 1
    assert quarantined(items) == []


def test_line_2_404_with_ipd0005_is_recorded_and_deletes_nothing(
    town: Town, tmp_path: Path
) -> None:
    town.kvk.add(FIRST, 2)
    town.first()
    del town.kvk.companies[FIRST]
    notes = town.fetch()
    assert notes["faults/unknown_number/IPD0005"] == 1
    assert town.kvk.paths("vestigingsprofielen") == []
    items = town.read(tmp_path)
    assert _notes(items)["not found/2026-10-31"] == 1
    assert len(rows(items, "branch")) == 2


@pytest.mark.parametrize("code", ["IPD1002", "IPD1003"])
def test_line_2_404_that_is_temporary_is_asked_again_later(code: str, town: Town) -> None:
    town.kvk.add(FIRST)
    path = f"v1/basisprofielen/{FIRST}"
    town.kvk.scripted[path] = [answered(fault(code), 404), answered(fault(code), 404), None]
    town.fetch()
    assert len(town.kvk.paths(path)) == 3 + 1
    assert f"{FIRST}-basisprofiel.json" in town.copies.names()
    assert f"{FIRST}-basisprofiel-fout.json" not in town.copies.names()


@pytest.mark.parametrize(("code", "status"), [("IPD1003", 404), ("IPD9999", 500)])
def test_line_2_company_that_stays_unavailable_is_asked_five_times_and_stops_no_other(
    code: str, status: int, town: Town, tmp_path: Path
) -> None:
    town.kvk.add(FIRST)
    town.kvk.add(SECOND)
    path = f"v1/basisprofielen/{FIRST}"
    town.kvk.scripted[path] = [answered(fault(code), status)] * 9
    town.fetch()
    assert len([p for p, _ in town.kvk.asked if p == path]) == 5
    items = town.read(tmp_path)
    assert [bad.record_id for bad in quarantined(items)] == [FIRST]
    assert "temporary" in quarantined(items)[0].reason
    assert [row.values["enterprise_id"] for row in rows(items, "enterprise")] == [SECOND]


def test_too_many_companies_that_stay_unavailable_stop_the_fetch(town: Town) -> None:
    for number in (FIRST, SECOND):
        town.kvk.add(number)
        town.kvk.scripted[f"v1/basisprofielen/{number}"] = [answered(fault("IPD1003"), 404)] * 9
    with pytest.raises(SourceUnavailable, match="2 questions stay temporarily unanswered"):
        town.fetch({**OPTIONS, "max_stuck": 1})


def test_search_that_stays_unavailable_stops_the_fetch_because_it_would_miss_companies(
    town: Town,
) -> None:
    town.kvk.add(FIRST)
    town.kvk.scripted["v2/zoeken"] = [answered(fault("IPD1003"), 404)] * 9
    with pytest.raises(SourceUnavailable, match="Zoeken stays temporarily unavailable"):
        town.fetch()
    assert len(town.kvk.asked) == 5


def test_search_that_finds_nothing_any_more_leaves_no_old_results(
    town: Town, tmp_path: Path
) -> None:
    town.kvk.add(FIRST)
    town.first()
    town.kvk.results.clear()
    town.fetch(since=WEEK_AGO)
    assert "search results" not in _notes(town.read(tmp_path))


@pytest.mark.parametrize("code", ["IPD0004", "IPD0006", "IPD0010", "IPD1998", "IPD1999", "IPD5203"])
def test_line_2_our_mistake_is_quarantined_and_not_asked_again(
    code: str, town: Town, tmp_path: Path
) -> None:
    town.kvk.add(FIRST)
    path = f"v1/vestigingsprofielen/{FIRST}0001"
    town.kvk.scripted[path] = [answered(fault(code), 400)] * 9
    town.fetch()
    assert len(town.kvk.paths(path)) == 1
    (bad,) = quarantined(town.read(tmp_path))
    assert bad.reason.startswith(f"{code}: the request was not valid")
    assert bad.record_id == f"{FIRST}0001"


def test_line_2_recorded_400_is_our_mistake(town: Town, tmp_path: Path) -> None:
    town.kvk.add(FIRST)
    recorded = recording("v1_vestigingsprofielen_12345678_400.json")
    town.kvk.scripted[f"v1/vestigingsprofielen/{FIRST}0001"] = [recorded]
    town.fetch()
    assert "IPD0006" in quarantined(town.read(tmp_path))[0].reason


@pytest.mark.parametrize("status", [429, 503])
def test_line_2_busy_service_is_asked_again(status: int, town: Town) -> None:
    town.kvk.add(FIRST)
    path = f"v1/naamgevingen/kvknummer/{FIRST}"
    busy = Response("busy", status, content_type="text/plain")
    town.kvk.scripted[path] = [busy, None]
    town.fetch()
    assert len(town.kvk.paths(path)) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_line_2_refused_key_stops_the_source_at_once(status: int, town: Town) -> None:
    town.kvk.add(FIRST)
    town.kvk.scripted["v2/zoeken"] = [answered(fault("IPD1998"), status)] * 9
    with pytest.raises(SourceChanged, match=f"{status}: the key or the right") as caught:
        town.fetch()
    assert len(town.kvk.asked) == 1
    assert KEY not in str(caught.value)
    assert "Leimuiden" not in str(caught.value)


@pytest.mark.parametrize(
    ("response", "error", "what"),
    [
        pytest.param(
            answered({"naam": "x"}, 404), SourceChanged, "without an error code", id="404"
        ),
        pytest.param(answered({"naam": "x"}, 500), SourceUnavailable, "answered 500", id="500"),
        pytest.param(answered([1]), SourceChanged, "not an object", id="list"),
        pytest.param(
            Response("<html>", content_type="text/html"), SourceChanged, "text/html", id="HTML"
        ),
        pytest.param(
            Response('{"a": ', content_type="application/json"),
            SourceChanged,
            "not JSON, or cut off",
            id="cut off",
        ),
        pytest.param(
            answered({"vestigingen": 3, "totaalAantalVestigingen": 1}),
            SourceChanged,
            "another shape: vestigingen is not a list",
            id="shape",
        ),
    ],
)
def test_answer_outside_the_contract_stops_the_fetch(
    response: Response, error: type[Exception], what: str, town: Town
) -> None:
    town.kvk.add(FIRST)
    town.kvk.scripted[f"v1/basisprofielen/{FIRST}/vestigingen"] = [response] * 9
    with pytest.raises(error, match=what):
        town.fetch()


def test_budget_of_the_month_stops_the_fetch(town: Town) -> None:
    town.kvk.add(FIRST)
    with pytest.raises(SourceUnavailable, match="3 requests of 2026-10 are spent"):
        town.fetch({**OPTIONS, "per_month": 3})
    assert len(town.kvk.asked) == 3


def test_pace_of_a_second_is_kept(town: Town) -> None:
    town.kvk.add(FIRST, 3)
    start = datetime.now(UTC)
    town.fetch({**OPTIONS, "per_second": 5})
    assert len(town.kvk.asked) == 7
    assert datetime.now(UTC) - start >= timedelta(seconds=0.9)


def test_broken_fetch_goes_on_where_it_was(town: Town) -> None:
    for number in (FIRST, SECOND):
        town.kvk.add(number)
    with pytest.raises(SourceUnavailable):
        town.fetch({**OPTIONS, "per_month": 5}, settings=hasty(concurrency=1))
    kept = set(town.copies.names())
    town.fetch(now=NOW + timedelta(hours=2), began=NOW)
    asked = {f"{args}" for _, args in town.kvk.asked}
    assert asked
    again = [path for path in town.kvk.paths() if path == f"v1/basisprofielen/{FIRST}"]
    assert again == []
    assert kept < set(town.copies.names())


def test_fetch_with_the_new_apis_keeps_answers_that_the_reader_counts(
    town: Town, tmp_path: Path
) -> None:
    town.kvk.add(FIRST)
    town.fetch({**OPTIONS, "version": "c"})
    assert town.kvk.paths("v2") == town.kvk.paths("basisprofielen") == []
    assert town.kvk.paths("functionarissen") == [f"v1/functionarissen/kvknummer/{FIRST}"]
    items = town.read(tmp_path)
    assert rows(items) == []
    assert _notes(items)["kept, not read/functionarissen v1"] == 1
    assert _notes(items)["kept, not read/organisatie v1"] == 1
    assert not any(b"999990019" in content for content, _ in town.copies.kept.values())


# What changed: the Mutatieservice


def test_only_companies_that_changed_are_asked_again(town: Town, tmp_path: Path) -> None:
    for number in (FIRST, SECOND):
        town.kvk.add(number)
    town.first()
    town.kvk.signal(SECOND, NOW - timedelta(days=1), "SignaalGewijzigdeInschrijving")
    notes = town.fetch(MUTATED, since=WEEK_AGO)
    assert town.kvk.paths(FIRST) == town.kvk.paths("zoeken") == []
    assert len(town.kvk.paths(SECOND)) == 4
    assert notes["companies asked"] == 1
    assert len(rows(town.read(tmp_path), "enterprise")) == 2


@pytest.mark.parametrize(
    "kind",
    [
        "SignaalNieuweInschrijving",
        "SignaalBeeindiging",
        "SignaalRechtsvormwijziging",
        "SignaalVoortzettingEnOverdracht_2025_01",
        "SignaalDatNiemandKent",
    ],
)
def test_signal_of_any_type_makes_the_company_asked_again(
    kind: str, town: Town, tmp_path: Path
) -> None:
    town.kvk.add(FIRST)
    town.first()
    town.kvk.signal(FIRST, NOW - timedelta(days=1), kind)
    town.fetch(MUTATED, since=WEEK_AGO)
    assert len(town.kvk.paths(FIRST)) == 4
    unknown = "" if kind != "SignaalDatNiemandKent" else " of unknown type"
    assert _notes(town.read(tmp_path))[f"signals{unknown}/{kind}"] == 1


def test_change_of_one_branch_asks_that_branch_only(town: Town) -> None:
    town.kvk.add(FIRST, 3)
    town.first()
    changed = f"{FIRST}0002"
    town.kvk.signal(FIRST, NOW - timedelta(days=1), "SignaalGewijzigdeVestiging", changed)
    town.fetch(MUTATED, since=WEEK_AGO)
    assert town.kvk.paths("vestigingsprofielen") == [f"v1/vestigingsprofielen/{changed}"]
    assert town.kvk.paths("naamgevingen") == []


def test_branch_that_is_gone_is_asked_once_more_and_left_out(town: Town, tmp_path: Path) -> None:
    town.kvk.add(FIRST, 3)
    town.first()
    gone = town.kvk.companies[FIRST].pop()
    town.kvk.signal(FIRST, NOW - timedelta(days=1), "SignaalGewijzigdeInschrijving")
    notes = town.fetch(MUTATED, since=WEEK_AGO)
    assert f"v1/vestigingsprofielen/{gone}" in town.kvk.paths()
    assert notes["copies of branches that are gone"] == 2
    ids = [row.values["branch_id"] for row in rows(town.read(tmp_path), "branch")]
    assert ids == town.kvk.companies[FIRST]


def test_153_pages_of_signals_are_all_read(town: Town, tmp_path: Path) -> None:
    town.kvk.add(FIRST)
    town.first()
    at = f"{NOW - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    signals = [{"kvknummer": "123", "timestamp": at, "signaalType": "x"}] * 152
    signals.append({"kvknummer": FIRST, "timestamp": at, "signaalType": "SignaalBeeindiging"})
    town.kvk.scripted[f"v1/abonnementen/{SUBSCRIPTION}"] = [
        answered({"pagina": page, "totaal": 153, "totaalPaginas": 153, "signalen": [signal]})
        for page, signal in enumerate(signals, start=1)
    ]
    notes = town.fetch(MUTATED, since=WEEK_AGO)
    pages = [args["pagina"] for path, args in town.kvk.asked if "abonnementen" in path]
    assert pages == [str(page) for page in range(1, 154)]
    assert f"v1/basisprofielen/{FIRST}" in town.kvk.paths()
    assert "signals on no page" not in notes
    assert "signals on other pages" not in _notes(town.read(tmp_path))


def test_page_that_speaks_of_more_signals_than_come_is_reported(town: Town) -> None:
    town.kvk.add(FIRST)
    town.first()
    body = json.loads(
        (FIXTURES / "kvk" / "mutatieservice_signalen_pagina1.json").read_text("utf-8")
    )
    town.kvk.scripted[f"v1/abonnementen/{SUBSCRIPTION}"] = [answered({**body, "totaalPaginas": 1})]
    assert town.fetch(MUTATED, since=WEEK_AGO)["signals on no page"] == 15_275


@pytest.mark.parametrize(("days", "count"), [(7, 1), (8, 2), (21, 3), (30, 5)])
def test_period_is_asked_in_windows_of_at_most_a_week(days: int, count: int, town: Town) -> None:
    town.kvk.add(FIRST)
    town.first(NOW - timedelta(days=days))
    town.fetch(MUTATED, since=NOW - timedelta(days=days))
    asked = [args for path, args in town.kvk.asked if "abonnementen" in path]
    assert len(asked) == count
    assert asked[0]["vanaf"] == f"{NOW - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
    assert asked[-1]["tot"] == "2026-10-31T06:00:00Z"
    pairs = pairwise(asked)
    assert all(one["tot"] == other["vanaf"] for one, other in pairs)


def test_old_signals_do_not_pile_up_in_the_copies(town: Town) -> None:
    town.kvk.add(FIRST)
    town.first(NOW - timedelta(days=14))
    town.fetch(MUTATED, since=NOW - timedelta(days=14), now=WEEK_AGO)
    before = [name for name in town.copies.names() if name.startswith("mutaties-")]
    town.fetch(MUTATED, since=WEEK_AGO)
    after = [name for name in town.copies.names() if name.startswith("mutaties-")]
    assert len(before) == len(after) == 1
    assert before != after


def test_copies_that_are_too_old_make_everything_asked_anew(town: Town) -> None:
    town.kvk.add(FIRST)
    town.first(NOW - timedelta(days=61))
    town.fetch(MUTATED, since=WEEK_AGO)
    assert town.kvk.paths("abonnementen") == []
    assert len(town.kvk.paths(FIRST)) == 4
    town.fetch({**MUTATED, "refresh_days": 90}, since=WEEK_AGO)
    assert town.kvk.paths(FIRST) == []


def test_without_a_subscription_everything_is_asked_anew(town: Town) -> None:
    town.kvk.add(FIRST)
    town.first()
    town.fetch(OPTIONS, since=WEEK_AGO)
    assert len(town.kvk.paths(FIRST)) == 4


def test_company_that_moved_away_is_still_asked_so_that_its_new_place_is_known(town: Town) -> None:
    town.kvk.add(FIRST)
    town.kvk.add(SECOND)
    town.first()
    town.kvk.results = [r for r in town.kvk.results if r["kvkNummer"] == SECOND]
    town.fetch(OPTIONS, since=WEEK_AGO)
    assert f"v1/basisprofielen/{FIRST}" in town.kvk.paths()


def test_company_without_an_answer_last_time_is_asked_again_without_a_signal(town: Town) -> None:
    town.kvk.add(FIRST)
    path = f"v1/basisprofielen/{FIRST}"
    town.kvk.scripted[path] = [answered(fault("IPD1003"), 404)] * 5
    town.first()
    town.fetch(MUTATED, since=WEEK_AGO)
    assert f"{FIRST}-basisprofiel.json" in town.copies.names()
    assert f"{FIRST}-basisprofiel-fout.json" not in town.copies.names()


def test_new_place_and_new_number_in_the_options_are_asked_between_full_fetches(
    town: Town,
) -> None:
    town.kvk.add(FIRST)
    town.first()
    town.kvk.add(SECOND, town="Rijpwetering")
    town.kvk.add("90000021", town="Elders")
    options = {**MUTATED, "places": ["Leimuiden", "Rijpwetering"], "numbers": ["90000021"]}
    notes = town.fetch(options, since=WEEK_AGO)
    assert notes["companies asked"] == 2
    assert town.kvk.paths(FIRST) == []


def test_change_during_a_break_is_asked_although_its_copy_is_of_this_fetch(town: Town) -> None:
    town.kvk.add(FIRST)
    town.first()
    town.kvk.signal(FIRST, NOW - timedelta(days=1), "SignaalGewijzigdeInschrijving")
    town.fetch(MUTATED, since=WEEK_AGO)
    later = NOW + timedelta(hours=3)
    town.fetch(MUTATED, since=WEEK_AGO, now=later, began=NOW)
    assert town.kvk.paths(FIRST) == []
    town.kvk.signal(FIRST, NOW + timedelta(hours=1), "SignaalGewijzigdeInschrijving")
    town.fetch(MUTATED, since=WEEK_AGO, now=later, began=NOW)
    assert len(town.kvk.paths(FIRST)) == 4


def test_mutatieservice_may_have_an_address_of_its_own(town: Town, httpserver: HTTPServer) -> None:
    other = FakeKvk()
    httpserver.expect_request("/mutaties/v1/abonnementen/" + SUBSCRIPTION).respond_with_handler(
        lambda request: other(request)
    )
    town.kvk.add(FIRST)
    town.first()
    town.kvk.scripted[f"v1/abonnementen/{SUBSCRIPTION}"] = [answered({}, 400)]
    url = httpserver.url_for("/mutaties")
    body = {"pagina": 1, "totaal": 0, "totaalPaginas": 0, "signalen": []}
    other.scripted[f"/mutaties/v1/abonnementen/{SUBSCRIPTION}"] = [answered(body)]
    notes = town.fetch({**MUTATED, "mutations_url": url}, since=WEEK_AGO)
    assert town.kvk.asked == []
    assert "companies asked" not in notes


@pytest.mark.parametrize(
    ("response", "what"),
    [
        pytest.param(answered(fault("IPD1998"), 400), "is the subscription right", id="fault"),
        pytest.param(answered({"klantId": "x"}), "without signalen", id="shape"),
    ],
)
def test_mutatieservice_that_answers_otherwise_stops_the_fetch(
    response: Response, what: str, town: Town
) -> None:
    town.kvk.add(FIRST)
    town.first()
    town.kvk.scripted[f"v1/abonnementen/{SUBSCRIPTION}"] = [response]
    with pytest.raises(SourceChanged, match=what):
        town.fetch(MUTATED, since=WEEK_AGO)


def test_signal_that_cannot_be_read_is_counted_and_the_others_count(town: Town) -> None:
    town.kvk.add(FIRST)
    town.first()
    at = f"{NOW - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    town.kvk.signals += [
        {"kvknummer": "123", "timestamp": at},
        {"timestamp": at, "signaalType": "SignaalBeeindiging"},
    ]
    town.kvk.signal(FIRST, NOW - timedelta(days=1), "SignaalBeeindiging")
    notes = town.fetch(MUTATED, since=WEEK_AGO)
    assert notes["signals that cannot be read"] == 1
    assert notes["signals without a KVK number"] == 1
    assert notes["companies asked"] == 1


def _bodies(copies: MemoryCopies) -> dict[str, object]:
    return {
        name: json.loads(content)["body"]
        for name, (content, _) in copies.kept.items()
        if not name.startswith("zoeken-")
    }


def test_copies_of_one_state_do_not_depend_on_the_order_of_answers(town: Town) -> None:
    for number in (FIRST, SECOND):
        town.kvk.add(number, 2)
    town.fetch()
    town.kvk.results.reverse()
    other = MemoryCopies()
    town.fetch(copies=other, settings=hasty(concurrency=1))
    assert _bodies(other) == _bodies(town.copies)
    assert len(_bodies(other)) == 2 * 5


def test_second_fetch_of_an_unchanged_state_adds_nothing(town: Town, tmp_path: Path) -> None:
    town.kvk.add(FIRST, 2)
    town.fetch(now=WEEK_AGO)
    names, once = town.copies.names(), town.read(tmp_path)
    town.fetch(since=WEEK_AGO)
    assert town.copies.names() == names
    assert rows(town.read(tmp_path)) == rows(once)


def test_line_13_neither_key_nor_question_stands_in_a_log(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    town.kvk.add(FIRST)
    town.kvk.scripted[f"v1/basisprofielen/{FIRST}"] = [answered(fault("IPD1003"), 404)]
    town.fetch()
    told = [r.getMessage() for r in caplog.records if r.name != "werkzeug"]
    assert not any(KEY in line or "Leimuiden" in line for line in told)
