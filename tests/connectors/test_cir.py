"""The insolvency register as a whole: whose cases are used, which answer counts, what is purged."""

from datetime import date
from pathlib import Path
from textwrap import indent
from zipfile import ZipFile

import pytest

from connectors import about, check, find
from connectors.delivery import Used
from connectors.insolvencies.choosing import (
    AFTER,
    CONFLICT,
    DEBT,
    DUPLICATE,
    NOT_FINDABLE,
    PERSON,
    REMOVED,
    SUPERSEDED,
    TOO_OLD,
)
from engine.errors import SourceChanged, SourceRefused
from engine.sources_file import load_sources
from tests.connectors import deliver
from tests.connectors.deliver import FIXTURES, quarantined, rows
from tests.connectors.insolvencies.answers import (
    COMPANY,
    NUMBER,
    PERSONAL,
    SOAP_11,
    SOAP_12,
    answer,
    case,
    envelope,
    exception,
    facts,
    listed,
    mark,
    names,
    notes,
    read,
    reasons,
    removed,
    updated,
    write,
)

SAMPLES = sorted((FIXTURES / "cir").glob("*.xml"))
AS_OF = date(2026, 11, 1)
EARLY, LATE = "2026-10-01T06:00:00Z", "2026-10-02T06:00:00Z"
OLD = TOO_OLD.format(months=6)
PERSON_WITHOUT = {"person": "natuurlijk persoon", "kvk": ""}


def test_samples_of_the_register_are_all_read() -> None:
    items = deliver.read(SAMPLES, id="cir", connector="cir")
    assert facts(items) == [
        {
            "case_id": "F.16/21/150",
            "enterprise_id": "99098123",
            "kind": "bankruptcy",
            "declared_on": date(2021, 5, 20),
        }
    ]
    assert sum(isinstance(item, Used) for item in items) == len(SAMPLES) == 5
    assert notes(items)["last update of the register"] == "2021-04-28"
    assert notes(items)["cases in lists of removals"] == 2
    assert notes(items)["publications in lists without an answer about their case"] == 5


def test_second_reading_of_the_samples_adds_nothing(tmp_path: Path) -> None:
    twice = [*SAMPLES]
    for file in SAMPLES:
        twice.append(tmp_path / f"again_{file.name}")
        twice[-1].write_bytes(file.read_bytes())
    items = deliver.read(twice, id="cir", connector="cir")
    assert len(rows(items)) == 1
    assert reasons(items) == {DUPLICATE: 1}


@pytest.mark.parametrize("soap", [SOAP_11, SOAP_12], ids=["SOAP 1.1", "SOAP 1.2"])
def test_both_envelopes_give_the_same_row(soap: str, tmp_path: Path) -> None:
    assert facts(read(tmp_path, answer(case(), soap=soap)))[0]["case_id"] == "F.16/26/1"


def test_prefix_default_namespace_and_no_envelope_give_the_same_row(tmp_path: Path) -> None:
    bare = f"<inspubWebserviceInsolvente>{case()}</inspubWebserviceInsolvente>"
    prefixed = answer(case()).replace("<s:", "<env:").replace("</s:", "</env:")
    prefixed = prefixed.replace("xmlns:s=", "xmlns:env=")
    found = [facts(read(tmp_path, text)) for text in (answer(case()), bare, prefixed)]
    assert found[0] == found[1] == found[2]


def test_files_may_come_in_a_zip(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "cir.zip", "w") as archive:
        archive.writestr("a/1.xml", answer(case()))
        archive.writestr("__MACOSX/1.xml", "junk")
    items = deliver.read(tmp_path / "cir.zip", id="cir", connector="cir")
    assert [item.file for item in items if isinstance(item, Used)] == ["cir.zip!a/1.xml"]


