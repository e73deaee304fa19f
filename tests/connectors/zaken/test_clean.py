"""What never leaves an answer: the drop-list, staff, other people, addresses that end in a BSN."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import about
from connectors.about import Scope
from connectors.zaken.clean import clean
from tests.connectors.zaken.answers import Answer, case_object, page, role, zaak

NAMES = about.dropped("zgw", Scope.ALWAYS)
SECRET = "geheim-999990019"
BSN_URL = f"https://brp.example.nl/ingeschrevenpersonen/{SECRET}"
PERSON = "natuurlijk_persoon"


@pytest.mark.parametrize(
    "answer",
    [
        role(PERSON, {"inpBsn": SECRET, "geslachtsnaam": "X"}),
        role(PERSON, None, betrokkene=BSN_URL),
        role(PERSON, {"geslachtsnaam": SECRET}, omschrijvingGeneriek="belanghebbende"),
        role("medewerker", {"identificatie": SECRET}),
        role("organisatorische_eenheid", {"naam": SECRET}),
        role(PERSON, {}, authenticatieContext={"representee": {"identifier": SECRET}}),
        role(PERSON, {"verblijfsadres": {"gorOpenbareRuimteNaam": SECRET}}),
        role(PERSON, {}, contactpersoonRol={"naam": SECRET}),
        case_object(PERSON, {"geslachtsnaam": SECRET}),
        case_object("overige", {"overigeData": SECRET}),
        case_object("zakelijk_recht", {"heeftAlsGerechtigde": SECRET}),
        zaak(omschrijving=SECRET, toelichting=SECRET, kenmerken=[{"kenmerk": SECRET}]),
        zaak(verlenging={"reden": SECRET}),
        {"_request": {"body": {"betrokkeneIdentificatie": {"inpBsn": SECRET}}}},
    ],
)
def test_it_is_gone_at_every_depth(answer: Answer) -> None:
    for depth in (answer, page(answer), [answer], {"_expand": {"rollen": [answer]}}):
        assert SECRET not in str(clean(depth, NAMES))


def test_name_of_the_applicant_stays() -> None:
    found = clean(role(PERSON, {"inpBsn": SECRET, "geslachtsnaam": "Voorbeeld"}), NAMES)
    assert isinstance(found, dict)
    assert found["betrokkeneIdentificatie"] == {"geslachtsnaam": "Voorbeeld"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "url", "inpBsn", "betrokkeneType", "b"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_cleaning_twice_changes_nothing(value: object) -> None:
    once = clean(value, NAMES)
    assert clean(once, NAMES) == once
