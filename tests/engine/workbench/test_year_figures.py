"""The year in figures: what counts in which year, and that small counts are not told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, places, users
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import open_casework
from engine.casework.models import Judgement, Listing, Place, Role, User, Verdict
from engine.casework.places import LocationState
from engine.casework.process.models import Measure, Transition
from engine.casework.process.states import Outcome, State
from engine.exports.papers import annual, texts
from engine.exports.papers.annual import YearFigures
from engine.exports.papers.paper import Table, Text
from engine.settings import SHIPPED_RULES, load_settings
from engine.workbench import year_figures
from tests import casework_file

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
SETTINGS = load_settings()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    casework = open_casework(casework_file.url(tmp_path), settings=SETTINGS)
    with casework.writing() as session:
        yield session
    casework.close()


@pytest.fixture
def user(session: Session) -> User:
    return users.sign_in(session, subject="m.jansen", role=Role.RIEC_LIAISON, now=NOW)


def _place(session: Session, number: int) -> Place:
    return places.find_or_add(session, _state(number))


def _state(number: int) -> LocationState:
    return LocationState(f"L{number}", (f"v{number}",), "medium", ("GEN-01",))


def _listed(
    session: Session, user: User, number: int, week: str, arm: str, verdict: Verdict | None
) -> None:
    place = _place(session, number)
    session.add(
        Listing(
            place=place, run="run", week=week, arm=arm, band="medium", rule_ids=["GEN-01"],
            listed_on=date(2026, 6, 1), lapsed_on=None,
        )
    )  # fmt: skip
    if verdict is not None:
        session.add(
            Judgement(
                place=place, user=user, run="run", week=week, verdict=verdict, reason="x",
                innocent_explanation=None, band="medium", rule_ids=["GEN-01"], conditions={},
                is_blind=True, judged_at=NOW,
            )
        )  # fmt: skip
    session.flush()


def _case(session: Session, user: User, number: int, opened: datetime, days: int | None) -> Case:
    """A signal that became an intervention so many days later; None: it did not."""
    case = cases.open_case(
        session, user=user, kind=CaseKind.SIGNAL, location=_state(number), purpose="x", now=opened
    )
    if days is not None:
        session.add(
            Transition(
                case_id=case.id, from_state=State.CASE, to_state=State.INTERVENTION, user=user,
                role=user.role, reason="x", moved_at=opened + timedelta(days=days), checks={},
            )
        )  # fmt: skip
        session.flush()
    return case


def _figures(session: Session, year: int = 2026) -> YearFigures:
    return year_figures.gather(
        session, year=year, titles={"GEN-01": "Veel bedrijven"},
        precision_settings=SETTINGS.precision, capacity=SETTINGS.capacity,
    )  # fmt: skip


def test_year_without_anything_has_zeros_and_unknown_shares(session: Session) -> None:
    found = _figures(session)
    assert (found.listed, found.judged, found.opened, found.papers) == (0, 0, 0, 0)
    assert found.ranked.value is None
    assert all(one.days == () for one in found.lead_times)


def test_arms_are_counted_apart_and_only_first_judgements(session: Session, user: User) -> None:
    for number in range(6):
        verdict = Verdict.WORTH_A_LOOK if number < 3 else Verdict.INNOCENT
        _listed(session, user, number, "2026-W23", "ranked", verdict)
    _listed(session, user, 6, "2026-W23", "random", Verdict.INNOCENT)
    _listed(session, user, 7, "2026-W23", "random", None)
    found = _figures(session)
    assert (found.listed, found.judged, found.list_capacity) == (8, 7, 8)
    assert (found.ranked.right, found.ranked.judged, found.ranked.value) == (3, 6, 0.5)
    assert (found.random.right, found.random.judged) == (0, 1)
    (rule,) = found.rules
    assert (rule.title, rule.share.judged) == ("Veel bedrijven", 7)


def test_list_of_week_53_counts_in_its_iso_year(session: Session, user: User) -> None:
    _listed(session, user, 1, "2026-W53", "ranked", None)
    assert _figures(session, 2026).listed == 1
    assert _figures(session, 2027).listed == 0


@pytest.mark.parametrize(
    ("opened", "year"),
    [
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), 2025),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), 2026),
    ],
)
def test_year_begins_at_midnight_in_the_netherlands(
    session: Session, user: User, opened: datetime, year: int
) -> None:
    _case(session, user, 1, opened, None)
    assert [_figures(session, y).opened for y in (2025, 2026)] == [year == 2025, year == 2026]


def test_lead_time_counts_from_opening_to_the_first_intervention(
    session: Session, user: User
) -> None:
    _case(session, user, 1, NOW, 10)
    _case(session, user, 2, NOW, 30)
    _case(session, user, 3, NOW, None)
    _case(session, user, 4, datetime(2026, 12, 20, tzinfo=UTC), 30)
    by_way = {one.way: one.days for one in _figures(session).lead_times}
    assert by_way["van signaal tot interventie"] == (10, 30)
    assert _figures(session, 2027).lead_times[-1].days == (30,)


def test_outcomes_and_measures_are_counted_by_their_names(session: Session, user: User) -> None:
    case = _case(session, user, 1, NOW, 10)
    session.add(
        Transition(
            case_id=case.id, from_state=State.CASE, to_state=State.CLOSED, user=user,
            role=user.role, outcome=Outcome.REPAIRED, reason="x", moved_at=NOW, checks={},
        )
    )  # fmt: skip
    session.add(
        Measure(
            case_id=case.id, instrument="LOD", decided_on=date(2026, 12, 31), reason="x",
            user=user, recorded_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    found = _figures(session)
    assert found.outcomes == {"Hersteld": 1}
    assert list(found.measures.values()) == [1]
    assert _figures(session, 2027).measures == {}


def test_paper_tells_no_small_count(session: Session, user: User) -> None:
    for number in range(4):
        _listed(session, user, number, "2026-W23", "ranked", Verdict.WORTH_A_LOOK)
        _case(session, user, number, NOW, 10 + number)
    found = texts.load(SHIPPED_RULES, annual.CONTRACT)
    draft = annual.draft(_figures(session), run=None, texts=found)
    blocks = [block for section in draft.filled.values() for block in section]
    cells = [c for b in blocks if isinstance(b, Table) for row in b.rows for c in row]
    assert "minder dan 5" in cells
    assert not {"1", "2", "3", "4"} & set(cells)
    assert not [c for c in cells if "%" in c]
    texts_told = [b.text for b in blocks if isinstance(b, Text)]
    assert any("te tonen" in text for text in texts_told)
    assert not [text for text in texts_told if "%" in text]
    assert any("zijn er minder dan 5 beoordeeld" in text for text in texts_told)


def test_paper_tells_shares_with_intervals_when_enough_was_judged(
    session: Session, user: User
) -> None:
    for number in range(10):
        verdict = Verdict.WORTH_A_LOOK if number < 5 else Verdict.INNOCENT
        _listed(session, user, number, f"2026-W{20 + number}", "ranked", verdict)
        _case(session, user, number, NOW, 10 * (number + 1))
    found = texts.load(SHIPPED_RULES, annual.CONTRACT)
    draft = annual.draft(_figures(session), run=None, texts=found)
    blocks = [block for section in draft.filled.values() for block in section]
    rows = {row[0]: row[1:] for b in blocks if isinstance(b, Table) for row in b.rows}
    assert rows["Veel bedrijven (GEN-01)"] == ("10", "50% (24 tot 76%)")
    assert rows["van signaal tot interventie"] == ("10", "55", "91")
    assert draft.origin.rules == ("GEN-01",)
