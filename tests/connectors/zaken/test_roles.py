"""Applicants of cases: which party, and which of its numbers."""

from collections import Counter

import pytest

from connectors.zaken import roles
from tests.connectors.zaken.answers import Answer, role

PERSON, COMPANY, BRANCH = "natuurlijk_persoon", "niet_natuurlijk_persoon", "vestiging"
KVK = "https://kvk.example.nl/api/v1/basisprofielen/90000012"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            role(PERSON, {"voornamen": "Anna", "voorvoegselGeslachtsnaam": "van",
                          "geslachtsnaam": "Voorbeeld"}),
            {"name": "Anna van Voorbeeld"},
            id="person by first names",
        ),
        pytest.param(
            role(PERSON, {"voorletters": "A.B.", "geslachtsnaam": "Voorbeeld"}),
            {"name": "A.B. Voorbeeld"},
            id="person by initials",
        ),
        pytest.param(role(PERSON, {"voornamen": "Anna"}), {}, id="person without surname"),
        pytest.param(
            role(PERSON, {}, afwijkendeNaamBetrokkene="A. Voorbeeld"),
            {"name": "A. Voorbeeld"},
            id="person by another name",
        ),
        pytest.param(
            role(COMPANY, {"innNnpId": "123456782", "statutaireNaam": "Proef B.V."}),
            {"name": "Proef B.V."},
            id="a RSIN is no KVK number",
        ),
        pytest.param(role(COMPANY, {"innNnpId": "90000012"}), {}, id="KVK number as RSIN"),
        pytest.param(
            role(COMPANY, {"kvkNummer": "900012"}), {}, id="KVK number that lost its zeros"
        ),
        pytest.param(role(COMPANY, None, betrokkene=KVK), {"kvk": "90000012"}, id="by address"),
        pytest.param(
            role(COMPANY, {}, betrokkene="https://x.nl/klanten/4"), {}, id="by another address"
        ),
        pytest.param(
            role(BRANCH, {"kvkNummer": "90000012", "handelsnaam": ["", "De Proef"]}),
            {"kvk": "90000012", "name": "De Proef"},
            id="branch",
        ),
        pytest.param(role("medewerker", {"achternaam": "X"}), {}, id="staff"),
        pytest.param(
            role(PERSON, {"geslachtsnaam": "X"}, omschrijvingGeneriek="belanghebbende"),
            {},
            id="somebody else",
        ),
    ],
)  # fmt: skip
def test_applicant_of_a_role(given: Answer, expected: dict[str, str]) -> None:
    assert roles.party([given], {}, Counter()) == expected


@pytest.mark.parametrize(
    ("key", "number", "what"),
    [
        ("innNnpId", "90000012", "innNnpId: 8 characters in place of 9 digits"),
        ("vestigingsNummer", "87654321", "vestigingsNummer: 8 characters in place of 12 digits"),
        ("kvkNummer", "1234567", "kvkNummer: not 8 digits"),
    ],
)
def test_odd_number_is_flagged(key: str, number: str, what: str) -> None:
    counts: Counter[str] = Counter()
    roles.party([role(BRANCH, {key: number})], {}, counts)
    assert counts[f"numbers of applicants/{what}"] == 1


def test_one_who_gave_a_mandate_goes_before_one_who_has_it() -> None:
    given = [
        role(PERSON, {"geslachtsnaam": "Bureau"}, "1", indicatieMachtiging="gemachtigde"),
        role(PERSON, {"geslachtsnaam": "Eigenaar"}, "2", indicatieMachtiging="machtiginggever"),
    ]
    counts: Counter[str] = Counter()
    assert roles.party(given, {}, counts) == roles.party(given[::-1], {}, Counter())
    assert roles.party(given, {}, counts) == {"name": "Eigenaar"}
    assert counts["cases with several applicants"] == 2


def test_role_without_generic_name_has_that_of_its_type() -> None:
    url = "https://zaken.example.nl/catalogi/api/v1/roltypen/1"
    given = role(PERSON, {"geslachtsnaam": "X"}, omschrijvingGeneriek="", roltype=url)
    types = {url: {"url": url, "omschrijvingGeneriek": "initiator"}}
    assert roles.party([given], types, Counter()) == {"name": "X"}
    assert roles.party([given], {}, Counter()) == {}
