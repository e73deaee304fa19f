"""How each rule did in one year: hits, listings, judgements, precision, lift and why it was wrong.

Judgements count whatever the condition of the rule was then, as in the annual evaluation; the
page Regels tells of the present condition alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import months_after
from engine import precision
from engine.casework import judged, users
from engine.casework.judged import Judged
from engine.casework.models import Listing, User
from engine.casework.process.definition import process_of
from engine.exports.accountability import figure
from engine.exports.papers import small_counts
from engine.exports.spreadsheet import to_csv
from engine.exports.words import word
from engine.precision import Lift, Share
from engine.rule_settings import PrecisionSettings
from engine.snapshot import Run
from engine.translatable import joined, mark, sentence
from engine.workbench import history

HEADER = (
    mark("Regel"), mark("Titel"), mark("Treffers"), mark("Op de lijst"), mark("Beoordeeld"),
    mark("Terecht"), mark("Aandeel"), mark("Interval"), mark("Ten opzichte van aselect"),
    mark("Onschuldige verklaringen"), mark("Status"),
)  # fmt: skip
NO_RUN, GONE = mark("geen run bewaard"), mark("vervallen")
"""Instead of hits, and instead of a status."""


@dataclass(frozen=True, slots=True)
class RuleYear:
    """One rule in one year.

    Attributes:
        pack, status: as the newest run that has the rule says; empty when none has it any more.
        hits: locations in the newest run of the year; None when no run of it judged the rule.
        listed: listings with a hit of the rule then.
        share: of the judged ones that were right.
        lift: over the random arm of the year.
        reasons: innocent explanations named where it was wrong, and how often, the most first.
    """

    rule_id: str
    title: str
    pack: str
    status: str
    hits: int | None
    listed: int
    share: Share
    lift: Lift
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RulesYear:
    """Every rule of a year.

    Attributes:
        rules: by rule id; those of a run of the year or of something listed in it.
        base: share of the random arm.
        runs: how many runs of the year are kept.
        is_forgotten: what rules said at the first lists of the year has been destroyed, or may be.
    """

    rules: tuple[RuleYear, ...]
    base: Share
    runs: int
    is_forgotten: bool


def of_year(
    session: Session,
    runs: Sequence[Run],
    *,
    user: User,
    year: int,
    settings: PrecisionSettings,
    today: date,
) -> RulesYear:
    """Tell how every rule did in a year.

    Args:
        session: casework; only read.
        runs: all of them, the newest first.
        user: who looks.
        year: lists count in the year of their ISO week, runs in that of their date.
        settings: block `precision`.
        today: the day on which it is looked at.

    Raises:
        RoleRefused: the role does not answer for it.
    """
    users.require(user, users.MAY_ACCOUNT)
    found = judged.listed(session, year=year)
    listings = select(Listing.rule_ids).where(judged.is_of(Listing, year))
    listed = Counter(rule_id for ids in session.scalars(listings) for rule_id in ids)
    by_rule: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in found:
        for rule_id in one.rule_ids:
            by_rule[rule_id].append(one)
    known = {rule["id"]: rule for run in reversed(runs) for rule in run.meta["rules"]}
    hits = _hits([run for run in runs if run.as_of.year == year])
    base = _share([one for one in found if one.is_random], settings)
    rules = [
        _told(known.get(i, {}), i, hits.get(i), listed[i], by_rule[i], base, settings)
        for i in sorted({*hits, *listed, *by_rule})
    ]
    kept = process_of(session).retention.hit_months
    return RulesYear(
        tuple(rules), base, sum(run.as_of.year == year for run in runs),
        months_after(date(year, 1, 1), kept) < today,
    )  # fmt: skip


def is_told(rule: RuleYear, *, least: int) -> bool:
    """True when enough was judged of a rule to tell how often it was right."""
    return rule.share.judged >= least


def cells(rule: RuleYear, base: Share, *, least: int) -> dict[str, str]:
    """A rule as a row of `HEADER`; small counts are hidden, the status stays a Dutch word.

    Args:
        rule: one of `RulesYear`.
        base: of the same year.
        least: the smallest count that may be told.
    """
    share, is_enough = rule.share, is_told(rule, least=least)
    named = small_counts.shown({text: count for text, count in rule.reasons if count}, least=least)
    told = (
        rule.rule_id, rule.title,
        NO_RUN if rule.hits is None else sentence("{count}", count=rule.hits),
        figure.count(rule.listed, least=least),
        figure.count(share.judged, least=least),
        figure.count(share.right, least=least) if is_enough else "",
        figure.percent(share.value, judged=share.judged, least=least),
        figure.between(share.low, share.high, judged=share.judged, least=least),
        figure.times(rule.lift) if is_enough and base.judged >= least else "",
        joined(
            [sentence("{what}: {value}", what=text, value=one) for text, one in named.items()],
            between="; ",
        ),
        word("rule.status", rule.status or None, unknown=GONE),
    )  # fmt: skip
    return dict(zip(HEADER, told, strict=True))


def ordered(rules: Iterable[RuleYear], by: str) -> list[RuleYear]:
    """Rules by one column of `HEADER`, the most first; what is not known comes last, then by id.

    Args:
        rules: in any order.
        by: one of `ORDERS`.
    """

    def place(rule: RuleYear) -> tuple[float, str]:
        value = _ORDERS[by](rule)
        return (float("inf") if value is None else -value), rule.rule_id

    return sorted(rules, key=place)


_ORDERS: Mapping[str, Callable[[RuleYear], float | None]] = {
    "Beoordeeld": lambda rule: rule.share.judged,
    "Aandeel": lambda rule: rule.share.value,
    "Treffers": lambda rule: rule.hits,
    "Op de lijst": lambda rule: rule.listed,
    "Regel": lambda _: 0,
}
ORDERS = tuple(_ORDERS)
"""By what rules can be put in order."""


def csv(rules: Sequence[RuleYear], base: Share, *, least: int) -> bytes:
    """These rules as a table for a spreadsheet; see `cells`."""
    return to_csv(HEADER, ([*cells(rule, base, least=least).values()] for rule in rules))


def _hits(runs: Sequence[Run]) -> dict[str, int | None]:
    """Hits by rule in the newest of these runs that judged it; None when none did."""
    found: dict[str, int | None] = {}
    for run in reversed(runs):
        outcomes = run.meta.get("outcomes", {})
        for rule in run.meta["rules"]:
            hits = outcomes.get(rule["id"], {}).get("HIT")
            found[rule["id"]] = found.get(rule["id"]) if hits is None else hits
    return found


def _told(
    known: Mapping[str, Any],
    rule_id: str,
    hits: int | None,
    listed: int,
    found: Sequence[Judged],
    base: Share,
    settings: PrecisionSettings,
) -> RuleYear:
    share = _share(found, settings)
    wrong = [one for one in found if one.is_right is False]
    return RuleYear(
        rule_id, known.get("title", rule_id), known.get("pack", ""), known.get("status", ""),
        hits, listed, share, precision.lift(share, base, confidence=settings.confidence),
        history.reasons(known.get("false_positives", ()), wrong) if wrong else (),
    )  # fmt: skip


def _share(found: Sequence[Judged], settings: PrecisionSettings) -> Share:
    said = [one.is_right for one in found if one.is_right is not None]
    return precision.share(sum(said), len(said), confidence=settings.confidence)
