"""Locatie: the source of every fact, what changed, what was said before, and others beside it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Role, Verdict
from engine.snapshot import META, Run
from tests.ui.app_pages.casework_world import (
    become,
    buttons,
    follow,
    open_page,
    press,
    quiet,
    signal,
    text,
)
from ui import language, location_url, location_view, review, state, victims
from ui.language import Language


def _listed(run: Run, arm: str = "ranked") -> list[str]:
    rows = run.table("worklist").sort_by("position").to_pylist()
    return [row["location_id"] for row in rows if row["arm"] == arm]


def _open(run: Run, location_id: str, part: str | None = None, **query: str) -> AppTest:
    extra = {} if part is None else {"deel": part}
    return open_page("location", run=run.path.name, location=location_id, **extra, **query)


def _judge(run: Run, location_id: str, reason: str = "Verzonnen reden.") -> None:
    found = review.dossier(run, location_id)
    review.judge(run, found, Verdict.WORTH_A_LOOK, reason=reason, explanation=None)


def _hits(run: Run, location_id: str) -> list[str]:
    found = review.dossier(run, location_id).assessment
    assert found is not None
    return [o.rule_id for o in (*found.hits, *found.mitigating)]


@pytest.fixture
def two_runs(shown_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The run, and one of a day before in which its reports were not there yet."""
    out = tmp_path / "two"
    for name in (shown_run.path.name, "2026-10-31-aaaaaaaaaaaa"):
        shutil.copytree(shown_run.path, out / name)
    earlier = out / "2026-10-31-aaaaaaaaaaaa"
    meta = (earlier / META).read_text("utf-8")
    (earlier / META).write_text(meta.replace('"as_of": "2026-11-01"', '"as_of": "2026-10-31"'))
    file = earlier / "tables" / "report.parquet"
    pq.write_table(pq.read_table(file).slice(0, 0), file)
    hits = earlier / "hits.parquet"
    kept: pa.Table = pq.read_table(hits)
    pq.write_table(kept.filter(pc.not_equal(kept["rule_id"], "DRG-05")), hits)
    monkeypatch.setenv("DIJKWACHT_RUNS", str(out))
    return snapshot.newest(out)


def _reported(run: Run) -> str:
    """A listed location with a report."""
    reports = set(run.table("tables/report")["location_id"].to_pylist())
    return next(name for name in _listed(run) if name in reports)


def test_timeline_holds_every_event_and_filters_by_source(shown_run: Run) -> None:
    name = _reported(shown_run)
    events = review.dossier(shown_run, name).events
    page = _open(shown_run, name)
    [table] = page.dataframe
    assert len(table.value) == len(events)
    page.multiselect(key=f"timeline_source_{name}").set_value(["meldingen van burgers"]).run()
    assert set(page.dataframe[0].value["bron"]) == {"meldingen van burgers"}
    assert page.query_params["bron"] == "meldingen van burgers"


def test_period_of_the_url_leaves_out_what_is_older(shown_run: Run) -> None:
    page = _open(shown_run, _reported(shown_run), sinds="2026-01-01")
    days = page.dataframe[0].value["datum"]
    assert len(days) > 0
    assert all(str(day) >= "2026-01-01" for day in days)
    none = _open(shown_run, _reported(shown_run), sinds="2030-01-01")
    assert "Geen gebeurtenis past bij deze keuze" in text(none)


def test_what_of_the_url_is_odd_is_told(shown_run: Run) -> None:
    page = _open(shown_run, _listed(shown_run)[0], part="niets")
    assert "In de link klopt iets niet" in page.warning[0].value


def test_source_record_opens_over_the_page_once(shown_run: Run) -> None:
    name = _reported(shown_run)
    key = next(e.record_key for e in review.dossier(shown_run, name).events if e.table == "report")
    page = _open(shown_run, name)
    page.session_state["source_record_wanted"] = (str(shown_run.path), key)
    page.run()
    assert not page.exception
    said = text(page)
    assert "meldingen van burgers" in said
    assert "melder" in said
    assert "signalen.jsonl" in said
    page.run()
    assert "signalen.jsonl" not in text(page)


def test_evidence_of_a_hit_is_one_click_away(shown_run: Run) -> None:
    name = _reported(shown_run)
    _judge(shown_run, name)
    page = _open(shown_run, name)
    rule = next(rule for rule in _hits(shown_run, name) if page.button(key=f"evidence_{rule}_0"))
    page.button(key=f"evidence_{rule}_0").click().run()
    assert not page.exception
    assert "Bron " in text(page)
    assert "geleverd" in text(page)


