"""Hits that a case holds: what is copied, who is protected, and what is new later."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, cases, holds, judgements, places
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import HoldKind, Role, User, Verdict
from engine.casework.process import assigning, evidence, measures, moving, opening
from engine.casework.process.evidence import Why
from engine.casework.process.states import Origin, Outcome, State
from engine.errors import CaseworkError, RunError
from engine.scoring.weeks import week_of
from engine.snapshot import Run
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import WHY, Somebody
from tests.engine.casework.process.evidence_world import DAY, hit, later, run_of


def _judge(session: Session, user: User, run: Run, location_id: str = "L1") -> None:
    judgements.judge(
        session, user=user, location=places.states(run, {location_id})[location_id],
        run=run.path.name, week=week_of(run.as_of), verdict=Verdict.WORTH_A_LOOK, reason="x",
        now=NOW,
    )  # fmt: skip


def _open(
    session: Session, user: User, run: Run, at: str = "L1", origin: Origin = Origin.LIST
) -> Case:
    return opening.open_from_run(
        session, user=user, run=run, location_id=at, purpose="Gezien.", origin=origin, now=NOW
    )


def _held(session: Session, case: Case) -> list[str]:
    return [one.rule_id for one in evidence.of_case(session, case)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "runs"


@pytest.fixture
def held(session: Session, riec: User, out: Path) -> Case:
    """A signal that holds GEN-01 with evidence of 1 September."""
    run = run_of(out, hit("GEN-01"))
    _judge(session, riec, run)
    return _open(session, riec, run)


def test_signal_from_the_list_holds_what_stands_without_points(
    session: Session, riec: User, out: Path
) -> None:
    run = run_of(
        out, hit("GEN-01"), hit("MIT-01"), hit("GEN-02", filtered_by="FLT-1"), hit("TRY-01"),
        hit("GEN-09", outcome="UNKNOWN"), hit("GEN-02", location_id="L2"),
    )  # fmt: skip
    _judge(session, riec, run)
    case = _open(session, riec, run)
    first, against = evidence.of_case(session, case)
    assert (first.rule_id, first.version, first.title) == ("GEN-01", "1.0.0", "Titel GEN-01")
    assert (first.false_positives, first.evidence) == (["onschuldig GEN-01"], ["kvk:branch:1"])
    assert (first.run, first.found_on, first.newest) == (run.path.name, DAY, date(2026, 9, 1))
    assert (against.rule_id, against.role) == ("MIT-01", "mitigating")
    columns = set(type(first).__table__.columns.keys())
    assert not columns & {"points", "applied_points", "band", "score"}
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert entry.gegevensbron == run.path.name
    assert "kvk:branch:1" in [one["objectId"] for one in entry.verwerkte_objecten]
    audit.verify(session)


def test_listed_location_is_judged_before_its_hits_are_seen(
    session: Session, riec: User, out: Path
) -> None:
    run = run_of(out, hit("GEN-01"))
    with pytest.raises(CaseworkError, match="geef eerst een oordeel"):
        _open(session, riec, run)
    case = _open(session, riec, run, origin=Origin.REPORT)
    assert _held(session, case) == []
    with pytest.raises(CaseworkError, match="geef eerst een oordeel"):
        opening.keep(session, case, run, user=riec, now=NOW)
    with pytest.raises(CaseworkError, match="geef eerst een oordeel"):
        opening.refuse_blind(session, case, run)
    _judge(session, riec, run)
    assert opening.keep(session, case, run, user=riec, now=NOW) == 1


def test_what_is_not_listed_does_not_come_from_the_list(
    session: Session, riec: User, out: Path
) -> None:
    run = run_of(out, hit("GEN-01", location_id="L2"))
    with pytest.raises(CaseworkError, match="L2 staat niet op de lijst van run"):
        _open(session, riec, run, "L2")
    assert _held(session, _open(session, riec, run, "L2", Origin.PARTNER)) == ["GEN-01"]
    with pytest.raises(RunError, match="geen locatie L9"):
        _open(session, riec, run, "L9", Origin.HAND)


@pytest.mark.parametrize("rule", ["AFP-01", "MEN-07"])
@pytest.mark.parametrize("judged", [True, False])
def test_req_vic_1_route_of_a_possible_victim_masks_and_blocks_closing(
    session: Session, riec: User, out: Path, rule: str, judged: bool
) -> None:
    run = run_of(out, hit(rule, family=rule[:3]), hit("GEN-01"))
    if judged:
        _judge(session, riec, run)
    case = _open(session, riec, run, origin=Origin.LIST if judged else Origin.HAND)
    assert case.is_victim
    assert (rule in _held(session, case)) is judged
    (mask,) = holds.holds_of(session, ["v1"], as_of=NOW.date())
    assert (mask.kind, mask.until) == (HoldKind.MASKED, None)
    evidence.protect(session, case, run, user=riec, now=NOW)
    assert len(holds.holds_of(session, ["v1"], as_of=NOW.date())) == 1
    case.state = State.CASE
    with pytest.raises(CaseworkError, match="geen sluiting"):
        measures.record(
            session, case, user=riec, instrument="13b", decided_on=DAY, reason=WHY, now=NOW
        )


@pytest.mark.parametrize(
    "route",
    [
        hit("AFP-01", family="AFP", filtered_by="FLT-1"),
        hit("TRY-01", family="AFP", role="route"),
        hit("GEN-09", family="OVL", role="route"),
        hit("AFP-01", family="AFP", role="factor"),
        hit("AFP-01", family="AFP", location_id="L2"),
    ],
    ids=["filtered", "on trial", "other family", "no route", "next door"],
)
def test_nobody_is_protected_for_less(
    session: Session, riec: User, out: Path, route: dict[str, object]
) -> None:
    run = run_of(out, route)
    _judge(session, riec, run)
    assert not _open(session, riec, run).is_victim
    assert holds.holds_of(session, ["v1"], as_of=NOW.date()) == []


def test_bibob_file_gets_no_hits(session: Session, somebody: Somebody, out: Path) -> None:
    run = run_of(out, hit("GEN-01"), listed=())
    officer = somebody(Role.BIBOB_OFFICER)
    case = cases.begin(
        session, user=officer, kind=CaseKind.BIBOB, purpose="Vergunning.", now=NOW,
        location=places.states(run, {"L1"})["L1"],
    )  # fmt: skip
    with pytest.raises(CaseworkError, match="bevat geen treffers"):
        evidence.keep(session, case, run, user=officer, now=NOW)
    assert evidence.new_since(session, case, run) == ()


def test_same_run_and_same_evidence_are_copied_once(
    session: Session, riec: User, held: Case, out: Path
) -> None:
    again = run_of(out, hit("GEN-01"), as_of=DAY + timedelta(days=7), listed=())
    assert evidence.keep(session, held, again, user=riec, now=NOW) == []
    newer = run_of(out, hit("GEN-01", newest=later(5)), listed=())
    assert len(evidence.keep(session, held, newer, user=riec, now=NOW)) == 1
    assert _held(session, held) == ["GEN-01", "GEN-01"]


@pytest.mark.parametrize(
    ("days", "is_new"), [(0, False), (30, False), (31, True)], ids=["same", "edge", "past the edge"]
)
def test_later_evidence_is_new_beyond_the_days_of_the_process(
    session: Session, held: Case, out: Path, days: int, is_new: bool
) -> None:
    run = run_of(out, hit("GEN-01", newest=later(days)), listed=())
    news = evidence.new_since(session, held, run)
    assert [one.why for one in news] == ([Why.NEWER] if is_new else [])
    assert all(one.is_material and one.since == later(0) for one in news)


def test_unknown_day_is_never_new_and_the_day_of_the_run_stands_in(
    session: Session, riec: User, out: Path
) -> None:
    run = run_of(out, hit("GEN-01", newest=None))
    _judge(session, riec, run)
    case = _open(session, riec, run)

    def news(newest: date | None) -> list[date | None]:
        of = run_of(out, hit("GEN-01", newest=newest), listed=())
        return [one.since for one in evidence.new_since(session, case, of)]

    assert news(None) == []
    assert news(DAY + timedelta(days=30)) == []
    assert news(DAY + timedelta(days=31)) == [None]


def test_new_rule_is_news_and_what_pleads_against_brings_nothing_back(
    session: Session, held: Case, out: Path
) -> None:
    run = run_of(out, hit("GEN-01"), hit("GEN-02"), hit("MIT-01"), hit("AFP-01"), listed=())
    told = {one.hit.rule_id: one.is_material for one in evidence.new_since(session, held, run)}
    assert told == {"AFP-01": True, "GEN-02": True, "MIT-01": False}


def test_every_location_of_a_case_is_looked_at(
    session: Session, riec: User, held: Case, out: Path
) -> None:
    run = run_of(out, hit("GEN-01"), hit("GEN-01", location_id="L3"), listed=())
    shed = places.states(run, {"L3"})["L3"]
    assigning.add_place(session, held, user=riec, location=shed, now=NOW)
    (news,) = evidence.new_since(session, held, run)
    assert (news.place.location_id, news.hit.rule_id) == ("L3", "GEN-01")
    assert [one.place_id for one in evidence.keep(session, held, run, user=riec, now=NOW)] == [
        news.place.id
    ]


def test_location_without_bag_ids_is_found_by_its_own_id(
    session: Session, riec: User, out: Path
) -> None:
    run = run_of(out, hit("GEN-01", location_id="L4"), listed=())
    assert _held(session, _open(session, riec, run, "L4", Origin.HAND)) == ["GEN-01"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RIEC_LIAISON, Role.CARE_ADVISER}))
def test_who_may_not_open_may_not_keep_hits(
    session: Session, held: Case, somebody: Somebody, out: Path, role: Role
) -> None:
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        evidence.keep(session, held, run_of(out), user=somebody(role), now=NOW)


def test_ended_case_takes_no_hits(session: Session, riec: User, held: Case, out: Path) -> None:
    held.taken_on_at = NOW
    moving.move(
        session, held, State.CLOSED, user=riec, reason=WHY, outcome=Outcome.UNFOUNDED, now=NOW
    )
    with pytest.raises(CaseworkError, match="is gesloten"):
        evidence.keep(session, held, run_of(out), user=riec, now=NOW)


@pytest.mark.parametrize("verdict", [Verdict.WORTH_A_LOOK, Verdict.CARE_FIRST])
def test_judgement_opens_a_signal_in_the_same_act(
    session: Session, riec: User, out: Path, verdict: Verdict
) -> None:
    run = run_of(out, hit("GEN-01"))
    judgement, case = opening.judge_and_open(
        session, user=riec, run=run, location_id="L1", verdict=verdict, reason="Twee namen.",
        purpose="Nader bekijken.", now=NOW,
    )  # fmt: skip
    assert (judgement.is_blind, judgement.verdict) == (True, verdict)
    assert (case.origin, case.state, _held(session, case)) == (Origin.LIST, State.NEW, ["GEN-01"])


@pytest.mark.parametrize(
    "verdict", sorted(set(Verdict) - {Verdict.WORTH_A_LOOK, Verdict.CARE_FIRST})
)
def test_other_judgement_opens_nothing(
    session: Session, riec: User, out: Path, verdict: Verdict
) -> None:
    with pytest.raises(CaseworkError, match="hoort geen signaal"):
        opening.judge_and_open(
            session, user=riec, run=run_of(out), location_id="L1", verdict=verdict, reason="x",
            purpose="y", now=NOW,
        )  # fmt: skip
    assert session.scalars(select(Case)).all() == []
