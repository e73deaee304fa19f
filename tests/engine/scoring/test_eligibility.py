"""When a location may stand on the list, and what counts for it."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Rule
from tests.engine.scoring.build import FRESH, hit, make_rule, only, scored

OLD = date(2026, 5, 1)
"""Exactly six months before as_of, so no longer newer than six months."""


def _two(**second: Any) -> list[dict[str, object]]:
    return [
        hit("GEN-01", evidence=["kvk:branch:1"]),
        hit("DRG-01", evidence=["permits:permit:9"], **second),
    ]


def test_two_registers_two_families_a_scenario_and_a_fresh_fact_are_enough() -> None:
    row = only(scored(_two()))
    assert row["eligible"] is True
    assert row["families"] == ["DRG", "GEN"]
    assert row["registers"] == ["HR", "VTH"]
    assert row["newest_hit"] == FRESH


def test_factor_completes_a_scenario_but_two_factors_are_no_scenario() -> None:
    assert only(scored(_two(role="factor", points=1.0)))["eligible"] is True
    factors = [row | {"role": "factor", "points": 1.0} for row in _two()]
    assert only(scored(factors))["eligible"] is False


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"evidence": ["kvk2:branch:7"]}, id="other source of the same register"),
        pytest.param({"evidence": []}, id="no evidence"),
        pytest.param({"evidence": ["zones:zone:1"]}, id="source without a register"),
        pytest.param({"family": "GEN"}, id="one family"),
        pytest.param({"role": "context", "points": 1.0}, id="context does not count"),
        pytest.param({"role": "mitigating", "points": -1.0}, id="mitigating does not count"),
        pytest.param({"role": "route"}, id="route does not count"),
        pytest.param({"filtered_by": "f"}, id="filtered"),
        pytest.param({"outcome": "UNKNOWN"}, id="unknown"),
        pytest.param({"newest": date(2020, 1, 1)}, id="expired"),
    ],
)
def test_not_eligible_without_a_second_counting_hit(second: dict[str, Any]) -> None:
    rows = [hit("GEN-01", evidence=["kvk:branch:1"]), hit("DRG-01", evidence=["permits:permit:9"])]
    rows[1] |= second
    assert only(scored(rows))["eligible"] is False


def test_record_ids_with_colons_keep_their_register() -> None:
    rows = _two()
    rows[1]["evidence"] = ["permits:permit:urn:zaak:1#2"]
    assert only(scored(rows))["registers"] == ["HR", "VTH"]


def test_hit_that_lost_in_its_correlated_group_proves_nothing() -> None:
    rules = [make_rule(name, correlated_group="g") for name in ("GEN-01", "DRG-01")]
    row = only(scored(_two(), rules))
    assert row["eligible"] is False
    assert row["families"] == ["DRG"]


@pytest.mark.parametrize(("newest", "eligible"), [(OLD, False), (date(2026, 5, 2), True)])
def test_one_hit_is_newer_than_six_months(newest: date, eligible: bool) -> None:
    rows = [row | {"newest": OLD} for row in _two()]
    rows[0]["newest"] = newest
    assert only(scored(rows))["eligible"] is eligible


def _combined(**values: Any) -> list[dict[str, object]]:
    row = hit("VAB-K1", family="DRG", points=None, evidence=["kvk:branch:1", "permits:permit:2"])
    return [row | values]


_MARKED = make_rule("VAB-K1", combine={"all": ["DRG-01"]}, makes_eligible=True)


def test_marked_combined_rule_is_enough_without_points() -> None:
    row = only(scored(_combined(), [_MARKED]))
    assert row["eligible"] is True
    assert row["score"] == 0.0
    assert row["families"] == []
    assert row["newest_hit"] == FRESH


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        pytest.param({}, make_rule("VAB-K1", combine={}, makes_eligible=False), id="not marked"),
        pytest.param({}, make_rule("VAB-K1", makes_eligible=True), id="no combined rule"),
        pytest.param(
            {},
            make_rule("VAB-K1", status="experimental", combine={}, makes_eligible=True),
            id="in shadow",
        ),
        pytest.param({"newest": OLD}, _MARKED, id="six months old"),
        pytest.param({"newest": None}, _MARKED, id="no date"),
        pytest.param({"evidence": ["kvk:branch:1", "kvk2:branch:2"]}, _MARKED, id="one register"),
        pytest.param({"outcome": "UNKNOWN"}, _MARKED, id="unknown"),
        pytest.param({"filtered_by": "f"}, _MARKED, id="filtered"),
    ],
)
def test_combined_rule_is_not_enough(values: dict[str, Any], rule: Rule) -> None:
    assert only(scored(_combined(**values), [rule]))["eligible"] is False


def test_registers_of_different_combined_rules_do_not_add_up() -> None:
    rows = [
        hit("VAB-K1", points=None, evidence=["kvk:branch:1"]),
        hit("VAB-K2", points=None, evidence=["permits:permit:1"]),
    ]
    rules = [make_rule(name, combine={}, makes_eligible=True) for name in ("VAB-K1", "VAB-K2")]
    assert only(scored(rows, rules))["eligible"] is False