@pytest.mark.parametrize(
    ("given", "companies"),
    [
        pytest.param({}, [COMPANY], id="legal person"),
        pytest.param({"kvk": ""}, [None], id="legal person without number"),
        pytest.param({"person": "natuurlijk persoon"}, [COMPANY], id="person with a number"),
        pytest.param(
            {**PERSON_WITHOUT, "names": names("12345678")},
            ["12345678"],
            id="number of a trade name",
        ),
        pytest.param({"kvk": "1234567"}, ["01234567"], id="leading zero lost"),
        pytest.param(
            {"names": names("22222222", COMPANY, "11111111")},
            [COMPANY, "11111111", "22222222"],
            id="three companies of one case",
        ),
    ],
)
def test_case_of_a_company_is_used(
    given: dict[str, str], companies: list[str | None], tmp_path: Path
) -> None:
    found = facts(read(tmp_path, answer(case(**given))))
    assert [row.get("enterprise_id") for row in found] == companies
    ids = [row["case_id"] for row in found]
    assert ids == ["F.16/26/1", *(f"F.16/26/1#{company}" for company in companies[1:])]


@pytest.mark.parametrize(
    ("number", "given", "reason"),
    [
        pytest.param("F.16/26/1", PERSON_WITHOUT, PERSON, id="bankrupt person"),
        pytest.param("S.16/26/1", PERSON_WITHOUT, PERSON, id="person with suspension of payment"),
        pytest.param(
            "F.16/26/1", {**PERSON_WITHOUT, "names": names(former="12345678")}, PERSON,
            id="former trade name only",
        ),
        pytest.param(
            "F.16/26/1", {"person": "natuurlijk persoon", "kvk": "12"}, PERSON,
            id="person with a number that is none",
        ),
        pytest.param("R.16/26/1", PERSON_WITHOUT, DEBT, id="debt restructuring"),
        pytest.param(
            "R.16/26/1", {"person": "natuurlijk persoon"}, DEBT,
            id="debt restructuring with a number",
        ),
    ],
)  # fmt: skip
def test_person_is_left_out_and_counted(
    number: str, given: dict[str, str], reason: str, tmp_path: Path
) -> None:
    items = read(tmp_path, answer(case(number, **given)))
    assert rows(items) == []
    assert reasons(items) == {reason: 1}


def test_nothing_about_people_leaves_the_reader(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        answer(case(secret="true")),
        answer(case("F.16/26/2", **PERSON_WITHOUT)),
        answer(case("F.16/26/3", (("2026-03-02", "1308"),))),
    )
    assert not [word for word in PERSONAL if word in str(items)]
    assert notes(items)["addresses kept secret"] == 1


def test_quarantined_case_of_a_person_is_not_named(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        answer(case("F.16/26/77", (), person="natuurlijk persoon")),
        answer(case("F.16/26/88", ())),
        answer(case()),
    )
    assert [bad.record_id for bad in quarantined(items)] == [None, "F.16/26/88"]
    assert "77" not in str(quarantined(items))


def test_latest_answer_replaces_the_whole_case_with_its_vanished_curator(tmp_path: Path) -> None:
    ended = (("2026-03-02", "1300"), ("2026-06-01", "1316"))
    earlier = answer(case(NUMBER, ended, curator="Verdwenen"), said_at=EARLY)
    items = read(tmp_path, answer(case(), said_at=LATE), earlier)
    assert "ended_on" not in facts(items)[0]
    assert reasons(items) == {SUPERSEDED: 1}
    assert "Verdwenen" not in str(items)


def test_company_that_became_a_person_without_number_disappears(tmp_path: Path) -> None:
    later = answer(case(**PERSON_WITHOUT), said_at=LATE)
    items = read(tmp_path, answer(case(), said_at=EARLY), later)
    assert rows(items) == []
    assert reasons(items) == {PERSON: 1, SUPERSEDED: 1}


def test_answers_that_differ_without_a_moment_are_both_refused(tmp_path: Path) -> None:
    items = read(tmp_path, answer(case()), answer(case(kvk="11111111")))
    assert rows(items) == []
    assert [bad.reason for bad in quarantined(items)] == [CONFLICT, CONFLICT]


