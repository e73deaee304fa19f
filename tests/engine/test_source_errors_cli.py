"""`dijkwacht sources errors list|report|send|settle` as one types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError
from engine.snapshot import Run
from tests import casework_file
from tests.engine.exports.conftest import HITS, ROWS, YARD, make_run
from tests.engine.scoring.build import hits_table

RECORD = "reports:report:M-1"
WHY = ("--reason", "Verzonnen reden.")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return make_run(tmp_path_factory.mktemp("errors") / "runs", ROWS, hits_table(HITS))


@pytest.fixture(autouse=True)
def casework(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))


def _errors(command: str, *arguments: str, user: str = "an", role: str = "analyst") -> str:
    """What a command prints; an error of ours is raised, as `main` would catch it."""
    who = ("--user", user, "--role", role)
    result = CliRunner().invoke(app, ["sources", "errors", command, *arguments, *who])
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def _report(run: Run, *more: str) -> str:
    where = ("--out", str(run.path.parent), "--text", "Er was geen verkeer.")
    return _errors("report", run.path.name, YARD, RECORD, *where, *more)


def test_error_from_report_to_its_end(village: Run) -> None:
    told = _report(village, "--column", "category", "--value", "other")
    assert told == "1\nTerugmelden gaat naar het meldpunt van de gemeente.\n"
    assert _errors("list").endswith("soort, open, voorgesteld: other\n")
    assert "teruggemeld op" in _errors("send", "1", *WHY)
    with pytest.raises(CaseworkError, match="vier ogen"):
        _errors("settle", "1", "--outcome", "own", *WHY)
    said = _errors("settle", "1", "--outcome", "own", *WHY, user="bo")
    assert said == "Melding 1: zelf verbeterd tot de bron het heeft.\n"
    assert _errors("settle", "1", "--outcome", "corrected", *WHY) == (
        "Melding 1: door de bron verbeterd.\n"
    )
    assert _errors("list") == "Geen gemelde fouten.\n"


def test_list_as_data_says_the_same(village: Run) -> None:
    _report(village)
    (line,) = json.loads(_errors("list", "--format", "json"))
    assert (line["number"], line["source"], line["fact"]) == (1, "reports", None)
    assert (line["state"], line["location"]) == ("open", YARD)


def test_day_and_holder_of_sending_can_be_told(village: Run) -> None:
    _report(village)
    with pytest.raises(CaseworkError, match="in de toekomst"):
        _errors("send", "1", "--on", "2020-01-01", *WHY)
    assert "aan het loket." in _errors("send", "1", "--to", "het loket", *WHY)


@pytest.mark.parametrize("command", ["list", "report"])
def test_role_that_does_not_work_with_facts_is_refused(village: Run, command: str) -> None:
    arguments = () if command == "list" else (village.path.name, YARD, RECORD, "--text", "x")
    out = () if command == "list" else ("--out", str(village.path.parent))
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        _errors(command, *arguments, *out, role="administrator")
