"""The parcels connector as a whole: BRK Levering by hand-made messages, files told by content."""

import json
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors import find
from connectors.brk.timeline import AFTER, CONFLICT, REPEATED, SUPERSEDED
from connectors.delivery import Ignored, Item, Note
from engine.errors import SourceChanged, SourceRefused
from tests.connectors import deliver
from tests.connectors.brk.build import (
    Thing,
    burden,
    coded,
    company,
    deed,
    held,
    human,
    mutation,
    note,
    price,
    ref,
    right,
    stand,
    write,
)
from tests.connectors.deliver import FIXTURES, quarantined, rows

OWN = (right(), held("T1", "B1", kind="NietNatuurlijk"), company("B1"), deed("9001"))
OLD = (
    right(),
    held("T0", "N1", part="8001"),
    human("N1"),
    deed("8001", signed="2010-01-01", offered="2010-01-02"),
)


def _read(files: Path | list[Path], **entry: object) -> list[Item]:
    entry = {"delivered_on": "2026-10-31", **entry}
    return deliver.read(files, id="brk", connector="parcels", **entry)


def _messages(folder: Path, *messages: str, **entry: object) -> list[Item]:
    return _read(write(folder, *messages), **entry)


def _values(items: list[Item], table: str) -> list[Mapping[str, object]]:
    return [row.values for row in rows(items, table)]


def _notes(items: list[Item]) -> dict[str, int | str]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


def _ignored(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.file, item.reason) for item in items if isinstance(item, Ignored)]


def test_11_stand_gives_parcel_title_and_transfer(tmp_path: Path) -> None:
    items = _messages(tmp_path, stand(Thing(parts=OWN, price=price())))
    (parcel,) = _values(items, "parcel")
    assert parcel["parcel_id"] == "AKM01-D-3985"
    assert isinstance(parcel["geometry"], bytes)
    assert _values(items, "title") == [
        {
            "title_id": "T1",
            "parcel_id": "AKM01-D-3985",
            "right": "ownership",
            "share": "1/1",
            "holder_kind": "legal",
            "holder_kvk": "99000001",
            "holder_name": "Proefland B.V.",
            "started_on": date(2024, 3, 4),
            "address_id": "1884200000000001",
        }
    ]
    (transfer,) = _values(items, "transfer")
    assert transfer["transfer_id"] == "9001/AKM01-D-3985"
    assert (transfer["kind"], transfer["price_eur"]) == ("sale", 450_000.0)
    assert transfer["signed_on"] == date(2024, 3, 1)
    assert transfer["buyer_kvk"] == "99000001"
    assert "seller_id" not in transfer


def test_11_fractions_stay_exact(tmp_path: Path) -> None:
    huge = "123456789012345678901234567890"
    parts = (right(), held("T1", "N1", share=(huge, "2" + huge)), human("N1"), deed("9001"))
    (title,) = _values(_messages(tmp_path, stand(Thing(parts=parts))), "title")
    assert title["share"] == f"{huge}/2{huge}"


@pytest.mark.parametrize(
    ("shares", "noted"),
    [
        pytest.param((("1", "2"), ("2", "4")), None, id="a half and two quarters"),
        pytest.param((("1", "2"), ("1", "3")), "5/6", id="a half and a third"),
        pytest.param((("1", "1"), ("1", "1")), "2", id="twice the whole"),
    ],
)
def test_shares_of_one_right_make_one_or_are_noted(
    shares: tuple[tuple[str, str], tuple[str, str]], noted: str | None, tmp_path: Path
) -> None:
    both = (held("T1", "N1", share=shares[0]), held("T2", "N2", share=shares[1]))
    parts = (right(), *both, human("N1"), human("N2"), deed("9001"))
    notes = _notes(_messages(tmp_path, stand(Thing(parts=parts))))
    found = [key for key in notes if key.startswith("shares")]
    assert found == ([] if noted is None else [f"shares that do not make 1/{noted}"])


@pytest.mark.parametrize("share", [("0", "1"), ("1", "0"), ("een", "2"), ("-1", "2"), ("1.5", "2")])
def test_share_that_is_no_fraction_sends_its_message_to_quarantine(
    share: tuple[str, str], tmp_path: Path
) -> None:
    bad = Thing(number="113401985700002", parts=(right(), held("T1", "N1", share=share)))
    items = _messages(tmp_path, stand(bad), stand(Thing(parts=OWN)))
    (found,) = quarantined(items)
    assert found.reason.startswith("aandeel ")
    assert len(_values(items, "title")) == 1


