"""Cases that go together and apart: what moves, what is refused, and the way back."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, cases
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from engine.casework.process import (
    assigning,
    case_places,
    evidence,
    joining,
    linking,
    moving,
    notes,
    requests,
    sealing,
    splitting,
    tasks,
)  # fmt: skip
from engine.casework.process.models import CaseHit, LinkKind
from engine.casework.process.states import Origin, Outcome, State
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import BARN, SHED, WHY, Somebody

Make = Callable[..., Case]


@pytest.fixture
def make(session: Session, riec: User) -> Make:
    def opened(location: object = BARN, **values: object) -> Case:
        given = {"kind": CaseKind.SIGNAL, "purpose": "Iets anders.", "now": NOW, **values}
        return cases.open_case(session, user=riec, location=location, **given)  # type: ignore[arg-type]

    return opened


def _fill(session: Session, case: Case, user: User) -> None:
    session.add(_hit(case))
    notes.add(session, case, user=user, text="Een notitie.", now=NOW)
    requests.ask(session, case, user=user, partner="politie", question="Iets?", now=NOW)
    tasks.add(session, case, user=user, title="Bellen", due_on=NOW.date(), now=NOW)


def _hit(case: Case) -> CaseHit:
    return CaseHit(
        case_id=case.id, place_id=case.place_id, rule_id="GEN-01", version="1", family="GEN",
        role="factor", explanation="zin", run="r", found_on=NOW.date(), evidence=[],
    )  # fmt: skip


def _content(session: Session, case: Case) -> list[int]:
    parts = (evidence.of_case, notes.of_case, requests.of_case, tasks.of_case)
    return [len(part(session, case)) for part in parts]


def _at(session: Session, case: Case) -> list[str]:
    return [place.location_id for place in case_places.of_case(session, case)]


def test_merge_moves_what_is_there_and_ends_the_one(
    session: Session, signal: Case, riec: User, make: Make
) -> None:
    into = make()
    _fill(session, signal, riec)
    made = joining.merge(session, signal, into, user=riec, reason=WHY, now=NOW)
    assert (_content(session, signal), _content(session, into)) == ([0] * 4, [1] * 4)
    assert (_at(session, signal), _at(session, into)) == (["L1"], ["L2", "L1"])
    assert (signal.state, signal.outcome) == (State.CLOSED, Outcome.HANDED_OVER)
    assert (signal.merged_into_id, signal.closed_at) == (into.id, NOW)
    assert (made.from_state, made.to_state, made.reason) == (State.NEW, State.CLOSED, WHY)
    (link,) = linking.of_case(session, into)
    assert (link.case_id, link.other_id, link.kind) == (signal.id, into.id, LinkKind.MERGED)
    assert cases.open_at(session, SHED.bag_ids) == [into]
    with pytest.raises(CaseworkError, match="is gesloten"):
        cases.to_change(session, signal.id, user=riec, now=NOW)
    audit.verify(session)


def test_merge_is_undone_with_what_went_along_and_is_left(
    session: Session, signal: Case, riec: User, make: Make
) -> None:
    into = make()
    _fill(session, signal, riec)
    signal.state = State.WEIGHING_1
    joining.merge(session, signal, into, user=riec, reason=WHY, now=NOW)
    notes.add(session, into, user=riec, text="Later.", now=NOW)
    back = joining.undo(session, signal.id, user=riec, reason=WHY, now=NOW)
    assert (back.state, back.outcome, back.is_open) == (State.WEIGHING_1, None, True)
    assert (_content(session, signal), _content(session, into)) == ([1] * 4, [0, 1, 0, 0])
    assert (_at(session, signal), _at(session, into)) == (["L1"], ["L2"])
    assert back.merged_into_id is None
    (link,) = linking.of_case(session, into)
    assert link.kind is LinkKind.RELATED
    last = moving.history(session, back)[-1]
    assert (last.from_state, last.to_state) == (State.CLOSED, State.WEIGHING_1)
    with pytest.raises(CaseworkError, match="is niet in een andere zaak opgegaan"):
        joining.undo(session, signal.id, user=riec, reason=WHY, now=NOW)


def test_possible_victim_in_either_is_one_in_both(
    session: Session, signal: Case, riec: User, make: Make
) -> None:
    into = make()
    signal.is_victim = True
    joining.merge(session, signal, into, user=riec, reason=WHY, now=NOW)
    assert into.is_victim


def test_merged_signal_is_sealed_with_the_one_it_went_into(
    session: Session, signal: Case, riec: User, make: Make
) -> None:
    middle, last = make(), make()
    joining.merge(session, signal, middle, user=riec, reason=WHY, now=NOW)
    joining.merge(session, middle, last, user=riec, reason=WHY, now=NOW)
    assert sealing.of_case(session, signal) is None
    moving.move(
        session, last, State.CLOSED, user=riec, reason=WHY, outcome=Outcome.UNFOUNDED, now=NOW
    )
    assert all(sealing.of_case(session, one) for one in (signal, middle, last))
    for one, told in ((signal, "verzegeld"), (middle, "verzegeld")):
        with pytest.raises(CaseworkError, match=told):
            joining.undo(session, one.id, user=riec, reason=WHY, now=NOW)


REFUSED: Mapping[str, tuple[Callable[[Case, Case], tuple[Case, Case]], str]] = {
    "itself": (lambda case, _into: (case, case), "kan niet in zichzelf opgaan"),
    "another kind": (
        lambda case, into: (case, _set(into, kind=CaseKind.CASE)),
        "alleen zaken van één soort gaan samen: signaal en casus",
    ),
    "ended": (lambda case, into: (case, _set(into, closed_at=NOW)), "is gesloten"),
    "not taken on": (
        lambda case, into: (_set(case, taken_on_at=NOW), into),
        "zaak 2 is nog niet opgepakt; laat zaak 2 in zaak 1 opgaan",
    ),
    "of the RIEC into another": (
        lambda case, into: (_set(case, origin=Origin.RIEC), into), "mag niet langer blijven",
    ),
    "of the RIEC into a later one": (
        lambda case, into: (
            _set(case, origin=Origin.RIEC),
            _set(into, origin=Origin.RIEC, opened_at=NOW + timedelta(days=1)),
        ),
        "mag niet langer blijven",
    ),
    "Bibob": (lambda case, into: (_set(case, kind=CaseKind.BIBOB), into), "staat op zichzelf"),
}  # fmt: skip


def _set(case: Case, **values: object) -> Case:
    for name, value in values.items():
        setattr(case, name, value)
    return case


@pytest.mark.parametrize("why", REFUSED)
def test_merge_is_refused_and_nothing_changes(
    session: Session, signal: Case, riec: User, make: Make, why: str
) -> None:
    change, told = REFUSED[why]
    case, into = change(signal, make())
    with pytest.raises(CaseworkError, match=told):
        joining.merge(session, case, into, user=riec, reason=WHY, now=NOW)
    assert (signal.state, signal.merged_into_id) == (State.NEW, None)
    assert linking.of_case(session, signal) == []


def test_reason_of_a_merge_and_a_split_is_long_enough(
    session: Session, signal: Case, riec: User, make: Make
) -> None:
    with pytest.raises(CaseworkError, match="30 is het minste"):
        joining.merge(session, signal, make(), user=riec, reason="kort", now=NOW)
    with pytest.raises(CaseworkError, match="30 is het minste"):
        splitting.split(session, signal, ["L1"], user=riec, reason="kort", now=NOW)


def test_split_takes_locations_and_their_hits_to_a_new_case(
    session: Session, signal: Case, riec: User
) -> None:
    assigning.add_place(session, signal, user=riec, location=BARN, now=NOW)
    _fill(session, signal, riec)
    signal.state, signal.origin, signal.is_victim = State.WEIGHING_3, Origin.RIEC, True
    later = NOW + timedelta(days=3)
    new = splitting.split(session, signal, ["L1"], user=riec, reason=WHY, now=later)
    assert (_at(session, signal), _at(session, new)) == (["L2"], ["L1"])
    assert (_content(session, signal), _content(session, new)) == ([0, 1, 1, 1], [1, 0, 0, 0])
    assert (new.state, new.kind, new.origin) == (State.NEW, CaseKind.SIGNAL, Origin.RIEC)
    assert (new.opened_at, new.is_victim, new.taken_on_at) == (NOW, True, None)
    assert [step.to_state for step in moving.history(session, new)] == [State.NEW]
    (link,) = linking.of_case(session, new)
    assert (link.case_id, link.other_id, link.kind) == (signal.id, new.id, LinkKind.SPLIT)
    joining.merge(session, new, signal, user=riec, reason=WHY, now=later)
    assert sorted(_at(session, signal)) == ["L1", "L2"]
    assert _content(session, signal) == [1] * 4


@pytest.mark.parametrize(
    ("locations", "told"),
    [
        ([], "geen locatie gekozen"),
        (["L9"], "gaat over L1, L2; niet over: L9"),
        (["L1", "L2"], "er blijft geen locatie over in zaak 1"),
    ],
)
def test_split_leaves_and_takes_a_location(
    session: Session, signal: Case, riec: User, locations: list[str], told: str
) -> None:
    assigning.add_place(session, signal, user=riec, location=BARN, now=NOW)
    with pytest.raises(CaseworkError, match=told):
        splitting.split(session, signal, locations, user=riec, reason=WHY, now=NOW)
    assert _at(session, signal) == ["L1", "L2"]


def test_link_is_made_once_in_either_direction_and_taken_away(
    session: Session, signal: Case, riec: User, make: Make
) -> None:
    other = make()
    linking.link(session, signal, other, user=riec, reason="Zelfde melder.", now=NOW)
    for one, two in ((signal, other), (other, signal)):
        with pytest.raises(CaseworkError, match="zijn al gekoppeld"):
            linking.link(session, one, two, user=riec, reason="Nogmaals.", now=NOW)
    with pytest.raises(CaseworkError, match="hoort al bij zichzelf"):
        linking.link(session, signal, signal, user=riec, reason="Zelf.", now=NOW)
    linking.unlink(session, other, signal, user=riec, now=NOW)
    assert linking.of_case(session, signal) == []
    with pytest.raises(CaseworkError, match="niet met de hand gekoppeld"):
        linking.unlink(session, signal, other, user=riec, now=NOW)
    names = session.scalars(select(AuditEntry.actie_naam)).all()
    assert "Zaak 1 hoort bij zaak 2" in names
    assert names[-1] == "Koppeling met zaak 1 weg"


def test_new_signal_is_linked_to_what_ended_there(
    session: Session, signal: Case, riec: User, make: Make
) -> None:
    open_one = make(SHED)
    signal.closed_at = NOW
    new = make(SHED)
    made = linking.link_earlier(session, new, user=riec, now=NOW)
    assert [(one.other_id, one.kind) for one in made] == [(signal.id, LinkKind.EARLIER)]
    assert open_one.id not in {one.other_id for one in linking.of_case(session, new)}
    with pytest.raises(CaseworkError, match="niet met de hand gekoppeld"):
        linking.unlink(session, new, signal, user=riec, now=NOW)


def test_role_does_not_learn_of_what_it_may_not_see(
    session: Session, signal: Case, riec: User, somebody: Somebody, make: Make
) -> None:
    signal.kind, signal.closed_at = CaseKind.CASE, NOW
    care = somebody(Role.CARE_ADVISER)
    new = make(SHED)
    assert linking.link_earlier(session, new, user=care, now=NOW) == []
    with pytest.raises(CaseworkError, match="als zorgadviseur mag u dit niet"):
        linking.link(session, new, signal, user=care, reason="Zelfde.", now=NOW)
    signal.kind = CaseKind.BIBOB
    assert linking.link_earlier(session, new, user=riec, now=NOW) == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RIEC_LIAISON, Role.CARE_ADVISER}))
def test_who_may_not_open_may_not_join(
    session: Session, signal: Case, somebody: Somebody, make: Make, role: Role
) -> None:
    other, user = make(), somebody(role)
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        joining.merge(session, signal, other, user=user, reason=WHY, now=NOW)
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        splitting.split(session, signal, ["L1"], user=user, reason=WHY, now=NOW)
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        linking.link(session, signal, other, user=user, reason=WHY, now=NOW)
