"""Settings: every number that is a choice, in `rules/settings.yml`, checked with file and line."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from engine import yaml_file
from engine.errors import SettingsError

SHIPPED_RULES = Path(__file__).resolve().parent.parent / "rules"
"""The packs, features and settings that came with this installation."""


class Strict(BaseModel):
    """A part of a settings file; unknown keys and numbers without a value are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Cited(Strict):
    """A block of settings that says where its numbers come from and who checked them."""

    source: str
    verified: bool


class LocationSettings(Cited):
    """How locations and yards are formed."""

    outer_density: int = Field(ge=1)
    outer_radius_m: float = Field(gt=0)
    yard_distance_m: float = Field(gt=0)
    yard_max_units: int | None = Field(default=None, ge=1)
    former_member_months: int = Field(ge=0)
    min_building_m2: float = Field(ge=0)


class MatchingSettings(Cited):
    """When an address text counts as found."""

    fuzzy_min_score: float = Field(ge=0, le=100)
    fuzzy_min_margin: float = Field(ge=0, le=100)
    point_outer_max_m: float = Field(ge=0)


class NameSettings(Cited):
    """Whose name counts as well known locally, and which likeness is kept.

    Attributes:
        brand_min_years: how long it was there before the one that resembles it.
        brand_min_employees: working persons of a well-known business, closed.
        min_likeness: Jaro-Winkler from where on a pair is kept; a rule may ask for more.
        min_letters: shorter names are not compared, because they are alike by chance.
    """

    brand_min_years: float = Field(ge=0)
    brand_min_employees: int = Field(ge=1)
    min_likeness: float = Field(gt=0, le=1)
    min_letters: int = Field(ge=1)


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


class MapSettings(Cited):
    """Hexagons of the map."""

    resolution: int = Field(ge=0, le=15)
    min_locations: int = Field(ge=2)


class AuditSettings(Cited):
    """What every entry of the processing log says about the processing as a whole."""

    processing_id: str
    processing_name: str
    activity_id: str
    activity_url: str
    confidentiality: str
    retention: str = Field(pattern=r"^P\d+[DMY]$")
    performed_by: str
    system: str


class ArchiveSettings(Cited):
    """Limits of one delivery against archives that explode."""

    max_depth: int = Field(ge=1)
    max_unpacked_bytes: int = Field(ge=1)
    max_ratio: float = Field(gt=1)
    max_entries: int = Field(ge=1)


class FeatureSettings(Cited):
    """Limits of the database in which features run; a folder of rules cannot lift them."""

    memory_mb: int = Field(ge=64, le=32_768)
    seconds: float = Field(gt=0, le=600)
    sessions: int = Field(ge=1, le=64)


class BagSettings(Cited):
    """What means unknown in the BAG, and how its geometry is repaired."""

    dummy_built_years: tuple[int, ...]
    min_built_year: int
    built_year_ahead: int = Field(ge=0)
    dummy_areas_m2: tuple[int, ...]
    sliver_m2: float = Field(ge=0)
    memory_mb: int = Field(ge=64)


class CrossCheckSettings(Cited):
    """How much a run tells about two products of one register that differ."""

    shown_ids: int = Field(ge=0)


class BoundarySettings(Cited):
    """When a boundary file is believed; ranges are closed."""

    min_own_inside: float = Field(ge=0, le=1)
    max_foreign_inside: float = Field(ge=0, le=1)
    rd_x_m: tuple[float, float]
    rd_y_m: tuple[float, float]
    lon_degrees: tuple[float, float]
    lat_degrees: tuple[float, float]


class LiveSettings(Cited):
    """How live transports ask: patience, pace, and how long a copy is kept."""

    timeout_seconds: float = Field(gt=0)
    attempts: int = Field(ge=1)
    first_wait_seconds: float = Field(ge=0)
    max_wait_seconds: float = Field(ge=0)
    later_wait_seconds: float = Field(ge=0)
    concurrency: int = Field(ge=1)
    requests_per_second: int = Field(ge=1)
    max_answer_bytes: int = Field(ge=1)
    max_pages: int = Field(ge=1)
    keep_days: int = Field(ge=1)


class GeocodingSettings(Cited):
    """How the addresses that did not match are asked: `dijkwacht sources geocode`."""

    url: str
    rows: int = Field(ge=1)
    max_texts: int = Field(ge=1)
    requests_per_second: int = Field(ge=1)


class BagApiSettings(Cited):
    """How single objects are asked: `dijkwacht sources bag`."""

    url: str
    requests_per_second: int = Field(ge=1, le=50)


class UrbanitySettings(Cited):
    """How the density of addresses around an address is counted and named.

    Attributes:
        radius_m: addresses within this distance count.
        class_limits: lower bounds, closed, of the classes 1 to 4, from high to low.
        near_share: a density this near to a limit, as a share of it, may fall in the next class.
    """

    radius_m: float = Field(gt=0)
    class_limits: tuple[float, float, float, float]
    near_share: float = Field(ge=0, lt=1)


class CbsSettings(Cited):
    """How figures of areas are read.

    Attributes:
        unknown_at_or_below: a figure this low says that there is none.
        total_keys: keys of rows that add up the other rows.
        ended_tables: tables that are no longer filled -> their last year.
        months: how many of the newest months are asked when a source does not list periods.
    """

    unknown_at_or_below: float = Field(lt=0)
    total_keys: tuple[str, ...]
    ended_tables: Mapping[str, int]
    months: int = Field(ge=1)


class RetentionSettings(Cited):
    """What must be destroyed, and when."""

    insolvency_months_after_end: int = Field(ge=0)
    run_weeks: int = Field(ge=1)


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
    """

    confidence: float = Field(gt=0, lt=1)
    min_hits: int = Field(ge=1)
    min_locations: int = Field(ge=1)


class Settings(Strict):
    """Everything in `rules/settings.yml`, and where that folder is."""

    locations: LocationSettings
    matching: MatchingSettings
    names: NameSettings
    freshness_days: Freshness
    score: ScoreSettings
    eligibility: EligibilitySettings
    worklist: WorklistSettings
    capacity: CapacitySettings
    care: CareSettings
    map: MapSettings
    audit: AuditSettings
    archives: ArchiveSettings
    features: FeatureSettings
    bag: BagSettings
    cross_check: CrossCheckSettings
    boundaries: BoundarySettings
    live: LiveSettings
    geocoding: GeocodingSettings
    bag_api: BagApiSettings
    urbanity: UrbanitySettings
    cbs: CbsSettings
    retention: RetentionSettings
    precision: PrecisionSettings
    skew: SkewSettings
    rules: Path = SHIPPED_RULES


def load_settings(rules: Path | None = None) -> Settings:
    """Read `settings.yml` of a rules folder, by default the shipped one.

    Raises:
        SettingsError: the folder has no such file, or a key in it is wrong.
    """
    folder = rules or SHIPPED_RULES
    settings = _load(folder / "settings.yml", Settings)
    return settings.model_copy(update={"rules": folder})


def _load(file: Path, model: type[Settings]) -> Settings:
    try:
        return yaml_file.load(file, model)
    except yaml_file.YamlProblems as error:
        raise settings_error(error) from error


def settings_error(error: yaml_file.YamlProblems) -> SettingsError:
    """All problems of one YAML file as one error, in order of line."""
    first, *rest = error.problems
    more = "".join(f"\n{error.file}:{p.line or 1}: {p.what}" for p in rest)
    return SettingsError(first.what + more, file=error.file, line=first.line)
