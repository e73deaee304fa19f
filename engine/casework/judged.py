"""What was found at locations that stood on a list: the judgements that a rule is measured by.

Counted is the first judgement of a location in its week: it was given blind, so that the rule
did not lead to the verdict, and a second reader of the same location counts no second time.
One that waits for a second reader, or that the second reader did not share, is left out.
Later judgements only tell which innocent explanation was meant. A judgement of a location that
was not listed is left out: nobody knows why that one was looked at.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from engine.casework import second_readers
from engine.casework.models import Judgement, Listing, Place, Verdict
from engine.scoring import weeks
from engine.scoring.worklist import RANDOM

RIGHT = frozenset({Verdict.WORTH_A_LOOK})
WRONG = frozenset({Verdict.INNOCENT, Verdict.DATA_ERROR})
"""The other verdicts count as neither: UNCLEAR says that the facts do not tell, and CARE_FIRST
sends somebody to care, which says nothing about the signal."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One listed location with a first judgement.

    Attributes:
        listing_id: of the listing that was judged.
        is_random: drawn at random, not ranked.
        verdict: of the first judgement.
        rule_ids: rules with a HIT when it was judged: filtered hits and rules in shadow too.
        conditions: hash of the condition of these rules then, as far as it was kept.
        explanations: innocent explanations named in that week, the first judgement's first;
            later ones count only beside a verdict that finds the signal wrong.
    """

    listing_id: int
    week: str
    is_random: bool
    verdict: Verdict
    rule_ids: tuple[str, ...]
    conditions: dict[str, str]
    explanations: tuple[str, ...]

    @property
    def is_right(self) -> bool | None:
        """Right, wrong, or None when the verdict counts as neither."""
        if self.verdict in RIGHT:
            return True
        return False if self.verdict in WRONG else None


def listed(session: Session, *, year: int | None = None) -> tuple[Judged, ...]:
    """Every listed location with a first judgement, in the order of its listing.

    Args:
        session: casework; only read.
        year: ISO year of the week of the list; None: of every list.
    """
    found = listings(session, year=year)
    of_listing = _by_listing(
        session, {key: one for one in reversed(found) for key in names_of(one)}, year
    )
    return tuple(
        _judged(listing, of_listing[listing.id])
        for listing in found
        if any(judgement.is_blind for judgement in of_listing[listing.id])
    )


def listings(session: Session, *, year: int | None = None) -> list[Listing]:
    """What stood on lists of one ISO year, or on every list, by week."""
    found = select(Listing).order_by(Listing.week, Listing.id)
    return list(session.scalars(found if year is None else found.where(is_of(Listing, year))))


def is_of(kind: type[Listing | Judgement], year: int) -> ColumnElement[bool]:
    """The condition that the list of a listing or judgement is of an ISO year."""
    return (kind.week >= weeks.beginning(year)) & (kind.week < weeks.beginning(year + 1))


def _by_listing(
    session: Session, listings: dict[tuple[str, str], Listing], year: int | None
) -> defaultdict[int, list[Judgement]]:
    """Judgements by the listing of their location in their week, oldest first."""
    found: defaultdict[int, list[Judgement]] = defaultdict(list)
    counting = select(Judgement).where(second_readers.counts())
    if year is not None:
        counting = counting.where(is_of(Judgement, year))
    for judgement in session.scalars(counting.order_by(Judgement.judged_at, Judgement.id)):
        known = [listings[key] for key in names_of(judgement) if key in listings]
        if known:
            found[min(known, key=lambda listing: listing.id).id].append(judgement)
    return found


def names_of(item: Listing | Judgement) -> Iterator[tuple[str, str]]:
    """By what a location is found back within a week: any BAG id, or its own id without these."""
    place: Place = item.place
    for name in place.bag_ids or (place.location_id,):
        yield item.week, name


def _judged(listing: Listing, judgements: list[Judgement]) -> Judged:
    first = next(judgement for judgement in judgements if judgement.is_blind)
    later = [j for j in judgements if j is not first and j.verdict in WRONG]
    named = [judgement.innocent_explanation for judgement in (first, *later)]
    return Judged(
        listing_id=listing.id,
        week=listing.week,
        is_random=listing.arm == RANDOM,
        verdict=first.verdict,
        rule_ids=tuple(first.rule_ids),
        conditions=first.conditions or {},
        explanations=tuple(text for text in named if text is not None),
    )
