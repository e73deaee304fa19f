"""Which locations a file may tell of, as GeoJSON and as tables."""

import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, holds, judgements, places, users
from engine.casework.case_models import CaseKind
from engine.casework.models import Role, User, Verdict
from engine.casework.process import measures
from engine.casework.users import sign_in
from engine.exports.exchange import geojson, seen
from engine.exports.exchange.tables import TABLES, Asking
from engine.snapshot import Run
from tests.engine.exports.conftest import HOUSE, SOLE_TRADER_KVK, SOLE_TRADER_NAME, YARD
from tests.engine.exports.driehoek.conftest import with_worklist
from tests.engine.exports.exchange.conftest import NOW

TODAY = NOW.date()


def _features(session: Session, run: Run, user: User) -> list[dict[str, Any]]:
    told = seen.locations(session, run, user=user, today=TODAY)
    found: list[dict[str, Any]] = json.loads(geojson.to_geojson(told))["features"]
    return found


def _rows(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))


def test_location_with_a_hit_is_a_point_in_degrees_longitude_first(
    session: Session, run: Run, riec: User
) -> None:
    """RFC 7946: no `crs`, WGS84, longitude before latitude."""
    (feature,) = _features(session, run, riec)
    assert feature["id"] == YARD
    lon, lat = feature["geometry"]["coordinates"]
    assert (round(lon, 2), round(lat, 2)) == (4.55, 52.18)
    told = seen.locations(session, run, user=riec, today=TODAY)
    assert set(json.loads(geojson.to_geojson(told))) == {"type", "features"}


def test_rule_on_trial_is_in_no_file(session: Session, run: Run, riec: User) -> None:
    assert "BRN-01" not in json.dumps(_features(session, run, riec))


def test_hits_and_what_pleads_against_stand_apart_with_explanations(
    session: Session, run: Run, riec: User
) -> None:
    (feature,) = _features(session, run, riec)
    told = feature["properties"]
    assert "GEN-01" in [hit["regel"] for hit in told["treffers"]]
    assert [hit["regel"] for hit in told["ontlastend"]] == ["DRG-90"]
    first = next(hit for hit in told["treffers"] if hit["regel"] == "GEN-01")
    assert first["kan ook zijn"] == ["accountantskantoor", "familiebedrijf"]


def test_no_points_band_arm_person_or_trader_stands_in_a_file(
    session: Session, run: Run, riec: User
) -> None:
    text = json.dumps(_features(session, run, riec), ensure_ascii=False)
    hits = TABLES["hits"].make(Asking(session, riec, TODAY, run)).content.decode("utf-8-sig")
    for told in (text, hits):
        for word in ("punten", "score", "points", "band", "arm", SOLE_TRADER_KVK,
                     SOLE_TRADER_NAME, "Pabab", "Kas en Co"):  # fmt: skip
            assert word not in told.replace("warm", ""), word


@pytest.mark.parametrize("role", sorted(Role))
def test_hits_are_for_roles_that_judge(session: Session, run: Run, role: Role) -> None:
    user = sign_in(session, subject="x", role=role, now=NOW)
    (feature,) = _features(session, run, user)
    judges = role in users.MAY_JUDGE
    assert bool(feature["properties"]["treffers"]) is judges


def test_listed_location_is_left_out_until_it_is_judged(
    session: Session, village: Run, tmp_path: Path, riec: User
) -> None:
    """Both arms alike, so that who is left out tells nothing (REQ-HUM-2, REQ-RND-1)."""
    listed = with_worklist(village, tmp_path / "listed", HOUSE, YARD)
    assert _features(session, listed, riec) == []
    judgements.judge(
        session, user=riec, location=places.states(listed, [YARD])[YARD], run=listed.path.name,
        week="2026-W44", verdict=Verdict.UNCLEAR, reason="Bekeken.", now=NOW,
    )  # fmt: skip
    assert [feature["id"] for feature in _features(session, listed, riec)] == [YARD]


def test_masked_location_is_in_no_file_of_any_role(session: Session, run: Run, riec: User) -> None:
    """REQ-VIC-1: a file leaves the system, so even who may see the mask does not take it along."""
    where = places.states(run, [YARD])[YARD]
    case = cases.open_case(
        session, user=riec, kind=CaseKind.CASE, location=where, purpose="Verzonnen.", now=NOW
    )
    measures.record(
        session, case, user=riec, instrument="LOD", decided_on=TODAY, reason="x", now=NOW
    )
    asking = Asking(session, riec, TODAY, run)
    assert [TABLES[name].make(asking).rows for name in sorted(TABLES)] == [1, 4, 1, 1]
    holds.mask(session, user=riec, location=where, reason="Mogelijk.", now=NOW)
    assert _features(session, run, riec) == []
    assert [TABLES[name].make(asking).rows for name in sorted(TABLES)] == [0, 0, 0, 0]


def test_location_without_a_place_has_a_null_geometry(
    session: Session, run: Run, riec: User
) -> None:
    (one,) = seen.locations(session, run, user=riec, today=TODAY)
    told = json.loads(geojson.to_geojson([dataclasses.replace(one, x=None, y=None)]))
    assert told["features"][0]["geometry"] is None
    assert json.loads(geojson.to_geojson([])) == {"type": "FeatureCollection", "features": []}


def test_no_cell_of_a_table_can_act_as_a_formula(session: Session, run: Run, riec: User) -> None:
    where = places.states(run, [YARD])[YARD]
    cases.open_case(
        session, user=riec, kind=CaseKind.CASE, location=where, purpose="=cmd|' /C calc'!A0",
        now=NOW,
    )  # fmt: skip
    header, row = _rows(TABLES["cases"].make(Asking(session, riec, TODAY)).content)
    assert row[header.index("waarom")] == "'=cmd|' /C calc'!A0"


def test_tables_of_cases_hold_what_the_role_may_open(
    session: Session, run: Run, riec: User
) -> None:
    where = places.states(run, [YARD])[YARD]
    for kind in (CaseKind.CASE, CaseKind.SIGNAL):
        cases.open_case(
            session, user=riec, kind=kind, location=where, purpose="Verzonnen.", now=NOW
        )
    care = sign_in(session, subject="zo", role=Role.CARE_ADVISER, now=NOW)
    asked = {user.role: TABLES["cases"].make(Asking(session, user, TODAY)).rows
             for user in (riec, care)}  # fmt: skip
    assert asked == {Role.RIEC_LIAISON: 2, Role.CARE_ADVISER: 1}


def test_every_location_that_is_told_of_is_in_the_log(
    session: Session, run: Run, riec: User
) -> None:
    made = TABLES["locations"].make(Asking(session, riec, TODAY, run))
    assert [one.object_id for one in made.objects] == ["1884010000000001"]
    assert made.source == run.path.name
