"""Bibob: for the officer only; files with clocks, what is missing, and acts with their refusals."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework import audit, places, users
from engine.casework.bibob import acting, content, files, people
from engine.casework.bibob.people import PartyGiven
from engine.casework.bibob.words import Conclusion, Outcome, PartyRole
from engine.casework.models import Role
from engine.exports.bibob import file as bibob_file
from engine.exports.bibob.file import ClockLine
from tests import casework_file
from tests.engine.casework.bibob.desk import WHERE, WHY, Desk, officer
from tests.ui.app_pages.casework_world import make_paper, papers
from ui import bibob_files, language, state
from ui.components import bibob_clocks, bibob_relations
from ui.language import Language

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "ui" / "app_pages" / "bibob.py"
HERE = (WHERE.location_id, "Verzonnenpad 1, Nergens")
META = {"published_at": "2026-11-02T08:00:00+00:00", "municipality": "1884"}


@pytest.fixture(scope="module")
def small_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one run of one location."""
    text = pa.list_(pa.string())
    locations = pa.table(
        {
            "location_id": [WHERE.location_id],
            "label": [HERE[1]],
            "town": ["Nergens"],
            "object_ids": pa.array([list(WHERE.bag_ids)], text),
            "building_ids": pa.array([[]], text),
            "band": ["high"],
        }
    )
    names = ("location_id", "rule_id", "outcome", "role")
    hits = pa.schema([(name, pa.string()) for name in names]).empty_table()
    out = tmp_path_factory.mktemp("small") / "runs"
    tables = {"locations": locations, "hits": hits}
    snapshot.publish(out, as_of=date(2026, 11, 1), tables=tables, meta=META)
    return out


@pytest.fixture
def app(small_runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(small_runs))
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    monkeypatch.setenv("DIJKWACHT_PAPERS", str(tmp_path / "papers"))
    monkeypatch.setenv("DIJKWACHT_USER", "b.officer")
    monkeypatch.setenv("DIJKWACHT_ROLE", Role.BIBOB_OFFICER.value)
    state.casework.clear()
    yield
    state.casework.clear()


