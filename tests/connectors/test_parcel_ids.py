"""Kadastrale aanduidingen in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import parcel_ids

CODES = st.from_regex(r"[A-Z]{3}[0-9]{2}", fullmatch=True)
SECTIONS = st.from_regex(r"[A-IK-Z]{1,2}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "parcel"),
    [
        pytest.param("AKM01 D 3985", "AKM01-D-3985", id="with blanks, as in announcements"),
        pytest.param("NMG00-B-5302", "NMG00-B-5302", id="with hyphens, as the Locatieserver"),
        pytest.param("NMG00-B-5316-A-9", "NMG00-B-5316-A-9", id="apartment with hyphens"),
        pytest.param("NMG00 B 5316 A9", "NMG00-B-5316-A-9", id="apartment as the API asks it"),
        pytest.param("AKM01D03985G0000", "AKM01-D-3985", id="one run of signs, a parcel"),
        pytest.param("AKM01D03985A0009", "AKM01-D-3985-A-9", id="one run of signs, an apartment"),
        pytest.param(" akm01 d 3985 ", "AKM01-D-3985", id="small letters and blanks around it"),
        pytest.param("ASD12 AB 1", "ASD12-AB-1", id="section of two letters"),
    ],
)
def test_every_spelling_becomes_one(text: str, parcel: str) -> None:
    assert parcel_ids.designation(text) == parcel
    assert parcel_ids.normalise(text) == parcel


@pytest.mark.parametrize(
    "text",
    ["", "AKM1 D 3985", "AKM01 J 3985", "AKM01 D 0", "AKM01 D 123456", "Alkemade D 3985", "D 3985"],
)
def test_what_is_no_aanduiding_stays_as_it_is(text: str) -> None:
    assert parcel_ids.designation(text) is None
    assert parcel_ids.normalise(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("11340398570000", "11340398570000"),
        ("NL.IMKAD.KadastraalObject.11340398570000", "11340398570000"),
        ("NL.IMKAD.KadastraalObject:113403985700001", "113403985700001"),
    ],
)
def test_number_of_an_object_loses_its_domain(text: str, number: str) -> None:
    assert parcel_ids.normalise(text) == number


@given(CODES, SECTIONS, st.integers(1, 99_999), st.none() | st.integers(1, 9999))
def test_parts_and_spellings_agree(
    code: str, section: str, number: int, apartment: int | None
) -> None:
    extra = None if apartment is None else f"{apartment:04}"
    made = parcel_ids.join(code, section, f"{number:05}", extra)
    assert made is not None
    assert parcel_ids.designation(made) == made
    assert parcel_ids.designation(parcel_ids.as_asked(made)) == made


@pytest.mark.parametrize("apartment", [None, "", "0", "0000"])
def test_apartment_zero_is_the_parcel_itself(apartment: str | None) -> None:
    assert parcel_ids.join("AKM01", "D", "03985", apartment) == "AKM01-D-3985"
