"""`dijkwacht meeting …` as one types it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.casework import cases, places, users
from engine.casework.case_models import CaseKind
from engine.casework.database import open_casework
from engine.casework.models import Role
from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError
from engine.settings import load_settings
from engine.snapshot import Run
from tests import casework_file

TODAY = datetime.now(UTC).date().isoformat()


@pytest.fixture
def runs(sample_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of runs, and a case at a location that is not listed."""
    url = casework_file.url(tmp_path)
    monkeypatch.setenv("DIJKWACHT_CASEWORK", url)
    listed = set(sample_run.table("worklist")["location_id"].to_pylist())
    location = min(set(sample_run.table("locations")["location_id"].to_pylist()) - listed)
    state = places.states(sample_run, [location])[location]
    casework = open_casework(url, settings=load_settings())
    now = datetime.now(UTC)
    with casework.writing() as session:
        user = users.sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=now)
        cases.open_case(
            session, user=user, kind=CaseKind.CASE, location=state, purpose="Verzonnen.", now=now
        )
    casework.close()
    return sample_run.path.parent


def _meeting(*arguments: str) -> str:
    """What a command prints; an error of ours is raised, as `main` would catch it."""
    result: Result = CliRunner().invoke(app, ["meeting", *arguments, "--user", "ad"])
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("runs")
def test_meeting_from_plan_to_decision() -> None:
    assert _meeting("create", "driehoek", "--day", TODAY, "--minutes", "15") == "1\n"
    assert _meeting("candidates", "1").startswith("1: CASUS sinds ")
    assert (
        _meeting("add", "1", "--case", "1", "--ask", "Controle", "--text", "safety=Laag") == "1\n"
    )
    assert _meeting("candidates", "1") == "Geen zaken voor deze agenda.\n"
    assert _meeting("add", "1", "--subject", "Jaarplan", "--purpose", "information") == "2\n"
    assert _meeting("order", "1", "2", "1") == "Overleg 1: punt 2 staat op plaats 1.\n"
    _meeting("edit", "1", "2", "--minutes", "20", "--holder", "wethouder")
    shown = _meeting("show", "1")
    assert shown.index("1. Jaarplan (10 minuten)") < shown.index("2. Zaak 1 [LOC-001] (20 minuten)")
    assert "De agenda duurt 15 minuten te lang." in shown
    assert "gevraagd: Controle" in shown
    _meeting("hold", "1", "--present", "politie", "--present", "burgemeester")
    told = _meeting("decide", "1", "2", "Controle.", "--lead", "politie", "--due", TODAY)
    assert told == "Overleg 1, punt 2: besluit vastgelegd, taak 1.\n"
    data = json.loads(_meeting("show", "1", "--format", "json"))
    assert data["attendance"] == ["burgemeester", "politie"]
    assert data["items"][1]["decisions"][0]["task"] == 1
    assert _meeting("list") == "Geen overleggen.\n"
    assert _meeting("list", "--earlier").startswith("1: Driehoek op ")


def test_papers_are_shown_per_recipient(runs: Path, sample_run: Run) -> None:
    _meeting("create", "driehoek", "--day", TODAY)
    _meeting("add", "1", "--case", "1")
    text = _meeting("show", "1", "--to", "politie", "--out", str(runs))
    assert text.startswith("Overleg: Driehoek\n")
    assert "\n13. Bijlagen\n" in text
    assert max(len(line) for line in text.splitlines()) <= 100
    (paper,) = json.loads(
        _meeting("show", "1", "--to", "politie", "--out", str(runs), "--format", "json")
    )
    assert (paper["run"], len(paper["sections"])) == (sample_run.path.name, 13)


@pytest.mark.usefixtures("runs")
def test_what_is_wrong_is_told_and_nothing_changes() -> None:
    _meeting("create", "driehoek", "--day", TODAY)
    version = json.loads(_meeting("show", "1", "--format", "json"))["version"]
    with pytest.raises(CaseworkError, match="een onderwerp is nodig"):
        _meeting("add", "1")
    with pytest.raises(CaseworkError, match="er is geen zaak 9"):
        _meeting("add", "1", "--case", "9")
    with pytest.raises(CaseworkError, match="er is geen overleg 9"):
        _meeting("show", "9")
    with pytest.raises(CaseworkError, match="als analist mag u dit niet"):
        _meeting("show", "1", "--role", "analyst")
    bad = CliRunner().invoke(app, ["meeting", "add", "1", "--subject", "x", "--text", "safety"])
    assert bad.exit_code == 2
    assert json.loads(_meeting("show", "1", "--format", "json"))["version"] == version


@pytest.mark.usefixtures("runs")
def test_two_people_at_once_are_told_of_each_other() -> None:
    _meeting("create", "driehoek", "--day", TODAY)
    _meeting("add", "1", "--subject", "Een")
    with pytest.raises(CaseworkError, match="intussen gewijzigd door ad"):
        _meeting("add", "1", "--subject", "Twee", "--seen", "1")
    _meeting("cancel", "1", "--reason", "Verhinderd")
    assert "vervallen; 1 punt" in _meeting("list", "--earlier")
