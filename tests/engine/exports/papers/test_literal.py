"""Texts as papers hold them: what cannot be seen is shown, and nothing else changes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exports.papers.literal import MAX_CELL, breakable, literal


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gewoon é € – ‘ja’", "gewoon é € – ‘ja’"),
        ("a\x00b", "a\\x00b"),
        ("‮abc", "\\u202eabc"),
        ("regel\r\nregel\ttab", "regel\nregel tab"),
        ("\ud800", "\\ud800"),
        ("niet afbreken", "niet afbreken"),
    ],
)
def test_what_cannot_be_seen_is_escaped(text: str, told: str) -> None:
    assert literal(text) == told


@given(st.text())
def test_every_text_can_stand_in_xml(text: str) -> None:
    hidden = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
    made = literal(text)
    assert [c for c in made if unicodedata.category(c) in hidden and c != "\n"] == []
    assert literal(made) == made


def test_text_beyond_a_cell_is_cut_and_says_so() -> None:
    assert literal("x" * MAX_CELL) == "x" * MAX_CELL
    assert literal("x" * (MAX_CELL + 1)).endswith(f"(ingekort: {MAX_CELL + 1} tekens)")


@given(st.text())
def test_places_to_break_change_nothing_that_is_seen(text: str) -> None:
    plain = text.replace("​", "")
    assert breakable(plain).replace("​", "") == plain


def test_long_word_can_break_and_a_short_one_cannot() -> None:
    assert "​" in breakable("x" * 31)
    assert "​" not in breakable("een zin met exploitatievergunningen erin")