@pytest.mark.parametrize(
    ("aard", "word", "noted"),
    [
        pytest.param(("3", "Erfpacht (recht van)"), "leasehold", None, id="by code"),
        pytest.param((None, "Vruchtgebruik (recht van)"), "usufruct", None, id="by title"),
        pytest.param(("7", "anders geschreven"), "superficies", None, id="the code decides"),
        pytest.param(
            ("5", "Grondrente"), None, "rights without a word of their own/5 Grondrente", id="none"
        ),
        pytest.param(
            ("99", "Nieuw"), None, "unknown codes/AardZakelijkRecht/99 Nieuw", id="unknown code"
        ),
    ],
)
def test_right_is_mapped_by_the_table_or_noted_by_name(
    aard: tuple[str | None, str], word: str | None, noted: str | None, tmp_path: Path
) -> None:
    parts = (right(aard=aard), held("T1", "N1"), human("N1"), deed("9001"))
    items = _messages(tmp_path, stand(Thing(parts=parts)))
    assert _values(items, "title")[0].get("right") == word
    assert [k for k in _notes(items) if "right" in k or "Recht" in k] == ([noted] if noted else [])


@pytest.mark.parametrize(
    "mask",
    [
        "<P:indicatieAfschermingPersoonsgegevens>true</P:indicatieAfschermingPersoonsgegevens>",
        "<P:indicatieGeheim>7</P:indicatieGeheim>",
        "<P:indicatieGeheim>true</P:indicatieGeheim>",
    ],
)
def test_11_masked_person_has_no_name_anywhere(mask: str, tmp_path: Path) -> None:
    parts = (right(), held("T1", "N1"), human("N1", mask=mask), deed("9001"))
    items = _messages(tmp_path, stand(Thing(parts=parts)))
    assert _values(items, "title")[0]["holder_id"] == "N1"
    assert "Verzinsel" not in str(items)
    assert _notes(items)["masked persons"] == 1


def test_person_who_is_not_masked_is_a_name_and_the_kadasters_own_number(tmp_path: Path) -> None:
    open_ = "<P:indicatieAfschermingPersoonsgegevens>false</P:indicatieAfschermingPersoonsgegevens>"
    parts = (right(), held("T1", "N1"), human("N1", mask=open_), deed("9001"))
    (title,) = _values(_messages(tmp_path, stand(Thing(parts=parts))), "title")
    assert (title["holder_name"], title["holder_id"]) == ("Aldo van Verzinsel", "N1")
    assert (title["holder_kind"], "holder_kvk" in title) == ("natural", False)
    assert "holder_lives_here" not in title


def test_no_bsn_birth_or_free_text_comes_out(tmp_path: Path) -> None:
    items = _messages(tmp_path, stand(Thing(parts=(*OLD, note("A1", part="8001"), company("B1")))))
    for never in ("999999990", "Geheimstad", "Jan Geheim"):
        assert never not in str(items)


def test_person_outside_the_message_is_a_number_and_counted(tmp_path: Path) -> None:
    items = _messages(tmp_path, stand(Thing(parts=(right(), held("T1", "N7"), deed("9001")))))
    (title,) = _values(items, "title")
    assert (title["holder_id"], title["holder_kind"]) == ("N7", "natural")
    assert "holder_name" not in title
    assert _notes(items)["dangling references/NatuurlijkPersoonRef"] == 1


def test_company_without_a_kvk_number_is_its_reference(tmp_path: Path) -> None:
    parts = (right(), held("T1", "B1", kind="NietNatuurlijk"), company("B1", None), deed("9001"))
    (title,) = _values(_messages(tmp_path, stand(Thing(parts=parts))), "title")
    assert (title["holder_id"], title["holder_kind"]) == ("B1", "legal")


def test_11_price_that_is_absent_is_not_zero(tmp_path: Path) -> None:
    (transfer,) = _values(_messages(tmp_path, stand(Thing(parts=OWN))), "transfer")
    assert "price_eur" not in transfer


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(price("0"), 0.0, id="a price of nothing is a price"),
        pytest.param(price(None), None, id="nil"),
        pytest.param(price("450000", "2019"), None, id="of another year"),
        pytest.param(
            price(more="<OZ:indicatieMeerObjecten>true</OZ:indicatieMeerObjecten>"),
            None,
            id="for more objects, never divided",
        ),
    ],
)
def test_price_counts_when_it_is_of_this_deed_and_this_object(
    told: str, expected: float | None, tmp_path: Path
) -> None:
    items = _messages(tmp_path, stand(Thing(parts=OWN, price=told)))
    assert _values(items, "transfer")[0].get("price_eur") == expected
    notes = _notes(items)
    assert notes.get("unknown/bedrag/waardeOnbekend", 0) == int("nil" in told)
    assert notes.get("prices that cover more objects", 0) == int("MeerObjecten" in told)


