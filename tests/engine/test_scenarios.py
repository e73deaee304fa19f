"""The invented municipality at full size: what is planted is found, look-alikes are not."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine import snapshot
from engine.features import run_hits
from engine.register import of_run
from engine.sample import generator
from engine.settings import load_settings
from engine.tables import Gate
from tests.engine.conftest import DAY, DELIVERY, make_run
from tests.rules.judging import judge
from tests.rules.world import shipped

NAMES = tuple(
    (item["kind"], item["scenario"])
    for item in json.loads((DELIVERY / "truth.json").read_text("utf-8"))["scenarios"]
)
IN_CASES = {
    *("DRG-12", "FRD-02", "FRD-06", "HAM-09", "MAL-06", "MEN-02", "VAS-07", "VAS-09", "VAS-11"),
}
"""Rules beyond the weekly scan with a story of their own."""


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full") / "delivery"
    generator.write(folder, seed=1, addresses=14_000, as_of=DAY)
    return folder


@pytest.fixture(scope="module")
def run(delivery: Path) -> snapshot.Run:
    return make_run(delivery, delivery.with_name("runs")).run


@pytest.fixture(scope="module")
def truth(delivery: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((delivery / "truth.json").read_text("utf-8"))[
        "scenarios"
    ]
    return found


@pytest.fixture(scope="module")
def places(run: snapshot.Run) -> dict[str, list[dict[str, Any]]]:
    """Locations by BAG id."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in run.table("locations").to_pylist():
        for bag_id in (*row["object_ids"], *row["building_ids"]):
            found.setdefault(bag_id, []).append(row)
    return found


def _at(item: Mapping[str, Any], places: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    rows = [row for key in (*item["object_ids"], *item["building_ids"]) for row in places[key]]
    return {row["location_id"]: row for row in rows}


def _hits(run: snapshot.Run, location_ids: set[str]) -> set[str]:
    rows = run.table("hits").to_pylist()
    return {
        row["rule_id"]
        for row in rows
        if row["outcome"] == "HIT" and row["location_id"] in location_ids
    }


def test_the_small_sample_plants_the_same_kinds(truth: list[dict[str, Any]]) -> None:
    assert set(NAMES) <= {(item["kind"], item["scenario"]) for item in truth}
    assert sum(item["kind"] == "planted" for item in truth) >= 12


@pytest.fixture(scope="module")
def in_cases(run: snapshot.Run) -> dict[str, set[str]]:
    """Locations where each rule beyond the weekly scan hits, as a scan of a case judges it."""
    rules = shipped()
    beyond = [r.id for r in rules.rules if not r.gate.in_scan and r.id in rules.compiled]
    found: dict[str, set[str]] = {rule_id: set() for rule_id in beyond}
    with of_run.register(run) as con:
        rows = judge(con, rules, beyond, as_of=DAY, hits=run_hits.of_run(run))
    for row in rows:
        if row["outcome"] == "HIT":
            found[row["rule_id"]].add(row["location_id"])
    return found


def test_every_scenario_for_a_case_is_found_there_and_its_look_alike_is_not(
    truth: list[dict[str, Any]],
    places: dict[str, list[dict[str, Any]]],
    in_cases: dict[str, set[str]],
) -> None:
    planted: set[str] = set()
    for item in truth:
        here = set(_at(item, places))
        if item["kind"] == "planted":
            expected = {rule_id for rule_id in item["expected_rules"] if rule_id in in_cases}
            planted |= expected
            assert all(in_cases[rule_id] & here for rule_id in expected), item["scenario"]
        forbidden = [rule_id for rule_id in item["forbidden_rules"] if rule_id in in_cases]
        assert not any(in_cases[rule_id] & here for rule_id in forbidden), item["scenario"]
    assert planted >= IN_CASES


def _judged(run: snapshot.Run) -> set[str]:
    """Rules of the weekly scan that wait for nothing, nor do the parts of a combined one."""
    rules = {rule["id"]: rule for rule in run.meta["rules"] if Gate(rule["gate"]).in_scan}
    waiting = {rule["id"] for rule in run.meta["rules"] if rule["waits_for"]}
    return {
        rule_id
        for rule_id, rule in rules.items()
        if rule_id in run.meta["outcomes"]
        and not waiting & {rule_id, *_rests_on(rule["combine"] or {})}
    }


def _rests_on(combine: Mapping[str, list[str]]) -> set[str]:
    return {*combine.get("all", ()), *combine.get("any", ())}


def test_every_planted_scenario_hits_its_rules(
    run: snapshot.Run, truth: list[dict[str, Any]], places: dict[str, list[dict[str, Any]]]
) -> None:
    judged = _judged(run)
    for item in truth:
        if item["kind"] == "planted":
            expected = set(item["expected_rules"]) & judged
            assert expected <= _hits(run, set(_at(item, places))), item["scenario"]


def test_every_planted_scenario_comes_in_view_as_told(
    truth: list[dict[str, Any]], places: dict[str, list[dict[str, Any]]]
) -> None:
    for item in truth:
        if item["kind"] == "planted":
            eligible = any(row["eligible"] for row in _at(item, places).values())
            assert eligible is item["expect_eligible"], item["scenario"]


def test_the_strongest_are_on_the_list(
    run: snapshot.Run, truth: list[dict[str, Any]], places: dict[str, list[dict[str, Any]]]
) -> None:
    arms = {r["location_id"]: r["arm"] for r in run.table("worklist").to_pylist()}
    for item in truth:
        if item["expect_ranked"]:
            found = {arms.get(name) for name in _at(item, places)}
            assert "ranked" in found, item["scenario"]


def test_no_look_alike_comes_in_view(
    run: snapshot.Run, truth: list[dict[str, Any]], places: dict[str, list[dict[str, Any]]]
) -> None:
    arms = {r["location_id"]: r["arm"] for r in run.table("worklist").to_pylist()}
    for item in truth:
        if item["kind"] == "lookalike":
            found = _at(item, places)
            assert not any(row["eligible"] for row in found.values()), item["scenario"]
            assert "ranked" not in {arms.get(name) for name in found}, item["scenario"]
            assert not set(item["forbidden_rules"]) & _hits(run, set(found)), item["scenario"]


def test_list_is_six_ranked_and_two_random(run: snapshot.Run) -> None:
    options = load_settings().worklist
    arms = run.table("worklist")["arm"].to_pylist()
    assert arms.count("ranked") == options.ranked == 6
    assert arms.count("random") == options.random == 2


def test_ordinary_life_stays_out_of_view(run: snapshot.Run, truth: list[dict[str, Any]]) -> None:
    eligible = sum(row["eligible"] for row in run.table("locations").to_pylist())
    assert eligible <= sum(item["kind"] == "planted" for item in truth)