def test_without_a_moment_the_answer_with_the_later_publication_counts(tmp_path: Path) -> None:
    longer = (("2026-03-02", "1300"), ("2026-06-01", "1316"))
    items = read(tmp_path, answer(case(NUMBER, longer)), answer(case()))
    assert facts(items)[0]["ended_on"] == date(2026, 6, 1)
    assert reasons(items) == {SUPERSEDED: 1}


@pytest.mark.parametrize(
    ("said_at", "is_removed"),
    [
        pytest.param("2026-10-29T06:00:00Z", True, id="removed later"),
        pytest.param("2026-10-30T06:00:00.1234567Z", True, id="removed at the same moment"),
        pytest.param("2026-10-30T06:00:01Z", False, id="in the register again"),
        pytest.param("", True, id="moment unknown"),
    ],
)
def test_removed_case_disappears(said_at: str, is_removed: bool, tmp_path: Path) -> None:
    items = read(tmp_path, removed("F.16/26/1"), answer(case(), said_at=said_at))
    assert (rows(items) == []) is is_removed
    assert reasons(items) == ({REMOVED: 1} if is_removed else {})


def test_case_number_without_court_is_removed_by_its_publication_only(tmp_path: Path) -> None:
    here = case("F.26/7", (("2026-03-02", "1300"),), court="42")
    there = case("F.26/7", (("2026-03-02", "1301"),), court="45", kvk="11111111")
    items = read(tmp_path, answer(here), answer(there), removed("F.26/7", kind="1301"))
    assert [row["case_id"] for row in facts(items)] == ["F.26/7#42"]


@pytest.mark.parametrize(
    ("until", "used"),
    [("2026-10-31", False), ("2026-11-01", True), ("2026-11-01+01:00", True)],
    ids=["the day before", "the day itself", "with a zone"],
)
def test_case_is_purged_after_its_end_of_findability(
    until: str, used: bool, tmp_path: Path
) -> None:
    items = read(tmp_path, answer(case(until=until)))
    assert [row["findable_until"] for row in facts(items)] == ([AS_OF] if used else [])
    assert reasons(items) == ({} if used else {NOT_FINDABLE: 1})


@pytest.mark.parametrize(
    ("ended", "used"),
    [("2026-05-01", True), ("2026-04-30", False)],
    ids=["six months to the day", "a day longer"],
)
@pytest.mark.parametrize("code", ["1316", "1320"], ids=["lack of assets", "annulled"])
def test_case_is_used_until_six_months_after_its_end(
    ended: str, used: bool, code: str, tmp_path: Path
) -> None:
    items = read(tmp_path, answer(case(NUMBER, (("2025-03-02", "1300"), (ended, code)))))
    assert bool(rows(items)) is used
    assert reasons(items) == ({} if used else {OLD: 1})


def test_months_after_the_end_are_a_setting(tmp_path: Path) -> None:
    ended = (("2025-03-02", "1300"), ("2026-04-30", "1316"))
    made = deliver.delivery(write(tmp_path, answer(case(NUMBER, ended))), connector="cir")
    kept = made.settings.retention.model_copy(update={"insolvency_months_after_end": 7})
    made.settings.__dict__["retention"] = kept
    assert len(rows(list(find("cir").read(made)))) == 1


def test_facts_after_the_day_do_not_exist(tmp_path: Path) -> None:
    ends_later = (("2026-03-02", "1300"), ("2026-11-02", "1316"))
    starts_later = answer(case("F.16/26/2", (("2026-11-02", "1300"),)))
    items = read(tmp_path, answer(case(NUMBER, ends_later)), starts_later)
    assert [row["case_id"] for row in facts(items)] == ["F.16/26/1"]
    assert "ended_on" not in facts(items)[0]
    assert reasons(items) == {AFTER: 1}


