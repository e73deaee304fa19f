"""GEN-07: who started where another company failed, and what ties both together."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

ANNE, BOB = (f"P{letter * 20}" for letter in "ab")
OLD, NEW = "90000001", "90000002"
OLD_BRANCH, NEW_BRANCH = "test:branch:000090000001", "test:branch:000090000002"


def restart(
    world: World, *, failed: str = "2026-03-01", started: str = "2026-05-01",
    kind: str = "bankruptcy", same: str = "", new: str = NEW, location: str = "L1", **branch: Any,
) -> None:  # fmt: skip
    """A company that fails and another that starts on its object, tied by `same` or by nothing."""
    old = OLD if new == NEW else f"8{new[1:]}"
    for company, day, name, who in (
        (old, "2015-01-01", "Zandloper Meubelen B.V.", ANNE),
        (new, started, "Vliegwerk Import B.V.", BOB),
    ):
        is_old = company == old
        words = "Zandloper Meubelen B.V." if same == "name" else name
        values: dict[str, object] = {"statutory_name": words, "legal_form": "bv"}
        values |= {"ended_on": failed, "end_kind": kind} if is_old else {}
        code = "56111" if is_old or same == "activity" else "46901"
        left = {"ended": failed} if is_old else branch
        world.business(company, day, location=location, sbi=code, enterprise=values, **left)
        party = ANNE if same == "officer" else who
        values = {"enterprise_id": company, "party_id": party, "role": "director"}
        world.add("officer", location=None, started_on=day, **values)
    if same == "licence":
        for company in (old, new):
            values = {"holder_id": company, "kind": "alcohol", "status": "in_force"}
            world.add("licence", licence_id=f"V{company}", location=location, **values)


@pytest.mark.parametrize("same", ["officer", "name", "activity", "licence"])
@pytest.mark.parametrize("kind", ["bankruptcy", "turbo_liquidation"])
def test_one_tie_with_what_failed_here_is_a_restart(world: World, same: str, kind: str) -> None:
    world.place()
    restart(world, same=same, kind=kind)
    (hit,) = world.hits("GEN-07")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 5, 1))
    assert hit["evidence"] == [OLD_BRANCH, NEW_BRANCH]
    facts = world.facts("GEN-07")
    assert (facts["successions"], facts["days_after_end"]) == (1, 61)
    assert facts["members"] == ["UL1"]


def test_stranger_in_another_trade_is_no_restart(world: World) -> None:
    world.place()
    restart(world)
    assert world.outcome("GEN-07") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("started", "expected"),
    [("2026-03-01", Outcome.HIT), ("2026-08-30", Outcome.HIT), ("2026-08-31", Outcome.NO_HIT)],
    ids=["on the day itself", "182 days", "183 days"],
)
def test_restart_is_within_six_months(world: World, started: str, expected: Outcome) -> None:
    world.place()
    restart(world, started=started, same="officer")
    assert world.outcome("GEN-07") is expected


@pytest.mark.parametrize(
    ("started", "count"),
    [("2024-11-02", 1), ("2024-11-01", 0)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
def test_restarts_count_inside_the_window(world: World, started: str, count: int) -> None:
    world.place()
    restart(world, failed="2024-10-01", started=started, same="officer")
    assert world.facts("GEN-07")["successions"] == count


@pytest.mark.parametrize("kind", ["dissolution", "merger", "continued_elsewhere", "other"])
def test_other_ends_have_no_restart(world: World, kind: str) -> None:
    world.place()
    restart(world, same="officer", kind=kind)
    assert world.outcome("GEN-07") is Outcome.NO_HIT


def test_bankruptcy_of_the_insolvency_register_counts_from_its_day(world: World) -> None:
    world.place()
    restart(world, failed="2026-03-05", started="2026-03-11", same="officer")
    case = {"enterprise_id": OLD, "kind": "bankruptcy", "declared_on": "2026-03-01"}
    world.add("insolvency", location=None, case_id="F1", **case)
    assert world.facts("GEN-07")["days_after_end"] == 10


def test_start_on_another_object_is_no_restart(world: World) -> None:
    world.place()
    world.place("L2")
    restart(world, same="officer")
    world.con.execute(
        "UPDATE branch SET location_id = 'L2', object_id = 'UL2' WHERE ended_on IS NULL"
    )
    assert world.outcome("GEN-07") is Outcome.NO_HIT


def test_second_restart_is_counted(world: World) -> None:
    world.place()
    restart(world, failed="2025-06-01", started="2025-08-01", same="officer", new="90000007")
    world.con.execute("UPDATE branch SET ended_on = DATE '2025-09-01' WHERE ended_on IS NULL")
    restart(world, same="officer")
    assert world.facts("GEN-07")["successions"] == 2


def test_activities_are_compared_within_one_version(world: World) -> None:
    world.place()
    restart(world, same="activity")
    world.con.execute("UPDATE activity SET version = '2008' WHERE branch_id LIKE '%90000001'")
    assert world.outcome("GEN-07") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE officer SET party_id = NULL", id="officers without a name"),
        pytest.param("DELETE FROM activity", id="no activities"),
        pytest.param("UPDATE enterprise SET statutory_name = NULL", id="no names"),
    ],
)
def test_tie_that_the_registers_cannot_tell_is_unknown(world: World, statement: str) -> None:
    world.place()
    restart(world)
    world.con.execute(statement)
    assert world.outcome("GEN-07") is Outcome.UNKNOWN


def test_tie_beside_one_that_is_unknown_decides(world: World) -> None:
    world.place()
    restart(world, same="licence")
    world.con.execute("DELETE FROM activity")
    assert world.outcome("GEN-07") is Outcome.HIT


def two_restarts(world: World) -> None:
    """Two restarts on one object, without a tie."""
    world.place()
    restart(world, failed="2025-06-01", started="2025-08-01", new="90000007")
    world.con.execute("UPDATE branch SET ended_on = DATE '2025-09-01' WHERE ended_on IS NULL")
    restart(world)


OFFICERS = "UPDATE officer SET party_id = NULL WHERE enterprise_id LIKE '%0000007'"
NAMES = "UPDATE enterprise SET statutory_name = NULL WHERE enterprise_id = '90000002'"


@pytest.mark.parametrize(
    "statements",
    [(OFFICERS,), (NAMES,), (OFFICERS, NAMES)],
    ids=["of the first", "of the second", "another one of each"],
)
def test_tie_unknown_in_one_of_two_restarts_is_unknown(
    world: World, statements: tuple[str, ...]
) -> None:
    two_restarts(world)
    assert world.outcome("GEN-07") is Outcome.NO_HIT
    for statement in statements:
        world.con.execute(statement)
    assert world.outcome("GEN-07") is Outcome.UNKNOWN


def test_restart_with_a_tie_is_told_without_one_that_is_unknown(world: World) -> None:
    world.place()
    restart(world, failed="2025-06-01", started="2025-08-01", same="officer", new="90000007")
    world.con.execute("UPDATE branch SET ended_on = DATE '2025-09-01' WHERE ended_on IS NULL")
    restart(world, failed="2026-04-20")
    world.con.execute(NAMES)
    facts = world.facts("GEN-07")
    assert world.outcome("GEN-07") is Outcome.HIT
    assert (facts["successions"], facts["successions_at_most"]) == (1, 2)
    assert (facts["days_after_end"], facts["newest"]) == (61, date(2025, 8, 1))


def test_shielded_branch_is_no_restart(world: World) -> None:
    world.place()
    restart(world, same="officer", shielded=True)
    assert world.outcome("GEN-07") is Outcome.NO_HIT


@pytest.mark.parametrize("table", ["officer", "insolvency", "licence"])
def test_register_that_is_not_delivered_makes_a_restart_unknown(world: World, table: str) -> None:
    world.place()
    restart(world, same="activity")
    world.con.execute("DELETE FROM source_table WHERE table_name = ?", [table])
    assert world.outcome("GEN-07") is Outcome.UNKNOWN


def test_carousel_is_a_restart_among_changing_operators(world: World) -> None:
    world.place()
    restart(world, same="licence")
    for company, day in ((OLD, "2026-01-01"), (NEW, "2026-05-01")):
        world.con.execute(
            "UPDATE licence SET operator_id = holder_id, valid_from = ? WHERE holder_id = ?",
            [day, company],
        )
    assert world.outcome("CARROUSEL", parts=("GEN-09", "GEN-07", "GEN-05")) is Outcome.HIT
