"""The URL of Regels: what a run and its packs have can be shown, everything else is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exports.rule_report import Standing
from ui import rules_url
from ui.rules_url import Part, Shown

RULES, PACKS = ["GEN-01", "VAS-01"], ["GEN", "VAS"]
SHOWN = st.builds(
    Shown,
    st.sampled_from(Part),
    st.none() | st.sampled_from(RULES),
    st.none() | st.sampled_from(PACKS),
    st.none() | st.sampled_from(Standing),
)


def _read(params: dict[str, str]) -> Shown:
    return rules_url.read(params, rules=RULES, packs=PACKS)


@given(SHOWN)
def test_view_comes_back_from_its_url(shown: Shown) -> None:
    assert _read(rules_url.write(shown)) == shown


@given(st.dictionaries(st.sampled_from(["deel", "regel", "pakket", "stand"]), st.text()))
def test_no_url_breaks_the_page(params: dict[str, str]) -> None:
    found = _read(params)
    assert found.part in Part
    assert found.rule in (None, *RULES)


def test_plain_view_has_an_empty_url() -> None:
    assert rules_url.write(Shown()) == {}


def test_rule_alone_is_shown_as_one_rule() -> None:
    assert _read({"regel": "GEN-01"}) == Shown(Part.RULE, "GEN-01")
    assert _read({"regel": "GEN-01", "deel": "overzicht"}).part is Part.OVERVIEW


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("deel", "alles", "niet te tonen; kies overzicht, regel, proeven, voorstellen"),
        ("regel", "GEEN-99", "geen regel van deze pakketten"),
        ("regel", "gen-01", "geen regel van deze pakketten"),
        ("pakket", "HAM", "niet te tonen; kies GEN, VAS"),
        ("stand", "x", "niet te tonen; kies telt-mee, schaduw, wacht, zaak, uit"),
    ],
)
def test_what_cannot_be_shown_is_left_out_and_told(name: str, value: str, told: str) -> None:
    assert _read({name: value}) == Shown(problems=(f"{name}={value}: {told}",))
