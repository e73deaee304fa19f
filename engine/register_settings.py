"""Settings of what comes in and is kept: sources, archives, places, names, log and retention."""

from collections.abc import Mapping

from pydantic import Field

from engine.strict import Cited


class LocationSettings(Cited):
    """How locations and yards are formed.

    Attributes:
        road_min_width_m: a public road wider than this ends a yard, when the zones file has it.
    """

    outer_density: int = Field(ge=1)
    outer_radius_m: float = Field(gt=0)
    yard_distance_m: float = Field(gt=0)
    yard_max_units: int | None = Field(default=None, ge=1)
    former_member_months: int = Field(ge=0)
    min_building_m2: float = Field(ge=0)
    road_min_width_m: float = Field(gt=0)


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


class AuditSettings(Cited):
    """What every entry of the processing log says about the processing as a whole.

    Attributes:
        retention: how long an entry is kept, as an ISO 8601 duration of days, months or years.
        sample: how many entries a month the FG looks at.
    """

    processing_id: str
    processing_name: str
    activity_id: str
    activity_url: str
    confidentiality: str
    retention: str = Field(pattern=r"^P\d+[DMY]$")
    performed_by: str
    system: str
    sample: int = Field(ge=1)


class ArchiveSettings(Cited):
    """Limits of one delivery against archives that explode."""

    max_depth: int = Field(ge=1)
    max_unpacked_bytes: int = Field(ge=1)
    max_ratio: float = Field(gt=1)
    max_entries: int = Field(ge=1)


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