def test_price_that_fits_two_deeds_of_one_year_fits_none(tmp_path: Path) -> None:
    parts = (
        right(),
        held("T1", "N1", share=("1", "2")),
        held("T2", "N2", part="9002", share=("1", "2")),
        deed("9001"),
        deed("9002", signed="2024-05-01"),
        human("N1"),
        human("N2"),
    )
    transfers = _values(_messages(tmp_path, stand(Thing(parts=parts, price=price()))), "transfer")
    assert [t["transfer_id"] for t in transfers] == ["9001/AKM01-D-3985", "9002/AKM01-D-3985"]
    assert not any("price_eur" in transfer for transfer in transfers)


@pytest.mark.parametrize(
    ("mortgages", "expected"),
    [
        pytest.param((burden("Hypotheek", "H1", "9002", "300000"),), 300_000.0, id="same day"),
        pytest.param(
            (burden("Hypotheek", "H1", "9002", "1"), burden("Hypotheek", "H2", "9002", "2.5")),
            3.5,
            id="two of one day add up",
        ),
        pytest.param((burden("Hypotheek", "H1", "9003", "300000"),), 0.0, id="of another year"),
        pytest.param((burden("Hypotheek", "H1", "9002"),), None, id="amount unknown"),
        pytest.param((burden("Hypotheek", "H1", None, "1"),), None, id="day unknown"),
        pytest.param((), None, id="the delivery tells no mortgages"),
    ],
)
def test_mortgage_is_what_was_borrowed_on_the_day_of_the_transfer(
    mortgages: tuple[str, ...], expected: float | None, tmp_path: Path
) -> None:
    more = (
        deed("9002", aard=("537", "Hypotheek")),
        deed("9003", signed="2026-01-05", offered="2026-01-06"),
    )
    items = _messages(tmp_path, stand(Thing(parts=(*OWN, *more, *mortgages))))
    assert _values(items, "transfer")[0].get("mortgage_eur") == expected


def test_no_mortgage_is_zero_when_other_objects_of_the_delivery_have_one(tmp_path: Path) -> None:
    free = Thing(parts=OWN)
    lent = Thing(
        number="113401985700002",
        parcel=("AKM01", "D", "3986"),
        parts=(*OLD, deed("9002"), burden("Hypotheek", "H1", "9002", "5")),
    )
    transfers = _values(_messages(tmp_path, stand(free), stand(lent)), "transfer")
    assert transfers[0]["mortgage_eur"] == 0.0


def test_mutation_tells_the_seller_and_ends_the_old_title(tmp_path: Path) -> None:
    change = mutation(
        was=Thing(parts=OLD), becomes=Thing(parts=OWN, price=price()), day="2024-03-04"
    )
    items = _messages(tmp_path, change)
    titles = {str(v["title_id"]): v for v in _values(items, "title")}
    assert titles["T0"]["ended_on"] == date(2024, 3, 4)
    assert "ended_on" not in titles["T1"]
    (transfer,) = _values(items, "transfer")
    assert (transfer["seller_name"], transfer["seller_id"]) == ("Aldo van Verzinsel", "N1")
    assert transfer["buyer_kvk"] == "99000001"


def test_stand_and_mutation_about_one_deed_give_one_transfer(tmp_path: Path) -> None:
    now = Thing(parts=OWN, price=price())
    change = mutation(was=Thing(parts=OLD), becomes=Thing(parts=OWN), day="2024-03-04")
    for order in ((stand(now), change), (change, stand(now))):
        items = _messages(tmp_path, *order)
        (transfer,) = _values(items, "transfer")
        assert (transfer["seller_id"], transfer["price_eur"]) == ("N1", 450_000.0)
        assert len(_values(items, "title")) == 2


def test_couple_is_two_titles_and_a_transfer_without_one_buyer(tmp_path: Path) -> None:
    halves = [held(f"T{n}", f"N{n}", share=("1", "2")) for n in (1, 2)]
    parts = (right(), *halves, human("N1"), human("N2", "Bea"), deed("9001"))
    items = _messages(tmp_path, stand(Thing(parts=parts)))
    assert [v["holder_id"] for v in _values(items, "title")] == ["N1", "N2"]
    assert "buyer_id" not in _values(items, "transfer")[0]
    assert _notes(items)["transfers with several buyers"] == 1


