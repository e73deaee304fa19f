"""`dijkwacht match people`: two sheets in, one out, and what is told on the way."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.cli import app
from engine.errors import MatchingError

QUERIES = """query_id, given_name, surname, date_of_birth, soc_sec_id, colour
q1, Henk, Verzonnen, 19581102, 123456782, red
q2, Karel, Nergens, 19490505, 123456782, blue
"""
AGAINST = """id;voornaam;achternaam;geboortedatum;bsn
1;Hendrik;Verzonnen;02-11-1958;987654321
2;Wilhelmina;Bedacht;23-04-1961;123456782
"""


def _match(folder: Path, queries: str, against: str, *more: str) -> Result:
    (folder / "q.csv").write_text(queries, "utf-8")
    (folder / "a.csv").write_text(against, "utf-8")
    paths = [f"--queries={folder / 'q.csv'}", f"--against={folder / 'a.csv'}"]
    arguments = ["match", "people", *paths, f"--out={folder / 'o.csv'}", *more]
    return CliRunner().invoke(app, arguments)


def _out(folder: Path) -> list[dict[str, str]]:
    with (folder / "o.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_people_are_matched_and_no_citizen_number_is_looked_at(tmp_path: Path) -> None:
    done = _match(tmp_path, QUERIES, AGAINST)
    assert done.exit_code == 0, done.output
    rows = _out(tmp_path)
    assert [(row["query_id"], row["id"]) for row in rows] == [("q1", "1"), ("q2", "")]
    assert [*rows[0]] == ["query_id", "id", "method", "score", "margin"]
    assert "q.csv: dropped, never looked at: soc_sec_id" in done.stderr
    assert "q.csv: not read: colour" in done.stderr
    assert "a.csv: dropped, never looked at: bsn" in done.stderr
    assert {file.name for file in tmp_path.iterdir()} == {"q.csv", "a.csv", "o.csv"}


def test_best_answers_every_query(tmp_path: Path) -> None:
    assert _match(tmp_path, QUERIES, AGAINST, "--best").exit_code == 0
    assert all(row["id"] for row in _out(tmp_path))


def test_one_sheet_twice_is_searched_for_doubles(tmp_path: Path) -> None:
    rows = "1,Jan Proef,1970-01-31\n2,J. Proef,1970-01-31\n3,Piet Test,1980-05-06\n"
    done = _match(tmp_path, f"query_id,name,born\n{rows}", f"id,name,born\n{rows}")
    assert [row["id"] for row in _out(tmp_path)] == ["2", "1", ""]
    assert "one set" in done.stderr


@pytest.mark.parametrize(
    ("queries", "against", "message"),
    [
        ("query_id,colour\n1,red\n", AGAINST, "has no column with a name of a person"),
        (QUERIES, "id,bsn\n1,123456782\n", "has no column with a name of a person"),
        ("name\nJan\n", AGAINST, "lacks the column query_id"),
        ("", AGAINST, "is empty"),
    ],
    ids=["no name", "only a citizen number", "no id", "empty"],
)
def test_a_sheet_that_cannot_serve_is_refused(
    tmp_path: Path, queries: str, against: str, message: str
) -> None:
    done = _match(tmp_path, queries, against)
    assert done.exit_code == 1
    assert isinstance(done.exception, MatchingError)
    assert message in str(done.exception)
    assert not (tmp_path / "o.csv").exists()


def test_a_header_without_rows_gives_a_header(tmp_path: Path) -> None:
    assert _match(tmp_path, "query_id,name\n", AGAINST).exit_code == 0
    assert _out(tmp_path) == []
