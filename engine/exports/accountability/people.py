"""What a year did to people: requests for access, opened names, locations listed in vain.

Counts only. What the processing log told before it was cut is not known any more, never 0.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from connectors.dates import year_bounds
from engine.casework import audit, names, relisted, users
from engine.casework.audit_models import AuditEntry
from engine.casework.models import User
from engine.casework.paper_register import PaperEntry
from engine.casework.relisted import Relisted
from engine.exports.accountability import figure
from engine.exports.accountability.figure import Figure
from engine.exports.papers import access, access_person
from engine.translatable import mark, sentence


@dataclass(frozen=True, slots=True)
class Effects:
    """Counts of one year.

    Attributes:
        requests: answers to a request for access, by location or by person; documents of one
            answer count once.
        names: times that a name was opened in a case; None: the log of then was cut.
        listed: of the lists of the ISO year.
    """

    requests: int
    names: int | None
    listed: Relisted


def of_year(session: Session, *, user: User, year: int) -> Effects:
    """Count what a year did to people.

    Args:
        session: casework; only read.
        user: who looks.
        year: calendar year on the clock of the Netherlands.

    Raises:
        RoleRefused: the role does not answer for it.
    """
    users.require(user, users.MAY_ACCOUNT)
    since, until = year_bounds(year)
    return Effects(
        requests=_requests(session, since, until),
        names=_names(session, since, until),
        listed=relisted.of_year(session, year),
    )


def told(effects: Effects, *, before: Effects | None, least: int) -> tuple[Figure, ...]:
    """The effects in words, beside those of the year before.

    Args:
        effects: of the year.
        before: of the year before; None when nothing is known of it.
        least: the smallest count that may be told.
    """

    def one(count: int | None) -> str:
        return figure.count(count, least=least)

    return (
        Figure(
            mark("Verzoeken om inzage beantwoord"), one(effects.requests),
            mark(
                "Wie vraagt wat over een locatie of over zichzelf is verwerkt, krijgt antwoord op "
                "de pagina Stukken."
            ),
            before=one(before.requests) if before else "",
        ),
        Figure(
            mark("Namen geopend"), one(effects.names), _names_said(effects.names),
            before=one(before.names) if before else "",
        ),
        Figure(
            mark("Vaker op de lijst zonder resultaat"), one(effects.listed.in_vain),
            sentence(
                "Van {all} locaties stonden er {again} in twee of meer weken op de lijst. Geteld "
                "is wat daarbij geen enkele keer terecht bleek; wie daar woont of werkt, mag "
                "vragen waarom.",
                all=one(effects.listed.locations), again=one(effects.listed.again),
            ),
            before=one(before.listed.in_vain) if before else "",
        ),
    )  # fmt: skip


def _names_said(count: int | None) -> str:
    if count is None:
        return mark("Het verwerkingslog van dat jaar is na zijn bewaartermijn ingekort.")
    return mark(
        "Een naam gaat alleen open binnen een zaak, na goedkeuring door een tweede persoon, en "
        "staat dan in het verwerkingslog."
    )


def _requests(session: Session, since: datetime, until: datetime) -> int:
    """One answer is registered at one moment, whatever its formats and recipients."""
    kinds = (access.CONTRACT.kind, access_person.CONTRACT.kind)
    found = select(PaperEntry.kind, PaperEntry.made_at).where(
        PaperEntry.kind.in_(kinds), PaperEntry.made_at >= since, PaperEntry.made_at < until
    )
    return session.scalar(select(func.count()).select_from(found.distinct().subquery())) or 0


def _names(session: Session, since: datetime, until: datetime) -> int | None:
    cut = audit.cut_until(session)
    if cut is not None and cut > since:
        return None
    found = select(func.count()).where(
        AuditEntry.tijdstip >= since, AuditEntry.tijdstip < until,
        AuditEntry.actie_naam.startswith(names.OPENED, autoescape=True),
    )  # fmt: skip
    return session.scalar(found) or 0