@pytest.mark.parametrize(
    ("aard", "kind", "noted"),
    [
        (("585", "Verklaring van erfrecht"), "inheritance", False),
        (("616", "Splitsing in appartementsrechten"), "split", False),
        (("607", "Ruiling"), "other", False),
        (("999", "Iets nieuws"), None, True),
    ],
)
def test_kind_of_a_transfer_is_that_of_its_deed(
    aard: tuple[str, str], kind: str | None, noted: bool, tmp_path: Path
) -> None:
    parts = (right(), held("T1", "N1"), human("N1"), deed("9001", aard=aard))
    items = _messages(tmp_path, stand(Thing(parts=parts)))
    assert _values(items, "transfer")[0].get("kind") == kind
    assert ("unknown codes/AardStukdeel/999 Iets nieuws" in _notes(items)) is noted


def test_deed_of_a_mutation_tells_the_kind_when_its_part_is_not_in_the_message(
    tmp_path: Path,
) -> None:
    now = Thing(parts=(right(), held("T1", "N2"), human("N2")))
    change = mutation(was=Thing(parts=OLD), becomes=now, aard=("606", "Overdracht"))
    (transfer,) = _values(_messages(tmp_path, change), "transfer")
    assert (transfer["kind"], transfer["signed_on"]) == ("sale", date(2026, 6, 1))


BOUGHT = (note("A1"), company("B1"), deed("9101", signed="2024-03-01", offered="2024-03-01"))


def test_11_registered_purchase_lapses_after_its_last_day_without_a_transfer(
    tmp_path: Path,
) -> None:
    items = _messages(tmp_path, stand(Thing(parts=(*OLD, *BOUGHT))))
    found = next(v for v in _values(items, "transfer") if v["kind"] == "registered_purchase")
    assert (found["transfer_id"], found["signed_on"]) == ("A1", date(2024, 3, 1))
    assert found["lapsed_on"] == date(2024, 9, 1)
    assert found["buyer_kvk"] == "99000001"


@pytest.mark.parametrize(
    ("as_of", "lapsed"),
    [(date(2026, 10, 1), False), (date(2026, 10, 2), True)],
    ids=["on its last day it may still follow", "a day later"],
)
def test_registered_purchase_may_still_follow_until_its_last_day_has_passed(
    as_of: date, lapsed: bool, tmp_path: Path
) -> None:
    parts = (*OLD, note("A1", until="2026-10-01"), *BOUGHT[1:])
    items = _messages(tmp_path, stand(Thing(parts=parts)), as_of=as_of)
    found = next(v for v in _values(items, "transfer") if v["kind"] == "registered_purchase")
    assert ("lapsed_on" in found) is lapsed


def test_registered_purchase_that_is_followed_by_its_transfer_does_not_lapse(
    tmp_path: Path,
) -> None:
    follows = (right(), held("T1", "B1", kind="NietNatuurlijk"), deed("9001", signed="2024-05-01"))
    change = mutation(
        was=Thing(parts=(*OLD, *BOUGHT)),
        becomes=Thing(parts=(*follows, company("B1"))),
        day="2024-05-02",
    )
    found = {str(v["kind"]): v for v in _values(_messages(tmp_path, change), "transfer")}
    assert "lapsed_on" not in found["registered_purchase"]
    assert found["sale"]["signed_on"] == date(2024, 5, 1)


def test_registered_purchase_that_is_struck_out_lapses_that_day(tmp_path: Path) -> None:
    change = mutation(was=Thing(parts=(*OLD, *BOUGHT)), becomes=Thing(parts=OLD), day="2024-04-10")
    (found,) = [
        v for v in _values(_messages(tmp_path, change), "transfer") if v["transfer_id"] == "A1"
    ]
    assert found["lapsed_on"] == date(2024, 4, 10)


def test_registered_purchase_without_a_day_is_counted_and_not_invented(tmp_path: Path) -> None:
    items = _messages(tmp_path, stand(Thing(parts=(*OLD, note("A1", part=None), company("B1")))))
    assert [v["kind"] for v in _values(items, "transfer")] == ["sale"]
    assert _notes(items)["registered purchases without a date"] == 1


def test_other_aantekening_is_no_purchase(tmp_path: Path) -> None:
    parts = (*OLD, note("A1", aard=("30", "Kwalitatieve verplichting")), *BOUGHT[1:])
    items = _messages(tmp_path, stand(Thing(parts=parts)))
    assert [v["kind"] for v in _values(items, "transfer")] == ["sale"]


