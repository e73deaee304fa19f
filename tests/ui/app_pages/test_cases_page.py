"""Zaken: what a case shows to whom, every form, conflicts, and texts that stay texts."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework import four_eyes
from engine.casework.models import Role
from engine.casework.process import evidence, linking, notes, requests, weighing
from engine.casework.process.models import Answer, LinkKind
from engine.casework.process.states import Outcome, State
from engine.errors import CaseworkError
from tests.ui.app_pages import casework_world as world
from tests.ui.app_pages.casework_world import WHY, buttons, open_page, press, text
from ui import acting, case_acts, case_facts, case_view, language, review, state
from ui.language import Language

BAD = "<b>vet</b> **dik** [klik](https://x.nl) $x$ :smile:\n# kop\n1. lijst"


def _case(number: int, **query: str) -> AppTest:
    return open_page("cases", zaak=str(number), **query)


def _key(number: int, form: str, field: str, used: int = 0) -> str:
    return f"case_{number}_{form}_{field}_{used}"


def _note(number: int, words: str, *, seen: int | None = None) -> None:
    with acting.changing(number, seen=seen) as (act, case):
        case_acts.note(act, case, words)


@pytest.fixture
def number(shown_run: snapshot.Run) -> int:
    """A new signal, without hits."""
    return world.signal(shown_run)


@pytest.mark.usefixtures("shown_run")
def test_without_cases_the_page_says_what_to_do() -> None:
    assert "Er zijn nog geen open zaken." in text(open_page("cases"))


def test_list_has_every_case_that_is_open(number: int) -> None:
    table = open_page("cases").dataframe[0].value
    assert list(table["zaak"]) == [number]
    assert list(table["stap"]) == ["Nieuw"]
    assert "Geen zaken met deze filters" in text(open_page("cases", klaar="1"))


def test_head_tells_what_it_is_and_where(shown_run: snapshot.Run, number: int) -> None:
    page = _case(number)
    assert page.header[0].value == f"Zaak {number} · signaal · Nieuw"
    told = text(page)
    assert dict(review.labels(shown_run))[world.quiet(shown_run)[0]] in told
    assert WHY in told
    assert "Trekker: **niemand**" in told
    assert "Zaak ingezien" in world.logged()


def test_looking_is_logged_once_per_visit(number: int) -> None:
    page = _case(number)
    page.run()
    page.run()
    assert world.logged().count("Zaak ingezien") == 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("99", "er is geen zaak 99"),
        ("nul", r"zaak=nul: geen nummer"),
        ("<b>", r"zaak=\<b\>: geen nummer"),
    ],
)
@pytest.mark.usefixtures("shown_run")
def test_number_that_is_not_there_is_told(query: str, told: str) -> None:
    page = open_page("cases", zaak=query)
    assert told in text(page)


@pytest.mark.parametrize("part", ["wegen", "tijdlijn"])
def test_part_of_a_case_has_a_url(number: int, part: str) -> None:
    page = _case(number, deel=part)
    assert page.query_params["deel"] in (part, [part])
    assert not page.error


def test_every_step_tells_what_is_missing(number: int) -> None:
    world.advance(number, State.WEIGHING_1)
    told = text(_case(number))
    assert "**Kan nu**" in told
    assert "Afsluiten als geen ondermijning · onterecht · hersteld" in told


def test_missing_need_is_told_as_a_sentence(shown_run: snapshot.Run, number: int) -> None:
    assert shown_run
    page = _take(_case(number), number, "Weging 1")
    told = text(page)
    assert "- Weging 2\n    - nog niet ingevuld: Weging 1: is het ondermijning?" in told


def test_missing_need_is_told_in_english(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _take(_case(number), number, "Weging 1")
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    assert "    - not filled in yet: Weging 1: is het ondermijning?" in text(_case(number))


def _take(page: AppTest, number: int, label: str, *, reason: str = WHY, used: int = 0) -> AppTest:
    """Choose a step by its name, give a reason and take it."""
    chosen = page.selectbox(key=_key(number, "move", "to", used))
    chosen.select_index(chosen.options.index(label)).run()
    page.text_area(key=_key(number, "move", "reason", used)).set_value(reason)
    return press(page, "Zet de stap")


def test_step_is_taken_told_and_its_form_comes_back_empty(number: int) -> None:
    page = _take(_case(number), number, "Weging 1")
    assert page.success[0].value == f"Zaak {number} staat nu in: Weging 1."
    assert world.stands(number).state is State.WEIGHING_1
    assert page.text_area(key=_key(number, "move", "reason", 1)).value == ""


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        pytest.param("te kort", "de reden heeft 7 tekens; 30 is het minste", id="short"),
        pytest.param("", "Een reden is nodig", id="none"),
        pytest.param("x" * 40 + " 111222333", "een nummer dat op een BSN lijkt", id="a BSN"),
    ],
)
def test_refused_step_changes_nothing_and_keeps_what_was_typed(
    number: int, reason: str, told: str
) -> None:
    page = _take(_case(number), number, "Weging 1", reason=reason)
    assert told.casefold() in page.error[0].value.casefold()
    assert page.text_area(key=_key(number, "move", "reason")).value == reason
    assert world.stands(number).state is State.NEW


def test_step_over_capacity_is_taken_on_purpose_only(shown_run: snapshot.Run) -> None:
    for location_id in world.quiet(shown_run, 3)[1:]:
        other = world.signal(shown_run, location_id=location_id)
        world.advance(other, *_TO_DESK)
    number = world.signal(shown_run)
    world.advance(number, *_TO_DESK[:-1])
    page = _take(_case(number), number, "Bureauonderzoek")
    assert "bevestig dat het boven de capaciteit gaat" in page.error[0].value
    page.checkbox(key=_key(number, "move", "over")).check()
    press(page, "Zet de stap")
    assert world.stands(number).state is State.DESK_RESEARCH


_TO_DESK = (State.WEIGHING_1, State.WEIGHING_2, State.WEIGHING_3, State.DESK_RESEARCH)
_TO_CASE = (State.WEIGHING_1, State.WEIGHING_2, State.TO_DEPARTMENT, State.CASE)


def test_weighing_keeps_unknown_apart_from_no(number: int) -> None:
    page = _case(number, deel="wegen")
    page.radio(key=_key(number, "weigh_1", "zakelijk")).set_value("ja")
    page.radio(key=_key(number, "weigh_1", "latent")).set_value("ja")
    page.radio(key=_key(number, "weigh_1", "sociaal")).set_value("nee")
    page.text_area(key=_key(number, "weigh_1", "reason")).set_value("Gewogen.")
    press(page, "Leg weging 1 vast")
    assert page.success[0].value == "Weging 1 is vastgelegd: bevestigend."
    with state.casework().reading() as session:
        (made,) = weighing.of_case(session, world.stands(number))
        assert (made.answers["sociaal"], made.answers["bestuurlijk"]) == (False, None)
    assert "gelegenheidsstructuur in de sociale omgeving: **nee**" in text(page)


def test_privacy_check_needs_an_answer_and_a_verdict(number: int) -> None:
    page = _case(number, deel="toetsen")
    press(page, "Leg toets 1 vast")
    assert page.error[0].value == "Kies of het mag."
    for field in ("grondslag", "verenigbaar", "noodzaak"):
        page.text_area(key=_key(number, "check_1", field)).set_value(f"Verzonnen {field}")
    page.radio(key=_key(number, "check_1", "allows")).set_value("Ja, het mag")
    press(page, "Leg toets 1 vast")
    assert "Privacytoets 1 is vastgelegd: toegestaan." in text(page)


def test_question_is_hit_or_no_hit_first(number: int) -> None:
    page = _case(number, deel="vragen")
    page.text_input(key=_key(number, "ask", "partner")).set_value("omgevingsdienst")
    page.text_area(key=_key(number, "ask", "question")).set_value("Is er toezicht geweest?")
    press(page, "Leg de vraag vast")
    assert "Vraag de inhoud" not in buttons(page)
    press(page, "Hit")
    assert "De inhoud vragen kan na privacytoets 1" in text(page)
    world.advance(number)
    page = press(_case(number, deel="vragen"), "Vraag de inhoud")
    page.text_area(key=_key(number, "receive_1", "text")).set_value("Toezicht in mei.")
    press(page, "Bewaar de inhoud")
    with state.casework().reading() as session:
        (asked,) = requests.of_case(session, world.stands(number))
        assert (asked.answer, asked.content) == (Answer.HIT, "Toezicht in mei.")


def test_tasks_and_notes_are_added_in_the_case(number: int) -> None:
    page = _case(number, deel="werk")
    page.text_input(key=_key(number, "task", "title")).set_value("Langsgaan")
    page.date_input(key=_key(number, "task", "due")).set_value(state.today() + timedelta(days=3))
    press(page, "Voeg de taak toe")
    page.text_area(key=_key(number, "note", "text")).set_value("De eigenaar belde.")
    press(page, "Bewaar de notitie")
    told = text(page)
    assert "Langsgaan" in told
    assert "De eigenaar belde." in told
    press(page, "Gedaan")
    assert "gedaan " in text(page)


def test_measure_belongs_to_a_case_and_is_recorded_there(number: int) -> None:
    assert "vanaf de stap Casus" in text(_case(number, deel="maatregelen"))
    world.advance(number, *_TO_CASE)
    page = _case(number, deel="maatregelen")
    press(page, "Leg de maatregel vast")
    assert page.error[0].value == "Kies een maatregel."
    page.selectbox(key=_key(number, "measure", "instrument")).set_value("LOD")
    page.text_area(key=_key(number, "measure", "reason")).set_value("Opslag beëindigen.")
    press(page, "Leg de maatregel vast")
    assert "LOD" in page.dataframe[0].value.to_csv()


def test_owner_is_taken_and_given(number: int) -> None:
    page = press(_case(number), "Ik neem deze zaak")
    assert "Trekker: **tester**" in text(page)
    assert "Ik neem deze zaak" not in buttons(page)
    page.selectbox(key=_key(number, "owner", "who", 1)).set_value("r.maker")
    press(page, "Leg vast")
    assert "Trekker: **r.maker**" in text(page)


def test_what_somebody_typed_is_shown_sign_by_sign(shown_run: snapshot.Run) -> None:
    number = world.signal(shown_run, purpose=BAD)
    _note(number, BAD)
    with acting.changing(number, seen=None) as (act, case):
        case_acts.add_task(act, case, "**taak** <i>", state.today(), None)
        case_acts.ask(act, case, "*bron*", BAD)
    world.advance(number, State.WEIGHING_1)
    drawn = [str(one.value) for one in _case(number).markdown]
    for said in (*drawn, *(str(one.value) for one in open_page("signals").markdown)):
        assert "<b>" not in said.replace(r"\<b\>", "")
        assert "**dik**" not in said
        assert "[klik](" not in said
        assert ":smile:" not in said
        assert "\n# kop" not in said


def test_change_by_somebody_else_is_noticed_and_nothing_typed_is_lost(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _case(number)
    world.become(monkeypatch, "r.ander", Role.RIEC_LIAISON)
    _note(number, "Intussen gebeld.")
    world.become(monkeypatch, "tester", Role.RIEC_LIAISON)
    page = _take(page, number, "Weging 1")
    assert "intussen gewijzigd door r.ander" in page.error[0].value
    assert "intussen gewijzigd door **r.ander**" in page.warning[0].value
    assert page.text_area(key=_key(number, "move", "reason")).value == WHY
    assert world.stands(number).state is State.NEW
    page.button(key="case_reload").click().run()
    press(page, "Zet de stap")
    assert world.stands(number).state is State.WEIGHING_1


def test_adding_a_note_does_not_hide_a_change_by_somebody_else(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _case(number)
    world.become(monkeypatch, "r.ander", Role.RIEC_LIAISON)
    _note(number, "Van een ander.")
    world.become(monkeypatch, "tester", Role.RIEC_LIAISON)
    page.text_area(key=_key(number, "note", "text")).set_value("Van mij.")
    press(page, "Bewaar de notitie")
    with state.casework().reading() as session:
        assert len(notes.of_case(session, world.stands(number))) == 2
    assert page.button(key="case_reload")


def test_own_acts_are_no_conflict(number: int) -> None:
    page = _case(number)
    for used in range(2):
        page.text_area(key=_key(number, "note", "text", used)).set_value(f"Notitie {used}")
        press(page, "Bewaar de notitie")
    assert not page.warning
    _take(page, number, "Weging 1")
    assert world.stands(number).state is State.WEIGHING_1


def test_hits_of_the_run_stand_beside_what_they_can_also_be(shown_run: snapshot.Run) -> None:
    quiet = set(world.quiet(shown_run, 10_000))
    rows = shown_run.table("hits").to_pylist()
    hit = next(
        row for row in rows if row["location_id"] in quiet and row["outcome"] == "HIT"
        and row["role"] == "scenario" and not row["filtered_by"]
    )  # fmt: skip
    number = world.signal(shown_run, location_id=hit["location_id"])
    page = press(_case(number), "Neem deze treffers over in de zaak")
    assert "overgenomen in de zaak" in page.success[0].value
    told = text(page)
    assert f"({hit['rule_id']})" in told
    rule = case_facts.rule_text(shown_run, hit["rule_id"])
    assert rule is not None
    assert all(other in told for other in rule.false_positives)
    with state.casework().reading() as session:
        kept = evidence.of_case(session, world.stands(number))
        assert hit["rule_id"] in {one.rule_id for one in kept}


def test_hits_of_a_listed_location_wait_for_its_judgement(shown_run: snapshot.Run) -> None:
    listed = shown_run.table("worklist")["location_id"].to_pylist()[0]
    number = world.signal(shown_run, location_id=listed)
    page = _case(number)
    assert "nog niet beoordeeld: oordeel daar eerst" in text(page)
    assert "Neem deze treffers over in de zaak" not in buttons(page)
    found = review.dossier(shown_run, listed).assessment
    assert found is not None
    assert not [one for one in found.hits if one.sentence in text(page)]


def test_scan_keeps_its_outcome_in_the_case(number: int) -> None:
    page = press(_case(number), "Bekijk met strengere regels")
    assert page.success[0].value.startswith("Bekeken met ")
    assert "Bekeken door tester" in text(page)
    assert any(line.startswith("Zaak bekeken: regels van poort G2") for line in world.logged())


def test_closing_with_a_measure_takes_two_people(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.advance(number, *_TO_CASE)
    with acting.changing(number, seen=None) as (act, case):
        wanted = case_acts.Measured("LOD", state.today(), None, None, "Opslag beëindigd.")
        case_acts.measure(act, case, wanted)
    page = _case(number)
    page.text_area(key=_key(number, "closing", "reason")).set_value("De last is nageleefd.")
    press(page, "Vraag een tweede persoon")
    assert "Keur goed" not in buttons(page)
    world.become(monkeypatch, "r.tweede", Role.RIEC_LIAISON)
    page = _case(number)
    page.text_area(key="approval_reason_1").set_value("Gezien.")
    press(page, "Keur goed")
    page = _take(page, number, "Afgesloten: maatregel genomen")
    case = world.stands(number)
    assert (case.state, case.outcome) == (State.CLOSED, Outcome.MEASURE)
    assert "er volgt geen stap meer" in text(page)
    with state.casework().reading() as session:
        assert four_eyes.find(session, 1).used_at is not None


def test_signal_that_was_not_taken_on_is_sealed_when_it_closes(number: int) -> None:
    _note(number, "Gebeld met de eigenaar.")
    page = _take(_case(number), number, "Afgesloten: onterecht")
    told = text(page)
    assert "daarom verzegeld" in told
    assert WHY not in told
    assert "Gebeld met de eigenaar." not in told
    assert "Bewaar de notitie" not in buttons(page)


def test_timeline_tells_who_in_which_role_and_why(number: int) -> None:
    world.advance(number, State.WEIGHING_1)
    told = text(_case(number, deel="tijdlijn"))
    assert "**Nieuw → Weging 1** · r.maker (RIEC-liaison)" in told
    page = _case(number, deel="tijdlijn")
    page.toggle(key="case_history_only").set_value(False).run()
    assert "**Weging 1: bevestigend** · r.maker" in text(page)


def test_saved_case_is_logged(number: int) -> None:
    from ui import case_log

    assert _case(number).get("download_button")
    case_log.saved(number)
    assert world.logged()[-1] == "Zaak opgeslagen als tekst"


def test_cases_are_linked_merged_and_taken_apart_again(shown_run: snapshot.Run) -> None:
    first, second = world.quiet(shown_run, 2)
    one = world.signal(shown_run, location_id=first)
    two = world.signal(shown_run, location_id=second)
    page = _case(one, deel="verbanden")
    press(page, "Koppel")
    assert page.error[0].value == "Vul het nummer van de andere zaak in."
    page.number_input(key=_key(one, "link", "other")).set_value(two)
    page.text_area(key=_key(one, "link", "reason")).set_value("Dezelfde eigenaar.")
    press(page, "Koppel")
    assert f"Deze zaak hoort bij zaak {two}" in text(page)
    page.number_input(key=_key(one, "merge", "other")).set_value(two)
    page.text_area(key=_key(one, "merge", "reason")).set_value(WHY)
    press(page, "Voeg samen")
    assert world.stands(one).merged_into_id == two
    assert f"opgegaan in zaak {two}" in text(page)
    page.text_area(key=_key(one, "unmerge", "reason")).set_value(WHY)
    press(page, "Haal deze zaak er weer uit")
    assert world.stands(one).state is State.NEW
    with state.casework().reading() as session:
        kinds = {link.kind for link in linking.of_case(session, world.stands(one))}
        assert kinds == {LinkKind.RELATED}


def test_location_is_added_and_split_off_again(shown_run: snapshot.Run, number: int) -> None:
    further = world.quiet(shown_run, 2)[1]
    page = _case(number, deel="verbanden")
    page.text_input(key=f"case_{number}_place_words").set_value(further).run()
    page.selectbox(key=f"case_{number}_place_chosen").set_value(further).run()
    press(page, "Voeg de locatie toe")
    assert "(ook)" in text(page)
    page.multiselect(key=_key(number, "split", "places")).set_value([further])
    page.text_area(key=_key(number, "split", "reason")).set_value(WHY)
    press(page, "Splits af")
    assert world.stands(number + 1).place.location_id == further
    assert "(ook)" not in text(page)


def test_locations_lead_to_their_pages(
    shown_run: snapshot.Run, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    location_id, run = world.quiet(shown_run)[0], shown_run.path.name
    page, went = _case(number), world.follow(monkeypatch)
    page.button(key="case_location_0").click().run()
    page.button(key="case_network_0").click().run()
    assert went == [
        ("ui/app_pages/location.py", {"run": run, "location": location_id}),
        ("ui/app_pages/network.py", {"run": run, "start": location_id, "zaak": str(number)}),
    ]


@pytest.mark.parametrize(
    ("role", "sees_signal", "sees_case"),
    [
        (Role.RIEC_LIAISON, True, True),
        (Role.CARE_ADVISER, True, False),
        (Role.BIBOB_OFFICER, False, False),
        (Role.DRIEHOEK_ADVISER, False, False),
        (Role.ANALYST, False, False),
        (Role.PRIVACY_OFFICER, False, False),
        (Role.ADMINISTRATOR, False, False),
    ],
)
def test_role_sees_only_its_own_kinds_of_cases(
    shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch, role: Role,
    sees_signal: bool, sees_case: bool,
) -> None:  # fmt: skip
    signal, case = (
        world.signal(shown_run, location_id=where) for where in world.quiet(shown_run, 2)
    )
    world.advance(case, *_TO_CASE)
    world.become(monkeypatch, "iemand", role)
    assert (WHY in text(_case(signal))) is sees_signal
    assert (WHY in text(_case(case))) is sees_case
    table = open_page("cases").dataframe
    listed = list(table[0].value["zaak"]) if table else []
    assert listed == [n for n, is_it in ((signal, sees_signal), (case, sees_case)) if is_it]


def test_care_adviser_is_offered_only_own_steps(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.become(monkeypatch, "z.adviser", Role.CARE_ADVISER)
    page = _case(number)
    assert page.selectbox(key=_key(number, "move", "to")).options == ["Naar zorg"]


def test_error_while_reading_offers_the_way_back(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise CaseworkError("de databank zwijgt")

    monkeypatch.setattr(case_view, "read", fail)
    page = _case(number)
    assert "de databank zwijgt" in page.error[0].value
    page.button(key="cases_again").click().run()
    assert "zaak" not in page.query_params
