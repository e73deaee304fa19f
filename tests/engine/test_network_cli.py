"""`dijkwacht network`: what it says, in which forms, and how it refuses."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.cli import app
from engine.errors import NetworkError, RunError, UnknownNode
from tests.engine.network.published import publish
from tests.engine.network.town import location, settle
from tests.engine.network.world import empty_world, kvk

pytestmark = pytest.mark.usefixtures("wide")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the run of the invented town; of its hubs the shipped limit decides."""
    out = tmp_path_factory.mktemp("network") / "runs"
    with empty_world() as world:
        settle(world)
        publish(world, out)
    return out


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def _network(runs: Path, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["network", command, "2026", *arguments, "--runs", str(runs)])


def test_surroundings_are_sentences_with_days_and_sources(runs: Path) -> None:
    done = _network(runs, "ego", kvk(1))
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == (f"Netwerk van bv (KVK {kvk(1)}) op 1 november 2026: 4 knopen, 3 relaties")
    assert (
        f"- vestiging 000000000001 is vestiging van bv (KVK {kvk(1)}) sinds 1 januari 2020, "
        "bron test."
    ) in lines
    assert (
        "- 1 persoon is afgeschermd, met alle andere bedrijven; vraag: RIEC-liaison; open een zaak."
        in lines
    )


def test_people_are_walked_through_only_on_request(runs: Path) -> None:
    assert kvk(2) not in _network(runs, "ego", kvk(1)).stdout
    opened = _network(runs, "ego", kvk(1), "--gate", "G2").stdout
    assert kvk(2) in opened
    assert "persoon Paaaaa is bestuurder van" in opened
    assert not re.search(r"P[0-9a-f]{7,}", opened)


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        pytest.param(
            ("--kind", "BRANCH_OF", "--kind", "REGISTERED_AT"),
            {"BRANCH_OF", "REGISTERED_AT"},
            id="kind",
        ),
        pytest.param(("--source", "second"), {"OFFICER_OF"}, id="source"),
        pytest.param(("--as-of", "2019-12-31"), set(), id="day"),
        pytest.param(
            ("--hops", "1", "--in-force", "--source", "test"), {"BRANCH_OF"}, id="in force"
        ),
    ],
)  # fmt: skip
def test_options_choose_relations(runs: Path, arguments: tuple[str, ...], kinds: set[str]) -> None:
    done = _network(runs, "ego", kvk(2), *arguments, "--format", "json")
    assert {edge["kind"] for edge in json.loads(done.stdout)["edges"]} == kinds


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("text", b"Netwerk van"),
        ("json", b"{"),
        ("csv", b"\xef\xbb\xbfrelatie;"),
        ("csv-nodes", b"\xef\xbb\xbfknoop;"),
        ("graphml", b"<?xml"),
        ("ftm", b'{"id"'),
        ("svg", b"<svg"),
        ("png", b"\x89PNG"),
    ],
)
def test_every_form_can_be_written_to_a_file(
    runs: Path, name: str, begins: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "view"
    done = _network(runs, "ego", kvk(8), "--format", name, "--out", str(file))
    assert done.stdout == f"{file}: {file.stat().st_size} bytes\n"
    assert file.read_bytes().startswith(begins)


def test_picture_wants_a_file(runs: Path) -> None:
    done = _network(runs, "ego", kvk(8), "--format", "png")
    assert (done.exit_code, "--out" in done.output) == (2, True)


def test_file_that_cannot_be_written_is_one_message(runs: Path, tmp_path: Path) -> None:
    done = _network(runs, "ego", kvk(8), "--out", str(tmp_path / "absent" / "x"))
    assert isinstance(done.exception, NetworkError)
    assert "cannot be written" in str(done.exception)


def test_path_tells_every_step(runs: Path) -> None:
    done = _network(runs, "path", kvk(1), location(1).id)
    lines = done.stdout.splitlines()
    assert lines[2] == "Pad 1, 3 stappen"
    assert [line.split(" ")[0] for line in lines[3:6]] == ["-", "-", "-"]
    assert "hoort bij Pad 1, bron test." in lines[5]


def test_no_path_says_how_far_was_looked_and_what_was_not(runs: Path) -> None:
    done = _network(runs, "path", kvk(1), kvk(3), "--max-hops", "4")
    assert "Geen pad van ten hoogste 4 stappen gevonden." in done.stdout
    assert "door een persoon" in done.stdout
    opened = _network(runs, "path", kvk(1), kvk(3), "--gate", "G2")
    assert "Pad 1, 2 stappen" in opened.stdout


def test_changes_between_two_days(runs: Path) -> None:
    days = ("--from", "2022-12-31", "--to", "2023-01-01", "--hops", "1")
    text = _network(runs, "changes", kvk(2), *days).stdout
    assert "Begonnen: 1\n- persoon 1 (afgeschermd) is vennoot van" in text
    assert "Beëindigd: 1\n- persoon 1 (afgeschermd) is bestuurder van" in text
    found = json.loads(_network(runs, "changes", kvk(2), *days, "--format", "json").stdout)
    assert (len(found["began"]), found["before"]) == (1, "2022-12-31")


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        pytest.param(("ego", kvk(99)), UnknownNode, "nearest", id="unknown company"),
        pytest.param(("ego", "Company:1"), UnknownNode, "labels are", id="unknown label"),
        pytest.param(("ego", "Person:Paaaaa"), NetworkError, "open een zaak", id="person"),
        pytest.param(("ego", kvk(1), "--kind", "KNOWS"), NetworkError, "OFFICER_OF", id="kind"),
        pytest.param(("ego", kvk(1), "--source", "x"), NetworkError, "second, test", id="source"),
        pytest.param(
            ("ego", kvk(1), "--as-of", "2030-01-01"),
            NetworkError,
            "loopt tot en met 1 november 2026",
            id="day",
        ),
        pytest.param(
            ("changes", kvk(1), "--from", "2022-01-01", "--to", "2021-01-01"),
            NetworkError,
            "moet na de eerste liggen",
            id="days the wrong way round",
        ),
    ],
)
def test_what_is_wrong_is_one_message(
    runs: Path, arguments: tuple[str, ...], error: type[Exception], told: str
) -> None:
    done = _network(runs, *arguments)
    assert isinstance(done.exception, error)
    assert told in str(done.exception)
    assert done.stdout == ""


def test_unknown_run_lists_the_known_ones(runs: Path) -> None:
    done = CliRunner().invoke(app, ["network", "ego", "1999", "L1", "--runs", str(runs)])
    assert isinstance(done.exception, RunError)
    assert "2026-11-01-" in str(done.exception)


def test_help_says_that_the_command_line_knows_no_roles() -> None:
    done = CliRunner().invoke(app, ["network", "ego", "--help"])
    assert "knows no roles" in " ".join(done.stdout.replace("│", " ").split())


def test_measures_are_told_and_none_of_them_scores(runs: Path) -> None:
    text = _network(runs, "measures", location(2).id).stdout
    assert "geen van deze maten telt mee" in text
    assert "sluiting (Opiumwet) M2, 1 januari 2025, hier" in text
    found = json.loads(_network(runs, "measures", location(2).id, "--format", "json").stdout)
    assert found["near"][0]["steps"] == 0
    assert "points" not in found
