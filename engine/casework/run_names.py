"""Which runs a casework database speaks of."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework.case_models import CaseScan
from engine.casework.models import Judgement, Listing
from engine.casework.paper_register import PaperEntry
from engine.casework.process.models import CaseHit

_COLUMNS = (Judgement.run, Listing.run, CaseScan.run, CaseHit.run, PaperEntry.run)


def named(session: Session) -> frozenset[str]:
    """Names of runs that somebody judged, scanned, kept hits of or made papers from."""
    found: set[str] = set()
    for column in _COLUMNS:
        found.update(name for name in session.scalars(select(column).distinct()) if name)
    return frozenset(found)
