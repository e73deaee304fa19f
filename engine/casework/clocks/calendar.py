"""Which days are Saturday, Sunday or general holiday, and where a term ends because of them.

Dates of moving days come from the `holidays` library; which of them count stands in
`rules/bibob/general_terms.yml`.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

from engine.casework.clocks.definition import GeneralTerms, Length

_DAY = timedelta(days=1)
_SATURDAY = 5
_LANGUAGE = "en_US"


@dataclass(frozen=True)
class Calendar:
    """Working days under the general rule on terms."""

    terms: GeneralTerms
    _counted: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_counted", frozenset(day.name for day in self.terms.holidays))

    def is_free(self, day: date) -> bool:
        """True for a Saturday, a Sunday and a general holiday."""
        if day.weekday() >= _SATURDAY or day in self.terms.designated:
            return True
        return not self._counted.isdisjoint(_names(day.year).get(day, ()))

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it."""
        while self.is_free(day):
            day += _DAY
        return day

    def moves(self, length: Length) -> bool:
        """False for a term that is described in so much that its end stays where it is.

        Source: Algemene termijnenwet art. 4 onder a.
        """
        return length.amount <= self.terms.not_over[length.unit]  # type: ignore[index]

    def end(self, start: date, end: date, length: Length) -> date:
        """Where a term really ends.

        Args:
            start: first day, which is not counted itself.
            end: last day by counting alone, closed; not before `start`.
            length: how the term is described.

        Returns:
            `end`, or a later day: never a free day, and with enough working days since `start`.

        Source: Algemene termijnenwet art. 1 lid 1 and art. 2.
        """
        if not self.moves(length):
            return end
        end = self.next_working_day(end)
        if (end - start).days < self.terms.min_term_days:
            return end
        while self._working_days(start, end) < self.terms.min_working_days:
            end = self.next_working_day(end + _DAY)
        return end

    def _working_days(self, start: date, end: date) -> int:
        """Working days in `(start, end]`, counted up to what is asked for."""
        count, day = 0, end
        while day > start and count < self.terms.min_working_days:
            count += not self.is_free(day)
            day -= _DAY
        return count


def after(start: date, length: Length, *, times: int = 1) -> date:
    """The last day of a term, by counting alone.

    Args:
        start: first day, which is not counted itself.
        length: of the term.
        times: how often the length is taken.

    Returns:
        The same weekday for weeks; the same day of the month for months and years, or the last
        day of a shorter month.
    """
    amount = length.amount * times
    if length.unit == "days":
        return start + timedelta(days=amount)
    if length.unit == "weeks":
        return start + timedelta(weeks=amount)
    return months_from(start, amount if length.unit == "months" else 12 * amount)


def months_from(day: date, months: int) -> date:
    """The same day so many months later, or earlier when negative; the last of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=64)
def _names(year: int) -> dict[date, tuple[str, ...]]:
    """Names of every public or optional holiday in the Netherlands, by day."""
    found = holidays.country_holidays(
        "NL", years=year, categories=("public", "optional"), language=_LANGUAGE
    )
    return {day: tuple(found.get_list(day)) for day in sorted(found)}
