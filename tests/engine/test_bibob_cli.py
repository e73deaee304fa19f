"""`dijkwacht bibob …` and `dijkwacht export ics` as one types them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from docx import Document
from icalendar import Calendar
from typer.testing import CliRunner, Result

from engine.casework.bibob.catalogue import load
from engine.cli import app
from engine.commands.bibob_records import parse_cents
from engine.commands.options import today
from engine.errors import CaseworkError, DijkwachtError
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run, publish
from tests import casework_file

META = {"published_at": "2026-11-02T08:00:00+00:00"}
WHY = "Verzonnen voorbeeld: zo staat het in de stukken van dit dossier."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    text = pa.list_(pa.string())
    locations = pa.table(
        {
            "location_id": ["L1"],
            "object_ids": pa.array([["1884010000000001"]], text),
            "building_ids": pa.array([[]], text),
            "band": ["high"],
        }
    )
    hits = pa.table({"location_id": ["L1"], "rule_id": ["GEN-01"], "outcome": ["HIT"]})
    tables = {"locations": locations, "hits": hits}
    return publish(tmp_path / "runs", as_of=date(2026, 11, 1), tables=tables, meta=META).run


def _do(*arguments: str) -> Result:
    """The result of a command; an error of ours is raised, as `main` would catch it."""
    result = CliRunner().invoke(app, [*arguments, "--user", "b.officer"])
    if isinstance(result.exception, DijkwachtError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def _open(run: Run, *more: str) -> str:
    day = (today() - timedelta(days=14)).isoformat()
    where = (run.path.name, "L1", "--out", str(run.path.parent), "--on", day, "--reason", WHY)
    hook = ("--hook", "application", "--permit-kind", "exploitatie_horeca", "--reference", "Z-1")
    return _do("bibob", "open", *where, *hook, *more).stdout.strip()


def _version() -> str:
    return str(json.loads(_do("bibob", "show", "1", "--format", "json").stdout)["version"])


def _change(*arguments: str) -> str:
    return _do("bibob", *arguments, "--seen", _version()).stdout


def test_file_from_hook_to_relation_fact_and_what_is_missing(run: Run) -> None:
    assert _open(run) == "1"
    _change("party", "1", "--as", "betrokkene", "--name", "Verzonnen Horeca B.V.", "--legal")
    _change("party", "1", "--as", "financier", "--name", "Bedachte Geldgever")
    _change("advance", "1", "FORM_SENT", "--reason", WHY)
    _change("question", "1", "kvk", "ontvangen")
    source = _change(
        "source", "1", "--kind", "hr", "--reference", "uittreksel", "--result", "hit"
    ).split()[0]
    assert source == "bron:1"
    told = _change(
        "relation", "1", "--type", "VERMOGEN", "--from", "2", "--to", "1", "--on", "2024-01-01",
        "--direct", "--evidence", source, "--reason", WHY,
    )  # fmt: skip
    assert told.startswith("relatie 1\n")
    _change(
        "fact", "1", "--ground", "b", "--status", "vermoeden", "--offence", "witwassen",
        "--party", "2", "--on", "2025-06-01", "--text", "Geld zonder herkomst.",
        "--connection", WHY, "--severity", WHY, "--evidence", "stuk:D-1",
    )  # fmt: skip
    _change("financing", "1", "--form", "lening", "--text", "Lening", "--euros", "125.50",
            "--party", "2")  # fmt: skip
    shown = _do("bibob", "show", "1").stdout
    assert "Bedachte Geldgever → Verzonnen Horeca B.V.: VERMOGEN (direct, vanaf 1 januari" in shown
    assert "€ 125,50 (geen stuk)" in shown
    assert "FORM_COMPLETE (Formulier compleet)\n" in shown
    assert "ontbreekt: in het formulier ontbreekt: naam, adres" in shown
    assert "te verifiëren" in shown
    assert max(len(line) for line in shown.splitlines()[:6]) <= 100


def test_application_goes_to_a_decision_and_into_the_register(run: Run, tmp_path: Path) -> None:
    """The whole procedure as one officer types it, with danger found under the b-ground."""
    _open(run)
    _change("party", "1", "--as", "betrokkene", "--name", "Verzonnen Horeca B.V.", "--legal")
    _change("party", "1", "--as", "financier", "--name", "Bedachte Geldgever")
    why = ("--reason", WHY)
    _change("advance", "1", "FORM_SENT", *why)
    with pytest.raises(CaseworkError, match="in het formulier ontbreekt"):
        _change("advance", "1", "FORM_COMPLETE", *why)
    law = load(SHIPPED_RULES)
    for question in law.questions_for("application"):
        _change("question", "1", question.code, "ontvangen")
    _change("advance", "1", "FORM_COMPLETE", *why)
    _change("advance", "1", "EIGEN_ONDERZOEK", *why)
    _change("source", "1", "--kind", "hr", "--reference", "uittreksel", "--result", "hit")
    _change(
        "relation", "1", "--type", "VERMOGEN", "--from", "2", "--to", "1", "--on", "2024-01-01",
        "--direct", "--evidence", "bron:1", *why,
    )  # fmt: skip
    _change(
        "fact", "1", "--ground", "b", "--status", "vermoeden", "--offence", "witwassen",
        "--party", "2", "--on", "2025-06-01", "--text", "Geld zonder herkomst.",
        "--connection", WHY, "--severity", WHY, "--evidence", "bron:1",
    )  # fmt: skip
    with pytest.raises(CaseworkError, match="regulier"):
        _change("conclude", "1", "ernstig", "--uncertainty", "Weinig.", "--proportionality", WHY,
                *why)  # fmt: skip
    for ground in law.refusals_for("exploitatie_horeca"):
        _change("refusal", "1", ground.code, "niet_van_toepassing", *why)
    parts = [f"{part}={WHY}" for part in ("ernst", "relatie", "samenhang", "aantal")]
    given = [word for part in parts for word in ("--part", part)]
    _change("ground", "1", "b", "ernstig", *given)
    _change("conclude", "1", "ernstig", "--uncertainty", "Weinig.", "--proportionality", WHY, *why)
    _change("advice", "1", "--not-wanted", *why)
    _change("advance", "1", "CONCEPT_OORDEEL", *why)
    _change("statement", "1")
    _change("advance", "1", "ZIENSWIJZE", *why)
    _change("statement", "1", "--entry", "1", "--text", "Het is anders.", "--reply", WHY)
    _change("decide", "1", "weigeren", "--ground", "3_1", *why)
    _change("advance", "1", "BESLUIT", *why)
    _change("notify", "1", "conclusie_gemeld", "--reference", "M-1")
    _change("advance", "1", "REGISTER_GEMELD", *why)
    paper = _do("export", "bibob", "1", "--to", "own_file", "--out", str(tmp_path), *why)
    said = _said(paper.stdout.strip())
    assert "Geld zonder herkomst." in said
    assert "ernstig gevaar" in said
    assert "score" not in said.lower()
    _change("advance", "1", "GESLOTEN", *why)
    assert "Z-1" not in _do("bibob", "list").stdout
    assert "Gesloten" in _do("bibob", "list", "--closed").stdout


def _said(file: str) -> str:
    """What a document says, tables included."""
    document = Document(file)
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_req_trn_2_report_says_whether_selection_played_a_role_and_why(
    run: Run, tmp_path: Path
) -> None:
    _open(run)
    where = ("--to", "own_file", "--out", str(tmp_path), "--reason", WHY)
    said = _said(_do("export", "bibob", "1", *where).stdout.strip())
    assert "Geautomatiseerde selectie heeft een rol gespeeld\nnee\n" in said
    assert "Reden\ngeen weeklijst en geen regels gebruikt" in said


def test_act_on_an_older_version_is_refused_and_says_who_changed_it(run: Run) -> None:
    _open(run)
    seen = _version()
    _change("party", "1", "--as", "relatie", "--name", "Iemand")
    with pytest.raises(CaseworkError, match="intussen gewijzigd door b"):
        _do("bibob", "advance", "1", "FORM_SENT", "--reason", WHY, "--seen", seen)


def test_clocks_tell_what_is_left_on_a_day(run: Run) -> None:
    _open(run)
    due = today() + timedelta(days=42)
    lines = json.loads(_do("bibob", "clocks", "1", "--format", "json").stdout)
    assert [line["code"] for line in lines] == ["decision"]
    assert date.fromisoformat(lines[0]["due"]) >= due
    later = (due + timedelta(days=40)).isoformat()
    told = _do("bibob", "clocks", "1", "--as-of", later).stdout
    assert "Beslistermijn: verstreken, uiterlijk" in told
    assert "(Awb art. 4:13 (te verifiëren))" in told


def test_list_shows_the_first_clock_and_an_empty_one_says_what_to_do(run: Run) -> None:
    assert "Begin er een met: dijkwacht bibob open" in _do("bibob", "list").stdout
    _open(run)
    told = _do("bibob", "list").stdout
    assert told.startswith("1  Z-1  Haak vastgesteld: Exploitatievergunning")
    assert "Beslistermijn: loopt, uiterlijk" in told
    assert json.loads(_do("bibob", "list", "--format", "json").stdout)[0]["reference"] == "Z-1"


def test_closed_hook_stops_the_file_and_the_scan(run: Run) -> None:
    _open(run)
    _change("hook", "1", "--close", "--reason", "Aanvraag vervallen.")
    assert "Let op: de haak is gesloten" in _do("bibob", "show", "1").stdout
    with pytest.raises(CaseworkError, match="de haak is gesloten"):
        _do("case", "scan", "1", "--role", "bibob_officer", "--out", str(run.path.parent))
    with pytest.raises(CaseworkError, match="de haak is gesloten"):
        _change("source", "1", "--kind", "hr", "--reference", "x", "--result", "hit")


def test_case_open_makes_no_bibob_file(run: Run) -> None:
    where = (run.path.name, "L1", "--out", str(run.path.parent), "--kind", "bibob")
    with pytest.raises(CaseworkError, match="dijkwacht bibob open"):
        _do("case", "open", *where, "--reason", "x", "--role", "bibob_officer")


def test_report_for_nobody_on_the_list_is_refused(run: Run) -> None:
    _open(run)
    made = json.loads(_do("bibob", "report", "1", "--for", "lbb").stdout)
    assert made["secrecy"]["recipient"] == "Landelijk Bureau Bibob"
    assert made["algorithm"] == {
        "involved": False, "reason": "geen weeklijst en geen regels gebruikt", "rules": [],
        "weeks": [],
    }  # fmt: skip
    with pytest.raises(CaseworkError, match=r"ontvanger krant is onbekend"):
        _do("bibob", "report", "1", "--for", "krant")


def test_other_roles_are_refused(run: Run) -> None:
    _open(run)
    with pytest.raises(
        CaseworkError, match="als RIEC-liaison mag u dit niet; wel: Bibob-medewerker"
    ):
        _do("bibob", "show", "1", "--role", "riec_liaison")


def test_calendar_holds_clocks_and_tasks_and_no_name(run: Run, tmp_path: Path) -> None:
    _open(run)
    _change("party", "1", "--as", "betrokkene", "--name", "Verzonnen Horeca B.V.", "--legal")
    _change("advance", "1", "FORM_SENT", "--reason", WHY)
    _change("advance", "1", "AANVRAAG_INGETROKKEN", "--reason", WHY)
    file = tmp_path / "termijnen.ics"
    assert "3 termijnen en taken" in _do("export", "ics", "--out", str(file)).stdout
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert sorted(str(one["SUMMARY"]) for one in found) == [
        "Bibob-dossier 1: Terugtrekking melden",
        "Bibob-dossier 1: Vernietigen",
        "Taak (zaak 1): Terugtrekking melden aan het Bibob-register",
    ]
    assert "Horeca" not in file.read_text("utf-8")
    with pytest.raises(CaseworkError, match="kan niet worden geschreven"):
        _do("export", "ics", "--out", str(tmp_path))


@pytest.mark.parametrize(
    ("text", "cents"), [("12500", 1_250_000), ("0.05", 5), ("12500.50", 1_250_050)]
)
def test_amount_is_read_in_cents(text: str, cents: int) -> None:
    assert parse_cents(text) == cents


@pytest.mark.parametrize("text", ["nan", "-1", "1.5", "1,50", "", "1e9", "1.555"])
def test_amount_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        parse_cents(text)


def test_file_is_not_destroyed_before_its_term(run: Run) -> None:
    _open(run)
    assert _do("bibob", "due").stdout == "Geen Bibob-dossier hoeft te worden vernietigd.\n"
    with pytest.raises(CaseworkError, match="het is nog niet gesloten"):
        _do("bibob", "destroy", "1", "--reason", WHY)


def test_hooks_and_registers_are_told_on_the_command_line(
    sample_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    out = ("--out", str(sample_run.path.parent))
    told = _do("bibob", "hooks", "alc-00003", *out).stdout
    assert "haak existing_licence van 6 december 2025; soort alcoholwet" in told
    assert _do("bibob", "hooks", "niets zo", *out).stdout.startswith("Geen aanvraag")
    (found,) = json.loads(_do("bibob", "hooks", "ALC-00003", *out, "--format", "json").stdout)
    assert found["on"] == "2025-12-06"
    given = ("--hook", found["hook"], "--permit-kind", "alcoholwet", "--reference", "ALC-00003")
    place = (sample_run.path.name, found["location_id"], "--on", found["on"], "--reason", WHY)
    _do("bibob", "open", *place, *given, *out)
    _change(
        "party", "1", "--as", "betrokkene", "--name", "Bedacht B.V.", "--legal", "--kvk", "99000017"
    )
    told = _do("bibob", "registers", "1", *out).stdout
    assert "faillissement" in told
    assert "LEIDING: bestuurder: persoon P" in told
    assert "Centraal Insolventieregister: 1 record in de registers van 1 november 2026" in told