def _page(**query: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    return _run(page)


def _run(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    return page


def _submit(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    return _run(page)


def _desk(session: Session) -> Desk:
    """A file of two weeks ago."""
    day = state.today() - timedelta(days=14)
    hook = files.HookGiven("application", "exploitatie_horeca", "Z-2026-7", day)
    file = files.open_file(
        session, user=officer(session), location=WHERE, given=hook, purpose=WHY, now=state.now()
    )
    return Desk(session, file, officer(session), state.now())


def _text(page: AppTest) -> str:
    kinds = ("header", "subheader", "markdown", "caption", "success", "info", "warning", "error")
    told = [str(getattr(one, "value", "")) for kind in kinds for one in page.get(kind)]
    return "\n".join([*told, *(frame.value.to_csv() for frame in page.dataframe)])


@pytest.mark.usefixtures("app")
def test_empty_list_says_what_to_do_and_a_file_is_opened_on_a_hook() -> None:
    page = _page()
    told = "Geen dossiers. Zoek hieronder de aanvraag of vergunning waar het om gaat."
    assert page.info[0].value == told
    page.selectbox(key="bibob_open_hook").select("property_deal")
    _run(page)
    assert page.selectbox(key="bibob_open_kind").options == [
        "Vastgoedtransactie (koop, verkoop, huur, verhuur, erfpacht, gebruik, deelname)"
    ]
    _submit(page, "Open dossier")
    assert page.error[0].value == "Kies een locatie."
    page.selectbox(key="bibob_open_place").select(HERE)
    page.text_input(key="bibob_open_reference").input("VG-1")
    page.text_area(key="bibob_open_purpose").input(WHY)
    _submit(page, "Open dossier")
    assert page.success[0].value == "Dossier geopend."
    assert page.header[0].value == "Dossier 1: Haak vastgesteld"
    told = _text(_page())
    assert "**1: VG-1**, Haak vastgesteld" in told
    assert HERE[1] in told


@pytest.mark.usefixtures("app")
def test_hook_that_is_not_right_is_told_and_opens_nothing() -> None:
    page = _page()
    page.selectbox(key="bibob_open_place").select(HERE)
    page.text_input(key="bibob_open_reference").input("111222333")
    page.text_area(key="bibob_open_purpose").input(WHY)
    _submit(page, "Open dossier")
    assert "lijkt op een BSN" in page.error[0].value
    assert "111222333" not in page.error[0].value


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("role", [Role.RIEC_LIAISON, Role.ANALYST, Role.ADMINISTRATOR])
def test_other_roles_see_neither_page_nor_file(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    with state.casework().writing() as session:
        _desk(session).other()
    monkeypatch.setenv("DIJKWACHT_ROLE", role.value)
    for page in (_page(), _page(dossier="1")):
        assert "mag u dit niet; wel: Bibob-medewerker" in page.error[0].value
        assert "Geldgever" not in _text(page)
    whole = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    assert not whole.run().exception


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("asked", ["9", "abc", "-1", "٣", "1" * 30, "<b>1</b>"])
def test_file_that_is_not_there_is_told_and_the_list_comes_back(asked: str) -> None:
    page = _page(dossier=asked)
    assert "kan niet worden getoond" in page.error[0].value
    _submit(page, "Naar alle dossiers")
    assert "dossier" not in page.query_params


@pytest.mark.usefixtures("app")
def test_file_shows_clock_what_is_missing_and_every_section() -> None:
    with state.casework().writing() as session:
        desk = _desk(session).to_investigation()
        other, source = desk.other(), desk.source()
        desk.relation(other, source)
        desk.fact(other, source)
        desk.money(form="lening", label="Lening", amount_cents=1_000_000, party=other)
    page = _page(dossier="1")
    told = _text(page)
    assert page.header[0].value == "Dossier 1: Eigen onderzoek"
    assert HERE[1] in told
    assert "Bedachte Geldgever" in told
    assert "bron:1" in told
    assert "**Conceptoordeel** kan nog niet:" in told
    assert "- er is nog geen conclusie" in told
    assert "Bronnen van geld zonder stuk: 1." in told
    assert "te verifiëren" in told
    assert [one.value for one in page.metric] == [
        "niet bekend", "€ 10.000,00", "€ 0,00", "niet bekend",
    ]  # fmt: skip
    assert "high" not in told
    assert "punten" not in told


@pytest.mark.usefixtures("app")
def test_looking_is_logged_once_for_what_is_shown() -> None:
    with state.casework().writing() as session:
        _desk(session)
    page = _page(dossier="1")
    _run(page)
    with state.casework().reading() as session:
        names = [entry.actie_naam for entry in audit.search(session)]
    assert names == ["Zaak geopend: Bibob-dossier", "Bibob: dossier ingezien"]


@pytest.mark.usefixtures("app")
def test_person_is_recorded_and_the_next_step_is_taken() -> None:
    with state.casework().writing() as session:
        _desk(session)
    page = _page(dossier="1")
    assert "- leg vast wie betrokkene is" in _text(page)
    page.text_input(key="bibob_party_name").input("Verzonnen Horeca B.V.")
    _submit(page, "Leg persoon vast")
    assert page.success[0].value == "Persoon vastgelegd."
    page.text_area(key="bibob_step_FORM_SENT_reason").input(WHY)
    _submit(page, "Naar Formulier verzonden")
    assert page.header[0].value == "Dossier 1: Formulier verzonden"
    page.multiselect(key="bibob_answer_codes").select("kvk").select("rechtsvorm")
    _submit(page, "Leg vast")
    assert page.success[0].value == "Vragenlijst bijgewerkt."


@pytest.mark.usefixtures("app")
def test_refused_act_is_told_where_it_was_asked() -> None:
    with state.casework().writing() as session:
        _desk(session)
    page = _page(dossier="1")
    page.text_input(key="bibob_party_name").input("Iemand, geboren 1-2-1980")
    _submit(page, "Leg persoon vast")
    assert "geboortedatum" in page.error[0].value
    assert "1980" not in page.error[0].value


@pytest.mark.usefixtures("app")
def test_file_that_somebody_changed_since_is_not_overwritten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with state.casework().writing() as session:
        _desk(session)
    page = _page(dossier="1")
    page.text_input(key="bibob_party_name").input("Iemand")
    with state.casework().reading() as session:
        before = bibob_file.build(session, acting.find(session, 1), today=state.today())
    with state.casework().writing() as session:
        who = users.sign_in(session, subject="tweede", role=Role.BIBOB_OFFICER, now=state.now())
        file = acting.find(session, 1)
        Desk(session, file, who, state.now()).other()
    monkeypatch.setattr(bibob_files, "shown", lambda _: before)
    _submit(page, "Leg persoon vast")
    assert "intussen gewijzigd door tweede" in page.error[0].value


@pytest.mark.usefixtures("app")
def test_closed_hook_is_told_and_takes_the_forms_away() -> None:
    with state.casework().writing() as session:
        desk = _desk(session)
        desk.subject()
        desk.do(files.close_hook, on=state.today(), reason="Vervallen.")
    page = _page(dossier="1")
    assert "Let op: de haak is gesloten" in page.error[0].value
    labels = {button.label for button in page.button}
    assert "Leg relatie vast" not in labels
    assert "Naar Aanvraag ingetrokken" in labels
    assert "Let op: de haak is gesloten" in _page().warning[0].value


@pytest.mark.usefixtures("app")
def test_decided_file_offers_the_report_and_no_investigation() -> None:
    with state.casework().writing() as session:
        _desk(session).to_decision(Conclusion.SERIOUS, Outcome.REFUSE, "3_1")
    page = _page(dossier="1")
    assert "**weigeren**" in _text(page)
    assert "Leg feit vast" not in {button.label for button in page.button}
    page.selectbox(key="bibob_report_for").select("rechter")
    _run(page)
    make_paper(page, "bibob_1_rechter_0", "rechter")
    assert papers() == ["bibob-zaak-1-rechter.docx", "bibob-zaak-1-rechter.docx.manifest.json"]
    page.selectbox(key="bibob_report_for").select("derde")
    _run(page)
    page = make_paper(page, "bibob_1_derde_1", "derde")
    assert "kies de ontvanger betrokkene" in page.error[0].value


@pytest.mark.usefixtures("app")
def test_name_is_shown_literally_and_is_no_code_of_the_chart() -> None:
    odd = 'A "x" \\ [b](http://x) <script>'
    with state.casework().writing() as session:
        desk = _desk(session)
        desk.subject()
        desk.relation(desk.other(odd), desk.source())
    page = _page(dossier="1")
    assert "<script>" not in "\n".join(str(m.value) for m in page.markdown)
    with state.casework().reading() as session:
        file = acting.find(session, 1)
        made = bibob_relations.chart(bibob_file.build(session, file, today=state.today()))
    assert made.count("->") == 1
    assert '"A \\"x\\" \\\\ [b](http://x) <script>"' in made


@pytest.mark.usefixtures("app")
def test_file_is_read_in_english_with_every_column() -> None:
    with state.casework().writing() as session:
        desk = _desk(session)
        desk.subject()
        desk.relation(desk.other(), desk.source())
    dutch, page = _page(dossier="1"), AppTest.from_file(str(PAGE), default_timeout=60)
    page.session_state["language"] = Language.ENGLISH
    page.query_params["dossier"] = "1"
    english = _run(page)
    assert english.tabs[0].label == "Next step"
    assert "Weigh first: " in _text(english)
    pairs = list(zip(dutch.dataframe, english.dataframe, strict=True))
    assert [len(one.value.columns) for one, _ in pairs] == [len(t.value.columns) for _, t in pairs]


def test_bar_tells_how_much_of_the_term_has_gone() -> None:
    day = date(2026, 11, 2)
    line = ClockLine(
        "decision", "Beslistermijn", "opgeschort", True, day, day + timedelta(days=66), 56,
        day, 10, None, "Awb art. 4:13",
    )  # fmt: skip
    assert bibob_clocks.share(line, day + timedelta(days=38)) == 0.5
    assert bibob_clocks.share(line, day + timedelta(days=400)) == 1.0
    assert bibob_clocks.share(line, day) == 0.0
    assert bibob_clocks.text(line) == (
        "Beslistermijn: opgeschort sinds 2 november 2026, uiterlijk 7 januari 2027, nog 56 dagen"
    )


@pytest.mark.usefixtures("app")
def test_check_begins_at_a_licence_and_its_hook_fills_the_form(
    runs_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(runs_folder))
    page = _page()
    page.text_input(key="bibob_hook_words").input("ALC-00001")
    assert "Geen haak: er is niets meer" in _text(_run(page))
    page.text_input(key="bibob_hook_words").input("niets zo")
    assert "geen haak in de registers van deze run" in _text(_run(page))
    page.text_input(key="bibob_hook_words").input("99000017")
    assert "**ALC-00003**: alcoholvergunning, van kracht" in _text(_run(page))
    page.toggle(key="bibob_hook_0_open").set_value(True)
    _run(page)
    assert page.text_input(key="bibob_hook_0_reference").value == "ALC-00003"
    assert page.date_input(key="bibob_hook_0_on").value == date(2025, 12, 6)
    page.text_area(key="bibob_hook_0_purpose").input(WHY)
    _submit(page, "Open dossier")
    assert page.success[0].value == "Dossier geopend."
    page = _page()
    page.text_input(key="bibob_hook_words").input("alc-00003")
    assert "Hierover loopt dossier 1." in _text(_run(page))


def _eatery(run: snapshot.Run) -> None:
    """A file on a licence of the sample, about the company that holds it."""
    place = places.states(run, ["L1884019000000236"])["L1884019000000236"]
    given = files.HookGiven("existing_licence", "alcoholwet", "ALC-00003", date(2025, 12, 6))
    with state.casework().writing() as session:
        user = officer(session)
        file = files.open_file(
            session, user=user, location=place, given=given, purpose=WHY, now=state.now()
        )
        company = PartyGiven(PartyRole.SUBJECT, "Verzonnen Eethuis B.V.", False, "bv", "99000017")
        Desk(session, file, user, state.now()).do(people.name, company)


@pytest.mark.usefixtures("app")
def test_own_registers_are_asked_for_recorded_as_a_source_and_suggest_relations(
    runs_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(runs_folder))
    run = snapshot.newest(runs_folder)
    _eatery(run)
    page = _page(dossier="1")
    assert "faillissement" not in _text(page)
    page.button(key="bibob_facts_asked").click()
    told = _text(_run(page))
    assert "insolvencies:insolvency:F.99/26/1" in told
    assert "bestuurder: persoon P" in told
    page.selectbox(key="bibob_consulted_kind").select("cir")
    page.button(key="bibob_consulted_do").click()
    assert "Bron vastgelegd." in _text(_run(page))
    with state.casework().reading() as session:
        (source,) = content.read(session, acting.find(session, 1)).sources
        assert (source.kind, source.result.value) == ("cir", "hit")
        assert source.summary == "1 record in de registers van 1 november 2026"


@pytest.mark.usefixtures("app")
def test_what_is_missing_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    with state.casework().writing() as session:
        _desk(session)
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    told = _text(_page(dossier="1"))
    assert "record who the person concerned is" in told
    assert "leg vast wie betrokkene is" not in told


@pytest.mark.usefixtures("app")
def test_hooks_and_registers_are_told_in_english(
    runs_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIJKWACHT_RUNS", str(runs_folder))
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    run = snapshot.newest(runs_folder)
    page = _page()
    page.text_input(key="bibob_hook_words").input("99000017")
    assert "**ALC-00003**: alcohol licence, in force" in _text(_run(page))
    _eatery(run)
    page = _page(dossier="1")
    page.button(key="bibob_facts_asked").click()
    told = _text(_run(page))
    assert "director: person P" in told
    assert "branch registered; " in told
    kinds = page.selectbox(key="bibob_consulted_kind")
    assert any("1 record in the registers of 1 November 2026" in one for one in kinds.options)
    kinds.select("cir")
    page.button(key="bibob_consulted_do").click()
    _run(page)
    with state.casework().reading() as session:
        (source,) = content.read(session, acting.find(session, 1)).sources
        assert source.summary == "1 record in de registers van 1 november 2026"
