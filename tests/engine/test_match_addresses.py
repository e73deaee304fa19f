"""`dijkwacht match addresses`: spreadsheets in and out, and what is told when they are wrong."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.commands.match import app
from engine.errors import MatchingError

AGAINST = (
    "id,straat,huisnummer,huisletter,toevoeging,postcode,woonplaats,wijk\n"
    "one,Proefpad,12,,,2371AB,Testdorp,w\n"
    "two,Proefpad,12,a,,2371AB,Testdorp,w\n"
    "three,Losse weg,3,,,2371AC,Testdorp,w\n"
)
QUERIES = (
    "query_id;adres\n"
    "a;Proefpad 12 A, Testdorp\n"
    "b;Proefpad naast 12, Testdorp\n"
    'c;"Bakkerij Verzonnen\nLosse weg 3\n2371 AC  TESTDORP"\n'
    "d;\n"
)


def run(folder: Path, queries: str, against: str = AGAINST, *options: str) -> Result:
    """Match two sheets of a folder into `out.csv`."""
    (folder / "q.csv").write_text(queries, "utf-8")
    (folder / "a.csv").write_text(against, "utf-8")
    files = [str(folder / name) for name in ("q.csv", "a.csv", "out.csv")]
    named = ["--queries", files[0], "--against", files[1], "--out", files[2]]
    return CliRunner().invoke(app, ["addresses", *named, *options])


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "out.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_answers_stand_in_the_order_of_the_queries(tmp_path: Path) -> None:
    result = run(tmp_path, QUERIES)
    assert result.exit_code == 0
    assert "4 queries, 2 matched, 2 without a match" in result.stdout
    assert "not read: wijk" in result.stderr
    told = [(row["query_id"], row["id"], row["method"]) for row in rows(tmp_path)]
    assert told == [
        ("a", "two", "normalised"),
        ("b", "", "none"),
        ("c", "three", "normalised"),
        ("d", "", "none"),
    ]
    assert all(0 <= float(row["margin"]) <= float(row["score"]) <= 1 for row in rows(tmp_path))


def test_best_names_the_likeliest_without_a_threshold(tmp_path: Path) -> None:
    run(tmp_path, QUERIES, AGAINST, "--best")
    told = [(row["id"], row["method"]) for row in rows(tmp_path)]
    assert told[1] == ("one", "near")
    assert told[0] == ("two", "normalised")


def test_same_sheets_give_the_same_bytes(tmp_path: Path) -> None:
    run(tmp_path, QUERIES)
    first = (tmp_path / "out.csv").read_bytes()
    run(tmp_path, QUERIES)
    assert (tmp_path / "out.csv").read_bytes() == first


def test_points_in_degrees_find_points_in_rd(tmp_path: Path) -> None:
    against = "id,x,y\none,100000,470000\ntwo,100100,470000\n"
    queries = "query_id,lat,lon\na,52.213986,4.581994\n"
    run(tmp_path, queries, against)
    (row,) = rows(tmp_path)
    assert row["method"] in {"point", "none"}
    run(tmp_path, "query_id,x,y\na,470000.5,100100.5\n", against)
    (row,) = rows(tmp_path)
    assert (row["id"], row["method"]) == ("two", "point")


@pytest.mark.parametrize(
    ("queries", "what"),
    [
        ("", "is empty"),
        ("adres\nProefpad 12\n", "lacks the column query_id"),
        ("query_id,naam\n1,x\n", "no column says where"),
        ("query_id,adres\n1,Proefpad 12\n1,Proefpad 13\n", "stands on line 2 too"),
        ("query_id,adres\n1\n", "1 cells beside 2 columns"),
        ("query_id,adres,address\n1,a,b\n", "both address"),
    ],
    ids=["empty", "no key", "no place", "key twice", "short row", "two of one"],
)
def test_broken_sheet_is_told_and_nothing_is_written(
    tmp_path: Path, queries: str, what: str
) -> None:
    result = run(tmp_path, queries)
    assert isinstance(result.exception, MatchingError)
    assert what in str(result.exception)
    assert not (tmp_path / "out.csv").exists()


def test_queries_without_rows_give_a_sheet_without_rows(tmp_path: Path) -> None:
    result = run(tmp_path, "query_id,adres\n")
    assert result.exit_code == 0
    assert rows(tmp_path) == []
