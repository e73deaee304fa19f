"""Settings: every number that is a choice, in `rules/settings.yml`, checked with file and line."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from engine import yaml_file
from engine.errors import SettingsError
from engine.register_settings import (
    ArchiveSettings,
    AuditSettings,
    BagApiSettings,
    BagSettings,
    BoundarySettings,
    CbsSettings,
    CrossCheckSettings,
    GeocodingSettings,
    LiveSettings,
    LocationSettings,
    MatchingSettings,
    NameSettings,
    RetentionSettings,
    UrbanitySettings,
)
from engine.rule_settings import (
    CapacitySettings,
    CareSettings,
    CaseSettings,
    DensitySettings,
    EligibilitySettings,
    FeatureSettings,
    Freshness,
    HotspotSettings,
    MapSettings,
    NetworkSettings,
    PrecisionSettings,
    ReviewSettings,
    RouteSettings,
    ScoreSettings,
    SimilarSettings,
    SkewSettings,
    TodaySettings,
    WorklistSettings,
)
from engine.strict import Strict
from engine.yaml_file import Model

SHIPPED_RULES = Path(__file__).resolve().parent.parent / "rules"
"""The packs, features and settings that came with this installation."""


class Settings(Strict):
    """Everything in `rules/settings.yml`, and where that folder is."""

    locations: LocationSettings
    matching: MatchingSettings
    names: NameSettings
    freshness_days: Freshness
    score: ScoreSettings
    eligibility: EligibilitySettings
    worklist: WorklistSettings
    review: ReviewSettings
    capacity: CapacitySettings
    care: CareSettings
    today: TodaySettings
    similar: SimilarSettings
    map: MapSettings
    hotspots: HotspotSettings
    density: DensitySettings
    routes: RouteSettings
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
    network: NetworkSettings
    cases: CaseSettings
    rules: Path = SHIPPED_RULES


def load_settings(rules: Path | None = None) -> Settings:
    """Read `settings.yml` of a rules folder, by default the shipped one.

    Raises:
        SettingsError: the folder has no such file, or a key in it is wrong.
    """
    folder = rules or SHIPPED_RULES
    settings = load_file(folder / "settings.yml", Settings)
    return settings.model_copy(update={"rules": folder})


def load_file(file: Path, model: type[Model]) -> Model:
    """One YAML file of a rules folder.

    Raises:
        SettingsError: it is not there or something in it is wrong; everything is named, with line.
    """
    try:
        return yaml_file.load(file, model)
    except yaml_file.YamlProblems as error:
        raise settings_error(error) from error


def load_kept(file: Path, model: type[Model]) -> Model:
    """As `load_file`; read once and again when the file changed, so never to be changed itself.

    Raises:
        SettingsError: as `load_file`.
    """
    try:
        changed = file.stat().st_mtime_ns
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    found: Model = _kept(file, model, changed)
    return found


@lru_cache(maxsize=16)
def _kept(file: Path, model: Any, changed: int) -> Any:  # noqa: ANN401 (a cache has no type of its own)
    del changed
    return load_file(file, model)


def settings_error(error: yaml_file.YamlProblems) -> SettingsError:
    """All problems of one YAML file as one error, in order of line."""
    first, *rest = error.problems
    more = "".join(f"\n{error.file}:{p.line or 1}: {p.what}" for p in rest)
    return SettingsError(first.what + more, file=error.file, line=first.line)
