"""A day of inspections: order, begin, refusals, and the files of the route."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from engine.casework import places, users
from engine.casework.database import open_casework
from engine.casework.holds import mask
from engine.casework.models import Role, User
from engine.errors import PaperError, RoleRefused, RunError
from engine.exports import day_route
from engine.exports.day_route import DayRoute
from engine.exports.papers import inspection
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.rule_settings import RouteStart
from engine.snapshot import Run
from tests import casework_file
from tests.engine.casework.conftest import NOW
from tests.engine.scoring.build import SETTINGS

HALL = RouteStart(label="Gemeentehuis", x=104000, y=469000)
_NAMES = {"g": "http://www.topografix.com/GPX/1/1"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A casework database of its own."""
    casework = open_casework(
        casework_file.url(tmp_path), settings=SETTINGS, key=lambda: PUBLIC_SAMPLE_KEY
    )
    with casework.writing() as opened:
        yield opened
    casework.close()


def _user(session: Session, role: Role = Role.DRIEHOEK_ADVISER) -> User:
    return users.sign_in(session, subject=f"u-{role}", role=role, now=NOW)


@pytest.fixture(scope="module")
def listed(sample_run: Run) -> list[str]:
    """Locations of the list of the sample, by position."""
    table = sample_run.table("worklist").sort_by("position")
    return [str(name) for name in table["location_id"].to_pylist()]


def _plan(
    session: Session, run: Run, names: list[str], start: RouteStart | None = None
) -> DayRoute:
    return day_route.plan(session, run, locations=names, user=_user(session), start=start)


def test_route_begins_at_the_first_and_visits_each_once(
    session: Session, sample_run: Run, listed: list[str]
) -> None:
    found = _plan(session, sample_run, [*listed[:5], listed[1]])
    assert found.location_ids[0] == listed[0]
    assert sorted(found.location_ids) == sorted(listed[:5])
    assert [stop.number for stop in found.stops] == [1, 2, 3, 4, 5]
    assert found.stops[0].metres == 0
    assert found.metres == sum(stop.metres for stop in found.stops) > 0


def test_town_hall_is_the_begin_and_no_stop(
    session: Session, sample_run: Run, listed: list[str]
) -> None:
    found = _plan(session, sample_run, listed[:4], HALL)
    assert (found.stops[0].number, found.stops[0].label) == (0, "Gemeentehuis")
    assert found.stops[0].location_id is None
    assert sorted(found.location_ids) == sorted(listed[:4])
    assert [stop.number for stop in found.stops] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_stops_make_a_route(
    session: Session, sample_run: Run, listed: list[str], count: int
) -> None:
    assert len(_plan(session, sample_run, listed[:count]).stops) == count


def test_same_stops_give_the_same_route(
    session: Session, sample_run: Run, listed: list[str]
) -> None:
    first = _plan(session, sample_run, listed)
    again = _plan(session, sample_run, [listed[0], *listed[:0:-1]])
    assert first == again


def test_more_stops_than_a_day_has_are_refused(session: Session, sample_run: Run) -> None:
    names = sample_run.table("locations")["location_id"].to_pylist()[: inspection.MOST + 1]
    with pytest.raises(PaperError, match=str(inspection.MOST)):
        _plan(session, sample_run, names)


def test_location_that_is_not_there_is_refused(session: Session, sample_run: Run) -> None:
    with pytest.raises(RunError, match="L-nergens"):
        _plan(session, sample_run, ["L-nergens"])


def test_possible_victim_is_on_no_route(
    session: Session, sample_run: Run, listed: list[str]
) -> None:
    care = _user(session, Role.CARE_ADVISER)
    location = places.states(sample_run, [listed[2]])[listed[2]]
    mask(session, user=care, location=location, reason="Gezien bij een bezoek.", now=NOW)
    with pytest.raises(PaperError, match="eerst zorg"):
        _plan(session, sample_run, listed[:3])
    assert len(_plan(session, sample_run, listed[:2]).stops) == 2


@pytest.mark.parametrize("role", [Role.BIBOB_OFFICER, Role.PRIVACY_OFFICER])
def test_roles_that_do_not_judge_plan_no_route(
    session: Session, sample_run: Run, role: Role
) -> None:
    with pytest.raises(RoleRefused):
        day_route.plan(session, sample_run, locations=[], user=_user(session, role), start=None)


def test_files_have_every_stop_in_order(
    session: Session, sample_run: Run, listed: list[str]
) -> None:
    found = _plan(session, sample_run, listed[:4], HALL)
    labels = [stop.label for stop in found.stops]
    text = day_route.csv(found).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [line["locatie"] for line in lines] == labels
    assert lines[0]["nr."] == "begin"
    root = etree.fromstring(day_route.gpx(found, run=sample_run))
    points = root.findall(".//g:rtept", _NAMES)
    names = [point.findtext("g:name", namespaces=_NAMES) for point in points]
    assert names == [f"{at}. {label}" if at else label for at, label in enumerate(labels)]
    assert [float(point.attrib["lat"]) for point in points] == pytest.approx(
        [stop.lat for stop in found.stops], abs=1e-6
    )
    assert (root.findtext(".//g:time", namespaces=_NAMES) or "").endswith("Z")


def test_files_of_the_same_route_are_the_same(
    session: Session, sample_run: Run, listed: list[str]
) -> None:
    found = _plan(session, sample_run, listed[:3])
    assert day_route.gpx(found, run=sample_run) == day_route.gpx(found, run=sample_run)
    assert day_route.csv(found) == day_route.csv(found)
