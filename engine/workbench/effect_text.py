"""What a change does, in Dutch lines for the terminal and as plain data."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Any

from engine.errors import WorkbenchError
from engine.exports.words import WORDS
from engine.workbench.changes import shown
from engine.workbench.effects import Effect, LocationEffect, RuleEffect
from engine.workbench.workload import Workload

_SHOWN = 25
_PLACES = ("locations", "entering", "leaving", "other_band")
_BAND = WORDS["band"]


def to_text(effect: Effect) -> str:
    """The effect as lines of text, ending without a newline."""
    tried = "; ".join(
        f"{change} (nu {shown(before)})"
        for change, before in zip(effect.changes, effect.values_before, strict=True)
    )
    lines = [f"{effect.run}: wat als {tried or 'niets verandert'}", *rule_lines(effect.rules)]
    lines += location_lines(effect.moved)
    lines += load_lines(effect.load_before, effect.load_after)
    lines += remark_lines(effect.remarks)
    return "\n".join(lines)


def to_data(effect: Effect) -> dict[str, Any]:
    """The effect as plain data for JSON, without the full tables."""
    return {
        "run": effect.run,
        "changes": [
            {**dataclasses.asdict(change), "before": before}
            for change, before in zip(effect.changes, effect.values_before, strict=True)
        ],
        "rules": [dataclasses.asdict(rule) for rule in effect.rules],
        "locations": [dataclasses.asdict(one) for one in effect.moved],
        "entering": [one.location_id for one in effect.entering],
        "leaving": [one.location_id for one in effect.leaving],
        "other_band": [one.location_id for one in effect.other_band],
        "load": {
            "before": dataclasses.asdict(effect.load_before),
            "after": dataclasses.asdict(effect.load_after),
            "is_too_much": effect.load_after.is_too_much,
        },
        "remarks": list(effect.remarks),
    }


def summary(effect: Effect) -> str:
    """The effect as JSON text to lie beside a proposal: counts and rules, not one place."""
    return without_places(json.dumps(to_data(effect), default=str))


def without_places(text: str) -> str:
    """What `whatif --format json` wrote, with counts where it lists places.

    Raises:
        WorkbenchError: the text is not what a what-if writes.
    """
    try:
        told = dict(json.loads(text))
        for places in _PLACES:
            if not isinstance(told[places], int):
                told[places] = len(told[places])
    except (TypeError, ValueError, KeyError) as error:
        raise WorkbenchError(
            "geen uitkomst van een wat-als ({error}): maak hem opnieuw met `dijkwacht rules "
            "whatif --format json`",
            error=str(error),
        ) from error
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def rule_lines(rules: Sequence[RuleEffect]) -> Iterator[str]:
    """A heading, and one or two lines per rule."""
    if rules:
        yield "\nRegels"
    for rule in rules:
        follows = "" if rule.is_changed else " (volgt uit een onderdeel)"
        yield f"  {rule.rule_id} {rule.title}{follows}"
        came = f"+{rule.appeared}, -{rule.disappeared}"
        hits = f"treffers {rule.hits_before} -> {rule.hits_after} ({came})"
        yield f"    {hits}; onbekend {rule.unknown_before} -> {rule.unknown_after}"


def location_lines(moved: Sequence[LocationEffect]) -> Iterator[str]:
    """Who enters, who leaves and whose band changes; long lists are cut and say so."""
    for title, chosen in (
        ("Komt erbij", [one for one in moved if one.enters]),
        ("Valt af", [one for one in moved if one.leaves]),
        ("Andere band", [one for one in moved if one.changes_band]),
    ):
        yield f"\n{title}: {len(chosen)}"
        yield from (f"  {_location(one)}" for one in chosen[:_SHOWN])
        if len(chosen) > _SHOWN:
            yield f"  … en {len(chosen) - _SHOWN} andere (alle met --format json)"
    scores = [one for one in moved if not (one.enters or one.leaves or one.changes_band)]
    if scores:
        yield f"\nAlleen een andere score: {len(scores)}"


def load_lines(before: Workload, after: Workload) -> Iterator[str]:
    """What it asks of people, beside what they can do."""
    mark = "" if after.is_verified else " (te verifiëren)"
    yield "\nWerk"
    yield f"  komt in aanmerking: {before.eligible} -> {after.eligible}"
    yield (
        f"  nieuw, schatting: {shown(round(before.new_per_year, 1))} ->"
        f" {shown(round(after.new_per_year, 1))} per jaar,"
        f" {shown(round(after.new_per_week, 1))} per week"
    )
    yield (
        f"  capaciteit{mark}: {after.max_new_per_year} nieuwe per jaar, {after.list_per_week} op de"
        f" lijst per week ({shown(round(after.hours_per_week, 1))} uur triage)"
    )
    if after.weeks_of_list is not None:
        yield f"  de lijst is er {after.weeks_of_list} weken mee gevuld"
    if after.is_too_much:
        yield "  TE VEEL: verhoog drempels; een langere lijst helpt niet"


def remark_lines(remarks: Sequence[str]) -> Iterator[str]:
    """A heading and the remarks, or nothing."""
    if remarks:
        yield "\nLet op"
    yield from (f"  {remark}" for remark in remarks)


def _location(one: LocationEffect) -> str:
    bands = _BAND[one.band_after]
    if one.changes_band:
        bands = f"{_BAND[one.band_before]} -> {bands}"
    scores = f"{_points(one.score_before)} -> {_points(one.score_after)}"
    return f"{one.location_id} {one.label}: {bands} ({scores})"


def _points(score: float) -> str:
    return f"{score:.1f}".replace(".", ",")
