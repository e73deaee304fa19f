"""`dijkwacht export access-person` as one types it: who is meant, and what is refused."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError, PaperError, SettingsError
from engine.register import pseudonyms
from engine.register.vault import Vault
from engine.snapshot import Run
from tests import casework_file
from tests.engine.exports.papers import person_world as world
from tests.engine.exports.papers.person_world import ANNA, BRAM, NAMESAKE

WHY = "Verzoek om inzage; de identiteit is vastgesteld aan de balie."


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return world.make(tmp_path_factory.mktemp("people") / "runs")


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "vault.sqlite"))
    monkeypatch.setenv(pseudonyms.ENVIRONMENT, world.KEY.hex())
    with Vault(tmp_path / "vault.sqlite", world.KEY) as vault:
        vault.put(world.NAMES)
    return tmp_path / "uit"


def _answer(run: Run, out: Path, *arguments: str, name: str = "", reason: str = WHY) -> Result:
    """The result of the command; an error of ours is raised, as `main` would catch it."""
    result = CliRunner().invoke(app, [
        "export", "access-person", run.path.name, "--runs", str(run.path.parent), "--out", str(out),
        "--to", "verzoeker", "--reason", reason, "--user", "fg", *arguments,
    ], input=f"{name}\n")  # fmt: skip
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def test_answer_by_pseudonym_and_by_name_say_the_same(run: Run, out: Path) -> None:
    by_pseudonym = Path(_answer(run, out / "1", "--person", BRAM).stdout.strip())
    by_name = Path(_answer(run, out / "2", "--by-name", name="bram bedacht").stdout.strip())
    assert by_pseudonym.name[:30] == by_name.name[:30]
    assert "bedacht" not in (by_name.name + by_name.with_name(
        f"{by_name.name}.manifest.json").read_text("utf-8")).casefold()  # fmt: skip


def test_two_of_one_name_are_told_and_nothing_is_made(run: Run, out: Path) -> None:
    with pytest.raises(PaperError, match="onder deze naam bekend: 2;") as error:
        _answer(run, out, "--by-name", name="Anna Verzonnen")
    told = str(error.value)
    assert f"{ANNA} (betrokken partij, officers)" in told
    assert NAMESAKE in told
    assert "nna" not in told
    assert not out.exists()
    assert _answer(run, out, "--person", ANNA, "--person", NAMESAKE).stdout.strip()


def test_nobody_of_that_name_is_a_paper_only_when_asked(run: Run, out: Path) -> None:
    with pytest.raises(PaperError, match="niemand heet zo"):
        _answer(run, out, "--by-name", name="Niemand Hier")
    assert not out.exists()
    made = _answer(run, out, "--by-name", "--nobody", name="Niemand Hier").stdout.strip()
    assert Path(made).name.startswith("access-person-niemand-verzoeker")


@pytest.mark.parametrize(
    ("name", "told"),
    [("Bram Bedacht", "onder deze naam bekend: 1"), ("Bakkerij Verzonnen", "naam bij een bedrijf")],
)
def test_nobody_is_refused_when_somebody_is_there(
    run: Run, out: Path, name: str, told: str
) -> None:
    with pytest.raises(PaperError, match=told):
        _answer(run, out, "--by-name", "--nobody", name=name)
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments", [(), ("--nobody",), ("--person", ANNA, "--by-name"),
                  ("--person", ANNA, "--nobody")]
)  # fmt: skip
def test_who_is_meant_is_said_in_one_way(run: Run, out: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(PaperError, match="geef --person of --by-name"):
        _answer(run, out, *arguments)


@pytest.mark.parametrize("name", ["", "..."])
def test_empty_name_is_refused(run: Run, out: Path, name: str) -> None:
    with pytest.raises(CaseworkError, match="geef de naam van de verzoeker"):
        _answer(run, out, "--by-name", name=name)


def test_vault_and_key_must_be_there(
    run: Run, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(pseudonyms.ENVIRONMENT, "ab" * 32)
    with pytest.raises(SettingsError, match="made with key"):
        _answer(run, out, "--person", ANNA)
    monkeypatch.delenv(pseudonyms.ENVIRONMENT)
    state = tmp_path / "state"
    monkeypatch.setattr(pseudonyms, "state_folder", lambda: state)
    with pytest.raises(CaseworkError, match="geen sleutel"):
        _answer(run, out, "--person", ANNA)
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "nergens.sqlite"))
    with pytest.raises(CaseworkError, match="geen kluis met namen"):
        _answer(run, out, "--person", ANNA)
    assert not state.exists()
    assert not (tmp_path / "nergens.sqlite").exists()
    assert not out.exists()


def test_short_reason_is_refused_before_anybody_is_looked_for(run: Run, out: Path) -> None:
    with pytest.raises(CaseworkError, match="30 is het minste"):
        _answer(run, out, "--by-name", name="Bram Bedacht", reason="kort")
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        _answer(run, out, "--by-name", "--role", "analyst", name="Bram Bedacht")
    assert not out.exists()
