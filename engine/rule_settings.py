"""Settings of rules and what follows from them: freshness, limits, score, list, map, precision."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, field_validator

from engine.strict import Cited, Strict
from engine.tables import Gate


class Freshness(Cited):
    """Age in days above which a register is stale on `as_of`."""

    registers: Mapping[str, int]
    other: int = Field(ge=0)

    def limit(self, register: str) -> int:
        """Days that a delivery of `register` stays fresh, closed."""
        return self.registers.get(register, self.other)


class Recency(Strict):
    """One step of the recency factor: newest evidence later than `as_of - up_to_months`."""

    up_to_months: int | None = Field(default=None, ge=1)
    factor: float = Field(ge=0, le=1)


class Bands(Strict):
    """Lower bounds of the bands, closed."""

    low: float
    medium: float
    high: float


class ScoreSettings(Cited):
    """How points add up."""

    recency: tuple[Recency, ...]
    expires_months: int = Field(ge=1)
    family_cap: float = Field(gt=0)
    total_cap: float = Field(gt=0)
    bands: Bands
    context_max_points: float = Field(ge=0)


class EligibilitySettings(Cited):
    """When a location may stand on the list."""

    min_registers: int = Field(ge=1)
    min_families: int = Field(ge=1)
    min_scenarios: int = Field(ge=0)
    recent_months: int = Field(ge=1)
    combined_min_registers: int = Field(ge=1)


class WorklistSettings(Cited):
    """Composition of the weekly list."""

    ranked: int = Field(ge=0)
    random: int = Field(ge=0)
    min_random_share: float = Field(ge=0, le=1)
    max_total: int = Field(ge=1)
    lapse_weeks: int = Field(ge=1)


class SecondReader(Strict):
    """A judgement that somebody else must read too; `band` None means any."""

    verdict: str
    band: str | None = None


class ReviewSettings(Cited):
    """What a judgement needs before it counts, and when acceptance gives a warning.

    Attributes:
        second_reader: judgements that wait for a second person.
        min_seconds: shortest review, from opening the location; not asked where it is not known.
        most_per_week: judgements of one reviewer in an ISO week; None: no limit.
        accepted_share: share of the highest band found right from which on there is a warning.
        accepted_over: over so many of the newest first judgements.
    """

    second_reader: tuple[SecondReader, ...]
    min_seconds: int = Field(ge=0)
    most_per_week: int | None = Field(ge=1)
    accepted_share: float = Field(gt=0, le=1)
    accepted_over: int = Field(ge=1)


class CapacitySettings(Cited):
    """How much work people can do; the workbench sets every change of the packs against it.

    Attributes:
        list_per_week: locations that can be looked at in a week, both arms together.
        max_new_eligible_per_year: more new eligible locations than this: raise thresholds.
        triage_minutes: one location from list to judgement.
    """

    list_per_week: int = Field(ge=1)
    max_new_eligible_per_year: int = Field(ge=0)
    triage_minutes: float = Field(gt=0)


class CareSettings(Cited):
    """What comes before every measure against the premises.

    Attributes:
        families: a route of one of these holds a closure back.
        closing_codes: codes of instruments that close the premises.
        closing_words: an instrument or action with a word that starts so closes too.
    """

    families: tuple[str, ...]
    closing_codes: tuple[str, ...]
    closing_words: tuple[str, ...]


class TodaySettings(Cited):
    """What the page of today tells.

    Attributes:
        soon_days: how many days ahead a last day or a meeting is told; 0 is today only.
        pause_minutes: looks further apart than this are two visits.
        most: how many last days are told one by one.
    """

    soon_days: int = Field(ge=0, le=60)
    pause_minutes: int = Field(ge=1)
    most: int = Field(ge=1, le=50)


class Tiles(Strict):
    """A background map of a tile server; who runs it sees which squares are looked at.

    Attributes:
        url: of one tile, with `{z}`, `{x}` and `{y}`.
        attribution: whose map it is, as its licence asks.
    """

    url: str = Field(pattern=r"^https?://\S+\{z\}\S*$")
    attribution: str = Field(min_length=1)


_TRAITS = ("zone", "land_use", "uses", "groups", "size", "year", "distance")


class SimilarSettings(Cited):
    """When another location of the same kind is like one.

    Attributes:
        weights: by trait, every trait once; 0 leaves one out. The order is that of the reasons.
        years_apart: years of building this far apart, or further, say nothing.
        metres_apart: locations this far apart, or further, are not near.
        min_share: weighed share of what is the same from which on it is told; closed.
        most: how many are told.
    """

    weights: dict[str, float]
    years_apart: int = Field(ge=1)
    metres_apart: float = Field(gt=0)
    min_share: float = Field(ge=0, le=1)
    most: int = Field(ge=1, le=50)

    @field_validator("weights")
    @classmethod
    def _every_trait(cls, weights: dict[str, float]) -> dict[str, float]:
        if sorted(weights) != sorted(_TRAITS):
            raise ValueError(f"names exactly the traits {', '.join(_TRAITS)}")
        if min(weights.values()) < 0 or not sum(weights.values()):
            raise ValueError("weights are 0 or more, and not all 0")
        return weights


class MapSettings(Cited):
    """Hexagons of the map.

    Attributes:
        windows_months: windows of hits that may be chosen, from short to long; a few fixed ones,
            so that two of them do not differ by the fact of one day.
        most_points: with more places than this a point stands for several.
        points_resolution: those of one hexagon of this size (H3).
        tiles: None: no background map, and nothing is asked over the network.
    """

    resolution: int = Field(ge=0, le=15)
    min_locations: int = Field(ge=2)
    windows_months: tuple[Annotated[int, Field(ge=1)], ...]
    most_points: int = Field(ge=1)
    points_resolution: int = Field(ge=0, le=15)
    tiles: Tiles | None


class DensitySettings(Cited):
    """The smooth surface over the hexagons of the map.

    Attributes:
        bandwidth_m: how far a hexagon reaches, from its centre.
        resolution: of the small hexagons of the surface (H3), finer than those of the map.
        min_with_hits: fewest locations with a hit within reach where there is a surface.
    """

    bandwidth_m: float = Field(gt=0, le=20_000)
    resolution: int = Field(ge=1, le=12)
    min_with_hits: int = Field(ge=2)


class RouteStart(Strict):
    """Where a day of inspections begins, in RD metres."""

    label: str = Field(min_length=1)
    x: float
    y: float


class RouteSettings(Cited):
    """Routes along locations; `start` None: a route begins at its first location."""

    start: RouteStart | None


class HotspotSettings(Cited):
    """When a hexagon of the map stands out.

    Attributes:
        min_hexagons: fewer hexagons than this are not tested.
        min_with_hits: fewest locations with a hit, in a hexagon and its neighbours, of a hot one.
        max_q: largest chance, corrected for the number of hexagons, that still counts; closed.
    """

    min_hexagons: int = Field(ge=3)
    min_with_hits: int = Field(ge=2)
    max_q: float = Field(gt=0, lt=1)


class FeatureSettings(Cited):
    """Limits of the database in which features run; a folder of rules cannot lift them."""

    memory_mb: int = Field(ge=64, le=32_768)
    seconds: float = Field(gt=0, le=600)
    sessions: int = Field(ge=1, le=64)


class PrecisionSettings(Cited):
    """When the judgements of a rule say enough to propose its demotion.

    Attributes:
        confidence: of every interval.
        min_judgements: with fewer than this many, right or wrong, nothing is proposed.
    """

    confidence: float = Field(gt=0, lt=1)
    min_judgements: int = Field(ge=1)


class SkewSettings(Cited):
    """When a difference between groups of locations is told.

    Attributes:
        confidence: of every interval.
        min_hits: of a rule in the whole run.
        min_locations: in a group, and outside it.
        min_ratio, max_ratio: share of a group over that of the base; from and to are no skew.
    """

    confidence: float = Field(gt=0, lt=1)
    min_hits: int = Field(ge=1)
    min_locations: int = Field(ge=1)
    min_ratio: float = Field(gt=0, le=1)
    max_ratio: float = Field(ge=1)


class CaseSettings(Cited):
    """Which facts beyond the weekly scan a person may read once something was opened.

    Attributes:
        opens: gates by kind of case: `signal`, `case`, `bibob`.
        purposes: by kind of case; only a rule that may be used for one of them is judged in it.
    """

    opens: dict[str, tuple[Gate, ...]]
    purposes: dict[str, tuple[str, ...]]

    @field_validator("opens", "purposes")
    @classmethod
    def _every_kind(cls, by_kind: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        kinds = ("signal", "case", "bibob")
        if sorted(by_kind) != sorted(kinds):
            raise ValueError(f"names exactly the kinds {', '.join(kinds)}")
        return by_kind

    @field_validator("opens")
    @classmethod
    def _beyond_the_scan(cls, opens: dict[str, tuple[Gate, ...]]) -> dict[str, tuple[Gate, ...]]:
        if any(gate.in_scan for gates in opens.values() for gate in gates):
            raise ValueError("O and G1 are read every week: name G2, G3 or G4 only")
        return opens


class NetworkSettings(Cited):
    """When one company succeeds another, and from where on a node is too busy to mean anything.

    Attributes:
        succession_months: a successor starts on the object within so many months of the end.
        vacated_months: the earlier company left the object at most so long before its end.
        hub_limit: with more neighbours than this by one kind of relation a node is a hub.
        hub_reasons: an address declared for one of these reasons is a hub, however few it has.
    """

    succession_months: int = Field(ge=1)
    vacated_months: int = Field(ge=0)
    hub_limit: int = Field(ge=1)
    hub_reasons: tuple[str, ...]
