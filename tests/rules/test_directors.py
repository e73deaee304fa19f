"""GEN-05 and GEN-06: who directs the companies at a location, and what ended before."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

ANNE, BOB, CAS, DIRK = (f"P{letter * 20}" for letter in "abcd")
HOLDING = "80000009"


def officer(world: World, company: str, party: str | None, since: str | None, **more: Any) -> None:
    values = {"party_id": party, "role": "director", "started_on": since} | more
    world.add("officer", location=None, enterprise_id=company, **values)


def board(world: World, *spells: tuple[str | None, str | None, str | None]) -> None:
    """A company here with directors: who, from, until."""
    world.place()
    world.business("90000001", "2015-01-01")
    for party, since, until in spells:
        officer(world, "90000001", party, since, ended_on=until)


def test_three_changes_of_the_sole_director_hit_with_the_branch_as_evidence(world: World) -> None:
    board(
        world, (ANNE, "2015-01-01", "2026-01-10"), (BOB, "2026-01-10", "2026-04-01"),
        (CAS, "2026-04-01", "2026-09-01"), (DIRK, "2026-09-01", None),
    )  # fmt: skip
    (hit,) = world.hits("GEN-05")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 9, 1))
    assert hit["evidence"] == ["test:branch:000090000001"]
    assert world.facts("GEN-05")["members"] == ["UL1"]


@pytest.mark.parametrize(
    ("day", "count"),
    [("2025-11-02", 1), ("2025-11-01", 0)],
    ids=["first day inside", "window start is exclusive"],
)
def test_changes_count_inside_the_window(world: World, day: str, count: int) -> None:
    board(world, (ANNE, "2015-01-01", day), (BOB, day, None))
    assert world.facts("GEN-05")["director_changes"] == count


@pytest.mark.parametrize(
    ("spells", "count"),
    [
        pytest.param([(ANNE, "2026-01-01", None)], 0, id="the first one"),
        pytest.param(
            [(ANNE, "2015-01-01", "2026-03-20"), (BOB, "2026-03-01", None)], 1, id="overlap"
        ),
        pytest.param(
            [(ANNE, "2015-01-01", "2026-03-01"), (BOB, "2026-04-01", None)], 1, id="gap"
        ),
        pytest.param(
            [(ANNE, "2015-01-01", None), (BOB, "2026-03-01", "2026-04-01")], 0, id="a helper"
        ),
        pytest.param(
            [(ANNE, "2015-01-01", "2026-03-01"), (ANNE, "2026-03-01", None)], 0, id="the same one"
        ),
        pytest.param(
            [(ANNE, "2015-01-01", None), (BOB, "2015-01-01", "2026-03-01"),
             (CAS, "2026-03-01", None)], 0, id="never alone"
        ),
        pytest.param([(ANNE, "2015-01-01", "2026-12-01"), (BOB, "2026-12-01", None)], 0,
                     id="not yet"),
    ],
)  # fmt: skip
def test_only_one_who_is_alone_after_another_is_a_change(
    world: World, spells: list[tuple[str, str, str | None]], count: int
) -> None:
    board(world, *spells)
    assert world.facts("GEN-05")["director_changes"] == count


@pytest.mark.parametrize("role", ["authorised_representative", "partner", "liquidator"])
def test_other_functions_are_no_director(world: World, role: str) -> None:
    board(world, (ANNE, "2015-01-01", None))
    officer(world, "90000001", BOB, "2026-03-01", role=role)
    assert world.facts("GEN-05")["director_changes_at_most"] == 0


def test_changes_of_two_companies_are_not_added_up(world: World) -> None:
    board(world, (ANNE, "2015-01-01", "2026-03-01"), (BOB, "2026-03-01", None))
    world.business("90000002", "2015-01-01")
    for number, (party, day) in enumerate(((CAS, "2015-01-01"), (DIRK, "2026-05-01"))):
        until = "2026-05-01" if number == 0 else None
        officer(world, "90000002", party, day, ended_on=until)
    assert world.facts("GEN-05")["director_changes"] == 1


def test_two_sources_that_tell_the_same_make_no_change(world: World) -> None:
    board(world, (ANNE, "2015-01-01", "2026-03-01"), (BOB, "2026-03-01", None))
    officer(world, "90000001", CAS, "2015-01-01", ended_on="2026-03-01", source="other")
    officer(world, "90000001", DIRK, "2026-03-01", source="other")
    assert world.facts("GEN-05")["director_changes"] == 1


@pytest.mark.parametrize(
    ("spell", "expected"),
    [
        pytest.param({"party_id": None}, Outcome.UNKNOWN, id="nobody is named"),
        pytest.param({"started_on": None, "started_on_partial": "2026"}, Outcome.UNKNOWN,
                     id="begin known in part"),
        pytest.param({"started_on": None, "started_on_partial": "2019", "ended_on": "2020-01-01"},
                     Outcome.HIT, id="begin known in part and long ago"),
        pytest.param({"ended_on_partial": "2026"}, Outcome.UNKNOWN, id="end known in part"),
        pytest.param({"ended_on_partial": "2020"}, Outcome.HIT, id="end known in part, long ago"),
    ],
)  # fmt: skip
def test_director_of_whom_something_is_missing_may_decide(
    world: World, spell: dict[str, Any], expected: Outcome
) -> None:
    board(
        world, (ANNE, "2015-01-01", "2026-01-10"), (BOB, "2026-01-10", "2026-04-01"),
        (CAS, "2026-04-01", "2026-09-01"), (DIRK, "2026-09-01", None),
    )  # fmt: skip
    values = {"party_id": f"P{'e' * 20}", "started_on": "2016-01-01"} | spell
    officer(world, "90000001", values.pop("party_id"), values.pop("started_on"), **values)
    assert world.outcome("GEN-05") is expected


def test_missing_begin_of_a_quiet_company_decides_nothing(world: World) -> None:
    board(world, (ANNE, None, None))
    assert world.outcome("GEN-05") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("left", "count"), [("2025-11-02", 1), ("2025-11-01", 0)], ids=["left since", "left before"]
)
def test_company_that_left_before_the_window_is_not_of_this_place(
    world: World, left: str, count: int
) -> None:
    board(world, (ANNE, "2015-01-01", "2026-03-01"), (BOB, "2026-03-01", None))
    world.con.execute("UPDATE branch SET ended_on = ?", [left])
    assert world.facts("GEN-05")["director_changes"] == count


def test_shielded_branch_tells_nothing_of_directors(world: World) -> None:
    board(world, (ANNE, "2015-01-01", "2026-03-01"), (BOB, "2026-03-01", None))
    world.con.execute("UPDATE branch SET shielded = true")
    assert world.facts("GEN-05")["director_changes_at_most"] == 0


def ended(
    world: World, number: int, day: str | None, kind: str | None = "bankruptcy", *,
    party: str = ANNE, role: str = "director", **more: Any,
) -> None:  # fmt: skip
    """A company elsewhere that ended, with somebody in it."""
    values = {"legal_form": "bv", "started_on": "2015-01-01", "ended_on": day, "end_kind": kind}
    company = f"9000010{number}"
    world.add("enterprise", location=None, enterprise_id=company, **values | more)
    officer(world, company, party, "2015-01-01", role=role, ended_on=day)


def director(world: World, party: str = ANNE, **more: Any) -> None:
    """A business here with one director."""
    world.place()
    world.business("90000001", "2026-01-01")
    officer(world, "90000001", party, "2026-01-01", **more)


def test_three_ended_companies_of_a_director_hit_with_the_business_here_as_evidence(
    world: World,
) -> None:
    director(world)
    for number, day in enumerate(("2022-01-01", "2024-01-01", "2026-06-01")):
        ended(world, number, day)
    (hit,) = world.hits("GEN-06")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 6, 1))
    assert hit["evidence"] == ["test:branch:000090000001"]
    assert world.facts("GEN-06")["members"] == ["UL1"]


@pytest.mark.parametrize(
    ("day", "count"),
    [("2021-11-02", 1), ("2021-11-01", 0), ("2026-11-01", 1), ("2026-11-02", 0)],
    ids=["first day inside five years", "window start is exclusive", "today", "tomorrow"],
)
def test_ended_companies_count_inside_the_window(world: World, day: str, count: int) -> None:
    director(world)
    ended(world, 1, day)
    assert world.facts("GEN-06")["ended_enterprises"] == count


@pytest.mark.parametrize("kind", ["dissolution", "merger", "continued_elsewhere", "other"])
def test_ends_that_are_no_failure_do_not_count(world: World, kind: str) -> None:
    director(world)
    ended(world, 1, "2026-01-01", kind)
    assert world.facts("GEN-06")["ended_enterprises_at_most"] == 0


def test_only_what_the_trade_register_calls_ended_counts(world: World) -> None:
    director(world)
    ended(world, 1, None, None)
    case = {"enterprise_id": "90000101", "kind": "bankruptcy", "declared_on": "2026-01-01"}
    world.add("insolvency", location=None, case_id="F1", **case)
    assert world.facts("GEN-06")["ended_enterprises_at_most"] == 0


@pytest.mark.parametrize(
    ("company", "sure", "at_most"),
    [
        pytest.param({"deposit_on": "2026-01-09", "employees": 0}, 0, 0, id="project company"),
        pytest.param({"deposit_on": "2026-01-09", "employees": 2}, 1, 1, id="it had staff"),
        pytest.param({"deposit_on": "2026-01-09"}, 0, 1, id="staff is not known"),
        pytest.param({"employees": 0}, 1, 1, id="nothing deposited"),
        pytest.param({"employees": 0, "source": "silent"}, 0, 1, id="source tells no deposits"),
    ],
)
def test_project_company_that_was_wound_up_in_order_is_left_out(
    world: World, company: dict[str, Any], sure: int, at_most: int
) -> None:
    director(world)
    world.add("enterprise", location=None, enterprise_id="80000000", deposit_on="2026-01-01")
    ended(world, 1, "2026-01-01", "turbo_liquidation", **company)
    facts = world.facts("GEN-06")
    assert (facts["ended_enterprises"], facts["ended_enterprises_at_most"]) == (sure, at_most)


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        pytest.param({"day": "2026-01-01", "kind": None}, Outcome.UNKNOWN, id="reason not told"),
        pytest.param({"day": None, "ended_on_partial": "2023"}, Outcome.UNKNOWN, id="year known"),
        pytest.param({"day": None, "ended_on_partial": "2020"}, Outcome.NO_HIT, id="old year"),
        pytest.param({"day": None}, Outcome.UNKNOWN, id="day not known"),
    ],
)
def test_end_of_which_something_is_missing_may_decide(
    world: World, third: dict[str, Any], expected: Outcome
) -> None:
    director(world)
    ended(world, 1, "2026-01-01")
    ended(world, 2, "2026-01-01")
    ended(world, 3, third.pop("day"), third.pop("kind", "bankruptcy"), **third)
    assert world.outcome("GEN-06") is expected


@pytest.mark.parametrize(
    ("role", "count"),
    [("sole_shareholder", 1), ("partner", 1), ("sole_trader", 1), ("liquidator", 0),
     ("other", 0), ("authorised_representative", 0)],
)  # fmt: skip
def test_trustees_and_liquidators_are_no_tie(world: World, role: str, count: int) -> None:
    director(world)
    ended(world, 1, "2026-01-01", role=role)
    assert world.facts("GEN-06")["ended_enterprises"] == count


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"ended_on": "2026-10-31"}, id="left"),
        pytest.param({"ended_on_partial": "2026"}, id="left on an unknown day"),
        pytest.param({"role": "authorised_representative"}, id="no director"),
    ],
)
def test_only_who_directs_a_business_here_now_counts(world: World, more: dict[str, Any]) -> None:
    director(world, **more)
    ended(world, 1, "2026-01-01")
    assert world.facts("GEN-06")["ended_enterprises_at_most"] == 0


def test_business_that_left_is_not_of_this_place(world: World) -> None:
    director(world)
    ended(world, 1, "2026-01-01")
    world.con.execute("UPDATE branch SET ended_on = DATE '2026-10-31'")
    assert world.facts("GEN-06")["ended_enterprises_at_most"] == 0


def test_two_directors_are_not_added_up(world: World) -> None:
    director(world)
    officer(world, "90000001", BOB, "2026-01-01")
    for number, party in enumerate((ANNE, ANNE, BOB, BOB)):
        ended(world, number, "2026-01-01", party=party)
    assert world.facts("GEN-06")["ended_enterprises"] == 2


def test_holding_that_directs_is_a_director_too(world: World) -> None:
    director(world, HOLDING)
    ended(world, 1, "2026-01-01", party=HOLDING)
    assert world.facts("GEN-06")["ended_enterprises"] == 1


def test_two_functions_in_one_company_are_one(world: World) -> None:
    director(world)
    ended(world, 1, "2026-01-01")
    officer(world, "90000101", ANNE, "2015-01-01", role="sole_shareholder")
    assert world.facts("GEN-06")["ended_enterprises"] == 1


@pytest.mark.parametrize(("others", "count"), [(48, 1), (49, 0)], ids=["fifty", "fifty-one"])
def test_trust_office_says_nothing_about_one_of_its_companies(
    world: World, others: int, count: int
) -> None:
    director(world, HOLDING)
    ended(world, 1, "2026-01-01", party=HOLDING)
    for number in range(others):
        officer(world, f"7{number:07d}", HOLDING, "2015-01-01")
    assert world.facts("GEN-06")["ended_enterprises"] == count


@pytest.mark.parametrize("rule_id", ["GEN-05", "GEN-06"])
def test_register_that_tells_no_officers_is_unknown(world: World, rule_id: str) -> None:
    director(world)
    world.con.execute("DELETE FROM source_table WHERE table_name = 'officer'")
    assert world.outcome(rule_id) is Outcome.UNKNOWN
