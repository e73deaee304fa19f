"""Packs on past dates: what they would have said with the deliveries of then.

Every date is a run of its own in a temporary folder, without publishing it: deliveries after
the date are not used, nothing of people's choices is known. A source that cannot be used on a
date makes what reads it UNKNOWN there; the report says so and goes on.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from connectors import check
from engine.errors import WorkbenchError
from engine.features.spans import months_before
from engine.progress import Progress, silent
from engine.register.vault import Vault
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.settings import Settings, load_settings
from engine.sources_file import SourcesFile, load_sources
from engine.workbench import backtest_date, backtest_days
from engine.workbench.backtest_cache import Cache
from engine.workbench.backtest_inputs import Inputs
from engine.workbench.backtest_report import BacktestReport

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Request:
    """What to test.

    Attributes:
        sources: path of `sources.yaml`.
        days: dates, in any order; each counts once.
        key: key of the pseudonyms.
        rules: folder of packs; None means the shipped ones.
        packs: packs to report on; all when empty. All packs are judged in any case, as they
            decide together who is eligible.
        cache: where results per date are kept; None keeps nothing.
        copies: vault with the copies of live sources; None when there are none.
    """

    sources: Path
    days: Sequence[date]
    key: bytes
    rules: Path | None = None
    packs: Sequence[str] = ()
    cache: Cache | None = None
    copies: Vault | None = None


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """A location that is eligible on the last date, and since when it could have been seen."""

    location_id: str
    first_seen: date
    lead_days: int


@dataclass(frozen=True, slots=True)
class Backtest:
    """The report, and the locations behind its counts.

    Attributes:
        report: counts; no locations.
        first_seen: by lead, longest first, then by location_id.
        problems: what was wrong with a delivery, as `date source: what`, by date.
        eligible: `as_of, location_id`, by both.
        resumed: dates whose result was kept from an earlier, equal test.
    """

    report: BacktestReport
    first_seen: tuple[FirstSeen, ...]
    problems: tuple[str, ...]
    eligible: pa.Table = field(compare=False, repr=False)
    resumed: tuple[date, ...] = ()


def dates_back(last: date, *, months: int, every: str) -> tuple[date, ...]:
    """Dates up to and including `last`, oldest first.

    Args:
        last: the newest date.
        months: how far to go back, 1 or more; a day that does not exist becomes the month's last.
        every: `month` or `week`.

    Raises:
        WorkbenchError: another word, or too few months.
    """
    if months < 1:
        raise WorkbenchError("--months is 1 of meer, niet {months}", months=months)
    if every == "month":
        return tuple(months_before(last, back) for back in range(months, -1, -1))
    if every != "week":
        raise WorkbenchError("--every is month of week, niet {every}", every=repr(every))
    first = months_before(last, months)
    weeks = (last - first) // _WEEK
    return tuple(last - back * _WEEK for back in range(weeks, -1, -1))


def backtest(request: Request, *, progress: Progress = silent) -> Backtest:
    """Judge the packs on every date; a test that was broken off goes on where it was.

    Raises:
        WorkbenchError: no date, a pack that is not in the folder, or a cache that cannot be
            written.
        SettingsError: settings, `sources.yaml` or a file that it names is wrong.
        RulePackError: a pack does not load or run.
        RunError: the temporary folder is full.
    """
    settings = load_settings(request.rules)
    sources = load_sources(request.sources)
    check.check(sources)
    ruleset = loader.load(settings.rules)
    asked = _asked(ruleset, request.packs)
    days = sorted(set(request.days))
    if not days:
        raise WorkbenchError("geef minstens één datum met --as-of, of een aantal met --months")
    inputs = Inputs(sources, settings, request.key, request.copies)
    fixed = inputs.fixed()
    results: list[dict[str, Any]] = []
    resumed: list[date] = []
    with _work(request.cache) as work:
        for number, day in enumerate(days, start=1):
            label = f"{day} ({number} van {len(days)})"
            progress(label, 0, None)
            of_day = inputs.of(day, fixed)
            kept = request.cache.get(day, of_day) if request.cache else None
            if kept is not None:
                resumed.append(day)
            else:
                told = _told(progress, label)
                found = backtest_date.judge(inputs, ruleset, day, work=work, progress=told)
                kept = {"inputs": of_day, **found}
                if request.cache:
                    request.cache.put(day, of_day, kept)
            results.append(kept)
    return _backtest(ruleset, sources, settings, asked, results, resumed)


@contextmanager
def _work(cache: Cache | None) -> Iterator[Path]:
    if cache is not None:
        with cache.work() as folder:
            yield folder
        return
    with tempfile.TemporaryDirectory(prefix="dijkwacht-") as made:
        yield Path(made)


def _told(progress: Progress, label: str) -> Progress:
    """Count the stages of one date under one name."""
    seen: list[str] = []

    def tell(stage: str, done: int, total: int | None) -> None:
        del done, total
        if stage not in seen:
            seen.append(stage)
            progress(label, len(seen), None)

    return tell


def _asked(ruleset: RuleSet, packs: Sequence[str]) -> tuple[str, ...]:
    known = [pack.pack for pack in ruleset.packs]
    if strange := sorted(set(packs) - set(known)):
        raise WorkbenchError(
            "pack {packs} is er niet; bekend zijn: {known}",
            packs=", ".join(strange),
            known=", ".join(known),
        )
    return tuple(sorted(set(packs))) or tuple(known)


def _backtest(
    ruleset: RuleSet,
    sources: SourcesFile,
    settings: Settings,
    asked: tuple[str, ...],
    results: Sequence[Mapping[str, Any]],
    resumed: Sequence[date],
) -> Backtest:
    eligible = backtest_days.eligible(results, asked)
    first_seen = tuple(
        FirstSeen(location_id, first, (max(eligible) - first).days)
        for location_id, first in backtest_days.first_seen(eligible)
    )
    rows = [(day, location_id) for day in sorted(eligible) for location_id in eligible[day]]
    return Backtest(
        report=backtest_days.report(
            ruleset,
            results,
            eligible,
            municipality=sources.sources.municipality,
            settings=settings,
            asked=asked,
            lead_days=tuple(one.lead_days for one in first_seen),
        ),
        first_seen=first_seen,
        problems=tuple(
            f"{one['as_of']} {gap['problem']}"
            for one in results
            for gap in one["gaps"]
            if gap["problem"]
        ),
        eligible=pa.table(
            {
                "as_of": pa.array([day for day, _ in rows], pa.date32()),
                "location_id": pa.array([location_id for _, location_id in rows], pa.string()),
            }
        ),
        resumed=tuple(resumed),
    )
