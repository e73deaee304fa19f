"""Who looks at a location of the week's list: given, given again, taken back, and refused."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import assigning, audit, holds, judgements, places
from engine.casework.decisions import lapse, record_list
from engine.casework.models import Listing, ListingAssignment, Role, User, Verdict
from engine.casework.users import MAY_JUDGE, sign_in
from engine.errors import CaseworkError, RoleRefused
from engine.snapshot import Run
from tests.engine.casework.conftest import NOW, SETTINGS

WEEK, TODAY = "2026-W44", NOW.date()


@pytest.fixture
def listing(session: Session, user: User, run: Run) -> Listing:
    record_list(session, run, user=user, now=NOW)
    return assigning.find(session, WEEK, ["v1"])


@pytest.fixture
def colleague(session: Session) -> User:
    return sign_in(session, subject="a.collega", role=Role.ANALYST, now=NOW)


def _mine(session: Session, user: User) -> list[str]:
    found = assigning.waiting(session, user=user, as_of=TODAY)
    return [one.place.location_id for one in found]


def test_location_is_given_and_given_again_and_taken_back(
    session: Session, listing: Listing, user: User, colleague: User
) -> None:
    assigning.assign(session, listing, user=user, to=colleague, now=NOW)
    assert assigning.of_week(session, WEEK) == {"v1": "a.collega"}
    assert (_mine(session, colleague), _mine(session, user)) == (["L1"], [])
    later = NOW + timedelta(hours=1)
    assigning.assign(session, listing, user=user, to=user, now=later)
    assert assigning.of_week(session, WEEK) == {"v1": "m.jansen"}
    assert session.get_one(ListingAssignment, listing.id).given_at == later
    assigning.assign(session, listing, user=user, to=None, now=NOW)
    assert assigning.of_week(session, WEEK) == {}
    names = [entry.actie_naam for entry in audit.search(session, object_ids=["v1"])]
    assert names[-3:] == [
        "Locatie toegewezen", "Locatie toegewezen", "Toewijzing van locatie weggehaald",
    ]  # fmt: skip


def test_what_is_nobodys_cannot_be_taken_back(
    session: Session, listing: Listing, user: User
) -> None:
    with pytest.raises(CaseworkError, match="aan niemand toegewezen"):
        assigning.assign(session, listing, user=user, to=None, now=NOW)


@pytest.mark.parametrize("role", sorted(Role))
def test_liaison_gives_to_who_may_judge(
    session: Session, listing: Listing, user: User, role: Role
) -> None:
    who = sign_in(session, subject="iemand", role=role, now=NOW)
    if role in MAY_JUDGE:
        assigning.assign(session, listing, user=user, to=who, now=NOW)
        assert _mine(session, who) == ["L1"]
    else:
        with pytest.raises(RoleRefused):
            assigning.assign(session, listing, user=user, to=who, now=NOW)
    if role is not Role.RIEC_LIAISON:
        with pytest.raises(RoleRefused):
            assigning.assign(session, listing, user=who, to=user, now=NOW)


def test_who_is_switched_off_gets_nothing(
    session: Session, listing: Listing, user: User, colleague: User
) -> None:
    colleague.is_active = False
    with pytest.raises(CaseworkError, match="is uitgeschakeld"):
        assigning.assign(session, listing, user=user, to=colleague, now=NOW)
    assert assigning.colleagues(session) == ["m.jansen"]


def test_colleagues_are_who_may_judge(session: Session, user: User, colleague: User) -> None:
    for role in Role:
        sign_in(session, subject=f"z.{role}", role=role, now=NOW)
    others = sorted(f"z.{role}" for role in MAY_JUDGE)
    assert assigning.colleagues(session) == [colleague.subject, user.subject, *others]


def test_location_that_is_not_listed_is_refused(session: Session, listing: Listing) -> None:
    assert listing.week == WEEK
    for week, bag_id in ((WEEK, "v2"), ("2026-W43", "v1")):
        with pytest.raises(CaseworkError, match="niet op de lijst"):
            assigning.find(session, week, [bag_id])


def test_lapsed_listing_is_not_given_and_waits_no_more(
    session: Session, listing: Listing, user: User, colleague: User
) -> None:
    assigning.assign(session, listing, user=user, to=colleague, now=NOW)
    late = TODAY + timedelta(days=365)
    lapse(session, as_of=late, settings=SETTINGS.worklist, now=NOW)
    assert _mine(session, colleague) == []
    with pytest.raises(CaseworkError, match="verlopen"):
        assigning.assign(session, listing, user=user, to=user, now=NOW)


def test_judged_location_waits_no_more(
    session: Session, run: Run, listing: Listing, user: User, colleague: User
) -> None:
    assigning.assign(session, listing, user=user, to=colleague, now=NOW)
    judgements.judge(
        session, user=user, location=places.states(run, {"L1"})["L1"], run=run.path.name,
        week=WEEK, verdict=Verdict.UNCLEAR, reason="te weinig", now=NOW,
    )  # fmt: skip
    assert _mine(session, colleague) == []


def test_masked_location_is_told_to_who_may_mask_only(
    session: Session, run: Run, listing: Listing, user: User, colleague: User
) -> None:
    assigning.assign(session, listing, user=user, to=colleague, now=NOW)
    holds.mask(session, user=user, location=places.states(run, {"L1"})["L1"], reason="r", now=NOW)
    assert _mine(session, colleague) == []


def test_who_may_judge_no_more_is_told_nothing(
    session: Session, listing: Listing, user: User, colleague: User
) -> None:
    assigning.assign(session, listing, user=user, to=colleague, now=NOW)
    colleague.role = Role.ADMINISTRATOR
    assert _mine(session, colleague) == []
