"""The hits that a case holds: copied from a run, and what a later run has that is new.

A case holds them without points or band, as they were, so that it reads the same when the packs
and the run have gone. A hit of a family of `care` in the settings that sends the location to a
person marks the case: somebody may be a victim, and the location leaves every list (REQ-VIC-1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, cases, holds, users
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import HoldKind, Place, User
from engine.casework.places import LocationState
from engine.casework.process import case_places, run_evidence
from engine.casework.process.definition import process_of
from engine.casework.process.models import CaseHit
from engine.casework.process.run_evidence import Found
from engine.errors import CaseworkError
from engine.rules.model import Role
from engine.settings import load_settings
from engine.snapshot import Run


class Why(StrEnum):
    """Why a hit is new to a case."""

    NEW_RULE = "new_rule"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class News:
    """A hit of a run that a case does not hold.

    Attributes:
        place: the location of the case at which it was found.
        since: newest day that the case holds of this rule; None when it holds none, or no day.
        is_material: True when it may bring the location back: a hit that counts, or one that sends
            it to a person. What pleads against it is told, and brings nothing back.
    """

    place: Place
    hit: Found
    why: Why
    since: date | None

    @property
    def is_material(self) -> bool:
        """Whether it may bring the location back."""
        return self.hit.counts or self.hit.role is Role.ROUTE


def of_case(session: Session, case: Case) -> list[CaseHit]:
    """Hits that a case holds, the newest run first, then by rule."""
    found = select(CaseHit).where(CaseHit.case_id == case.id)
    ordered = found.order_by(CaseHit.found_on.desc(), CaseHit.rule_id, CaseHit.id)
    return list(session.scalars(ordered))


def keep(session: Session, case: Case, run: Run, *, user: User, now: datetime) -> list[CaseHit]:
    """Copy the hits of a run into a case; what it holds already is not copied again.

    Args:
        session: a writing session.
        case: an open signal or case, as `cases.to_change` gives it.
        run: any run; the hits of today and of then stand beside each other.
        user: who opens or works on the case.
        now: the moment, with a time zone.

    Returns:
        What was added, by place and rule.

    Raises:
        CaseworkError: the role may not, it is closed, or it is a Bibob file, which holds no hits.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    cases.require_open(case)
    if case.kind is CaseKind.BIBOB:
        raise CaseworkError("een Bibob-dossier bevat geen treffers van de weekscan")
    places = case_places.of_case(session, case)
    found = run_evidence.at_places(run, places)
    protect(session, case, run, user=user, now=now, found=found)
    held = {_key(hit) for hit in of_case(session, case)}
    made = [
        hit
        for place in places
        for hit in (_hit(case, place, one, run) for one in found[place.id])
        if _key(hit) not in held
    ]
    session.add_all(made)
    session.flush()
    if made:
        _log(session, case, run, made, user, now)
    return made


def protect(
    session: Session,
    case: Case,
    run: Run,
    *,
    user: User,
    now: datetime,
    found: dict[int, tuple[Found, ...]] | None = None,
) -> bool:
    """Mark a case and mask its locations when a run sends one of them to care or protection.

    Args:
        session: a writing session.
        case: an open signal or case.
        run: whose routes are read.
        user: who opens or works on the case.
        now: the moment, with a time zone.
        found: what `run_evidence.at_places` found; read from the run when it is not given.

    Returns:
        True when somebody at a location of the case may be a victim.

    Raises:
        CaseworkError: the role may not mask locations.
    """
    places = case_places.of_case(session, case)
    hits = found if found is not None else run_evidence.at_places(run, places)
    families = frozenset(load_settings(session.info["rules"]).care.families)
    for place in places:
        routes = [h for h in hits[place.id] if h.role is Role.ROUTE and h.family in families]
        if routes:
            case.is_victim = True
            _mask(session, case, place, routes, user, now)
    session.flush()
    return case.is_victim


def new_since(session: Session, case: Case, run: Run) -> tuple[News, ...]:
    """What a run has at the locations of a case that the case does not hold.

    A rule that it holds no hit of is new. Of a rule that it does hold, evidence is new when it is
    more than `realert.newer_days` newer than the newest that it holds; where that has no day, the
    day of the run counts in which it was found.

    Returns:
        By place and rule; empty when there is nothing new, and for a Bibob file.
    """
    if case.kind is CaseKind.BIBOB:
        return ()
    places = case_places.of_case(session, case)
    found = run_evidence.at_places(run, places)
    held = of_case(session, case)
    days = process_of(session).realert.newer_days
    told = [_news(place, hit, held, days) for place in places for hit in found[place.id]]
    return tuple(one for one in told if one is not None)


def last_old_day(days: Iterable[date], *, newer_days: int) -> date:
    """The last day on which evidence of a rule is not new to who holds hits of it of these days.

    The day of a hit is that of its newest evidence; where that has none, the one of its run.
    """
    return max(days) + timedelta(days=newer_days)


def _news(place: Place, hit: Found, held: Sequence[CaseHit], newer_days: int) -> News | None:
    same = [h for h in held if (h.place_id, h.rule_id) == (place.id, hit.rule_id)]
    if not same:
        return News(place, hit, Why.NEW_RULE, None)
    days = (h.newest or h.found_on for h in same)
    if hit.newest is None or hit.newest <= last_old_day(days, newer_days=newer_days):
        return None
    known = [h.newest for h in same if h.newest is not None]
    return News(place, hit, Why.NEWER, max(known, default=None))


def _mask(
    session: Session,
    case: Case,
    place: Place,
    routes: Sequence[Found],
    user: User,
    now: datetime,
) -> None:
    standing = holds.holds_of(session, place.bag_ids, as_of=dutch_day(now))
    if any(hold.kind is HoldKind.MASKED for hold in standing):
        return
    rules = ", ".join(hit.rule_id for hit in routes)
    location = LocationState(place.location_id, place.bag_ids, "", ())
    reason = f"Mogelijk slachtoffer (zaak {case.id}): {rules}"
    holds.mask(session, user=user, location=location, reason=reason, now=now)


def _hit(case: Case, place: Place, found: Found, run: Run) -> CaseHit:
    return CaseHit(
        case_id=case.id,
        place_id=place.id,
        rule_id=found.rule_id,
        version=found.version,
        family=found.family,
        role=found.role.value,
        explanation=found.explanation,
        run=run.path.name,
        found_on=run.as_of,
        newest=found.newest,
        evidence=list(found.evidence),
        title=found.title,
        false_positives=list(found.false_positives),
    )


def _key(hit: CaseHit) -> tuple[int, str, date | None, tuple[str, ...]]:
    """What makes two hits the same, in whatever run they were found."""
    return hit.place_id, hit.rule_id, hit.newest, tuple(hit.evidence)


def _log(
    session: Session, case: Case, run: Run, made: Sequence[CaseHit], user: User, now: datetime
) -> None:
    records = sorted({key for hit in made for key in hit.evidence})
    further = tuple(
        audit.ProcessedObject("bronrecord", "record_key", key, "bewijs van een treffer")
        for key in records
    )
    name, source = "Treffers van de weekscan in de zaak bewaard", run.path.name
    cases.log(
        session, case, user=user, name=name, now=now, source=source,
        kinds=("treffers",), further=further,
    )  # fmt: skip
