"""What was destroyed is counted from what destroying itself wrote, deed by deed."""

from datetime import date

import pytest

from connectors.dates import year_bounds
from engine.casework import audit, paper_register
from engine.casework.destruction import erasing, listing, told
from engine.casework.destruction.due import Due, Kind
from engine.casework.destruction.told import Record
from engine.casework.process.states import Origin
from tests.engine.casework.conftest import NOW
from tests.engine.casework.destruction.conftest import World, at, riec
from tests.engine.casework.invented_paper import DOCUMENT, WHY

DAY = date(2026, 11, 2)


def _destroyed(world: World, year: int) -> dict[Record, int]:
    since, until = year_bounds(year)
    with world.casework.reading() as session:
        found = told.destroyed(session, since=since, until=until)
    return {record: count for record, count in found.items() if count}


def _all_gone(world: World, day: date) -> None:
    for name in (listing.CASES, listing.PAPERS):
        world.allow(day, name)
    world.destroy(day)
    world.duties(day)


def test_every_deed_on_a_list_is_counted_under_its_record(world: World) -> None:
    number = world.case(DAY)
    world.hit(number, DAY)
    world.hit(number, DAY)
    world.signal_that_ended(DAY)
    with world.casework.writing() as session:
        paper_register.register(session, [DOCUMENT], user=riec(session), reason=WHY, now=NOW)
    _all_gone(world, date(2028, 12, 1))
    assert _destroyed(world, 2028) == {Record.HITS: 2, Record.SEALED: 1, Record.PAPERS: 1}
    _all_gone(world, date(2032, 1, 1))
    assert _destroyed(world, 2032) == {Record.CASES: 1}
    assert _destroyed(world, 2029) == {}


def test_case_of_the_riec_is_counted_apart(world: World) -> None:
    world.case(DAY, origin=Origin.RIEC)
    world.duties(date(2031, 11, 3))
    assert _destroyed(world, 2031) == {Record.RIEC: 1}


def test_cut_log_is_counted_by_its_entries(world: World) -> None:
    said = audit.Processing("Iets", "stap", "wie", ())
    with world.casework.writing() as session:
        for _ in range(3):
            audit.append(session, said, now=at(date(2024, 1, 1)))
        audit.append(session, said, now=at(DAY))
        (entry,) = audit.search(session, since=at(DAY))
        one = Due(Kind.LOG, f"{entry.seq - 1} (x)", DAY, 3)
        erasing.erase(session, one, day=DAY, user="wie", now=at(DAY))
    assert _destroyed(world, 2026) == {Record.LOG: 3}


@pytest.mark.parametrize(
    ("name", "record", "count"),
    [
        (told.REMOVED, Record.RUNS, 1),
        (told.REWRITTEN.format(count=12), Record.INSOLVENCIES, 12),
        (told.LIST.format(kind=Kind.MATCHES, count=7), Record.MATCHES, 7),
        (told.LIST.format(kind=Kind.NAMES, count=9), Record.NAMES, 9),
        (told.LIST.format(kind="iets anders", count=9), None, 0),
        ("Run gemaakt", None, 0),
    ],
)
def test_entries_of_the_log_are_read_as_they_are_written(
    world: World, name: str, record: Record | None, count: int
) -> None:
    with world.casework.writing() as session:
        audit.append(session, audit.Processing(name, "stap", "wie", ()), now=NOW)
    assert _destroyed(world, 2026) == ({} if record is None else {record: count})


def test_year_begins_at_midnight_in_the_netherlands(world: World) -> None:
    last_hour, first = year_bounds(2026)
    with world.casework.writing() as session:
        for moment in (last_hour, first):
            audit.append(session, audit.Processing(told.REMOVED, "stap", "wie", ()), now=moment)
    assert _destroyed(world, 2026) == _destroyed(world, 2027) == {Record.RUNS: 1}
