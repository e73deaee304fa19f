"""`dijkwacht instruments` and what `rules lint` says of local policy."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine.cli import app
from engine.settings import SHIPPED_RULES
from tests import casework_file


@pytest.fixture(autouse=True)
def own_casework(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_municipality_without_policy_is_told_so(tmp_path: Path) -> None:
    told = _run("instruments", "--out", str(tmp_path / "runs"), "--user", "an")
    assert "13b: Opiumwet art. 13b" in told
    assert "beleid: ontbreekt; vindplaats: ontbreekt" in told
    assert "in het register niet bekend" in told
    assert told.endswith("19 instrumenten, bij 19 ontbreekt iets\n")


def test_sample_is_marked_and_json_has_every_instrument(tmp_path: Path) -> None:
    where = ("--out", str(tmp_path / "runs"), "--user", "an")
    assert "beleid: Verzonnen: Damoclesbeleid" in _run("instruments", "--sample", *where)
    rows = json.loads(_run("instruments", "--all", "--format", "json", *where))
    assert {row["code"] for row in rows} >= {"OM", "13b", "Bibob"}
    assert next(row for row in rows if row["code"] == "13b")["policy"]["policy"] is None


def test_lint_names_the_line_of_a_wrong_row(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(SHIPPED_RULES, rules)
    file = rules / "tables" / "local_policy.csv"
    file.write_text(file.read_text("utf-8").replace("13b,", "13x,", 1), "utf-8")
    result = CliRunner().invoke(app, ["rules", "lint", "--rules", str(rules)])
    assert result.exit_code == 1
    assert f"{file}:3: error: code '13x' is not in instruments.csv" in result.stdout
