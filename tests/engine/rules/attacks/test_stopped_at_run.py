"""Features that would take all time or memory: stopped at the limit, and named."""

import shutil
import time
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from engine import cli, snapshot
from engine.errors import RulePackError
from engine.rules import evaluate, loader
from engine.settings import SHIPPED_RULES, load_settings
from tests.engine.features.world import DAY, register, supply
from tests.engine.rules.attacks.by_run import ENDLESS, MEMORY, TIME
from tests.engine.rules.attacks.folder import EVIL, limit
from tests.engine.rules.world import RULE, changed, write


def bomb(folder: Path, statement: str) -> Path:
    """A rules folder whose only rule reads this feature."""
    rule = changed(
        RULE,
        feature="evil",
        params={"min_n": 1},
        hit_when="n >= $min_n",
        explain="{n}",
        cases=[
            {"name": "een", "facts": {"n": 1}, "expect": "HIT"},
            {"name": "geen", "facts": {"n": 0}, "expect": "NO_HIT"},
            {"name": "onbekend", "facts": {}, "expect": "UNKNOWN"},
        ],
    )
    write(folder, rule)
    (folder / EVIL).write_text(f"-- feature: evil\n-- title: Proef\n{statement}\n", "utf-8")
    limit(folder)
    return folder


@pytest.fixture
def many() -> DuckDBPyConnection:
    """Three thousand branches at one location."""
    con = register(("L1", "dwelling"))
    supply(con, "branch")
    con.execute(
        "INSERT INTO branch (branch_id, location_id, record_key)"
        " SELECT i::VARCHAR, 'L1', 'k' FROM range(3000) t(i)"
    )
    return con


def stopped(con: DuckDBPyConnection, folder: Path) -> str:
    """What is said when this folder is judged; it must be said within seconds."""
    start = time.monotonic()
    settings = load_settings(folder)
    with pytest.raises(RulePackError) as error:
        evaluate.evaluate(con, loader.load(folder), as_of=DAY, settings=settings)
    assert error.value.file == folder / EVIL
    assert time.monotonic() - start < 10
    return error.value.what


@pytest.mark.parametrize("statement", TIME.values(), ids=TIME.keys())
def test_endless_work_is_stopped(many: DuckDBPyConnection, tmp_path: Path, statement: str) -> None:
    assert stopped(many, bomb(tmp_path, statement)) == "feature evil takes longer than 0.5 seconds"


@pytest.mark.parametrize("statement", MEMORY.values(), ids=MEMORY.keys())
def test_endless_memory_is_refused(
    many: DuckDBPyConnection, tmp_path: Path, statement: str
) -> None:
    folder = bomb(tmp_path, statement)
    limit(folder, seconds=30)
    assert "feature evil does not run: Out of Memory" in stopped(many, folder)


def test_stopped_run_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bomb(tmp_path / "rules", ENDLESS)
    limit(folder, memory_mb=512)
    for name in ("tables", "matching"):
        shutil.copytree(SHIPPED_RULES / name, folder / name)
    sources = tmp_path / "sources.yaml"
    sources.write_text('municipality: "1884"\nsources: []\n', "utf-8")
    monkeypatch.setenv("DIJKWACHT_KEY", "22" * 32)
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "vault.sqlite"))
    out = tmp_path / "runs"
    given = ("--sources", str(sources), "--rules", str(folder), "--out", str(out))
    monkeypatch.setattr(
        "sys.argv", ["dijkwacht", "run", "--offline", "--as-of", "2026-11-01", *given]
    )
    with pytest.raises(SystemExit) as left:
        cli.main()
    told = capsys.readouterr().err
    assert left.value.code == 1
    assert f"{folder / EVIL}: feature evil takes longer than 0.5 seconds" in told
    assert "Traceback" not in told
    assert snapshot.list_runs(out) == []
