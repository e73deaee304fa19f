"""Everything that a paper about one case is made from, read once for all recipients."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import cases, judgements, places
from engine.casework.case_models import Case
from engine.casework.meetings import candidates, codes, deciding
from engine.casework.meetings.definition import meetings_of
from engine.casework.meetings.models import AgendaDecision
from engine.casework.process.models import CaseHit
from engine.casework.process.states import Origin
from engine.exports import case_file, dossier
from engine.exports.case_file import CaseFile
from engine.exports.dossier import Dossier
from engine.exports.driehoek import signals
from engine.exports.driehoek.signals import Known, Signal
from engine.exports.driehoek.veil import Veil, veil
from engine.rules.named import Name, instruments
from engine.scoring import weeks
from engine.settings import load_settings
from engine.snapshot import Run


@dataclass(frozen=True, slots=True)
class Spot:
    """One location of the case.

    Attributes:
        dossier: neutral: without hits, points and band.
        veil: over its address, closed.
    """

    code: str
    dossier: Dossier
    veil: Veil


@dataclass(frozen=True, slots=True)
class Matter:
    """A case as papers need it.

    Attributes:
        spots: its locations, its own first.
        is_masked: somebody there may be a victim: no address and no closure in any paper.
        is_blind: hits of the run are left out, as nobody judged the location this week.
        decisions: of earlier meetings, oldest first.
    """

    case: Case
    file: CaseFile
    run: Run
    spots: tuple[Spot, ...]
    signals: tuple[Signal, ...]
    instruments: Mapping[str, Name]
    decisions: tuple[AgendaDecision, ...]
    is_masked: bool
    is_blind: bool

    def allows(self, step: str) -> bool:
        """Whether the newest privacy check of a step allows it."""
        found = [check for check in self.file.checks if check.step == step]
        return bool(found) and found[-1].allows

    def hide(self, text: str, *, is_open: bool) -> str:
        """A text without what tells where any location of the case is."""
        for spot in self.spots:
            text = replace(spot.veil, is_open=is_open)(text)
        return text

    def keep_until(self) -> date:
        """Day from which everything about the case must be gone, as the process says today."""
        terms, case = self.file.process.retention, self.case
        if case.origin is Origin.RIEC:
            return _years_after(case.opened_at, terms.riec_years)
        return _years_after(case.last_activity_at, terms.taken_on_years)


def read(session: Session, case: Case, run: Run, *, now: datetime) -> Matter:
    """Read a case and its locations in a run.

    Args:
        session: a writing session, as locations without a code get one.
        case: on an agenda.
        run: the newest one.
        now: the moment, with a time zone.

    Raises:
        RunError: the run does not have a location of the case.
    """
    rules: Path = session.info["rules"]
    given = codes.give(session, case, now=now)
    located = [(code.code, places.locate(run, code.place)) for code in given]
    with run.connect() as con:
        built = [(code, dossier.assemble(con, run, name)) for code, name in located]
    is_masked = candidates.is_masked(case, candidates.masked_objects(session, as_of=dutch_day(now)))
    own = built[0][1]
    is_blind = _is_blind(session, run, own)
    care = load_settings(rules).care
    protected = is_masked or bool(own.assessment and own.assessment.notices)
    known = Known(
        run, meetings_of(session).reported_tables, care.closing_codes if protected else ()
    )
    scans = cases.scans(session, case)
    hits = select(CaseHit).where(CaseHit.case_id == case.id).order_by(CaseHit.id)
    return Matter(
        case=case,
        file=case_file.build(session, case),
        run=run,
        spots=tuple(
            Spot(code, dossier.neutral(found), veil(found, code, is_open=False))
            for code, found in built
        ),
        signals=signals.collect(
            known,
            hits=session.scalars(hits).all(),
            scan=scans[0] if scans else None,
            assessment=None if is_blind else own.assessment,
        ),
        instruments=instruments(rules),
        decisions=tuple(deciding.of_case(session, case)),
        is_masked=is_masked,
        is_blind=is_blind,
    )


def _is_blind(session: Session, run: Run, found: Dossier) -> bool:
    """On this week's list and judged by nobody: its hits are seen by nobody yet (REQ-HUM-2)."""
    listed = run.table("worklist")["location_id"].to_pylist()
    bag_ids = places.identity(found.place.object_ids, found.place.building_ids)
    week = weeks.week_of(run.as_of)
    return found.place.location_id in listed and not judgements.is_judged(session, bag_ids, week)


def _years_after(moment: datetime, years: int) -> date:
    day = dutch_day(moment)
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
