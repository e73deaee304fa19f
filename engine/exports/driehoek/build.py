"""Builds the papers of one agenda item: one per recipient, all from the same matter."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import users
from engine.casework.meetings import candidates, compartments, preparing
from engine.casework.meetings import definition as meeting_sections
from engine.casework.meetings.compartments import ADDRESS, Compartment
from engine.casework.meetings.definition import Meetings, meetings_of
from engine.casework.meetings.models import AgendaItem
from engine.casework.models import User
from engine.errors import CaseworkError
from engine.exports.driehoek import case_sections, matter
from engine.exports.driehoek.content import Paper, Section
from engine.exports.driehoek.matter import Matter
from engine.exports.driehoek.view import View
from engine.exports.words import day, word
from engine.snapshot import Run
from engine.translatable import sentence

_WITHHELD = "Dit deel is niet voor deze ontvanger bestemd."
_NOT_APPLICABLE = "Niet van toepassing op dit punt."
_TO_WRITE = "Nog te schrijven: {what}."


def papers(
    session: Session,
    item: AgendaItem,
    run: Run | None,
    *,
    user: User,
    now: datetime,
    recipients: Sequence[str] = (),
) -> tuple[Paper, ...]:
    """The papers of one item, in the order of the rules; reading it is logged.

    Args:
        session: a writing session.
        item: of a meeting of which the kind has recipients.
        run: needed when the item is about a case.
        user: who prepares meetings.
        now: the moment, with a time zone.
        recipients: codes in `tables/compartments.csv`; empty: all of that kind of meeting.

    Raises:
        CaseworkError: the role may not, the location is masked for it, there is no run, or the
            recipient gets no paper of this kind of meeting; known ones are listed.
        RunError: the run does not have the location.
        SettingsError: the tables of the rules are wrong.
    """
    users.require(user, users.MAY_MEET)
    told = meetings_of(session)
    chosen = _chosen(session, item, told, recipients)
    about = _about(session, item, run, user=user, now=now)
    name = "Stuk voor een overleg opgesteld"
    preparing.log(
        session,
        item.meeting,
        user=user,
        name=name,
        now=now,
        item=item,
        kinds=("stuk", *(one.recipient for one in chosen)),
    )
    return tuple(_paper(item, about, one, told) for one in chosen)


def _chosen(
    session: Session, item: AgendaItem, told: Meetings, recipients: Sequence[str]
) -> list[Compartment]:
    kind = told.kinds[item.meeting.kind]
    names = ", ".join(kind.recipients) or sentence("niemand")
    unknown = [one for one in recipients if one not in kind.recipients]
    if unknown or not kind.recipients:
        who = ", ".join(unknown) or sentence("niemand")
        raise CaseworkError(
            "van een {kind} krijgt {who} geen stuk; wel: {allowed}",
            kind=kind.label,
            who=who,
            allowed=names,
        )
    known = compartments.load(Path(session.info["rules"]))
    if lacking := [one for one in kind.recipients if one not in known]:
        raise CaseworkError(
            "compartments.csv heeft geen rijen voor {recipients}", recipients=", ".join(lacking)
        )
    return [known[one] for one in kind.recipients if not recipients or one in recipients]


def _about(
    session: Session, item: AgendaItem, run: Run | None, *, user: User, now: datetime
) -> Matter | None:
    if item.case is None:
        return None
    if run is None:
        raise CaseworkError("een stuk over een zaak vraagt een run")
    masked = candidates.masked_objects(session, as_of=dutch_day(now))
    if candidates.is_masked(item.case, masked) and user.role not in users.MAY_MASK:
        raise CaseworkError(
            "deze locatie is afgeschermd; vraag: {allowed}", allowed=users.listed(users.MAY_MASK)
        )
    return matter.read(session, item.case, run, now=now)


def _paper(
    item: AgendaItem, about: Matter | None, compartment: Compartment, told: Meetings
) -> Paper:
    allows: Callable[[str], bool] = (lambda _: True) if about is None else about.allows
    shows_address = about is not None and not about.is_masked and compartment.shows(ADDRESS, allows)
    view = View(item, compartment, about, told, allows, shows_address)
    sections = tuple(_section(view, one) for one in told.sections)
    return Paper(
        recipient=compartment.recipient,
        label=compartment.label,
        header=_header(view),
        sections=sections,
        run=None if about is None else about.run.path.name,
        rules=() if about is None else tuple((s.rule_id, s.version) for s in view.signals()),
        keep_until=None if about is None else about.keep_until(),
        lacking=tuple(one.heading for one in sections if one.is_lacking),
    )


def _header(view: View) -> tuple[tuple[str, str], ...]:
    item, told = view.item, view.told
    meeting = item.meeting
    return (
        ("Overleg", told.kinds[meeting.kind].label),
        ("Datum", day(meeting.day)),
        ("Agendapunt", f"{item.position}. {view.hidden(item.subject)}"),
        ("Steller", f"{item.author.subject} ({word('user.role', item.author.role)})"),
        ("Portefeuillehouder", item.portfolio_holder),
        ("Vertrouwelijkheid", told.confidentiality[item.confidentiality]),
        ("Doel", told.purposes[item.purpose]),
        ("Ontvanger", view.compartment.label),
    )


def _section(view: View, one: meeting_sections.Section) -> Section:
    """One section: withheld, not applicable, or what is known with what people wrote."""
    grant = view.compartment.grants.get(one.id)
    basis = "" if grant is None else grant.basis
    if not view.compartment.shows(one.id, view.allows):
        return Section(one.id, one.heading, (_WITHHELD,), is_withheld=True)
    if one.id == "requested":
        asked = tuple(view.hidden(text) for text in view.item.requested)
        text = () if asked else ("Er wordt geen besluit gevraagd.",)
        return Section(one.id, one.heading, text, asked, basis=basis)
    return _told(view, one, basis)


def _told(view: View, one: meeting_sections.Section, basis: str) -> Section:
    """What people wrote, or that they still have to, and then what is known of the case."""
    build = case_sections.SECTIONS.get(one.id) if view.about is not None else None
    written = view.item.texts.get(one.id)
    is_asked = one.asks(view.item.purpose, is_case=view.about is not None)
    if build is None and written is None and not is_asked:
        return Section(one.id, one.heading, (_NOT_APPLICABLE,), is_applicable=False)
    text = () if written is None else (view.hidden(written),)
    if written is None and is_asked:
        text = (_TO_WRITE.format(what=one.write),)
    known = Section(one.id, one.heading) if build is None else build(view, one.heading)
    return Section(
        one.id, one.heading, (*text, *known.text), known.bullets, known.tables,
        is_lacking=written is None and is_asked, basis=basis,
    )  # fmt: skip
