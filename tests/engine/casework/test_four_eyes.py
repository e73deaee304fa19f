"""Four eyes: never one's own, used once, for exactly what was asked, before it expires."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, cases, four_eyes
from engine.casework.case_models import CaseKind
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.casework.process.models import Act, Approval
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW

People = Callable[[str, Role], User]


@pytest.fixture
def person(session: Session) -> People:
    return lambda name, role: sign_in(session, subject=name, role=role, now=NOW)


def _ask(session: Session, user: User, subject: str = "lijst-1") -> Approval:
    return four_eyes.ask(
        session, Act.DESTROY, user=user, subject=subject, reason="Termijn voorbij.", now=NOW
    )


def _decide(session: Session, asked: Approval, user: User, *, allow: bool = True) -> None:
    four_eyes.decide(session, asked, user=user, allow=allow, reason="Gezien.", now=NOW)


def test_second_person_allows_and_it_is_used_once(session: Session, person: People) -> None:
    one, other = person("a", Role.RIEC_LIAISON), person("b", Role.PRIVACY_OFFICER)
    asked = _ask(session, one)
    assert four_eyes.waiting(session, user=other, now=NOW) == [asked]
    assert four_eyes.waiting(session, user=one, now=NOW) == []
    _decide(session, asked, other)
    assert four_eyes.waiting(session, user=other, now=NOW) == []
    used = four_eyes.use(session, Act.DESTROY, user=one, subject="lijst-1", now=NOW)
    assert used is asked
    with pytest.raises(CaseworkError, match="niet goedgekeurd"):
        four_eyes.use(session, Act.DESTROY, user=one, subject="lijst-1", now=NOW)
    assert audit.verify(session) == 3


def test_own_question_cannot_be_allowed_also_not_in_another_role(
    session: Session, person: People
) -> None:
    asked = _ask(session, person("a", Role.RIEC_LIAISON))
    with pytest.raises(CaseworkError, match="wie het vroeg, kan het niet zelf"):
        _decide(session, asked, person("a", Role.PRIVACY_OFFICER))


def test_approval_is_for_exactly_what_was_asked(session: Session, person: People) -> None:
    one = person("a", Role.RIEC_LIAISON)
    _decide(session, _ask(session, one), person("b", Role.PRIVACY_OFFICER))
    for act, subject in ((Act.DESTROY, "lijst-2"), (Act.OPEN_NAME, "lijst-1")):
        with pytest.raises(CaseworkError, match="niet goedgekeurd"):
            four_eyes.use(session, act, user=one, subject=subject, now=NOW)


@pytest.mark.parametrize("allow", [True, False])
def test_decision_stands(session: Session, person: People, allow: bool) -> None:
    asked = _ask(session, person("a", Role.RIEC_LIAISON))
    _decide(session, asked, person("b", Role.PRIVACY_OFFICER), allow=allow)
    with pytest.raises(CaseworkError, match="b heeft hierover al beslist"):
        _decide(session, asked, person("c", Role.PRIVACY_OFFICER), allow=not allow)


def test_refused_is_not_usable_and_can_be_asked_again(session: Session, person: People) -> None:
    one = person("a", Role.RIEC_LIAISON)
    asked = _ask(session, one)
    assert _ask(session, one) is asked
    _decide(session, asked, person("b", Role.PRIVACY_OFFICER), allow=False)
    with pytest.raises(CaseworkError, match="niet goedgekeurd"):
        four_eyes.use(session, Act.DESTROY, user=one, subject="lijst-1", now=NOW)
    assert _ask(session, one) is not asked


@pytest.mark.parametrize(("days", "stands"), [(14, True), (15, False)])
def test_question_expires(session: Session, person: People, days: int, stands: bool) -> None:
    one, other = person("a", Role.RIEC_LIAISON), person("b", Role.PRIVACY_OFFICER)
    asked = _ask(session, one)
    later = NOW + timedelta(days=days)
    assert four_eyes.waiting(session, user=other, now=later) == ([asked] if stands else [])
    if stands:
        four_eyes.decide(session, asked, user=other, allow=True, reason="Gezien.", now=later)
        return
    with pytest.raises(CaseworkError, match="verlopen op 16 november 2026; vraag het opnieuw"):
        four_eyes.decide(session, asked, user=other, allow=True, reason="Gezien.", now=later)


def test_approval_is_not_used_after_its_term(session: Session, person: People) -> None:
    one = person("a", Role.RIEC_LIAISON)
    _decide(session, _ask(session, one), person("b", Role.PRIVACY_OFFICER))
    later = NOW + timedelta(days=15)
    with pytest.raises(CaseworkError, match="verlopen op"):
        four_eyes.use(session, Act.DESTROY, user=one, subject="lijst-1", now=later)
    assert _ask(session, one, "lijst-2").allowed is None


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.RIEC_LIAISON, Role.BIBOB_OFFICER, Role.ADMINISTRATOR})
)
def test_who_may_not_ask_may_not(session: Session, person: People, role: Role) -> None:
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        _ask(session, person("x", role))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR, Role.CARE_ADVISER])
def test_who_may_not_allow_may_not(session: Session, person: People, role: Role) -> None:
    asked = _ask(session, person("a", Role.RIEC_LIAISON))
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        _decide(session, asked, person("x", role))


def test_question_that_is_not_there_is_named(session: Session) -> None:
    with pytest.raises(CaseworkError, match="geen vraag om goedkeuring 7"):
        four_eyes.find(session, 7)


def test_questions_of_a_case_and_of_who_asked_are_listed(session: Session, person: People) -> None:
    one, other = person("a", Role.RIEC_LIAISON), person("b", Role.DRIEHOEK_ADVISER)
    shed = LocationState("L1", ("1884100000000001",), "low", ())
    case = cases.open_case(
        session, user=one, kind=CaseKind.CASE, location=shed, purpose="Iets gezien.", now=NOW
    )
    asked = four_eyes.ask(
        session, Act.CLOSE_WITH_MEASURE, user=one, case=case, subject="x", reason="Klaar.", now=NOW
    )
    elsewhere = _ask(session, one)
    assert four_eyes.of_case(session, case) == [asked]
    assert four_eyes.asked_by(session, user=one, now=NOW) == [asked, elsewhere]
    assert four_eyes.asked_by(session, user=other, now=NOW) == []
    assert four_eyes.asked_by(session, user=one, now=NOW + timedelta(days=15)) == []
