"""What a person found at a location; the first judgement opens its hits, points and band."""

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, limits, places, users
from engine.casework.columns import is_storable
from engine.casework.models import Judgement, User, Verdict
from engine.casework.places import LocationState
from engine.errors import CaseworkError
from engine.scoring import weeks
from engine.translatable import mark, sentence

MAX_TEXT = 4000

_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_ELEVEN_TEST = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def judge(
    session: Session,
    *,
    user: User,
    location: LocationState,
    run: str,
    week: str,
    verdict: Verdict,
    reason: str = "",
    innocent_explanation: str | None = None,
    now: datetime,
    looked_at: datetime | None = None,
) -> Judgement:
    """Record a judgement and log it; it may have to wait for a second reader before it counts.

    Args:
        session: a writing session.
        user: who judges; a role that may.
        location: the location as `run` shows it, with band and rules for later comparison.
        run: name of the run folder that was looked at.
        week: ISO week of the list, such as `2026-W44`.
        verdict: what was found.
        reason: why, in the reviewer's words; may be left out beside an innocent explanation.
        innocent_explanation: one of the rules' own, that explains the signals.
        now: the moment, with a time zone.
        looked_at: when the reviewer opened the location; None: not known.

    Returns:
        The judgement; `is_blind` when it is the location's first in that week.

    Raises:
        CaseworkError: role, week or a text is not right, it was too quick, or the reviewer judged
            enough this week; nothing is recorded.
    """
    users.require(user, users.MAY_JUDGE)
    check_week(week)
    limits.refuse_too_many(session, user, now=now)
    seconds = limits.review_seconds(session, looked_at, now=now)
    if innocent_explanation is not None:
        innocent_explanation = check_text(
            innocent_explanation, what=mark("de onschuldige verklaring")
        )
    if reason.strip() or innocent_explanation is None:
        reason = check_text(reason, what=mark("een reden"))
    judgement = Judgement(
        place=places.find_or_add(session, location),
        user=user,
        run=run,
        week=week,
        verdict=verdict,
        reason=reason.strip(),
        innocent_explanation=innocent_explanation,
        band=location.band,
        rule_ids=list(location.rule_ids),
        conditions=dict(location.conditions),
        is_blind=not is_judged(session, location.bag_ids, week),
        judged_at=now,
        needs_second=limits.needs_second(session, verdict, location.band),
        review_seconds=seconds,
    )
    session.add(judgement)
    session.flush()
    audit.append(session, _processing(judgement), now=now)
    return judgement


def is_judged(session: Session, bag_ids: Collection[str], week: str) -> bool:
    """Tell whether hits, points, band and arm of a location may be shown in that week.

    Args:
        session: any session.
        bag_ids: `places.identity` of the location.
        week: ISO week of the list.
    """
    return any(judgement.week == week for judgement in judgements_of(session, bag_ids))


def judgements_of(session: Session, bag_ids: Collection[str]) -> list[Judgement]:
    """Judgements of a location under any name that it had, oldest first."""
    found = select(Judgement).where(Judgement.place_id.in_(places.overlapping(session, bag_ids)))
    return list(session.scalars(found.order_by(Judgement.judged_at, Judgement.id)))


def judgements_in(session: Session, week: str) -> list[Judgement]:
    """Judgements of one week of any location, oldest first."""
    found = select(Judgement).where(Judgement.week == week)
    return list(session.scalars(found.order_by(Judgement.judged_at, Judgement.id)))


def check_week(week: str) -> None:
    """Refuse what is not an ISO week.

    Raises:
        CaseworkError: with an example.
    """
    try:
        right = weeks.week_of(weeks.monday(week)) == week
    except ValueError:
        right = False
    if not right:
        raise CaseworkError("{week} is geen week zoals 2026-W44", week=week)


def check_text(text: str, *, what: str) -> str:
    """Strip a text that a user wrote, or refuse it.

    Args:
        text: as it was written.
        what: what it is, in Dutch and marked for the catalogue, such as `een reden`.

    Raises:
        CaseworkError: empty, too long, not plain text, or with a number that looks like a BSN.
    """
    text, named = text.strip(), sentence(what)
    if not text:
        raise CaseworkError("{what} is nodig", what=named)
    if not is_storable(text):
        raise CaseworkError(
            "{what} bevat een teken dat niet te bewaren is; typ het opnieuw", what=named
        )
    if len(text) > MAX_TEXT:
        raise CaseworkError(
            "{what} heeft {count} tekens; {most} is het meeste",
            what=named, count=len(text), most=MAX_TEXT,
        )  # fmt: skip
    if is_like_bsn(text):
        raise CaseworkError(
            "{what} bevat een nummer dat op een BSN lijkt; laat het weg", what=named
        )
    return text


def is_like_bsn(text: str) -> bool:
    """True when a text holds nine digits that pass the test of a BSN."""
    return any(_passes(number) for number in _NINE_DIGITS.findall(text))


def _passes(number: str) -> bool:
    weighed = zip(number, _ELEVEN_TEST, strict=True)
    return sum(int(digit) * weight for digit, weight in weighed) % 11 == 0


def _processing(judgement: Judgement) -> audit.Processing:
    kinds = ("beoordeling", "reden", "band", "regels")
    objects = tuple(
        audit.ProcessedObject("locatie", "BAG", bag_id, "beoordeelde locatie", kinds)
        for bag_id in judgement.place.bag_ids
    )
    return audit.Processing(
        name=f"Locatie beoordeeld: {judgement.verdict.label}",
        step="beoordelen van de weeklijst",
        user=judgement.user.subject,
        objects=objects,
        source=judgement.run,
    )
