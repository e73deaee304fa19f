"""The agenda: which cases may come, order, texts, codes, and what is taken away."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from engine.casework import audit, cases, holds
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import open_casework
from engine.casework.meetings import agenda, candidates, codes, forgetting, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import AgendaItem, Meeting, MeetingKind
from engine.casework.models import Role, User
from engine.casework.process import assigning
from engine.casework.process.states import Outcome, State
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests import casework_file
from tests.engine.casework.conftest import NOW, SETTINGS
from tests.engine.casework.meetings.conftest import AFTER, DAY
from tests.engine.casework.process.conftest import BARN, SHED

TODAY = NOW.date()


def _add(session: Session, meeting: Meeting, user: User, subject: str) -> AgendaItem:
    details = Details(subject=subject)
    return agenda.add(session, meeting, user=user, case=None, details=details, now=NOW)


@pytest.fixture
def item(session: Session, meeting: Meeting, adviser: User, case: Case) -> AgendaItem:
    return agenda.add(session, meeting, user=adviser, case=case, details=Details(), now=NOW)


@pytest.mark.parametrize("state", sorted(State))
@pytest.mark.parametrize("kind", sorted(MeetingKind))
def test_only_states_of_the_rules_come_on_an_agenda(
    session: Session, adviser: User, case: Case, kind: MeetingKind, state: State
) -> None:
    """As `rules/meetings.yml` says: nothing new, nothing ended, nothing that is elsewhere."""
    allowed = {
        MeetingKind.DRIEHOEK: {State.SIGNAL_MEETING, State.CASE, State.INTERVENTION,
                               State.MONITORING},
        MeetingKind.SIGNAL_MEETING: {State.SIGNAL_MEETING},
        MeetingKind.RIEC: {State.SIGNAL_MEETING, State.CASE, State.INTERVENTION},
    }[kind]  # fmt: skip
    meeting = preparing.create(session, user=adviser, kind=kind, day=DAY, now=NOW)
    case.state = state
    session.flush()
    found = candidates.candidates(session, meeting, user=adviser, today=TODAY)
    assert [one.number for one in found] == ([case.id] if state in allowed else [])
    if state not in allowed:
        with pytest.raises(CaseworkError, match="op deze agenda horen"):
            agenda.add(session, meeting, user=adviser, case=case, details=Details(), now=NOW)


def test_case_is_on_an_agenda_once_and_no_candidate_any_more(
    session: Session, meeting: Meeting, adviser: User, case: Case, item: AgendaItem
) -> None:
    assert item.subject == f"Zaak {case.id}"
    assert candidates.candidates(session, meeting, user=adviser, today=TODAY) == []
    with pytest.raises(CaseworkError, match="staat al op de agenda"):
        agenda.add(session, meeting, user=adviser, case=case, details=Details(), now=NOW)


@pytest.mark.usefixtures("item")
def test_candidate_tells_when_it_was_discussed(
    session: Session, meeting: Meeting, adviser: User, case: Case
) -> None:
    preparing.hold(session, meeting, user=adviser, attendance=["politie"], now=AFTER)
    later = preparing.create(
        session, user=adviser, kind=MeetingKind.DRIEHOEK, day=DAY + timedelta(30), now=NOW
    )
    (found,) = candidates.candidates(session, later, user=adviser, today=TODAY)
    assert (found.number, found.discussed) == (case.id, DAY)


@pytest.mark.parametrize("by", ["case", "mask"])
def test_possible_victim_is_hidden_from_the_driehoek_adviser_and_care_comes_first(
    session: Session, meeting: Meeting, adviser: User, riec: User, case: Case, by: str
) -> None:
    """REQ-VIC-1: masked from all lists but those of care and of who leads public order."""
    if by == "mask":
        holds.mask(session, user=riec, location=SHED, reason="Mogelijk.", now=NOW)
    else:
        case.is_victim = True
        session.flush()
    assert candidates.candidates(session, meeting, user=adviser, today=TODAY) == []
    with pytest.raises(CaseworkError, match="afgeschermd; vraag: zorgadviseur, RIEC-liaison"):
        agenda.add(session, meeting, user=adviser, case=case, details=Details(), now=NOW)
    if by == "case":
        with pytest.raises(CaseworkError, match="eerst naar zorg en veiligheid"):
            agenda.add(session, meeting, user=riec, case=case, details=Details(), now=NOW)


def test_bibob_file_and_closed_case_stay_off(
    session: Session, meeting: Meeting, riec: User, case: Case
) -> None:
    case.closed_at, case.state, case.outcome = NOW, State.CLOSED, Outcome.UNFOUNDED
    session.flush()
    assert candidates.candidates(session, meeting, user=riec, today=TODAY) == []
    with pytest.raises(CaseworkError, match="staat in AFGESLOTEN"):
        agenda.add(session, meeting, user=riec, case=case, details=Details(), now=NOW)


def test_items_are_ordered_without_gaps(session: Session, meeting: Meeting, adviser: User) -> None:
    one, two, three = (_add(session, meeting, adviser, name) for name in ("een", "twee", "drie"))
    agenda.order(session, three, user=adviser, position=1, now=NOW)
    assert [item.subject for item in meeting.items] == ["drie", "een", "twee"]
    agenda.remove(session, one, user=adviser, now=NOW)
    assert [(i.position, i.subject) for i in meeting.items] == [(1, "drie"), (2, "twee")]
    assert agenda.find(meeting, 2) is two
    assert agenda.needed(meeting) == 20
    for wrong in (0, 3):
        with pytest.raises(CaseworkError, match="heeft plaats 1 tot 2"):
            agenda.order(session, two, user=adviser, position=wrong, now=NOW)
        with pytest.raises(CaseworkError, match=f"geen agendapunt {wrong}"):
            agenda.find(meeting, wrong)


@settings(max_examples=25)
@given(moves=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=8))
def test_any_moves_keep_every_item_once(moves: list[tuple[int, int]]) -> None:
    """The same moves on a plain list give the same order."""
    with TemporaryDirectory() as folder:
        casework = open_casework(casework_file.url(Path(folder)), settings=SETTINGS)
        with casework.writing() as session:
            user = sign_in(session, subject="a", role=Role.DRIEHOEK_ADVISER, now=NOW)
            kind = MeetingKind.DRIEHOEK
            meeting = preparing.create(session, user=user, kind=kind, day=DAY, now=NOW)
            names = [f"punt {number}" for number in range(5)]
            for name in names:
                _add(session, meeting, user, name)
            for place, position in moves:
                moved = agenda.find(meeting, place)
                agenda.order(session, moved, user=user, position=position, now=NOW)
                names.insert(position - 1, names.pop(place - 1))
            assert [item.subject for item in meeting.items] == names
            assert [item.position for item in meeting.items] == [1, 2, 3, 4, 5]
        casework.close()


@pytest.mark.parametrize(
    ("details", "told"),
    [
        (Details(requested=["a", "b", "c", "d"]), "4 gevraagde besluiten; 3 is het meeste"),
        (Details(minutes=0), "duurt 1 tot 480 minuten, niet 0"),
        (Details(portfolio_holder="J. Jansen"), "bekend: burgemeester, wethouder"),
        (Details(texts={"picture": "Zelf geschreven"}), "geen tekst voor picture; wel voor: occ"),
        (Details(subject=" "), "een onderwerp is nodig"),
        (Details(texts={"safety": "BSN 123456782"}), "op een BSN lijkt"),
    ],
)
def test_refused_change_leaves_the_item_as_it_was(
    session: Session, adviser: User, item: AgendaItem, details: Details, told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        agenda.edit(session, item, user=adviser, details=details, now=NOW)
    assert (item.requested, item.minutes, item.texts) == ([], 10, {})


def test_texts_are_kept_by_section_and_an_empty_one_takes_it_away(
    session: Session, adviser: User, item: AgendaItem
) -> None:
    written = Details(requested=["Sluiten", " "], texts={"safety": "Laag.", "options": "Twee."})
    agenda.edit(session, item, user=adviser, details=written, now=NOW)
    assert (item.requested, list(item.texts)) == (["Sluiten"], ["options", "safety"])
    gone = Details(texts={"options": ""})
    agenda.edit(session, item, user=adviser, details=gone, now=NOW)
    assert item.texts == {"safety": "Laag."}


def test_agenda_of_a_held_meeting_is_fixed(
    session: Session, meeting: Meeting, adviser: User, item: AgendaItem
) -> None:
    preparing.hold(session, meeting, user=adviser, attendance=["politie"], now=AFTER)
    acts = (
        lambda: _add(session, meeting, adviser, "Nog iets"),
        lambda: agenda.edit(session, item, user=adviser, details=Details(minutes=5), now=AFTER),
        lambda: agenda.order(session, item, user=adviser, position=1, now=AFTER),
        lambda: agenda.remove(session, item, user=adviser, now=AFTER),
    )
    for act in acts:
        with pytest.raises(CaseworkError, match="de agenda staat vast"):
            act()


def test_code_stays_with_the_case_and_differs_between_cases(
    session: Session, meeting: Meeting, adviser: User, riec: User, case: Case, item: AgendaItem
) -> None:
    (first,) = codes.of_case(session, case)
    agenda.remove(session, item, user=adviser, now=NOW)
    agenda.add(session, meeting, user=adviser, case=case, details=Details(), now=NOW)
    assert codes.of_case(session, case) == [first]
    assigning.add_place(session, case, user=riec, location=BARN, now=NOW)
    other = cases.open_case(
        session, user=riec, kind=CaseKind.CASE, location=SHED, purpose="Anders.", now=NOW
    )
    given_other = codes.give(session, other, now=NOW)
    assert [code.code for code in codes.give(session, case, now=NOW)] == ["LOC-001", "LOC-003"]
    assert [code.code for code in given_other] == ["LOC-002"]


def test_forgotten_case_leaves_no_text_on_agendas(
    session: Session, adviser: User, case: Case, item: AgendaItem
) -> None:
    written = Details(subject="Loods", requested=["Sluiten"], texts={"safety": "Laag."})
    agenda.edit(session, item, user=adviser, details=written, now=NOW)
    assert forgetting.forget(session, case) == 1
    assert (item.subject, item.requested, item.texts, item.case_id) == ("", [], {}, case.id)
    assert forgetting.forget(session, case) == 0


@pytest.mark.usefixtures("item")
def test_item_about_a_case_is_logged_with_case_and_location(session: Session, case: Case) -> None:
    (entry,) = audit.search(session, object_ids=["1884100000000001"], user="u.adviser")
    assert entry.actie_naam == "Agendapunt toegevoegd"
    told = [(one["objecttype"], one["objectId"]) for one in entry.verwerkte_objecten]
    assert told == [("overleg", "1"), ("zaak", str(case.id)), ("locatie", "1884100000000001")]
