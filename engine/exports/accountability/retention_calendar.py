"""When which records must go: by kind and by month, what waits for a second person, what went.

Who takes part in destroying sees every count; others see no count that is small.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day, months_after, year_bounds
from engine.casework import audit, retention, users
from engine.casework.destruction import forecast, told
from engine.casework.destruction.forecast import Coming
from engine.casework.destruction.told import Record
from engine.casework.models import User
from engine.casework.process.definition import Process, process_of
from engine.casework.process.models import Act, Approval
from engine.exports import calendar_file
from engine.exports.accountability import figure
from engine.exports.accountability.figure import FORGOTTEN
from engine.exports.deadlines import Deadline
from engine.exports.spreadsheet import to_csv
from engine.notation import MONTHS
from engine.settings import Settings
from engine.snapshot import Run
from engine.translatable import Sentence, mark, sentence

AHEAD = 12
"""Months that are shown, this one included: no name of a month stands there twice."""

_BY_ITSELF = frozenset({Record.RIEC, Record.RUNS, Record.INSOLVENCIES})
_FROM_LOG = frozenset(Record) - {Record.SEALED, Record.CASES, Record.RIEC, Record.PAPERS}
UNTOLD = mark("niet te zeggen")
"""Of what no day says when it goes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of record; counts as texts.

    Attributes:
        term: how long it is kept.
        by_itself: True when it goes on its day without a second person.
        due: what must go today already.
        months: what falls due in each month of the calendar.
        destroyed: what was destroyed in the year that is accounted for.
    """

    record: Record
    term: str
    by_itself: bool
    due: str
    months: tuple[str, ...]
    destroyed: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question to a second person about keeping or destroying.

    Attributes:
        is_allowed: True when it was allowed and waits to be carried out.
    """

    what: str
    asked_on: date
    expires_on: date
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """The calendar.

    Attributes:
        months: first days of this month and of those after it.
        waiting: oldest question first.
        coming: what falls due, with small counts; only for who takes part in destroying.
        is_verified: False while nobody checked the terms.
    """

    months: tuple[date, ...]
    rows: tuple[Row, ...]
    waiting: tuple[Waiting, ...]
    coming: tuple[Coming, ...]
    is_verified: bool


def of_year(
    session: Session,
    runs: Sequence[Run],
    *,
    user: User,
    year: int,
    today: date,
    settings: Settings,
    least: int,
) -> Terms:
    """The calendar from a day on, and what was destroyed in a year.

    Args:
        session: casework; only read.
        runs: all of them, the newest first.
        user: who looks.
        year: of what was destroyed.
        today: the day on which it is looked at.
        settings: blocks `retention` and `audit`.
        least: the smallest count that is told to who takes no part in destroying.

    Raises:
        RoleRefused: the role does not answer for terms.
        RunError: the newest run cannot be read.
    """
    users.require(user, users.MAY_SEE_TERMS)
    process = process_of(session)
    four_eyes = process.approvals[Act.DESTROY]
    shown = 1 if user.role in (*four_eyes.asks, *four_eyes.allows) else least
    months = tuple(months_after(today.replace(day=1), ahead) for ahead in range(AHEAD))
    until = months_after(months[-1], 1) - timedelta(days=1)
    coming = forecast.of_casework(session, today=today, until=until)
    coming += retention.coming(runs, until=until, settings=settings.retention)
    gone = destroyed_in(session, user=user, year=year)
    terms = _terms(process, settings)
    rows = (
        _row(one, terms[one], [c for c in coming if c.record is one], months, today, gone, shown)
        for one in Record
    )
    return Terms(
        months, tuple(rows), tuple(_waiting(session, today)),
        tuple(coming) if shown == 1 else (),
        process.verified and settings.retention.verified and settings.audit.verified,
    )  # fmt: skip


def destroyed_in(session: Session, *, user: User, year: int) -> dict[Record, int | None]:
    """Count what was destroyed in a year by kind; None of what a log that was cut does not tell.

    Raises:
        RoleRefused: the role does not answer for terms.
    """
    users.require(user, users.MAY_SEE_TERMS)
    since, until = year_bounds(year)
    cut, found = audit.cut_until(session), told.destroyed(session, since=since, until=until)
    is_cut = cut is not None and cut > since
    return {one: None if is_cut and one in _FROM_LOG else found[one] for one in Record}


def to_ical(terms: Terms, *, now: datetime) -> bytes:
    """One whole day for each kind of record and month: the first on which something must go."""
    first: dict[tuple[date, Record], Coming] = {}
    for one in sorted(terms.coming, key=lambda one: one.due_on):
        first.setdefault((one.due_on.replace(day=1), one.record), one)
    return calendar_file.to_ical(
        [_deadline(one, month, terms.coming) for (month, _), one in sorted(first.items())], now=now
    )


