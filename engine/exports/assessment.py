"""What the rules make of one location: routes to a person, hits, what speaks against them."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.exports import care, outcomes
from engine.exports.outcomes import RuleOutcome
from engine.rule_settings import CareSettings, ScoreSettings
from engine.scoring.waterfall import Step, waterfall
from engine.settings import load_settings
from engine.snapshot import Run

_MITIGATING = "mitigating"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules make of it: left out of the neutral dossier.

    Attributes:
        routes: hits that send the location to a person; they have no points and come first.
        notices: why no closure is suggested here (Dutch); empty when nothing holds it back.
        hits: the other hits but mitigating ones, by weight.
    """

    score: float
    band: str
    eligible: bool
    families: tuple[str, ...]
    registers: tuple[str, ...]
    routes: tuple[RuleOutcome, ...]
    notices: tuple[str, ...]
    hits: tuple[RuleOutcome, ...]
    mitigating: tuple[RuleOutcome, ...]
    waterfall: tuple[Step, ...]
    unknown: tuple[RuleOutcome, ...]


def build(run: Run, location: Mapping[str, Any], hits: Sequence[Mapping[str, Any]]) -> Assessment:
    """Sort what the rules of a run said of one location.

    Args:
        run: the run, with its rules and settings.
        location: its row of `locations`.
        hits: its rows of `hits`, by rule id.
    """
    found = [row for row in hits if row["outcome"] == "HIT"]
    seen = [outcomes.read(row, run) for row in found]
    routes = care.routes(run, seen)
    protecting = care.protecting(routes, _care(run))
    shown = [care.without_closing(o, _care(run)) for o in seen] if protecting else seen
    routed = {route.rule_id for route in routes}
    others = [o for o in shown if o.rule_id not in routed]
    settings = ScoreSettings.model_validate(run.meta["settings"]["score"])
    return Assessment(
        score=location["score"],
        band=location["band"],
        eligible=location["eligible"],
        families=tuple(location["families"]),
        registers=tuple(location["registers"]),
        routes=tuple(_unweighed(o) for o in shown if o.rule_id in routed),
        notices=care.notices(protecting),
        hits=tuple(sorted((o for o in others if o.role != _MITIGATING), key=_by_weight)),
        mitigating=tuple(sorted((o for o in others if o.role == _MITIGATING), key=_by_weight)),
        waterfall=waterfall(found, settings=settings),
        unknown=tuple(outcomes.read(row, run) for row in hits if row["outcome"] == "UNKNOWN"),
    )


def without_routes(found: Assessment) -> Assessment:
    """The same assessment without a trace of care routes: what a Bibob file may hold.

    What was held back stays held back.
    """
    return dataclasses.replace(
        found,
        routes=(),
        notices=(),
        hits=tuple(o for o in found.hits if o.role != care.ROUTE),
        unknown=tuple(o for o in found.unknown if o.role != care.ROUTE),
    )


def _unweighed(route: RuleOutcome) -> RuleOutcome:
    """That a route has no points needs no reason beside it."""
    return dataclasses.replace(route, reason=None)


def _care(run: Run) -> CareSettings:
    """The run's own settings; those of today for a run made before there were any."""
    told = run.meta["settings"].get("care")
    return CareSettings.model_validate(told) if told else load_settings().care


def _by_weight(outcome: RuleOutcome) -> tuple[float, str]:
    return -abs(outcome.applied_points), outcome.rule_id
