"""Rules of a year: hits of its newest run, judgements of any condition, small counts hidden."""

from datetime import UTC, date, datetime
from typing import Any
from unittest import mock

import pytest
from sqlalchemy.orm import Session

from engine.casework.models import Role, User, Verdict
from engine.casework.users import sign_in
from engine.exports.accountability.figure import TOO_FEW
from engine.settings import load_settings
from engine.snapshot import Run
from engine.workbench import history
from engine.workbench.accountability import rules
from engine.workbench.accountability.rules import NO_RUN, RulesYear, RuleYear
from tests.engine.casework.listed import listed

NOW, TODAY = datetime(2026, 11, 2, 9, tzinfo=UTC), date(2026, 11, 2)
SETTINGS = load_settings().precision
WRONG = Verdict.INNOCENT


@pytest.fixture
def user(session: Session) -> User:
    return sign_in(session, subject="an", role=Role.ANALYST, now=NOW)


def _run(as_of: date, hits: dict[str, int | None]) -> Run:
    run = mock.MagicMock(spec=Run)
    told: dict[str, Any] = {
        "rules": [
            {
                "id": name, "title": f"Titel {name}", "pack": name[:3], "status": "test",
                "false_positives": ["accountant", "notaris"],
            }
            for name in hits
        ],
        "outcomes": {name: {"HIT": n} for name, n in hits.items() if n is not None},
    }  # fmt: skip
    run.meta, run.as_of = told, as_of
    return run


def _year(
    session: Session, user: User, *runs: Run, year: int = 2026, today: date = TODAY
) -> RulesYear:
    return rules.of_year(session, runs, user=user, year=year, settings=SETTINGS, today=today)


def _one(found: RulesYear, rule_id: str) -> RuleYear:
    return next(one for one in found.rules if one.rule_id == rule_id)


def test_year_of_nothing_has_no_rules(session: Session, user: User) -> None:
    found = _year(session, user)
    assert (found.rules, found.base.value, found.runs, found.is_forgotten) == ((), None, 0, False)


def test_hits_are_those_of_the_newest_run_of_the_year_that_judged_the_rule(
    session: Session, user: User
) -> None:
    runs = [
        _run(date(2027, 1, 3), {"GEN-01": 99}),
        _run(date(2026, 12, 31), {"GEN-01": 3, "GEN-02": None}),
        _run(date(2026, 1, 1), {"GEN-01": 8, "GEN-02": 5}),
        _run(date(2025, 12, 31), {"GEN-01": 7, "OLD-01": 1}),
    ]
    found = _year(session, user, *runs)
    assert {one.rule_id: one.hits for one in found.rules} == {"GEN-01": 3, "GEN-02": 5}
    assert found.runs == 2


def test_rule_is_told_with_share_lift_and_reasons(session: Session, user: User) -> None:
    for number in range(12):
        right = number < 8
        listed(
            session, user, f"a{number}", explanation=None if right else "Accountant",
            verdict=Verdict.WORTH_A_LOOK if right else WRONG,
        )  # fmt: skip
    for number in range(10):
        verdict = Verdict.WORTH_A_LOOK if number < 2 else WRONG
        listed(session, user, f"r{number}", arm="random", rules=(), verdict=verdict)
    listed(session, user, "unjudged", verdict=None)
    found = _year(session, user, _run(TODAY, {"GEN-01": 40}))
    rule = _one(found, "GEN-01")
    assert (rule.listed, rule.share.judged, rule.share.right) == (13, 12, 8)
    assert rule.lift.value == pytest.approx((8 / 12) / (2 / 10))
    assert rule.reasons[0] == ("accountant", 4)
    told = rules.cells(rule, found.base, least=4)
    assert told["Aandeel"] == "67%"
    assert told["Ten opzichte van aselect"].startswith("3,3 keer (")
    assert told["Onschuldige verklaringen"] == "accountant: 4"


@pytest.mark.parametrize(("judged", "share"), [(4, TOO_FEW), (5, "100%")])
def test_small_counts_of_a_rule_are_hidden(
    session: Session, user: User, judged: int, share: str
) -> None:
    for number in range(judged):
        listed(session, user, f"a{number}")
    found = _year(session, user)
    told = rules.cells(_one(found, "GEN-01"), found.base, least=5)
    assert told["Aandeel"] == share
    assert told["Beoordeeld"] == told["Op de lijst"] == ("minder dan 5" if judged < 5 else "5")
    assert (told["Terecht"], told["Interval"]) == (("", "") if judged < 5 else ("5", "57 tot 100%"))
    assert told["Treffers"] == NO_RUN
    assert told["Status"] == "vervallen"
    assert told["Ten opzichte van aselect"] == ""


@pytest.mark.parametrize(
    ("today", "is_forgotten"), [(date(2028, 1, 1), False), (date(2028, 1, 2), True)]
)
def test_year_of_which_rules_may_be_destroyed_says_so(
    session: Session, user: User, today: date, is_forgotten: bool
) -> None:
    assert _year(session, user, today=today).is_forgotten is is_forgotten


def test_rules_are_put_in_order_by_what_is_asked_and_unknown_comes_last(
    session: Session, user: User
) -> None:
    for number in range(3):
        listed(session, user, f"b{number}", rules=("BBB-01",), verdict=WRONG)
    listed(session, user, "a", rules=("AAA-01",))
    found = _year(session, user, _run(TODAY, {"CCC-01": 9})).rules
    orders = {by: [one.rule_id for one in rules.ordered(found, by)] for by in rules.ORDERS}
    assert orders["Beoordeeld"] == ["BBB-01", "AAA-01", "CCC-01"]
    assert orders["Aandeel"] == ["AAA-01", "BBB-01", "CCC-01"]
    assert orders["Treffers"] == ["CCC-01", "AAA-01", "BBB-01"]
    assert orders["Regel"] == ["AAA-01", "BBB-01", "CCC-01"]


def test_table_for_a_spreadsheet_has_a_line_for_each_rule(session: Session, user: User) -> None:
    listed(session, user, "a", rules=("AAA-01",))
    found = _year(session, user)
    lines = rules.csv(found.rules, found.base, least=5).decode("utf-8-sig").splitlines()
    assert lines[0].split(";") == list(rules.HEADER)
    assert lines[1].startswith("AAA-01;AAA-01;geen run bewaard;minder dan 5;")


def test_reasons_are_those_of_the_page_of_rules() -> None:
    assert history.reasons((), ()) == ((history.DATA_WRONG, 0), (history.OTHER_REASON, 0))