def test_record_of_another_folder_is_not_opened(shown_run: Run, tmp_path: Path) -> None:
    page = _open(shown_run, _listed(shown_run)[0])
    page.session_state["source_record_wanted"] = (str(tmp_path), "reports:report:1")
    page.run()
    assert not page.exception
    assert "signalen.jsonl" not in text(page)


def test_without_an_earlier_run_nothing_can_have_changed(shown_run: Run) -> None:
    assert "geen run van een eerdere dag" in text(
        _open(shown_run, _listed(shown_run)[0], "veranderd")
    )


def test_what_changed_is_told_with_facts_first_and_rules_after_the_judgement(
    two_runs: Run,
) -> None:
    name = _reported(two_runs)
    blind = text(_open(two_runs, name, "veranderd"))
    assert "Erbij gekomen" in blind
    assert "melding: " in blind
    assert "DRG-05" not in blind
    _judge(two_runs, name)
    told = text(_open(two_runs, name, "veranderd"))
    assert "(DRG-05): nieuwe treffer" in told


def test_earlier_run_that_is_not_there_is_the_usual_one(two_runs: Run) -> None:
    page = _open(two_runs, _reported(two_runs), "veranderd", eerder="2001-01-01-x")
    assert not page.error
    assert "eerder" not in page.query_params


def test_earlier_judgement_waits_for_that_of_this_week(two_runs: Run) -> None:
    name = _reported(two_runs)
    _judge(two_runs, name, "Dit zag ik.")
    assert "Dit zag ik." in text(_open(two_runs, name, "eerder"))
    other = quiet(two_runs)[0]
    assert "Nog niet eerder beoordeeld." in text(_open(two_runs, other, "eerder"))


