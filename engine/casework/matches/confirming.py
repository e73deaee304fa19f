"""The second person who allows or refuses that people are joined.

Two people become one in the registers only when two persons say so (ADR 0017).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import four_eyes, users
from engine.casework.matches.pairs import NOBODY, Pair
from engine.casework.matches.reading import of_pairs
from engine.casework.models import User
from engine.errors import CaseworkError


def confirm(
    session: Session, pairs: Sequence[Pair], *, user: User, allow: bool, reason: str, now: datetime
) -> None:
    """Allow or refuse, as a second person, that people are joined: all pairs, or none.

    Raises:
        CaseworkError: nothing waits, it is the reviewer's own, the role may not, or no reason.
    """
    users.require(user, users.MAY_MATCH)
    known = of_pairs(session, pairs, on=dutch_day(now))
    for one in pairs:
        waits = known.get(one, NOBODY).waits
        if waits is None or waits.approval is None:
            raise CaseworkError(
                "{pair}: hier wacht geen oordeel op een tweede persoon", pair=one.label
            )
        asked = four_eyes.find(session, waits.approval.id)
        four_eyes.decide(session, asked, user=user, allow=allow, reason=reason, now=now)
