"""Invented meetings for the demo: one that was held with a decision, and one to prepare."""

from datetime import datetime, timedelta

from sqlalchemy import select

from engine.casework import users
from engine.casework.case_models import Case
from engine.casework.database import Casework
from engine.casework.meetings import agenda, deciding, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.definition import meetings_of
from engine.casework.meetings.models import Meeting, MeetingKind, Purpose
from engine.casework.models import Role

_TEXTS = {
    "occasion": "Verzonnen voorbeeld: past bij de prioriteit ondermijning in het buitengebied.",
    "options": "Verzonnen voorbeeld: eerst een gesprek, daarna een controle; sluiten is te zwaar.",
    "safety": "Verzonnen voorbeeld: geen bijzonder risico bekend.",
}


def seed(casework: Casework, *, first: datetime) -> int:
    """Plan two meetings for the cases of the demo, once.

    Args:
        casework: database of the demo, with its cases.
        first: moment of the first act, with a time zone.

    Returns:
        How many meetings were made; 0 when there were some already, or no case for the table.
    """
    with casework.writing() as session:
        if session.scalar(select(Meeting.id).limit(1)) is not None:
            return 0
        states = meetings_of(session).kinds[MeetingKind.DRIEHOEK].case_states
        found = session.scalars(
            select(Case).where(Case.state.in_(sorted(states))).order_by(Case.id)
        )
        cases = list(found)
        if not cases:
            return 0
        user = users.sign_in(
            session, subject="demo.driehoek", role=Role.DRIEHOEK_ADVISER, now=first
        )
        kind = MeetingKind.DRIEHOEK
        held = preparing.create(session, user=user, kind=kind, day=first.date(), now=first)
        item = agenda.add(
            session, held, user=user, case=cases[-1], now=first,
            details=Details(purpose=Purpose.DECISION, requested=["Hercontrole in zes weken"]),
        )  # fmt: skip
        preparing.hold(session, held, user=user, attendance=["burgemeester", "politie"], now=first)
        deciding.decide(
            session, item, user=user, text="Hercontrole in zes weken.", lead="burgemeester",
            due_on=first.date() + timedelta(weeks=6), now=first,
        )  # fmt: skip
        day = first.date() + timedelta(weeks=2)
        coming = preparing.create(session, user=user, kind=kind, day=day, now=first)
        details = Details(
            minutes=20, purpose=Purpose.DISCUSSION, requested=["Kiezen van de aanpak"],
            texts=_TEXTS,
        )  # fmt: skip
        agenda.add(session, coming, user=user, case=cases[0], details=details, now=first)
        subject = Details(subject="Kwartaalcijfers", purpose=Purpose.INFORMATION)
        agenda.add(session, coming, user=user, case=None, details=subject, now=first)
    return 2
