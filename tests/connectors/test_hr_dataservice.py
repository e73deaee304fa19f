"""The Handelsregister connector as a whole: the four messages of KVK, faults and bad input."""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.delivery import Ignored, Item, Note, Used
from connectors.hr.merge import CONFLICT, DUPLICATE, SUPERSEDED
from connectors.hr_dataservice import AFTER, CONNECTOR, ELSEWHERE
from engine.errors import SourceChanged, SourceRefused
from engine.sources_file import SourceSpec
from tests.connectors.deliver import FIXTURES, quarantined, rows
from tests.connectors.hr.answers import (
    KVK,
    MAIN,
    MOMENT,
    answer,
    branch_answer,
    bv,
    enveloped,
    fault,
    function,
    notes,
    owned,
    read,
    read_files,
    registration,
    write,
)

SAMPLES = FIXTURES / "hr"
ALL = sorted(SAMPLES.glob("9*.xml"))
Rows = list[Mapping[str, object]]


def _values(items: list[Item], table: str) -> Rows:
    return [row.values for row in rows(items, table)]


def _officers(number: str) -> list[tuple[object, ...]]:
    items = read_files(SAMPLES / f"{number}.xml")
    return [
        (v["role"], v["party_name"], v.get("powers"), v.get("started_on"), v.get("ended_on"))
        for v in _values(items, "officer")
    ]


def _ignored(items: list[Item]) -> dict[str, int]:
    return {item.reason: item.count for item in items if isinstance(item, Ignored)}


def test_eenmanszaak_has_its_owner_and_a_gemachtigde() -> None:
    assert _officers("90000002") == [
        ("authorised_representative", "Francisca Cupit", None, date(2008, 10, 1), None),
        ("sole_trader", "Jan Klaasen", None, date(1996, 3, 1), None),
    ]


def test_bv_has_a_director_and_a_sole_shareholder_whose_birth_dates_differ() -> None:
    assert _officers("90000003") == [
        ("director", "Jan Klaasen", "azb", date(1982, 12, 30), None),
        ("sole_shareholder", "Jan Klaasen", None, date(1983, 1, 1), None),
    ]
    items = read_files(SAMPLES / "90000003.xml")
    assert len({row.births["party"] for row in rows(items, "officer")}) == 2
    assert notes(items)["persons with one name and two birth dates"] == 1
    assert "1956" not in str(notes(items))


def test_bankrupt_vof_has_two_partners_and_a_curator_and_judge_without_control() -> None:
    ended = date(2012, 11, 23)
    assert _officers("90000004") == [
        ("other", "mr. Elida Henkle", None, date(2010, 9, 28), ended),
        ("other", "mr. Usha Houseknecht", None, date(2010, 9, 28), ended),
        ("partner", "Jan Klaasen", "ob", date(2000, 2, 1), ended),
        ("partner", "Wesley Seifert", "ob", date(2000, 2, 1), ended),
    ]


def test_foundation_has_three_directors_a_limited_mandate_and_a_keeper_of_books() -> None:
    ended = date(2013, 6, 18)
    assert _officers("90000005") == [
        ("authorised_representative", "Cornell van Barge", "b", date(2010, 4, 1), ended),
        ("director", "Jan van Klaasen", "gb", date(2006, 4, 26), ended),
        ("director", "Lance Shotts", "gb", date(2007, 1, 1), ended),
        ("director", "Tonja Planck", "gb", date(2011, 1, 1), ended),
        ("other", "Cornell van Barge", None, ended, None),
    ]


def test_number_of_the_registration_counts_and_not_that_of_file_or_reference() -> None:
    items = read_files(*ALL)
    numbers = [v["enterprise_id"] for v in _values(items, "enterprise")]
    assert numbers == ["90000001", "90000003", "90000004", "90000358"]
    told = notes(items)
    base = "numbers that differ from that of the registration"
    assert told[f"{base}/onderneming/kvkNummer"] == told[f"{base}/meldingen/referentie"] == 3


