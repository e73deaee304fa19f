"""The papers of a driehoek meeting: every agenda item in compartments, one per recipient.

What each recipient may see was decided before (`engine.exports.driehoek`); here it is only put on
paper. A recipient gets the agenda, its own compartment of every item, and the annex of figures.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework.audit import ProcessedObject
from engine.casework.meetings import agenda, preparing
from engine.casework.meetings.definition import meetings_of
from engine.casework.meetings.models import AgendaItem, Meeting
from engine.casework.models import User
from engine.errors import PaperError
from engine.exports.driehoek import build, content, quarter
from engine.exports.papers.contract import OF_RUN, Contract
from engine.exports.papers.draft import Draft, of_run
from engine.exports.papers.manifest import Origin
from engine.exports.papers.paper import Block, Bullets, Column, Fields, Section, Table, Text
from engine.exports.papers.texts import Texts, fill
from engine.exports.words import day
from engine.snapshot import Run
from engine.translatable import sentence

CONTRACT = Contract(
    kind="driehoek",
    required=frozenset({"agenda", "items", "annex"}),
    placeholders=(OF_RUN - {"week"}) | {"meeting", "held_on", "quarter"},
    phrases={
        "position": frozenset(), "subject": frozenset(), "purpose": frozenset(),
        "minutes": frozenset(), "total": frozenset(), "figure": frozenset(), "count": frozenset(),
        "item": frozenset({"position", "subject"}), "basis": frozenset({"basis"}),
        "not_applicable": frozenset(), "skipped": frozenset({"sections"}),
    },
    logs_reading=True,
)  # fmt: skip


def draft(
    session: Session, run: Run, *, number: int, user: User, texts: Texts, now: datetime
) -> Draft:
    """The content for every recipient; reading it is logged per item.

    Args:
        session: a writing session.
        run: where the locations of cases are read.
        number: of a meeting that has recipients, with something on its agenda.
        user: who prepares meetings.
        texts: of this kind.
        now: the moment, with a time zone.

    Raises:
        PaperError: nothing is on the agenda.
        CaseworkError: no such meeting, it has no recipients, or the role may not.
        RunError: the run does not have a location.
    """
    meeting = preparing.find(session, number)
    if not meeting.items:
        raise PaperError(
            sentence("overleg {number} heeft nog geen agendapunten", number=str(number))
        )
    papers = {
        item.position: build.papers(session, item, run, user=user, now=now)
        for item in meeting.items
    }
    figures = quarter.annex(session, quarter.before(meeting.day), run)
    told = [paper for made in papers.values() for paper in made]
    return Draft(
        subject=f"overleg-{number}",
        values={
            **of_run(run), "meeting": str(number),
            "held_on": day(meeting.day), "quarter": figures.quarter.label,
        },
        filled={
            "agenda": [_agenda(session, meeting, texts)],
            "annex": [_figures(figures, texts)],
        },
        further={"items": [s for item in meeting.items for s in _item(item, papers, texts)]},
        origin=Origin(
            run,
            tuple(sorted({rule_id for paper in told for rule_id, _ in paper.rules})),
            tuple(sorted({item.case_id for item in meeting.items if item.case_id is not None})),
        ),
        objects=tuple(_object(item) for item in meeting.items),
    )  # fmt: skip


def _agenda(session: Session, meeting: Meeting, texts: Texts) -> Table:
    phrases, purposes = texts.of.phrases, meetings_of(session).purposes
    columns = (
        Column(phrases["position"], 0.5), Column(phrases["subject"], 4),
        Column(phrases["purpose"], 2), Column(phrases["minutes"], 1, "right"),
    )  # fmt: skip
    rows = [
        (str(one.position), one.subject, purposes[one.purpose], str(one.minutes))
        for one in meeting.items
    ]
    rows.append(("", phrases["total"], "", str(agenda.needed(meeting))))
    return Table("Agenda", columns, tuple(rows))


def _figures(annex: quarter.Annex, texts: Texts) -> Table:
    phrases = texts.of.phrases
    columns = Column(phrases["figure"], 4), Column(phrases["count"], 1.2, "right")
    return Table("Cijfers", columns, annex.rows)


def _item(
    item: AgendaItem, papers: dict[int, tuple[content.Paper, ...]], texts: Texts
) -> Iterator[Section]:
    """One item as every recipient sees it, each on pages of its own."""
    values = {"position": str(item.position), "subject": item.subject}
    heading = fill(texts.of.phrases["item"], values)
    for paper in papers[item.position]:
        only = frozenset({paper.recipient})
        yield Section(heading, (Fields(paper.header),), only_for=only, new_page=True)
        skipped: list[str] = []
        for number, section in enumerate(paper.sections, start=1):
            title = f"{number}. {section.heading}"
            if not section.is_applicable:
                skipped.append(title)
                continue
            blocks = tuple(_blocks(item, number, section, texts))
            yield Section(title, blocks, level=2, only_for=only)
        if skipped:
            told = Text(fill(texts.of.phrases["skipped"], {"sections": "; ".join(skipped)}))
            yield Section(texts.of.phrases["not_applicable"], (told,), level=2, only_for=only)


def _blocks(
    item: AgendaItem, number: int, section: content.Section, texts: Texts
) -> Iterator[Block]:
    yield from (Text(sentence) for sentence in section.text)
    if section.bullets:
        yield Bullets(section.bullets)
    for place, table in enumerate(section.tables, start=1):
        columns = tuple(Column(title) for title in table.columns)
        yield Table(f"Punt {item.position}.{number}.{place}", columns, table.rows)
    if section.basis and not section.is_withheld:
        yield Text(fill(texts.of.phrases["basis"], {"basis": section.basis}))


def _object(item: AgendaItem) -> ProcessedObject:
    kinds = ("stuk",)
    if item.case_id is None:
        return ProcessedObject("agendapunt", "nummer", str(item.id), "agendapunt", kinds)
    return ProcessedObject("zaak", "nummer", str(item.case_id), "agendapunt", kinds)
