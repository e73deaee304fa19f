"""One cell to one value: numbers, truth values, lists and company numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.tabular.cells import converter, to_int, to_kvk, to_real
from connectors.tabular.sheet import text
from engine.sources_file import SourceSpec
from engine.tables import Column, Type

SPEC = SourceSpec(id="a", connector="table")


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("1250.5", ".", 1250.5),
        ("1250,5", ",", 1250.5),
        ("1.250,5", ",", 1250.5),
        ("1.250", ",", 1250.0),
        ("1.250.000,00", ",", 1_250_000.0),
        (" -12,5 ", ",", -12.5),
        ("+3", ".", 3.0),
        (7, ".", 7.0),
        (1.5, ",", 1.5),
    ],
)
def test_amount_is_read_by_its_decimal_sign(cell: object, decimal: str, number: float) -> None:
    assert to_real(cell, decimal) == number


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [
        ("1,250.5", "."),
        ("1,5", "."),
        ("1.5", ","),
        ("12.50,0", ","),
        ("1.25.000", ","),
        ("€ 5", ","),
        ("nan", "."),
        ("1e5", "."),
        ("", "."),
        (True, "."),
        (float("inf"), "."),
        ([1], "."),
        (None, "."),
        (b"1", "."),
        (date(2026, 1, 1), "."),
        ({}, "."),
        ("٣", "."),
    ],
)
def test_amount_in_another_notation_is_refused(cell: object, decimal: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        to_real(cell, decimal)


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_whole_number_of_64_bits_comes_back(number: int) -> None:
    assert to_int(str(number), ",") == number
    assert to_int(number, ".") == number


@given(st.integers(0, 10**15))
def test_thousands_may_be_grouped(number: int) -> None:
    assert to_int(f"{number:,}".replace(",", "."), ",") == number


@pytest.mark.parametrize("cell", ["12,00", "12", 12.0, "12,"])
def test_whole_number_may_have_empty_decimals(cell: object) -> None:
    assert to_int(cell, ",") == 12


@pytest.mark.parametrize("cell", ["12,5", 12.5, str(2**63), 2**63, True, "x", "1e3"])
def test_other_numbers_are_not_whole(cell: object) -> None:
    with pytest.raises(ValueError, match=r"not a|beyond 64 bits"):
        to_int(cell, ",")


@pytest.mark.parametrize("cell", ["12345678", " 12345678 ", 12345678, 12345678.0])
def test_company_number_of_8_digits_is_text(cell: object) -> None:
    assert to_kvk(cell) == "12345678"


@pytest.mark.parametrize("cell", ["1234567", 1234567, "12.345.678", "123456789", "1234567x"])
def test_company_number_of_another_length_is_never_padded(cell: object) -> None:
    with pytest.raises(ValueError, match="a KVK number has 8 digits, this has"):
        to_kvk(cell)


@pytest.mark.parametrize("name", ["applicant_kvk", "enterprise_id", "party_enterprise_id"])
def test_company_columns_are_checked_by_name(name: str) -> None:
    assert converter(Column(name), SPEC) is to_kvk


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("a; b;;c ", ["a", "b", "c"]),
        (["a", " b", None, ""], ["a", "b"]),
        (";", []),
        ([1, 2.0], ["1", "2"]),
    ],
)
def test_list_is_split_by_semicolons(cell: object, parts: list[str]) -> None:
    assert converter(Column("x", Type.LIST), SPEC)(cell) == parts


@pytest.mark.parametrize("cell", ["true", "Ja", 1, 0.0])
def test_only_a_truth_value_is_one(cell: object) -> None:
    with pytest.raises(ValueError, match="map the words under values"):
        converter(Column("x", Type.BOOL), SPEC)(cell)


@pytest.mark.parametrize("cell", [["a"], {"a": 1}, b"a"])
def test_object_is_no_text(cell: object) -> None:
    with pytest.raises(ValueError, match="not a text"):
        converter(Column("x"), SPEC)(cell)


@pytest.mark.parametrize(
    ("cell", "shown"), [(12.0, "12"), (12.5, "12.5"), (True, "true"), (" x ", "x"), (b"x", "")]
)
def test_text_of_a_typed_cell(cell: object, shown: str) -> None:
    assert text(cell) == shown


@pytest.mark.parametrize(
    ("cell", "parcel"),
    [
        ("AKM01 D 3985", "AKM01-D-3985"),
        ("AKM01D03985G0000", "AKM01-D-3985"),
        ("perceel 7", "perceel 7"),
    ],
)
def test_parcel_is_brought_to_one_spelling(cell: str, parcel: str) -> None:
    assert converter(Column("parcel_id"), SPEC)(cell) == parcel
