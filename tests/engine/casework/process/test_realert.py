"""A location with a case comes back on the list on evidence that the case does not hold."""

import json
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from engine.casework import decisions
from engine.casework.case_models import Case
from engine.casework.models import User
from engine.casework.process import joining, moving, opening, realert
from engine.casework.process.states import Origin, Outcome, State
from engine.decisions import Decision
from engine.scoring.standing import has_news_for_case
from engine.scoring.worklist import draw
from tests.engine.casework.conftest import NOW, SETTINGS
from tests.engine.casework.process.conftest import WHY
from tests.engine.casework.process.evidence_world import hit, later, run_of
from tests.engine.scoring.build import HITS
from tests.engine.scoring.test_worklist import _locations, _row

TODAY = NOW.date()


@pytest.fixture
def held(session: Session, riec: User, tmp_path: Path) -> Case:
    """A signal of a report that holds GEN-01 and GEN-02 with evidence of 1 September."""
    run = run_of(tmp_path / "runs", hit("GEN-01"), hit("GEN-02"), listed=())
    return opening.open_from_run(
        session, user=riec, run=run, location_id="L1", purpose="Melding.", origin=Origin.REPORT,
        now=NOW,
    )  # fmt: skip


def _close(session: Session, case: Case, user: User, *, taken_on: bool) -> None:
    case.taken_on_at = NOW if taken_on else None
    moving.move(
        session, case, State.CLOSED, user=user, reason=WHY, outcome=Outcome.UNFOUNDED, now=NOW
    )


@pytest.mark.usefixtures("held")
def test_open_case_tells_which_evidence_it_holds(session: Session) -> None:
    assert realert.known(session, as_of=TODAY) == [
        Decision(
            "in_case", "L1", ("v1",), decided_on=TODAY, rule_ids=("GEN-01", "GEN-02"),
            value='{"GEN-01": "2026-10-01", "GEN-02": "2026-10-01"}',
        )
    ]  # fmt: skip
    assert decisions.collect(session, as_of=TODAY) == realert.known(session, as_of=TODAY)
    assert realert.known(session, as_of=TODAY - timedelta(days=1)) == []


def test_ended_case_tells_it_for_its_term(session: Session, held: Case, riec: User) -> None:
    _close(session, held, riec, taken_on=True)
    last = TODAY + timedelta(days=365)
    assert [one.until for one in realert.known(session, as_of=last)] == [last]
    assert realert.known(session, as_of=last + timedelta(days=1)) == []


def test_sealed_signal_tells_nothing_any_more(session: Session, held: Case, riec: User) -> None:
    _close(session, held, riec, taken_on=False)
    assert realert.known(session, as_of=TODAY) == []


def test_merged_case_tells_it_through_the_one_it_went_into(
    session: Session, held: Case, riec: User, tmp_path: Path
) -> None:
    run = run_of(tmp_path / "other", hit("GEN-09", location_id="L2"), listed=())
    into = opening.open_from_run(
        session, user=riec, run=run, location_id="L2", purpose="Melding.", origin=Origin.REPORT,
        now=NOW,
    )  # fmt: skip
    joining.merge(session, held, into, user=riec, reason=WHY, now=NOW)
    told = {one.location_id: one.rule_ids for one in realert.known(session, as_of=TODAY)}
    assert told == {"L1": ("GEN-01", "GEN-02"), "L2": ("GEN-09",)}


JUDGED = Decision(
    "judged", "L1", ("v1",), "2026-W45", TODAY, band="low", rule_ids=("GEN-01", "GEN-09")
)


@pytest.mark.parametrize(
    ("rules", "judged", "listed"),
    [
        ({"GEN-01": later(0), "GEN-02": later(30)}, False, False),
        ({"GEN-01": later(31)}, False, True),
        ({"GEN-01": None}, False, False),
        ({"GEN-09": later(0)}, False, True),
        ({"GEN-09": later(0)}, True, False),
        ({"GEN-09": TODAY + timedelta(days=1)}, True, True),
        ({"GEN-01": later(31)}, True, False),
        ({}, False, False),
    ],
    ids=[
        "same evidence", "newer evidence", "day unknown", "new rule", "new rule that was judged",
        "later than the judgement", "newer but judged", "no hits",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("held")
def test_location_with_a_case_is_listed_on_news_only(
    session: Session, rules: dict[str, date | None], judged: bool, listed: bool
) -> None:
    known = [*realert.known(session, as_of=TODAY), *([JUDGED] if judged else [])]
    rows = [hit(rule, newest=day, role="factor") for rule, day in rules.items()]
    hits = pa.Table.from_pylist(rows, schema=HITS)
    locations = _locations([_row("L1", 9.0, band="high", object_ids=["v1"])])
    table = draw(
        locations, hits, ["L1"], known, as_of=TODAY + timedelta(weeks=2), settings=SETTINGS,
        seed="s",
    )  # fmt: skip
    assert (table.num_rows == 1) is listed


@pytest.mark.usefixtures("held")
def test_news_of_a_case_is_news_whatever_the_band_does(session: Session) -> None:
    (case,) = realert.known(session, as_of=TODAY)
    assert not has_news_for_case([case], None, {"GEN-01": later(1)})
    assert has_news_for_case([case], None, {"GEN-01": later(99)})


_RULES = st.sampled_from(["A-1", "B-2", "C-3"])
_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.dictionaries(_RULES, _DAYS, min_size=1), st.dictionaries(_RULES, st.none() | _DAYS))
def test_same_or_older_evidence_is_never_news(
    known: dict[str, date], now: dict[str, date | None]
) -> None:
    days = json.dumps({rule: day.isoformat() for rule, day in known.items()})
    case = Decision("in_case", "L1", rule_ids=tuple(sorted(known)), value=days)
    expected = any(
        rule not in known or (day is not None and day > known[rule]) for rule, day in now.items()
    )
    assert has_news_for_case([case], None, now) is expected
