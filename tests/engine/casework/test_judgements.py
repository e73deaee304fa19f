"""Judging: who may, what is kept, and what the first judgement opens."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, places
from engine.casework.judgements import MAX_TEXT, is_judged, judge, judgements_of
from engine.casework.models import Judgement, Role, User, Verdict
from engine.casework.places import LocationState
from engine.casework.users import MAY_JUDGE, sign_in
from engine.errors import CaseworkError, RunError
from engine.snapshot import Run
from tests.engine.casework.conftest import NOW

WEEK = "2026-W44"
L1 = LocationState("L1", ("v1",), "medium", ("GEN-01", "GEN-02"))


def _judge(session: Session, user: User, location: LocationState = L1, **values: Any) -> Judgement:
    given: dict[str, Any] = {"run": "2026-11-01-abc", "week": WEEK, "verdict": Verdict.WORTH_A_LOOK}
    given |= {"reason": "Drie nieuwe bedrijven, geen vergunning.", "now": NOW}
    return judge(session, user=user, location=location, **(given | values))


def test_first_judgement_unlocks_the_location_for_its_week(session: Session, user: User) -> None:
    assert not is_judged(session, ("v1",), WEEK)
    assert _judge(session, user).is_blind
    assert is_judged(session, ("v1",), WEEK)
    assert not is_judged(session, ("v1",), "2026-W45")
    assert not is_judged(session, ("v2",), WEEK)
    assert not _judge(session, user).is_blind


def test_location_is_found_back_by_any_of_its_bag_ids(session: Session, user: User) -> None:
    _judge(session, user, replace(L1, location_id="Lv1", bag_ids=("v1", "v9")))
    assert is_judged(session, ("v9", "v10"), WEEK)


def test_judgement_keeps_band_and_rules_of_that_moment(session: Session, user: User) -> None:
    _judge(session, user, verdict=Verdict.INNOCENT, innocent_explanation=" familiebedrijf ")
    kept = judgements_of(session, ("v1",))[0]
    assert (kept.band, kept.rule_ids) == ("medium", ["GEN-01", "GEN-02"])
    assert (kept.verdict, kept.innocent_explanation) == (Verdict.INNOCENT, "familiebedrijf")
    assert (kept.judged_at, kept.place.location_id, kept.run) == (NOW, "L1", "2026-11-01-abc")


def test_innocent_explanation_may_stand_without_a_reason(session: Session, user: User) -> None:
    kept = _judge(session, user, reason=" ", innocent_explanation="notariskantoor")
    assert (kept.reason, kept.innocent_explanation) == ("", "notariskantoor")


def test_judgements_come_oldest_first(session: Session, user: User) -> None:
    _judge(session, user, reason="later", now=NOW + timedelta(days=1))
    _judge(session, user, reason="eerder")
    assert [j.reason for j in judgements_of(session, ("v1",))] == ["eerder", "later"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"reason": "  "}, "een reden is nodig", id="no reason"),
        pytest.param({"innocent_explanation": ""}, "verklaring is nodig", id="empty explanation"),
        pytest.param({"reason": "x" * (MAX_TEXT + 1)}, "is het meeste", id="too long"),
        pytest.param({"reason": "persoon 111222333 gezien"}, "BSN", id="op een BSN lijkt"),
        pytest.param({"week": "2026-W54"}, "is geen week zoals", id="no such week"),
        pytest.param({"week": "week 44"}, "is geen week zoals", id="other text"),
        pytest.param({"week": "2026-W4"}, "is geen week zoals", id="one digit"),
    ],
)
def test_wrong_judgement_is_refused_and_not_kept(
    session: Session, user: User, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(CaseworkError, match=message):
        _judge(session, user, **values)
    assert session.query(Judgement).count() == 0


@pytest.mark.parametrize("number", ["12345678", "111222334", "1112223331", "011122233312"])
def test_other_numbers_are_no_bsn(session: Session, user: User, number: str) -> None:
    assert _judge(session, user, reason=f"KVK {number}").reason == f"KVK {number}"


@pytest.mark.parametrize("role", list(Role))
def test_role_decides_who_may_judge(session: Session, role: Role) -> None:
    somebody = sign_in(session, subject=str(role), role=role, now=NOW)
    if role in MAY_JUDGE:
        assert _judge(session, somebody).user is somebody
    else:
        with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
            _judge(session, somebody)


def test_bibob_officer_reads_no_signals() -> None:
    assert Role.BIBOB_OFFICER not in MAY_JUDGE


def test_user_that_is_switched_off_cannot_judge_or_sign_in(session: Session, user: User) -> None:
    user.is_active = False
    with pytest.raises(CaseworkError, match="is uitgeschakeld"):
        _judge(session, user)
    with pytest.raises(CaseworkError, match="is uitgeschakeld"):
        sign_in(session, subject=user.subject, role=Role.ANALYST, now=NOW)


def test_role_follows_the_sign_in(session: Session, user: User) -> None:
    again = sign_in(session, subject=user.subject, role=Role.ANALYST, now=NOW)
    assert (again.id, again.role) == (user.id, Role.ANALYST)
    with pytest.raises(CaseworkError, match="een kenmerk"):
        sign_in(session, subject=" ", role=Role.ANALYST, now=NOW)


def test_moment_without_a_time_zone_is_refused(session: Session, user: User) -> None:
    with pytest.raises(Exception, match="time zone"):
        _judge(session, user, now=NOW.replace(tzinfo=None))
    session.rollback()


def test_every_judgement_is_in_the_log(session: Session, user: User) -> None:
    _judge(session, user)
    entry = audit.to_vng(audit.search(session, user="m.jansen")[0])
    assert entry["actieNaam"] == "Locatie beoordeeld: Terecht: nader bekijken"
    assert entry["verwerkteObjecten"] == [
        {
            "objecttype": "locatie",
            "soortObjectId": "BAG",
            "objectId": "v1",
            "betrokkenheid": "beoordeelde locatie",
            "verwerkteSoortenGegevens": ["beoordeling", "reden", "band", "regels"],
        }
    ]


def test_every_verdict_has_a_dutch_label() -> None:
    labels = [verdict.label for verdict in Verdict]
    assert len(set(labels)) == len(labels) == 5


def test_state_of_a_location_names_its_hits_and_identity(run: Run) -> None:
    assert places.states(run, {"L1", "L3"}) == {
        "L1": LocationState("L1", ("v1",), "medium", ("GEN-01", "GEN-02")),
        "L3": LocationState("L3", ("shed",), "high", ()),
    }


def test_neighbours_in_one_block_do_not_share_a_judgement(
    session: Session, user: User, run: Run
) -> None:
    states = places.states(run, {"L1", "L2"})
    _judge(session, user, states["L1"])
    assert is_judged(session, states["L1"].bag_ids, WEEK)
    assert not is_judged(session, states["L2"].bag_ids, WEEK)


def test_unknown_location_is_named(run: Run) -> None:
    with pytest.raises(RunError, match="geen locatie L9"):
        places.states(run, {"L1", "L9"})
