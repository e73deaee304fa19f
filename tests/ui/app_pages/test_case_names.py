"""Names on the pages Netwerk and Locatie: in a case, after a second person allowed them, only."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework import cases, four_eyes, places, users
from engine.casework.case_models import CaseKind
from engine.casework.models import Role
from engine.casework.places import LocationState
from engine.casework.process.models import Approval
from engine.casework.process.states import State
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Name, Vault
from tests import casework_file
from tests.engine.network.published import publish
from tests.engine.network.town import location, settle
from tests.engine.network.world import empty_world, kvk, person
from tests.engine.register.invented import unit
from ui import state

PAGES = Path(__file__).resolve().parents[3] / "ui" / "app_pages"
HERE = location(1).id
NAME = "Anna Verzonnen"
ELSEWHERE = "Bram Bedacht"


@pytest.fixture(scope="module")
def town_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("town") / "runs"
    with empty_world() as world:
        settle(world)
        publish(world, out)
    return out


@pytest.fixture(autouse=True)
def town(
    town_runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[snapshot.Run]:
    vault = tmp_path / "vault.sqlite"
    with Vault(vault, PUBLIC_SAMPLE_KEY) as made:
        made.put([Name(person("a"), NAME, "director", "hr"),
                  Name(person("d"), ELSEWHERE, "director", "hr")])  # fmt: skip
    monkeypatch.setenv("DIJKWACHT_RUNS", str(town_runs))
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    monkeypatch.setenv("DIJKWACHT_USER", "tester")
    monkeypatch.setenv("DIJKWACHT_SAMPLE", "1")
    monkeypatch.setenv("DIJKWACHT_VAULT", str(vault))
    state.casework.clear()
    yield snapshot.newest(town_runs)
    state.casework.clear()


@pytest.fixture
def signal() -> str:
    """The number of a signal at location 1."""
    with state.casework().writing() as session:
        who = users.sign_in(session, subject="tester", role=Role.RIEC_LIAISON, now=state.now())
        case = cases.open_case(
            session, user=who, kind=CaseKind.SIGNAL, purpose="Iets gezien.", now=state.now(),
            location=LocationState(HERE, (unit(1),), "low", ()),
        )  # fmt: skip
        return str(case.id)


def _network(**query: str | list[str]) -> AppTest:
    page = AppTest.from_file(str(PAGES / "network.py"), default_timeout=60)
    for key, value in {"start": HERE, "stappen": "3", "uit": kvk(1), **query}.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def _ask(page: AppTest) -> AppTest:
    (why,) = [box for box in page.text_input if (box.key or "").startswith("case_name_why")]
    why.set_value("Om een brief te schrijven.").run()
    page.button(key="case_name_ask").click().run()
    assert not page.exception
    return page


def _allow(number: int = 1) -> None:
    with state.casework().writing() as session:
        other = users.sign_in(session, subject="da", role=Role.DRIEHOEK_ADVISER, now=state.now())
        question = session.get_one(Approval, number)
        four_eyes.decide(
            session, question, user=other, allow=True, reason="Gezien.", now=state.now()
        )


def _text(page: AppTest) -> str:
    kinds = ("header", "markdown", "caption", "success", "info", "warning", "error")
    told = [str(getattr(element, "value", "")) for kind in kinds for element in page.get(kind)]
    told += [frame.value.to_csv() for frame in page.dataframe]
    return "\n".join(told)


def _buttons(page: AppTest) -> list[str]:
    return [b.key for b in page.button if b.key and b.key.startswith("case_name")]


def test_without_a_case_there_is_no_name_and_no_way_to_ask() -> None:
    page = _network(knoop="persoon-1")
    assert _buttons(page) == []
    assert NAME not in _text(page)


def test_name_is_asked_waits_is_allowed_and_shown(signal: str) -> None:
    page = _network(zaak=signal, knoop="Person:Paaaaa")
    assert NAME not in _text(page)
    _ask(page)
    assert "Wacht op een tweede persoon" in _text(page)
    assert _buttons(page) == []
    _allow()
    page.run()
    page.button(key="case_name_show").click().run()
    assert f"{NAME} (director, hr)" in _text(page)
    page.run()
    assert NAME in _text(page)
    told = repr(dict(page.query_params))
    assert "Verzonnen" not in told
    assert not re.search(r"P[0-9a-f]{7,}", told)


def test_name_is_gone_in_another_session_and_when_the_case_closes(signal: str) -> None:
    page = _ask(_network(zaak=signal, knoop="Person:Paaaaa"))
    _allow()
    page.run()
    page.button(key="case_name_show").click().run()
    assert NAME in _text(page)
    assert NAME not in _text(_network(zaak=signal, knoop="Person:Paaaaa"))
    with state.casework().writing() as session:
        cases.find(session, int(signal)).state = State.CLOSED
    page.run()
    assert NAME not in _text(page)


def test_case_about_another_location_shows_no_name(signal: str) -> None:
    page = _network(zaak=signal, start=location(3).id, uit=kvk(3))
    assert _buttons(page) == []
    assert "persoon Paaaaa" not in _text(page)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RIEC_LIAISON, Role.CARE_ADVISER}))
def test_other_roles_get_nothing_of_a_signal(
    signal: str, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_ROLE", role.value)
    page = _network(zaak=signal, knoop="persoon-1")
    assert _buttons(page) == []
    assert NAME not in _text(page)


def test_app_without_a_vault_says_so(signal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _ask(_network(zaak=signal, knoop="Person:Paaaaa"))
    _allow()
    monkeypatch.delenv("DIJKWACHT_VAULT")
    page.run()
    page.button(key="case_name_show").click().run()
    assert "geen kluis met namen" in _text(page)


def _location(run: snapshot.Run, **query: str) -> AppTest:
    page = AppTest.from_file(str(PAGES / "location.py"), default_timeout=120)
    page.query_params["location"] = str(run.table("worklist")["location_id"][0])
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def test_location_page_lists_who_can_be_asked_within_its_case_only(
    sample_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(sample_run.path.parent))
    here = str(sample_run.table("worklist")["location_id"][0])
    with state.casework().writing() as session:
        who = users.sign_in(session, subject="tester", role=Role.RIEC_LIAISON, now=state.now())
        number = cases.open_case(
            session, user=who, kind=CaseKind.SIGNAL, purpose="Iets gezien.", now=state.now(),
            location=places.states(sample_run, [here])[here],
        ).id  # fmt: skip
    assert "Rond deze locatie staan" not in _text(_location(sample_run))
    assert "Deze zaak opent hier geen namen." in _text(_location(sample_run, zaak="999"))
    page = _location(sample_run, zaak=str(number))
    assert "Rond deze locatie staan" in _text(page)
    (box,) = [box for box in page.selectbox if box.key == "case_name_who"]
    assert box.options
    assert all(re.fullmatch(r"bedrijf \d{8}|persoon P[0-9a-f]{5}", one) for one in box.options)
    box.set_value(box.options[0].removeprefix("bedrijf ")).run()
    assert "case_name_ask" in _buttons(page)
