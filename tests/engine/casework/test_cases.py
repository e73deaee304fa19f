"""Cases: who may open which, what is logged, and that a closed one stays closed."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, cases, places
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.casework.users import MAY_OPEN, sign_in
from engine.errors import CaseworkError
from engine.settings import load_settings
from tests.engine.casework.conftest import NOW

SHED = LocationState("L1", ("1884100000000001",), "low", ("GEN-01",))
MAY = [
    (kind, role)
    for kind in CaseKind
    for role in sorted(MAY_OPEN[kind])
    if kind is not CaseKind.BIBOB
]
MAY_NOT = [(kind, role) for kind in CaseKind for role in sorted(set(Role) - MAY_OPEN[kind])]


def _user(session: Session, role: Role) -> User:
    return sign_in(session, subject=f"u.{role}", role=role, now=NOW)


def _open(session: Session, kind: CaseKind, role: Role, purpose: str = "Aanvraag gezien.") -> Case:
    who = _user(session, role)
    return cases.open_case(session, user=who, kind=kind, location=SHED, purpose=purpose, now=NOW)


@pytest.mark.parametrize(("kind", "role"), MAY)
def test_case_is_opened_and_logged(session: Session, kind: CaseKind, role: Role) -> None:
    case = _open(session, kind, role)
    assert (case.kind, case.place.bag_ids, case.closed_at) == (kind, SHED.bag_ids, None)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert (entry.actie_naam, entry.gebruiker) == (f"Zaak geopend: {kind.label}", f"u.{role}")
    assert entry.verwerkte_objecten[0]["objectId"] == SHED.bag_ids[0]
    assert audit.verify(session) == entry.seq


@pytest.mark.parametrize(("kind", "role"), MAY_NOT)
def test_other_roles_may_not_open_it(session: Session, kind: CaseKind, role: Role) -> None:
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        _open(session, kind, role)


@pytest.mark.parametrize(("purpose", "told"), [(" ", "een reden is nodig"), ("111222333", "BSN")])
def test_purpose_is_needed_and_holds_no_bsn(session: Session, purpose: str, told: str) -> None:
    with pytest.raises(CaseworkError, match=told):
        _open(session, CaseKind.SIGNAL, Role.RIEC_LIAISON, purpose)
    assert session.scalars(select(Case)).all() == []


def test_closed_case_is_no_longer_open_at_its_location(session: Session) -> None:
    first = _open(session, CaseKind.SIGNAL, Role.RIEC_LIAISON)
    second = _open(session, CaseKind.CASE, Role.RIEC_LIAISON)
    renamed = replace(SHED, location_id="L2")
    assert places.find_or_add(session, renamed).location_id == "L2"
    assert cases.open_at(session, renamed.bag_ids) == [first, second]
    cases.close_case(session, first, user=first.opened_by, now=NOW)
    assert cases.open_at(session, SHED.bag_ids) == [second]
    assert cases.open_at(session, ("1884100000000009",)) == []
    with pytest.raises(CaseworkError, match="is gesloten"):
        cases.close_case(session, first, user=first.opened_by, now=NOW)


def test_who_may_not_open_may_not_close(session: Session) -> None:
    case = _open(session, CaseKind.CASE, Role.RIEC_LIAISON)
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        cases.close_case(session, case, user=_user(session, Role.BIBOB_OFFICER), now=NOW)


def test_bibob_file_is_not_opened_without_a_hook(session: Session) -> None:
    with pytest.raises(CaseworkError, match="vraagt een haak: dijkwacht bibob open"):
        _open(session, CaseKind.BIBOB, Role.BIBOB_OFFICER)
    assert session.scalars(select(Case)).all() == []


def test_case_that_is_not_there_is_named(session: Session) -> None:
    with pytest.raises(CaseworkError, match="er is geen zaak 7"):
        cases.find(session, 7)


def test_settings_open_gates_for_every_kind() -> None:
    opens = load_settings().cases.opens
    assert opens.keys() == {kind.value for kind in CaseKind}
    assert "G3" not in {*opens["signal"], *opens["case"]}
