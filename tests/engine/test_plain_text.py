"""What a reader cannot see, and what looks like something else."""

import pytest

from engine import plain_text


@pytest.mark.parametrize(
    "sign",
    ["\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x1b", "\x85", "\u2028", "\x00"],
    ids=ascii,
)
def test_unseen_sign_is_named_with_its_line(sign: str) -> None:
    ((line, what),) = plain_text.hidden(f"a\nb{sign}c{sign}\n")
    assert (line, f"U+{ord(sign):04X}" in what) == (2, True)


def test_tabs_and_ends_of_lines_of_both_kinds_are_seen() -> None:
    assert list(plain_text.hidden("a\tb\r\nc\nd €\u00a0…")) == []


@pytest.mark.parametrize("sign", ["\u0430", "\u03bf", "\uff41", "\U0001d41a"], ids=ascii)
def test_letter_that_is_not_what_it_looks_like_is_named(sign: str) -> None:
    ((line, what),) = plain_text.foreign(f"x\n{sign}{sign}")
    assert (line, f"U+{ord(sign):04X}" in what) == (2, True)


def test_accent_apart_from_its_letter_is_named() -> None:
    assert [line for line, _ in plain_text.foreign("e\u0301")] == [1]
    assert list(plain_text.foreign("één ijs, µm², ½, ø, ß")) == []


def test_shown_text_is_one_line_of_what_can_be_seen() -> None:
    assert plain_text.shown("a\n\x1b[31m\u202eé\udcff") == "a\\n\\x1b[31m\\u202eé\\udcff"
