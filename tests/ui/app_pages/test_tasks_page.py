"""Taken: by day, done and undone, questions of four eyes, and a calendar."""

from datetime import date, timedelta

import pytest

from engine import snapshot
from engine.casework import four_eyes, users
from engine.casework.models import Role
from engine.casework.process import tasks
from engine.casework.process.states import State
from tests.ui.app_pages import casework_world as world
from tests.ui.app_pages.casework_world import buttons, open_page, press, text
from ui import acting, case_acts, state, task_list
from ui.task_list import When


def _task(title: str, days: int = 0, *, case: int | None = None) -> int:
    """Number of a task of the tester; one in the past was made before."""
    with acting.signed_in() as act:
        held = None if case is None else world.stands(case)
        due = state.today() + timedelta(days=days)
        made = tasks.add(
            act.session, act.session.merge(held) if held else None, user=act.user, title=title,
            due_on=max(due, state.today() + timedelta(days=1)), now=act.now,
        )  # fmt: skip
        made.due_on = due
        return made.id


@pytest.mark.usefixtures("shown_run")
def test_without_tasks_the_page_says_what_to_do() -> None:
    told = text(open_page("tasks"))
    assert "Geen open taken." in told
    assert "Niemand wacht op uw goedkeuring." in told


@pytest.mark.usefixtures("shown_run")
def test_tasks_stand_under_their_span() -> None:
    _task("te laat gebleven", -3)
    _task("vandaag nog", 0)
    _task("over lange tijd", 60)
    page = open_page("tasks")
    headers = [str(one.value) for one in page.header]
    assert headers[:2] == ["Te laat (1)", "Vandaag (1)"]
    assert "Later (1)" in [one.label for one in page.expander]
    assert "**3 dagen te laat**" in text(page)


@pytest.mark.parametrize(
    ("today", "week"),
    [
        pytest.param(date(2026, 11, 2), (date(2026, 11, 3), date(2026, 11, 8)), id="Monday"),
        pytest.param(date(2026, 11, 7), (date(2026, 11, 8), date(2026, 11, 8)), id="Saturday"),
        pytest.param(date(2026, 11, 8), (date(2026, 11, 9), date(2026, 11, 8)), id="Sunday"),
    ],
)
def test_this_week_ends_on_sunday(today: date, week: tuple[date, date]) -> None:
    spans = task_list._spans(today)
    assert spans[When.WEEK] == week
    assert spans[When.LATER] == (week[1] + timedelta(days=1), None)


@pytest.mark.usefixtures("shown_run")
def test_task_is_done_with_one_click_and_undone_in_the_session() -> None:
    number = _task("bellen met *de* <b>buur</b>")
    page = press(open_page("tasks"), "Gedaan")
    assert r":material/check: Gedaan: bellen met \*de\* \<b\>buur\</b\>" in text(page)
    assert "Geen open taken." in text(page)
    page.button(key=f"task_undo_{number}").click().run()
    assert "De taak staat weer open" in page.success[0].value
    assert "Gedaan" in buttons(page)
    assert world.logged()[-3:] == ["Taak gemaakt", "Taak gedaan", "Taak weer geopend"]


@pytest.mark.usefixtures("shown_run")
def test_task_that_somebody_else_did_meanwhile_is_told() -> None:
    number = _task("één keer")
    page = open_page("tasks")
    with acting.signed_in() as act:
        tasks.done(act.session, tasks.find(act.session, number), user=act.user, now=act.now)
    page.button(key=f"task_done_{number}").click().run()
    assert not page.exception
    assert task_list.finished() == []


@pytest.mark.usefixtures("shown_run")
def test_new_task_is_added_and_its_form_comes_back_empty() -> None:
    page = open_page("tasks")
    page.text_input(key="task_new_title_0").set_value("Dossier nalezen")
    press(page, "Voeg de taak toe")
    assert page.success[0].value.startswith("De taak staat klaar voor ")
    assert "**Dossier nalezen**" in text(page)
    assert page.text_input(key="task_new_title_1").value == ""


