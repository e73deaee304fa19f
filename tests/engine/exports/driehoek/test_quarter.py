"""The quarterly annex: counts that tell of no single location."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.case_models import CaseKind
from engine.casework.models import Judgement, Listing, Place, User, Verdict
from engine.casework.places import LocationState
from engine.casework.process.states import Outcome, State
from engine.exports.driehoek.quarter import Quarter, annex, before, counted, told
from engine.snapshot import Run

START = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), Quarter(2025, 4)),
        (date(2026, 3, 31), Quarter(2025, 4)),
        (date(2026, 4, 1), Quarter(2026, 1)),
        (date(2026, 12, 31), Quarter(2026, 3)),
    ],
)
def test_quarter_before_a_day(day: date, expected: Quarter) -> None:
    assert before(day) == expected


def test_quarters_follow_each_other_without_a_gap() -> None:
    assert (Quarter(2026, 4).end, Quarter(2026, 1).end) == (date(2027, 1, 1), date(2026, 4, 1))
    assert Quarter(2027, 1).start == Quarter(2026, 4).end


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "minder dan 5"), (4, "minder dan 5"),
                                             (5, "5")])  # fmt: skip
def test_small_count_is_not_told(count: int, shown: str) -> None:
    assert counted(count, 5) == shown


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)))
def test_small_part_cannot_be_worked_out_from_the_total(counts: dict[str, int]) -> None:
    """What is hidden of a total is never one small part, nor small parts together below 5."""
    shown = dict(told(counts, {}, 5, "x"))
    hidden = [counts[key[3:]] for key, text in shown.items() if text == "niet getoond"]
    assert all(text == "niet getoond" or int(text) >= 5 for text in shown.values())
    total = sum(counts.values())
    if hidden and total >= 5:
        assert sum(hidden) >= 5


def test_cases_are_counted_in_their_quarter_only(session: Session, riec: User, run: Run) -> None:
    for number in range(12):
        opened = START + timedelta(days=30 * number - 30)
        case = cases.open_case(
            session, user=riec, kind=CaseKind.CASE, purpose="Verzonnen.", now=opened,
            location=LocationState(f"L{number}", (f"188410000000{number:04}",), "none", ()),
        )  # fmt: skip
        case.closed_at = opened + timedelta(days=10)
        case.state, case.outcome = State.CLOSED, Outcome.UNFOUNDED
    session.flush()
    rows = dict(annex(session, Quarter(2026, 3), run).rows)
    assert rows["Nieuwe signalen en zaken"] == "minder dan 5"
    assert rows["Doorlooptijd van afgesloten zaken, mediaan"].startswith("niet getoond")
    assert rows["Maatregelen"] == "0"
    assert annex(session, Quarter(2026, 3), run) == annex(session, Quarter(2026, 3), run)


def _judged(
    session: Session, user: User, number: int, verdict: Verdict, *, week: str = "2026-W30",
    arm: str = "random",
) -> None:  # fmt: skip
    """A listed location with a first judgement."""
    place = Place(location_id=f"L{number}", identity=f"L{number}|v{number}", objects=[])
    listing = Listing(
        place=place, run="run", week=week, arm=arm, band="none", rule_ids=[],
        listed_on=START.date(), lapsed_on=None,
    )  # fmt: skip
    judgement = Judgement(
        place=place, user=user, run="run", week=week, rule_ids=[], conditions=None,
        verdict=verdict, reason="Verzonnen.", innocent_explanation=None, band="none",
        is_blind=True, judged_at=START, needs_second=False, review_seconds=None,
    )  # fmt: skip
    session.add_all([place, listing, judgement])


@pytest.mark.parametrize(
    ("right", "judged", "shown"),
    [
        (0, 4, "niet getoond: minder dan 5"),
        (0, 5, "0 van 5 (aandeel 0 tot 43%)"),
        (1, 9, "niet getoond: minder dan 5"),
        (5, 10, "5 van 10 (aandeel 24 tot 76%)"),
    ],
)
def test_random_arm_is_told_with_its_interval_or_not_at_all(
    session: Session, riec: User, run: Run, right: int, judged: int, shown: str
) -> None:
    for number in range(judged):
        verdict = Verdict.WORTH_A_LOOK if number < right else Verdict.INNOCENT
        _judged(session, riec, number, verdict)
    for number, verdict, week, arm in (
        (100, Verdict.UNCLEAR, "2026-W30", "random"),
        (101, Verdict.WORTH_A_LOOK, "2026-W30", "ranked"),
        (102, Verdict.WORTH_A_LOOK, "2026-W20", "random"),
    ):
        _judged(session, riec, number, verdict, week=week, arm=arm)
    session.flush()
    rows = dict(annex(session, Quarter(2026, 3), run).rows)
    assert rows["Aselecte groep: terecht van beoordeeld"] == shown
