"""One past date of a backtest: register, rules and score, as plain data.

A source that cannot be used on the date makes what reads it UNKNOWN, and stops nothing.
"""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.progress import Progress, silent
from engine.register import build
from engine.register.build import Register
from engine.rules import evaluate
from engine.rules.loader import RuleSet
from engine.scoring import score
from engine.scoring.standing import BANDS, counting_rules
from engine.sources_file import SourcesFile
from engine.workbench.backtest_inputs import Inputs

_GAPS = {
    "no delivery": "geen levering op of voor deze datum",
    "unreadable": "de levering is niet te gebruiken",
}
_UNKNOWN = """
WITH everywhere AS (
    SELECT rule_id, any_value(reason) AS reason
    FROM hits
    WHERE list_contains($rules, rule_id)
    GROUP BY rule_id
    HAVING count(*) FILTER (outcome = 'UNKNOWN') = $locations AND count(DISTINCT reason) = 1
)
SELECT reason, list_sort(list(rule_id)) AS rules FROM everywhere GROUP BY reason ORDER BY reason
"""
_REGISTERS = "SELECT DISTINCT source, table_name, register FROM source_table ORDER BY ALL"


def judge(
    inputs: Inputs, ruleset: RuleSet, day: date, *, work: Path, progress: Progress = silent
) -> dict[str, Any]:
    """Judge the packs on one date.

    Args:
        inputs: deliveries, settings and key.
        ruleset: the packs.
        day: last day that exists.
        work: folder for what does not fit in memory.
        progress: told about every stage.

    Returns:
        Plain data, ready for JSON: `as_of, locations`, `rules` (locations per outcome by rule),
        `bands` (locations per band), `eligible` (packs that count, by location), `unknown`
        (`reason, rules`: rules that were unknown everywhere) and `gaps` (`source, why,
        problem`: sources that gave nothing).

    Raises:
        RulePackError: a feature or predicate does not run within its limits.
        RunError: the temporary folder is full.
    """
    with build.build(
        _tolerant(inputs.sources),
        as_of=day,
        settings=inputs.settings,
        key=inputs.key,
        vault=None,
        copies=inputs.copies,
        decisions=(),
        progress=progress,
        work=work,
    ) as register:
        found = evaluate.evaluate(
            register.con, ruleset, as_of=day, settings=inputs.settings, progress=progress
        )
        scored = score.score(
            found.hits,
            ruleset.rules,
            register.con.sql("FROM location ORDER BY location_id").to_arrow_table(),
            _registers(register.con),
            as_of=day,
            settings=inputs.settings,
        )
        return {
            "as_of": day.isoformat(),
            "locations": scored.locations.num_rows,
            "rules": found.counts,
            "bands": _bands(scored.locations),
            "eligible": _eligible(ruleset, scored),
            "unknown": _unknown(register.con, ruleset, scored),
            "gaps": _gaps(register),
        }


def _tolerant(sources: SourcesFile) -> SourcesFile:
    """A source that cannot be used on a date is a gap in that date, and stops nothing."""
    specs = tuple(s.model_copy(update={"optional": True}) for s in sources.sources.sources)
    changed = sources.sources.model_copy(update={"sources": specs})
    return dataclasses.replace(sources, sources=changed)


def _registers(con: DuckDBPyConnection) -> dict[tuple[str, str], str]:
    rows = con.execute(_REGISTERS).fetchall()
    return {(source, table): register for source, table, register in rows}


def _bands(locations: pa.Table) -> dict[str, int]:
    bands = locations["band"].to_pylist()
    return {band: bands.count(band) for band in BANDS}


def _eligible(ruleset: RuleSet, scored: score.Scored) -> dict[str, list[str]]:
    """Packs whose rules count at every eligible location, by location."""
    rows = scored.locations.select(["location_id", "eligible"]).to_pylist()
    ids = [row["location_id"] for row in rows if row["eligible"]]
    pack_of = {rule.id: rule.pack for rule in ruleset.rules}
    counting = counting_rules(scored.hits, ids)
    return {
        location_id: sorted({pack_of[rule_id] for rule_id in counting.get(location_id, ())})
        for location_id in ids
    }


def _unknown(
    con: DuckDBPyConnection, ruleset: RuleSet, scored: score.Scored
) -> list[dict[str, object]]:
    """Rules that could not be judged at any location, by reason; combined rules follow others."""
    own = [rule.id for rule in ruleset.rules if not rule.combine]
    with con.cursor() as own_con:
        own_con.register("hits", scored.hits)
        values = {"rules": ["", *own], "locations": scored.locations.num_rows}
        rows: list[dict[str, object]] = (
            own_con.sql(_UNKNOWN, params=values).to_arrow_table().to_pylist()
        )
    return rows


def _gaps(register: Register) -> list[dict[str, object]]:
    """Sources that gave nothing, in the order of `sources.yaml`; what failed may name a path."""
    told = register.report["sources"]
    assert isinstance(told, list)
    return [
        {"source": one["source"], "why": _GAPS[str(one["status"])], "problem": one["problem"]}
        for one in told
        if isinstance(one, dict) and one["status"] in _GAPS
    ]
