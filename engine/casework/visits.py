"""When a user last looked, so that the page of today tells what changed since.

Looks that follow each other within a pause are one visit: a page that is drawn anew, or read
twice over coffee, does not make what is new old. Only the last two moments are kept.
"""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine.casework.columns import UtcDateTime
from engine.casework.models import Base, User


class Visit(Base):
    """The last visit of a user.

    Attributes:
        seen_at: the last look.
        before_at: the last look of the visit before this one; None at the first.
    """

    __tablename__ = "visit"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    before_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def look(session: Session, *, user: User, now: datetime, pause: timedelta) -> datetime | None:
    """Record that a user looks, and tell up to when they had seen everything.

    Args:
        session: a writing session.
        user: who looks.
        now: the moment, with a time zone.
        pause: a look later than this after the last one begins another visit.

    Returns:
        The last look of the visit before this one; None at the first visit.
    """
    known = session.get(Visit, user.id)
    if known is None:
        session.add(Visit(user_id=user.id, seen_at=now, before_at=None))
        session.flush()
        return None
    if now - known.seen_at > pause:
        known.before_at = known.seen_at
    known.seen_at = max(known.seen_at, now)
    session.flush()
    return known.before_at
