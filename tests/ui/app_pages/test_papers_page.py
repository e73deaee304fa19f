"""Stukken: every kind from the page, the case and the register; who may, and what is refused."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Role
from engine.casework.paper_register import PaperEntry
from engine.casework.process.states import Outcome, State
from engine.register.vault import Name, Vault
from engine.settings import SHIPPED_RULES, load_settings
from tests.ui.app_pages import casework_world as world
from tests.ui.app_pages.casework_world import WHY, make_paper, open_page, papers, text
from ui import acting, case_acts, review, state
from ui import papers as ui_papers
from ui.case_acts import Move


def _choose(page: AppTest, kind: str) -> AppTest:
    page.selectbox(key="papers_kind").set_value(kind).run()
    assert not page.exception
    return page


def _said() -> str:
    """What the one document in the folder says, tables included."""
    (file,) = state.papers_folder().glob("*.docx")
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_week_goes_on_paper_with_its_manifest_and_into_the_register(
    shown_run: snapshot.Run,
) -> None:
    page = open_page("papers")
    assert "Er is nog geen stuk gemaakt." in text(page)
    page = make_paper(page, "run_weekly", "beoordelaars")
    assert "Gemaakt, met een manifest per stuk" in page.success[0].value
    (week,) = set(shown_run.table("worklist")["week"].to_pylist())
    name = f"weekly-{week}-beoordelaars.docx"
    assert papers() == [name, f"{name}.manifest.json"]
    row = open_page("papers").dataframe[0].value.iloc[0]
    assert (row["Soort"], row["Voor"], row["Besluit van"]) == (
        "Weeklijst",
        "beoordelaars",
        "tester",
    )
    assert any(one.startswith("Stuk uitgebracht: Weeklijst, ") for one in world.logged())


def test_route_of_the_map_is_filled_in(shown_run: snapshot.Run) -> None:
    known = dict(review.labels(shown_run))
    names = sorted(known)[:3]
    page = AppTest.from_file(str(world.PAGES / "papers.py"), default_timeout=120)
    page.query_params["soort"] = "inspection"
    page.query_params["halte"] = [*names, "L-nergens"]
    page.run()
    assert not page.exception
    assert page.selectbox(key="papers_kind").value == "inspection"
    assert page.multiselect(key="papers_places").value == [(name, known[name]) for name in names]


def test_every_kind_of_file_and_recipient_gets_a_document(shown_run: snapshot.Run) -> None:
    page = _choose(open_page("papers"), "annual")
    year = shown_run.as_of.year
    page.number_input(key="papers_year").set_value(year)
    page.multiselect(key="paper_format_run_annual").set_value(["docx", "pdf"])
    make_paper(page, "run_annual", "raad", "college")
    documents = [name for name in papers() if not name.endswith(".json")]
    assert documents == [
        f"annual-{year}-{to}.{kind}" for to in ("college", "raad") for kind in ("docx", "pdf")
    ]


@pytest.mark.usefixtures("shown_run")
def test_entrepreneurs_of_an_area_get_a_letter() -> None:
    page = _choose(open_page("papers"), "letter-entrepreneurs")
    page.text_input(key="papers_area").set_value("bedrijventerrein De Verzinning")
    make_paper(page, "run_letter-entrepreneurs", "ondernemers")
    assert "bedrijventerrein De Verzinning" in _said()


def test_plan_and_practice_case_are_about_chosen_places(shown_run: snapshot.Run) -> None:
    places = [one for one in review.labels(shown_run) if one[0] in world.quiet(shown_run, 2)]
    page = _choose(open_page("papers"), "inspection")
    page.multiselect(key="papers_places").set_value(places)
    page = make_paper(page, "run_inspection", "controleteam")
    assert places[1][1] in _said()
    page = _choose(open_page("papers"), "training")
    page.selectbox(key="papers_place").set_value(places[0])
    make_paper(page, "run_training", "cursisten")
    assert f"training-{places[0][0]}-cursisten.docx" in papers()


def test_privacy_officer_answers_who_asks_what_is_processed(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.become(monkeypatch, "f.gegevens", Role.PRIVACY_OFFICER)
    place = review.labels(shown_run)[0]
    page = _choose(open_page("papers"), "access")
    page.selectbox(key="papers_place").set_value(place)
    make_paper(page, "run_access", "verzoeker")
    assert f"Wat wij over {place[1]} verwerken" in _said()


@pytest.fixture
def person(shown_run: snapshot.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Somebody of the run, with a name in a vault of their own; the privacy officer looks."""
    world.become(monkeypatch, "f.gegevens", Role.PRIVACY_OFFICER)
    holders = shown_run.table("tables/title")["holder_id"].to_pylist()
    whose = min(str(one) for one in holders if one and one.startswith("P"))
    with Vault(tmp_path / "vault.sqlite", state.key()) as vault:
        vault.put([
            Name(whose, "Anna Verzonnen", "holder", "titles"),
            Name("P" + "0" * 20, "Bram Bedacht", "holder", "titles"),
            Name("P" + "1" * 20, "Bram Bedacht", "buyer", "transfers"),
        ])  # fmt: skip
    monkeypatch.setenv("DIJKWACHT_VAULT", str(tmp_path / "vault.sqlite"))
    return whose


