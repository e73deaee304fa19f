"""`dijkwacht export geojson|csv|ftm|algorithm-register` as one types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError
from engine.snapshot import Run
from tests import casework_file

WHY = "De toezichthouders hebben deze locaties nodig voor hun ronde."


@pytest.fixture
def runs(sample_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    return sample_run.path.parent


def _call(*arguments: str) -> str:
    """What a command prints; an error of ours is raised, as `main` would catch it."""
    result = CliRunner().invoke(app, [*arguments, "--user", "ri"])
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_places_and_tables_of_a_run(sample_run: Run, runs: Path, tmp_path: Path) -> None:
    name, why = sample_run.path.name, ("--to", "toezicht", "--reason", WHY, "--runs", str(runs))
    out = tmp_path / "a.geojson"
    told = _call("export", "geojson", name, "--out", str(out), *why)
    features = json.loads(out.read_bytes())["features"]
    assert told == f"{out}: {len(features)} locaties\n"
    listed = set(sample_run.table("worklist")["location_id"].to_pylist())
    ids = {feature["id"] for feature in features}
    assert ids
    assert not ids & listed
    table = tmp_path / "a.csv"
    _call("export", "csv", "locations", "--run", name, "--out", str(table), *why)
    assert len(table.read_bytes().splitlines()) == len(features) + 1
    assert CliRunner().invoke(app, ["export", "csv", "hits", "--out", "x", *why]).exit_code == 2


def test_surroundings_of_an_open_case_as_follow_the_money(
    sample_run: Run, runs: Path, tmp_path: Path
) -> None:
    name = sample_run.path.name
    listed = set(sample_run.table("worklist")["location_id"].to_pylist())
    rows = sample_run.table("tables/branch").to_pylist()
    location = min(r["location_id"] for r in rows if r["location_id"] not in {None, *listed})
    opened = ("--kind", "case", "--reason", "Verzonnen.", "--out", str(runs))
    assert _call("case", "open", name, location, *opened) == "1\n"
    asked = ("--case", "1", "--to", "riec", "--reason", WHY, "--runs", str(runs))
    first, second = tmp_path / "a.ftm", tmp_path / "b.ftm"
    for out in (first, second):
        _call("export", "ftm", name, "--out", str(out), *asked)
    entities = [json.loads(line) for line in first.read_text("utf-8").splitlines()]
    assert {"Company", "RealEstate"} & {entity["schema"] for entity in entities}
    people = [entity for entity in entities if entity["schema"] == "Person"]
    assert not [person for person in people if "name" in person["properties"]]
    others = {json.loads(line)["id"] for line in second.read_text("utf-8").splitlines()}
    assert not others & {entity["id"] for entity in entities}
    with pytest.raises(CaseworkError, match="als adviseur driehoek mag u dit niet"):
        _call("export", "ftm", name, "--out", str(tmp_path / "c"), *asked, "--role",
              "driehoek_adviser")  # fmt: skip


@pytest.mark.usefixtures("runs")
def test_entry_of_the_algorithm_register(tmp_path: Path) -> None:
    why = ("--to", "algoritmeregister", "--reason", WHY)
    out = tmp_path / "a.json"
    told = _call("export", "algorithm-register", "--out", str(out), *why)
    assert "te verifiëren" in told
    assert json.loads(out.read_bytes())["schema"] == "1.0.0"
    text = tmp_path / "a.md"
    _call("export", "algorithm-register", "--format", "markdown", "--out", str(text), *why)
    assert text.read_text("utf-8").startswith("# Dijkwacht")
    with pytest.raises(CaseworkError, match="is geen map"):
        _call("export", "algorithm-register", "--out", str(tmp_path / "x" / "a"), *why)
