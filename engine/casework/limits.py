"""What a judgement needs: time to read, not too many a week, sometimes a second reader.

Over the limit nothing is recorded: the location stays on the list as backlog and lapses in its
own time, recorded (REQ-HUM-4). The numbers stand in `review` of the settings.
"""

from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from connectors.dates import LOCAL, dutch_day
from engine.casework.models import Judgement, User, Verdict
from engine.errors import CaseworkError
from engine.rule_settings import ReviewSettings
from engine.scoring import weeks


def settings_of(session: Session) -> ReviewSettings:
    """The block `review` that the casework database was opened with."""
    found: ReviewSettings = session.info["review"]
    return found


def needs_second(session: Session, verdict: Verdict, band: str) -> bool:
    """True when somebody else must read such a judgement before it counts."""
    return any(
        one.verdict == verdict.value and one.band in (None, band)
        for one in settings_of(session).second_reader
    )


def refuse_too_many(session: Session, user: User, *, now: datetime) -> None:
    """Refuse when a reviewer gave as many judgements this ISO week as one may.

    Raises:
        CaseworkError: with the number; the location stays on the list.
    """
    most = settings_of(session).most_per_week
    if most is None:
        return
    count = given(session, user=user, now=now)
    if count >= most:
        raise CaseworkError(
            "{who} gaf deze week al {count} oordelen, {most} is het meeste; de locatie blijft op "
            "de lijst voor een ander of voor volgende week",
            who=user.subject,
            count=count,
            most=most,
        )


def given(session: Session, *, user: User, now: datetime) -> int:
    """How many judgements a reviewer gave in the Dutch ISO week of a moment."""
    monday = weeks.monday(weeks.week_of(dutch_day(now)))
    since = datetime.combine(monday, time(), tzinfo=LOCAL)
    own = select(func.count()).select_from(Judgement).where(Judgement.user_id == user.id)
    return session.scalar(own.where(Judgement.judged_at >= since)) or 0


def review_seconds(session: Session, looked_at: datetime | None, *, now: datetime) -> int | None:
    """Whole seconds from opening the location to now; None when the opening is not known.

    Raises:
        CaseworkError: it was opened after now, or shorter ago than a review takes.
    """
    if looked_at is None:
        return None
    seconds = int((now - looked_at).total_seconds())
    if seconds < 0:
        raise CaseworkError("de locatie is geopend na het oordeel: de klok klopt niet")
    least = settings_of(session).min_seconds
    if seconds < least:
        raise CaseworkError(
            "deze locatie is {seconds} seconden bekeken, {least} is het minste; lees eerst verder",
            seconds=seconds,
            least=least,
        )
    return seconds
