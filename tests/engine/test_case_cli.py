"""`dijkwacht case open|scan|show|close` as one types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError, RunError
from engine.snapshot import Run


@pytest.fixture
def runs(sample_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", f"sqlite:///{tmp_path / 'casework.sqlite'}")
    return sample_run.path.parent


def _case(*arguments: str) -> Result:
    """The result of a command; an error of ours is raised, as `main` would catch it."""
    result = CliRunner().invoke(app, ["case", *arguments])
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def _open(run: Run, runs: Path, location: str, reason: str = "Gesprek met de brandweer.") -> str:
    where = (run.path.name, location, "--kind", "case", "--out", str(runs))
    return _case("open", *where, "--reason", reason, "--user", "ri").stdout.strip()


def _location(run: Run) -> str:
    rows = run.table("tables/partner_report").to_pylist()
    return min(str(row["location_id"]) for row in rows if row["location_id"])


def test_case_from_opening_to_closing(sample_run: Run, runs: Path) -> None:
    number = _open(sample_run, runs, _location(sample_run))
    assert number == "1"
    assert "Nog niet bekeken: dijkwacht case scan 1" in _case("show", "1", "--user", "ri").stdout
    told = _case("scan", "1", "--user", "ri", "--out", str(runs)).stdout
    assert told.startswith(f"Zaak 1: casus voor {_location(sample_run)}\n")
    assert "DRG-06" in told
    assert told.index("Wat zien we\n") < told.index("  DRG-06 ") < told.index("Wat weten we niet")
    assert "kan ook zijn: " in told
    assert "geen punten" in told
    assert _case("show", "1", "--user", "ri").stdout == told
    shown = json.loads(_case("show", "1", "--user", "ri", "--format", "json").stdout)
    assert shown["scans"][0]["run"] == sample_run.path.name
    assert "points" not in json.dumps(shown)
    assert _case("close", "1", "--user", "ri").stdout == "Zaak 1 is gesloten.\n"
    assert "gesloten op" in _case("show", "1", "--user", "ri").stdout


def test_who_may_not_open_may_not_look(sample_run: Run, runs: Path) -> None:
    _open(sample_run, runs, _location(sample_run))
    with pytest.raises(CaseworkError, match="may not see a case"):
        _case("show", "1", "--user", "an", "--role", "analyst")


def test_what_is_not_there_is_named(sample_run: Run, runs: Path) -> None:
    assert CliRunner().invoke(app, ["case", "show", "9" * 30]).exit_code == 2
    with pytest.raises(CaseworkError, match="no case 9"):
        _case("scan", "9", "--user", "ri", "--out", str(runs))
    with pytest.raises(RunError, match="no location L0"):
        _open(sample_run, runs, "L0")
    with pytest.raises(CaseworkError, match="a purpose is needed"):
        _open(sample_run, runs, _location(sample_run), reason=" ")
