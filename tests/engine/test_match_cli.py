"""`dijkwacht match explain|list|judge|undo` as one types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError, MatchingError, RunError
from engine.snapshot import Run
from tests import casework_file
from tests.engine.exports.conftest import make_run
from tests.engine.exports.pairs.conftest import ANNA, BERT, CARL, FIRM, PAIRED
from tests.engine.scoring.build import hits_table

WHY = ("--reason", "Zelfde bedrijf en straat.")


@pytest.fixture(scope="module")
def paired(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return make_run(tmp_path_factory.mktemp("paired") / "runs", PAIRED, hits_table([]))


@pytest.fixture
def casework(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))


def _match(run: Run, command: str, *arguments: str, user: str = "an") -> str:
    """What a command prints; an error of ours is raised, as `main` would catch it."""
    who = () if command == "explain" else ("--user", user)
    where = ("--runs", str(run.path.parent), *who)
    result = CliRunner().invoke(app, ["match", command, *arguments, *where])
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("casework")
def test_people_from_the_list_to_two_persons_and_back(paired: Run) -> None:
    shown = json.loads(_match(paired, "list", "--kind", "person", "--format", "json"))
    assert [(one["subject"], one["state"]) for one in shown] == [(ANNA, "open"), (BERT, "open")]
    told = _match(paired, "judge", ANNA, BERT, "--verdict", "same", *WHY)
    assert told == (
        "Paaaaaaa en Pbbbbbbb: dezelfde (oordeel 1).\n"
        "Telt zodra een tweede persoon het goedkeurt: dijkwacht approval allow 1\n"
    )
    allow = ["approval", "allow", "1", *WHY, "--user", "bo", "--role", "analyst"]
    assert CliRunner().invoke(app, allow).exit_code == 0
    assert f"person  {ANNA}  {BERT}  90,0 %  same" in _match(paired, "list", "--state", "same")
    assert "dezelfde (tweede persoon: eens)" in _match(paired, "explain", BERT, ANNA)
    assert _match(paired, "undo", ANNA, BERT, *WHY) == (
        "Paaaaaaa en Pbbbbbbb: ingetrokken (oordeel 2).\n"
    )
    assert _match(paired, "list", "--state", "same") == "Geen koppelingen met deze filters.\n"


@pytest.mark.usefixtures("casework")
def test_list_filters_by_probability_and_comes_by_what_matters(paired: Run) -> None:
    lines = _match(paired, "list", "--min-probability", "0.9").splitlines()
    assert [line.split()[1] for line in lines] == [ANNA, BERT]
    assert len(_match(paired, "list").splitlines()) == 4


@pytest.mark.usefixtures("casework")
def test_who_judged_meanwhile_is_told(paired: Run) -> None:
    _match(paired, "judge", CARL, FIRM, "--verdict", "unsure", *WHY, "--seen", "0")
    with pytest.raises(CaseworkError, match=r"intussen beoordeeld.*an op"):
        _match(paired, "judge", CARL, FIRM, "--verdict", "same", *WHY, "--seen", "0", user="bo")


@pytest.mark.usefixtures("casework")
def test_other_role_sees_and_judges_no_pairs(paired: Run) -> None:
    for command in (["list"], ["judge", CARL, FIRM, "--verdict", "same", *WHY]):
        with pytest.raises(CaseworkError, match="mag u dit niet"):
            _match(paired, *command, "--role", "bibob_officer")


def test_explain_needs_no_casework_database_and_makes_none(
    paired: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "none.sqlite"
    monkeypatch.setenv("DIJKWACHT_CASEWORK", f"sqlite:///{file}")
    told = json.loads(_match(paired, "explain", CARL, FIRM, "--format", "json"))
    assert (told["run"], told["judgements"]) == (paired.path.name, None)
    assert not file.exists()


def test_explain_takes_the_run_by_name(paired: Run) -> None:
    assert f"in {paired.path.name}\n" in _match(paired, "explain", CARL, FIRM, paired.path.name)
    with pytest.raises(RunError):
        _match(paired, "explain", CARL, FIRM, "1999-01-01-x")


def test_pair_that_is_not_there_is_told_with_near_ids(paired: Run) -> None:
    with pytest.raises(RunError, match=f"90000018 is in no pair; near: {FIRM}"):
        _match(paired, "explain", CARL, "90000018")


def test_two_texts_need_a_matcher_of_their_kind(
    paired: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.matching.explaining.EXPLAINERS", {})
    with pytest.raises(MatchingError, match="no matcher explains the kind 'company'; known: none"):
        _match(paired, "explain", "Verzonnen BV", "Verzonnen B.V.", "--kind", "company")
