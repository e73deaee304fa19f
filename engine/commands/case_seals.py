"""`dijkwacht case unseal`: what was said in a signal that was not taken on, for the FG."""

from datetime import UTC, datetime

from engine.casework import cases, users
from engine.casework.models import Role
from engine.casework.process import sealing
from engine.commands.case_options import Number, Reason, RoleOption, UserOption
from engine.commands.casework import opened_casework
from engine.exports import case_data


def unseal(
    number: Number, reason: Reason, user: UserOption, role: RoleOption = Role.PRIVACY_OFFICER
) -> None:
    """Read a sealed signal as JSON; who did and why is logged. It stays sealed."""
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        who = users.sign_in(session, subject=user, role=role, now=now)
        case = cases.find(session, number)
        told = sealing.read(session, case, user=who, reason=reason, now=now)
    print(case_data.dumps(told))
