"""REQ-SEC-1: what each role may do, written out here apart from the code."""

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.bibob import files
from engine.casework.case_models import CaseKind
from engine.casework.models import Role
from engine.errors import CaseworkError
from tests.engine.casework.bibob.desk import HOOK, WHERE
from tests.engine.casework.conftest import NOW

RIEC, BIBOB, DRIEHOEK = Role.RIEC_LIAISON, Role.BIBOB_OFFICER, Role.DRIEHOEK_ADVISER
ANALYST, CARE, PRIVACY, ADMIN = (
    Role.ANALYST, Role.CARE_ADVISER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR,
)  # fmt: skip
OPENS = {
    (CaseKind.SIGNAL, RIEC), (CaseKind.SIGNAL, CARE), (CaseKind.CASE, RIEC),
    (CaseKind.BIBOB, BIBOB),
}  # fmt: skip


@pytest.mark.parametrize(
    ("may", "roles"),
    [
        ("MAY_JUDGE", {RIEC, DRIEHOEK, ANALYST, CARE}),
        ("MAY_REPORT_ERRORS", {RIEC, BIBOB, DRIEHOEK, ANALYST, CARE}),
        ("MAY_ASSIGN", {RIEC}),
        ("MAY_MATCH", {RIEC, DRIEHOEK, ANALYST, CARE}),
        ("MAY_MASK", {RIEC, CARE}),
        ("MAY_WORK", {RIEC, CARE, BIBOB, DRIEHOEK}),
        ("MAY_UNSEAL", {PRIVACY}),
        ("MAY_MEET", {RIEC, DRIEHOEK}),
        ("MAY_READ_LOG", {PRIVACY}),
        ("MAY_PROPOSE", {ANALYST}),
        ("MAY_PUBLISH", {ANALYST, RIEC}),
    ],
)
def test_req_sec_1_matrix_of_roles(may: str, roles: set[Role]) -> None:
    assert getattr(users, may) == roles


@pytest.mark.parametrize("role", sorted(Role))
@pytest.mark.parametrize("kind", sorted(CaseKind))
def test_req_sec_1_only_its_own_role_opens_and_sees_a_case(
    session: Session, kind: CaseKind, role: Role
) -> None:
    user = users.sign_in(session, subject="iemand", role=role, now=NOW)

    def act() -> None:
        if kind is CaseKind.BIBOB:
            files.open_file(
                session, user=user, location=WHERE, given=HOOK, purpose="Verzonnen.", now=NOW
            )
        else:
            cases.open_case(
                session, user=user, kind=kind, location=WHERE, purpose="Verzonnen.", now=NOW
            )

    if (kind, role) in OPENS:
        act()
        (case,) = cases.open_at(session, WHERE.bag_ids)
        assert case.kind is kind
    else:
        with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
            act()


def test_req_sec_1_analyst_and_bibob_officer_share_nothing() -> None:
    """The analyst sees no file, the officer no list: neither can trace the other's work."""
    for kind in CaseKind:
        assert ANALYST not in users.MAY_OPEN[kind]
    for may in (
        users.MAY_JUDGE,
        users.MAY_MATCH,
        users.MAY_MASK,
        users.MAY_PROPOSE,
        users.MAY_PUBLISH,
    ):
        assert BIBOB not in may
