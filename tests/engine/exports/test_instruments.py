"""Instruments in order: what is missing, how often used, and which rules name them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.case_models import CaseKind
from engine.casework.database import open_casework
from engine.casework.models import Role
from engine.casework.places import LocationState
from engine.casework.process import measures
from engine.casework.users import sign_in
from engine.exports import instruments_table
from engine.exports.instruments import Asked, InstrumentState, of_packs, overview
from engine.exports.rule_docs import names
from engine.rules import loader, local_policy
from engine.settings import SHIPPED_RULES, load_settings
from engine.snapshot import Run
from tests import casework_file

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
TODAY = NOW.date()
SAMPLE = Asked(SHIPPED_RULES, local_policy.SAMPLE)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = open_casework(casework_file.url(tmp_path), settings=load_settings())
    with opened.writing() as session:
        yield session
    opened.close()


def _states(
    session: Session, asked: Asked = SAMPLE, today: date = TODAY
) -> dict[str, InstrumentState]:
    found = overview(asked, of_packs(loader.load(SHIPPED_RULES).rules), session, today=today)
    return {one.code: one for one in found}


def _use(session: Session, *days: date) -> None:
    user = sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)
    where = LocationState("L1", ("1884100000000001",), "none", ())
    case = cases.open_case(
        session, user=user, kind=CaseKind.CASE, location=where, purpose="Verzonnen.", now=NOW
    )
    for day in days:
        measures.record(
            session, case, user=user, instrument="LOD", decided_on=day, reason="x", now=NOW
        )


def test_every_instrument_stands_there_in_the_order_of_the_table(session: Session) -> None:
    assert list(_states(session)) == list(names.read(SHIPPED_RULES).instruments)


def test_empty_rows_are_missing_and_others_need_none(session: Session) -> None:
    states = _states(session, Asked(SHIPPED_RULES))
    assert states["13b"].missing == ("lokaal beleid of verordening ontbreekt",)
    assert (states["OM"].needs_policy, states["OM"].missing) == (False, ())
    assert instruments_table.row(states["13b"])[2:7] == ("ontbreekt",) * 5
    assert instruments_table.row(states["OM"])[2:7] == ("niet nodig",) * 5


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("Bibob", ()),
        ("13b", ("herziening is te laat",)),
        ("174", ("vindplaats ontbreekt", "datum van herziening ontbreekt", "te verifiëren")),
        ("Alc", ("eigenaar ontbreekt", "herziening is te laat", "te verifiëren")),
    ],
)
def test_what_is_missing_is_named(session: Session, code: str, missing: tuple[str, ...]) -> None:
    assert _states(session)[code].missing == missing


def test_use_in_cases_counts_this_year_only(session: Session) -> None:
    _use(session, date(2025, 12, 31), date(2026, 1, 1), TODAY)
    states = _states(session)
    assert (states["LOD"].in_cases, states["LOB"].in_cases) == (2, 0)
    assert _states(session, today=date(2025, 12, 31))["LOD"].in_cases == 1


def test_use_in_cases_is_not_told_to_who_does_not_work_on_them(session: Session) -> None:
    _use(session, TODAY)
    hidden = Asked(SHIPPED_RULES, local_policy.SAMPLE, tells_cases=False)
    state = _states(session, hidden)["LOD"]
    assert state.in_cases is None
    assert instruments_table.row(state)[7] == "niet bekend"


def test_register_is_unknown_without_a_delivery_of_measures(session: Session, village: Run) -> None:
    assert _states(session)["LOD"].in_register is None
    with_run = Asked(SHIPPED_RULES, local_policy.SAMPLE, village)
    assert _states(session, with_run)["LOD"].in_register is None


def test_register_counts_measures_of_this_year(session: Session, sample_run: Run) -> None:
    rows = sample_run.table("tables/measure").to_pylist()
    year = sample_run.as_of.year
    wanted = sum(r["kind"] == "penalty_order" and r["decided_on"].year == year for r in rows)
    states = _states(session, Asked(SHIPPED_RULES, local_policy.SAMPLE, sample_run))
    assert states["LOD"].in_register == wanted
    assert states["Bibob"].in_register is None


def test_rules_that_name_it_are_listed_but_not_those_switched_off(session: Session) -> None:
    book, ruleset = names.read(SHIPPED_RULES), loader.load(SHIPPED_RULES)
    named = {
        rule.id
        for rule in ruleset.rules
        for text in rule.instruments
        if book.instrument_of(text).code == "NLA" and rule.status != "deprecated"
    }
    assert named
    assert set(_states(session)["NLA"].rules) == named
