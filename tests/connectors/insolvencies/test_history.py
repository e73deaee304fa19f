"""What publications make of a case, by their codes and never by their texts."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.insolvencies.codes import Effect, load
from connectors.insolvencies.history import Course, Publication, course
from engine.settings import SHIPPED_RULES

CODES = load(SHIPPED_RULES)
FIRST = date(2026, 1, 5)


def _history(*codes: str) -> list[Publication]:
    """One publication a month, in this order."""
    days = (FIRST + timedelta(days=30 * k) for k in range(len(codes)))
    return [
        Publication(day, code, f"m{k}")
        for k, (day, code) in enumerate(zip(days, codes, strict=True))
    ]


@pytest.mark.parametrize(
    ("codes", "end_kind"),
    [
        pytest.param(("1300",), None, id="open"),
        pytest.param(("1300", "1308", "1311"), None, id="meetings change nothing"),
        pytest.param(("1300", "1316"), "lack_of_assets", id="lack of assets"),
        pytest.param(("1300", "1317"), "distribution", id="distribution"),
        pytest.param(("1300", "1319"), "distribution", id="distribution after opposition"),
        pytest.param(("1300", "1318"), "composition", id="composition"),
        pytest.param(("1300", "1324"), "other", id="all debts paid"),
        pytest.param(("1300", "1334"), "other", id="moved to another court"),
        pytest.param(("1300", "1333"), "other", id="turned into debt restructuring"),
        pytest.param(("1300", "1320"), "annulled", id="annulled after opposition"),
        pytest.param(("1300", "1102"), "annulled", id="annulled in appeal"),
        pytest.param(("1300", "1202"), "annulled", id="annulled in cassation"),
        pytest.param(("3300", "3302"), None, id="provisional, then final suspension"),
        pytest.param(("3300", "3308"), "other", id="term expired"),
        pytest.param(("3300", "3309"), "composition", id="composition of a suspension"),
        pytest.param(("3300", "3313"), "other", id="turned into bankruptcy"),
        pytest.param(("1300", "9999"), None, id="unknown code"),
    ],
)
def test_case_ends_as_its_codes_say(codes: tuple[str, ...], end_kind: str | None) -> None:
    found = course(_history(*codes), CODES)
    assert found.declared_on == FIRST
    assert (found.ended_on is None, found.end_kind) == (end_kind is None, end_kind)


def test_reopened_case_keeps_its_first_day() -> None:
    assert course(_history("1300", "1318", "1304"), CODES) == Course(FIRST)


def test_what_is_declared_after_an_annulment_begins_anew() -> None:
    assert course(_history("1300", "1320", "1100"), CODES) == Course(FIRST + timedelta(days=60))


def test_end_on_the_day_of_the_declaration_ends_it() -> None:
    same_day = [Publication(FIRST, "1316", "a"), Publication(FIRST, "1300", "b")]
    assert course(same_day, CODES) == Course(FIRST, FIRST, "lack_of_assets")


def test_nothing_that_declares_is_no_declaration() -> None:
    assert course(_history("1308"), CODES).declared_on is None
    assert course([], CODES) == Course()


@given(st.lists(st.sampled_from(sorted(CODES.effects)), max_size=8), st.randoms())
def test_order_of_publications_in_the_answer_does_not_matter(
    codes: list[str], random: Random
) -> None:
    history = _history(*codes)
    shuffled = list(history)
    random.shuffle(shuffled)
    assert course(shuffled, CODES) == course(history, CODES)


@given(st.lists(st.sampled_from(sorted(CODES.effects)), max_size=8))
def test_end_has_a_day_and_a_kind_or_neither_and_never_precedes(codes: list[str]) -> None:
    found = course(_history(*codes), CODES)
    assert (found.ended_on is None) == (found.end_kind is None)
    if found.declared_on and found.ended_on:
        assert found.declared_on <= found.ended_on


def test_every_code_that_ends_a_case_has_a_word() -> None:
    ending = {c for c, effect in CODES.effects.items() if effect in (Effect.ENDS, Effect.ANNULS)}
    assert ending == CODES.end_kinds.keys()
    assert len(CODES.effects) == 119
    assert sorted(CODES.faults) == ["1", "2", "3", "4", "5", "6", "7"]
    assert (len(CODES.courts), len(CODES.old_courts)) == (12, 19)