def csv(terms: Terms) -> bytes:
    """The calendar as a table, a column for each month."""
    header = ["Wat", "Termijn", "Hoe", "Nu", *map(month_text, terms.months), "Vernietigd"]
    return to_csv(header, (cells(row) for row in terms.rows))


def cells(row: Row) -> list[str]:
    """A row of the table."""
    how = "vanzelf" if row.by_itself else "tweede persoon"
    return [row.record.value, row.term, how, row.due, *row.months, row.destroyed]


def month_text(month: date) -> str:
    """A month as `mrt 2026`."""
    name = MONTHS[month.month - 1]
    return f"{'mrt' if month.month == 3 else name[:3]} {month.year}"


def _row(
    record: Record,
    term: str,
    coming: Iterable[Coming],
    months: Sequence[date],
    today: date,
    gone: Mapping[Record, int | None],
    least: int,
) -> Row:
    due, by_month = 0, dict.fromkeys(months, 0)
    for one in coming:
        if one.due_on <= today:
            due += one.count
        else:
            by_month[one.due_on.replace(day=1)] += one.count
    told_ = [figure.count(count, least=least) for count in (due, *by_month.values())]
    if record is Record.NAMES:
        told_ = [UNTOLD] * len(told_)
    destroyed = gone[record]
    return Row(
        record, term, record in _BY_ITSELF, told_[0], tuple(told_[1:]),
        FORGOTTEN if destroyed is None else figure.count(destroyed, least=least),
    )  # fmt: skip


def _terms(process: Process, settings: Settings) -> Mapping[Record, str]:
    """Every term in words, out of the rules and settings."""
    kept = process.retention
    hits = sentence("{count} maanden na de treffer", count=str(kept.hit_months))
    return {
        Record.SEALED: sentence("{count} dagen na het einde", count=str(kept.not_taken_on_days)),
        Record.CASES: sentence(
            "{count} jaar na de laatste activiteit; een Bibob-dossier volgens zijn klok",
            count=str(kept.taken_on_years),
        ),
        Record.RIEC: sentence(
            "{count} jaar nadat het kwam, tenzij verlengd", count=str(kept.riec_years)
        ),
        Record.HITS: hits,
        Record.JUDGEMENTS: hits,
        Record.LISTINGS: hits,
        Record.MATCHES: sentence(
            "{count} jaar na het nieuwste oordeel", count=str(kept.match_years)
        ),
        Record.ERRORS: sentence(
            "{count} jaar na de laatste handeling", count=str(kept.error_years)
        ),
        Record.PAPERS: mark("tot de dag in het manifest"),
        Record.NAMES: mark("tot geen bewaarde run iemand nog noemt"),
        Record.LOG: _log(settings.audit.retention),
        Record.RUNS: sentence(
            "{count} weken; de nieuwste blijft", count=str(settings.retention.run_weeks)
        ),
        Record.INSOLVENCIES: sentence(
            "{count} maanden na het einde; geteld in de nieuwste run",
            count=str(settings.retention.insolvency_months_after_end),
        ),
    }


def _log(term: str) -> Sentence:
    """A term such as `P36M` in words."""
    count, unit = term[1:-1], term[-1]
    if unit == "D":
        return sentence("{count} dagen", count=count)
    if unit == "M":
        return sentence("{count} maanden", count=count)
    return sentence("{count} jaar", count=count)


def _waiting(session: Session, today: date) -> Iterable[Waiting]:
    found = select(Approval).where(
        Approval.act.in_((Act.DESTROY, Act.EXTEND)), Approval.allowed.is_not(False),
        Approval.used_at.is_(None), Approval.expires_on >= today,
    )  # fmt: skip
    for one in session.scalars(found.order_by(Approval.asked_at, Approval.id)):
        asked_on = dutch_day(one.asked_at)
        yield Waiting(_subject(one), asked_on, one.expires_on, bool(one.allowed))


def _subject(one: Approval) -> str:
    """What a question is about; of a case only that it is one."""
    if one.act is Act.EXTEND:
        return mark("een zaak van het RIEC langer bewaren")
    if one.case_id is not None:
        return mark("een Bibob-dossier vernietigen")
    name, _, rest = one.subject.partition("/")
    made = date.fromisoformat(rest.partition("/")[0])
    return sentence("lijst {name} van {day} vernietigen", name=name, day=made)


def _deadline(one: Coming, month: date, coming: Iterable[Coming]) -> Deadline:
    count = sum(
        c.count for c in coming if c.record is one.record and c.due_on.replace(day=1) == month
    )
    how = "gaat vanzelf" if one.record in _BY_ITSELF else "vraagt een tweede persoon"
    return Deadline(
        key=f"bewaartermijn-{one.record.name.lower()}-{month:%Y-%m}",
        title=f"Bewaartermijn: {one.record.value}, {count} in {MONTHS[month.month - 1]}",
        text=f"{how}; dijkwacht retention plan, daarna apply",
        on=one.due_on,
        is_firm=True,
    )
