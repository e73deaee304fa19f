"""`dijkwacht rules history|propose|publish|…` as one types them."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.casework import proposals
from engine.cli import app
from engine.commands.casework import opened_casework
from engine.commands.history import lift_text, to_text
from engine.errors import CaseworkError, DijkwachtError, RulePackError, WorkbenchError
from engine.precision import Lift, lift, share
from engine.rules import loader
from engine.rules.model import Status
from engine.workbench.history import Change, Demotion, InRun, RuleHistory, Tally
from tests import casework_file
from tests.engine.workbench.desk import backtest_of, rules_folder

CASE = "AAA-01={name: drie, facts: {branches: 3, location.land_use: dwelling}, expect: HIT}"


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    return rules_folder(tmp_path)


def _run(rules: Path | None, *arguments: str) -> Result:
    """The result of a command; an error of ours is raised, as `main` would catch it."""
    folder = () if rules is None else ("--rules", str(rules))
    result = CliRunner().invoke(app, ["rules", *arguments, *folder])
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    return result


def _propose(rules: Path, *edits: str) -> Result:
    return _run(rules, "propose", *edits, "--reason", "te zwaar", "--user", "an")


def test_change_goes_from_proposal_to_published_version(rules: Path) -> None:
    told = _propose(rules, "--set", "AAA-01.points=2", "--case", CASE).stdout
    assert told.startswith(
        "Voorstel 1: AAA 1.0.0 naar 2.0.0 (major: regel weg of betekenis gewijzigd)\n"
        "--- a/rules/packs/aaa.yml\n+++ b/rules/packs/aaa.yml\n"
    )
    assert "\n-  points: 3\n+  points: 2\n" in told
    assert told.endswith("Een ander publiceert het met: dijkwacht rules publish 1\n")
    assert "│ open" in _run(None, "proposals").stdout
    assert "Nog geen gepubliceerde versies" in _run(rules, "versions").stdout
    with pytest.raises(CaseworkError, match="een tweede persoon is nodig"):
        _run(rules, "publish", "1", "--user", "an")
    done = _run(rules, "publish", "1", "--user", "bo").stdout
    assert done.startswith(f"Gepubliceerd: AAA 2.0.0 in {rules / 'packs' / 'aaa.yml'}\n")
    assert "git add" in done
    assert loader.load(rules).rule("AAA-01").points == 2.0
    assert _run(None, "proposals").stdout == "Geen open voorstellen.\n"
    shown = _run(None, "proposals", "1").stdout
    assert "Voorstel 1 (gepubliceerd): AAA 1.0.0 naar 2.0.0" in shown
    assert "Besluit van bo" in shown
    kept = _run(rules, "versions", "AAA").stdout
    assert "te zwaar" in kept
    assert "│ nu" in kept
    assert "no findings" in _run(rules, "lint").stdout


def test_proposals_as_json_hold_file_and_diff(rules: Path) -> None:
    _propose(rules, "--set", "AAA-01.title=Anders")
    (row,) = json.loads(_run(None, "proposals", "--format", "json").stdout)
    assert (row["id"], row["pack"], row["version"], row["state"]) == (1, "AAA", "1.0.1", "open")
    assert row["text"].count("title: Anders") == 1
    assert row["diff"].startswith("--- a/rules/packs/aaa.yml")


def test_edited_file_may_be_proposed_as_a_whole(rules: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mijn.yml"
    text = (rules / "packs" / "aaa.yml").read_text("utf-8")
    mine.write_text(text.replace("title: Proefpack", "title: Ander pakket"), "utf-8")
    assert "AAA 1.0.0 naar 1.0.1 (patch" in _propose(rules, "--file", str(mine)).stdout


def test_promotion_tells_at_once_what_publication_still_needs(rules: Path, tmp_path: Path) -> None:
    steps = ("lawful", "proxy", "quality", "statistical", "substantive")
    sets = [f"AAA-01.suitability.{step}=ja" for step in steps]
    sets += ["AAA-01.status=stable", "AAA-01.review_before=2028-01-01"]
    edits = [part for one in sets for part in ("--set", one)]
    told = _propose(rules, *edits).stdout
    assert "AAA-01 kan niet naar stable: het voorstel heeft geen backtest" in told
    assert "niet ingevuld: owner" in told
    _run(rules, "withdraw", "1", "--user", "an")
    report = tmp_path / "backtest.json"
    report.write_text('{"weeks": 8}', "utf-8")
    owner = ("--set", "AAA-01.suitability.owner=regisseur")
    with pytest.raises(WorkbenchError, match="geen rapport van een backtest"):
        _propose(rules, *edits, *owner, "--backtest", str(report))
    report.write_text(backtest_of(rules).text, "utf-8")
    told = _propose(rules, *edits, *owner, "--backtest", str(report)).stdout
    assert "Nog nodig" not in told
    assert "Gepubliceerd: AAA 1.0.1" in _run(rules, "publish", "2", "--user", "bo").stdout


def test_whatif_beside_a_proposal_names_no_place(rules: Path, tmp_path: Path) -> None:
    told = tmp_path / "whatif.json"
    place = {"location_id": "L1", "label": "Dorp 1"}
    effect = {"run": "r", "entering": ["L1"], "leaving": [], "other_band": [], "locations": [place]}
    told.write_text(json.dumps(effect), "utf-8")
    _propose(rules, "--set", "AAA-01.points=2", "--whatif", str(told))
    with opened_casework() as casework, casework.reading() as session:
        report = json.loads(proposals.find(session, 1).report or "")
    assert report == effect | {"entering": 1, "leaving": 0, "other_band": 0, "locations": 1}


@pytest.mark.parametrize("text", ["{}", "[]", "geen json", '{"locations": true}'])
def test_whatif_that_is_none_is_refused(rules: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "whatif.json").write_text(text, "utf-8")
    with pytest.raises(WorkbenchError, match="geen uitkomst van een wat-als"):
        _propose(rules, "--set", "AAA-01.points=2", "--whatif", str(tmp_path / "whatif.json"))


def test_rejected_and_withdrawn_proposals_stay_listed(rules: Path) -> None:
    _propose(rules, "--set", "AAA-01.points=2")
    _propose(rules, "--set", "AAA-01.points=4")
    rejected = _run(rules, "reject", "1", "--user", "bo", "--reason", "nog niet")
    assert rejected.stdout == "Voorstel 1 is afgewezen.\n"
    assert _run(rules, "withdraw", "2", "--user", "an").stdout == "Voorstel 2 is ingetrokken.\n"
    told = _run(None, "proposals", "--all").stdout
    assert "afgewezen" in told
    assert "ingetrokken" in told
    assert "nog niet" in _run(None, "proposals", "1").stdout


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        pytest.param((), "--file", id="no edit"),
        pytest.param(("--set", "AAA-01.points"), "is not RULE.KEY=VALUE", id="no value"),
        pytest.param(("--case", "AAA-01=x"), "case: Input should be", id="no case"),
        pytest.param(("--set", "AAA-01.points=2", "--file", "x"), "--file", id="both"),
        pytest.param(
            ("--set", "AAA-01.points=2", "--backtest", "x", "--whatif", "x"),
            "one report",
            id="two reports",
        ),
    ],
)
def test_wrong_usage_ends_with_two(
    rules: Path, tmp_path: Path, edits: tuple[str, ...], message: str
) -> None:
    (tmp_path / "x").write_text("{}", "utf-8")
    arguments = [str(tmp_path / "x") if part == "x" else part for part in edits]
    result = _propose(rules, *arguments)
    assert result.exit_code == 2, result.output
    assert message in " ".join(result.output.replace("│", " ").split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("propose", "--set", "X-1.points=2", "--reason", "x"), "no rule X-1", id="rule"
        ),
        pytest.param(("propose", "--file", "absent", "--reason", "x"), "absent", id="file"),
        pytest.param(("publish", "7"), "er is geen voorstel 7", id="proposal"),
        pytest.param(("versions", "X"), "no pack X; known: AAA, BBB", id="pack"),
        pytest.param(("history", "X-1"), "no rule X-1", id="history"),
    ],
)
def test_what_is_not_there_is_named(rules: Path, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(DijkwachtError, match=message):
        _run(rules, *arguments)


def test_folder_without_packs_is_told(tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match="no folder of packs"):
        _run(tmp_path / "absent", "publish", "1")


def test_history_of_a_rule_without_runs_or_judgements(rules: Path, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "runs"))
    assert _run(rules, "history", "AAA-01", *out).stdout.splitlines() == [
        "AAA-01 Bedrijven begonnen (test)",
        "Terecht 0, onterecht 0. Telt niet mee: niet te beoordelen 0, eerst naar zorg 0, "
        "onder een andere of onbekende voorwaarde 0.",
        "Precisie: niet bekend (nog geen oordelen)",
        "Aselecte groep: niet bekend (nog geen oordelen)",
        "Lift: niet bekend (nog geen oordelen)",
        "Nog geen run waarin deze regel staat.",
    ]
    table = _run(rules, "history", *out).stdout
    assert all(rule_id in table for rule_id in ("AAA-01", "AAA-02", "AAA-K1", "BBB-01"))
    told = json.loads(_run(rules, "history", *out, "--format", "json").stdout)
    assert [rule["rule_id"] for rule in told["rules"]] == ["AAA-01", "AAA-02", "AAA-K1", "BBB-01"]
    assert told["base"]["value"] is None


def test_history_in_words_has_numbers_reasons_and_the_proposal() -> None:
    precise = share(2, 20, confidence=0.95)
    base = share(1, 10, confidence=0.95)
    tally = Tally(2, 18, 1, 0, 3, (("veiling", 12), ("kermis", 0), ("andere reden", 6)))
    demotion = Demotion("AAA-01", Status.TEST, Status.EXPERIMENTAL, "Omdat.")
    runs = (
        InRun("r1", date(2026, 10, 25), "1.0.0", "a" * 64, 12, 1500, Change.NONE),
        InRun("r2", date(2026, 11, 1), "2.0.0", "b" * 64, None, None, Change.CONDITION),
    )
    lifted = lift(precise, base, confidence=0.95)
    one = RuleHistory(
        "AAA-01", "Titel", Status.TEST, 0.5, runs, tally, precise, lifted, demotion
    )  # fmt: skip
    assert to_text(one, base).splitlines() == [
        "AAA-01 Titel (test)",
        "Terecht 2, onterecht 18. Telt niet mee: niet te beoordelen 1, eerst naar zorg 0, "
        "onder een andere of onbekende voorwaarde 3.",
        "Precisie: 10,0% (2,8 tot 30,1%, 2 van 20)",
        "Aselecte groep: 10,0% (1,8 tot 40,4%, 1 van 10)",
        "Lift: 1,00 keer zo vaak als aselect (0,10 tot 9,75)",
        "Waarom onterecht: veiling (12), andere reden (6)",
        "Voorstel tot verlagen: Omdat.",
        "Runs:",
        "  2026-10-25  versie 1.0.0 (aaaaaaaa): 12 treffers, 1.500 onbekend",
        "  2026-11-01  versie 2.0.0 (bbbbbbbb): niet beoordeeld, voorwaarde gewijzigd",
    ]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (Lift(0.0, 0.0, None), "0,00 keer zo vaak als aselect (0,00 tot onbekend)"),
        (Lift(1.0, None, None), "1,00 keer zo vaak als aselect (interval niet bekend)"),
        (Lift(None, None, None, "omdat"), "niet bekend (omdat)"),
    ],
)
def test_lift_without_bounds_says_so(found: Lift, text: str) -> None:
    assert lift_text(found) == text
