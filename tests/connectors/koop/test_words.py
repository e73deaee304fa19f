"""Words of titles: status, kind, case number and days."""

from datetime import date
from typing import Any

import pytest

from connectors.koop import tables, words
from connectors.koop.publications import Form, Publication
from engine.settings import SHIPPED_RULES

TABLES = tables.load(SHIPPED_RULES)


def _notice(title: str, text: str = "", **fields: Any) -> Publication:
    given = {"publication_id": "gmb-2026-1", "published_on": date(2026, 9, 1), **fields}
    return Publication("a.xml", 1, Form.SRU, title=title, text=text, **given)


def _status(title: str, text: str = "") -> words.Status:
    return words.status_of(_notice(title, text), TABLES)


@pytest.mark.parametrize(
    ("title", "rule", "status", "flag"),
    [
        ("Vergunning van rechtswege verleend", "2", "granted", "operation_of_law"),
        ("Verlenging beslistermijn van de aanvraag", "3", "requested", "term_moved"),
        ("Beslistermijn verlengd aanvraag", "3", "requested", "term_moved"),
        ("Buiten behandeling laten aanvraag", "4", "lapsed", "not_processed"),
        ("Aanvraag is vergunningsvrij", "5", "requested", "permit_free"),
        ("Vergunningvrij bouwwerk, aanvraag", "5", "requested", "permit_free"),
        ("Ingetrokken aanvraag omgevingsvergunning", "6", "withdrawn", ""),
        ("Aanvraag omgevingsvergunning ingetrokken", "6", "withdrawn", ""),
        ("Intrekking omgevingsvergunning", "7", "revoked", ""),
        ("Verleende vergunning ingetrokken", "7", "revoked", ""),
        ("Geweigerde omgevingsvergunning", "8", "refused", ""),
        ("Vergunning niet verleend", "8", "refused", ""),
        ("Ontwerpbesluit omgevingsvergunning", "9", "requested", "draft"),
        ("Voornemen tot verkoop", "9", "requested", "draft"),
        ("VERLEENDE omgevingsvergunning", "10", "granted", ""),
        ("Vergunningverlening evenement", "10", "granted", ""),
        ("Geaccepteerde melding", "11", "notified", "accepted"),
        ("Ingekomen melding sloop", "12", "notified", ""),
        ("Sloopmelding Dorpsstraat", "12", "notified", ""),
        ("Ingediende aanvraag", "13", "requested", "application"),
        ("Ontvangen verzoek", "13", "requested", "application"),
        ("Verordening leges", None, None, ""),
        ("Verlenging van de Dorpsstraat", None, None, ""),
        ("Vermelding in het register", None, None, ""),
        ("Dienstverlening in de bibliotheek", None, None, ""),
        ("Omgevingsvergunning Dorpsstraat 12", None, None, ""),
    ],
)
def test_first_rule_that_hits_gives_the_status(
    title: str, rule: str | None, status: str | None, flag: str
) -> None:
    found = _status(title)
    assert (found.rule, found.word, found.flag) == (rule, status, flag)


def test_words_that_decided_are_kept() -> None:
    assert _status("Kennisgeving Verleende vergunning").text == "Verleende"


def test_second_text_decides_when_the_title_says_nothing() -> None:
    assert _status("Dorpsstraat 12", "Verleende vergunning").word == "granted"


def test_texts_that_disagree_make_the_status_unknown_and_are_both_kept() -> None:
    found = _status("Ingetrokken aanvraag", "Verlenging beslistermijn aanvraag")
    assert (found.word, found.rule, found.disagree) == (None, None, True)
    assert found.text == "Ingetrokken aanvraag | Verlenging beslistermijn"


def test_rectification_says_behind_that_word_what_it_corrects() -> None:
    found = _status("Rectificatie: verleende vergunning (gmb-2026-7)")
    assert (found.word, found.rectifies) == ("granted", True)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rectificatie van gmb-2026-7, vergunning", "gmb-2026-7"),
        ("Rectificatie Gemeenteblad 2026, nr. 7", "gmb-2026-7"),
        ("Rectificatie van gmb-2026-1", None),
        ("Rectificatie vergunning", None),
    ],
)
def test_corrected_publication_is_read_where_it_is_named(title: str, expected: str | None) -> None:
    assert words.corrected(_notice(title)) == expected


