"""The weekly scan: three outcomes per location, with reason, facts, proof and sentence."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from engine.errors import RulePackError
from engine.rules import evaluate, loader
from engine.rules.scope import WEEKLY
from engine.tables import TABLES
from tests.engine.features.world import (
    DAY,
    SETTINGS,
    branch,
    feature_sql,
    limited,
    register,
    supply,
    write_feature,
)
from tests.engine.rules.world import (
    BOTH,
    FILTER,
    RULE,
    SECOND,
    Tree,
    changed,
    judge,
    outcomes,
    report,
    scanned,
    write,
)

COLUMNS = [
    "location_id",
    "rule_id",
    "family",
    "role",
    "outcome",
    "filtered_by",
    "reason",
    "points",
    "newest",
    "facts",
    "evidence",
    "member_ids",
    "explanation",
]


@pytest.fixture
def con() -> DuckDBPyConnection:
    """L1, a dwelling, has two starts and a report; L2, an office, has two starts; L3 two."""
    con = scanned()
    for number, location in enumerate(("L1", "L1", "L2", "L2", "L3", "L3"), start=1):
        branch(con, f"B{number}", location, f"2026-0{number}-01")
    report(con, "R1", "L1", "2026-10-01")
    return con


def test_columns_and_order_of_the_hits(con: DuckDBPyConnection, tmp_path: Path) -> None:
    hits = judge(con, write(tmp_path)).hits
    assert hits.column_names == COLUMNS
    keys = [(row["location_id"], row["rule_id"]) for row in hits.to_pylist()]
    assert keys == sorted(keys)


def test_three_outcomes(con: DuckDBPyConnection, tmp_path: Path) -> None:
    evaluation = judge(con, write(tmp_path))
    assert outcomes(evaluation, "AAA-01") == {"L1": "HIT", "L3": "UNKNOWN"}
    assert evaluation.counts["AAA-01"] == {"HIT": 1, "NO_HIT": 1, "UNKNOWN": 1}


def test_a_hit_tells_everything(con: DuckDBPyConnection, tmp_path: Path) -> None:
    (row,) = [
        r for r in judge(con, write(tmp_path, RULE)).hits.to_pylist() if r["outcome"] == "HIT"
    ]
    facts = '{"branches":2,"location.land_use":"dwelling","min_branches":2,"window_months":24}'
    assert row == {
        "location_id": "L1",
        "rule_id": "AAA-01",
        "family": "AAA",
        "role": "scenario",
        "outcome": "HIT",
        "filtered_by": None,
        "reason": None,
        "points": 3.0,
        "newest": date(2026, 2, 1),
        "facts": facts,
        "evidence": ["kvk:branch:B1", "kvk:branch:B2"],
        "member_ids": ["OL1"],
        "explanation": "2 bedrijven begonnen hier in 24 maanden.",
    }


def test_unknown_names_the_fact_that_decides(con: DuckDBPyConnection, tmp_path: Path) -> None:
    rows = judge(con, write(tmp_path, RULE)).hits.to_pylist()
    (row,) = [r for r in rows if r["location_id"] == "L3"]
    assert row["reason"] == "beslissend gegeven onbekend: location.land_use"
    assert (row["points"], row["explanation"]) == (0.0, None)


def test_a_missing_source_is_unknown_everywhere_with_its_reason(tmp_path: Path) -> None:
    con = register(("L1", "dwelling"), ("L2", "office"))
    evaluation = judge(con, write(tmp_path, RULE))
    assert outcomes(evaluation, "AAA-01") == {"L1": "UNKNOWN", "L2": "UNKNOWN"}
    assert set(evaluation.hits["reason"].to_pylist()) == {"bron ontbreekt: branch"}


def test_a_clock_that_runs_on_turns_a_hit_into_unknown(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = write(tmp_path, RULE)
    assert outcomes(judge(con, folder), "AAA-01")["L1"] == "HIT"
    later = judge(con, folder, as_of=date(2026, 11, 9))
    assert outcomes(later, "AAA-01")["L1"] == "UNKNOWN"


def test_absence_is_no_hit_whatever_the_predicate_says(tmp_path: Path) -> None:
    """Nothing there means NO_HIT, also where zeros would satisfy or nulls would leave it open."""
    folder = write(tmp_path, changed(RULE, hit_when="branches < $min_branches"))
    assert outcomes(judge(scanned(), folder), "AAA-01") == {}


def test_no_locations_no_rows(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch")
    evaluation = judge(con, write(tmp_path, RULE))
    assert evaluation.hits.num_rows == 0
    assert evaluation.counts["AAA-01"] == {"HIT": 0, "NO_HIT": 0, "UNKNOWN": 0}


def test_no_rules_no_rows(tmp_path: Path) -> None:
    evaluation = judge(scanned(), tmp_path)
    assert (evaluation.hits.num_rows, evaluation.counts, evaluation.features) == (0, {}, {})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param({"status": "deprecated"}, "regel is uitgeschakeld", id="deprecated"),
        pytest.param({"waits_for": ["een register"]}, "wacht op: een register", id="waits"),
        pytest.param({"gate": "G2"}, "poort G2: alleen binnen een dossier", id="beyond the scan"),
        pytest.param({"gate": "G4"}, "poort G4: alleen binnen een dossier", id="partner"),
    ],
)
def test_what_is_not_judged_and_why(
    con: DuckDBPyConnection, tmp_path: Path, change: Tree, why: str
) -> None:
    evaluation = judge(con, write(tmp_path, changed(RULE, **change), SECOND))
    assert outcomes(evaluation, "AAA-01") == {}
    assert evaluation.not_judged == {"AAA-01": why}
    assert list(evaluation.counts) == ["AAA-02"]


def test_experimental_rules_run_in_shadow(con: DuckDBPyConnection, tmp_path: Path) -> None:
    evaluation = judge(con, write(tmp_path, changed(RULE, status="experimental"), SECOND))
    assert outcomes(evaluation, "AAA-01")["L1"] == "HIT"


def test_combined_rules_follow_their_parts(con: DuckDBPyConnection, tmp_path: Path) -> None:
    evaluation = judge(con, write(tmp_path))
    assert outcomes(evaluation, "AAA-K1") == {"L1": "HIT"}
    (row,) = [r for r in evaluation.hits.to_pylist() if r["rule_id"] == "AAA-K1"]
    assert row["evidence"] == ["kvk:branch:B1", "kvk:branch:B2", "mel:report:R1"]
    assert (row["newest"], row["points"]) == (date(2026, 10, 1), 0.0)
    assert row["explanation"] == "Beide"


def test_a_combined_rule_does_not_count_on_a_shadow(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = write(tmp_path, changed(RULE, status="experimental"), SECOND, BOTH)
    evaluation = judge(con, folder)
    assert outcomes(evaluation, "AAA-K1") == {"L1": "UNKNOWN"}


def test_a_combined_rule_may_stand_before_its_parts_and_on_another(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    top = changed(BOTH, id="AAA-00", combine={"any": ["AAA-K1"]}, cases=None)
    evaluation = judge(con, write(tmp_path, top, BOTH, SECOND, RULE))
    assert outcomes(evaluation, "AAA-00") == {"L1": "HIT"}


WHERE: dict[str, Tree] = {
    "location": {"locations": ["L1"]},
    "unit": {"locations": None, "objects": ["OL1"]},
    "predicate": {"locations": None, "when": "location.land_use = 'dwelling'"},
}


@pytest.mark.parametrize("where", WHERE.values(), ids=WHERE.keys())
def test_a_filtered_hit_keeps_its_row_without_points(
    con: DuckDBPyConnection, tmp_path: Path, where: Tree
) -> None:
    folder = write(tmp_path, RULE, filters=(changed(FILTER, **where),))
    (row,) = [r for r in judge(con, folder).hits.to_pylist() if r["location_id"] == "L1"]
    assert (row["outcome"], row["filtered_by"], row["points"]) == ("HIT", "F1", 0.0)
    assert row["reason"] == "gefilterd door regisseur: verzamelgebouw"
    assert row["evidence"]


@pytest.mark.parametrize(
    ("change", "filtered"),
    [
        pytest.param({"expires_on": DAY}, "F1", id="last day"),
        pytest.param({"expires_on": date(2026, 10, 31)}, None, id="expired"),
        pytest.param({"starts_on": DAY}, "F1", id="first day"),
        pytest.param({"starts_on": date(2026, 11, 2)}, None, id="not yet"),
        pytest.param({"locations": ["L2"]}, None, id="elsewhere"),
        pytest.param({"rule": "AAA-02"}, None, id="another rule"),
    ],
)
def test_a_filter_has_its_time_place_and_rule(
    con: DuckDBPyConnection, tmp_path: Path, change: Tree, filtered: str | None
) -> None:
    folder = write(tmp_path, RULE, SECOND, filters=(changed(FILTER, **change),))
    rows = judge(con, folder).hits.to_pylist()
    (row,) = [r for r in rows if (r["location_id"], r["rule_id"]) == ("L1", "AAA-01")]
    assert row["filtered_by"] == filtered


def test_of_two_filters_the_first_by_id_is_named(con: DuckDBPyConnection, tmp_path: Path) -> None:
    folder = write(tmp_path, RULE, filters=(changed(FILTER, id="F2"), FILTER))
    (row,) = [r for r in judge(con, folder).hits.to_pylist() if r["location_id"] == "L1"]
    assert row["filtered_by"] == "F1"


def test_a_filtered_part_does_not_make_a_combination(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    evaluation = judge(con, write(tmp_path, filters=(FILTER,)))
    assert outcomes(evaluation, "AAA-K1") == {}


def test_unknown_is_not_filtered(con: DuckDBPyConnection, tmp_path: Path) -> None:
    folder = write(tmp_path, RULE, filters=(changed(FILTER, locations=["L3"]),))
    (row,) = [r for r in judge(con, folder).hits.to_pylist() if r["location_id"] == "L3"]
    assert row["filtered_by"] is None


def test_points_need_proof(con: DuckDBPyConnection, tmp_path: Path) -> None:
    folder = write(tmp_path, RULE)
    con.execute("UPDATE branch SET record_key = NULL")
    with pytest.raises(RulePackError, match=r"aaa\.yml:\d+: AAA-01 hits L1 without evidence"):
        judge(con, folder)


def test_context_may_stand_without_proof(con: DuckDBPyConnection, tmp_path: Path) -> None:
    con.execute("UPDATE branch SET record_key = NULL")
    evaluation = judge(con, write(tmp_path, changed(RULE, points="context")))
    assert outcomes(evaluation, "AAA-01")["L1"] == "HIT"


def test_the_feature_tables_leave_with_the_hits(con: DuckDBPyConnection, tmp_path: Path) -> None:
    evaluation = judge(con, write(tmp_path))
    assert list(evaluation.features) == ["reports", "starts"]
    assert evaluation.feature_of == {"AAA-01": "starts", "AAA-02": "reports"}
    starts = evaluation.features["starts"]
    assert starts["location_id"].to_pylist() == ["L1", "L2", "L3"]
    assert starts["branches"].to_pylist() == [2, 2, 2]


def test_one_feature_with_two_windows_is_two_tables(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    other = changed(RULE, id="AAA-09", params={"window_months": 1, "min_branches": 2})
    same = changed(RULE, id="AAA-08", params={"window_months": 24, "min_branches": 9})
    evaluation = judge(con, write(tmp_path, RULE, other, same))
    assert evaluation.feature_of["AAA-01"] == evaluation.feature_of["AAA-08"]
    assert evaluation.feature_of["AAA-09"] != evaluation.feature_of["AAA-01"]
    assert sorted(evaluation.features) == sorted(set(evaluation.feature_of.values()))
    assert all(name.startswith("starts-") for name in evaluation.features)


def test_facts_with_the_name_of_a_location_column_are_the_facts(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        changed(
            RULE,
            feature="kinds",
            params={"kind_wanted": "x"},
            hit_when="kind = $kind_wanted AND location.kind = 'yard'",
            explain="{kind} op {location.kind} sinds {newest}, op {as_of}",
            cases=[
                {"name": "a", "facts": {"kind": "x", "location.kind": "yard"}, "expect": "HIT"},
                {"name": "b", "facts": {"kind": "y", "location.kind": "yard"}, "expect": "NO_HIT"},
                {"name": "c", "facts": {}, "expect": "UNKNOWN"},
            ],
        ),
    )
    text = feature_sql("'x' AS kind", name="kinds")
    write_feature(folder / "features", text, "kinds")
    con = scanned()
    branch(con, "B1", "L1", "2026-01-01")
    con.execute("UPDATE location SET kind = 'yard'")
    (row,) = judge(con, folder).hits.to_pylist()
    assert row["explanation"] == "x op yard sinds 1 november 2026, op 1 november 2026"
    assert json.loads(row["facts"]) == {"kind": "x", "kind_wanted": "x", "location.kind": "yard"}


def test_dates_codes_and_spans_reach_the_predicate(con: DuckDBPyConnection, tmp_path: Path) -> None:
    rule = changed(
        RULE,
        params={
            "window_months": 24,
            "uses": ["dwelling"],
            "idle_days": 10,
            "since": date(2020, 1, 1),
        },
        hit_when="list_contains($uses, location.land_use) AND branches > 0"
        " AND $idle_days_from < $as_of AND $since < $as_of",
    )
    assert outcomes(judge(con, write(tmp_path, rule)), "AAA-01") == {"L1": "HIT", "L3": "UNKNOWN"}


def test_a_comment_at_the_end_of_a_predicate_swallows_nothing(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    rule = changed(RULE, hit_when=str(RULE["hit_when"]) + " -- waarom")
    assert outcomes(judge(con, write(tmp_path, rule)), "AAA-01")["L1"] == "HIT"


def test_a_predicate_that_fails_names_its_rule(con: DuckDBPyConnection, tmp_path: Path) -> None:
    rule = changed(RULE, hit_when="branches * 9000000000000000000 > $min_branches")
    with pytest.raises(
        RulePackError, match=r"aaa\.yml:\d+: rule AAA-01 does not run: Out of Range"
    ):
        judge(con, write(tmp_path, rule))


def test_a_feature_that_is_too_slow_names_itself(tmp_path: Path) -> None:
    folder = write(tmp_path, RULE)
    slow = feature_sql(
        "count(*) AS branches",
        "branch b JOIN branch c ON true JOIN branch d ON true",
        name="starts",
        header="-- params: window_months\n",
        rest="WHERE b.started_on > $window_months_from GROUP BY b.location_id",
    )
    write_feature(folder / "features", slow, "starts")
    con = scanned()
    con.execute(
        "INSERT INTO branch (branch_id, location_id, started_on)"
        " SELECT i::VARCHAR, 'L1', DATE '2026-01-01' FROM range(4000) t(i)"
    )
    settings = limited(seconds=0.3)
    with pytest.raises(RulePackError, match=r"starts\.sql: feature starts takes longer"):
        evaluate.evaluate(con, loader.load(folder), as_of=DAY, settings=settings)


def test_the_register_is_not_changed(con: DuckDBPyConnection, tmp_path: Path) -> None:
    before = [con.sql(f'FROM "{name}"').fetchall() for name in sorted(TABLES)]
    judge(con, write(tmp_path, filters=(FILTER,)))
    assert [con.sql(f'FROM "{name}"').fetchall() for name in sorted(TABLES)] == before


def test_twice_the_same_is_the_same(con: DuckDBPyConnection, tmp_path: Path) -> None:
    folder = write(tmp_path, filters=(FILTER,))
    first, second = judge(con, folder), judge(con, folder)
    assert first.hits.equals(second.hits)
    assert first.features == second.features


def test_names_of_companies_change_nothing(con: DuckDBPyConnection, tmp_path: Path) -> None:
    folder = write(tmp_path)
    before = judge(con, folder).hits
    con.execute("UPDATE branch SET shop_name = 'Ander BV'")
    assert judge(con, folder).hits.equals(before)


def test_progress_is_told(con: DuckDBPyConnection, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    ruleset = loader.load(write(tmp_path))
    evaluate.evaluate(
        con, ruleset, as_of=DAY, settings=limited(), progress=lambda *step: told.append(step)
    )
    assert told == [("rules", 1, 3), ("rules", 2, 3), ("rules", 3, 3)]


def test_one_location_is_judged_with_the_same_outcome_as_in_a_scan_of_all(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    ruleset = loader.load(write(tmp_path))
    all_ = evaluate.evaluate(con, ruleset, as_of=DAY, settings=SETTINGS)
    rows = all_.hits.to_pylist()
    for location in ("L1", "L2", "L3"):
        within = replace(WEEKLY, location_id=location)
        one = evaluate.evaluate(con, ruleset, as_of=DAY, settings=SETTINGS, within=within)
        assert one.hits.to_pylist() == [row for row in rows if row["location_id"] == location]
        assert {sum(counts.values()) for counts in one.counts.values()} == {1}
        assert {table.num_rows for table in one.features.values()} == {1}


def test_combined_rule_without_all_is_judged_at_the_one_location_only(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    either = changed(BOTH, combine={"any": ["AAA-01", "AAA-02"]})
    ruleset = loader.load(write(tmp_path, RULE, SECOND, either))
    within = replace(WEEKLY, location_id="L1")
    found = evaluate.evaluate(con, ruleset, as_of=DAY, settings=SETTINGS, within=within)
    assert {row["location_id"] for row in found.hits.to_pylist()} == {"L1"}
    assert outcomes(found, "AAA-K1") == {"L1": "HIT"}
