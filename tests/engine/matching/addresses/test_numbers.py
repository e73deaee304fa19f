"""House numbers: letters and additions, ranges, and what belongs to something else."""

import pytest

from engine.matching.addresses import weighing
from engine.matching.addresses.numbers import plain_suffix, read_house
from engine.matching.addresses.tokens import cleaned, tokens
from engine.settings import SHIPPED_RULES

WEIGHING = weighing.load(SHIPPED_RULES)


@pytest.mark.parametrize(
    ("text", "number", "suffix", "upto"),
    [
        ("12", 12, "", None),
        ("0012", 12, "", None),
        ("12a", 12, "A", None),
        ("12 - a - 1", 12, "A1", None),
        ("12 a bis", 12, "ABIS", None),
        ("12/1", 12, "1", None),
        ("12-14", 12, "14", (14, "")),
        ("12/14", 12, "14", (14, "")),
        ("12-99", 12, "99", None),
        ("12 t/m 14", 12, "", (14, "")),
        ("12a en 12c", 12, "A", (12, "C")),
        ("12 + 14", 12, "", (14, "")),
        ("12, 14", 12, "", (14, "")),
        ("12a, de bilt", 12, "A", None),
        ("12 nr", 12, "", None),
        ("12 te kaag", 12, "", None),
        ("12 1e verdieping", 12, "", None),
        ("12 straatweg", 12, "", None),
    ],
)
def test_number_with_what_belongs_to_it(
    text: str, number: int, suffix: str, upto: tuple[int, str] | None
) -> None:
    house = read_house(tokens(cleaned(text)), 0, frozenset(), WEIGHING)
    assert house is not None
    assert (house.number, house.suffix, house.upto) == (number, suffix, upto)


def test_number_ends_where_something_else_begins() -> None:
    house = read_house(tokens("12 a 2371ab"), 0, frozenset({1}), WEIGHING)
    assert house is not None
    assert (house.suffix, house.end) == ("", 1)


def test_zero_is_no_house() -> None:
    assert read_house(tokens("000"), 0, frozenset(), WEIGHING) is None


@pytest.mark.parametrize(
    ("suffix", "plain"), [("A01", "A1"), ("K004", "K4"), ("10", "10"), ("", "")]
)
def test_zeros_before_a_number_do_not_tell(suffix: str, plain: str) -> None:
    assert plain_suffix(suffix) == plain
