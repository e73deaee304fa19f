"""Settings and `sources.yaml`: what people configure, checked once, with file and line.

`rules/settings.yml` holds every number that is a choice; `sources.yaml` says which
deliveries a municipality has. Both forbid unknown keys.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from engine import yaml_file
from engine.errors import SettingsError

SHIPPED_RULES = Path(__file__).resolve().parent.parent / "rules"
"""The packs, features and settings that came with this installation."""


class Strict(BaseModel):
    """A part of a settings file; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    """Limits of the database in which features run."""

    memory_mb: int = Field(ge=64)
    seconds: float = Field(gt=0)


class BagSettings(Cited):
    """What means unknown in the BAG, and how its geometry is repaired."""

    dummy_built_years: tuple[int, ...]
    min_built_year: int
    built_year_ahead: int = Field(ge=0)
    dummy_areas_m2: tuple[int, ...]
    sliver_m2: float = Field(ge=0)
    memory_mb: int = Field(ge=64)


class BoundarySettings(Cited):
    """When a boundary file is believed; ranges are closed."""

    min_own_inside: float = Field(ge=0, le=1)
    max_foreign_inside: float = Field(ge=0, le=1)
    rd_x_m: tuple[float, float]
    rd_y_m: tuple[float, float]
    lon_degrees: tuple[float, float]
    lat_degrees: tuple[float, float]


class Settings(Strict):
    """Everything in `rules/settings.yml`, and where that folder is."""

    locations: LocationSettings
    matching: MatchingSettings
    freshness_days: Freshness
    score: ScoreSettings
    eligibility: EligibilitySettings
    worklist: WorklistSettings
    map: MapSettings
    audit: AuditSettings
    archives: ArchiveSettings
    features: FeatureSettings
    bag: BagSettings
    boundaries: BoundarySettings
    rules: Path = SHIPPED_RULES


def load_settings(rules: Path | None = None) -> Settings:
    """Read `settings.yml` of a rules folder, by default the shipped one.

    Raises:
        SettingsError: the folder has no such file, or a key in it is wrong.
    """
    folder = rules or SHIPPED_RULES
    settings = _load(folder / "settings.yml", Settings)
    return settings.model_copy(update={"rules": folder})


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class TableFormat(Strict):
    """How a `table` delivery writes its cells.

    Attributes:
        delimiter: one character between cells of a CSV.
        date: strptime pattern of dates.
        decimal: decimal sign; "," implies "." between thousands.
        sheet: XLSX sheet by name or 1-based number; the first when left out.
        records: JSON path to the list of records (`a.b`); the top level when left out.
    """

    delimiter: str = ","
    encoding: str = "utf-8"
    date: str = "%Y-%m-%d"
    decimal: str = "."
    sheet: str | int | None = None
    records: str | None = None


class SourceSpec(Strict):
    """One entry of `sources:` in `sources.yaml`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    connector: str
    path: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = ()
    url: str | None = None
    delivered_on: date | None = None
    privacy_check: str | None = None
    register_name: str | None = Field(default=None, alias="register")
    optional: bool = False
    table: str | None = None
    format: TableFormat = TableFormat()
    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str | bool | int]] = {}
    ignore: tuple[str, ...] = ()
    crs: str | None = None


class Sources(Strict):
    """`sources.yaml`: the municipality's deliveries."""

    municipality: str = Field(pattern=r"^[0-9]{4}$")
    sources: tuple[SourceSpec, ...]
    zones: str | None = None


@dataclass(frozen=True, slots=True)
class SourcesFile:
    """A checked `sources.yaml`, and where its entries stand."""

    file: Path
    sources: Sources
    document: yaml_file.Document

    def line(self, *path: str | int) -> int:
        """1-based line of a part of the file, such as `("sources", 2, "columns")`."""
        return self.document.line(path)

    def fail(self, what: str, *path: str | int) -> SettingsError:
        """An error at a part of this file, for the caller to raise."""
        return SettingsError(what, file=self.file, line=self.line(*path))


def load_sources(file: Path) -> SourcesFile:
    """Read `sources.yaml`; tables, columns and connectors are checked by `connectors.check`.

    Raises:
        SettingsError: unreadable, unknown key, wrong type, two sources with one id.
    """
    try:
        document = yaml_file.read(file)
        sources = yaml_file.validate(document, Sources)
    except yaml_file.YamlProblems as error:
        raise _settings_error(error) from error
    seen: dict[str, int] = {}
    for index, source in enumerate(sources.sources):
        line = document.line(("sources", index, "id"))
        if source.id in seen:
            what = f"source id {source.id!r} stands at line {seen[source.id]} too: ids are unique"
            raise SettingsError(what, file=file, line=line)
        seen[source.id] = line
    return SourcesFile(file, sources, document)


def secret(value: str, *, file: Path | None = None) -> str:
    """Resolve `env:NAME` from the environment.

    Raises:
        SettingsError: the value is written out instead of named, or the variable is not set.
    """
    kind, _, name = value.partition(":")
    if kind != "env" or not name:
        raise SettingsError("secrets are given as env:NAME, never written out", file=file)
    if name not in os.environ:
        raise SettingsError(f"environment variable {name} is not set", file=file)
    return os.environ[name]


def _load(file: Path, model: type[Settings]) -> Settings:
    try:
        return yaml_file.load(file, model)
    except yaml_file.YamlProblems as error:
        raise _settings_error(error) from error


def _settings_error(error: yaml_file.YamlProblems) -> SettingsError:
    first, *rest = error.problems
    more = "".join(f"\n{error.file}:{p.line or 1}: {p.what}" for p in rest)
    return SettingsError(first.what + more, file=error.file, line=first.line)