@pytest.mark.parametrize(
    ("title", "fields", "notice", "permit"),
    [
        ("Verleende vergunning", {"activities": ("bouwen",)}, "permit_decision", "building"),
        ("Ingekomen aanvraag", {"activities": ("slopen",)}, "permit_request", "demolition"),
        (
            "Ingekomen melding",
            {"activities": ("milieu",)},
            "notification",
            "environment_notification",
        ),
        ("Verleende vergunning", {"activities": ("milieu",)}, "permit_decision", "environment"),
        (
            "Aanvraag: huisvesten van arbeidsmigranten",
            {"activities": ("ruimtelijke ordening",)},
            "permit_request",
            "housing_migrants",
        ),
        ("Melding feest", {"rubrics": ("evenementenvergunning",)}, "notification", "event"),
        ("Verleende", {"rubrics": ("drank- en horecavergunning",)}, "permit_decision", "other"),
        (
            "Last onder bestuursdwang",
            {"rubrics": ("overige overheidsinformatie",)},
            "enforcement",
            None,
        ),
        ("Verleende verkeersmaatregel", {"rubrics": ("andere beschikking",)}, "traffic", None),
        ("Vaststelling", {"rubrics": ("bestemmingsplan",)}, "policy", None),
        ("Verleende evenementenvergunning", {}, "permit_decision", "event"),
        ("Omgevingsvergunning Dorpsstraat", {"rubrics": ("omgevingsvergunning",)}, None, None),
        ("Iets", {}, None, None),
    ],
)
def test_kind_comes_from_rubriek_activity_and_title_together(
    title: str, fields: dict[str, Any], notice: str | None, permit: str | None
) -> None:
    publication = _notice(title, **fields)
    found = words.kind_of(publication, words.status_of(publication, TABLES), TABLES)
    assert (found.notice, found.permit) == (notice, permit)


def test_rubriek_that_no_row_has_is_reported_by_name() -> None:
    publication = _notice("Verleende", rubrics=("gildebrief",), activities=("graven",))
    found = words.kind_of(publication, words.Status(), TABLES)
    assert found.unlisted == ("rubric not listed/gildebrief", "activity not listed/graven")


def _number(title: str, text: str = "", *, creator: str = "", **fields: Any) -> str | None:
    found = words.number_of(
        _notice(title, text, **fields), TABLES, municipality="1884", creator=creator
    )
    return None if found is None else found.case_id


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Molenweg 9 - 1884628096", "kb1884:1884628096", id="ten digits"),
        pytest.param("Herenweg 22, 616440", "kb6:616440", id="six digits"),
        pytest.param("BBQ 15 Juni 2024 -633461", "kb6:633461", id="glued to a hyphen"),
        pytest.param("(zaaknr. 524685)", "kb6:524685", id="with its name"),
        pytest.param("te Woubrugge, W2023/083", "kbw:W2023/083", id="W"),
        pytest.param("Verzoeklocatie 2024042901410", None, id="DSO number"),
        pytest.param("Verzoeklocatie 2024042901410 - 1884649113", "kb1884:1884649113", id="both"),
        pytest.param("zaaknummer Z/26/123456", "other:Z/26/123456", id="other system"),
        pytest.param("Molenweg 9", None, id="none"),
    ],
)
def test_case_number_has_its_family(title: str, expected: str | None) -> None:
    assert _number(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Verleend, Dorpsstraat 12, 123456", "other:123456"),
        ("Verleend (Z2026-00012345)", "other:Z2026-00012345"),
        ("OMV-2026-0012 Dorpsstraat", "other:OMV-2026-0012"),
        ("Dossiernummer: 4711", "other:4711"),
        ("Dorpsstraat 12, 2451 AA Leimuiden", None),
    ],
)
def test_numbers_of_another_municipality_are_of_no_known_family(
    title: str, expected: str | None
) -> None:
    assert _number(title, creator="Elders") == expected
    assert _number(title, **{"creator": "Elders"}) == expected


def test_water_board_has_a_family_of_its_own() -> None:
    title = "Publicatie toestemming 2023-023251 brug"
    assert _number(title, publication_id="wsb-2024-10821") == "wsb:2023-023251"


def test_reference_of_the_form_goes_before_the_title() -> None:
    assert _number("Molenweg 9 - 1884628096", reference="1884000001") == "kb1884:1884000001"
    assert _number("Molenweg 9", reference="A 7") == "other:A 7"


def test_body_is_looked_at_only_for_a_number_with_its_name() -> None:
    assert _number("Molenweg 9", body="Bel 071 3327272. Kenmerk: Z/26/77.") == "other:Z/26/77"
    assert _number("Molenweg 9", body="Op 1884628096 volgt 123456") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Verzonden naar aanvrager op: 12 mei 2026; Kenmerk Z/26/1",
            {"decided_on": date(2026, 5, 12)},
        ),
        ("Besluitdatum: 01-06-2026", {"decided_on": date(2026, 6, 1)}),
        ("Ontvangen op 3 april 2026", {"requested_on": date(2026, 4, 3)}),
        ("Verzonden op 31 april 2026", {}),
        ("binnen 6 weken", {}),
    ],
)
def test_days_that_the_text_states(text: str, expected: dict[str, date]) -> None:
    assert words.days_of(_notice("Verleende vergunning", text)) == expected