def test_branch_that_a_message_names_twice_is_one_branch() -> None:
    items = read_files(SAMPLES / "90000002.xml")
    found = {v["branch_id"]: v["is_main"] for v in _values(items, "branch")}
    assert found == {"990000085869": False, "990000489902": True, "990000800482": False}


def test_codes_of_four_and_five_digits_stand_beside_each_other_with_their_list() -> None:
    found = {
        (v["branch_id"], v["code"], v["version"], v["is_main"])
        for v in _values(read_files(SAMPLES / "90000002.xml"), "activity")
    }
    assert ("990000489902", "6622", "2008", True) in found
    assert ("990000085869", "70221", "2008", True) in found
    assert ("990000489902", "70221", "2008", False) in found
    assert len(found) == 6


def test_registration_without_onderneming_or_branch_is_read() -> None:
    items = read_files(SAMPLES / "90000005.xml")
    assert _values(items, "enterprise") == [
        {
            "enterprise_id": "90000358",
            "statutory_name": "Stichting Local Opecane",
            "legal_form": "foundation",
            "rsin": "992753843",
            "registered_on": date(2006, 5, 2),
            "started_on": date(2006, 4, 26),
            "ended_on": date(2013, 6, 18),
            "end_kind": "turbo_liquidation",
        }
    ]
    assert rows(items, "branch") == rows(items, "activity") == []
    assert notes(items)["registrations with activities but without a branch"] == 1


def test_partnership_that_failed_is_insolvent_and_its_partners_are_not_stored_as_such() -> None:
    items = read_files(SAMPLES / "90000004.xml")
    assert _values(items, "insolvency") == [
        {
            "case_id": "90000004/FAIL/20100928",
            "enterprise_id": "90000004",
            "kind": "bankruptcy",
            "declared_on": date(2010, 9, 28),
            "ended_on": date(2012, 11, 23),
        }
    ]
    assert _values(items, "enterprise")[0]["end_kind"] == "bankruptcy"
    assert notes(items)["states of persons, not stored/FAIL"] == 2


def test_capital_of_a_bv_without_a_date_is_no_obstacle() -> None:
    assert len(rows(read_files(SAMPLES / "90000003.xml"), "enterprise")) == 1


def test_bag_ids_of_another_pattern_are_reported_and_the_address_is_kept() -> None:
    items = read_files(SAMPLES / "90000002.xml")
    assert notes(items)["BAG ids that are none"] == 4
    assert not any("object_id" in v or "address_id" in v for v in _values(items, "branch"))
    assert {v["town"] for v in _values(items, "branch")} == {"Barendrecht", "Heeze", "Oldenzaal"}


def test_address_text_that_lacks_the_letter_is_reported_once_and_the_parts_win() -> None:
    items = read_files(SAMPLES / "90000003.xml")
    assert _values(items, "branch")[0]["house_letter"] == "A"
    assert notes(items)["address texts that differ from their parts"] == 1


def test_names_of_a_sole_trader_are_private_and_those_of_a_partnership_are_not() -> None:
    found = {
        str(row.values["enterprise_id"]): row.private
        for row in rows(read_files(*ALL), "enterprise")
    }
    assert found["90000001"] == {"trade_names"}
    assert found["90000004"] == frozenset()


def test_second_reading_of_the_same_messages_adds_nothing() -> None:
    assert rows(read_files(*ALL)) == rows(read_files(*reversed(ALL)))
    assert [row.version for row in rows(read_files(*ALL), "enterprise")] == [date(2020, 9, 24)] * 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("hrip/catalogus/2015/02", "hrip/catalogus/2027/01", id="another year"),
        pytest.param(
            "hrip/dataservice/2015/02", "kvk/dataservice/catalogus/2015/02", id="of the schema"
        ),
    ],
)
def test_another_namespace_gives_the_same_rows(old: str, new: str, tmp_path: Path) -> None:
    text = (SAMPLES / "90000004.xml").read_text("utf-8")
    assert old in text
    assert rows(read(tmp_path, text.replace(old, new))) == rows(
        read_files(SAMPLES / "90000004.xml")
    )


