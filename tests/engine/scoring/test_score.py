"""Points, recency, caps, correlated groups and bands."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import RunError
from engine.rules.model import Rule, Status
from engine.scoring.score import score
from engine.scoring.waterfall import total, waterfall
from tests.engine.scoring.build import (
    AS_OF,
    REGISTERS,
    SETTINGS,
    applied,
    hit,
    hits_table,
    location,
    locations_table,
    make_rule,
    only,
    scored,
    why,
)


@pytest.mark.parametrize(
    ("newest", "as_of", "points"),
    [
        pytest.param(date(2026, 11, 1), AS_OF, 3.0, id="on as_of"),
        pytest.param(date(2026, 5, 2), AS_OF, 3.0, id="first day within 6 months"),
        pytest.param(date(2026, 5, 1), AS_OF, 2.1, id="exactly 6 months"),
        pytest.param(date(2025, 11, 2), AS_OF, 2.1, id="first day within 12 months"),
        pytest.param(date(2025, 11, 1), AS_OF, 1.2, id="exactly 12 months"),
        pytest.param(date(2024, 11, 2), AS_OF, 1.2, id="first day within 24 months"),
        pytest.param(date(2024, 11, 1), AS_OF, 0.0, id="exactly 24 months"),
        pytest.param(date(1999, 1, 1), AS_OF, 0.0, id="long ago"),
        pytest.param(date(2026, 3, 1), date(2026, 8, 31), 3.0, id="month end clamps to 28 Feb"),
        pytest.param(date(2026, 2, 28), date(2026, 8, 31), 2.1, id="on the clamped month end"),
        pytest.param(date(2024, 3, 1), date(2024, 8, 31), 3.0, id="leap year, after 29 Feb"),
        pytest.param(date(2024, 2, 29), date(2024, 8, 31), 2.1, id="leap year, on 29 Feb"),
        pytest.param(date(2023, 3, 1), date(2024, 2, 29), 2.1, id="a year before 29 Feb"),
        pytest.param(date(2023, 2, 28), date(2024, 2, 29), 1.2, id="28 Feb is 12 months back"),
    ],
)
def test_points_weigh_by_age(newest: date, as_of: date, points: float) -> None:
    result = scored([hit(newest=newest)], as_of=as_of)
    assert applied(result) == {"GEN-01": points}
    assert only(result)["score"] == points


@pytest.mark.parametrize(
    ("rule", "newest", "points"),
    [
        pytest.param(
            make_rule("GEN-01", expires_months=36), date(2023, 11, 2), 1.2, id="own expiry"
        ),
        pytest.param(
            make_rule("GEN-01", expires_months=36), date(2023, 11, 1), 0.0, id="own expiry over"
        ),
        pytest.param(
            make_rule("GEN-01", expires_months=3), date(2026, 8, 2), 3.0, id="short, within"
        ),
        pytest.param(
            make_rule("GEN-01", expires_months=3), date(2026, 8, 1), 0.0, id="short, over"
        ),
    ],
)
def test_hit_expires_with_its_rule(rule: Rule, newest: date, points: float) -> None:
    assert applied(scored([hit(newest=newest)], [rule])) == {"GEN-01": points}


def test_hit_without_a_date_gives_no_points_and_says_so() -> None:
    result = scored([hit(newest=None)])
    assert applied(result) == {"GEN-01": 0.0}
    assert why(result) == {"GEN-01": "datum van het nieuwste feit is niet bekend"}


@pytest.mark.parametrize("newest", [None, date(1990, 1, 1), AS_OF])
def test_mitigating_points_do_not_age(newest: date | None) -> None:
    rows = [hit("GEN-01", points=5.0), hit("GEN-90", role="mitigating", points=-2.0, newest=newest)]
    result = scored(rows)
    assert applied(result) == {"GEN-01": 5.0, "GEN-90": -2.0}
    assert only(result)["score"] == 3.0
    assert why(result)["GEN-90"] is None


@pytest.mark.parametrize(
    ("values", "rule", "reason"),
    [
        ({"filtered_by": "kassen-01"}, make_rule("GEN-01"), "gefilterd door kassen-01"),
        ({}, make_rule("GEN-01", status="experimental"), "regel draait mee op proef"),
        ({}, make_rule("GEN-01", status="deprecated"), "regel is uitgeschakeld"),
        ({"role": "route"}, make_rule("GEN-01"), "geen punten: gaat naar een medewerker"),
        (
            {"newest": date(2020, 1, 1)},
            make_rule("GEN-01"),
            "verlopen: nieuwste feit is 24 maanden oud of ouder",
        ),
        ({"outcome": "UNKNOWN", "reason": "HR is te oud"}, make_rule("GEN-01"), "HR is te oud"),
    ],
    ids=["filtered", "experimental", "deprecated", "route", "expired", "unknown"],
)
def test_what_does_not_count_stays_visible_with_why(
    values: dict[str, Any], rule: Rule, reason: str
) -> None:
    result = scored([hit(**values)], [rule])
    assert applied(result) == {"GEN-01": 0.0}
    assert why(result) == {"GEN-01": reason}
    assert only(result)["score"] == 0.0
    assert only(result)["families"] == []


@pytest.mark.parametrize(("points", "counted"), [(1.0, 1.0), (3.0, 1.0), (None, 0.0)])
def test_context_gives_at_most_one_point(points: float | None, counted: float) -> None:
    assert applied(scored([hit(role="context", points=points)])) == {"GEN-01": counted}


def test_correlated_group_counts_its_highest_over_all_families() -> None:
    rules = [make_rule(name, correlated_group="churn") for name in ("GEN-01", "FRD-01", "MAL-01")]
    rows = [
        hit("GEN-01", points=5.0, newest=date(2025, 1, 1)),
        hit("FRD-01", points=3.0),
        hit("MAL-01", points=1.0),
    ]
    result = scored(rows, rules)
    assert applied(result) == {"GEN-01": 0.0, "FRD-01": 3.0, "MAL-01": 0.0}
    assert why(result)["GEN-01"] == "telt niet dubbel: FRD-01 van dezelfde groep telt"


def test_tie_in_a_correlated_group_goes_to_the_lowest_rule_id() -> None:
    rules = [make_rule(name, correlated_group="churn") for name in ("GEN-02", "GEN-01")]
    assert applied(scored([hit("GEN-02"), hit("GEN-01")], rules)) == {"GEN-01": 3.0, "GEN-02": 0.0}


def test_filtered_hit_does_not_hold_its_group() -> None:
    rules = [make_rule(name, correlated_group="churn") for name in ("GEN-01", "GEN-02")]
    rows = [hit("GEN-01", points=5.0, filtered_by="f"), hit("GEN-02")]
    assert applied(scored(rows, rules)) == {"GEN-01": 0.0, "GEN-02": 3.0}


def test_correlated_group_is_per_location() -> None:
    rules = [make_rule(name, correlated_group="churn") for name in ("GEN-01", "GEN-02")]
    result = scored([hit("GEN-01", "L1"), hit("GEN-02", "L2")], rules)
    assert result.locations["score"].to_pylist() == [3.0, 3.0]


def test_mitigating_fact_does_not_compete_with_the_hit_it_answers() -> None:
    rules = [make_rule(name, correlated_group="churn") for name in ("GEN-01", "GEN-90")]
    rows = [hit("GEN-01"), hit("GEN-90", role="mitigating", points=-2.0)]
    assert only(scored(rows, rules))["score"] == 1.0


def test_family_is_capped_after_its_mitigating_facts() -> None:
    rows = [hit(f"GEN-0{n}", points=5.0) for n in (1, 2)]
    assert only(scored(rows))["score"] == 8.0
    answered = [*rows, hit("GEN-90", role="mitigating", points=-3.0)]
    assert only(scored(answered))["score"] == 7.0


def test_family_does_not_go_below_zero_and_leaves_the_others_alone() -> None:
    rows = [
        hit("GEN-01", points=1.0),
        hit("GEN-90", role="mitigating", points=-3.0),
        hit("DRG-01", points=4.0),
    ]
    assert only(scored(rows))["score"] == 4.0


def test_mitigating_fact_of_family_all_answers_the_total() -> None:
    rows = [
        hit("GEN-01", points=5.0),
        hit("DRG-01", points=5.0),
        hit("CTR-01", family="all", role="mitigating", points=-3.0),
    ]
    assert only(scored(rows))["score"] == 7.0
    assert only(scored(rows[2:]))["score"] == 0.0


def test_total_is_capped_at_40() -> None:
    rows = [hit(f"{family}-01", points=9.0) for family in ("A", "B", "C", "D", "E", "F")]
    assert only(scored(rows))["score"] == 40.0


def test_total_is_capped_after_the_mitigating_facts_of_family_all() -> None:
    rows = [hit(f"{family}-01", points=9.0) for family in ("A", "B", "C", "D", "E", "F")]
    rows.append(hit("CTR-01", family="all", role="mitigating", points=-10.0))
    assert only(scored(rows))["score"] == 38.0


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (0.9, "none"), (1.0, "low"), (5.9, "low"), (6.0, "medium"), (7.9, "medium"),
    ],
)  # fmt: skip
def test_band_begins_at_its_lower_bound(points: float, band: str) -> None:
    assert only(scored([hit(points=points)]))["band"] == band


def test_band_high_begins_at_twelve() -> None:
    rows = [hit("GEN-01", points=8.0), hit("DRG-01", points=4.0)]
    assert only(scored(rows))["band"] == "high"
    assert only(scored([*rows[:1], hit("DRG-01", points=3.9)]))["band"] == "medium"


def test_tenths_add_up_to_the_bound_of_a_band() -> None:
    year_old, older = date(2026, 1, 1), date(2025, 1, 1)
    rows = [hit(f"GEN-0{n}", points=3.0, newest=year_old) for n in (1, 2)]
    rows += [hit(f"DRG-0{n}", points=float(n), newest=older) for n in (1, 2)]
    rows += [hit("MAL-01", points=0.6)]
    result = only(scored(rows))
    assert result["score"] == 6.0
    assert result["band"] == "medium"


def test_location_without_hits_has_score_zero_and_no_band() -> None:
    rows = scored([hit()], locations=["L1", "L2"]).locations.to_pylist()
    found = {k: rows[1][k] for k in ("score", "band", "eligible", "families", "newest_hit")}
    assert found == {
        "score": 0.0, "band": "none", "eligible": False, "families": [], "newest_hit": None,
    }  # fmt: skip


def test_no_locations_give_no_rows() -> None:
    empty = score(hits_table([]), [], locations_table([]), {}, as_of=AS_OF, settings=SETTINGS)
    assert empty.locations.num_rows == empty.hits.num_rows == 0
    assert {"score", "band", "eligible"} <= set(empty.locations.column_names)


def test_hits_keep_their_columns_and_get_applied_points_after_points() -> None:
    names = scored([hit()]).hits.column_names
    assert names.index("applied_points") == names.index("points") + 1
    assert [name for name in names if name != "applied_points"] == hits_table([]).column_names


def test_hit_of_an_unknown_rule_is_refused() -> None:
    table = locations_table([location()])
    with pytest.raises(RunError, match="GEN-01"):
        score(hits_table([hit()]), [], table, REGISTERS, as_of=AS_OF, settings=SETTINGS)


def test_hit_at_an_unknown_location_is_refused() -> None:
    with pytest.raises(RunError, match="L1"):
        scored([hit()], locations=["L2"])


_QUICK = settings(max_examples=40)
_RULES = [
    *(make_rule(f"{family}-0{n}", correlated_group=group) for family, n, group in [
        ("GEN", 1, "churn"), ("GEN", 2, "churn"), ("GEN", 3, None), ("DRG", 1, "churn"),
        ("DRG", 2, None), ("ADR", 1, None), ("REC", 1, None), ("MAL", 1, None), ("VAS", 1, None),
    ]),
    make_rule("GEN-90"), make_rule("CTR-90"),
]  # fmt: skip
_POINTS = st.sampled_from([0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 2.5, 1.1])
_NEWEST = st.integers(0, 900).map(lambda days: AS_OF - timedelta(days=days))


@st.composite
def _hits(draw: st.DrawFn) -> list[dict[str, object]]:
    names = draw(st.lists(st.sampled_from([rule.id for rule in _RULES]), unique=True, max_size=11))
    rows = []
    for name in names:
        points = draw(_POINTS)
        values: dict[str, Any] = {"newest": draw(_NEWEST), "points": points}
        if name.endswith("-90"):
            values |= {"role": "mitigating", "points": -points}
        if name == "CTR-90":
            values["family"] = "all"
        rows.append(hit(name, **values))
    return rows


@_QUICK
@given(_hits())
def test_waterfall_adds_up_to_the_score_exactly(rows: list[dict[str, object]]) -> None:
    result = scored(rows, _RULES, locations=["L1"])
    steps = waterfall(result.hits.to_pylist(), settings=SETTINGS.score)
    assert total(steps) == only(result)["score"]
    assert float(sum((step.points for step in steps), Decimal(0))) == only(result)["score"]
    assert 0 <= total(steps) <= 40


@_QUICK
@given(_hits(), st.randoms(use_true_random=False))
def test_order_of_input_does_not_show(
    rows: list[dict[str, object]], shuffler: random.Random
) -> None:
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    rules = [rule for rule in _RULES if rule.id in {row["rule_id"] for row in rows}]
    locations = locations_table([location()])
    one, other = (
        score(_unsorted(some), some_rules, locations, REGISTERS, as_of=AS_OF, settings=SETTINGS)
        for some, some_rules in ((rows, rules), (shuffled, rules[::-1]))
    )
    assert one.hits.equals(other.hits)
    assert one.locations.equals(other.locations)


_ONE_FAMILY = [
    rule.model_copy(update={"correlated_group": None}) if rule.id == "DRG-01" else rule
    for rule in _RULES
]
"""Groups within one family; across families the highest may sit in a family at its cap."""


@_QUICK
@given(_hits(), st.sampled_from(_ONE_FAMILY[:-2]), _POINTS, _NEWEST)
def test_positive_hit_never_lowers_the_score(
    rows: list[dict[str, object]], rule: Rule, points: float, newest: date
) -> None:
    before = [row for row in rows if row["rule_id"] != rule.id]
    after = [*before, hit(rule.id, points=points, newest=newest)]
    low, high = _two_scores(before, after, _ONE_FAMILY)
    assert high >= low


@_QUICK
@given(_hits(), st.integers(1, 600))
def test_older_evidence_never_raises_the_score(rows: list[dict[str, object]], days: int) -> None:
    rows = [row for row in rows if row["role"] != "mitigating"]
    older = [row | {"newest": _earlier(row["newest"], days)} for row in rows]
    new, old = _two_scores(rows, older, _ONE_FAMILY)
    assert old <= new


@_QUICK
@given(_hits())
def test_shadow_rules_change_nothing(rows: list[dict[str, object]]) -> None:
    shadow = [rule.model_copy(update={"status": Status.EXPERIMENTAL}) for rule in _RULES]
    assert only(scored(rows, shadow, locations=["L1"]))["score"] == 0.0


def _two_scores(
    one: Sequence[dict[str, object]], other: Sequence[dict[str, object]], rules: Sequence[Rule]
) -> tuple[float, float]:
    rows = [row | {"location_id": "L1"} for row in one]
    rows += [row | {"location_id": "L2"} for row in other]
    result = scored(rows, rules, locations=["L1", "L2"])
    first, second = result.locations["score"].to_pylist()
    return first, second


def _earlier(day: object, days: int) -> date:
    assert isinstance(day, date)
    return day - timedelta(days=days)


def _unsorted(rows: Sequence[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=hits_table([]).schema)