def test_continued_case_and_the_one_before_are_both_kept(tmp_path: Path) -> None:
    first = case("S.16/26/1", (("2026-06-01", "3300"), ("2026-07-01", "3313")))
    second = case("F.16/26/2", (("2026-07-01", "1306"),), previous="S.16/26/1")
    found = facts(read(tmp_path, answer(first), answer(second)))
    assert [(row["kind"], row.get("previous_case_id")) for row in found] == [
        ("suspension_of_payment", None),
        ("bankruptcy", "S.16/26/1"),
    ]
    assert (found[0]["ended_on"], found[0]["end_kind"]) == (date(2026, 7, 1), "other")


def test_debt_restructuring_before_a_bankruptcy_is_not_named(tmp_path: Path) -> None:
    items = read(tmp_path, answer(case(NUMBER, (("2026-03-02", "1301"),), previous="R.16/20/9")))
    assert "R.16/20/9" not in str(items)
    assert len(rows(items)) == 1


def test_empty_exception_is_an_answer_without_results(tmp_path: Path) -> None:
    items = read(tmp_path, exception("1"))
    assert quarantined(items) == []
    assert rows(items) == []
    assert notes(items)["empty answers"] == 1


@pytest.mark.parametrize(
    ("code", "says"),
    [
        pytest.param("2", "ask again", id="technical"),
        pytest.param("3", "ask for less", id="too many"),
        pytest.param("4", "not valid", id="our mistake"),
        pytest.param("5", "load everything again", id="increments no longer fit"),
        pytest.param("7", "ask for less", id="interval of reports too long"),
        pytest.param("8", "'8' is not listed", id="unknown"),
    ],
)
@pytest.mark.parametrize("element", ["publicatieLijst", "inspubWebserviceInsolvente"])
def test_exception_in_a_file_is_told(code: str, says: str, element: str, tmp_path: Path) -> None:
    (bad,) = quarantined(read(tmp_path, exception(code, element), answer(case())))
    assert says in bad.reason


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "empty", id="empty file"),
        pytest.param("<!DOCTYPE html><html></html>", "HTML", id="HTML"),
        pytest.param('{"kvkNummer": 1}', "JSON", id="file of another reader"),
        pytest.param("%PDF-1.7", "PDF", id="a report"),
        pytest.param(answer(case())[:900], "not well-formed", id="cut off"),
        pytest.param("<GeefInfo/>", "GeefInfo", id="another message"),
        pytest.param(envelope("", "getCase"), "getCaseResponse has no content", id="no content"),
        pytest.param(
            f'<s:Envelope xmlns:s="{SOAP_11}"><s:Body/></s:Envelope>', "empty", id="empty envelope"
        ),
        pytest.param(
            f'<s:Envelope xmlns:s="{SOAP_11}"><s:Body><s:Fault><faultcode>s:Client</faultcode>'
            "<faultstring>Zandstra</faultstring></s:Fault></s:Body></s:Envelope>",
            "SOAP Fault Client",
            id="fault of SOAP 1.1",
        ),
        pytest.param(
            f'<s:Envelope xmlns:s="{SOAP_12}"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value>'
            "</s:Code></s:Fault></s:Body></s:Envelope>",
            "SOAP Fault Sender",
            id="fault of SOAP 1.2",
        ),
        pytest.param(
            f'<s:Envelope xmlns:s="{SOAP_11}"><s:Body><getCase/></s:Body></s:Envelope>',
            "a question",
            id="the question itself",
        ),
    ],
)
def test_file_that_is_no_answer_is_told_by_what_it_is(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=says) as caught:
        read(tmp_path, text)
    assert caught.value.file == "1.xml"
    (bad,) = quarantined(read(tmp_path, text, answer(case())))
    assert says in bad.reason
    assert "Zandstra" not in bad.reason


