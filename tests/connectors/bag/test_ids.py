"""Ids that lost their zeros come back only as ids of their own type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.bag.codes import DIGITS
from connectors.bag.ids import BadId, municipality_code, object_id

WITH_DIGITS = sorted(code for code, digits in DIGITS.items() if digits)


@given(
    code=st.sampled_from(WITH_DIGITS),
    municipality=st.integers(1, 9999),
    number=st.integers(0, 10**10 - 1),
)
def test_any_number_of_lost_zeros_comes_back(code: str, municipality: int, number: int) -> None:
    whole = f"{municipality:04d}{DIGITS[code]}{number:010d}"
    assert object_id(whole.lstrip("0"), code) == whole


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("0221200000330151", "VBO", id="other type"),
        pytest.param("2212000003301", "NUM", id="padding gives no such type"),
        pytest.param("02212000003301511", "NUM", id="17 digits"),
        pytest.param("022120000033015a", "NUM", id="letter"),
        pytest.param("", "NUM", id="empty"),
        pytest.param("٠٢٢١٢٠٠٠٠٠٣٣٠١٥١", "NUM", id="other digits"),
        pytest.param("10500", "WPL", id="five digits"),
        pytest.param("NL.IMBAG.Pand.0106100000000000", "PND", id="with namespace"),
    ],
)
def test_anything_else_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadId, match="identificatie"):
        object_id(text, code)


@pytest.mark.parametrize(("text", "whole"), [("34", "0034"), ("1884", "1884")])
def test_codes_of_four_digits(text: str, whole: str) -> None:
    assert municipality_code(text) == object_id(text, "WPL") == whole


@pytest.mark.parametrize("text", ["", "18840", "GM1884"])
def test_a_gemeentecode_is_four_digits(text: str) -> None:
    with pytest.raises(BadId, match="gemeentecode"):
        municipality_code(text)