def _told(page: AppTest) -> str:
    return "\n".join(one.value for one in page.info)


def _seek(page: AppTest, name: str, reason: str = WHY) -> AppTest:
    page.text_input(key="requester_name").set_value(name)
    page.text_area(key="requester_reason").set_value(reason)
    next(one for one in page.button if one.label == "Zoek").click()
    page.run()
    assert not page.exception
    return page


def test_privacy_officer_answers_a_person_who_is_found_by_name(person: str) -> None:
    page = _seek(_choose(open_page("papers"), "access-person"), "anna VERZONNEN")
    assert "Onder deze naam: 1 pseudoniem." in _told(page)
    (box,) = (one for one in page.multiselect if str(one.key).startswith("papers_people"))
    box.set_value([person])
    assert "VERZONNEN" not in _told(page)
    make_paper(page, "run_access-person", "verzoeker")
    said = _said()
    assert "heeft een recht op" in said
    assert person in said
    assert "Verzonnen" not in said
    assert "Pseudoniemen bij een gezochte naam getoond" in "".join(world.logged())


@pytest.mark.usefixtures("person")
def test_two_of_one_name_stay_two_and_one_is_chosen() -> None:
    page = _seek(_choose(open_page("papers"), "access-person"), "Bram Bedacht")
    assert "2 pseudoniemen" in _told(page)
    page = make_paper(page, "run_access-person", "verzoeker")
    assert "Kies welke pseudoniemen" in page.error[0].value
    assert papers() == []


@pytest.mark.usefixtures("person")
def test_nobody_of_a_name_is_told_on_paper_after_the_search_only() -> None:
    page = _choose(open_page("papers"), "access-person")
    page = make_paper(page, "run_access-person", "verzoeker")
    assert "Zoek eerst de naam" in page.error[0].value
    page = _seek(page, "Niemand Hier", "kort")
    assert "30 is het minste" in page.error[0].value
    page = _seek(page, "Niemand Hier")
    make_paper(page, "run_access-person", "verzoeker")
    assert "Onder uw naam vonden wij niets" in _said()