def test_doctype_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="DOCTYPE"):
        read(tmp_path, '<!DOCTYPE x [<!ENTITY e "e">]><publicatieLijst/>', answer(case()))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param("F.16/26/1<", "F-16<", "insolventienummer", id="number"),
        pytest.param("2026-03-02", "2026-02-30", "publicatieDatum", id="day"),
        pytest.param("<publicatieSoortCode>1300</publicatieSoortCode>", "", "Soort", id="kind"),
        pytest.param(">rechtspersoon<", ">onbekend<", "onbekend", id="person"),
        pytest.param("<rechtspersoonlijkheid>rechtspersoon</rechtspersoonlijkheid>", "",
                     "rechtspersoonlijkheid is missing", id="person missing"),
        pytest.param(COMPANY, "9909812a", "KvKNummer", id="KVK number with a letter"),
        pytest.param(COMPANY, "990981234", "KvKNummer", id="KVK number too long"),
        pytest.param("geheimAdres>false", "geheimAdres>misschien", "geheimAdres", id="flag"),
        pytest.param(">1300<", ">1308<", "declares", id="nothing declares it"),
        pytest.param("<insolvente>", "<insolvente/><insolvente>", "2 elements", id="two cases"),
    ],
)  # fmt: skip
def test_broken_case_goes_to_quarantine_and_the_rest_is_used(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    broken = answer(case()).replace(old, new)
    assert broken != answer(case())
    items = read(tmp_path, broken, answer(case("F.16/26/2")))
    (bad,) = quarantined(items)
    assert says in bad.reason
    assert [row["case_id"] for row in facts(items)] == ["F.16/26/2"]


def test_unknown_elements_and_codes_are_counted_by_name(tmp_path: Path) -> None:
    events = (("2026-03-02", "1300"), ("2026-04-01", "1999"))
    items = read(tmp_path, answer(case(NUMBER, events, extra="<nieuw>Zandstra</nieuw>")))
    assert notes(items)["unknown elements/insolvente/nieuw"] == 1
    assert notes(items)["publication kinds not listed/1999"] == 1
    assert "Zandstra" not in str(items)


def test_known_optional_elements_are_no_news() -> None:
    items = deliver.read(SAMPLES[0], id="cir", connector="cir")
    assert [key for key in notes(items) if key.startswith("unknown")] == []


def test_reports_of_a_case_and_in_lists_give_no_row(tmp_path: Path) -> None:
    report = "<verslag><kenmerk>16.mne.F.V.01B</kenmerk><titel>Zandstra</titel></verslag>"
    inside = f"<beschikbareVerslagen>{report}</beschikbareVerslagen>"
    lists = f'<beschikbareVerslagen extractiedatum="{LATE}">{report}{report}</beschikbareVerslagen>'
    items = read(tmp_path, answer(case(extra=inside)), envelope(lists, "searchReportsSince"))
    assert len(rows(items)) == 1
    assert notes(items)["reports in lists"] == 2
    assert "Zandstra" not in str(items)


def test_publications_without_an_answer_are_missed(tmp_path: Path) -> None:
    answered, missed = mark("F.16/26/1", "1300", 1), mark("F.16/26/5", "1300", 1)
    items = read(tmp_path, answer(case()), listed(answered, missed), updated())
    assert notes(items)["publications in lists without an answer about their case"] == 1
    assert notes(items)["last update of the register"] == "2026-10-30"


def test_list_with_unknown_elements_is_refused_by_name(tmp_path: Path) -> None:
    text = listed("x").replace("publicatieKenmerk", "zaakNummer")
    (bad,) = quarantined(read(tmp_path, text, answer(case())))
    assert "zaakNummer" in bad.reason


def test_removal_without_a_number_is_counted(tmp_path: Path) -> None:
    text = removed("F.16/26/1", "F.16/26/2").replace(
        "<insolventienummer>F.16/26/2</insolventienummer>", ""
    )
    items = read(tmp_path, answer(case()), text)
    assert notes(items)["removals without a case number"] == 1
    assert reasons(items) == {REMOVED: 1}


def test_live_example_passes_the_checks(tmp_path: Path) -> None:
    told = about.load("cir")
    assert told is not None
    file = tmp_path / "sources.yaml"
    file.write_text('municipality: "1884"\nsources:\n' + indent(told.live_example, "  "), "utf-8")
    check.check(load_sources(file))
