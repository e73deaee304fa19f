"""The URL of a network: what is written is read back, and what cannot be read is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.snapshot import Run
from ui.network_url import Shown, folding, opening, read, within, write

FULL = Shown(
    start="90000001",
    goal="Licence:A 3&b",
    hops=3,
    opened=("Branch:1", "Branch:2"),
    folded=("Address:3",),
    kinds=("BRANCH_OF", "OFFICER_OF"),
    sources=("kvk", "hr"),
    day=date(2025, 1, 2),
    in_force=True,
    since=date(2024, 1, 1),
    until=date(2024, 6, 1),
    node="Branch:2",
    case="2026-1",
)


@pytest.mark.parametrize(
    "shown", [FULL, replace(FULL, goal=None), Shown(), Shown(start="L1")],
    ids=["path", "surroundings", "nothing", "start"],
)  # fmt: skip
def test_view_survives_its_url(shown: Shown) -> None:
    assert read(write(shown)) == shown


def test_url_holds_only_what_is_not_as_usual() -> None:
    assert write(Shown(start="L1")) == {"start": ["L1"]}
    assert write(Shown(start="L1", goal="L2")) == {"van": ["L1"], "naar": ["L2"]}


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        pytest.param({"stappen": ["0"]}, "stappen=0: kies 1 tot en met 3", id="no steps"),
        pytest.param({"stappen": ["²"]}, "stappen=²: kies 1 tot en met 3", id="no number"),
        pytest.param({"soort": ["x"]}, "soort=x: zo'n relatie is er niet", id="kind"),
        pytest.param({"dag": ["1-2-2025"]}, "dag=1-2-2025: geen datum als JJJJ-MM-DD", id="day"),
    ],
)
def test_wrong_value_is_told_and_left_out(params: dict[str, list[str]], problem: str) -> None:
    shown = read({"start": ["L1"], **params})
    assert shown.problems == (problem,)
    assert replace(shown, problems=()) == Shown(start="L1")


def test_repeated_and_endless_values_are_cut() -> None:
    shown = read({"uit": ["a", "a", " ", "b" * 999]})
    assert shown.opened == ("a", "b" * 200)


def test_day_after_the_run_is_told_and_left_out() -> None:
    class Known(Run):
        as_of = date(2024, 3, 1)

    shown = within(FULL, Known(Path("x")))
    assert (shown.day, shown.since, shown.until) == (None, date(2024, 1, 1), None)
    assert shown.problems == (
        "2025-01-02: deze run eindigt op 2024-03-01",
        "2024-06-01: deze run eindigt op 2024-03-01",
    )


def test_opening_and_folding_undo_each_other() -> None:
    plain = Shown(start="L1")
    assert folding(opening(plain, "a"), "a") == plain
    assert opening(folding(plain, "a"), "a") == plain
    assert (opening(plain, "a").opened, folding(plain, "a").folded) == (("a",), ("a",))