def test_person_is_not_offered_without_a_vault(
    person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIJKWACHT_VAULT")
    (box,) = (one for one in open_page("papers").selectbox if one.key == "papers_kind")
    assert person
    assert not [one for one in box.options if one.endswith("over een persoon")]


@pytest.mark.usefixtures("shown_run")
def test_what_is_lacking_is_told_and_makes_nothing() -> None:
    page = open_page("papers")
    page = make_paper(page, "run_weekly", reason=WHY)
    assert "Kies wie het krijgt" in page.error[0].value
    page = make_paper(page, "run_weekly", "beoordelaars", reason="Te kort.")
    assert "De reden heeft 8 tekens; 30 is het minste" in page.error[0].value
    page = _choose(page, "inspection")
    page = make_paper(page, "run_inspection", "controleteam")
    assert page.error
    page = _choose(page, "training")
    page = make_paper(page, "run_training", "cursisten")
    assert "Kies een locatie" in page.error[0].value
    assert papers() == []


@pytest.mark.usefixtures("shown_run")
@pytest.mark.parametrize("role", sorted(Role))
def test_every_role_sees_only_kinds_that_it_makes(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.become(monkeypatch, "iemand", role)
    page = open_page("papers")
    offered = {one.kind for one in ui_papers.OF_RUN if ui_papers.may_make(one)}
    assert ui_papers.is_open() is bool(offered)
    shown = [len(box.options) for box in page.selectbox if box.key == "papers_kind"]
    assert shown == ([len(offered)] if offered else [])


def test_paper_that_was_moved_away_is_told(shown_run: snapshot.Run) -> None:
    make_paper(open_page("papers"), "run_weekly", "beoordelaars")
    shutil.rmtree(state.papers_folder())
    page = open_page("papers")
    assert page.dataframe[0].value.iloc[0]["Bestand"].endswith("(niet in de map)")
    assert shown_run.path.is_dir()


@pytest.mark.usefixtures("shown_run")
def test_paper_that_was_destroyed_is_told_with_its_day() -> None:
    make_paper(open_page("papers"), "run_weekly", "beoordelaars")
    with state.casework().writing() as session:
        for entry in session.scalars(select(PaperEntry)):
            entry.destroyed_at = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    page = open_page("papers")
    assert page.dataframe[0].value.iloc[0]["Bestand"].endswith("(vernietigd op 2 november 2026)")
    assert [box.key for box in page.selectbox if str(box.key).startswith("paper_register")] == []


@pytest.mark.usefixtures("shown_run")
def test_wrong_texts_are_told_with_their_file(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path_factory.mktemp("wrong") / "rules"
    shutil.copytree(SHIPPED_RULES, rules)
    file = rules / "papers" / "weekly.yml"
    file.write_text(file.read_text("utf-8").replace("{week}", "{weak}"), "utf-8")
    wrong = load_settings().model_copy(update={"rules": rules})
    monkeypatch.setattr(ui_papers, "load_settings", lambda: wrong)
    assert ui_papers.is_open()
    page = open_page("papers")
    assert "De stukken kunnen niet worden getoond" in page.error[0].value
    assert "weekly.yml" in page.error[0].value
    assert "weak" in page.error[0].value


def test_case_gives_the_form_for_the_riec_once_it_may_be_shared(shown_run: snapshot.Run) -> None:
    number = world.signal(shown_run)
    page = open_page("cases", zaak=str(number), deel="stukken")
    page = make_paper(page, f"case_{number}_riec", "riec")
    assert "eerst 'Privacytoets 2A" in page.error[0].value
    world.advance(number, State.WEIGHING_1)
    page = open_page("cases", zaak=str(number), deel="stukken")
    page.text_input(key=f"case_papers_riec_{number}_spoed").set_value("Geen spoed, geen gevaar.")
    make_paper(page, f"case_{number}_riec", "riec")
    assert "Geen spoed, geen gevaar." in _said()
    table = open_page("cases", zaak=str(number), deel="stukken").dataframe[-1].value
    assert list(table["Voor"]) == ["riec"]


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        ("police-request", "politie"),
        ("inspection", "controleteam"),
        ("letter-owner", "eigenaar"),
        ("letter-residents", "omwonenden"),
    ],
)
def test_case_gives_each_of_its_papers(shown_run: snapshot.Run, kind: str, to: str) -> None:
    number = world.signal(shown_run)
    page = open_page("cases", zaak=str(number), deel="stukken")
    page.selectbox(key=f"case_papers_{number}").set_value(kind).run()
    if kind == "letter-owner":
        page.text_input(key=f"case_papers_owner_{number}").set_value("het gebruik van de schuur")
    make_paper(page, f"case_{number}_{kind}", to)
    (document, _) = papers()
    assert document.startswith(kind)


def test_closed_case_gives_no_paper(shown_run: snapshot.Run) -> None:
    number = world.signal(shown_run)
    with acting.changing(number, seen=None) as (act, case):
        case_acts.move(act, case, Move(State.CLOSED, Outcome.UNFOUNDED, WHY, over_capacity=False))
    assert "komen geen stukken meer bij" in text(open_page("cases", zaak=str(number)))


def test_bibob_officer_makes_no_paper_of_a_case(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = world.signal(shown_run)
    world.become(monkeypatch, "b.officier", Role.BIBOB_OFFICER)
    assert "Maak het stuk" not in text(open_page("cases", zaak=str(number), deel="stukken"))