def test_11_ended_parcel_names_its_successors(tmp_path: Path) -> None:
    filiation = (
        f"<OZ:ontstaanUitOZ><OZ:OnroerendeZaakFiliatie>{coded('OZ:aard', '20', 'Splitsen')}"
        f"<OZ:betreft>{ref('OZRef:PerceelRef', '113401985700001')}</OZ:betreft>"
        f"</OZ:OnroerendeZaakFiliatie></OZ:ontstaanUitOZ>"
    )
    children = [
        Thing(
            number=f"11340198570001{n}",
            parcel=("AKM01", "D", f"400{n}"),
            parts=OWN,
            more=filiation,
        )
        for n in (1, 2)
    ]
    ended = mutation(was=Thing(parts=OWN), day="2026-05-01", order=1)
    new = [mutation(becomes=t, day="2026-05-01", order=n) for n, t in enumerate(children, 2)]
    items = _messages(tmp_path, ended, *new)
    parcels = {str(v["parcel_id"]): v for v in _values(items, "parcel")}
    assert parcels["AKM01-D-3985"]["ended_on"] == date(2026, 5, 1)
    assert parcels["AKM01-D-3985"]["successor_ids"] == ["AKM01-D-4001", "AKM01-D-4002"]
    assert "ended_on" not in parcels["AKM01-D-4001"]
    old = [v for v in _values(items, "title") if v["parcel_id"] == "AKM01-D-3985"]
    assert [v["ended_on"] for v in old] == [date(2026, 5, 1)]
    assert _notes(items)["ended objects"] == 1


def test_deed_that_moved_the_old_parcel_is_not_told_again_at_the_new_one(tmp_path: Path) -> None:
    origin = f"<OZ:ontstaanUitOZ>{ref('OZRef:PerceelRef', '113401985700001')}</OZ:ontstaanUitOZ>"
    new = Thing(number="113401985700011", parcel=("AKM01", "D", "4001"), parts=OWN, more=origin)
    bought = mutation(was=Thing(parts=OLD), becomes=Thing(parts=OWN), day="2024-03-04")
    messages = [
        bought,
        mutation(was=Thing(parts=OWN), day="2026-05-01", order=1),
        mutation(becomes=new, day="2026-05-01", order=2),
    ]
    transfers = _values(_messages(tmp_path, *messages), "transfer")
    assert [v["transfer_id"] for v in transfers] == ["9001/AKM01-D-3985"]


def test_transfer_of_a_successor_keeps_a_registered_purchase_from_lapsing(tmp_path: Path) -> None:
    origin = f"<OZ:ontstaanUitOZ>{ref('OZRef:PerceelRef', '113401985700001')}</OZ:ontstaanUitOZ>"
    new = {"number": "113401985700011", "parcel": ("AKM01", "D", "4001"), "more": origin}
    sold = (right(), held("T9", "B1", kind="NietNatuurlijk"), deed("9001", signed="2024-05-01"))
    messages = [
        mutation(was=Thing(parts=(*OLD, *BOUGHT)), day="2024-04-01", order=1),
        mutation(becomes=Thing(parts=OLD, **new), day="2024-04-01", order=2),  # type: ignore[arg-type]
        mutation(
            was=Thing(parts=OLD, **new),  # type: ignore[arg-type]
            becomes=Thing(parts=(*sold, company("B1")), **new),  # type: ignore[arg-type]
            day="2024-05-02",
        ),
    ]
    found = {str(v["transfer_id"]): v for v in _values(_messages(tmp_path, *messages), "transfer")}
    assert "lapsed_on" not in found["A1"]


def test_wordt_only_is_new_and_its_titles_began_then(tmp_path: Path) -> None:
    new = Thing(parts=(right(), held("T1", "N1", part=None), human("N1")))
    (title,) = _values(_messages(tmp_path, mutation(becomes=new, day="2026-05-01")), "title")
    assert title["started_on"] == date(2026, 5, 1)


def test_order_within_a_day_is_by_volgnummer(tmp_path: Path) -> None:
    third = Thing(parts=(right(), held("T2", "N2", part="9002"), human("N2"), deed("9002")))
    first = mutation(was=Thing(parts=OLD), becomes=Thing(parts=OWN), order=1)
    second = mutation(was=Thing(parts=OWN), becomes=third, order=2)
    for messages in ((first, second), (second, first)):
        titles = {str(v["title_id"]): v for v in _values(_messages(tmp_path, *messages), "title")}
        assert [key for key in sorted(titles) if "ended_on" not in titles[key]] == ["T2"]


