"""`dijkwacht match companies`: sheets in, one answer per query out."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine.cli import app
from engine.errors import MatchingError

KNOWN = """\
id,name,trade_names,branche
7,Loonbedrijf Bedachtdijk B.V.,Dijkgroen|Polderwerk,loonwerk
8,Stichting Bedachte Molen,,cultuur
"""
ASKED = """\
query_id;name
a;Bedachte Molen Stichting
b;Polderwerk
c;B.V.
d;Iets Heel Anders B.V.
"""


def _match(folder: Path, known: str, asked: str, *more: str) -> tuple[str, list[list[str]]]:
    (folder / "known.csv").write_text(known, "utf-8")
    (folder / "asked.csv").write_text(asked, "utf-8")
    out = folder / "out.csv"
    files = ["--queries", str(folder / "asked.csv"), "--against", str(folder / "known.csv")]
    result = CliRunner().invoke(app, ["match", "companies", *files, "--out", str(out), *more])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output, list(csv.reader(out.read_text("utf-8").splitlines()))


def test_every_query_has_an_answer_or_none(tmp_path: Path) -> None:
    output, rows = _match(tmp_path, KNOWN, ASKED)
    assert rows[0] == ["query_id", "id", "method", "score", "margin"]
    assert [row[:2] for row in rows[1:]] == [["a", "8"], ["b", "7"], ["c", ""], ["d", ""]]
    assert "not read: branche" in output
    assert "4 queries, 2 matched, 2 without a match" in output


def test_best_answers_what_it_can(tmp_path: Path) -> None:
    _, rows = _match(tmp_path, KNOWN, ASKED, "--best")
    assert [row[0] for row in rows[1:] if row[1]] == ["a", "b", "d"]


def test_known_companies_may_have_trade_names_only(tmp_path: Path) -> None:
    _, rows = _match(
        tmp_path, "id,aliases\n7,Dijkgroen|Polderwerk\n", "query_id,name\nb,Polderwerk\n"
    )
    assert rows[1][:2] == ["b", "7"]


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        pytest.param("id,omschrijving\n1,x\n", ASKED, id="known without names"),
        pytest.param(KNOWN, "query_id,aliases\na,x\n", id="queries without names"),
    ],
)
def test_sheet_without_names_is_refused(tmp_path: Path, known: str, asked: str) -> None:
    with pytest.raises(MatchingError, match="lacks the column name"):
        _match(tmp_path, known, asked)
