"""The driehoek papers as documents: each recipient gets the agenda and its own compartment only."""

import pytest
from sqlalchemy.orm import Session

from engine.casework.meetings import agenda, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import AgendaItem, MeetingKind, Purpose
from engine.casework.models import User
from engine.errors import CaseworkError, PaperError
from engine.exports.driehoek import build
from engine.exports.papers import driehoek, texts
from engine.exports.papers.compose import compose
from engine.exports.papers.draft import Draft
from engine.exports.papers.paper import Bullets, Fields, Paper, Table, Text, for_recipient
from engine.exports.recipients import find
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from tests.engine.exports.driehoek.conftest import NOW

TEXTS = texts.load(SHIPPED_RULES, driehoek.CONTRACT)
RECIPIENTS = ("burgemeester", "officier", "politie")
COMMON = {
    "municipality": "G", "department": "A", "contact": "C", "today": "3 november 2026",
    "user_role": "adviseur", "recipient": "R", "legal_basis": "B", "keep_until": "later",
}  # fmt: skip


def _draft(session: Session, run: Run, user: User, number: int) -> Draft:
    return driehoek.draft(session, run, number=number, user=user, texts=TEXTS, now=NOW)


def _paper(made: Draft, recipient: str) -> Paper:
    whole = compose(TEXTS, COMMON | dict(made.values), made.filled, further=made.further)
    return for_recipient(whole, recipient, recipient)


def _strings(paper: Paper) -> list[str]:
    found = [section.heading for section in paper.sections]
    for block in (block for section in paper.sections for block in section.blocks):
        if isinstance(block, Text):
            found.append(block.text)
        elif isinstance(block, Bullets):
            found += block.items
        elif isinstance(block, Fields):
            found += [part for row in block.rows for part in row]
        elif isinstance(block, Table):
            found += [cell for row in block.rows for cell in row]
    return found


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_recipient_gets_its_own_compartment_only(
    session: Session, item: AgendaItem, run: Run, adviser: User, recipient: str
) -> None:
    paper = _paper(_draft(session, run, adviser, item.meeting.id), recipient)
    said = _strings(paper)
    for other in build.papers(session, item, run, user=adviser, now=NOW):
        own = [part for one in other.sections for part in (*one.text, *one.bullets)]
        if other.recipient == recipient:
            assert set(own) <= set(said)
            assert [f"{n}. {s.heading}" for n, s in enumerate(other.sections, 1)] == [
                s.heading for s in paper.sections if s.level == 2
            ]
    assert said.count("Punt 1: Zaak 1") == 1
    assert {s.only_for for s in paper.sections} == {frozenset(), frozenset({recipient})}


def test_paper_says_agenda_first_and_figures_last(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    paper = _paper(_draft(session, run, adviser, item.meeting.id), "politie")
    assert paper.sections[0].heading == "Agenda"
    assert paper.sections[-1].heading == "Bijlage: cijfers van kwartaal 3 van 2026"
    (agenda,) = [b for b in paper.sections[0].blocks if isinstance(b, Table)]
    assert agenda.rows[0][:2] == ("1", "Zaak 1")
    assert agenda.rows[-1] == ("", "Samen", "", agenda.rows[0][3])


def test_what_does_not_apply_to_a_free_subject_is_told_in_one_line(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    details = Details(subject="Jaarplan", purpose=Purpose.INFORMATION)
    agenda.add(session, item.meeting, user=adviser, case=None, details=details, now=NOW)
    paper = _paper(_draft(session, run, adviser, item.meeting.id), "burgemeester")
    start = [s.heading for s in paper.sections].index("Punt 2: Jaarplan")
    told = [s for s in paper.sections[start:] if s.level == 2]
    assert [s.heading[:2] for s in told] == ["1.", "2.", "Ni"]
    (line,) = told[-1].blocks
    assert isinstance(line, Text)
    assert line.text.startswith("3. Feitelijk beeld; 4. Signalen; 5. ")
    assert line.text.endswith("13. Bijlagen.")


def test_no_address_points_or_band_stands_in_it(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    made = _draft(session, run, adviser, item.meeting.id)
    for recipient in RECIPIENTS:
        told = "\n".join(_strings(_paper(made, recipient))).lower()
        assert "polderpad" not in told
        assert "punten" not in told.replace("agendapunten", "").replace("punten\n", "")
        assert "band" not in told.replace("verband", "")


def test_tables_have_names_that_a_workbook_can_tell_apart(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    names = [
        t.name for t in _paper(_draft(session, run, adviser, item.meeting.id), "officier").tables()
    ]
    assert len(names) == len(set(names))


def test_origin_names_the_run_the_rules_and_the_case(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    origin = _draft(session, run, adviser, item.meeting.id).origin
    assert (origin.run, origin.cases) == (run, (item.case_id,))
    assert list(origin.rules) == sorted(set(origin.rules))


def test_meeting_without_items_or_without_recipients_has_no_paper(
    session: Session, run: Run, adviser: User, riec: User
) -> None:
    day = NOW.date()
    empty = preparing.create(session, user=adviser, kind=MeetingKind.DRIEHOEK, day=day, now=NOW)
    with pytest.raises(PaperError, match=f"overleg {empty.id} heeft nog geen agendapunten"):
        _draft(session, run, adviser, empty.id)
    with pytest.raises(CaseworkError):
        _draft(session, run, riec, 99)


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_every_recipient_of_a_driehoek_may_get_it(recipient: str) -> None:
    assert find(SHIPPED_RULES, "driehoek", recipient).recipient == recipient
