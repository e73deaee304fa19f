"""`dijkwacht case open|scan|show|close` as one types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.cli import app
from engine.errors import CaseworkError, DijkwachtError, RunError
from engine.snapshot import Run
from tests import casework_file

WHY = "De feiten en de verklaring van de eigenaar zijn naast elkaar gelegd."


@pytest.fixture
def runs(sample_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
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
    assert told.startswith(f"Zaak 1: casus voor {_location(sample_run)}, CASUS (versie 1)\n")
    assert "DRG-06" in told
    assert told.index("Wat zien we\n") < told.index("  DRG-06 ") < told.index("Wat weten we niet")
    assert "kan ook zijn: " in told
    assert "geen punten" in told
    assert _case("show", "1", "--user", "ri").stdout == told
    shown = json.loads(_case("show", "1", "--user", "ri", "--format", "json").stdout)
    assert shown["scans"][0]["run"] == sample_run.path.name
    assert "points" not in json.dumps(shown)
    ending = ("--outcome", "onterecht", "--reason", WHY, "--user", "ri")
    assert _case("close", "1", *ending).stdout == "Zaak 1: van CASUS naar AFGESLOTEN, onterecht.\n"
    assert "gesloten op" in _case("show", "1", "--user", "ri").stdout


def test_location_of_the_list_is_given_and_taken_back(sample_run: Run, runs: Path) -> None:
    listed = str(sample_run.table("worklist")["location_id"][0].as_py())
    at = (sample_run.path.name, listed, "--out", str(runs), "--user", "ri")
    with pytest.raises(CaseworkError, match=r"a\.collega"):
        _case("give", *at, "--to", "a.collega")
    told = ("--verdict", "unclear", "--reason", "Verzonnen: te weinig bekend.")
    other = str(sample_run.table("worklist")["location_id"][1].as_py())
    judged = (sample_run.path.name, other, "--out", str(runs), *told)
    _case("decide", *judged, "--user", "a.collega", "--role", "analyst")
    assert _case("give", *at, "--to", "a.collega").stdout == f"{listed}: voor a.collega\n"
    assert _case("give", *at, "--back").stdout == f"{listed}: niet meer toegewezen\n"
    with pytest.raises(CaseworkError, match="aan niemand toegewezen"):
        _case("give", *at, "--back")


def test_giving_asks_for_one_of_two_and_for_a_listed_location(sample_run: Run, runs: Path) -> None:
    listed = set(sample_run.table("worklist")["location_id"].to_pylist())
    every = sample_run.table("locations")["location_id"].to_pylist()
    other = min(name for name in every if name not in listed)
    at = ("case", "give", sample_run.path.name, other, "--out", str(runs), "--user", "ri")
    for asked in ((), ("--to", "ri", "--back")):
        result = CliRunner().invoke(app, [*at, *asked])
        assert result.exit_code == 2
        assert "either --to SUBJECT or --back" in result.output
    with pytest.raises(CaseworkError, match="staat niet op de lijst van week"):
        _case(*at[1:], "--to", "ri")
    with pytest.raises(CaseworkError, match="als analist mag u dit niet"):
        _case(*at[1:-1], "an", "--role", "analyst", "--to", "an")


def test_who_may_not_open_may_not_look(sample_run: Run, runs: Path) -> None:
    _open(sample_run, runs, _location(sample_run))
    with pytest.raises(CaseworkError, match="als analist mag u dit niet"):
        _case("show", "1", "--user", "an", "--role", "analyst")


def test_what_is_not_there_is_named(sample_run: Run, runs: Path) -> None:
    assert CliRunner().invoke(app, ["case", "show", "9" * 30]).exit_code == 2
    with pytest.raises(CaseworkError, match="er is geen zaak 9"):
        _case("scan", "9", "--user", "ri", "--out", str(runs))
    with pytest.raises(RunError, match="geen locatie L0"):
        _open(sample_run, runs, "L0")
    with pytest.raises(CaseworkError, match="een reden is nodig"):
        _open(sample_run, runs, _location(sample_run), reason=" ")


def _approval(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["approval", *arguments])
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_signal_goes_from_report_to_closed_with_a_measure(sample_run: Run, runs: Path) -> None:
    """The whole process as two people play it."""
    where = (sample_run.path.name, _location(sample_run), "--kind", "signal", "--out", str(runs))
    why = ("--reason", WHY, "--user", "ri")
    _case("open", *where, "--origin", "report", *why)
    _case("move", "1", "WEGING_1", *why)
    with pytest.raises(CaseworkError, match="nog niet ingevuld: Weging 1"):
        _case("move", "1", "WEGING_2", *why)
    _case("weigh", "1", "1", "--yes", "zakelijk,incongruenties", "--no", "latent", *why)
    _case("move", "1", "WEGING_2", *why)
    _case("weigh", "1", "2A", "--yes", "gemeentelijke_taak", *why)
    _case("weigh", "1", "2B", "--yes", "eigen_grondgebied", *why)
    _case("move", "1", "WEGING_3", *why)
    _case("weigh", "1", "3", "--yes", "concreet", *why)
    may = ("--answer", "grondslag=art. 172", "--answer", "noodzaak=Kan niet anders", "--allow")
    _case("check", "1", "1", "--answer", "verenigbaar=Ja", *may, "--user", "ri")
    _case("move", "1", "BUREAUONDERZOEK", *why)
    with pytest.raises(CaseworkError, match="nog geen bron geraadpleegd"):
        _case("move", "1", "SIGNAALOVERLEG", *why)
    assert _case("ask", "1", "politie", "--question", "Bekend?", "--user", "ri").stdout == "1\n"
    with pytest.raises(CaseworkError, match="pas worden gevraagd na een hit"):
        _case("content", "1", "1", "--user", "ri")
    _case("answer", "1", "1", "hit", "--user", "ri")
    _case("content", "1", "1", "--user", "ri")
    _case("content", "1", "1", "--text", "Twee bezoeken in 2026.", "--user", "ri")
    _case("move", "1", "SIGNAALOVERLEG", *why)
    with pytest.raises(CaseworkError, match=r"er is geen trekker; nog niet vastgelegd: Privacyt"):
        _case("move", "1", "CASUS", *why)
    _case("assign", "1", "--to", "ri", "--user", "ri")
    for step in ("2A", "2B"):
        sharing = ("--answer", "wat=De feiten", "--answer", "met_wie=Politie")
        _case("check", "1", step, *sharing, *may, "--user", "ri")
    _case("move", "1", "CASUS", *why)
    _case("move", "1", "INTERVENTIE", *why)
    _case("measure", "1", "LOD", "--decided-on", "2026-11-02", *why)
    _case("note", "1", "De eigenaar werkt mee.", "--user", "ri")
    _case("move", "1", "MONITORING", *why)
    with pytest.raises(CaseworkError, match="een tweede persoon heeft het sluiten niet"):
        _case("close", "1", "--outcome", "maatregel", *why)
    assert _approval("ask", "1", *why) == "1\n"
    with pytest.raises(CaseworkError, match="wie het vroeg, kan het niet zelf"):
        _approval("allow", "1", "--reason", "Akkoord.", "--user", "ri", "--role", "riec_liaison")
    assert "zaak 1, gevraagd door ri" in _approval(
        "list", "--user", "da", "--role", "driehoek_adviser"
    )
    _approval("allow", "1", "--reason", "Akkoord.", "--user", "da")
    _case("close", "1", "--outcome", "maatregel", *why)
    told = _case("show", "1", "--user", "ri").stdout
    assert "AFGESLOTEN (Maatregel genomen)" in told
    assert told.index("Stappen") < told.index("Wegingen") < told.index("Maatregelen")
    shown = json.loads(_case("show", "1", "--user", "ri", "--format", "json").stdout)
    assert [step["to"] for step in shown["history"]][-2:] == ["MONITORING", "AFGESLOTEN"]
    assert all(len(step["reason"]) >= 30 and step["by"] == "ri" for step in shown["history"])
    assert "Zaak" not in _case("list", "--user", "ri").stdout
    assert _case("list", "--ended", "--user", "ri").stdout.startswith("1: AFGESLOTEN, 0 dagen")


def test_change_of_what_somebody_else_changed_says_who(sample_run: Run, runs: Path) -> None:
    _open(sample_run, runs, _location(sample_run))
    _case("assign", "1", "--to", "jo", "--user", "jo", "--seen", "1")
    with pytest.raises(CaseworkError, match="zaak 1 is intussen gewijzigd door jo"):
        _case("assign", "1", "--user", "ri", "--seen", "1")


def test_tasks_are_listed_by_day_and_done_once(sample_run: Run, runs: Path) -> None:
    _open(sample_run, runs, _location(sample_run))

    def task(*arguments: str) -> str:
        result = CliRunner().invoke(app, ["task", *arguments, "--user", "ri"])
        if isinstance(result.exception, DijkwachtError):
            raise result.exception
        return result.output

    assert task("list") == "Geen open taken.\n"
    assert task("add", "Later", "--due", "2099-02-01") == "1\n"
    assert task("add", "Eerst", "--due", "2099-01-01", "--case", "1") == "2\n"
    assert task("list").splitlines() == [
        "2: 1 januari 2099, zaak 1: Eerst", "1: 1 februari 2099: Later",
    ]  # fmt: skip
    assert task("done", "2") == "Taak 2 is gedaan.\n"
    with pytest.raises(CaseworkError, match="taak 2 is al gedaan"):
        task("done", "2")
    with pytest.raises(CaseworkError, match="die dag is voorbij"):
        task("add", "Te laat", "--due", "2020-01-01")
