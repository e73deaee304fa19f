"""The standing annex: what happened in a quarter, in counts that tell of no single location."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import precision
from engine.casework import judged
from engine.casework.case_models import Case, CaseKind
from engine.casework.meetings.definition import meetings_of
from engine.casework.process.definition import process_of
from engine.casework.process.measures import instruments
from engine.casework.process.models import Measure
from engine.rules.model import Status
from engine.scoring import weeks
from engine.settings import load_settings
from engine.snapshot import Run
from engine.translatable import Amount, Sentence, mark, sentence


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year; `start` is in it, `end` is not."""

    year: int
    quarter: int

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def end(self) -> date:
        """First day of the next one."""
        return Quarter(self.year + self.quarter // 4, self.quarter % 4 + 1).start

    @property
    def label(self) -> str:
        """As a reader names it."""
        return f"kwartaal {self.quarter} van {self.year}"


@dataclass(frozen=True, slots=True)
class Annex:
    """The figures of a quarter: label and what may be told, in order."""

    quarter: Quarter
    rows: tuple[tuple[str, str], ...]


def before(day: date) -> Quarter:
    """The last quarter that had ended on a day."""
    current = (day.month + 2) // 3
    return Quarter(day.year - 1, 4) if current == 1 else Quarter(day.year, current - 1)


def annex(session: Session, quarter: Quarter, run: Run) -> Annex:
    """Count a quarter; counts below `smallest` of `rules/meetings.yml` are not told.

    Bibob files are left out. Who reads it learns nothing of one location: a small count is told
    as "minder dan", and where one of several is small, the next smallest is not told either.

    Args:
        session: any session.
        quarter: which.
        run: newest one; its rules tell what was switched off.
    """
    least = meetings_of(session).smallest
    start, end = (
        datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (quarter.start, quarter.end)
    )
    is_case = Case.kind != CaseKind.BIBOB
    opened = session.scalars(
        select(Case.id).where(is_case, Case.opened_at >= start, Case.opened_at < end)
    ).all()
    closed = session.scalars(
        select(Case).where(is_case, Case.closed_at >= start, Case.closed_at < end)
    ).all()
    outcomes = Counter(str(case.outcome) for case in closed)
    labels = {str(key): told.label for key, told in process_of(session).outcomes.items()}
    used = Counter(
        session.scalars(
            select(Measure.instrument).where(
                Measure.decided_on >= quarter.start, Measure.decided_on < quarter.end
            )
        )
    )
    names = instruments(session)
    off = sum(rule["status"] == Status.DEPRECATED for rule in run.meta["rules"])
    rows = [
        (mark("Nieuwe signalen en zaken"), counted(len(opened), least)),
        (mark("Afgesloten"), counted(len(closed), least)),
        *told(outcomes, labels, least, mark("Afgesloten als")),
        (mark("Doorlooptijd van afgesloten zaken, mediaan"), _duration(closed, least)),
        (mark("Maatregelen"), counted(used.total(), least)),
        *told(used, names, least, mark("Maatregel")),
        (mark("Aselecte groep: terecht van beoordeeld"), _random(session, quarter, least)),
        (mark("Regels die uit staan"), sentence("{count}", count=off)),
    ]
    return Annex(quarter, tuple(rows))


def counted(count: int, least: int) -> str:
    """A count, or that it is small; 0 tells of nobody."""
    if count == 0 or count >= least:
        return sentence("{count}", count=count)
    return _fewer(least)


def told(
    counts: Mapping[str, int], labels: Mapping[str, str], least: int, what: str
) -> list[tuple[str, str]]:
    """Parts of a total without what would let a small one be worked out, in the order of labels."""
    small = {key for key, count in counts.items() if 0 < count < least}
    large = sorted((count, key) for key, count in counts.items() if count >= least)
    if small and sum(counts[key] for key in small) < least and large:
        small.add(large[0][1])
    ordered = [*(k for k in labels if k in counts), *sorted(k for k in counts if k not in labels)]
    return [
        (
            sentence("{what}: {value}", what=sentence(what), value=labels.get(key, key)),
            sentence("niet getoond") if key in small else sentence("{count}", count=counts[key]),
        )
        for key in ordered
        if counts[key]
    ]


def _duration(closed: Sequence[Case], least: int) -> str:
    days = [(one.closed_at - one.opened_at).days for one in closed if one.closed_at is not None]
    if len(days) < least:
        return sentence("niet getoond: minder dan {count} zaken", count=str(least))
    return sentence("{count} dagen", count=Amount(statistics.median(days), 0))


def _random(session: Session, quarter: Quarter, least: int) -> str:
    """What was found at locations drawn at random for lists of weeks that began in the quarter.

    The baseline of every rule (REQ-RND-2); counted as the precision of rules is.
    """
    found = [
        one.is_right
        for one in judged.listed(session)
        if one.is_random
        and one.is_right is not None
        and quarter.start <= weeks.monday(one.week) < quarter.end
    ]
    right = sum(found)
    if len(found) < max(least, 1) or 0 < right < least:
        return sentence("niet getoond: {count}", count=_fewer(least))
    confidence = load_settings(session.info["rules"]).precision.confidence
    share = precision.share(right, len(found), confidence=confidence)
    assert share.low is not None
    assert share.high is not None
    return sentence(
        "{right} van {judged} (aandeel {low} tot {high}%)",
        right=str(right), judged=str(len(found)), low=Amount(100 * share.low, 0),
        high=Amount(100 * share.high, 0),
    )  # fmt: skip


def _fewer(least: int) -> Sentence:
    return sentence("minder dan {count}", count=str(least))
