"""What the processing log says of a reported error: its number and where, never the record."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework import audit
from engine.casework.data_errors.models import DataError
from engine.casework.models import User

_STEP = "bewaken van de juistheid van gegevens"


def log(
    session: Session,
    error: DataError,
    user: User,
    name: str,
    *,
    now: datetime,
    recipient: str | None = None,
) -> None:
    """Append an act about a report to the log.

    Args:
        session: a writing session.
        error: the report.
        user: who acts.
        name: what was done, in Dutch.
        now: the moment, with a time zone.
        recipient: who was told of it; None: nobody outside.
    """
    at = [
        audit.ProcessedObject("locatie", "BAG", bag_id, "locatie", ("gemelde fout",))
        for bag_id in error.place.bag_ids
    ]
    own = audit.ProcessedObject("gemelde fout", "nummer", str(error.id), error.table)
    audit.append(
        session,
        audit.Processing(
            name, _STEP, user.subject, (*at, own), error.run,
            None if recipient is None else "bronhouder", recipient,
        ),
        now=now,
    )  # fmt: skip
