"""Giving a file away: a named decision, logged, whole or not at all."""

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.casework import users
from engine.casework.audit_models import AuditEntry
from engine.casework.database import Casework
from engine.casework.models import Role
from engine.errors import CaseworkError, PaperError
from engine.exports import recipients
from engine.exports.exchange.giving import Made, Order, give
from engine.settings import SHIPPED_RULES
from tests.engine.exports.exchange.conftest import NOW, WHY

MADE = Made(b"inhoud", 3, source="run-1")


def _order(out: Path, **changes: Any) -> Order:
    given = Order("geojson", users.MAY_JUDGE, "ri", Role.RIEC_LIAISON, WHY, "toezicht", out)
    return dataclasses.replace(given, **changes)


def _entries(casework: Casework) -> list[AuditEntry]:
    with casework.reading() as session:
        found = list(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))
        session.expunge_all()
        return found


def test_file_is_given_and_logged_with_who_gets_it_and_why(
    casework: Casework, tmp_path: Path
) -> None:
    out = tmp_path / "a.json"
    give(casework, _order(out), lambda *_: MADE, now=NOW)
    assert out.read_bytes() == b"inhoud"
    assert out.stat().st_mode & 0o777 == 0o600
    (entry,) = _entries(casework)
    assert (entry.soort_afnemer_id, entry.afnemer_id) == ("functie binnen de gemeente", "toezicht")
    assert (entry.gebruiker, entry.gegevensbron) == ("ri", "run-1")
    assert WHY in json.dumps(entry.verwerkte_objecten)
    assert sorted(p.name for p in tmp_path.iterdir() if "json" in p.name) == ["a.json"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": "Te kort."}, "de reden heeft 8 tekens; 30 is het minste"),
        ({"reason": " " * 40}, "een reden is nodig"),
        ({"recipient": "pers"}, "gaat niet naar 'pers'; wel naar: gis, toezicht"),
        ({"kind": "ftm"}, "gaat niet naar 'toezicht'; wel naar: riec, onderzoek"),
        ({"role": Role.BIBOB_OFFICER}, "als Bibob-medewerker mag u dit niet"),
    ],
)
def test_what_is_not_allowed_leaves_no_file_and_no_entry(
    casework: Casework, tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    out = tmp_path / "a.json"
    with pytest.raises((CaseworkError, PaperError), match=told):
        give(casework, _order(out, **changes), lambda *_: MADE, now=NOW)
    assert not out.exists()
    assert _entries(casework) == []


def test_file_that_is_there_is_never_overwritten(casework: Casework, tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    out.write_text("van iemand anders")
    with pytest.raises(CaseworkError, match="bestaat al en wordt niet overschreven"):
        give(casework, _order(out), lambda *_: MADE, now=NOW)
    assert (out.read_text(), _entries(casework)) == ("van iemand anders", [])


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_crash_leaves_no_half_file_and_never_a_file_that_is_not_logged(
    casework: Casework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    out = tmp_path / "a.json"
    with pytest.raises(CaseworkError, match="kan niet worden geschreven"):
        give(casework, _order(out), lambda *_: MADE, now=NOW)
    assert [p for p in tmp_path.iterdir() if "json" in p.name] == []
    assert len(_entries(casework)) == (0 if step == "fsync" else 1)


def test_builder_that_fails_leaves_nothing(casework: Casework, tmp_path: Path) -> None:
    def build(*_: object) -> Made:
        raise CaseworkError("stop")

    with pytest.raises(CaseworkError, match="stop"):
        give(casework, _order(tmp_path / "a.json"), build, now=NOW)
    assert _entries(casework) == []
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(f".*{os.getpid()}*"))


def test_nothing_of_law_is_shown_as_checked_in_the_shipped_whitelist() -> None:
    files = {"geojson", "csv", "ftm", "algorithm-register"}
    assert not [one for one in recipients.load(SHIPPED_RULES) if one.verified and one.kind in files]
