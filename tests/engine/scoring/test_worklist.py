"""The weekly list: composition, order, what stays away and what comes back."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from engine.decisions import Decision
from engine.scoring.weeks import lapses_on, monday, week_of
from engine.scoring.worklist import control_population, draw
from engine.settings import Settings
from tests.engine.scoring.build import AS_OF, FRESH, SETTINGS, hit, hits_table, location

NO_HITS = hits_table([]).append_column("applied_points", pa.array([], pa.float64()))
SCORED = pa.schema(
    [
        ("location_id", pa.string()),
        ("object_ids", pa.list_(pa.string())),
        ("building_ids", pa.list_(pa.string())),
        ("score", pa.float64()),
        ("band", pa.string()),
        ("eligible", pa.bool_()),
        ("newest_hit", pa.date32()),
    ]
)


def _row(location_id: str, score: float = 0.0, **values: Any) -> dict[str, object]:
    row = location(location_id) | {"score": score, "band": "medium", "eligible": score > 0}
    return row | {"newest_hit": FRESH if score else None} | values


def _locations(rows: Sequence[dict[str, object]]) -> pa.Table:
    kept = [{name: row[name] for name in SCORED.names} for row in rows]
    return pa.Table.from_pylist(kept, schema=SCORED)


def _eligible(count: int) -> list[dict[str, object]]:
    return [_row(f"E{n:03d}", score=float(30 - n)) for n in range(count)]


def _control(count: int) -> list[dict[str, object]]:
    return [_row(f"R{n:03d}", band="none") for n in range(count)]


def _settings(**changes: object) -> Settings:
    worklist = SETTINGS.worklist.model_copy(update=changes)
    return SETTINGS.model_copy(update={"worklist": worklist})


def _draw(
    rows: Sequence[dict[str, object]],
    decisions: Sequence[Decision] = (),
    *,
    hits: pa.Table = NO_HITS,
    control: Sequence[str] | None = None,
    as_of: date = AS_OF,
    settings: Settings = SETTINGS,
    seed: str = "1884",
) -> list[dict[str, Any]]:
    ids = [str(row["location_id"]) for row in rows] if control is None else control
    table = draw(_locations(rows), hits, ids, decisions, as_of=as_of, settings=settings, seed=seed)
    listed: list[dict[str, Any]] = table.to_pylist()
    return listed


def _arm(listed: Sequence[dict[str, Any]], arm: str) -> list[str]:
    return sorted(row["location_id"] for row in listed if row["arm"] == arm)


def test_six_ranked_and_two_random_in_one_shuffled_order() -> None:
    listed = _draw([*_eligible(20), *_control(50)])
    assert _arm(listed, "ranked") == [f"E{n:03d}" for n in range(6)]
    assert len(_arm(listed, "random")) == 2
    assert [row["position"] for row in listed] == list(range(1, 9))
    assert {row["week"] for row in listed} == {"2026-W44"}


def test_rank_is_score_then_newest_hit_then_location_id() -> None:
    older = FRESH - timedelta(days=1)
    rows = [
        _row("D", 5.0, newest_hit=older), _row("C", 5.0), _row("B", 5.0), _row("A", 4.9),
        _row("E", 5.0, newest_hit=None), _row("F", 6.0, eligible=False),
    ]  # fmt: skip
    ranked = []
    for count in range(1, 6):
        listed = _draw([*rows, *_control(9)], settings=_settings(ranked=count))
        ranked.append(set(_arm(listed, "ranked")))
    order = [min(now - before) for before, now in zip([set(), *ranked], ranked, strict=False)]
    assert order == ["B", "C", "D", "E", "A"]


@pytest.mark.parametrize(
    ("eligible", "control", "ranked", "random"),
    [
        pytest.param(0, 0, 0, 0, id="nothing at all"),
        pytest.param(0, 50, 0, 2, id="nothing eligible"),
        pytest.param(0, 1, 0, 1, id="one location to draw from"),
        pytest.param(1, 50, 1, 2, id="one eligible"),
        pytest.param(5, 50, 5, 2, id="fewer than six"),
        pytest.param(6, 1, 3, 1, id="one random carries three ranked"),
        pytest.param(50, 50, 6, 2, id="plenty"),
    ],
)
def test_short_lists_keep_their_random_share(
    eligible: int, control: int, ranked: int, random: int
) -> None:
    rows = [*_eligible(eligible), *_control(control)]
    listed = _draw(rows, control=[f"R{n:03d}" for n in range(control)])
    assert (len(_arm(listed, "ranked")), len(_arm(listed, "random"))) == (ranked, random)


def test_random_share_is_drawn_from_those_not_ranked() -> None:
    listed = _draw(_eligible(8))
    assert _arm(listed, "ranked") == [f"E{n:03d}" for n in range(6)]
    assert _arm(listed, "random") == ["E006", "E007"]


def test_too_few_locations_for_the_random_share_rank_fewer() -> None:
    assert Counter(row["arm"] for row in _draw(_eligible(3))) == {"ranked": 2, "random": 1}


def test_location_outside_the_control_population_is_never_drawn_at_random() -> None:
    rows = [*_eligible(6), *_control(50)]
    listed = _draw(rows, control=["R007", "R009", "GONE"])
    assert _arm(listed, "random") == ["R007", "R009"]


@hypothesis_settings(max_examples=60)
@given(
    eligible=st.integers(0, 12), control=st.integers(0, 6), ranked=st.integers(0, 12),
    random=st.integers(0, 12), share=st.sampled_from([0.0, 0.1, 0.25, 0.3, 0.5, 0.75, 1.0]),
    max_total=st.integers(1, 12),
)  # fmt: skip
def test_req_rnd_1_share_and_maximum_hold_for_every_setting(
    eligible: int, control: int, ranked: int, random: int, share: float, max_total: int
) -> None:
    options = _settings(ranked=ranked, random=random, min_random_share=share, max_total=max_total)
    listed = _draw([*_eligible(eligible), *_control(control)], settings=options)
    assert len(listed) <= max_total
    assert len(_arm(listed, "random")) >= share * len(listed) - 1e-9
    assert len(_arm(listed, "ranked")) <= ranked
    assert len({row["location_id"] for row in listed}) == len(listed)


def test_same_seed_same_list_and_input_order_does_not_show() -> None:
    rows = [*_eligible(20), *_control(50)]
    assert _draw(rows) == _draw(rows[::-1], control=sorted(
        (str(row["location_id"]) for row in rows), reverse=True
    ))  # fmt: skip
    drawn = {tuple(_arm(_draw(rows, seed=str(n)), "random")) for n in range(20)}
    assert len(drawn) > 10


def test_random_share_is_uniform_over_the_control_population() -> None:
    rows, weeks = _control(10), 600
    counts: Counter[str] = Counter()
    for number in range(weeks):
        counts.update(_arm(_draw(rows, seed=str(number)), "random"))
    expected = 2 * weeks / len(rows)
    chi2 = sum((counts[str(row["location_id"])] - expected) ** 2 / expected for row in rows)
    assert chi2 < 27.9  # 9 degrees of freedom, p = 0.001


def test_req_rnd_1_position_tells_nothing_about_the_arm() -> None:
    rows, weeks = [*_eligible(6), *_control(40)], 400
    at: Counter[int] = Counter()
    for number in range(weeks):
        at.update(
            row["position"] for row in _draw(rows, seed=str(number)) if row["arm"] == "random"
        )
    expected = 2 * weeks / 8
    chi2 = sum((at[position] - expected) ** 2 / expected for position in range(1, 9))
    assert chi2 < 24.4  # 7 degrees of freedom, p = 0.001


def test_list_without_its_arm_is_the_same_for_any_mix() -> None:
    rows = [_row(f"X{n}", score=10.0) for n in range(8)]
    ranked = _draw(rows, settings=_settings(ranked=6))
    fewer = _draw(rows, settings=_settings(ranked=0, random=8))
    assert [row["location_id"] for row in ranked] == [row["location_id"] for row in fewer]


def _judged(location_id: str = "E000", **values: Any) -> Decision:
    given: dict[str, Any] = {
        "decided_on": date(2026, 9, 1),
        "band": "medium",
        "rule_ids": ("GEN-01",),
    }
    return Decision("judged", location_id, (f"v{location_id}",), **(given | values))


def _listed(week: str, location_id: str = "E000", **values: Any) -> Decision:
    given: dict[str, Any] = {"decided_on": monday(week), "band": "medium", "rule_ids": ("GEN-01",)}
    return Decision("listed", location_id, (f"v{location_id}",), week, **(given | values))


def _hits(*rule_ids: str, **values: Any) -> pa.Table:
    rows = [hit(rule_id, "E000", **values) for rule_id in rule_ids]
    points = pa.array([3.0] * len(rows), pa.float64())
    return hits_table(rows).append_column("applied_points", points)


def _is_listed(
    decision: Decision | Sequence[Decision], hits: pa.Table = NO_HITS, **row: Any
) -> bool:
    decisions = [decision] if isinstance(decision, Decision) else decision
    listed = _draw([_row("E000", 9.0, **row), *_control(9)], decisions, hits=hits)
    return "E000" in {item["location_id"] for item in listed}


def test_judged_location_stays_away_without_new_evidence() -> None:
    assert not _is_listed(_judged(), _hits("GEN-01"))


def test_judged_location_stays_away_from_the_random_share_too() -> None:
    rows = _control(3)
    decisions = [_judged("R000"), _judged("R001", band="none")]
    assert _arm(_draw(rows, decisions), "random") == ["R002"]


@pytest.mark.parametrize(
    ("hits", "row"),
    [
        pytest.param(_hits("GEN-01", "DRG-01"), {}, id="new rule"),
        pytest.param(_hits("GEN-01", "VAB-K1", points=None), {}, id="new combined rule"),
        pytest.param(_hits("GEN-01"), {"band": "high"}, id="higher band"),
    ],
)
def test_judged_location_comes_back_on_new_evidence(hits: pa.Table, row: dict[str, str]) -> None:
    assert _is_listed(_judged(), hits, **row)


@pytest.mark.parametrize(
    ("values", "row"),
    [
        pytest.param({"role": "mitigating", "points": -2.0}, {}, id="new mitigating fact"),
        pytest.param({"role": "context"}, {}, id="new context"),
        pytest.param({"role": "route"}, {}, id="new route"),
        pytest.param({"filtered_by": "f"}, {}, id="new hit that is filtered"),
        pytest.param({"outcome": "UNKNOWN", "reason": "?"}, {}, id="new unknown"),
        pytest.param({"reason": "regel draait mee op proef"}, {}, id="new hit in shadow"),
        pytest.param({}, {"band": "low"}, id="lower band"),
    ],
)
def test_what_is_no_new_evidence(values: dict[str, Any], row: dict[str, str]) -> None:
    hits = _hits("GEN-01") if row else _hits("GEN-02", **values)
    assert not _is_listed(_judged(), hits, **row)


def test_last_judgement_counts() -> None:
    first = _judged(decided_on=date(2026, 8, 1), rule_ids=("GEN-01",))
    last = _judged(decided_on=date(2026, 9, 1), rule_ids=("DRG-01", "GEN-01"))
    hits = _hits("GEN-01", "DRG-01")
    assert _is_listed(first, hits)
    assert not _is_listed([last, first], hits)


@pytest.mark.parametrize("kind", ["snoozed", "masked"])
@pytest.mark.parametrize(
    ("until", "listed"), [(AS_OF, False), (AS_OF - timedelta(days=1), True), (None, False)]
)
def test_hold_ends_after_its_last_day(kind: str, until: date | None, listed: bool) -> None:
    decision = Decision(kind, "E000", ("vE000",), until=until)
    assert _is_listed(decision, band="high") is listed


@pytest.mark.parametrize(
    ("week", "listed"),
    [
        pytest.param("2026-W43", False, id="last week: open"),
        pytest.param("2026-W37", False, id="eighth week: open"),
        pytest.param("2026-W36", True, id="lapsed"),
    ],
)
def test_open_item_is_not_drawn_again_even_on_new_evidence(week: str, listed: bool) -> None:
    assert _is_listed(_listed(week), _hits("DRG-01"), band="high") is listed


def test_lapsed_item_does_not_return_by_itself() -> None:
    assert not _is_listed(_listed("2026-W20"), _hits("GEN-01"))


def test_judgement_closes_an_open_item() -> None:
    decisions = [_listed("2026-W43"), _judged(week="2026-W43", decided_on=date(2026, 10, 21))]
    assert _is_listed(decisions, _hits("DRG-01"))
    assert not _is_listed(decisions, _hits("GEN-01"))


def test_judgement_of_before_does_not_close_a_later_listing() -> None:
    decisions = [_judged(week="2026-W30", decided_on=date(2026, 7, 22)), _listed("2026-W43")]
    assert not _is_listed(decisions, _hits("DRG-01"), band="high")


def test_list_of_this_week_stands() -> None:
    rows = [*_eligible(20), *_control(50)]
    first = _draw(rows)
    shown = [
        _listed("2026-W44", row["location_id"], value=row["arm"], decided_on=AS_OF) for row in first
    ]
    judged = _judged("E003", week="2026-W44", decided_on=AS_OF)
    better = [_row("NEW", 39.0), *rows]
    assert _draw(better, [*shown, judged]) == first


def test_masked_location_leaves_the_list_of_this_week() -> None:
    rows = [*_eligible(6), *_control(9)]
    shown = [
        _listed("2026-W44", row["location_id"], value=row["arm"], decided_on=AS_OF)
        for row in _draw(rows)
    ]
    masked = Decision("masked", "E002", ("vE002",))
    left = _draw(rows, [*shown, masked])
    assert len(left) == 7
    assert "E002" not in {row["location_id"] for row in left}


def test_decision_is_found_by_bag_id_when_the_location_has_another_name() -> None:
    moved = Decision("masked", "OLD", ("vE000", "x"))
    assert not _is_listed(moved)
    assert not _is_listed(Decision("masked", "OLD", ("pE000",)))
    assert _is_listed(Decision("masked", "OLD", ("other",)))
    assert not _is_listed(Decision("masked", "E000"))


def test_shared_building_does_not_tie_neighbours_together() -> None:
    rows = [_row(f"E00{n}", 9.0, building_ids=["flat"]) for n in range(2)]
    listed = _draw([*rows, *_control(9)], [Decision("masked", "OLD", ("vE000", "flat"))])
    assert _arm(listed, "ranked") == ["E001"]


def test_decisions_on_matches_do_not_touch_the_list() -> None:
    rows = [*_eligible(6), *_control(9)]
    assert _draw(rows, [Decision("same", subject="a", other="b")]) == _draw(rows)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        for name in ("branch", "permit", "licence", "report", "measure", "inspection"):
            con.execute(f"CREATE TABLE {name} (location_id TEXT)")
        yield con


def test_control_population_has_what_the_municipality_knows_something_of(
    con: duckdb.DuckDBPyConnection,
) -> None:
    for name in ("measure", "branch", "permit", "licence", "report"):
        con.execute(f"INSERT INTO {name} VALUES ('L-{name}'), ('L-{name}'), (NULL)")
    con.execute("INSERT INTO inspection VALUES ('L-inspection')")
    assert control_population(con) == ["L-branch", "L-licence", "L-measure", "L-permit", "L-report"]


def test_control_population_of_an_empty_register_is_empty(con: duckdb.DuckDBPyConnection) -> None:
    assert control_population(con) == []


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 1), "2026-W44"), (date(2026, 11, 2), "2026-W45"),
        (date(2027, 1, 1), "2026-W53"), (date(2024, 12, 30), "2025-W01"),
    ],
)  # fmt: skip
def test_week_is_the_iso_week(day: date, week: str) -> None:
    assert week_of(day) == week
    assert monday(week) <= day < monday(week) + timedelta(days=7)


def test_lapse_runs_over_new_year() -> None:
    assert lapses_on("2026-W50", lapse_weeks=8) == date(2027, 2, 1)
    assert math.isclose((lapses_on("2026-W50", lapse_weeks=8) - monday("2026-W50")).days, 56)
