"""Clocks and terms as the data describes them; numbers and articles stand in `rules/bibob/`."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from engine.strict import Cited, Strict


class Length(Strict):
    """How long a term is, in exactly one unit."""

    days: int | None = Field(default=None, ge=1)
    weeks: int | None = Field(default=None, ge=1)
    months: int | None = Field(default=None, ge=1)
    years: int | None = Field(default=None, ge=1)

    @property
    def unit(self) -> str:
        """The unit that is given."""
        return next(name for name, amount in self if amount is not None)

    @property
    def amount(self) -> int:
        """How many of that unit."""
        return int(getattr(self, self.unit))

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if sum(amount is not None for _, amount in self) != 1:
            raise ValueError("names exactly one of days, weeks, months, years")
        return self


class Holiday(Strict):
    """A day of the library that is a general holiday for terms."""

    name: str
    title: str
    article: str


class GeneralTerms(Cited):
    """When the end of a term moves on (Algemene termijnenwet).

    Attributes:
        holidays: days that count, by their name in the library.
        designated: further days, made equal by royal decree.
        min_term_days, min_working_days: a term of at least so many days holds so many working days.
        not_over: a term described in more than this, in its own unit, does not move.
    """

    articles: tuple[str, ...]
    holidays: tuple[Holiday, ...] = Field(min_length=1)
    designated: tuple[date, ...]
    min_term_days: int = Field(ge=1)
    min_working_days: int = Field(ge=0)
    not_over: Mapping[Literal["days", "weeks", "months", "years"], int]


class Suspension(Strict):
    """Between two events a term stands still.

    Attributes:
        first: whether the day of the first event already counts.
        last: whether the day of the last event still counts.
        limit: clock after whose last day it goes on no longer.
    """

    from_: str = Field(alias="from")
    until: tuple[str, ...]
    first: Literal["same_day", "next_day"]
    last: Literal["day_before", "same_day"]
    limit: str | None = None
    article: str


class Extension(Strict):
    """An event that makes a term longer, at most so often and by at most so many weeks."""

    event: str
    weeks: int | None = Field(ge=1)
    times: int = Field(ge=1)


class Hold(Strict):
    """Between two events nothing may be done, although the term goes on."""

    from_: str = Field(alias="from")
    until: tuple[str, ...]


class ClockRule(Strict):
    """One clock.

    Attributes:
        term: kind of decision term that it is for; None: for every file.
        starts: event with which it starts; None: when the clock `starts_when_lapsed` has run out.
        which: the first or the last such event counts.
        set_by_event: the event itself may name the last day.
        reached: events that end it.
    """

    code: str
    title: str
    article: str
    term: str | None = None
    starts: str | None = None
    starts_when_lapsed: str | None = None
    which: Literal["first", "last"] = "first"
    length: Length
    source: str
    set_by_event: bool = False
    extension: Extension | None = None
    suspensions: tuple[Suspension, ...] = ()
    held: Hold | None = None
    reached: tuple[str, ...]

    @property
    def events(self) -> frozenset[str]:
        """Every kind of event that it looks at."""
        named = {*self.reached, *(s.from_ for s in self.suspensions)}
        named |= {kind for s in self.suspensions for kind in s.until}
        named |= {self.starts} if self.starts else set()
        named |= {self.extension.event} if self.extension else set()
        return frozenset(named | ({self.held.from_, *self.held.until} if self.held else set()))

    @model_validator(mode="after")
    def _starts_once(self) -> Self:
        if (self.starts is None) is (self.starts_when_lapsed is None):
            raise ValueError("names one of starts and starts_when_lapsed")
        return self


class ClockRules(Cited):
    """Every clock, in the order in which they are read; one names only clocks above it."""

    register_look_back_years: int = Field(ge=1)
    clocks: tuple[ClockRule, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        above: set[str] = set()
        seen: set[tuple[str, str | None]] = set()
        for rule in self.clocks:
            named = {s.limit for s in rule.suspensions} | {rule.starts_when_lapsed}
            if missing := sorted(name for name in named if name and name not in above):
                raise ValueError(f"{rule.code}: no clock {', '.join(missing)} above it")
            if (rule.code, rule.term) in seen:
                raise ValueError(f"{rule.code} stands there twice")
            seen.add((rule.code, rule.term))
            above.add(rule.code)
        return self
