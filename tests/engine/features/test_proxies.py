"""The lists of what stands for a forbidden attribute: data with reasons, and no idle permission."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.features import library, memory, proxies
from engine.rules import proxies as rule_proxies
from engine.settings import SHIPPED_RULES
from engine.tables import TABLES
from tests.engine.features.world import feature_sql, load_feature
from tests.rules.world import shipped

COLUMNS = [f"{t.name}.{c.name}" for t in TABLES.values() for c in t.stored()]
MATCHES = {"use", "value", "denied", "plain", "prefix", "fact", "evidence"}


def rows(name: str) -> list[Mapping[str, str]]:
    with (SHIPPED_RULES / "tables" / name).open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize(
    "row", rows("proxies.csv"), ids=lambda row: f"{row['column']} {row['match']}"
)
def test_line_means_a_column_and_says_why(row: Mapping[str, str]) -> None:
    proxy = proxies.Proxy(row["column"], row["match"], row["constant"], row["group"], row["why"])
    assert any(proxy.means(column) for column in COLUMNS)
    assert row["match"] in MATCHES
    assert row["group"]
    assert row["why"]
    assert row["source"]
    assert row["verified"] in ("true", "false")


@pytest.mark.parametrize(
    "row", rows("proxies_allowed.csv"), ids=lambda row: f"{row['where']} {row['column']}"
)
def test_permission_is_reasoned_and_needed(
    row: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, the place that has it would not load."""
    assert row["why"]
    assert row["source"]
    assert row["verified"] in ("true", "false")
    rules = shipped()
    others = tuple(other for other in rows("proxies_allowed.csv") if other != row)
    monkeypatch.setattr(proxies, "_allowed", lambda: others)
    monkeypatch.setattr(memory, "recall", lambda *_: None)
    monkeypatch.setattr(library, "_known", library._known.__wrapped__)
    file = shipped().features[row["where"]].file
    told = [problem.what for problem in library.read(file)[1]]
    for rule in rules.rules:
        if rule.feature == row["where"]:
            found = rule_proxies.check(rules.entries[rule.id], rule, rules.compiled[rule.id])
            told += [finding.what for finding in found]
    assert any(row["column"] in what and "stands for" in what for what in told)


def test_permission_of_one_feature_is_none_of_another(tmp_path: Path) -> None:
    text = feature_sql(
        "count(*) AS n",
        "branch b JOIN title t ON t.object_id = b.object_id AND t.holder_kind = 'natural'",
        name="idle",
    )
    (tmp_path / "idle.sql").write_text(text, "utf-8")
    feature, problems = library.read(tmp_path / "idle.sql")
    assert feature is None
    assert [problem.what for problem in problems] == [
        "title.holder_kind compared with 'natural' stands for natural person: a rule is about"
        " places and not about people"
    ]
    (tmp_path / "idle.sql").unlink()
    name = "businesses_in_empty_dwellings"
    assert load_feature(tmp_path, text.replace("feature: idle", f"feature: {name}"), name)


@pytest.mark.parametrize(
    "name",
    ["registered_adults", "max_entity_age_months", "use_purposes", "clusters", "nationwide_firms"],
)
def test_ordinary_name_is_fine(name: str) -> None:
    assert list(proxies.names([name])) == []


@pytest.mark.parametrize(
    "name", ["nationaliteit", "birth_date", "geslacht", "leeftijd_max", "poolse_winkels", "gender"]
)
def test_name_of_a_forbidden_attribute_is_told(name: str) -> None:
    assert list(proxies.names([name]))
