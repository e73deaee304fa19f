"""Tables of a run or of cases as CSV for a spreadsheet, by name; formulas cannot act."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import cases, users
from engine.casework.audit import ProcessedObject
from engine.casework.case_models import Case, CaseKind
from engine.casework.meetings.candidates import is_masked, masked_objects
from engine.casework.models import Role, User
from engine.casework.process import board
from engine.casework.process.board import PAGE, Filter, Row
from engine.casework.process.models import Measure
from engine.exports.exchange import seen
from engine.exports.exchange.giving import Made
from engine.exports.spreadsheet import to_csv
from engine.exports.words import word
from engine.snapshot import Run


@dataclass(frozen=True, slots=True)
class Asking:
    """For whom a table is made.

    Attributes:
        run: needed for tables of a run.
    """

    session: Session
    user: User
    today: date
    run: Run | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: who may have it, whether it is of a run, and how it is made."""

    roles: frozenset[Role]
    of_run: bool
    make: Callable[[Asking], Made]


def _of_run(asking: Asking) -> tuple[Run, tuple[seen.Seen, ...]]:
    if asking.run is None:
        raise ValueError("a table of a run needs a run")
    found = seen.locations(asking.session, asking.run, user=asking.user, today=asking.today)
    return asking.run, found


def _locations(asking: Asking) -> Made:
    run, found = _of_run(asking)
    header = ("locatie", "omschrijving", "soort", "kern", "ligging", "gebruik", "gebruiksdoelen",
              "bedrijven", "treffers", "ontlastend")  # fmt: skip
    rows = [
        (
            one.location_id, one.label, word("kind", one.kind), one.town, word("zone", one.zone),
            word("land_use", one.land_use), ", ".join(one.use_purposes), one.businesses,
            sum(hit.role != "mitigating" for hit in one.hits),
            sum(hit.role == "mitigating" for hit in one.hits),
        )
        for one in found
    ]  # fmt: skip
    return Made(to_csv(header, rows), len(rows), seen.objects(found), run.path.name)


def _hits(asking: Asking) -> Made:
    run, found = _of_run(asking)
    header = ("locatie", "regel", "versie", "titel", "aard", "zin", "nieuwste", "kan ook zijn")
    rows = [
        (
            one.location_id, hit.rule_id, hit.version, hit.title, word("role", hit.role),
            hit.sentence, hit.newest, "; ".join(hit.false_positives),
        )
        for one in found
        for hit in one.hits
    ]  # fmt: skip
    return Made(to_csv(header, rows), len(rows), seen.objects(found), run.path.name)


def _cases(asking: Asking) -> Made:
    header = ("zaak", "soort", "staat", "uitkomst", "herkomst", "locatie", "waarom", "trekker",
              "geopend", "in deze staat sinds", "eerste taak")  # fmt: skip
    masked = masked_objects(asking.session, as_of=asking.today)
    found = [
        row
        for row in _rows(asking)
        if not is_masked(cases.find(asking.session, row.number), masked)
    ]
    rows = [
        (
            row.number, row.kind.label, row.state, row.outcome, row.origin.label, row.location_id,
            row.purpose, row.owner, dutch_day(row.opened_at), dutch_day(row.since), row.next_due,
        )
        for row in found
    ]  # fmt: skip
    return Made(to_csv(header, rows), len(rows), _cases_logged({row.number for row in found}))


def _measures(asking: Asking) -> Made:
    """Measures of cases that the role may see; of a possible victim's case none."""
    kinds = [kind for kind in CaseKind if asking.user.role in users.MAY_OPEN[kind]]
    query = (
        select(Measure, Case)
        .join(Case, Case.id == Measure.case_id)
        .where(Case.kind.in_(sorted(kinds)))
        .order_by(Measure.decided_on, Measure.id)
    )
    masked = masked_objects(asking.session, as_of=asking.today)
    found = [
        (measure, case)
        for measure, case in asking.session.execute(query).unique()
        if not is_masked(case, masked)
    ]
    header = ("zaak", "instrument", "besloten", "van", "tot en met", "reden")
    rows = [
        (case.id, one.instrument, one.decided_on, one.starts_on, one.ends_on, one.reason)
        for one, case in found
    ]
    return Made(to_csv(header, rows), len(rows), _cases_logged({case.id for _, case in found}))


def _rows(asking: Asking) -> Iterator[Row]:
    """Every open case that the role may see, page by page."""
    page = 0
    while found := board.rows(asking.session, user=asking.user, wanted=Filter(), page=page):
        yield from found
        if len(found) < PAGE:
            return
        page += 1


def _cases_logged(numbers: set[int]) -> tuple[ProcessedObject, ...]:
    return tuple(
        ProcessedObject("zaak", "nummer", str(number), "gegeven zaak") for number in sorted(numbers)
    )


_OPENERS = frozenset(role for roles in users.MAY_OPEN.values() for role in roles)
TABLES: Mapping[str, Table] = {
    "locations": Table(users.MAY_JUDGE, True, _locations),
    "hits": Table(users.MAY_JUDGE, True, _hits),
    "cases": Table(_OPENERS, False, _cases),
    "measures": Table(_OPENERS, False, _measures),
}
"""By name, as the command line takes it."""
