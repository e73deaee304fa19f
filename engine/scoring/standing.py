"""What people decided about a location before, and whether it may be listed now.

Decisions are found back by BAG ids, because a location may have another id in another run. A
building that several locations share (a block of flats) identifies none of them.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from engine.decisions import Decision
from engine.scoring.weeks import lapses_on, monday, week_of

BANDS = ("none", "low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Standings:
    """Where every location stands that somebody decided about.

    Attributes:
        held: snoozed or masked on `as_of`, as location ids.
        this_week: listed already for this week: location id -> arm, None when not recorded.
        open: listed in an earlier week and neither judged nor lapsed.
        in_case: cases that hold evidence of the location, as decisions of kind `in_case`.
        settled: last judged, or lapsed without a judgement: the decision that says how the
            location looked then.
    """

    held: frozenset[str]
    this_week: Mapping[str, str | None]
    open: frozenset[str]
    settled: Mapping[str, Decision]
    in_case: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)


def standings(
    locations: pa.Table, decisions: Sequence[Decision], *, as_of: date, lapse_weeks: int
) -> Standings:
    """Match decisions to the locations of this run and tell where each stands.

    Args:
        locations: with `location_id, object_ids, building_ids`.
        decisions: of any kind; those of later weeks than `as_of` are left out.
        as_of: the day for which the list is made.
        lapse_weeks: weeks in which a listed location can be judged, its own week included.
    """
    by_location = _by_location(locations, decisions)
    week = week_of(as_of)
    held, open_, this_week, settled, in_case = set(), set(), {}, {}, {}
    for location_id, mine in sorted(by_location.items()):
        if any(_holds(decision, as_of) for decision in mine):
            held.add(location_id)
        if cases := tuple(d for d in mine if d.kind == "in_case" and _holds_until(d, as_of)):
            in_case[location_id] = cases
        for listing in (d for d in mine if d.kind == "listed" and d.week == week):
            this_week[location_id] = listing.value
        past = [d for d in mine if _is_past(d, week)]
        if any(_is_open(d, past, as_of, lapse_weeks) for d in past):
            open_.add(location_id)
        elif past:
            settled[location_id] = max(past, key=_age)
    return Standings(frozenset(held), this_week, frozenset(open_), settled, in_case)


def has_new_evidence(before: Decision, *, band: str, rule_ids: frozenset[str]) -> bool:
    """Tell whether a settled location shows something that it did not show then.

    Args:
        before: its last judgement, or the listing that lapsed.
        band: its band now.
        rule_ids: rules that count at the location now.
    """
    return _rank(band) > _rank(before.band) or bool(rule_ids - set(before.rule_ids))


def has_news_for_case(
    cases: Sequence[Decision], before: Decision | None, newest: Mapping[str, date | None]
) -> bool:
    """Tell whether a location shows evidence that no case of it holds and nobody judged since.

    Args:
        cases: of kind `in_case`.
        before: the location's last judgement, or the listing that lapsed; None without one.
        newest: day of the newest evidence of each rule that counts there now; None: not known.
    """
    known = {rule for case in cases for rule in case.rule_ids}
    days = [json.loads(case.value or "{}") for case in cases]
    for rule, day in newest.items():
        limits = [date.fromisoformat(found[rule]) for found in days if rule in found]
        is_new = rule not in known or _is_later(day, max(limits, default=None))
        if is_new and not (before is not None and _was_seen(before, rule, day)):
            return True
    return False


def counting_rules(hits: pa.Table, location_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Rules at each of these locations whose hits are material: scenarios and factors that count.

    A combined rule has no points of its own and counts; a hit with a reason against it does not.
    """
    found = counting_days(hits, location_ids)
    return {location_id: frozenset(rules) for location_id, rules in found.items()}


def counting_days(
    hits: pa.Table, location_ids: Collection[str]
) -> dict[str, dict[str, date | None]]:
    """Day of the newest evidence of every counting rule, by location; None: not known."""
    hits = hits.filter(pc.is_in(hits["location_id"], pa.array(sorted(location_ids), pa.string())))
    roles = pc.is_in(hits["role"], pa.array(["scenario", "factor"]))
    stands = pc.and_(pc.equal(hits["outcome"], "HIT"), pc.is_null(hits["filtered_by"]))
    counts = pc.and_(roles, pc.and_(stands, pc.is_null(hits["reason"])))
    rows = hits.filter(counts).select(["location_id", "rule_id", "newest"]).to_pylist()
    days: dict[str, dict[str, date | None]] = defaultdict(dict)
    for row in rows:
        days[row["location_id"]][row["rule_id"]] = row["newest"]
    return dict(days)


def _by_location(
    locations: pa.Table, decisions: Sequence[Decision]
) -> Mapping[str, Sequence[Decision]]:
    rows = locations.select(["location_id", "object_ids", "building_ids"]).to_pylist()
    known = {row["location_id"] for row in rows}
    shared = Counter(b for row in rows for b in set(row["building_ids"] or ()))
    at: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        buildings = [b for b in row["building_ids"] or () if shared[b] == 1]
        for bag_id in (*(row["object_ids"] or ()), *buildings):
            at[bag_id].add(row["location_id"])
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        places = {place for bag_id in decision.object_ids for place in at[bag_id]}
        if decision.location_id in known:
            places.add(str(decision.location_id))
        for place in places:
            found[place].append(decision)
    return found


def _holds(decision: Decision, as_of: date) -> bool:
    return decision.kind in ("snoozed", "masked") and _holds_until(decision, as_of)


def _holds_until(decision: Decision, as_of: date) -> bool:
    return decision.until is None or decision.until >= as_of


def _is_later(day: date | None, limit: date | None) -> bool:
    """Unknown days are not later: only what is known to be new brings a location back."""
    return day is not None and limit is not None and day > limit


def _was_seen(before: Decision, rule: str, day: date | None) -> bool:
    """True when who judged last saw this rule with evidence no older than this."""
    return rule in before.rule_ids and (day is None or day <= _day(before))


def _is_past(decision: Decision, week: str) -> bool:
    """Judgements, and listings of earlier weeks (ISO weeks sort as text)."""
    if decision.kind == "judged":
        return True
    return decision.kind == "listed" and decision.week is not None and decision.week < week


def _is_open(listing: Decision, past: Sequence[Decision], as_of: date, lapse_weeks: int) -> bool:
    if listing.kind != "listed" or listing.week is None:
        return False
    if any(_answers(decision, listing) for decision in past):
        return False
    return as_of < lapses_on(listing.week, lapse_weeks=lapse_weeks)


def _answers(decision: Decision, listing: Decision) -> bool:
    if decision.kind != "judged" or listing.week is None:
        return False
    return decision.week == listing.week or _day(decision) >= monday(listing.week)


def _age(decision: Decision) -> tuple[date, bool, str]:
    return _day(decision), decision.kind == "judged", repr(decision)


def _day(decision: Decision) -> date:
    if decision.decided_on is not None:
        return decision.decided_on
    return monday(decision.week) if decision.week else date.min


def _rank(band: str | None) -> int:
    return BANDS.index(band) if band in BANDS else 0
