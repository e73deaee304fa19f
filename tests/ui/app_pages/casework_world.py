"""Signals on the invented municipality, users in every role, and the pages of casework."""

import re
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from engine.casework import cases, places, users
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role
from engine.casework.process import moving
from engine.casework.process.definition import process_of
from engine.casework.process.states import Origin, State
from engine.snapshot import Run
from ui import case_acts, state
from ui.acting import Acting

PAGES = Path(__file__).resolve().parents[3] / "ui" / "app_pages"
WHY = "Verzonnen reden: de toezichthouder vroeg om mee te kijken op deze plek."
ANSWERS = {
    "1": {"zakelijk": True, "latent": True},
    "2A": {"gemeentelijke_taak": True},
    "2B": {"eigen_grondgebied": True},
    "3": {"recent": True},
}
Went = list[tuple[str, dict[str, str]]]


def open_page(name: str, **query: str) -> AppTest:
    """A page as it is drawn first; it raises nothing."""
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=120)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def text(page: AppTest) -> str:
    """Everything that a page says, its tables, fields and buttons included."""
    kinds = (
        "title", "header", "subheader", "markdown", "caption", "success", "info", "warning",
        "error",
    )  # fmt: skip
    told = [str(getattr(element, "value", "")) for kind in kinds for element in page.get(kind)]
    told += [frame.value.to_csv() for frame in page.dataframe]
    told += [str(button.label) for button in page.button]
    return "\n".join(told)


def buttons(page: AppTest) -> list[str]:
    """Labels of the buttons."""
    return [str(button.label) for button in page.button]


def press(page: AppTest, label: str) -> AppTest:
    """Press the one button with this label."""
    (found,) = [button for button in page.button if button.label == label]
    found.click().run()
    assert not page.exception
    return page


def make_paper(page: AppTest, key: str, *to: str, reason: str = WHY) -> AppTest:
    """Fill in the form of a paper, as far as every kind has it, and make it."""
    page.multiselect(key=f"paper_to_{key}").set_value(list(to))
    page.text_area(key=f"paper_reason_{key}").set_value(reason)
    return press(page, "Maak het stuk")


def papers() -> list[str]:
    """Names in the folder of papers, without the moment, sorted."""
    folder = state.papers_folder()
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    return sorted(re.sub(r"-\d{8}-\d{6}", "", name) for name in names)


def quiet(run: Run, count: int = 1) -> list[str]:
    """Locations that are not on the week's list, by id."""
    listed = set(run.table("worklist")["location_id"].to_pylist())
    return sorted(set(run.table("locations")["location_id"].to_pylist()) - listed)[:count]


def signal(
    run: Run, *, purpose: str = WHY, origin: Origin = Origin.HAND, location_id: str | None = None
) -> int:
    """Number of a new signal, without hits."""
    where = location_id or quiet(run)[0]
    with state.casework().writing() as session:
        user = users.sign_in(session, subject="r.maker", role=Role.RIEC_LIAISON, now=state.now())
        made = cases.open_case(
            session, user=user, kind=CaseKind.SIGNAL, purpose=purpose, origin=origin,
            location=places.states(run, [where])[where], now=state.now(),
        )  # fmt: skip
        return made.id


def advance(number: int, *to: State, subject: str = "r.maker") -> None:
    """Take steps with everything that they need, but a second person."""
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=subject, role=Role.RIEC_LIAISON, now=state.now())
        act = Acting(session, user, state.now())
        case = cases.to_change(session, number, user=user, now=state.now())
        for step, answers in ANSWERS.items():
            case_acts.weigh(act, case, step, answers, WHY)
        for step, form in _checks(act).items():
            case_acts.check(act, case, step, dict.fromkeys(form, "Verzonnen"), True)
        case_acts.assign(act, case, subject)
        for one in to:
            moving.move(
                session, case, one, user=user, reason=WHY, now=state.now(), over_capacity=True
            )


def _checks(act: Acting) -> dict[str, list[str]]:
    forms = process_of(act.session).privacy_checks
    return {step: list(form.questions) for step, form in forms.items()}


def stands(number: int) -> Case:
    """The case as the database has it."""
    with state.casework().reading() as session:
        found = cases.find(session, number)
        session.expunge_all()
        return found


def logged() -> list[str]:
    """What the processing log says was done, in order."""
    with state.casework().reading() as session:
        return list(session.scalars(select(AuditEntry.actie_naam).order_by(AuditEntry.seq)))


def become(monkeypatch: pytest.MonkeyPatch, subject: str, role: Role) -> None:
    """Look and act as somebody else from now on."""
    monkeypatch.setenv("DIJKWACHT_USER", subject)
    monkeypatch.setenv("DIJKWACHT_ROLE", role.value)


def follow(monkeypatch: pytest.MonkeyPatch) -> Went:
    """Pages that are gone to, with what their URL holds."""
    went: Went = []
    monkeypatch.setattr(
        st, "switch_page", lambda page, query_params: went.append((page, query_params))
    )
    return went
