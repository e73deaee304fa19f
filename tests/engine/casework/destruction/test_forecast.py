"""What will have to go: on every day as much as a list of that day holds, and by which day."""

from collections import Counter
from datetime import date, timedelta

import pytest

from connectors.dates import months_after
from engine.casework import audit, paper_register
from engine.casework.bibob.models import BibobEvent
from engine.casework.bibob.words import EventKind
from engine.casework.case_models import CaseScan
from engine.casework.destruction import due, forecast, listing
from engine.casework.destruction.forecast import Coming
from engine.casework.destruction.told import OF_KIND, Record
from engine.casework.models import Judgement, Listing, Verdict
from engine.casework.process.states import Origin
from tests.engine.casework.bibob.desk import opened
from tests.engine.casework.conftest import NOW
from tests.engine.casework.destruction.conftest import World, at, later, riec
from tests.engine.casework.invented_paper import DOCUMENT, WHY

DAY = date(2026, 11, 2)


def _coming(world: World, until: date, today: date = DAY) -> list[Coming]:
    with world.casework.reading() as session:
        return forecast.of_casework(session, today=today, until=until)


def _said(world: World, *, hit_on: date = DAY) -> None:
    """A case with hits, a judgement with words, a listing with rules, a paper and a seal."""
    number = world.case(DAY)
    world.hit(number, hit_on)
    world.hit(number, later(hit_on, 40))
    world.case(DAY, origin=Origin.RIEC)
    world.signal_that_ended(DAY)
    with world.casework.writing() as session:
        place = due._not_destroyed(session)[0].place
        who = riec(session)
        session.add(
            CaseScan(
                case_id=number, run="r", as_of=hit_on, scanned_by_id=who.id, scanned_at=NOW,
                outcomes=[{"outcome": "HIT"}, {"outcome": "NO_HIT"}], not_judged={},
            )
        )  # fmt: skip
        session.add(
            Judgement(
                place=place, user=who, run="r", week="2026-W45", verdict=Verdict.INNOCENT,
                reason="x", band="high", rule_ids=["GEN-01"], is_blind=True, judged_at=at(hit_on),
            )
        )  # fmt: skip
        session.add(
            Listing(
                place=place, run="r", week="2026-W45", arm="ranked", band="high",
                rule_ids=["GEN-01"], listed_on=hit_on,
            )
        )  # fmt: skip
        paper_register.register(session, [DOCUMENT], user=who, reason=WHY, now=NOW)


@pytest.mark.parametrize(
    "days", [0, 180, 364, 365, 729, 730, 731, 772, 1825, 1826, 1827, 1828, 4000]
)
def test_forecast_of_a_day_is_what_the_lists_of_that_day_hold(world: World, days: int) -> None:
    _said(world)
    day = later(DAY, days)
    with world.casework.reading() as session:
        parts = listing.parts(session, day=day, unmentioned=())
        on_lists = Counter[Record]()
        for one in [one for part in parts for one in part.dues] + due.hard(session, today=day):
            on_lists[OF_KIND[one.kind]] += one.count
    told = Counter[Record]()
    for coming in _coming(world, day, today=day):
        told[coming.record] += coming.count
    gone_with_their_case = {Record.HITS} if days > 1826 else set()
    for record in {*Record} - gone_with_their_case:
        assert told[record] == on_lists[record], record


def test_each_record_is_told_on_its_own_day(world: World) -> None:
    _said(world)
    found = {(one.record, one.due_on): one.count for one in _coming(world, later(DAY, 4000))}
    hits = date(2028, 11, 3)
    assert found[Record.HITS, hits] == 2
    assert found[Record.HITS, months_after(later(DAY, 40), 24) + timedelta(days=1)] == 1
    assert found[Record.JUDGEMENTS, hits] == found[Record.LISTINGS, hits] == 1
    assert found[Record.SEALED, date(2027, 11, 2)] == 1
    assert found[Record.CASES, date(2031, 11, 3)] == found[Record.RIEC, date(2031, 11, 3)] == 1
    assert found[Record.PAPERS, DOCUMENT.destroy_on] == 1


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1)], ids=["the day before", "the day"])
def test_last_day_of_the_forecast_belongs_to_it(world: World, days: int, count: int) -> None:
    world.signal_that_ended(DAY)
    found = _coming(world, later(date(2027, 11, 2), days))
    assert sum(one.count for one in found if one.record is Record.SEALED) == count


def test_hits_that_go_with_their_case_are_not_told_twice(world: World) -> None:
    number = world.case(DAY)
    world.hit(number, date(2030, 1, 1))
    found = _coming(world, later(DAY, 4000))
    assert [one.record for one in found if one.record is not Record.LOG] == [Record.CASES]


def test_bibob_file_in_a_procedure_is_not_due(world: World) -> None:
    with world.casework.writing() as session:
        desk = opened(session)
        for kind, day in (
            (EventKind.CONCLUDED, DAY),
            (EventKind.PROCEDURE_STARTED, later(DAY, 30)),
        ):
            event = BibobEvent(
                case_id=desk.number, kind=kind, dated_on=day, added_by_id=desk.user.id, added_at=NOW
            )
            session.add(event)
    until = date(2036, 1, 1)
    assert Record.CASES not in {one.record for one in _coming(world, until)}


def test_log_is_told_by_the_month_and_what_is_due_today(world: World) -> None:
    said = audit.Processing("Iets", "stap", "wie", ())
    days = (date(2024, 10, 1), date(2024, 11, 1), date(2024, 11, 2), date(2024, 12, 31))
    with world.casework.writing() as session:
        for day in days:
            audit.append(session, said, now=at(day))
    found = [one for one in _coming(world, date(2027, 3, 31)) if one.record is Record.LOG]
    assert [(one.due_on, one.count) for one in found] == [
        (DAY, 2), (later(DAY, 1), 1), (date(2027, 1, 1), 1),
    ]  # fmt: skip


def test_nothing_comes_of_an_empty_database(world: World) -> None:
    assert _coming(world, later(DAY, 4000)) == []
