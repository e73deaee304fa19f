"""How long a Bibob file is kept: the clock `retention` of `rules/bibob/clocks.yml` says it."""

from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob import content, timeline
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.bibob.models import BibobFile
from engine.casework.case_models import Case

_CLOCK = "retention"


def until(session: Session, case: Case, *, today: date) -> date | None:
    """Last day on which a file may be kept, as the clock tells it on `today`.

    While a procedure is pending that is no earlier than `today`. None: nothing was concluded, so
    that the term of other cases counts, from the last activity.
    """
    file = session.get(BibobFile, case.id)
    if file is None:
        return None
    known, law = content.events(session, file), catalogue_of(session)
    clocks = timeline.of_events(file, known, law, as_of=today)
    return next(one for one in clocks if one.code == _CLOCK).due
