"""Reports of wrong facts go after their term, or with the name of a person in their record."""

from datetime import date, timedelta

from sqlalchemy import select

from engine.casework import data_errors, decisions, places
from engine.casework.data_errors import DataError, ErrorState
from engine.casework.destruction import erasing, forecast
from engine.casework.destruction.told import Record
from engine.casework.models import Role
from engine.casework.users import sign_in
from tests.engine.casework.conftest import NOW
from tests.engine.casework.destruction.conftest import World, at, riec
from tests.engine.casework.process.conftest import SHED

DAY = date(2026, 11, 2)
LAST = date(2031, 11, 2)
ANNA = "P" + "a" * 20


def _report(world: World, day: date, record_id: str = "Z1") -> int:
    with world.casework.writing() as session:
        error = DataError(
            place=places.find_or_add(session, SHED), run="r", source="vth", table="permit",
            record_id=record_id, column="capacity", text="Klopt niet.", value="4",
            user=riec(session), reported_at=at(day), state=ErrorState.OPEN, steps=[],
        )  # fmt: skip
        session.add(error)
        session.flush()
        return error.id


def _accept(world: World, number: int, day: date) -> None:
    with world.casework.writing() as session:
        who = sign_in(session, subject="tweede", role=Role.ANALYST, now=NOW)
        error = data_errors.find(session, number)
        data_errors.settle(session, error, ErrorState.OWN, user=who, reason="Gezien.", now=at(day))


def _left(world: World) -> list[str]:
    with world.casework.reading() as session:
        return list(session.scalars(select(DataError.record_id).order_by(DataError.id)))


def _lists(world: World, day: date) -> list[str]:
    world.allow(day)
    return world.destroy(day)


def test_report_goes_the_day_after_its_term_and_stops_its_correction(world: World) -> None:
    _accept(world, _report(world, DAY), DAY)
    _report(world, DAY + timedelta(days=30), "Z2")
    assert _lists(world, LAST) == []
    told = _lists(world, LAST + timedelta(days=1))
    assert told == ["gemelde fouten in gegevens 1-1; vanaf 2031-11-03; aantal 1"]
    assert _left(world) == ["Z2"]
    with world.casework.reading() as session:
        assert decisions.collect(session, as_of=LAST) == []


def test_term_begins_at_the_newest_act(world: World) -> None:
    _accept(world, _report(world, DAY), LAST)
    assert _lists(world, LAST + timedelta(days=1)) == []


def test_forecast_tells_the_day(world: World) -> None:
    _report(world, DAY)
    with world.casework.reading() as session:
        for until, count in ((LAST, 0), (LAST + timedelta(days=1), 1)):
            found = forecast.of_casework(session, today=DAY, until=until)
            assert sum(one.count for one in found if one.record is Record.ERRORS) == count


def test_report_goes_with_the_name_of_a_person_in_its_record(world: World) -> None:
    _report(world, DAY, f"90000001/{ANNA}/director/")
    _report(world, DAY, "Z2")
    with world.casework.writing() as session:
        assert erasing.forget_people(session, {ANNA}, user="x", now=at(DAY)) == 1
        assert erasing.forget_people(session, set(), user="x", now=at(DAY)) == 0
    assert _left(world) == ["Z2"]