def test_cases_are_for_roles_that_work_with_them(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = _listed(shown_run)[0]
    number = signal(shown_run, location_id=name)
    assert f"Zaak {number}" not in text(_open(shown_run, name, "eerder"))
    _judge(shown_run, name)
    page = _open(shown_run, name, "eerder")
    assert page.button(key=f"past_case_{number}")
    become(monkeypatch, "iemand", Role.BIBOB_OFFICER)
    told = text(_open(shown_run, name, "eerder"))
    assert f"Zaak {number}" not in told


def test_similar_locations_say_why_and_nothing_of_rules(shown_run: Run) -> None:
    name = _listed(shown_run)[0]
    page = _open(shown_run, name, "gelijkend")
    found = location_view.alike(shown_run, name)
    assert found
    said = text(page)
    assert all(one.traits.label in said for one in found)
    assert "gebied gelijk" in said
    assert "te verifiëren" in said
    assert not [rule for one in found for rule in _hits(shown_run, one.traits.location_id)
                if rule in said]  # fmt: skip


def test_similar_location_can_be_laid_beside(shown_run: Run) -> None:
    name = _listed(shown_run)[0]
    other = location_view.alike(shown_run, name)[0].traits.location_id
    page = _open(shown_run, name, "gelijkend")
    page.button(key=f"similar_lay_{other}").click().run()
    assert not page.exception
    assert page.query_params["met"] == other
    assert page.query_params["deel"] == "vergelijken"


def test_two_locations_are_neutral_until_both_are_judged(shown_run: Run) -> None:
    own, other = _listed(shown_run)[:2]
    _judge(shown_run, own)
    half = _open(shown_run, own, "vergelijken", met=other)
    told = "\n".join(table.value.to_csv() for table in half.table)
    assert "gelijk" in told
    assert "verschilt" in told
    assert not [rule for rule in _hits(shown_run, other) if rule in told]
    _judge(shown_run, other)
    both = _open(shown_run, own, "vergelijken", met=other)
    told = "\n".join(table.value.to_csv() for table in both.table)
    assert all(rule in told for rule in _hits(shown_run, own))


def test_location_beside_that_is_not_there_is_a_clear_message(shown_run: Run) -> None:
    page = _open(shown_run, _listed(shown_run)[0], "vergelijken", met="L0")
    assert "geen locatie 'L0'" in page.error[0].value


@pytest.mark.parametrize("part", location_url.PARTS)
@pytest.mark.parametrize("role", [Role.BIBOB_OFFICER, Role.PRIVACY_OFFICER, Role.ANALYST])
def test_every_part_opens_for_every_role_that_looks(
    two_runs: Run, monkeypatch: pytest.MonkeyPatch, role: Role, part: str
) -> None:
    name = _reported(two_runs)
    become(monkeypatch, "iemand", role)
    page = _open(two_runs, name, part, met=quiet(two_runs)[0])
    assert not page.error
    assert not [rule for rule in _hits(two_runs, name) if f"({rule})" in text(page)]


@pytest.mark.parametrize("part", location_url.PARTS)
def test_masked_location_opens_no_part(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    name = _listed(shown_run)[0]
    victims.mask(shown_run, name, reason="Verzonnen.")
    become(monkeypatch, "iemand", Role.ANALYST)
    page = _open(shown_run, name, part)
    assert "afgeschermd" in page.error[0].value
    assert not page.dataframe


def test_why_it_is_listed_stands_above_once_judged(shown_run: Run) -> None:
    for arm, why in (("ranked", "op volgorde, band"), ("random", "aselect gekozen, ter controle")):
        name = _listed(shown_run, arm)[0]
        assert "Waarom op de lijst" not in text(_open(shown_run, name))
        _judge(shown_run, name)
        assert why in text(_open(shown_run, name))


def test_next_on_the_list_is_one_key_away(shown_run: Run) -> None:
    rows = shown_run.table("worklist").sort_by("position")["location_id"].to_pylist()
    page = press(_open(shown_run, rows[0]), "Volgende")
    assert page.query_params["location"] == rows[1]
    assert "Volgende" not in buttons(_open(shown_run, quiet(shown_run)[0]))


def test_reason_is_three_clicks_from_the_first_page(
    shown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One: Werklijst in the menu. Two: the location. Three: a record behind the reason."""
    name = _reported(shown_run)
    _judge(shown_run, name)
    went = follow(monkeypatch)
    page = open_page("worklist")
    at = [row.location_id for row in review.listed(shown_run)].index(name) + 1
    page.button(key=f"worklist_open_{at}").click().run()
    assert went == [("ui/app_pages/location.py", state.link(shown_run, name))]
    there = _open(shown_run, name)
    assert "Waarom op de lijst" in text(there)
    rule = next(iter(_hits(shown_run, name)))
    there.button(key=f"evidence_{rule}_0").click().run()
    assert "Bron " in text(there)


def test_what_registers_say_is_english_for_who_chose_that(
    two_runs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    name = _reported(two_runs)
    key = next(e.record_key for e in review.dossier(two_runs, name).events if e.table == "report")
    page = _open(two_runs, name)
    page.session_state["source_record_wanted"] = (str(two_runs.path), key)
    page.run()
    said = text(page)
    assert "year of construction" in said or ", built " in said
    assert ", footprint " in said
    assert "bouwjaar" not in said
    events = "\n".join(page.dataframe[0].value["event"])
    assert "report: " in events
    assert "melding: " not in events
    fields = page.table[0].value
    assert "reported on" in fields.to_csv()
    assert "reporter" in said
    alike = text(_open(two_runs, name, "gelijkend"))
    assert "area the same: " in alike
    assert "gebied gelijk" not in alike
    changed = text(_open(two_runs, name, "veranderd"))
    assert "report: " in changed
    assert "melding: " not in changed
    other = location_view.alike(two_runs, name)[0].traits.location_id
    rows = _open(two_runs, name, "vergelijken", met=other).table[0].value
    assert "yard" in rows.to_csv() or "address" in rows.to_csv()


def _with_buildings(run: Run, fits: Callable[[int], bool]) -> str:
    rows = run.table("locations").sort_by("location_id").to_pylist()
    found = next(row for row in rows if row["x"] and fits(len(row["building_ids"])))
    return str(found["location_id"])


@pytest.mark.parametrize(
    ("fits", "told"),
    [
        pytest.param(lambda count: count == 0, r"De punt is deze locatie\.", id="none"),
        pytest.param(lambda count: count == 1, r"Donker: het pand van deze locatie\.", id="one"),
        pytest.param(lambda count: count > 1, r"Donker: de \d+ panden van deze", id="several"),
    ],
)
def test_small_map_says_how_many_buildings_it_shows(
    shown_run: Run, fits: Callable[[int], bool], told: str
) -> None:
    page = _open(shown_run, _with_buildings(shown_run, fits))
    assert [one for one in page.caption if re.match(told, one.value)]
