"""Hostile folders of rules: all refused when they load, with file and line, and nothing done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import cli
from engine.errors import RulePackError
from engine.rules import loader
from tests.engine.conftest import DELIVERY
from tests.engine.rules.attacks import by_file, by_proxy, by_rule, by_sql
from tests.engine.rules.attacks.folder import SECRET, Attack, line_of, make

MODULES = (by_sql.GROUPS, by_rule.GROUPS, by_file.GROUPS, by_proxy.GROUPS)
GROUPS = {group: attacks for groups in MODULES for group, attacks in groups.items()}
ATTACKS = [
    pytest.param(attack, id=f"{group}: {attack.name}")
    for group, attacks in GROUPS.items()
    for attack in attacks
]
COMMANDS = {
    "lint": ("rules", "lint"),
    "test": ("rules", "test"),
    "list": ("rules", "list"),
    "run": ("run", "--offline", "--as-of", "2026-11-01", "--sources", f"{DELIVERY}/sources.yaml"),
}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in an empty folder, which stays empty; what a command needs stands beside it."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DIJKWACHT_KEY", "22" * 32)
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "vault.sqlite"))
    yield
    assert list(folder.iterdir()) == []


def test_there_are_enough_attacks_and_each_has_its_name() -> None:
    names = [str(param.id) for param in ATTACKS]
    assert len(names) == len(set(names)) >= 40
    assert len(GROUPS) == sum(len(groups) for groups in MODULES)


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_refused_with_its_file_and_line(attack: Attack, tmp_path: Path) -> None:
    folder = make(tmp_path / "rules", attack)
    before = _content(folder)
    place = f"{folder / attack.file}:{line_of(folder, attack)}: "
    with pytest.raises(RulePackError) as refused:
        loader.load(folder)
    told = str(refused.value).split("\n")
    assert any(line.startswith(place) and attack.said in line for line in told), told
    assert SECRET not in str(refused.value)
    assert _content(folder) == before


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize(
    "attack", [attacks[0] for attacks in GROUPS.values()], ids=list(GROUPS.keys())
)
def test_commands_say_it_without_a_traceback(
    attack: Attack,
    command: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make(tmp_path / "rules", attack)
    out = ("--out", str(tmp_path / "runs")) if command[0] == "run" else ()
    monkeypatch.setattr("sys.argv", ["dijkwacht", *command, "--rules", str(folder), *out])
    with pytest.raises(SystemExit) as left:
        cli.main()
    told = capsys.readouterr()
    assert left.value.code == 1
    assert attack.said in told.out + told.err
    assert "Traceback" not in told.out + told.err
    assert not (tmp_path / "runs").exists()


def _content(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.lstat().st_size) for path in folder.rglob("*"))
