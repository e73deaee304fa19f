"""What a number of eligible locations asks of people, set against what they can do.

How many become eligible in a year is an estimate. A location stays eligible as long as it has
evidence of the last `recent_months`; so those that are eligible now came in about that time,
and in a year there are 12 / `recent_months` times as many. Only runs of several dates measure
it: see `backtest`.
"""

from dataclasses import dataclass
from math import ceil

from engine.settings import Settings

_WEEKS = 52
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Workload:
    """Work that the packs make at one moment.

    Attributes:
        eligible: locations that may stand on the list now.
        new_per_year, new_per_week: estimate of new eligible locations.
        max_new_per_year: capacity in new eligible locations a year.
        list_per_week: capacity in locations a week.
        ranked_per_week: places of the list that eligible locations take.
        weeks_of_list: weeks until all that are eligible now have stood on the list once.
        hours_per_week: triage of a full list.
        hours_per_year: triage of the new eligible locations of a year.
        is_verified: a person has checked the numbers of the capacity.
    """

    eligible: int
    new_per_year: float
    new_per_week: float
    max_new_per_year: int
    list_per_week: int
    ranked_per_week: int
    weeks_of_list: int | None
    hours_per_week: float
    hours_per_year: float
    is_verified: bool

    @property
    def is_too_much(self) -> bool:
        """True when more come in than the capacity of a year; exactly as many is not too much."""
        return self.new_per_year > self.max_new_per_year


def of(eligible: int, settings: Settings) -> Workload:
    """The work that `eligible` locations make.

    Args:
        eligible: locations that may stand on the list now, 0 or more.
        settings: blocks `capacity`, `eligibility` and `worklist`.
    """
    capacity, ranked = settings.capacity, settings.worklist.ranked
    per_year = eligible * 12 / settings.eligibility.recent_months
    return Workload(
        eligible=eligible,
        new_per_year=per_year,
        new_per_week=per_year / _WEEKS,
        max_new_per_year=capacity.max_new_eligible_per_year,
        list_per_week=capacity.list_per_week,
        ranked_per_week=ranked,
        weeks_of_list=ceil(eligible / ranked) if ranked else None,
        hours_per_week=capacity.list_per_week * capacity.triage_minutes / _MINUTES,
        hours_per_year=per_year * capacity.triage_minutes / _MINUTES,
        is_verified=capacity.verified,
    )
