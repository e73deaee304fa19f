"""The guide for analysts is true: whoever follows it to the letter has a rule that works."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine import cli
from engine.rules import loader
from engine.tables import Gate

ROOT = Path(__file__).resolve().parents[2]
SECTION = "## A rule in ten minutes"
BLOCK = re.compile(r"(?:Save as `([\w/.]+)`:\n\n)?```(console|sql|yaml)\n(.*?)```", re.DOTALL)


def _steps() -> list[tuple[str, str, str]]:
    """File to save, kind and text of each block of the section, in the order of the text."""
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    section = text.split(SECTION)[1].split("\n## ")[0]
    return [(file, kind, body) for file, kind, body in BLOCK.findall(section)]


def _commands(body: str) -> list[tuple[list[str], list[str]]]:
    """Each command of a console block, and the lines that must stand in its output."""
    found: list[tuple[list[str], list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((shlex.split(line[2:]), []))
        else:
            found[-1][1].append(line)
    return found


def _run(command: list[str]) -> str:
    if command[0] != "dijkwacht":
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    done = CliRunner().invoke(cli.app, command[1:])
    assert done.exit_code == 0, f"{command}: {done.output} {done.exception}"
    return done.output


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the guide takes for granted: the rules and the sample."""
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    (tmp_path / "sample_data").symlink_to(ROOT / "sample_data")
    monkeypatch.setenv("DIJKWACHT_KEY", "22" * 32)
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "vault.sqlite"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_guide_followed_to_the_letter_gives_a_rule_that_works(desk: Path) -> None:
    kinds = [kind for _, kind, _ in _steps()]
    assert (kinds.count("sql"), kinds.count("yaml")) == (1, 1)
    assert kinds.count("console") >= 3
    for file, kind, body in _steps():
        if kind != "console":
            assert file, "a block to save says where"
            (desk / file).write_text(body, "utf-8")
            continue
        for command, expected in _commands(body):
            output = _run(command)
            assert [line for line in expected if line not in output] == [], command
    rules = loader.load(desk / "mine")
    assert rules.rule("FIRE-01").gate is rules.features["recent_fires"].gate is Gate.G1
