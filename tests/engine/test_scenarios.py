"""The invented municipality at full size: what is planted is found, look-alikes are not."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine import snapshot
from engine.sample import generator
from engine.settings import load_settings
from engine.tables import Gate
from tests.engine.conftest import DAY, DELIVERY, make_run

NAMES = tuple(
    (item["kind"], item["scenario"])
    for item in json.loads((DELIVERY / "truth.json").read_text("utf-8"))["scenarios"]
)


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


def _judged(run: snapshot.Run) -> set[str]:
    """Rules of the weekly scan that wait for nothing, nor do the parts of a combined one."""
    rules = {rule["id"]: rule for rule in run.meta["rules"] if Gate(rule["gate"]).in_scan}
    waiting = {rule["id"] for rule in run.meta["rules"] if rule["waits_for"]}
    return {
        rule_id
        for rule_id, rule in rules.items()
        if not waiting & {rule_id, *_rests_on(rule["combine"] or {})}
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
