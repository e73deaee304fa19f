"""The weekly list: the highest ranked locations and a random share, in one shuffled order.

The random share is drawn from the control population, so that hit rate and lift of rules are
known. Position tells nothing about the arm. A list that was shown stands for its week: a
second run in that week gives the same list, without what has been masked or snoozed since.
"""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

import duckdb
import pyarrow as pa

from engine.decisions import Decision
from engine.rule_settings import WorklistSettings
from engine.scoring.standing import (
    Standings,
    counting_days,
    has_new_evidence,
    has_news_for_case,
    standings,
)  # fmt: skip
from engine.scoring.weeks import week_of
from engine.settings import Settings

RANKED, RANDOM = "ranked", "random"

SCHEMA = pa.schema(
    [
        ("week", pa.string()),
        ("position", pa.int64()),
        ("location_id", pa.string()),
        ("arm", pa.string()),
    ]
)

_COLUMNS = ["location_id", "score", "band", "eligible", "newest_hit"]

_CONTROL = """
SELECT DISTINCT location_id FROM (
    SELECT location_id FROM branch
    UNION ALL SELECT location_id FROM permit
    UNION ALL SELECT location_id FROM licence
    UNION ALL SELECT location_id FROM report
    UNION ALL SELECT location_id FROM measure
) WHERE location_id IS NOT NULL
ORDER BY location_id
"""


def control_population(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Locations from which the random share is drawn, by id.

    Every location with a business, permit, licence, report or measure. A dwelling with none of
    these is never drawn.

    Args:
        con: holds the canonical tables with `location_id` resolved.
    """
    return [row[0] for row in con.execute(_CONTROL).fetchall()]


def draw(
    locations: pa.Table,
    hits: pa.Table,
    control: Sequence[str],
    decisions: Sequence[Decision],
    *,
    as_of: date,
    settings: Settings,
    seed: str,
) -> pa.Table:
    """Compose the list of the week of `as_of`.

    A location is not drawn in either arm while it is snoozed or masked, nor while an earlier
    listing of it is open. After a judgement, or after a listing that lapsed, it comes back only
    on a rule that did not count then or on a higher band. While a case holds evidence of it, it
    comes back only on a rule or on later evidence that the case does not hold.

    Args:
        locations: scored locations.
        hits: scored hits.
        control: ids of the control population; ids that do not exist are left out.
        decisions: earlier choices of people; none in the first week.
        as_of: any day of the week of the list.
        settings: block `worklist`.
        seed: of the random share and the shuffle; the same seed gives the same list.

    Returns:
        `week, position, location_id, arm`, by position 1..n. At least `min_random_share` of it
        is random and it has at most `max_total` rows; with few eligible locations it is shorter.
    """
    week, options = week_of(as_of), settings.worklist
    before = standings(locations, decisions, as_of=as_of, lapse_weeks=options.lapse_weeks)
    rows: list[dict[str, object]] = locations.select(_COLUMNS).to_pylist()
    if before.this_week:
        kept = {k: arm for k, arm in before.this_week.items() if k not in before.held}
        eligible = {str(row["location_id"]) for row in rows if row["eligible"]}
        arms = {k: arm or (RANKED if k in eligible else RANDOM) for k, arm in kept.items()}
        return _table(week, arms, seed)
    out = before.held | before.open | _known(before, rows, hits)
    free = [row for row in rows if row["location_id"] not in out]
    ranking = [str(row["location_id"]) for row in sorted(free, key=_rank) if row["eligible"]]
    pool = sorted(set(control) & {str(row["location_id"]) for row in free})
    return _table(week, _arms(ranking, pool, options, f"{seed}|{week}"), seed)


def _known(before: Standings, rows: Sequence[Mapping[str, object]], hits: pa.Table) -> set[str]:
    """Locations that a person judged or that a case is about, and that show nothing new."""
    material = counting_days(hits, before.settled.keys() | before.in_case.keys())
    out: set[str] = set()
    for row in rows:
        name = str(row["location_id"])
        last, cases, rules = before.settled.get(name), before.in_case.get(name), material.get(name)
        if cases is not None:
            is_new = has_news_for_case(cases, last, rules or {})
        elif last is not None:
            is_new = has_new_evidence(last, band=str(row["band"]), rule_ids=frozenset(rules or ()))
        else:
            continue
        out |= set() if is_new else {name}
    return out


def _rank(row: Mapping[str, object]) -> tuple[float, int, str]:
    """Score, then newest hit, then location id: a strict order."""
    score, newest = row["score"], row["newest_hit"]
    days = newest.toordinal() if isinstance(newest, date) else 0
    return -float(str(score)), -days, str(row["location_id"])


def _arms(
    ranking: Sequence[str], pool: Sequence[str], options: WorklistSettings, seed: str
) -> dict[str, str]:
    """As many ranked locations as the random share allows, then the random ones."""
    shuffled = sorted(pool, key=lambda location_id: _lot(seed, "draw", location_id))
    for count in range(min(options.ranked, len(ranking)), -1, -1):
        ranked = set(ranking[:count])
        rest = [location_id for location_id in shuffled if location_id not in ranked]
        needed = _needed(count, options.min_random_share)
        size = min(max(options.random, needed), options.max_total - count, len(rest))
        if size >= needed:
            return dict.fromkeys(ranking[:count], RANKED) | dict.fromkeys(rest[:size], RANDOM)
    return {}


def _needed(ranked: int, share: float) -> int:
    """Random locations that make up at least `share` of the list beside `ranked` others."""
    if not ranked:
        return 0
    part = Fraction(str(share))
    return ceil(part * ranked / (1 - part)) if part < 1 else sys.maxsize


def _table(week: str, arms: Mapping[str, str], seed: str) -> pa.Table:
    order = sorted(arms, key=lambda location_id: _lot(f"{seed}|{week}", "order", location_id))
    rows = [
        {"week": week, "position": position, "location_id": location_id, "arm": arms[location_id]}
        for position, location_id in enumerate(order, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _lot(seed: str, use: str, location_id: str) -> str:
    """A lot for one location; other seeds and uses give independent lots."""
    return hashlib.sha256(f"{seed}|{use}|{location_id}".encode()).hexdigest()
