"""The year in figures: for the council, the college and the yearly plan; without personal data.

Small counts are hidden, so that no location can be told. What is not known is said, never 0.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.exports.papers import small_counts
from engine.exports.papers.contract import Contract
from engine.exports.papers.draft import Draft
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Column, Table, Text
from engine.exports.papers.texts import Texts, fill
from engine.exports.words import number
from engine.snapshot import Run

CONTRACT = Contract(
    kind="annual",
    required=frozenset({"summary", "list", "rules", "lead_times", "outcomes", "limits"}),
    optional=frozenset({"plan", "council", "algorithm"}),
    placeholders=frozenset({"year"}),
    phrases={
        "none": frozenset(), "unknown": frozenset(), "too_few": frozenset({"least"}),
        "figure": frozenset(), "value": frozenset(), "interval": frozenset({"low", "high"}),
        "listed": frozenset(), "judged": frozenset(), "lapsed": frozenset(), "right": frozenset(),
        "opened": frozenset(), "taken_on": frozenset(), "measures": frozenset(),
        "papers": frozenset(), "arm": frozenset(), "rule": frozenset(), "ranked": frozenset(),
        "random": frozenset(), "way": frozenset(), "cases": frozenset(), "median": frozenset(),
        "longest": frozenset(), "outcome": frozenset(), "instrument": frozenset(),
        "per_week": frozenset({"share", "capacity"}),
        "per_week_few": frozenset({"least", "capacity"}), "rules_left": frozenset({"count"}),
    },
    numbers=frozenset({"small_count"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShareFigure:
    """A share with its interval, 0..1; the last three None when nothing was judged."""

    right: int
    judged: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class RuleFigure:
    """How often a rule was right."""

    rule_id: str
    title: str
    share: ShareFigure


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days from one step to another, of every case that took both; the second in this year."""

    way: str
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Counts of one calendar year.

    Attributes:
        listed, judged, lapsed: places on lists of weeks of this year.
        list_capacity: places that the lists could have had, in the weeks that had one.
        ranked, random: what was found right, by how it came on the list.
        rules: by rule id; only rules that hit at a judged location.
        opened, taken_on: cases.
        outcomes, measures: counts by label; what did not occur is left out.
        papers: documents in the register of papers.
    """

    year: int
    listed: int
    judged: int
    lapsed: int
    list_capacity: int
    ranked: ShareFigure
    random: ShareFigure
    rules: tuple[RuleFigure, ...]
    opened: int
    taken_on: int
    outcomes: Mapping[str, int]
    measures: Mapping[str, int]
    lead_times: tuple[LeadTime, ...]
    papers: int


def draft(figures: YearFigures, *, run: Run | None, texts: Texts) -> Draft:
    """The content of the year's evaluation.

    Args:
        figures: of the year.
        run: whose rules are named; None when there is none.
        texts: of this kind; `numbers.small_count` is the smallest count that is told.
    """
    least = texts.of.numbers["small_count"]
    return Draft(
        subject=str(figures.year),
        values={"year": str(figures.year)},
        filled={
            "summary": [_summary(figures, texts, least)],
            "list": [*_arms(figures, texts, least), *_load(figures, texts, least)],
            "rules": _rules(figures, texts, least),
            "lead_times": _lead_times(figures, texts, least),
            "outcomes": _outcomes(figures, texts, least),
        },
        origin=Origin(run, tuple(rule.rule_id for rule in _told(figures, least))),
    )


def _summary(figures: YearFigures, texts: Texts, least: int) -> Table:
    phrases = texts.of.phrases
    counts = {
        "listed": figures.listed, "judged": figures.judged, "lapsed": figures.lapsed,
        "opened": figures.opened, "taken_on": figures.taken_on,
        "measures": sum(figures.measures.values()), "papers": figures.papers,
    }  # fmt: skip
    rows = tuple(
        (phrases[name], small_counts.one(count, least=least)) for name, count in counts.items()
    )
    columns = (Column(phrases["figure"], 4), Column(phrases["value"], 1.2, "right"))
    return Table("In het kort", columns, rows)


def _arms(figures: YearFigures, texts: Texts, least: int) -> list[Block]:
    phrases = texts.of.phrases
    rows = tuple(
        (phrases[name], *_share(share, texts, least))
        for name, share in (("ranked", figures.ranked), ("random", figures.random))
    )
    columns = (
        Column(phrases["arm"], 2), Column(phrases["judged"], 1, "right"),
        Column(phrases["right"], 2, "right"),
    )  # fmt: skip
    return [Table("Op volgorde en aselect", columns, rows)]


def _load(figures: YearFigures, texts: Texts, least: int) -> list[Block]:
    """How much of the room was used; of few judgements no share, which would tell how many."""
    phrases = texts.of.phrases
    if not figures.list_capacity:
        return [Text(phrases["none"])]
    told = {"capacity": str(figures.list_capacity)}
    if 0 < figures.judged < least:
        return [Text(fill(phrases["per_week_few"], told | {"least": str(least)}))]
    share = number(100 * figures.judged / figures.list_capacity)
    return [Text(fill(phrases["per_week"], told | {"share": share}))]


def _told(figures: YearFigures, least: int) -> list[RuleFigure]:
    """Rules of which enough was judged to be told."""
    return [rule for rule in figures.rules if rule.share.judged >= least]


def _rules(figures: YearFigures, texts: Texts, least: int) -> list[Block]:
    phrases = texts.of.phrases
    told = _told(figures, least)
    if not told:
        return [Text(fill(phrases["too_few"], {"least": str(least)}))]
    rows = tuple(
        (f"{rule.title} ({rule.rule_id})", *_share(rule.share, texts, least)) for rule in told
    )
    columns = (
        Column(phrases["rule"], 3.4), Column(phrases["judged"], 1, "right"),
        Column(phrases["right"], 1.8, "right"),
    )  # fmt: skip
    blocks: list[Block] = [Table("Per regel", columns, rows)]
    if left := len(figures.rules) - len(told):
        blocks.append(Text(fill(phrases["rules_left"], {"count": str(left)})))
    return blocks


def _share(share: ShareFigure, texts: Texts, least: int) -> tuple[str, str]:
    """How many were judged, and the share that was right with its interval."""
    phrases = texts.of.phrases
    if share.judged < least:
        return small_counts.one(share.judged, least=least), phrases["unknown"]
    assert share.value is not None
    assert share.low is not None
    assert share.high is not None
    bounds = {"low": number(100 * share.low), "high": number(100 * share.high)}
    return str(share.judged), f"{number(100 * share.value)}% {fill(phrases['interval'], bounds)}"


def _lead_times(figures: YearFigures, texts: Texts, least: int) -> list[Block]:
    phrases = texts.of.phrases
    rows = tuple((one.way, *_days(one.days, texts, least)) for one in figures.lead_times)
    columns = (
        Column(phrases["way"], 3), Column(phrases["cases"], 1.2, "right"),
        Column(phrases["median"], 1.2, "right"), Column(phrases["longest"], 1.2, "right"),
    )  # fmt: skip
    return [Table("Doorlooptijd", columns, rows)]


def _days(days: Sequence[int], texts: Texts, least: int) -> tuple[str, str, str]:
    """How many, the median and the 90th percentile, which hides the single slowest one."""
    unknown = texts.of.phrases["unknown"]
    if len(days) < least:
        return small_counts.one(len(days), least=least), unknown, unknown
    late = statistics.quantiles(days, n=10, method="inclusive")[-1]
    return str(len(days)), number(statistics.median(days)), number(late)


def _outcomes(figures: YearFigures, texts: Texts, least: int) -> list[Block]:
    phrases, blocks = texts.of.phrases, list[Block]()
    for name, title, counts in (
        ("Uitkomsten", phrases["outcome"], figures.outcomes),
        ("Maatregelen", phrases["instrument"], figures.measures),
    ):
        if not counts:
            blocks.append(Text(f"{name}: {phrases['none'].lower()}"))
            continue
        rows = tuple(small_counts.shown(counts, least=least).items())
        columns = (Column(title, 4), Column(phrases["value"], 1.2, "right"))
        blocks.append(Table(name, columns, rows))
    return blocks
