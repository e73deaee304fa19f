"""The documents are true: links resolve, commands exist, and the worked examples work."""

import re
import subprocess
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import typer
from streamlit.testing.v1 import AppTest

from connectors import document
from connectors.delivery import Delivery, Quarantined, Used
from engine import cli
from engine.commands import bibob, export, lazy, network, rules
from engine.exports.rule_docs import book, overview
from engine.features import library
from engine.network.schema import COMMON, NODES, RELATIONS
from engine.rules import cases, loader
from engine.settings import SHIPPED_RULES, load_settings
from engine.sources_file import SourceSpec

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("sample_data/*.md")])
NAMED = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in DOCUMENTS]
EXAMPLE = re.compile(r"<!-- example: ([\w ]+) -->\n```\w+\n(.*?)```", re.DOTALL)


def _examples() -> dict[str, str]:
    return dict(EXAMPLE.findall((ROOT / "docs" / "architecture.md").read_text("utf-8")))


@pytest.mark.parametrize("document", NAMED)
def test_links_resolve(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text("utf-8"))
    local = [target for target in targets if not target.startswith("http")]
    assert [t for t in local if not (document.parent / t).exists()] == []


@pytest.mark.parametrize("document", NAMED)
def test_make_targets_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("document", NAMED)
def test_commands_exist(document: Path) -> None:
    named = re.findall(r"dijkwacht ([a-z]+)(?: ([a-z]+(?:-[a-z]+)*))?", document.read_text("utf-8"))
    known = _commands()
    assert {name for name, _ in named} <= known.keys()
    assert [(a, b) for a, b in named if b and known[a] and b not in known[a]] == []


@cache
def _commands() -> dict[str, frozenset[str]]:
    """Every command, with its own commands when it is a group."""
    known = {name: _own(lazy.load(place)) for name, place in cli.COMMANDS.items()}
    groups = {"rules": rules, "network": network, "bibob": bibob, "export": export}
    return known | {name: frozenset(group.COMMANDS) for name, group in groups.items()}


def _own(found: object) -> frozenset[str]:
    if not isinstance(found, typer.Typer):
        return frozenset()
    own = {c.name or c.callback.__name__ for c in found.registered_commands if c.callback}
    return frozenset(own | {group.name for group in found.registered_groups if group.name})


def test_examples_are_short() -> None:
    examples = _examples()
    assert sorted(examples) == ["connector", "entry point", "feature", "page", "rule"]
    assert all(len(text.splitlines()) < 40 for text in examples.values())


def test_connector_example_works(tmp_path: Path) -> None:
    space: dict[str, object] = {}
    exec(compile(_examples()["connector"], "example", "exec"), space)
    file = tmp_path / "licences.txt"
    file.write_text("7;2026-01-01;Dijk 1, Kaag\n8;gisteren;Dijk 2, Kaag\n", "utf-8")
    spec = SourceSpec(id="harbour", connector="harbour", path="licences.txt")  # type: ignore[arg-type]
    delivery = Delivery(spec, (file,), date(2026, 11, 1), "1884", load_settings())
    used, wrong = space["CONNECTOR"].read(delivery)  # type: ignore[attr-defined]
    assert isinstance(used, Used)
    assert used.rows[0].values["valid_from"] == date(2026, 1, 1)
    assert isinstance(wrong, Quarantined)
    assert wrong.line == 2


@pytest.fixture
def rules_with_example(tmp_path: Path) -> Path:
    for folder in ("packs", "features", "filters", "tables"):
        (tmp_path / folder).mkdir()
    (tmp_path / "settings.yml").write_bytes((SHIPPED_RULES / "settings.yml").read_bytes())
    for table in (SHIPPED_RULES / "tables").iterdir():
        (tmp_path / "tables" / table.name).write_bytes(table.read_bytes())
    examples = _examples()
    (tmp_path / "features" / "noise_reports.sql").write_text(examples["feature"], "utf-8")
    (tmp_path / "packs" / "ovl.yml").write_text(examples["rule"], "utf-8")
    return tmp_path


