"""Answers of BRK Bevragen: rows like those of messages, and the traps of the API."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from connectors.brk.timeline import CONFLICT, REPEATED, SUPERSEDED
from connectors.delivery import Ignored, Item, Note, Used
from engine.errors import SourceChanged
from tests.connectors import deliver
from tests.connectors.brk.replies import (
    BSN,
    OBJECT,
    asked,
    holder,
    listed,
    owner,
    thing,
    write,
)
from tests.connectors.deliver import FIXTURES, quarantined, rows

CODES = {"cadastral_municipalities": {"Proefland": "PRF00"}}


def _read(folder: Path, *answers: Mapping[str, object], **options: object) -> list[Item]:
    return deliver.read(
        write(folder, *answers), id="brk", connector="parcels", delivered_on="2026-10-31",
        options={**CODES, **options},
    )  # fmt: skip


def _values(items: list[Item], table: str) -> list[Mapping[str, object]]:
    return [row.values for row in rows(items, table)]


def _notes(items: list[Item]) -> dict[str, int | str]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


def test_recorded_shape_gives_parcel_titles_and_transfer() -> None:
    files = sorted((FIXTURES / "brk").glob("bevragen_*.json"))
    items = deliver.read(
        files, id="brk", connector="parcels", delivered_on="2026-10-31", options=CODES
    )
    assert _values(items, "parcel")[0]["parcel_id"] == "PRF00-B-12"
    person, company = _values(items, "title")
    assert (person["share"], person["holder_name"]) == ("1/2", "Dirk Droomster")
    assert "holder_id" not in person
    assert (company["holder_kvk"], company["holder_kind"]) == ("99000020", "legal")
    (transfer,) = _values(items, "transfer")
    assert transfer["signed_on"] == date(2015, 2, 10)
    assert (transfer["kind"], transfer["price_eur"], transfer["mortgage_eur"]) == ("sale", 185e3, 0)


def test_number_of_a_registered_person_is_nowhere(tmp_path: Path) -> None:
    partner = {"identificatie": BSN, "omschrijving": "Bea", "type": "kadaster_natuurlijk_persoon"}
    told = owner()
    told["tenaamstelling"] = {"betrokkenPartner": partner}
    items = _read(tmp_path, thing(), listed("zakelijkGerechtigden", told))
    assert BSN not in str(items)
    assert "Bea" not in str(items)


def test_number_of_a_person_without_a_type_may_be_a_bsn_and_is_dropped(tmp_path: Path) -> None:
    told = owner(persoon={"identificatie": BSN, "omschrijving": "Dirk Droomster"})
    items = _read(tmp_path, thing(), listed("zakelijkGerechtigden", told))
    assert BSN not in str(items)
    assert "holder_kind" not in _values(items, "title")[0]


def test_person_of_the_kadaster_is_its_reference(tmp_path: Path) -> None:
    person = {"identificatie": "46299338", "type": "kadaster_natuurlijk_persoon"}
    items = _read(tmp_path, thing(), listed("zakelijkGerechtigden", owner(persoon=person)))
    assert _values(items, "title")[0]["holder_id"] == "46299338"


@pytest.mark.parametrize("mask", ["geheimhoudingPersoonsgegevens", "indicatieGeheim"])
def test_masked_person_has_no_name_anywhere(mask: str, tmp_path: Path) -> None:
    person = {"type": "ingeschreven_natuurlijk_persoon", "omschrijving": "Dirk Droomster"}
    told = owner(persoon={**person, mask: True})
    items = _read(tmp_path, thing(), listed("zakelijkGerechtigden", told))
    assert "Droomster" not in str(items)
    assert _notes(items)["masked persons"] == 1


def test_price_that_is_left_out_is_not_zero(tmp_path: Path) -> None:
    items = _read(tmp_path, thing(koopsom=None), listed("zakelijkGerechtigden", owner()))
    (transfer,) = _values(items, "transfer")
    assert "price_eur" not in transfer
    assert "kind" not in transfer


def test_price_for_more_objects_is_never_divided(tmp_path: Path) -> None:
    told = {"koopsom": 1, "koopjaar": 2015, "indicatieMetMeerObjectenVerkregen": True}
    items = _read(tmp_path, thing(koopsom=told), listed("zakelijkGerechtigden", owner()))
    assert "price_eur" not in _values(items, "transfer")[0]
    assert _notes(items)["prices that cover more objects"] == 1


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        pytest.param((listed("hypotheken"),), 0.0, id="an empty list is none"),
        pytest.param((), None, id="not asked is unknown"),
        pytest.param(
            (listed("hypotheken", {"identificatie": "1", "bedragZekerheidsstelling": {"som": 5}}),),
            None,
            id="without a day is unknown",
        ),
    ],
)
def test_mortgage_is_zero_only_when_the_list_says_so(
    lists: tuple[Mapping[str, object], ...], expected: float | None, tmp_path: Path
) -> None:
    items = _read(tmp_path, thing(), listed("zakelijkGerechtigden", owner()), *lists)
    assert _values(items, "transfer")[0].get("mortgage_eur") == expected


@pytest.mark.parametrize(
    ("told", "columns"),
    [
        ({"jaar": 1976}, {"started_on_partial": "1976"}),
        ({"jaar": 1976, "maand": 5}, {"started_on_partial": "1976-05"}),
        ({"jaar": 1976, "maand": 5, "dag": 3}, {"started_on": date(1976, 5, 3)}),
        ({"datum": "1976-05-03", "jaar": 1976}, {"started_on": date(1976, 5, 3)}),
        ("2024-02-29", {"started_on": date(2024, 2, 29)}),
        ({}, {}),
    ],
)
def test_partial_day_keeps_its_precision(
    told: object, columns: dict[str, object], tmp_path: Path
) -> None:
    items = _read(tmp_path, thing(), listed("zakelijkGerechtigden", owner(aanvangsdatum=told)))
    (title,) = _values(items, "title")
    assert {key: value for key, value in title.items() if "started" in key} == columns


def test_split_right_is_told_and_holders_are_not_guessed(tmp_path: Path) -> None:
    answer = listed("zakelijkGerechtigden", gesplitstZakelijkRecht="eigenaar")
    items = _read(tmp_path, thing(), answer)
    assert _values(items, "title") == []
    assert _notes(items)["split rights"] == 1


def test_sleeping_right_has_no_titles(tmp_path: Path) -> None:
    items = _read(
        tmp_path, thing(indicatieSluimerend=True), listed("zakelijkGerechtigden", owner())
    )
    assert _values(items, "title") == []
    assert _notes(items)["sleeping rights"] == 1


def test_ended_parcel_without_a_day_gives_no_titles_that_look_current(tmp_path: Path) -> None:
    into = {"kadastraalOnroerendeZaken": [{"identificatie": "113401985700021"}]}
    gone = thing(indicatieVervallen=True, isOvergegaanIn=into)
    items = _read(tmp_path, gone, listed("zakelijkGerechtigden", owner()))
    assert rows(items) == []
    assert _notes(items)["ended objects without a date"] == 1


def test_ended_parcel_with_a_day_names_its_successor(tmp_path: Path) -> None:
    into = [{"kadastraalOnroerendeZaakIdentificatie": "113401985700021"}]
    gone = thing(indicatieVervallen=True, einddatum="2026-05-01", isOvergegaanIn=into)
    items = _read(tmp_path, gone, listed("zakelijkGerechtigden", owner()))
    (parcel,) = _values(items, "parcel")
    assert (parcel["ended_on"], parcel["successor_ids"]) == (
        date(2026, 5, 1),
        ["113401985700021"],
    )
    assert _values(items, "title")[0]["ended_on"] == date(2026, 5, 1)


def test_attachment_has_the_day_of_its_deed_when_that_is_delivered(tmp_path: Path) -> None:
    seized = {"identificatie": "9", "stukIdentificaties": ["s1"], "beslagleggers": []}
    stuk = {"identificatie": "s1", "tijdstipAanbieding": "2025-02-03T09:00:00+01:00"}
    items = _read(tmp_path, thing(), listed("beslagen", seized), stuk)
    (found,) = _values(items, "attachment")
    assert (found["attachment_id"], found["started_on"]) == ("9", date(2025, 2, 3))


@pytest.mark.parametrize(
    ("number", "day"),
    [("20250203000007", date(2025, 2, 3)), ("18050329018096", None), ("20251399000001", None)],
)
def test_attachment_without_a_day_goes_to_quarantine_unless_the_number_may_say_it(
    number: str, day: date | None, tmp_path: Path
) -> None:
    seized = {"identificatie": "9", "stukIdentificaties": [number], "beslagleggers": []}
    answers = (thing(), listed("beslagen", seized))
    (bad,) = quarantined(_read(tmp_path, *answers))
    assert "options.deed_number_dates" in bad.reason
    found = _values(_read(tmp_path, *answers, deed_number_dates=True), "attachment")
    assert [v["started_on"] for v in found] == ([] if day is None else [day])


def test_registered_purchase_lapses(tmp_path: Path) -> None:
    noted = {
        "identificatie": "n1",
        "aard": {"code": "7", "waarde": "Koopovereenkomst, art. 7:3 BW en 10 WVG"},
        "omschrijving": "Jan Geheim",
        "einddatum": "2025-08-03",
        "stukIdentificaties": ["20250203000008"],
    }
    items = _read(
        tmp_path, thing(), listed("privaatrechtelijkeBeperkingen", noted), deed_number_dates=True
    )
    (found,) = _values(items, "transfer")
    assert (found["kind"], found["signed_on"]) == ("registered_purchase", date(2025, 2, 3))
    assert found["lapsed_on"] == date(2025, 8, 3)
    assert "Geheim" not in str(items)


@pytest.mark.parametrize(
    ("told", "options", "parcel"),
    [
        ("Proefland B 12", {}, "PRF00-B-12"),
        ("proefland B 12 A3", {}, "PRF00-B-12-A-3"),
        ("PRF00 B 12", {}, "PRF00-B-12"),
        ("'s Elders B 12", {"parcel_id": "object_number"}, OBJECT),
    ],
)
def test_parcel_is_named_by_town_with_the_five_signs_of_the_options(
    told: str, options: dict[str, object], parcel: str, tmp_path: Path
) -> None:
    items = _read(tmp_path, thing(kadastraleAanduiding=told), **options)
    assert _values(items, "parcel")[0]["parcel_id"] == parcel


def test_town_without_five_signs_sends_the_object_and_what_is_on_it_to_quarantine(
    tmp_path: Path,
) -> None:
    other = thing(identificatie="113401985700099", kadastraleAanduiding="Elders B 1")
    items = _read(tmp_path, other, thing())
    (bad,) = quarantined(items)
    assert "kadastrale gemeente Elders has no five signs" in bad.reason
    assert bad.record_id == "113401985700099"
    assert len(_values(items, "parcel")) == 1


def test_aanduiding_that_was_asked_for_names_the_others_of_that_answer(tmp_path: Path) -> None:
    flat = thing(identificatie="113401985710003", kadastraleAanduiding="Elders B 12 A3")
    ground = thing(kadastraleAanduiding="Elders B 12")
    answer = asked(listed("kadastraalOnroerendeZaken", ground, flat), parcel="ELD00-B-12")
    assert [v["parcel_id"] for v in _values(_read(tmp_path, answer), "parcel")] == [
        "ELD00-B-12",
        "ELD00-B-12-A-3",
    ]


def test_holder_of_an_object_that_is_not_delivered_goes_to_quarantine(tmp_path: Path) -> None:
    other = thing(identificatie="113401985700099")
    items = _read(tmp_path, other, listed("zakelijkGerechtigden", owner()))
    (bad,) = quarantined(items)
    assert bad.reason == "no answer about its object in the delivery: fetch that one too"


def test_holders_embedded_in_their_object_are_read(tmp_path: Path) -> None:
    items = _read(tmp_path, thing(_embedded={"zakelijkGerechtigden": [owner()]}))
    assert len(_values(items, "title")) == 1


def test_newest_answer_counts_and_equal_ones_collapse(tmp_path: Path) -> None:
    answers = [
        asked(thing(koopsom=None), on="2026-10-01"),
        asked(thing(), on="2026-10-20"),
        asked(listed("zakelijkGerechtigden", owner()), object=OBJECT, on="2026-10-20"),
        asked(listed("zakelijkGerechtigden", owner()), object=OBJECT, on="2026-10-20"),
    ]
    for order in (answers, answers[::-1]):
        items = _read(tmp_path, *order)
        assert _values(items, "transfer")[0]["price_eur"] == 185_000
        found = sorted(item.reason for item in items if isinstance(item, Ignored))
        assert found == sorted([SUPERSEDED, REPEATED])


def test_two_answers_that_differ_and_say_no_day_both_go_to_quarantine(tmp_path: Path) -> None:
    other = thing(identificatie="113401985700099", kadastraleAanduiding="Proefland B 13")
    items = _read(tmp_path, thing(), thing(koopsom=None), other)
    assert [bad.reason for bad in quarantined(items)] == [CONFLICT, CONFLICT]
    assert len(_values(items, "parcel")) == 1


def test_error_body_goes_to_quarantine_with_its_code(tmp_path: Path) -> None:
    fault = {"title": "Niet gevonden", "status": 404, "code": "notFound", "detail": "Dirk"}
    items = _read(tmp_path, thing(), fault)
    assert [bad.reason for bad in quarantined(items)] == ["the service answered an error: notFound"]
    with pytest.raises(SourceChanged, match="notFound"):
        _read(tmp_path, fault)


def test_unknown_key_is_reported_by_name_and_not_kept(tmp_path: Path) -> None:
    items = _read(tmp_path, thing(nieuw="geheim"), listed("hypotheken"))
    assert _notes(items)["unknown keys/kadastraalOnroerendeZaken/nieuw"] == 1
    assert "geheim" not in str(items)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"aanvangsdatum": "2015-02-30"}, "not a date that exists", id="date"),
        pytest.param({"aanvangsdatum": 2015}, "aanvangsdatum is not a date", id="number"),
        pytest.param({"identificatie": None}, "without identificatie", id="no id"),
        pytest.param({"tenaamstelling": []}, "tenaamstelling is not an object", id="list"),
        pytest.param(
            {"tenaamstelling": {"aandeel": {"teller": 1.5, "noemer": 2}}}, "aandeel", id="share"
        ),
    ],
)
def test_broken_holder_goes_to_quarantine_and_the_rest_is_used(
    changes: dict[str, object], reason: str, tmp_path: Path
) -> None:
    items = _read(
        tmp_path, thing(), listed("zakelijkGerechtigden", holder(), holder("3", **changes))
    )
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert len(_values(items, "title")) == 1
    assert sum(isinstance(item, Used) for item in items) == 2