@pytest.mark.usefixtures("shown_run")
def test_task_without_a_title_is_refused_in_dutch() -> None:
    page = press(open_page("tasks"), "Voeg de taak toe")
    assert page.error[0].value == "Een titel is nodig."


def test_search_by_words_and_by_case(shown_run: snapshot.Run) -> None:
    case = world.signal(shown_run)
    _task("in de zaak", case=case)
    _task("apart")
    page = open_page("tasks")
    page.text_input(key="tasks_words").set_value(str(case)).run()
    told = text(page)
    assert "in de zaak" in told
    assert "**apart**" not in told
    assert f"Zaak {case}" in buttons(page)
    page.text_input(key="tasks_words").set_value("niets").run()
    assert "Geen taken met deze woorden." in text(page)


@pytest.mark.usefixtures("shown_run")
def test_long_list_tells_how_many_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        _task(f"taak {number}", -1)
    parts = task_list.parts

    def few(*args: object, **named: object) -> object:
        return parts(*args, **named, size=3)  # type: ignore[arg-type]

    monkeypatch.setattr(task_list, "parts", few)
    assert "Nog 1 taken" in text(open_page("tasks"))


def _asked(run: snapshot.Run) -> int:
    """A question to close a case with a measure, asked by somebody else."""
    number = world.signal(run)
    world.advance(number, State.WEIGHING_1, State.WEIGHING_2, State.TO_DEPARTMENT, State.CASE)
    with state.casework().writing() as session:
        user = users.sign_in(session, subject="r.maker", role=Role.RIEC_LIAISON, now=state.now())
        act = acting.Acting(session, user, state.now())
        case_acts.ask_closing(act, session.merge(world.stands(number)), "De last is *nageleefd*.")
        return four_eyes.of_case(session, session.merge(world.stands(number)))[0].id


@pytest.mark.parametrize(("label", "told"), [("Keur goed", True), ("Weiger", False)])
def test_second_person_decides_and_the_question_is_gone(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch, label: str, told: bool
) -> None:
    number = _asked(shown_run)
    world.become(monkeypatch, "d.adviser", Role.DRIEHOEK_ADVISER)
    page = open_page("tasks")
    assert r"De last is \*nageleefd\*." in text(page)
    page.text_area(key=f"approval_reason_{number}").set_value("Gezien en akkoord.")
    press(page, label)
    assert f"Vraag {number} is {'goedgekeurd' if told else 'geweigerd'}." in text(page)
    with state.casework().reading() as session:
        assert four_eyes.find(session, number).allowed is told


def test_decision_without_a_reason_is_refused_in_dutch(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _asked(shown_run)
    world.become(monkeypatch, "d.adviser", Role.DRIEHOEK_ADVISER)
    page = press(open_page("tasks"), "Keur goed")
    assert page.error[0].value == "Een reden is nodig."


def test_own_question_can_only_be_waited_for(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _asked(shown_run)
    world.become(monkeypatch, "r.maker", Role.RIEC_LIAISON)
    page = open_page("tasks")
    assert "**Door u gevraagd: 1**" in text(page)
    assert "Keur goed" not in buttons(page)


@pytest.mark.usefixtures("shown_run")
def test_calendar_holds_the_task_and_is_logged() -> None:
    _task("Hercontrole", 7)
    assert b"SUMMARY:Taak: Hercontrole" in task_list.calendar()
    assert world.logged()[-1] == "Agenda van termijnen gemaakt"
    assert open_page("tasks").get("download_button")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
@pytest.mark.usefixtures("shown_run")
def test_roles_without_tasks_have_none(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    _task("van de tester")
    world.become(monkeypatch, "tester", role)
    told = text(open_page("tasks"))
    assert "In uw rol hebt u geen taken." in told
    assert "van de tester" not in told


def test_driehoek_adviser_is_not_led_to_a_case(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = _asked(shown_run)
    world.become(monkeypatch, "d.adviser", Role.DRIEHOEK_ADVISER)
    page = open_page("tasks")
    assert f"approval_reason_{number}" in [area.key for area in page.text_area]
    assert not [label for label in buttons(page) if label.startswith("Zaak")]
