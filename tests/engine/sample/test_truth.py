"""`truth.json` against the delivery itself, and against what a run makes of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.progress import silent
from engine.register import build
from engine.register.build import Register
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.rules import evaluate, loader
from engine.rules.model import Rule
from engine.settings import Settings, load_settings
from engine.sources_file import load_sources
from tests.engine.sample import unpack
from tests.engine.sample.conftest import AS_OF

BROKEN_ROWS = 2
"""At most so many rows of one export are broken on purpose."""


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings()


@pytest.fixture(scope="module")
def register(sample: Path, settings: Settings) -> Iterator[Register]:
    sources = load_sources(sample / "sources.yaml")
    with build.build(
        sources, as_of=AS_OF, settings=settings, key=PUBLIC_SAMPLE_KEY, vault=None, decisions=(),
        progress=silent,
    ) as made:  # fmt: skip
        yield made


@pytest.fixture(scope="module")
def truth(sample: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((sample / "truth.json").read_text("utf-8"))[
        "scenarios"
    ]
    return found


@pytest.fixture(scope="module")
def links(sample: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((sample / "truth.json").read_text("utf-8"))["links"]
    return found


def test_objects_and_buildings_exist_in_the_bag(sample: Path, truth: list[dict[str, Any]]) -> None:
    files = unpack.delivery(sample)
    objects = {
        identity
        for kind in ("Verblijfsobject", "Ligplaats", "Standplaats", "Pand")
        for identity in unpack.by_id(unpack.records(files, kind))
    }
    assert len(truth) == 12
    for entry in truth:
        assert entry["object_ids"]
        assert {*entry["object_ids"], *entry["building_ids"]} <= objects


def test_only_the_broken_rows_go_to_quarantine(register: Register) -> None:
    counts = register.con.sql(
        "SELECT source, count(*) FROM quarantine GROUP BY source ORDER BY source"
    ).fetchall()
    assert len(counts) >= 18
    assert [row for row in counts if row[1] > BROKEN_ROWS] == []


@pytest.mark.parametrize(
    ("table", "share"),
    [("branch", 0.9), ("permit", 1.0), ("licence", 1.0), ("title", 1.0), ("measure", 1.0),
     ("inspection", 1.0), ("environment_notification", 1.0), ("topography_change", 1.0)],
)  # fmt: skip
def test_places_are_found_but_those_that_were_typed_wrong(
    register: Register, links: list[dict[str, Any]], table: str, share: float
) -> None:
    typed = [
        value
        for link in links
        if link["kind"] == "address" and link["subject"]["table"] == table
        for value in link["subject"]["where"].values()
    ]
    rows = register.con.execute(
        f"SELECT avg((location_id IS NOT NULL)::INT) FROM {table} "
        "WHERE NOT list_contains($1::VARCHAR[], record_id)", [typed],
    ).fetchall()  # fmt: skip
    assert rows[0][0] >= share


def test_links_are_of_every_kind_and_verdict_and_their_rows_are_there(
    register: Register, links: list[dict[str, Any]]
) -> None:
    assert {(link["kind"], link["verdict"]) for link in links} == {
        ("company", "same"), ("company", "different"), ("person", "same"),
        ("person", "different"), ("address", "same"),
    }  # fmt: skip
    for link in links:
        sides = [_parties(register, side) for side in (link["subject"], link["other"])]
        assert all(sides), link
        assert sides[0].isdisjoint(sides[1]), link


def _parties(register: Register, side: Any) -> set[str]:
    """Ids by which a side of a link stands in the register; a row of its place by its own id."""
    if isinstance(side, str):
        return {side}
    where = " AND ".join(
        f"{column}::VARCHAR = '{value}'" for column, value in side["where"].items()
    )
    column = f"{side['role']}_id" if side["role"] else "record_id"
    query = f"SELECT DISTINCT {column} FROM {side['table']} WHERE {where}"
    return {str(value) for (value,) in register.con.sql(query).fetchall()}


def test_places_of_rows_are_units_of_the_bag(register: Register, sample: Path) -> None:
    told = json.loads((sample / "truth.json").read_text("utf-8"))["places"]
    known = {
        str(row[0]) for row in register.con.sql("SELECT object_id FROM address_unit").fetchall()
    }
    for table, rows in told.items():
        assert rows, table
        assert set(rows.values()) <= known


def _members(register: Register) -> dict[str, str]:
    rows = register.con.sql("SELECT member_id, location_id FROM location_member ORDER BY ALL")
    return {str(member): str(location) for member, location in rows.fetchall()}


def test_each_story_is_one_location(register: Register, truth: list[dict[str, Any]]) -> None:
    members = _members(register)
    for entry in truth:
        ids = [*entry["object_ids"], *entry["building_ids"]]
        assert len({members[identity] for identity in ids}) == 1, entry["id"]


def test_clusters_are_those_of_one_hand(sample: Path, register: Register) -> None:
    told = json.loads((sample / "truth.json").read_text("utf-8"))
    rows = register.con.sql("SELECT enterprise_id, cluster_id FROM enterprise_cluster").fetchall()
    groups: dict[str, list[str]] = {}
    for enterprise, cluster in sorted(rows):
        groups.setdefault(cluster, []).append(enterprise)
    assert sorted(group for group in groups.values() if len(group) > 1) == told["clusters"]
    assert told["left_out"]
    assert {enterprise for enterprise, _ in rows}.isdisjoint(told["left_out"])


def _rests_on(rule: Rule) -> tuple[str, ...]:
    """Parts of a combined rule that it cannot do without."""
    return (*rule.combine.all, *rule.combine.any) if rule.combine else ()


def test_rules_hit_where_they_should_and_stay_silent_where_they_should(
    register: Register, truth: list[dict[str, Any]], settings: Settings
) -> None:
    """Rules that are not shipped yet, or wait for an input, are left out of the comparison."""
    ruleset = loader.load(settings.rules)
    waiting = {rule.id for rule in ruleset.rules if rule.waits_for}
    judged = {rule.id for rule in ruleset.rules if not waiting & {rule.id, *_rests_on(rule)}}
    found = evaluate.evaluate(
        register.con, ruleset, as_of=AS_OF, settings=settings, progress=silent
    )
    hits = {
        (hit["location_id"], hit["rule_id"])
        for hit in found.hits.to_pylist()
        if hit["outcome"] == "HIT"
    }
    members = _members(register)
    problems = []
    for entry in truth:
        here = members[entry["object_ids"][0]]
        for rule in entry["expected_rules"]:
            if rule in judged and (here, rule) not in hits:
                problems.append(f"{entry['id']} {entry['scenario']}: {rule} did not hit")
        problems += [
            f"{entry['id']} {entry['scenario']}: {rule} hit"
            for rule in entry["forbidden_rules"]
            if (here, rule) in hits
        ]
    assert problems == []
