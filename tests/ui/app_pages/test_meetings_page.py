"""Overleg: planning, the agenda, a paper per recipient, decisions, and who may see it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework import cases, places, users
from engine.casework.case_models import CaseKind
from engine.casework.meetings import agenda, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import MeetingKind
from engine.casework.models import Role
from engine.errors import CaseworkError
from tests.ui.app_pages.casework_world import make_paper, papers
from ui import language, meetings_view, state
from ui.language import Language

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "meetings.py"
NOW = datetime.now(UTC)


def _page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def _text(page: AppTest) -> str:
    shown = (*page.markdown, *page.caption, *page.info, *page.header, *page.error)
    return "\n".join(str(element.value) for element in shown)


def _seed(run: snapshot.Run, *subjects: str, with_case: bool = True) -> int:
    """A driehoek of today with these subjects and, first, a case; its number."""
    listed = set(run.table("worklist")["location_id"].to_pylist())
    location = min(set(run.table("locations")["location_id"].to_pylist()) - listed)
    with state.casework().writing() as session:
        user = users.sign_in(session, subject="tester", role=Role.RIEC_LIAISON, now=NOW)
        kind, today = MeetingKind.DRIEHOEK, NOW.date()
        meeting = preparing.create(session, user=user, kind=kind, day=today, now=NOW)
        if with_case:
            case = cases.open_case(
                session, user=user, kind=CaseKind.CASE, purpose="Verzonnen.", now=NOW,
                location=places.states(run, [location])[location],
            )  # fmt: skip
            agenda.add(session, meeting, user=user, case=case, details=Details(), now=NOW)
        for subject in subjects:
            details = Details(subject=subject)
            agenda.add(session, meeting, user=user, case=None, details=details, now=NOW)
        return meeting.id


def _subjects(number: int) -> list[str]:
    with state.casework().reading() as session:
        return [item.subject for item in preparing.find(session, number).items]


@pytest.mark.usefixtures("shown_run")
def test_without_a_meeting_the_page_says_what_to_do_and_plans_one() -> None:
    page = _page()
    assert not page.exception
    assert "Er is geen overleg gepland" in page.info[1].value
    next(b for b in page.button if b.label == "Plan").click().run()
    assert not page.exception
    assert page.header[0].value.startswith("Driehoek op ")
    assert "De agenda is leeg" in _text(page)


def test_agenda_shows_codes_and_time_and_no_address(shown_run: snapshot.Run) -> None:
    _seed(shown_run, "Jaarplan")
    page = _page()
    assert not page.exception
    text = _text(page)
    assert "**1. Zaak 1** · LOC-001  \n" in text
    assert "Agenda: **20 van 60 minuten**, nog 40 minuten." in text
    listed = shown_run.table("locations").to_pylist()
    with state.casework().reading() as session:
        place = cases.find(session, 1).place.location_id
    label = next(row["label"] for row in listed if row["location_id"] == place)
    assert label.split(",")[0] not in text


def test_items_move_and_go(shown_run: snapshot.Run) -> None:
    number = _seed(shown_run, "Een", "Twee", with_case=False)
    page = _page()
    assert page.button(key=f"meeting_up_{number}_1").disabled
    page.button(key=f"meeting_down_{number}_1").click().run()
    assert _subjects(number) == ["Twee", "Een"]
    page.button(key=f"meeting_remove_{number}_1").click().run()
    assert _subjects(number) == ["Een"]


def test_what_people_write_is_kept_and_shown_literally(shown_run: snapshot.Run) -> None:
    number = _seed(shown_run, "Een", with_case=False)
    page = _page()
    page.text_input(key=f"subject_{number}_1").set_value("# Kop <b>vet</b> [x](http://y)")
    page.text_area(key=f"asked_{number}_1").set_value("Ja\nNee")
    next(b for b in page.button if b.label == "Bewaar").click().run()
    assert not page.exception
    assert "\\# Kop \\<b\\>vet\\</b\\> \\[x\\](http\\://y)" in _text(page)
    assert "- Gevraagd: Nee" in _text(page)
    page.text_area(key=f"asked_{number}_1").set_value("1\n2\n3\n4")
    next(b for b in page.button if b.label == "Bewaar").click().run()
    assert "4 gevraagde besluiten; 3 is het meeste" in _text(page)
    assert page.text_area(key=f"asked_{number}_1").value == "1\n2\n3\n4"


def test_paper_is_shown_per_recipient(shown_run: snapshot.Run) -> None:
    _seed(shown_run)
    page = _page()
    assert "### 13. Bijlagen" in _text(page)
    assert "Ontvanger: **Burgemeester**" in _text(page)
    assert "Nog te schrijven" in page.warning[0].value


def test_papers_are_made_for_each_recipient_apart(shown_run: snapshot.Run) -> None:
    number = _seed(shown_run, "Jaarplan")
    make_paper(_page(), f"meeting_{number}", "burgemeester", "politie")
    documents = [name for name in papers() if name.endswith(".docx")]
    assert documents == [
        f"driehoek-overleg-{number}-{to}.docx" for to in ("burgemeester", "politie")
    ]


def test_meeting_is_held_with_roles_and_decided(shown_run: snapshot.Run) -> None:
    number = _seed(shown_run)
    page = _page()
    page.multiselect(key=f"meeting_present_{number}").set_value(["politie"])
    next(b for b in page.button if b.label.startswith("Leg vast dat")).click().run()
    assert not page.exception
    page = _page(overleg=str(number))
    assert "gehouden. Aanwezig: politie." in _text(page)
    area = next(a for a in page.text_area if a.label.startswith("Besluit"))
    area.set_value("Controle in mei.")
    next(b for b in page.button if b.label == "Leg het besluit vast").click().run()
    assert not page.exception
    assert "Besloten: Controle in mei. Trekker: burgemeester" in _text(page)


def test_change_of_somebody_else_is_told(shown_run: snapshot.Run) -> None:
    number = _seed(shown_run, "Een", "Twee", with_case=False)
    shown = next(one for one in meetings_view.planned() if one.number == number)
    meetings_view.move(shown, 1, 2)
    with pytest.raises(CaseworkError, match="intussen gewijzigd door tester"):
        meetings_view.move(shown, 1, 2)
    assert _subjects(number) == ["Twee", "Een"]


@pytest.mark.usefixtures("shown_run")
@pytest.mark.parametrize("number", ["x", "9" * 30, "-1", "7"])
def test_wrong_number_in_the_url_is_told(number: str) -> None:
    page = _page(overleg=number)
    assert not page.exception
    assert "Het overleg kan niet worden getoond" in page.error[0].value


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RIEC_LIAISON, Role.DRIEHOEK_ADVISER}))
def test_other_roles_see_no_meeting(
    shown_run: snapshot.Run, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    _seed(shown_run, "Geheim onderwerp")
    monkeypatch.setenv("DIJKWACHT_ROLE", role.value)
    page = _page()
    assert "ziet u geen overleggen; vraag: adviseur driehoek, RIEC-liaison" in page.error[0].value
    assert "Geheim onderwerp" not in _text(page)
    assert not meetings_view.is_open()


def test_many_meetings_can_be_chosen_and_earlier_ones_are_listed(shown_run: snapshot.Run) -> None:
    first = _seed(shown_run, "Een")
    with state.casework().writing() as session:
        user = users.sign_in(session, subject="tester", role=Role.RIEC_LIAISON, now=NOW)
        day = NOW.date() + timedelta(days=1)
        later = preparing.create(session, user=user, kind=MeetingKind.RIEC, day=day, now=NOW).id
        found = preparing.to_change(session, first, user=user, now=NOW)
        preparing.cancel(session, found, user=user, reason="Ziek.", now=NOW)
    page = _page()
    assert page.header[0].value.startswith("RIEC-overleg op ")
    assert page.dataframe[0].value["Punt"].to_list() == ["1. Zaak 1", "2. Een"]
    page = _page(overleg=str(first))
    assert "vervallen. Reden: Ziek." in _text(page)
    assert page.selectbox(key="meetings_chosen").options[0].startswith("RIEC-overleg")
    assert later != first


def test_figures_of_the_quarter_are_said_in_english(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _seed(shown_run)
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    page = _page()
    assert not page.exception
    told = page.table[-1].value.to_csv()
    assert "not shown: fewer than" in told
    assert "niet getoond" not in told