def test_feature_example_loads(rules_with_example: Path) -> None:
    feature = library.load(rules_with_example / "features")["noise_reports"]
    assert feature.gate == "G1"


def test_rule_example_loads_and_its_cases_hold(rules_with_example: Path) -> None:
    ruleset = loader.load(rules_with_example)
    assert [rule.id for rule in ruleset.rules] == ["OVL-90"]
    assert [f for f in cases.check_cases(ruleset) if f.severity == "error"] == []


def test_page_example_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(tmp_path))
    page = AppTest.from_string(_examples()["page"]).run()
    assert not page.exception
    assert "nog geen run" in page.error[0].value


def _network() -> str:
    return (ROOT / "docs" / "network.md").read_text("utf-8")


def test_pattern_example_is_a_feature(tmp_path: Path) -> None:
    text = dict(EXAMPLE.findall(_network()))["pattern"]
    (tmp_path / "ended_companies_of_directors.cypher").write_text(text, "utf-8")
    (feature,) = library.load(tmp_path).values()
    assert feature.facts == ("ended",)


def test_example_of_a_fold_is_a_feature(tmp_path: Path) -> None:
    text = dict(EXAMPLE.findall(_network()))["fold"]
    (tmp_path / "neighbours_of_directors.cypher").write_text(text, "utf-8")
    (feature,) = library.load(tmp_path).values()
    assert feature.facts == ("companies", "young_companies")


def test_every_network_rule_is_listed_as_it_is_written() -> None:
    told = dict(
        re.findall(r"^\| ([A-Z]{3}-\d\d) \| (pattern|SQL|waits) \|", _network(), re.MULTILINE)
    )
    ruleset = loader.load(SHIPPED_RULES)
    forms = {
        rule.id: "waits" if rule.waits_for
        else "pattern" if ruleset.compiled[rule.id].feature.file.suffix == ".cypher" else "SQL"
        for rule in ruleset.rules if rule.id in ruleset.compiled or rule.waits_for
    }  # fmt: skip
    assert told == {rule_id: forms[rule_id] for rule_id in told}
    assert {rule_id for rule_id, form in forms.items() if form == "pattern"} <= told.keys()
    assert {f"VAS-{number:02}" for number in range(1, 12)} <= told.keys()


def test_every_label_relation_and_property_is_described() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in _network().splitlines()]
    told = {row[0]: row[-1].split(", ") for row in rows if len(row) == 4 and row[0].startswith("`")}
    nodes = {f"`{node.label}`": [p.name for p in node.properties] for node in NODES.values()}
    common = {p.name for p in COMMON}
    kinds = {
        f"`{kind.kind}`": [p.name for p in kind.properties if p.name not in common] or ["–"]
        for kind in RELATIONS.values()
    }
    assert told == nodes | kinds
    assert all(f"`{name}`" in _network() for name in common)


def test_reference_of_sources_is_generated() -> None:
    page = (ROOT / "docs" / "data-sources.md").read_text("utf-8")
    expected = document.document(load_settings().live.keep_days)
    assert page == expected, "run `make docs`"


def test_pages_of_the_rules_are_generated() -> None:
    folder = ROOT / "docs" / "rules"
    found = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    expected = overview.pages(book.open_book(SHIPPED_RULES))
    assert found.keys() == expected.keys(), "run `make docs`"
    assert [name for name in expected if found[name] != expected[name]] == [], "run `make docs`"


def test_adr_index_lists_every_decision() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text("utf-8")
    files = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert files
    assert re.findall(r"\(([0-9]{4}-[a-z0-9-]+\.md)\)", index) == files


def test_no_package_host_or_machine_path_is_tracked() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.toml", "*.lock", "*.yml", "*.md", "Makefile", ".ci/run"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    pattern = re.compile(r"pythonhosted|pypi\.org|/(?:home|root|work)/[a-z]")
    found = [
        name
        for name in listed.stdout.split()
        if name != "tests/test_docs.py" and pattern.search((ROOT / name).read_text("utf-8"))
    ]
    assert found == []
