"""Errors in the registers: reported at a record, listed at the location, counted at the source."""

import pytest
from streamlit.testing.v1 import AppTest

from engine.casework.data_errors import ErrorState, Said
from engine.casework.models import Role, Verdict
from engine.errors import CaseworkError, DijkwachtError
from engine.exports.location.reported_errors import Field
from engine.snapshot import Run
from tests.ui.app_pages.casework_world import become, buttons, logged, open_page, press, text
from ui import error_reports, review, today_view

WRONG = "Verzonnen: hier wordt niets meer gemeld."


def _report_at(run: Run) -> tuple[str, str]:
    """A listed location and the record of a report there."""
    names = [row.location_id for row in review.listed(run)]
    return next(
        (name, event.record_key)
        for name in names
        for event in review.dossier(run, name).events
        if event.table == "report"
    )


def _tell(run: Run, column: str = "category", value: str | None = "other") -> int:
    name, key = _report_at(run)
    return error_reports.report(run, name, Said(key, column, WRONG, value))


def _fields(run: Run) -> dict[str, Field]:
    return {one.column: one for one in error_reports.fields(run, _report_at(run)[1])}


def _past(run: Run) -> AppTest:
    return open_page("location", location=_report_at(run)[0], deel="eerder")


def _form(folder: str, key: str, name: str) -> None:
    """What stands in the dialog, as a page of its own: a dialog lives for one drawing only."""
    from ui import location_view, state
    from ui.components import error_form

    run = state.opened(folder)
    error_form.draw(run, key, location_view.record(run, key), name)


def _open_form(run: Run) -> AppTest:
    name, key = _report_at(run)
    page = AppTest.from_function(_form, args=(str(run.path), key, name)).run()
    assert not page.exception
    return page


def _choose(page: AppTest, column: str, run: Run) -> AppTest:
    at = list(_fields(run)).index(column)
    page.selectbox(key="error_field").set_value(at).run()
    assert not page.exception
    return page


def test_record_over_the_page_offers_to_report(shown_run: Run) -> None:
    name, key = _report_at(shown_run)
    page = open_page("location", location=name)
    page.session_state["source_record_wanted"] = (str(shown_run.path), key)
    page.run()
    assert not page.exception
    assert [one.label for one in page.expander if "melden" in one.label] == [
        "Fout in gegevens melden"
    ]


def test_fields_withhold_who_somebody_is(shown_run: Run) -> None:
    found = _fields(shown_run)
    assert found["category"].takes_value
    assert found["category"].present is not None
    reporter = found["reporter_id"]
    assert (reporter.label, reporter.present, reporter.takes_value) == ("melder", None, False)


def test_wrong_fact_is_reported_with_its_right_value(shown_run: Run) -> None:
    page = _choose(_open_form(shown_run), "category", shown_run)
    page.text_area(key="error_text").set_value(WRONG)
    page.selectbox(key="error_word").set_value("other")
    page = press(page, "Meld de fout")
    assert "Fout gemeld met nummer 1" in text(page)
    assert "staat een gemelde fout open" in text(page)
    (made,) = error_reports.everywhere()
    assert (made.fact, made.value, made.text) == ("soort", "overig", WRONG)
    assert "Fout in gegevens gemeld" in logged()


def test_form_tells_who_is_told_and_what_is_missing(shown_run: Run) -> None:
    page = _choose(_open_form(shown_run), "reported_on", shown_run)
    assert "het meldpunt van de gemeente" in text(page)
    page = press(page, "Meld de fout")
    assert "is nodig" in page.error[0].value
    assert error_reports.everywhere() == ()


def test_whole_record_and_a_person_take_no_value(shown_run: Run) -> None:
    page = _choose(_open_form(shown_run), "reporter_id", shown_run)
    assert "geen juiste waarde gevraagd" in text(page)
    page.selectbox(key="error_field").set_value(len(_fields(shown_run))).run()
    page.text_area(key="error_text").set_value(WRONG)
    page = press(page, "Meld de fout")
    assert [one.fact for one in error_reports.everywhere()] == [None]


