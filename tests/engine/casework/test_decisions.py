"""What casework tells the next run, and what it keeps to itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine import decisions as decisions_file
from engine.casework import audit, holds, places
from engine.casework.decisions import collect, lapse, record_list, write_decisions
from engine.casework.judgements import judge
from engine.casework.models import Listing, Role, User, Verdict
from engine.casework.users import sign_in
from engine.decisions import Decision
from engine.errors import CaseworkError
from engine.scoring.weeks import lapses_on
from engine.snapshot import Run
from tests.engine.casework.conftest import NOW, SETTINGS

TODAY = NOW.date()


def _judge(session: Session, user: User, run: Run, location_id: str, now: datetime = NOW) -> None:
    judge(
        session, user=user, location=places.states(run, {location_id})[location_id],
        run=run.path.name, week="2026-W44", verdict=Verdict.UNCLEAR, reason="te weinig", now=now,
    )  # fmt: skip


def test_shown_list_is_recorded_once_per_week(session: Session, user: User, run: Run) -> None:
    assert record_list(session, run, user=user, now=NOW) == 2
    assert record_list(session, run, user=user, now=NOW) == 0
    assert collect(session, as_of=TODAY) == [
        Decision(
            "listed", "L1", ("v1",), "2026-W44", TODAY, band="medium",
            rule_ids=("GEN-01", "GEN-02"), value="ranked",
        ),
        Decision("listed", "L3", ("shed",), "2026-W44", TODAY, band="high", value="random"),
    ]  # fmt: skip


def test_judgement_reaches_the_run_without_verdict_and_reason(
    session: Session, user: User, run: Run
) -> None:
    _judge(session, user, run, "L1")
    assert collect(session, as_of=TODAY) == [
        Decision(
            "judged", "L1", ("v1",), "2026-W44", TODAY, band="medium",
            rule_ids=("GEN-01", "GEN-02"),
        )
    ]  # fmt: skip


def test_decisions_after_as_of_are_left_out(session: Session, user: User, run: Run) -> None:
    record_list(session, run, user=user, now=NOW)
    _judge(session, user, run, "L1")
    assert collect(session, as_of=TODAY - timedelta(days=1)) == []


def test_file_holds_what_was_collected(
    session: Session, user: User, run: Run, tmp_path: Path
) -> None:
    record_list(session, run, user=user, now=NOW)
    _judge(session, user, run, "L3")
    file = tmp_path / "decisions.parquet"
    assert write_decisions(session, file, as_of=TODAY) == 3
    read = decisions_file.read(file, as_of=TODAY)
    assert sorted(read, key=repr) == collect(session, as_of=TODAY)


def test_snooze_holds_until_its_last_day(session: Session, user: User, run: Run) -> None:
    state = places.states(run, {"L1"})["L1"]
    until = TODAY + timedelta(days=10)
    holds.snooze(
        session, user=user, location=state, until=until, reason="controle gepland", now=NOW
    )
    expected = Decision("snoozed", "L1", ("v1",), decided_on=TODAY, until=until)
    assert collect(session, as_of=until) == [expected]
    assert collect(session, as_of=until + timedelta(days=1)) == []
    assert [h.reason for h in holds.holds_of(session, ("v1",), as_of=until)] == ["controle gepland"]
    assert holds.holds_of(session, ("v2",), as_of=until) == []


@pytest.mark.parametrize("days", [0, -1])
def test_snooze_needs_a_day_in_the_future(
    session: Session, user: User, run: Run, days: int
) -> None:
    state, until = places.states(run, {"L1"})["L1"], TODAY + timedelta(days=days)
    with pytest.raises(CaseworkError, match="na vandaag"):
        holds.snooze(session, user=user, location=state, until=until, reason="r", now=NOW)


def test_hold_needs_a_reason(session: Session, user: User, run: Run) -> None:
    state = places.states(run, {"L1"})["L1"]
    with pytest.raises(CaseworkError, match="een reden"):
        holds.mask(session, user=user, location=state, reason=" ", now=NOW)


def test_mask_stands_until_it_is_lifted(session: Session, user: User, run: Run) -> None:
    state = places.states(run, {"L3"})["L3"]
    hold = holds.mask(session, user=user, location=state, reason="mogelijk slachtoffer", now=NOW)
    far = TODAY + timedelta(days=4000)
    assert [d.kind for d in collect(session, as_of=far)] == ["masked"]
    holds.lift(session, hold, user=user, now=NOW)
    assert collect(session, as_of=far) == []
    with pytest.raises(CaseworkError, match="al eerder opgeheven"):
        holds.lift(session, hold, user=user, now=NOW)
    names = [entry.actie_naam for entry in audit.search(session, object_ids=["shed"])]
    assert names == ["Locatie afgeschermd", "Locatie afgeschermd: opgeheven"]


def test_analyst_may_not_mask_or_lift_a_mask(session: Session, user: User, run: Run) -> None:
    analyst = sign_in(session, subject="analist", role=Role.ANALYST, now=NOW)
    state = places.states(run, {"L3"})["L3"]
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        holds.mask(session, user=analyst, location=state, reason="r", now=NOW)
    hold = holds.mask(session, user=user, location=state, reason="r", now=NOW)
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        holds.lift(session, hold, user=analyst, now=NOW)


def _lapse(session: Session, as_of: date) -> list[Listing]:
    return lapse(session, as_of=as_of, settings=SETTINGS.worklist, now=NOW)


def test_listing_lapses_after_eight_weeks_once_and_is_logged(
    session: Session, user: User, run: Run
) -> None:
    record_list(session, run, user=user, now=NOW)
    day = lapses_on("2026-W44", lapse_weeks=8)
    assert _lapse(session, day - timedelta(days=1)) == []
    assert [listing.place.location_id for listing in _lapse(session, day)] == ["L3", "L1"]
    assert _lapse(session, day + timedelta(days=7)) == []
    lapsed = audit.search(session, user="system")
    assert {entry.actie_naam for entry in lapsed} == {
        "Vermelding van week 2026-W44 verlopen zonder beoordeling"
    }
    assert len(lapsed) == 2


def _other_name(run: Run, session: Session, user: User) -> None:
    state = places.LocationState("OTHER", ("v1", "v77"), "medium", ())
    judge(
        session, user=user, location=state, run=run.path.name, week="2026-W46",
        verdict=Verdict.UNCLEAR, reason="r", now=NOW + timedelta(days=10),
    )  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda run, session, user: _judge(session, user, run, "L1"), id="same week"),
        pytest.param(_other_name, id="later, under another name"),
    ],
)
def test_judged_listing_does_not_lapse(
    session: Session, user: User, run: Run, answer: Callable[[Run, Session, User], None]
) -> None:
    record_list(session, run, user=user, now=NOW)
    answer(run, session, user)
    lapsed = _lapse(session, date(2027, 6, 1))
    assert [listing.place.location_id for listing in lapsed] == ["L3"]


def test_empty_list_records_nothing(session: Session, user: User, run: Run, tmp_path: Path) -> None:
    from engine.snapshot import publish

    tables = {name: run.table(name) for name in ("locations", "hits")}
    tables["worklist"] = run.table("worklist").slice(0, 0)
    empty = publish(tmp_path / "other", as_of=date(2026, 11, 1), tables=tables, meta={}).run
    assert record_list(session, empty, user=user, now=datetime(2026, 11, 2, tzinfo=UTC)) == 0
    assert collect(session, as_of=TODAY) == []
