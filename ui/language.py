"""The language of the pages: Dutch as the code has it, or English from the catalogue.

The catalogue `ui/english.po` has the English of every Dutch text that is marked by `tr`, `tr_many`,
`mark` or `sentence`, of the months, and of the fixed words of `engine.exports.words` under the name
of their group; `make catalogue` writes what is new into it. What registers, rule packs, laws and
papers say is theirs and stays as they say it. Without a page, as when a download is written, it is
Dutch.
"""

import gettext
from datetime import date
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path

import streamlit as st
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engine.translatable import Sentence, Value

CATALOGUE = Path(__file__).parent / "english.po"
_CHOSEN = "language"


class Language(StrEnum):
    """A language of the pages, by its ISO 639-1 code."""

    DUTCH = "nl"
    ENGLISH = "en"


NAMES = {Language.DUTCH: "Nederlands", Language.ENGLISH: "English"}
"""Each in itself."""


def chosen() -> Language:
    """The language of who looks."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return Language.DUTCH
    language: Language = st.session_state.get(_CHOSEN, Language.DUTCH)
    return language


def choose(language: Language) -> None:
    """Let the pages of this session be in a language."""
    st.session_state[_CHOSEN] = language


def is_chosen() -> bool:
    """False until this session has a language."""
    return _CHOSEN in st.session_state


def tr(text: str) -> str:
    """A text in the chosen language.

    Args:
        text: in Dutch, as it stands in the code; places of values in braces, for `str.format`. A
            sentence that the engine made is said anew, with its values.
    """
    if not text or not _is_english():
        return text
    if isinstance(text, Sentence):
        return _said(text)
    return _english().gettext(text)


def tr_many(one: str, more: str, count: int) -> str:
    """A text for one or for more, in the chosen language.

    Args:
        one: in Dutch, for a count of 1.
        more: in Dutch, for every other count.
        count: of what is told; it is not filled in.
    """
    if _is_english():
        return _english().ngettext(one, more, count)
    return one if count == 1 else more


def tr_word(group: str, text: str) -> str:
    """A fixed word of `engine.exports.words` in the chosen language."""
    return _english().pgettext(group, text) if _is_english() else text


def _said(sentence: Sentence) -> str:
    """A sentence of the engine in English."""
    if sentence.group is not None:
        told = _english().pgettext(sentence.group, sentence.text)
    else:
        values = {name: _value(value) for name, value in sentence.values.items()}
        told = _english().gettext(sentence.text) if sentence.text else ""
        told = told.format(**values) if values else told
    return told[:1].upper() + told[1:] if sentence.begins else told


def _value(value: Value) -> str:
    """A value of a sentence in English notation."""
    if isinstance(value, str):
        return tr(value) if isinstance(value, Sentence) else value
    if isinstance(value, date):
        return english_day(value)
    if isinstance(value, int):
        return english_number(value, 0)
    return english_number(value.value, value.decimals)


def english_number(value: float, decimals: int) -> str:
    """A number with a decimal point and commas between thousands."""
    return f"{value:,.{decimals}f}"


def english_day(value: date) -> str:
    """A date as `3 March 2026`."""
    return format_date(value, "d MMMM y", locale="en_GB")


def _is_english() -> bool:
    return chosen() is Language.ENGLISH


@cache
def _english() -> gettext.NullTranslations:
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale=Language.ENGLISH))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
