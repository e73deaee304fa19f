"""Pairs to judge, put into a copy of a published run: invented ones over its own records."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from engine import duck
from engine.matching.fields import Field
from engine.register.match_candidates import MatchCandidate, add, place_subject
from engine.snapshot import Run

PEOPLE = (
    Field("surname", "similar", 6.1),
    Field("given", "equal", 3.4),
    Field("house_number", "different", -1.2),
    Field("birth_date", "missing", 0.0),
)
COMPANY = (
    Field("name", "similar", 8.25, None, "Verzonnen Beheer"),
    Field("legal_form", "missing", 0.0, None, "bv"),
)
ADDRESS = (
    Field("street", "similar", 4.75, "Dorpsstr", "Dorpsstraat"),
    Field("house_number", "equal", 5.5, "1", "1"),
    Field("town", "missing", -0.5, None, "Oud Ade"),
)
_MISSING = "tekst die nergens past 7"


def of(run: Run) -> list[MatchCandidate]:
    """One pair of each kind over the records of a run, and a second one of people."""
    with run.connect() as con:
        people = _column(con, "party_id", "officer", "party_id LIKE 'P%'", 4)
        (name,) = _column(con, "applicant_id", "permit", "applicant_id LIKE 'P%'", 1)
        (number,) = _column(con, "enterprise_id", "enterprise", "legal_form = 'bv'", 1)
        (unit,) = _column(con, "object_id", "address_unit", "object_id IS NOT NULL", 1)
        texts = _column(con, "place_text", "permit", "place_text IS NOT NULL", 1)
    text = place_subject(texts[0] if texts else _MISSING)
    return [
        MatchCandidate("person", people[0], people[1], 0.91, 0.2, "name", PEOPLE, ()),
        MatchCandidate("person", people[2], people[3], 0.55, 0.1, "name", PEOPLE[:2], ()),
        MatchCandidate("company", name, number, 0.83, 0.4, "name", COMPANY, ()),
        MatchCandidate("address", text, unit, 0.62, 0.05, "ambiguous", ADDRESS, ()),
    ]


def put(run: Run, folder: Path, pairs: Sequence[MatchCandidate]) -> Run:
    """A copy of a run below `folder` that has these pairs and no others."""
    copied = Run(folder / run.path.name)
    shutil.copytree(run.path, copied.path)
    file = copied.path / "tables" / "match_candidate.parquet"
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE match_candidate AS FROM {duck.text(str(file))} LIMIT 0")
        add(con, pairs)
        pq.write_table(con.sql("FROM match_candidate").to_arrow_table(), file)
    return copied


def _column(
    con: duckdb.DuckDBPyConnection, name: str, table: str, where: str, count: int
) -> list[str]:
    rows = con.execute(
        f'SELECT DISTINCT {name} FROM "{table}" WHERE {where} ORDER BY {name} LIMIT {count}'
    ).fetchall()
    return [str(value) for (value,) in rows]
