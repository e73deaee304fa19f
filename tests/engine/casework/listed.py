"""A listing and the first judgement of it, put straight into casework."""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from connectors.dates import LOCAL
from engine.casework import places
from engine.casework.models import Judgement, Listing, User, Verdict
from engine.casework.places import LocationState


def listed(
    session: Session,
    user: User,
    *objects: str,
    week: str = "2026-W23",
    arm: str = "ranked",
    band: str = "high",
    verdict: Verdict | None = Verdict.WORTH_A_LOOK,
    rules: tuple[str, ...] = ("GEN-01",),
    explanation: str | None = None,
) -> Listing:
    """A location with these BAG ids on the list of a week; without a verdict it is not judged."""
    state = LocationState(f"L{objects[0]}", tuple(objects), band, rules)
    place = places.find_or_add(session, state)
    year, number = int(week[:4]), int(week[-2:])
    on = date.fromisocalendar(year, number, 1)
    made = Listing(
        place=place, run="r", week=week, arm=arm, band=band, rule_ids=[*rules], listed_on=on
    )
    session.add(made)
    if verdict is not None:
        session.add(
            Judgement(
                place=place, user=user, run="r", week=week, verdict=verdict, reason="x", band=band,
                innocent_explanation=explanation, rule_ids=[*rules], conditions={}, is_blind=True,
                judged_at=datetime.combine(on, time(12), LOCAL),
            )
        )  # fmt: skip
    session.flush()
    return made