@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER])
def test_who_checks_the_others_reports_nothing(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    name, key = _report_at(shown_run)
    number = _tell(shown_run)
    become(monkeypatch, "p.toetser", role)
    assert "melden" not in text(_open_form_as(shown_run, name, key))
    assert "Gemelde fouten" not in text(open_page("location", location=name, deel="eerder"))
    assert error_reports.everywhere() == ()
    with pytest.raises(DijkwachtError):
        error_reports.settle(number, ErrorState.NOT_WRONG, reason="x")


def _open_form_as(run: Run, name: str, key: str) -> AppTest:
    return AppTest.from_function(_form, args=(str(run.path), key, name)).run()


def test_location_without_reports_says_how_to_report(shown_run: Run) -> None:
    assert "Geen fout gemeld" in text(_past(shown_run))


def test_report_is_sent_and_ends(shown_run: Run) -> None:
    number = _tell(shown_run)
    page = _past(shown_run)
    assert WRONG in text(page)
    page.text_area(key=f"error_send_reason_{number}").set_value("Nummer 7.")
    page = _submit(page, f"error_send_{number}")
    assert "Teruggemeld op" in text(page)
    assert "het meldpunt van de gemeente" in text(page)
    assert f"error_send_reason_{number}" not in {one.key for one in page.text_area}
    page.radio(key=f"error_outcome_{number}").set_value(ErrorState.CORRECTED)
    page.text_area(key=f"error_settle_reason_{number}").set_value("Het loket paste het aan.")
    page = _submit(page, f"error_settle_{number}")
    assert "door de bron verbeterd" in text(page)
    assert f"error_outcome_{number}" not in {one.key for one in page.radio}
    assert error_reports.everywhere() == ()


def test_outcome_and_reason_are_asked(shown_run: Run) -> None:
    number = _tell(shown_run)
    page = _submit(_past(shown_run), f"error_settle_{number}")
    assert "Kies een uitkomst" in page.error[0].value
    page.radio(key=f"error_outcome_{number}").set_value(ErrorState.WITHDRAWN)
    page = _submit(page, f"error_settle_{number}")
    assert "Een reden is nodig" in page.error[0].value
    page = _submit(page, f"error_send_{number}")
    assert "Een reden is nodig" in page.error[0].value


def test_second_person_accepts_what_the_first_proposed(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = _tell(shown_run)
    page = _past(shown_run)
    assert "vier ogen" in text(page)
    assert ErrorState.OWN.label not in str(page.radio(key=f"error_outcome_{number}").options)
    become(monkeypatch, "t.tweede", Role.ANALYST)
    waits = [line.text for line in today_view.of(shown_run).needs]
    assert "1 gemelde fout wacht op een tweede persoon" in waits
    page = _past(shown_run)
    page.radio(key=f"error_outcome_{number}").set_value(ErrorState.OWN)
    page.text_area(key=f"error_settle_reason_{number}").set_value("Ter plaatse gezien.")
    page = _submit(page, f"error_settle_{number}")
    assert ErrorState.OWN.label in text(page)
    assert not any("tweede persoon" in line.text for line in today_view.of(shown_run).needs)


def test_words_of_others_wait_for_the_first_judgement(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(shown_run)
    become(monkeypatch, "t.tweede", Role.ANALYST)
    said = text(_past(shown_run))
    assert WRONG not in said
    assert "leest u na uw eerste oordeel" in said
    found = review.dossier(shown_run, _report_at(shown_run)[0])
    review.judge(shown_run, found, Verdict.DATA_ERROR, reason="Verzonnen.", explanation=None)
    assert WRONG in text(_past(shown_run))


def test_sources_tell_how_many_are_open_and_lead_to_each(shown_run: Run) -> None:
    assert "nog openstaan" not in text(open_page("sources"))
    number = _tell(shown_run)
    page = open_page("sources")
    assert "nog openstaan" in text(page)
    assert "Naar de locatie" in buttons(page)
    error_reports.settle(number, ErrorState.NOT_WRONG, reason="Toch goed.")
    assert "nog openstaan" not in text(open_page("sources"))


def test_administrator_sees_counts_and_no_report(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(shown_run)
    become(monkeypatch, "b.beheer", Role.ADMINISTRATOR)
    page = open_page("sources")
    assert "nog openstaan" in text(page)
    assert "Naar de locatie" not in buttons(page)


def test_report_of_a_record_that_is_none_is_refused(shown_run: Run) -> None:
    name, _ = _report_at(shown_run)
    with pytest.raises(DijkwachtError):
        error_reports.report(shown_run, name, Said("x:report:niets", None, WRONG))
    with pytest.raises(CaseworkError, match="geen gemelde fout"):
        error_reports.settle(9, ErrorState.NOT_WRONG, reason="x")


def _submit(page: AppTest, form: str) -> AppTest:
    """Press the button of a form."""
    (found,) = [one for one in page.button if one.form_id == form]
    found.click().run()
    assert not page.exception
    return page
