"""A connector of another package, written by following the documents alone: one file, one line."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = r"<!-- example: {} -->\n```\w+\n(.*?)```"
SOURCES = """\
municipality: "1884"
sources:
  - id: harbour
    connector: harbour
    path: licences.txt
    delivered_on: 2026-10-31
    privacy_check: "PT-1"
"""
FIXTURE = "7;2026-01-01;Dijk 1, Kaag\n8;gisteren;Dijk 2, Kaag\n"
CONTRACT = """\
import datetime, pathlib
from connectors.delivery import Delivery
from engine.settings import load_settings
from engine.sources_file import SourceSpec
from harbour_office import CONNECTOR
from tests.connectors.contract import check_connector

spec = SourceSpec(id="harbour", connector="harbour", path="licences.txt")
day = datetime.date(2026, 11, 1)
file = pathlib.Path("licences.txt").absolute()
check_connector(CONNECTOR, Delivery(spec, (file,), day, "1884", load_settings()), records=2)
"""


def _example(name: str) -> str:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    found = re.search(EXAMPLE.format(name), text, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that is installed as pip would install it, beside its fixture."""
    (tmp_path / "harbour_office.py").write_text(_example("connector"), "utf-8")
    metadata = tmp_path / "harbour_office-1.0.dist-info"
    metadata.mkdir()
    group, line = _example("entry point").splitlines()
    name, target = line.replace('"', "").split(" = ")
    found = re.fullmatch(r'\[project\.entry-points\."(.+)"\]', group)
    assert found is not None
    (metadata / "entry_points.txt").write_text(f"[{found[1]}]\n{name} = {target}\n", "utf-8")
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: harbour-office\nVersion: 1.0\n"
    )
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    (tmp_path / "licences.txt").write_text(FIXTURE, "utf-8")
    return tmp_path


def _python(package: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": f"{package}{os.pathsep}{ROOT}",
        "DIJKWACHT_KEY": "11" * 32,
        "DIJKWACHT_VAULT": str(package / "vault.sqlite"),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=package, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_run_reads_the_source_of_another_package(package: Path, few_rules: Path) -> None:
    done = _python(package, "-m", "engine", "run", "--as-of", "2026-11-01", "--sources",
                   "sources.yaml", "--out", "runs", "--rules", str(few_rules))  # fmt: skip
    assert done.returncode == 0, done.stderr
    run = Path(package / done.stdout.strip().splitlines()[-1])
    (told,) = json.loads((run / "run.json").read_text("utf-8"))["register"]["sources"]
    assert told["tables"]["licence"]["kept"] == 1
    assert told["quarantined"] == {"from: not a date as YYYY-MM-DD": 1}


def test_it_can_be_tried_and_has_a_template(package: Path) -> None:
    tried = _python(package, "-m", "engine", "sources", "check", "--as-of", "2026-11-01")
    assert tried.returncode == 0, tried.stderr
    assert "harbour: 1 refused: from: not a date" in tried.stdout
    template = _python(package, "-m", "engine", "sources", "template", "harbour")
    assert "connector: harbour" in template.stdout


def test_it_keeps_the_contract_that_it_imports(package: Path) -> None:
    done = _python(package, "-c", CONTRACT)
    assert done.returncode == 0, done.stderr