def test_another_prefix_gives_the_same_rows(tmp_path: Path) -> None:
    plain = registration()
    body = plain.split("<s:Body>")[1].split("</s:Body>")[0].replace("xmlns=", "xmlns:k=")
    named = body.replace("<", "<k:").replace("<k:/", "</k:")
    expected = rows(read(tmp_path, plain))
    assert expected
    assert rows(read(tmp_path, enveloped(named))) == rows(read(tmp_path, named)) == expected


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        pytest.param(fault("IPD0005"), "IPD0005: the register does not know", id="unknown number"),
        pytest.param(fault("IPD0004"), "IPD0004: the question was not valid", id="our mistake"),
        pytest.param(fault("IPD1003"), "IPD1003: temporary: fetch it again", id="temporary"),
        pytest.param(fault("IPD7777"), "fout codes that are not listed: IPD7777", id="unlisted"),
        pytest.param(
            fault("IPD9999", product="<product/>"), "IPD9999: temporary", id="beside a product"
        ),
        pytest.param(answer(), "without product and without fout", id="no product"),
        pytest.param(
            answer("<product><iets/></product>"), "product without a vestiging", id="other product"
        ),
        pytest.param(
            enveloped("<s:Fault><faultcode>s:Server</faultcode></s:Fault>"),
            "Fault s:Server: the service gave no answer",
            id="SOAP fault",
        ),
        pytest.param(
            (SAMPLES / "stuf_bg_0310_fault.xml").read_text(),
            "Fault s:server, StUF058: the service gave no answer",
            id="StUF fault that echoes its question",
        ),
        pytest.param(
            (SAMPLES / "stuf_bg_0310_question.xml").read_text(),
            "vesLv01 is a question, not an answer",
            id="a question",
        ),
        pytest.param(
            registration(moment="20261399"), "peilmoment is not a moment", id="wrong moment"
        ),
        pytest.param(
            registration(number="1234567"), "kvkNummer has 7 characters", id="short number"
        ),
        pytest.param(
            registration(started="20250229"), "datumAanvang is not a date", id="no leap year"
        ),
        pytest.param(
            registration(owned(bv(function(started="20260431")))),
            "registratie/datumAanvang is not a date that exists",
            id="31 April",
        ),
    ],
)
def test_message_that_cannot_be_used_gives_no_rows_and_one_reason(
    message: str, reason: str, tmp_path: Path
) -> None:
    items = read(tmp_path, message)
    assert rows(items) == []
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert "Noor" not in f"{bad.reason} {bad.raw}"


def test_nothing_found_is_an_empty_answer(tmp_path: Path) -> None:
    items = read(tmp_path, fault("IPD5200"))
    assert [item for item in items if isinstance(item, Used)] == [Used("a0.xml", 1)]
    assert notes(items)["empty answers"] == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"<html><body>404</body></html>", "this is HTML", id="HTML"),
        pytest.param(b"<!DOCTYPE html>\n<html/>", "this is HTML", id="HTML with a doctype"),
        pytest.param(b'{"kvkNummer": "1"}', "this is not XML", id="JSON"),
        pytest.param(registration().encode()[:-40], "XML is not well-formed", id="cut off"),
        pytest.param(b"<a>\xff</a>", "XML is not well-formed", id="not UTF-8"),
        pytest.param(b"<case/>", "its root is case", id="file of another reader"),
        pytest.param(
            enveloped("").encode(), "an envelope without a message in it", id="empty envelope"
        ),
    ],
)
def test_delivery_without_a_message_is_refused_and_one_bad_file_is_quarantined(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged, match=reason):
        read(tmp_path, content)
    items = read(tmp_path, content, registration())
    assert reason in quarantined(items)[0].reason
    assert len(rows(items, "enterprise")) == 1


