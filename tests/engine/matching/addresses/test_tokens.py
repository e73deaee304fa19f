"""Texts taken apart: what nobody sees is gone, and glued words come loose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.matching.addresses.tokens import NUMBER, NUMBERED, POSTCODE, SIGN, WORD, cleaned, tokens


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Café-Straat", "cafe-straat"),
        ("Dĳk", "dijk"),
        ("１２Ａ", "12a"),
        ("a\u200bb\u200f", "ab"),
        ("'t Hof", "t hof"),
        ("R&amp;D", "r&d"),
        ("a<br/>b", "a,b"),
        ("a\nb;c|d", "a,b,c,d"),
        ("12.0", "12"),
        ("12 T/M 14", "12  tm  14"),
        ("12–14", "12-14"),
    ],
)
def test_text_is_cleaned(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("dijk 12", [WORD, NUMBER]),
        ("12a", [NUMBERED]),
        ("2371ab", [POSTCODE]),
        ("dorpsstraat12a", [WORD, NUMBERED]),
        ("2371abkaag", [POSTCODE, WORD]),
        ("12-14", [NUMBER, SIGN, NUMBER]),
    ],
)
def test_what_a_word_may_be(text: str, kinds: list[int]) -> None:
    assert [one.kind for one in tokens(text)] == kinds


@given(st.text(max_size=80))
def test_any_text_is_taken_apart_the_same_twice(text: str) -> None:
    clean = cleaned(text)
    assert tokens(clean) == tokens(clean)
    assert all(one.text and " " not in one.text for one in tokens(clean))