def test_of_several_stands_the_latest_counts(tmp_path: Path) -> None:
    older, newer = Thing(day="2026-09-01", parts=OLD), Thing(day="2026-10-01", parts=OWN)
    items = _messages(tmp_path, stand(newer), stand(older))
    assert [v["title_id"] for v in _values(items, "title")] == ["T1"]
    assert _ignored(items) == [("bericht2.xml", SUPERSEDED)]


def test_repeated_toestandsdatum_the_latest_counts(tmp_path: Path) -> None:
    twice = Thing(
        day="2026-08-01",
        parts=(*OLD, "<Snapshot:toestandsdatum>2026-10-01</Snapshot:toestandsdatum>"),
    )
    once = Thing(day="2026-09-01", parts=OWN)
    items = _messages(tmp_path, stand(twice), stand(once))
    assert [v["title_id"] for v in _values(items, "title")] == ["T0"]


def test_repeated_message_counts_once(tmp_path: Path) -> None:
    items = _messages(tmp_path, stand(Thing(parts=OWN)), stand(Thing(parts=OWN)))
    assert len(_values(items, "title")) == 1
    assert _ignored(items) == [("bericht2.xml", REPEATED)]


def test_messages_of_one_moment_that_differ_both_go_to_quarantine(tmp_path: Path) -> None:
    other = Thing(number="113401985700002", parcel=("AKM01", "D", "1"), parts=OWN)
    items = _messages(tmp_path, stand(Thing(parts=OWN)), stand(Thing(parts=OLD)), stand(other))
    assert [(q.file, q.reason) for q in quarantined(items)] == [
        ("bericht1.xml", CONFLICT),
        ("bericht2.xml", CONFLICT),
    ]
    assert len(_values(items, "parcel")) == 1


def test_message_after_as_of_does_not_exist(tmp_path: Path) -> None:
    later = mutation(was=Thing(parts=OWN), day="2026-11-02")
    items = _messages(tmp_path, stand(Thing(parts=OWN)), later)
    assert _ignored(items) == [("bericht2.xml", AFTER)]
    assert "ended_on" not in _values(items, "parcel")[0]


def test_stand_of_another_municipality_is_left_out(tmp_path: Path) -> None:
    items = _messages(
        tmp_path, stand(Thing(parts=OWN)), stand(Thing(parts=OLD), municipality="0484")
    )
    assert _ignored(items) == [("bericht2.xml", "other municipality")]


def test_attachment_has_a_day_and_ends_with_the_mutation_that_lifts_it(tmp_path: Path) -> None:
    seized = (*OLD, burden("Beslag", "K1", "9201"), deed("9201", signed=None, offered="2025-02-03"))
    on = stand(Thing(day="2026-01-01", parts=seized))
    off = mutation(was=Thing(parts=seized), becomes=Thing(parts=OLD), day="2026-06-01")
    (found,) = _values(_messages(tmp_path, on, off), "attachment")
    assert found["attachment_id"] == "K1"
    assert (found["started_on"], found["ended_on"]) == (date(2025, 2, 3), date(2026, 6, 1))


def test_attachment_without_a_day_is_counted(tmp_path: Path) -> None:
    items = _messages(tmp_path, stand(Thing(parts=(*OLD, burden("Beslag", "K1", None)))))
    assert _values(items, "attachment") == []
    assert _notes(items)["attachments without a date"] == 1


def test_split_right_is_counted_and_its_holders_are_not_guessed(tmp_path: Path) -> None:
    involved = ref("RRef:HoofdsplitsingRef", "HS1", "ID.HS1")
    main = (
        f'<R:Hoofdsplitsing id="ID.HS1"><R:identificatie domein="NL.IMKAD.X">HS1'
        f"</R:identificatie><R:heeftVerenigingVanEigenaren>"
        f"{ref('PRef:NietNatuurlijkPersoonRef', 'B1', 'ID.B1')}"
        f"</R:heeftVerenigingVanEigenaren></R:Hoofdsplitsing>"
    )
    split = right(more=f"<R:isBetrokkenBij>{involved}</R:isBetrokkenBij>")
    ground = Thing(parts=(split, main, company("B1", name="VvE Proefhof")))
    flat = Thing(number="113401985710009", apartment="9", parts=OWN, ring=None)
    items = _messages(tmp_path, stand(ground), stand(flat))
    assert [v["parcel_id"] for v in _values(items, "title")] == ["AKM01-D-3985-A-9"]
    notes = _notes(items)
    assert (notes["split rights"], notes["associations of owners"]) == (1, 1)
    assert "Proefhof" not in str(rows(items))