def test_doctype_refuses_the_delivery(tmp_path: Path) -> None:
    evil = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with pytest.raises(SourceRefused, match="DOCTYPE"):
        read(tmp_path, registration(), evil)


def test_messages_in_zips_and_in_one_wrapper_are_all_read(tmp_path: Path) -> None:
    (one,) = write(
        tmp_path, f"<berichten>{registration()}{registration(number='90000101')}</berichten>"
    )
    with zipfile.ZipFile(tmp_path / "hr.zip", "w") as archive:
        archive.writestr("b/c.xml", registration(number="90000209"))
        archive.writestr("__MACOSX/b/c.xml", "junk")
    items = read_files(one, tmp_path / "hr.zip")
    numbers = [v["enterprise_id"] for v in _values(items, "enterprise")]
    assert numbers == [KVK, "90000101", "90000209"]
    assert _ignored(items) == {"left behind by an operating system": 1}


def test_newest_message_about_a_number_counts(tmp_path: Path) -> None:
    old = registration(owned(bv(function(number="09"))), moment="20260101000000000")
    items = read(tmp_path, registration(), old)
    assert [v["role"] for v in _values(items, "officer")] == ["director"]
    assert _ignored(items) == {SUPERSEDED: 1}


def test_equal_messages_of_one_moment_count_once_and_unequal_ones_not_at_all(
    tmp_path: Path,
) -> None:
    assert _ignored(read(tmp_path, registration(), registration())) == {DUPLICATE: 1}
    items = read(tmp_path, registration(), registration(owned(bv())))
    assert {bad.reason for bad in quarantined(items)} == {CONFLICT}
    assert {bad.record_id for bad in quarantined(items)} == {KVK}
    assert rows(items) == []


def test_message_of_after_as_of_does_not_exist_yet(tmp_path: Path) -> None:
    items = read(tmp_path, registration(), as_of=date(2026, 10, 29))
    assert rows(items) == []
    assert _ignored(items) == {AFTER: 1}


def test_branch_takes_its_own_answer_when_that_is_newer(tmp_path: Path) -> None:
    later = branch_answer(moment="20261031000000000")
    items = read(tmp_path, registration(), later)
    (found,) = [item for item in items if isinstance(item, Used) and item.file == "a1.xml"]
    assert [row.table for row in found.rows] == ["branch"]
    assert found.rows[0].values["enterprise_id"] == KVK
    assert found.rows[0].values["is_main"] is True
    assert len(rows(items, "branch")) == 1


@pytest.mark.parametrize("moment", [MOMENT, "20260101000000000"])
def test_branch_in_its_registration_goes_before_an_older_answer(
    moment: str, tmp_path: Path
) -> None:
    items = read(tmp_path, registration(), branch_answer(moment=moment))
    assert _ignored(items) == {SUPERSEDED: 1}
    assert len(rows(items, "branch")) == 1


def test_answer_about_a_branch_alone_names_its_company_and_hides_its_name(tmp_path: Path) -> None:
    (row,) = rows(read(tmp_path, branch_answer()))
    assert (row.values["branch_id"], row.values["enterprise_id"]) == (MAIN, KVK)
    assert row.private == {"shop_name"}


def test_bsn_and_home_never_get_past_the_parser(tmp_path: Path) -> None:
    secret = (
        "<bsn>123456782</bsn><geboorteplaats>Geheimdorp</geboorteplaats>"
        '<extraElementen><extraElement naam="BSN">123456782</extraElement></extraElementen>'
        "<woonLocatie><volledigAdres>Geheimweg 1</volledigAdres></woonLocatie>"
        "<bezoekLocatiePersoon><volledigAdres>Geheimweg 2</volledigAdres></bezoekLocatiePersoon>"
    )
    who = f"<natuurlijkPersoon>{secret}<geslachtsnaam>Verzonnen</geslachtsnaam></natuurlijkPersoon>"
    items = read(tmp_path, registration(owned(bv(function(who=who)))))
    assert len(rows(items, "officer")) == 1
    assert "Geheim" not in str(items)
    assert "123456782" not in str(items)


