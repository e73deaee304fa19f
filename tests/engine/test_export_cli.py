"""`dijkwacht export …` as one types it: documents, refusals, and checking them again."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError, PaperError
from engine.snapshot import Run
from tests import casework_file

WHY = "Gevraagd door het overleg van maandag, om daar te bespreken."


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    return tmp_path / "uit"


def _run(*arguments: str) -> Result:
    """The result of a command; an error of ours is raised, as `main` would catch it."""
    result = CliRunner().invoke(app, arguments)
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def _export(out: Path, *arguments: str, to: str, reason: str = WHY) -> list[Path]:
    made = _run(
        "export", *arguments, "--out", str(out), "--to", to, "--reason", reason, "--user", "ri"
    )
    return [Path(line) for line in made.stdout.splitlines()]


def _of(run: Run) -> tuple[str, str, str]:
    return run.path.name, "--runs", str(run.path.parent)


def test_letter_is_made_and_verified(out: Path) -> None:
    arguments = ("letter", "entrepreneurs", "--area", "Veenderveld", "--format", "pdf")
    (file,) = _export(out, *arguments, to="ondernemers")
    told = _run("export", "verify", str(file)).stdout
    assert "ongewijzigd en geregistreerd" in told
    assert "besluit van ri (riec_liaison)" in told


def test_changed_document_and_changed_manifest_are_told(out: Path) -> None:
    arguments = ("letter", "entrepreneurs", "--area", "Veenderveld")
    (file,) = _export(out, *arguments, to="ondernemers")
    manifest = file.with_name(f"{file.name}.manifest.json")
    manifest.write_text(manifest.read_text("utf-8").replace('"ri"', '"een ander"'), "utf-8")
    with pytest.raises(PaperError, match="het manifest is na het uitbrengen gewijzigd"):
        _run("export", "verify", str(file))
    file.write_bytes(b"anders")
    with pytest.raises(PaperError, match="gewijzigd"):
        _run("export", "verify", str(file))


def test_sweep_tells_what_is_missing(out: Path) -> None:
    (file,) = _export(out, "letter", "entrepreneurs", "--area", "Kade", to="ondernemers")
    file.unlink()
    told = _run("export", "sweep", str(out)).stdout
    assert f"ontbreekt: {file.name}" in told
    assert "1 stukken ontbreken" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("entrepreneurs",), "geef --area"),
        (("owner",), "geef --run en --location"),
        (("residents", "--area", "x"), "geef --instrument"),
    ],
)
def test_letter_that_lacks_something_says_what(
    out: Path, arguments: tuple[str, ...], told: str
) -> None:
    with pytest.raises(PaperError, match=told):
        _export(out, "letter", *arguments, to="ondernemers")


def test_short_reason_and_wrong_recipient_are_refused(out: Path) -> None:
    arguments = ("letter", "entrepreneurs", "--area", "Kade")
    with pytest.raises(CaseworkError, match="30 is het minste"):
        _export(out, *arguments, to="ondernemers", reason="kort")
    with pytest.raises(PaperError, match="wel naar: ondernemers"):
        _export(out, *arguments, to="raad")
    assert not out.exists()


def test_papers_of_a_run_are_made(out: Path, sample_run: Run) -> None:
    listed = sample_run.table("worklist")["location_id"].to_pylist()
    at = ("--location", listed[0], "--location", listed[1])
    for command, to, further in (
        ("weekly", "beoordelaars", ()),
        ("inspection", "controleteam", (*at, "--on", "2026-12-03")),
        ("training", "cursisten", ("--location", listed[0])),
        ("annual", "raad", ("2026",)),
    ):
        name, *where = _of(sample_run)
        (file,) = _export(out, command, name, *further, *where, to=to)
        assert file.name.startswith(command)
        assert _run("export", "verify", str(file)).stdout


def test_dossier_is_made_as_a_document(out: Path, sample_run: Run) -> None:
    location = sample_run.table("worklist")["location_id"].to_pylist()[0]
    where = (sample_run.path.name, location, "--out", str(sample_run.path.parent))
    with pytest.raises(PaperError, match="geef --folder"):
        _run("dossier", *where, "--format", "docx")
    made = _run("dossier", *where, "--format", "docx", "--folder", str(out), "--reason", WHY)
    assert Path(made.stdout.strip()).suffix == ".docx"


def test_papers_of_a_case_are_made(out: Path, sample_run: Run) -> None:
    name, *where = _of(sample_run)
    location = sample_run.table("worklist")["location_id"].to_pylist()[0]
    state = (name, location, "--kind", "signal", "--out", str(sample_run.path.parent))
    _run("case", "open", *state, "--reason", "Vraag van de brandweer.", "--user", "ri")
    (file,) = _export(out, "police-request", name, "1", *where, to="politie")
    assert file.name.startswith("police-request-zaak-1-politie")
    with pytest.raises(PaperError, match="eerst 'Privacytoets 2A"):
        _export(out, "riec", name, "1", *where, "--answer", "spoed=nee", to="riec")
    with pytest.raises(PaperError, match="schrijf vraag=tekst"):
        _export(out, "riec", name, "1", *where, "--answer", "spoed", to="riec")
