"""The KVK connector as a whole: recorded answers, merging, faults and bad input."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from connectors.delivery import Ignored, Item, Note, Used
from connectors.kvk.merge import CONFLICT, DUPLICATE, SUPERSEDED
from engine.errors import SourceChanged, SourceUnavailable
from tests.connectors import deliver
from tests.connectors.deliver import FIXTURES, quarantined, rows
from tests.connectors.kvk.answers import (
    KVK,
    MAIN,
    SIDE,
    activity,
    address,
    branch,
    branches,
    fault,
    main_block,
    owner,
    profile,
    recorded,
    write,
)

SAMPLES = FIXTURES / "kvk"
OLD, NEW = "Thu, 20 Aug 2026", "Fri, 21 Aug 2026"


def _read(*files: Path, **entry: object) -> list[Item]:
    entry = {"delivered_on": "2026-10-31", **entry}
    return deliver.read(files, id="kvk", connector="kvk_api", **entry)


def _answers(folder: Path, *answers: Mapping[str, object], **entry: object) -> list[Item]:
    return _read(write(folder, *answers), **entry)


def _notes(items: list[Item]) -> dict[str, int | str]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


def _ignored(items: list[Item]) -> dict[str, int]:
    return {item.reason: item.count for item in items if isinstance(item, Ignored)}


def _values(items: list[Item], table: str) -> list[Mapping[str, object]]:
    return [row.values for row in rows(items, table)]


def test_recorded_sole_trader_is_read_with_its_branch_and_activities() -> None:
    names = ["v1_basisprofielen_69599084_200.json", "v1_vestigingsprofielen_000038509504_200.json"]
    items = _read(*(SAMPLES / "recorded" / name for name in names))
    enterprise, branch_row, *activities = rows(items)
    assert enterprise.values["enterprise_id"] == "69599084"
    assert enterprise.values["legal_form"] == "sole_trader"
    assert enterprise.values["started_on"] == date(2017, 1, 8)
    assert enterprise.values["registered_on"] == date(2017, 7, 10)
    assert enterprise.private == {"trade_names"}
    assert branch_row.values == {
        "branch_id": "000038509504",
        "enterprise_id": "69599084",
        "is_main": True,
        "employees": 1,
        "shop_name": "Test EMZ Dagobert",
        "started_on": date(2015, 8, 28),
        "shielded": False,
        "street": "Abebe Bikilalaan",
        "house_number": "17",
        "house_letter": "M",
        "postcode": "1034WL",
        "town": "Amsterdam",
    }
    assert branch_row.private == {"shop_name"}
    assert [row.values for row in activities] == [
        {"branch_id": "000038509504", "code": code, "version": "2025", "is_main": code == "10110"}
        for code in ("10110", "10120", "10130")
    ]


def test_recorded_answers_supersede_those_that_do_not_say_when() -> None:
    names = ["basisprofiel_69599084_eenmanszaak_2023_sbi2008.json"]
    names += ["recorded/v1_basisprofielen_69599084_200.json"]
    items = _read(*(SAMPLES / name for name in names))
    assert _ignored(items) == {SUPERSEDED: 1}
    assert [v["code"] for v in _values(items, "activity")] == ["10110", "10120", "10130"]


def test_codes_of_2008_keep_their_version_whenever_they_are_fetched() -> None:
    items = _read(SAMPLES / "basisprofiel_69599084_eenmanszaak_2023_sbi2008.json")
    found = [(v["code"], v["version"]) for v in _values(items, "activity")]
    assert found == [("1011", "2008"), ("1012", "2008"), ("1013", "2008")]


def test_association_of_owners_has_no_branch() -> None:
    items = _read(SAMPLES / "basisprofiel_90000749_vve_2023_bad_rsin.json")
    (enterprise,) = _values(items, "enterprise")
    assert (enterprise["legal_form"], enterprise["rsin"]) == ("owners_association", "992340594")
    assert rows(items, "branch") == rows(items, "activity") == []
    assert _notes(items)["companies without a branch"] == 1


def test_bag_ids_of_an_address_are_used() -> None:
    items = _read(SAMPLES / "basisprofiel_90006623_stichting_geodata.json")
    (found,) = _values(items, "branch")
    assert (found["object_id"], found["address_id"]) == ("0344010000041835", "0344200000174041")
    assert (found["x"], found["y"], found["house_letter"]) == (136225.65, 456469.782, "a")


def test_code_in_neither_list_is_kept_without_version_and_reported() -> None:
    items = _read(SAMPLES / "basisprofiel_12345678.json")
    (found,) = _values(items, "activity")
    assert found == {"branch_id": "000000000001", "code": "62010", "is_main": True}
    assert _notes(items)["SBI codes in neither list/62010"] == 1


def test_search_gives_numbers_and_no_rows() -> None:
    names = ("v2_zoeken_rsin_992760562_200.json", "v2_zoeken_kvkNummer_69599084_200.json")
    items = _read(*(SAMPLES / "recorded" / name for name in names))
    assert rows(items) == []
    assert _notes(items)["search results"] == 3
    assert _notes(items)["numbers found by zoeken without an answer about them"] == 2


def test_change_signals_are_counted_and_the_other_pages_missed() -> None:
    items = _read(SAMPLES / "mutatieservice_signalen_pagina1.json")
    assert _notes(items)["signals/SignaalGewijzigdeInschrijving"] == 7
    assert _notes(items)["signals on other pages"] == 15_275


def test_report_says_that_officers_have_no_source(tmp_path: Path) -> None:
    assert str(_notes(_answers(tmp_path, profile()))["officers"]).startswith("no source")


@pytest.mark.parametrize(
    ("code", "note"),
    [("IPD5200", "empty answers"), ("IPD0005", "not found/2026-10-31")],
)
def test_answer_without_content_is_used_and_counted(code: str, note: str, tmp_path: Path) -> None:
    items = _answers(tmp_path, fault(code))
    assert [item for item in items if isinstance(item, Used)] == [Used("a.jsonl", 1)]
    assert _notes(items)[note] == 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("IPD0006", "IPD0006: the request was not valid"),
        ("IPD5203", "IPD5203: the request was not valid"),
        ("IPD1003", "IPD1003: temporary: fetch it again"),
        ("IPD9999", "IPD9999: temporary: fetch it again"),
        ("IPD7777", "codes that are not listed: ['IPD7777']"),
    ],
)
def test_fault_that_hides_a_company_goes_to_quarantine(
    code: str, reason: str, tmp_path: Path
) -> None:
    uri = f"https://api.kvk.nl/api/v1/basisprofielen/{KVK}?geoData=true"
    bad = quarantined(_answers(tmp_path, recorded(fault(code), OLD, uri=uri, status=404)))[0]
    assert reason in bad.reason
    assert "12345678" not in bad.reason
    assert bad.record_id == KVK


def test_links_in_either_form_give_the_same_rows(tmp_path: Path) -> None:
    relation = {"self": {"href": f"https://api.kvk.nl/api/v1/basisprofielen/{KVK}/eigenaar"}}
    listed = [{"rel": "self", "href": relation["self"]["href"]}]
    first = _answers(tmp_path, owner(_links=relation))
    assert rows(first) == rows(_answers(tmp_path, owner(links=listed)))
    assert _values(first, "enterprise")[0]["enterprise_id"] == KVK


def test_address_asked_names_the_company_when_the_answer_does_not(tmp_path: Path) -> None:
    uri = f"https://api.kvk.nl/api/v1/basisprofielen/{KVK}/eigenaar"
    items = _answers(tmp_path, recorded(owner(), OLD, uri=uri))
    assert _values(items, "enterprise") == [
        {"enterprise_id": KVK, "legal_form": "bv", "rsin": "111222333"}
    ]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(
            {k: v for k, v in profile().items() if k != "_embedded"},
            "basisprofiel without hoofdvestiging and eigenaar; its keys: formeleRegistratiedatum",
            id="no embedded block",
        ),
        pytest.param(
            profile(nieuw=1, ander={}),
            "basisprofiel with keys that are not known: ander, nieuw",
            id="unknown keys",
        ),
        pytest.param({"data": {}, "items": 1}, "its keys: data, items", id="old search"),
        pytest.param({"rechtsvorm": "Stichting"}, "no kvkNummer, in the answer", id="no number"),
        pytest.param(profile(kvkNummer=1234567), "kvkNummer has 7 characters", id="number"),
        pytest.param(profile(kvkNummer="9000001"), "kvkNummer has 7 characters", id="7 digits"),
        pytest.param(branch("37178598"), "vestigingsnummer has 8 characters", id="branch"),
        pytest.param(profile(eigenaar=owner(rsin="12345678")), "rsin has 8", id="rsin"),
        pytest.param(
            profile(materieleRegistratie={"datumAanvang": "20250229"}),
            "datumAanvang is not a date that exists",
            id="29 February",
        ),
        pytest.param(
            profile(formeleRegistratiedatum="20250431"),
            "formeleRegistratiedatum is not a date that exists",
            id="31 April",
        ),
        pytest.param(
            profile(main=main_block(indHoofdvestiging="J")), "neither Ja nor Nee", id="flag"
        ),
        pytest.param(profile(totaalWerkzamePersonen=-1), "not a whole number", id="people"),
        pytest.param(profile(handelsnamen="x"), "handelsnamen is not a list", id="list"),
        pytest.param(profile(_embedded=[]), "_embedded is not an object", id="object"),
        pytest.param(profile(naam={"a": 1}), "naam is not a text", id="text"),
        pytest.param(
            branch(sbiActiviteiten=[activity("A")]), "sbiCode is not four or five", id="SBI"
        ),
        pytest.param(profile(kvkNummer=[1]), "kvkNummer is not a text", id="number is a list"),
        pytest.param(
            profile(main=main_block(vestigingsnummer=None)), "a vestiging without", id="main branch"
        ),
        pytest.param(branches(""), "a vestiging without vestigingsnummer", id="no branch number"),
    ],
)
def test_answer_that_would_be_half_read_goes_to_quarantine(
    answer: dict[str, object], reason: str, tmp_path: Path
) -> None:
    items = _answers(tmp_path, answer)
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert rows(items) == []
    assert bad.raw == {"keys": sorted(answer)}


def test_code_and_number_without_quotes_stay_text(tmp_path: Path) -> None:
    items = _answers(tmp_path, profile(kvkNummer=int(KVK)))
    assert _values(items, "enterprise")[0]["enterprise_id"] == KVK


def test_unknown_key_of_an_inner_block_is_reported_and_not_kept(tmp_path: Path) -> None:
    main = main_block(nieuw="geheim", adressen=[address(vreemd="geheim")])
    items = _answers(tmp_path, profile(main=main))
    notes = _notes(items)
    assert notes["unknown keys/vestigingsprofiel/nieuw"] == 1
    assert notes["unknown keys/address/vreemd"] == 1
    assert "geheim" not in str(items)


def test_legal_form_that_is_not_listed_is_unknown_and_reported(tmp_path: Path) -> None:
    items = _answers(
        tmp_path, profile(eigenaar={"rechtsvorm": "Broederschap"}, statutaireNaam=None)
    )
    assert "legal_form" not in _values(items, "enterprise")[0]
    assert _notes(items)["legal forms not listed/Broederschap"] == 1
    assert rows(items, "enterprise")[0].private == {"trade_names"}


def test_answers_about_one_company_become_each_branch_once(tmp_path: Path) -> None:
    answers = [profile(), branches(MAIN, SIDE), branch(), branch(SIDE, eersteHandelsnaam="Zij")]
    items = _answers(tmp_path, *answers)
    assert len(_values(items, "enterprise")) == 1
    assert [v["branch_id"] for v in _values(items, "branch")] == [MAIN, SIDE]
    assert _values(items, "branch")[1]["shop_name"] == "Zij"
    assert {v["enterprise_id"] for v in _values(items, "branch")} == {KVK}
    used = [[row.table for row in item.rows] for item in items if isinstance(item, Used)]
    assert used == [["enterprise"], [], ["branch", "activity"], ["branch", "activity"]]


def test_enterprise_counts_the_people_of_the_whole_company(tmp_path: Path) -> None:
    items = _answers(tmp_path, profile())
    assert _values(items, "enterprise")[0]["employees"] == 5
    assert _values(items, "branch")[0]["employees"] == 2


def test_branch_that_is_only_listed_has_its_address_as_a_text(tmp_path: Path) -> None:
    items = _answers(tmp_path, profile(), branches(MAIN, SIDE))
    assert _values(items, "branch")[1] == {
        "branch_id": SIDE,
        "enterprise_id": KVK,
        "is_main": False,
        "shop_name": "Voorbeeld",
        "shielded": False,
        "address": "Voorbeeldweg 9 2371AB Leimuiden",
    }


def test_company_with_1000_branches_over_two_lists_is_whole(tmp_path: Path) -> None:
    numbers = [f"{n:012}" for n in range(1, 1001)]
    pages = [branches(*numbers[:600], total=1000), branches(*numbers[600:], total=1000)]
    items = _answers(tmp_path, profile(), *pages)
    assert sorted({str(v["branch_id"]) for v in _values(items, "branch")}) == numbers
    assert "branches not in the delivery" not in _notes(items)


def test_branches_that_are_not_delivered_are_counted(tmp_path: Path) -> None:
    items = _answers(tmp_path, profile(), branches(MAIN, total=8))
    assert _notes(items)["branches not in the delivery"] == 7


def test_latest_profile_wins_and_the_older_one_is_counted(tmp_path: Path) -> None:
    older = recorded(profile(totaalWerkzamePersonen=1), OLD)
    newer = recorded(profile(totaalWerkzamePersonen=9), NEW)
    for answers in ([older, newer], [newer, older]):
        items = _answers(tmp_path, *answers)
        assert _values(items, "enterprise")[0]["employees"] == 9
        assert _ignored(items) == {SUPERSEDED: 1}


def test_equal_answers_collapse(tmp_path: Path) -> None:
    items = _answers(tmp_path, profile(), profile())
    assert len(_values(items, "enterprise")) == 1
    assert _ignored(items) == {DUPLICATE: 1}


def test_two_different_answers_of_one_day_both_go_to_quarantine(tmp_path: Path) -> None:
    first, second = (recorded(profile(totaalWerkzamePersonen=n), OLD) for n in (1, 2))
    items = _answers(tmp_path, first, second)
    assert [bad.reason for bad in quarantined(items)] == [CONFLICT, CONFLICT]
    assert rows(items) == []


def test_answer_of_after_as_of_is_left_out(tmp_path: Path) -> None:
    items = _answers(tmp_path, recorded(profile(), NEW), as_of=date(2026, 8, 20))
    assert rows(items) == []
    assert _ignored(items) == {"after as_of": 1}


def test_answer_of_as_of_itself_counts(tmp_path: Path) -> None:
    assert rows(_answers(tmp_path, recorded(profile(), NEW), as_of=date(2026, 8, 21)))


def test_branch_without_a_basisprofiel_still_has_its_company(tmp_path: Path) -> None:
    items = _answers(tmp_path, branch(rsin="111222333", statutaireNaam="Voorbeeld B.V."))
    assert _values(items, "enterprise") == [
        {"enterprise_id": KVK, "rsin": "111222333", "statutory_name": "Voorbeeld B.V."}
    ]
    assert rows(items, "branch")[0].private == frozenset()
    assert _notes(items)["companies without a basisprofiel"] == 1


def test_name_of_a_company_of_which_only_a_number_is_known_is_private(tmp_path: Path) -> None:
    assert rows(_answers(tmp_path, branch()), "branch")[0].private == {"shop_name"}


@pytest.mark.parametrize(
    "ended",
    [
        profile(materieleRegistratie={"datumAanvang": "20100101", "datumEinde": "20250630"}),
        profile(eigenaar=owner(datumUitschrijving="20250630")),
    ],
    ids=["datumEinde", "datumUitschrijving"],
)
def test_inactive_company_has_an_end(ended: dict[str, object], tmp_path: Path) -> None:
    assert _values(_answers(tmp_path, ended), "enterprise")[0]["ended_on"] == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("word", "columns"),
    [
        ("19760000", {"started_on_partial": "1976"}),
        ("19760500", {"started_on_partial": "1976-05"}),
        ("00000000", {}),
        ("", {}),
        ("20240229", {"started_on": date(2024, 2, 29)}),
    ],
)
def test_start_keeps_its_precision(word: str, columns: dict[str, object], tmp_path: Path) -> None:
    items = _answers(tmp_path, profile(materieleRegistratie={"datumAanvang": word}))
    values = _values(items, "enterprise")[0]
    assert {k: v for k, v in values.items() if k.startswith("started_on")} == columns


def test_shielded_address_is_nowhere(tmp_path: Path) -> None:
    hidden = main_block(adressen=[address(indAfgeschermd="Ja")])
    answers = [profile(main=hidden), branches(MAIN)]
    items = _answers(tmp_path, *answers)
    (found,) = _values(items, "branch")
    assert found["shielded"] is True
    assert "Voorbeeldweg" not in str(items)
    assert "2371A" not in str(items)


def test_list_alone_can_shield_a_branch(tmp_path: Path) -> None:
    items = _answers(tmp_path, branch(), branches(MAIN, indAdresAfgeschermd="Ja"))
    assert _values(items, "branch")[0]["shielded"] is True
    assert "Voorbeeldweg" not in str(items)


def test_naming_fills_names_that_are_missing(tmp_path: Path) -> None:
    naming = {
        "kvkNummer": KVK,
        "statutaireNaam": "Voorbeeld B.V.",
        "naam": "Voorbeeld",
        "ookGenoemd": "VB",
        "startdatum": "20190101",
        "vestigingen": [{"vestigingsnummer": SIDE, "eersteHandelsnaam": "Zij"}],
    }
    items = _answers(tmp_path, naming)
    (found,) = _values(items, "enterprise")
    assert found["trade_names"] == ["Voorbeeld", "VB"]
    assert found["started_on"] == date(2019, 1, 1)
    assert _values(items, "branch")[0]["shop_name"] == "Zij"
    both = _values(_answers(tmp_path, naming, profile()), "enterprise")[0]
    assert both["started_on"] == date(2020, 1, 1)
    assert both["trade_names"] == ["Eerste", "Tweede"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b"", r"a\.json:1: the answer is empty", id="empty"),
        pytest.param(b'{"kvkNummer": "90', r"a\.json:1: not JSON, or cut off: ", id="cut off"),
        pytest.param(b"<!DOCTYPE html><html>", r"not JSON: this is HTML or XML", id="HTML"),
        pytest.param(b'{"naam": "\xe9"}', r"not UTF-8 at byte 10", id="cp1252"),
        pytest.param(b"[]", r"several answers go one per line into a \.jsonl", id="list"),
        pytest.param(b"[" * 100_000, r"nested too deeply", id="depth"),
    ],
)
def test_delivery_without_one_readable_answer_is_refused(
    content: bytes, what: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=what):
        _read(file)


def test_broken_line_between_good_ones_goes_to_quarantine(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    good = json.dumps(profile())
    file.write_text(f"\ufeff{good}\n\n<html>\n", encoding="utf-8")
    items = _read(file)
    assert [(bad.line, bad.record_id) for bad in quarantined(items)] == [(3, None)]
    assert rows(items, "enterprise")


def test_order_of_files_and_their_names_do_not_matter(tmp_path: Path) -> None:
    answers = [profile(), branches(MAIN, SIDE), branch(), branch(SIDE)]
    files = [write(tmp_path, a, name=f"{n}.json") for n, a in enumerate(answers)]
    turned = [write(tmp_path, a, name=f"t{9 - n}.json") for n, a in enumerate(answers)]
    tables = ("enterprise", "branch", "activity")
    first, second = _read(*files), _read(*turned)
    for table in tables:
        assert sorted(map(str, rows(first, table))) == sorted(map(str, rows(second, table)))


def test_refused_key_stops_the_source(tmp_path: Path) -> None:
    file = write(tmp_path, profile(), recorded({"a": 1}, OLD, status=403))
    with pytest.raises(SourceChanged, match=r"a\.jsonl:2: KVK answered 403"):
        _read(file)


@pytest.mark.parametrize("status", [429, 503])
def test_busy_service_is_to_be_asked_again(status: int, tmp_path: Path) -> None:
    items = _answers(tmp_path, profile(), recorded({"a": 1}, OLD, status=status))
    assert quarantined(items)[0].reason == f"temporary: KVK answered {status}; fetch it again"


def test_recorded_answer_without_body_or_with_a_strange_date_goes_to_quarantine(
    tmp_path: Path,
) -> None:
    items = _answers(tmp_path, recorded({}, OLD), recorded(profile(), "soon"), profile())
    reasons = [bad.reason for bad in quarantined(items)]
    assert reasons == [
        "the recorded answer has no body",
        "the recorded Date header is not a date",
    ]


def test_recorded_answer_without_a_date_is_as_old_as_the_delivery(tmp_path: Path) -> None:
    envelope = {"_recorded": {"status": 200, "headers": {}}, "body": fault("IPD0005")}
    assert _notes(_answers(tmp_path, envelope))["not found/2026-10-31"] == 1


def test_lines_without_an_answer_are_an_empty_delivery(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="the delivery is empty: no answer in any file"):
        _read(write(tmp_path))


def test_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text("<a/>\n", encoding="utf-8")
    with pytest.raises(SourceChanged, match=r"no reader for \.xml; known: \.csv, \.json, "):
        _read(file)


def test_file_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"a\.json: cannot be opened"):
        _read(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("number", "warnings"), [("90000012", 1), ("90000013", 0), ("12345678", 0)]
)
def test_check_digits_are_a_soft_warning_from_50_upward(
    number: str, warnings: int, tmp_path: Path
) -> None:
    items = _answers(tmp_path, profile(kvkNummer=number))
    assert _notes(items).get("check digits/kvkNummer", 0) == warnings
    assert quarantined(items) == []


def test_company_without_fetch_date_has_a_version_only_where_one_list_knows_the_code(
    tmp_path: Path,
) -> None:
    codes = [activity("94997"), activity("1011", "Nee"), activity("0002")]
    items = _answers(tmp_path, branch(sbiActiviteiten=codes), delivered_on=None)
    found = [(v["code"], v.get("version")) for v in _values(items, "activity")]
    assert found == [("1011", "2008"), ("94997", None)]


def test_rsin_of_a_sole_trader_is_left_out_because_it_can_only_be_a_bsn(tmp_path: Path) -> None:
    trader = owner(rechtsvorm="Eenmanszaak", uitgebreideRechtsvorm="Eenmanszaak", rsin="999990019")
    items = _answers(tmp_path, profile(eigenaar=trader))
    assert "rsin" not in _values(items, "enterprise")[0]
    assert "999990019" not in str(items)
    assert _notes(items)["left out/rsin of a sole trader, which can only be a BSN"] == 1


def test_bsn_under_its_own_name_is_gone_at_the_parser(tmp_path: Path) -> None:
    items = _answers(tmp_path, profile(eigenaar=owner(bsn="999990019")))
    assert "999990019" not in str(items)
    assert "unknown keys/eigenaar/bsn" not in _notes(items)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"v1/organisatie/kvknummer/{KVK}", "organisatie v1"),
        (f"v1/vestigingen/kvknummer/{KVK}/vestigingsnummer/{MAIN}", "vestigingen v1"),
        (f"v1/functionarissen/kvknummer/{KVK}/aansprakelijken", "functionarissen v1"),
    ],
)
def test_answer_of_the_new_apis_is_kept_counted_and_not_read(
    path: str, kind: str, tmp_path: Path
) -> None:
    uri = f"https://api.kvk.nl/api/{path}"
    items = _answers(tmp_path, recorded({"kvkNummer": KVK, "naam": "Jan"}, OLD, uri=uri))
    assert not rows(items)
    assert not quarantined(items)
    assert _notes(items)[f"kept, not read/{kind}"] == 1
    is_kept = "answers of functionarissen v1 are kept" in str(_notes(items)["officers"])
    assert is_kept is (kind == "functionarissen v1")


def test_fault_of_the_new_apis_is_read_as_a_fault(tmp_path: Path) -> None:
    uri = f"https://api.kvk.nl/api/v1/organisatie/kvknummer/{KVK}"
    items = _answers(tmp_path, recorded(fault("IPD0005"), OLD, uri=uri, status=404))
    assert _notes(items)["not found/2026-08-20"] == 1


def test_search_v3_has_the_envelope_of_v2(tmp_path: Path) -> None:
    answer = {"pagina": 1, "resultatenPerPagina": 10, "resultaten": [{"kvkNummer": KVK}]}
    items = _answers(tmp_path, recorded(answer, OLD, uri="https://api.kvk.nl/api/v3/zoeken?naam=x"))
    assert _notes(items)["search results"] == 1


@pytest.mark.parametrize("answer", [{"pagina": 1, "resultatenPerPagina": 10}, fault("IPD5200")])
def test_search_without_results_is_empty_with_200_and_with_404(
    answer: dict[str, object], tmp_path: Path
) -> None:
    assert _notes(_answers(tmp_path, answer))["empty answers"] == 1


def test_company_abroad_has_a_branch_without_a_place(tmp_path: Path) -> None:
    abroad = {
        "type": "bezoekadres",
        "indAfgeschermd": "Nee",
        "straatHuisnummer": "Rue Exemple 1",
        "postcodeWoonplaats": "1000 Bruxelles",
        "land": "België",
    }
    items = _answers(tmp_path, profile(main=main_block(adressen=[abroad])))
    (found,) = _values(items, "branch")
    assert {"street", "address", "postcode"}.isdisjoint(found)
    assert _notes(items)["addresses abroad"] == 1


def test_byte_order_mark_before_one_answer_is_no_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(profile()), encoding="utf-8-sig")
    assert rows(_read(file), "enterprise")


def _signals(page: int, total: int) -> dict[str, object]:
    signal = {"id": str(page), "kvknummer": KVK, "signaalType": "SignaalBeeindiging"}
    body = {"pagina": page, "totaal": total, "totaalPaginas": total, "signalen": [signal]}
    return recorded(body, OLD, uri=f"https://x/v1/abonnementen/a?vanaf=1&tot=2&pagina={page}")


@pytest.mark.parametrize(("pages", "lost"), [(3, 0), (1, 2)])
def test_signals_are_missed_only_when_no_page_of_the_answer_has_them(
    pages: int, lost: int, tmp_path: Path
) -> None:
    items = _answers(tmp_path, *(_signals(page, 3) for page in range(1, pages + 1)))
    assert _notes(items).get("signals on other pages", 0) == lost
    assert _notes(items)["signals/SignaalBeeindiging"] == pages