def test_unknown_elements_and_hidden_blocks_are_counted_by_name(tmp_path: Path) -> None:
    no_value = '<registratie registratieTijdstipNoValue="nietGeautoriseerd"/>'
    hidden = f"<bezoekLocatie>{no_value}</bezoekLocatie>"
    odd = '<postLocatie><registratie registratieTijdstipNoValue="anders"/></postLocatie>'
    items = read(
        tmp_path, registration(hidden, odd, "<nieuwBlok><nieuwDeel/></nieuwBlok>", owned(bv()))
    )
    told = notes(items)
    assert told["unknown elements/nieuwBlok"] == told["unknown elements/nieuwDeel"] == 1
    assert told["not authorised/bezoekLocatie"] == 1
    assert told["codes not listed/registratieTijdstipNoValue/anders"] == 1


def test_warnings_are_counted_and_the_product_is_read(tmp_path: Path) -> None:
    notices = (
        "<waarschuwing><code>IPD0101</code></waarschuwing><informatie><code>X</code></informatie>"
    )
    items = read(tmp_path, registration(notices=notices))
    assert notes(items)["warnings/IPD0101"] == 1
    assert notes(items)["codes not listed/informatie/X"] == 1
    assert len(rows(items, "enterprise")) == 1


def test_signal_gives_no_row_and_misses_its_answer(tmp_path: Path) -> None:
    signal = (
        '<UpdateBericht xmlns="http://schemas.kvk.nl/schemas/hrip/update/2018/01">'
        f"<registratieTijdstip>{MOMENT}</registratieTijdstip><heeftBetrekkingOp><kvkNummer>"
        "90000209</kvkNummer></heeftBetrekkingOp><heeftGewijzigd><naam><code>Vestiging</code>"
        "</naam></heeftGewijzigd></UpdateBericht>"
    )
    told = notes(read(tmp_path, signal, registration()))
    assert told["signals/UpdateBericht"] == told["signals/changed blocks/Vestiging"] == 1
    assert told["numbers of signals without an answer about them"] == 1


def test_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    assert rows(read(tmp_path, b"\xef\xbb\xbf" + registration().encode()))


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        pytest.param({}, set(), id="whole messages"),
        pytest.param({"branches": False}, {"branch", "activity"}, id="branches from elsewhere"),
        pytest.param({"stuf_bg": True}, CONNECTOR.tables, id="StUF-BG only"),
    ],
)
def test_source_covers_what_it_delivers_whole(
    options: dict[str, bool], missing: frozenset[str]
) -> None:
    entry = {"id": "hr", "connector": "hr_dataservice", "options": options}
    covered = CONNECTOR.covered(SourceSpec.model_validate(entry))
    assert covered == CONNECTOR.tables - missing


def test_branches_can_be_left_to_another_source(tmp_path: Path) -> None:
    options = {"branches": False}
    items = read(tmp_path, registration(), branch_answer(number="000000000025"), options=options)
    assert {row.table for row in rows(items)} == {"enterprise", "officer"}
    assert _ignored(items) == {ELSEWHERE: 1}
    assert "registrations without a branch" not in notes(items)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_message_is_told_and_never_breaks_the_reader(data: st.DataObject) -> None:
    whole = registration()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    put = data.draw(
        st.sampled_from(["", "<", ">", "&", "0", "J", "<code>", "</code>", "é", "\x00"])
    )
    damaged = whole[:start] + put + whole[start + length :]
    with TemporaryDirectory() as folder:
        items = read(Path(folder), damaged, registration(number="90000021"))
    counted = [item for item in items if not isinstance(item, Note)]
    assert sum(getattr(item, "count", 1) for item in counted) >= 2