def test_sleeping_apartment_right_has_no_titles(tmp_path: Path) -> None:
    sleeping = "<OZ:indicatieSluimerend>true</OZ:indicatieSluimerend>"
    flat = Thing(number="113401985710009", apartment="9", parts=OWN, more=sleeping)
    items = _messages(tmp_path, stand(flat))
    assert _values(items, "title") == []
    assert _notes(items)["sleeping rights"] == 1


def test_object_without_address_has_the_point_of_its_parcel(tmp_path: Path) -> None:
    (title,) = _values(_messages(tmp_path, stand(Thing(parts=OWN, address=None))), "title")
    assert (title["x"], title["y"]) == (105_025.0, 468_020.0)


def test_parcels_are_named_by_number_when_the_titles_are(tmp_path: Path) -> None:
    items = _messages(tmp_path, stand(Thing(parts=OWN)), options={"parcel_id": "object_number"})
    assert {v["parcel_id"] for v in _values(items, "title")} == {"113401985700001"}
    assert _values(items, "parcel")[0]["parcel_id"] == "113401985700001"


def test_unknown_element_is_reported_by_name(tmp_path: Path) -> None:
    strange = "<R:Tijdelijk><R:identificatie>1</R:identificatie></R:Tijdelijk>"
    notes = _notes(_messages(tmp_path, stand(Thing(parts=(*OWN, strange)))))
    assert notes["unknown elements/Tijdelijk"] == 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        pytest.param("2024-03-01", "2024-02-31", "tijdstipOndertekening is not a date", id="31-02"),
        pytest.param("2024-03-01", "2024-13-01", "tijdstipOndertekening is not a date", id="month"),
        pytest.param(
            "AKM01", "Alkemade", "kadastraleAanduiding is not code", id="aanduiding by name"
        ),
        pytest.param("EPSG::28992", "EPSG::4326", "srsName is not EPSG:28992", id="other CRS"),
        pytest.param(
            "105050 468000", "105050 x", "coordinates that are no numbers", id="coordinates"
        ),
        pytest.param("450000", "veel", "bedrag is not an amount", id="price"),
    ],
)
def test_broken_value_sends_its_message_to_quarantine_and_the_rest_is_used(
    old: str, new: str, reason: str, tmp_path: Path
) -> None:
    bad = stand(Thing(parts=OWN, price=price())).replace(old, new)
    good = stand(Thing(number="113401985700002", parcel=("WBG00", "A", "1"), parts=OLD))
    items = _messages(tmp_path, bad, good)
    (found,) = quarantined(items)
    assert reason in found.reason
    assert found.raw is None
    assert len(_values(items, "parcel")) == 1


def test_messages_in_an_archive_are_read_where_they_stand(tmp_path: Path) -> None:
    archive = tmp_path / "GEBKX02-AKM01.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a/GEBKX02.xml", stand(Thing(parts=OWN)))
        made.writestr("__MACOSX/._GEBKX02.xml", b"\x00")
    items = _read(archive)
    assert len(_values(items, "title")) == 1
    assert {getattr(item, "file", "") for item in items if not isinstance(item, Note)} == {
        "GEBKX02-AKM01.zip!a/GEBKX02.xml"
    }


