"""Terms: when what is due, to the day."""

from collections.abc import Callable
from datetime import date

import pytest

from engine.casework import cases
from engine.casework.bibob.models import BibobEvent
from engine.casework.bibob.words import EventKind
from engine.casework.case_models import CaseScan
from engine.casework.models import Judgement, Listing, Verdict
from engine.casework.process.states import Origin, State
from tests.engine.casework.bibob.desk import opened
from tests.engine.casework.conftest import NOW
from tests.engine.casework.destruction.conftest import World, at, later, riec

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("day", "is_due"), [(date(2027, 11, 1), False), (date(2027, 11, 2), True)],
    ids=["364 days", "365 days"],
)  # fmt: skip
def test_req_ret_1_sealed_signal_goes_after_365_days(world: World, day: date, is_due: bool) -> None:
    number = world.signal_that_ended(DAY)
    expected = [f"verzegeld signaal {number}; vanaf 2027-11-02; aantal 1"]
    assert world.lines(day) == (expected if is_due else [])


@pytest.mark.parametrize(
    ("day", "is_due"), [(date(2031, 11, 2), False), (date(2031, 11, 3), True)],
    ids=["five years to the day", "a day longer"],
)  # fmt: skip
def test_req_ret_1_case_goes_five_years_after_its_last_activity(
    world: World, day: date, is_due: bool
) -> None:
    number = world.case(date(2020, 1, 1))
    with world.casework.writing() as session:
        cases.to_change(session, number, user=riec(session), now=at(DAY))
    expected = [f"zaak {number}; vanaf 2031-11-03; aantal 1"]
    assert world.lines(day) == (expected if is_due else [])


@pytest.mark.parametrize(
    ("day", "is_due"), [(date(2028, 11, 2), False), (date(2028, 11, 3), True)],
    ids=["24 months to the day", "a day longer"],
)  # fmt: skip
def test_req_ret_1_hit_goes_24_months_after_it_was_found(
    world: World, day: date, is_due: bool
) -> None:
    number = world.case(DAY)
    world.hit(number, DAY)
    world.hit(number, later(DAY, 40))
    expected = [f"treffers van zaak {number}; vanaf 2028-11-03; aantal 1"]
    assert world.lines(day) == (expected if is_due else [])


def test_hits_of_a_scan_are_hits_and_other_outcomes_are_not(world: World) -> None:
    number = world.case(DAY)
    said = [{"rule_id": "A", "outcome": "HIT"}, {"rule_id": "B", "outcome": "UNKNOWN"}]
    with world.casework.writing() as session:
        who = riec(session)
        session.add(CaseScan(case_id=number, run="r", as_of=DAY, scanned_by=who,
                             scanned_at=at(DAY), outcomes=said, not_judged={}))  # fmt: skip
    assert world.lines(date(2028, 11, 3)) == [
        f"treffers van zaak {number}; vanaf 2028-11-03; aantal 1"
    ]


def test_what_came_from_the_riec_stands_on_no_list(world: World) -> None:
    world.case(DAY, origin=Origin.RIEC)
    assert world.lines(date(2040, 1, 1)) == []


@pytest.fixture
def file(world: World) -> Callable[..., int]:
    """A Bibob file in which events happened on these days."""

    def make(**events: date) -> int:
        with world.casework.writing() as session:
            desk = opened(session)
            for kind, day in events.items():
                session.add(BibobEvent(case_id=desk.number, added_by_id=desk.user.id, added_at=NOW,
                                       kind=EventKind(kind), dated_on=day))  # fmt: skip
            return desk.number

    return make


@pytest.mark.parametrize(
    ("events", "first"),
    [
        pytest.param({}, date(2031, 11, 3), id="nothing concluded: after the last activity"),
        pytest.param({"concluded": date(2027, 3, 1)}, date(2032, 3, 2), id="after the conclusion"),
        pytest.param(
            {"concluded": date(2027, 3, 1), "procedure_started": date(2027, 4, 1),
             "procedure_ended": date(2033, 5, 6)},
            date(2033, 5, 7), id="not before a procedure has ended",
        ),
    ],
)  # fmt: skip
def test_bibob_file_has_a_term_of_its_own(
    world: World, file: Callable[..., int], events: dict[str, date], first: date
) -> None:
    number = file(**events)
    assert world.lines(later(first, -1)) == []
    assert world.lines(first) == [f"zaak {number}; vanaf {first}; aantal 1"]
    world.allow(first)
    assert len(world.destroy(first)) == 1
    assert world.state(number) is State.DESTROYED
    with world.casework.reading() as session:
        assert session.query(BibobEvent).count() == 0


def test_bibob_file_is_kept_while_a_procedure_is_pending(
    world: World, file: Callable[..., int]
) -> None:
    file(concluded=date(2027, 3, 1), procedure_started=date(2027, 4, 1))
    assert world.lines(date(2040, 1, 1)) == []


def test_judgements_and_listings_lose_what_rules_said_after_24_months(world: World) -> None:
    number = world.case(DAY)
    with world.casework.writing() as session:
        place = cases.find(session, number).place
        session.add(Judgement(
            place=place, user=riec(session), run="r", week="2026-W45", reason="x", band="low",
            verdict=Verdict.UNCLEAR, rule_ids=["GEN-01"], conditions={}, is_blind=True,
            judged_at=at(DAY),
        ))  # fmt: skip
        session.add(Listing(place=place, run="r", week="2026-W45", arm="ranked", band="low",
                            rule_ids=["GEN-01"], listed_on=DAY))  # fmt: skip
    assert world.lines(date(2028, 11, 2)) == []
    assert world.lines(date(2028, 11, 3)) == [
        "wat regels zeiden bij oordelen 1-1; vanaf 2028-11-03; aantal 1",
        "wat regels zeiden bij vermeldingen 1-1; vanaf 2028-11-03; aantal 1",
    ]
    world.allow(date(2028, 11, 3))
    assert len(world.destroy(date(2028, 11, 3))) == 2
    assert world.lines(date(2028, 11, 3)) == []
    with world.casework.reading() as session:
        (judged,) = session.query(Judgement).all()
        assert (judged.rule_ids, judged.reason, judged.verdict) == ([], "", Verdict.UNCLEAR)
        assert session.query(Listing).one().rule_ids == []


def test_leap_day_ends_on_the_last_of_february(world: World) -> None:
    number = world.case(date(2024, 2, 29))
    assert world.lines(date(2029, 2, 28)) == []
    assert world.lines(date(2029, 3, 1)) == [f"zaak {number}; vanaf 2029-03-01; aantal 1"]
