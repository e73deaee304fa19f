"""Rule packs and filters as people write them; unknown keys are errors.

Models hold what one entry can say about itself. What needs the other files (features, parts
of combined rules, ids over packs) is checked by `loader`.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from engine.strict import Strict
from engine.tables import Gate

RULE_ID = r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"
ALL_FAMILIES = "all"


class Status(StrEnum):
    """Life of a rule: in shadow, counting, counting with a suitability card, off."""

    EXPERIMENTAL = "experimental"
    TEST = "test"
    STABLE = "stable"
    DEPRECATED = "deprecated"

    @property
    def counts(self) -> bool:
        """True when its hits give points and make eligible."""
        return self in (Status.TEST, Status.STABLE)


class Role(StrEnum):
    """What a hit may do: put on the list, add, add a little, subtract, or call a person."""

    SCENARIO = "scenario"
    FACTOR = "factor"
    CONTEXT = "context"
    MITIGATING = "mitigating"
    ROUTE = "route"


class Outcome(StrEnum):
    """The three values of a rule at one location."""

    HIT = "HIT"
    NO_HIT = "NO_HIT"
    UNKNOWN = "UNKNOWN"


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _as_day(value: object) -> object:
    if type(value) is not date:
        raise ValueError("a day is written as 2027-06-01, without quotes and without a time")
    return value


Line = Annotated[StrictStr, Field(min_length=1, max_length=200, pattern=r"^[^\n\t]*$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
RuleId = Annotated[str, Field(pattern=RULE_ID)]
Texts = Annotated[tuple[StrictStr, ...], BeforeValidator(_as_tuple)]
Day = Annotated[date, BeforeValidator(_as_day)]
Parts = Annotated[tuple[RuleId, ...], Field(max_length=40)]
Param = StrictBool | StrictInt | StrictFloat | StrictStr | Day | list[StrictStr]
Fact = StrictBool | StrictInt | StrictFloat | StrictStr | Day | list[StrictStr] | None


class LegalBasis(Strict):
    """A text of law that the rule leans on, and whether a person has checked it."""

    text: str
    article: str | None = None
    version: str | None = None
    verified: StrictBool


class Suitability(Strict):
    """The card that a stable rule needs: five steps of suitability, and who answered them."""

    lawful: str = Field(min_length=1)
    proxy: str = Field(min_length=1)
    quality: str = Field(min_length=1)
    statistical: str = Field(min_length=1)
    substantive: str = Field(min_length=1)
    owner: str | None = None
    reviewed_by: str | None = None
    reviewed_on: Day | None = None


class Sbi(Strict):
    """Activity codes that the rule means, in both code sets; codes are quoted texts.

    A feature binds them as `$sbi_2008` and `$sbi_2025`.
    """

    sbi_2008: tuple[StrictStr, ...] = Field(default=(), alias="2008")
    sbi_2025: tuple[StrictStr, ...] = Field(default=(), alias="2025")


class Combine(Strict):
    """Parts of a combined rule; the three keys are joined by AND."""

    all: Parts = ()
    any: Parts = ()
    none: Parts = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Every rule id named, sorted, once."""
        return tuple(sorted({*self.all, *self.any, *self.none}))


class Case(Strict):
    """One written example: facts, or outcomes of parts, and what the rule must say."""

    name: Line
    facts: Mapping[str, Fact]
    expect: Outcome


class RuleText(Strict):
    """One rule as its pack writes it."""

    id: RuleId
    title: Line
    status: Status
    role: Role | None = None
    gate: Gate
    gate_parts: Mapping[str, Gate] = {}
    purpose: Texts = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    feature: Name | None = None
    params: Mapping[Name, Param] = {}
    hit_when: str | None = Field(default=None, max_length=5000)
    combine: Combine | None = None
    points: StrictInt | StrictFloat | Literal["context", "route"] | None = None
    family: str | None = Field(default=None, pattern=r"^([A-Z][A-Z0-9]*|all)$")
    correlated_group: Name | None = None
    expires_months: int | None = Field(default=None, ge=1, le=600)
    explain: str = Field(default="", max_length=2000)
    false_positives: Texts = ()
    instruments: Texts = ()
    barrier_step: str | None = None
    min_precision: float | None = Field(default=None, ge=0, le=1)
    review_before: Day | None = None
    sources: Texts = ()
    suitability: Suitability | None = None
    makes_eligible: StrictBool = False
    route_to: str | None = None
    action: str | None = None
    waits_for: Texts = ()
    sbi: Sbi | None = None
    cases: tuple[Case, ...] = ()


class Rule(RuleText):
    """One rule with its defaults filled in and its pack beside it.

    Attributes:
        points: 0 for a combined rule and for a route; negative when mitigating.
        expires_months: months after which a hit gives no points.
        hash: SHA-256 over the rule's content and its feature's text.
        condition_hash: the same over what alone decides a HIT; texts and points do not change it.
    """

    pack: str
    version: str
    owner: str
    role: Role
    points: float
    family: str
    expires_months: int | None
    hash: str = ""
    condition_hash: str = ""

    @property
    def is_on(self) -> bool:
        """True when it can be evaluated: switched on, and its inputs are there."""
        return self.status is not Status.DEPRECATED and not self.waits_for

    @property
    def is_scanned(self) -> bool:
        """True when the weekly scan evaluates it: in scan gate, switched on, inputs there."""
        return self.is_on and self.gate.in_scan

    @property
    def values(self) -> dict[str, bool | int | float | str | date | list[str]]:
        """Everything that `$name` may mean in its feature and predicate, but `as_of`."""
        codes = {} if self.sbi is None else self.sbi.model_dump()
        return {**self.params, **{name: list(of_set) for name, of_set in codes.items() if of_set}}


class Pack(Strict):
    """A pack's head; its rules are validated one by one, so that all findings come at once."""

    pack: str = Field(pattern=r"^[A-Z][A-Z0-9]*$")
    title: Line
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$", max_length=20)
    owner: Line
    rules: tuple[Mapping[str, object], ...] = Field(max_length=500)


class Filter(Strict):
    """A local exclusion: where and why a rule's hit does not count, for a while.

    Attributes:
        locations: location ids; `objects` are BAG ids of their units or buildings.
        when: predicate on `location.*`.
        starts_on, expires_on: first and last day, both included.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    rule: RuleId
    locations: Texts = ()
    objects: Texts = ()
    when: str | None = None
    owner: Line
    reason: Line
    starts_on: Day
    expires_on: Day


class Filters(Strict):
    """A file of filters; they are validated one by one."""

    filters: tuple[Mapping[str, object], ...]