@pytest.mark.parametrize(
    ("name", "content", "error", "what"),
    [
        pytest.param("a.xml", b"", SourceChanged, "the file is empty", id="empty"),
        pytest.param("a.xml", b"<!DOCTYPE html><html>", SourceChanged, "page in HTML", id="HTML"),
        pytest.param(
            "a.xml", b'<!DOCTYPE a [<!ENTITY e "x">]><Stand>&e;</Stand>', SourceRefused,
            "DOCTYPE", id="doctype with an entity",
        ),
        pytest.param("a.xml", b"<Stand><a>", SourceChanged, r"a\.xml:1: XML is not", id="cut off"),
        pytest.param(
            "a.xml", b"<bagStand/>", SourceChanged, "root element bagStand is none of", id="BAG"
        ),
        pytest.param("a.xml", b"<Stand/>", SourceChanged, "without a snapshot", id="no snapshot"),
        pytest.param("a.json", b'{"a": ', SourceChanged, "not JSON, or cut off", id="JSON cut off"),
        pytest.param("a.json", b"[]", SourceChanged, "not a JSON object", id="list"),
        pytest.param(
            "a.json", b'{"kvkNummer": "1"}', SourceChanged,
            "neither a FeatureCollection nor an answer of BRK Bevragen; its keys: kvkNummer",
            id="KVK answer",
        ),
        pytest.param(
            "a.csv", b"PERCEEL;RECHT\n1;2\n", SourceChanged, "is read by the connector `table`",
            id="CSV of titles",
        ),
        pytest.param(
            "a.gpkg", b"SQLite format 3\x00rest", SourceChanged, "is no readable GeoPackage",
            id="broken GeoPackage",
        ),
    ],
)  # fmt: skip
def test_file_that_is_nothing_of_the_kadaster_is_refused_by_name(
    name: str, content: bytes, error: type[Exception], what: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(error, match=what):
        _read(file)


def test_one_broken_file_of_many_goes_to_quarantine(tmp_path: Path) -> None:
    files = write(tmp_path, stand(Thing(parts=OWN)))
    broken = tmp_path / "z.xml"
    broken.write_bytes(b"<Stand><a>")
    items = _read([*files, broken])
    (found,) = quarantined(items)
    assert (found.file, found.line) == ("z.xml", 1)
    assert "XML is not well-formed" in found.reason


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    files = write(
        tmp_path,
        stand(Thing(parts=OWN, price=price())),
        mutation(was=Thing(parts=OLD), becomes=Thing(parts=OWN), day="2024-03-04"),
    )
    assert _read(files) == _read(files[::-1])


@pytest.mark.parametrize(
    ("entry", "covered"),
    [
        pytest.param({}, {"parcel"}, id="files tell parcels"),
        pytest.param(
            {"options": {"whole": ["parcel", "title"]}}, {"parcel", "title"}, id="as told"
        ),
        pytest.param({"options": {"whole": []}}, set(), id="nothing whole"),
        pytest.param({"path": (), "url": "https://example.test"}, set(), id="a list of parcels"),
    ],
)
def test_source_covers_what_it_says_that_it_delivers_whole(
    entry: dict[str, object], covered: set[str]
) -> None:
    made = deliver.delivery(Path("x.gpkg"), id="brk", connector="parcels", **entry)
    assert find("parcels").covered(made.spec) == covered


def test_fixture_delivery_holds_what_the_outline_names() -> None:
    files = sorted((FIXTURES / "brk").glob("*.*"))
    items = _read([file for file in files if file.suffix in (".xml", ".json", ".geojson", ".gml")])
    tables = {row.table for row in rows(items)}
    assert tables == {"parcel", "title", "transfer", "attachment"}
    kinds = {v.get("kind") for v in _values(items, "transfer")}
    assert {"sale", "registered_purchase"} <= kinds
    assert any("lapsed_on" in v for v in _values(items, "transfer"))
    assert any("successor_ids" in v for v in _values(items, "parcel"))
    assert _notes(items)["masked persons"] == 1
    assert json.dumps(str(items)).count("999999990") == 0


@given(st.permutations(sorted(f for f in (FIXTURES / "brk").iterdir() if f.suffix != ".md")))
@settings(max_examples=10)
def test_files_in_any_order_give_the_same_rows(files: list[Path]) -> None:
    given_order = _read(files, options={"cadastral_municipalities": {"Proefland": "PRF00"}})
    in_order = _read(sorted(files), options={"cadastral_municipalities": {"Proefland": "PRF00"}})
    assert given_order == in_order


@given(st.lists(st.integers(0, 6), min_size=2, max_size=6))
@settings(max_examples=25)
def test_every_title_of_a_chain_of_sales_ends_when_the_next_begins(gaps: list[int]) -> None:
    """Sales on one day keep their order by volgnummer, whatever the number of days between."""
    day, order, messages = date(2024, 1, 1), 0, []
    states = [
        Thing(parts=(right(), held(f"T{n}", f"N{n}", part=None), human(f"N{n}")))
        for n in range(len(gaps) + 1)
    ]
    ends = []
    for number, gap in enumerate(gaps):
        day, order = (day + timedelta(days=gap), 1 if gap else order + 1)
        messages.append(
            mutation(was=states[number], becomes=states[number + 1], day=str(day), order=order)
        )
        ends.append(day)
    with TemporaryDirectory() as folder:
        items = _messages(Path(folder), *messages[::-1])
    titles = {str(v["title_id"]): v for v in _values(items, "title")}
    assert [titles[f"T{n}"].get("ended_on") for n in range(len(gaps) + 1)] == [*ends, None]
    assert sorted(str(v["signed_on"]) for v in _values(items, "transfer")) == list(map(str, ends))
