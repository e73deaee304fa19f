"""Ids of people stay out of URLs: a word of this visit stands there instead.

A URL is kept in a browser's history and in the log of every proxy. So a person, and a company that
is a person (`Enterprise` of a sole trader or partnership, or of which that is not known), is
written as `gekozen-1`, which only this visit can read.
"""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from engine.register.parties import KVK_NUMBER
from engine.snapshot import Run
from engine.translatable import mark
from ui import finding
from ui.language import tr

_KEPT = "private_keys"
_WORD = re.compile(r"gekozen-\d{1,4}")
LOST = mark("iemand is in dit bezoek niet gekozen: begin opnieuw")

Params = Mapping[str, Sequence[str]]


def veil(run: Run, params: Params) -> dict[str, list[str]]:
    """Parameters of which no value is the id of a person."""
    return {name: [_veiled(run, value) for value in values] for name, values in params.items()}


def unveil(params: Params) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Parameters with what their words stand for in this visit, and what cannot be read."""
    kept = _kept()
    lost = [v for values in params.values() for v in values if _WORD.fullmatch(v) and v not in kept]
    told = {
        name: [kept.get(value, value) for value in values if value not in lost]
        for name, values in params.items()
    }
    return told, tuple(f"{word}: {tr(LOST)}" for word in sorted(set(lost)))


def _veiled(run: Run, value: str) -> str:
    if not _is_private(run, value):
        return value
    kept = _kept()
    for word, key in kept.items():
        if key == value:
            return word
    word = f"gekozen-{len(kept) + 1}"
    kept[word] = value
    return word


def _is_private(run: Run, value: str) -> bool:
    label, _, rest = value.rpartition(":")
    if label == "Person":
        return True
    is_number = label in {"", "Enterprise"} and KVK_NUMBER.fullmatch(rest) is not None
    return is_number and not finding.is_legal_person(run, rest)


def _kept() -> dict[str, str]:
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    return kept
