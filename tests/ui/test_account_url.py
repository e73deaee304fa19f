"""The URL of Verantwoording: years and parts that can be shown, everything else told."""

import pytest

from engine.workbench.accountability.rules import ORDERS
from ui import account_url
from ui.account_url import Part, Shown

YEARS = [2026, 2025]
EVERY = tuple(Part)


def _read(params: dict[str, str], parts: tuple[Part, ...] = EVERY) -> Shown:
    return account_url.read(params, years=YEARS, parts=parts)


def test_nothing_asked_is_the_newest_year_and_the_first_part() -> None:
    assert _read({}) == Shown(2026, Part.YEAR)
    assert _read({}, (Part.TERMS, Part.REGISTER)).part is Part.TERMS


def test_year_and_part_are_read() -> None:
    assert _read({"jaar": " 2025 ", "deel": "termijnen"}) == Shown(2025, Part.TERMS)


def test_choices_of_the_rules_are_read() -> None:
    asked = {"deel": "regels", "pakket": "GEN", "volgorde": "op-de-lijst", "genoeg": "1"}
    assert _read(asked) == Shown(2026, Part.RULES, "GEN", "Op de lijst", enough=True)


@pytest.mark.parametrize("order", ORDERS)
def test_view_of_the_rules_comes_back_from_its_url(order: str) -> None:
    shown = Shown(2025, Part.RULES, "GEN", order, enough=True)
    assert _read(account_url.write(shown)) == shown


def test_choices_of_the_rules_stand_only_at_that_part() -> None:
    shown = Shown(2025, Part.TERMS, "GEN", ORDERS[-1], enough=True)
    assert account_url.write(shown) == {"jaar": "2025", "deel": "termijnen"}


def test_order_that_is_not_known_is_told() -> None:
    found = _read({"volgorde": "toeval"})
    assert found.order == ORDERS[0]
    assert found.problems[0].startswith("volgorde=toeval: niet te tonen; kies beoordeeld, ")


@pytest.mark.parametrize("value", ["1999", "x", "2026.0", "²⁰²⁶", "-2026"])
def test_year_that_is_not_known_is_told(value: str) -> None:
    found = _read({"jaar": value})
    assert found.year == 2026
    assert found.problems == (f"jaar={value}: niet te tonen; kies 2026, 2025",)


def test_part_that_the_role_does_not_see_is_told() -> None:
    found = _read({"deel": "regels"}, (Part.TERMS, Part.REGISTER))
    assert found.part is Part.TERMS
    assert found.problems == ("deel=regels: niet te tonen; kies termijnen, register",)
