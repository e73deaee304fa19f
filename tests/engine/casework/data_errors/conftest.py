"""A run with a few records of two locations, and people who report what is wrong in them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy.orm import Session

from engine.casework import data_errors
from engine.casework.data_errors import DataError, Said
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.snapshot import Run, publish
from tests.engine.casework.conftest import NOW

PERMIT = "vth:permit:Z:1"
BRANCH = "kvk:branch:000090000001"
PERSON = "P" + "a" * 20
OFFICER = f"kvk:officer:90000001/{PERSON}/director/"
Report = Callable[..., DataError]


def _rows(keys: list[str], places: list[str | None]) -> pa.Table:
    where = pa.array(places, pa.string())
    return pa.table({"record_key": keys, "location_id": where})


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A permit and a branch at L1, and an officer of no place."""
    text = pa.list_(pa.string())
    locations = pa.table(
        {
            "location_id": ["L1", "L2"],
            "object_ids": pa.array([["v1"], ["v2"]], text),
            "building_ids": pa.array([["p1"], ["p2"]], text),
            "band": ["medium", "none"],
        }
    )
    hits = pa.table({"location_id": ["L1"], "rule_id": ["GEN-01"], "outcome": ["HIT"]})
    tables = {
        "locations": locations,
        "hits": hits,
        "tables/permit": _rows([PERMIT], ["L1"]),
        "tables/branch": _rows([BRANCH], ["L1"]),
        "tables/officer": pa.table({"record_key": [OFFICER]}),
    }
    meta = {
        "source_tables": [
            {"source": "vth", "table": "permit", "register": "VTH"},
            {"source": "kvk", "table": "branch", "register": "HR"},
        ]
    }
    return publish(tmp_path / "runs", as_of=date(2026, 11, 1), tables=tables, meta=meta).run


@pytest.fixture
def second(session: Session) -> User:
    """Somebody else than `user`."""
    return sign_in(session, subject="a.tweede", role=Role.ANALYST, now=NOW)


@pytest.fixture
def report(session: Session, run: Run, user: User) -> Report:
    """Report the capacity of the permit as wrong, or what is told instead."""

    def made(
        key: str = PERMIT, column: str | None = "capacity", value: str | None = None,
        *, by: User = user, text: str = "Er wonen er minder.",
    ) -> DataError:  # fmt: skip
        said = Said(key, column, text, value)
        return data_errors.report(session, run, said, user=by, location_id="L1", now=NOW)

    return made
