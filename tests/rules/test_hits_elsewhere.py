"""DRG-12 and VAS-11: what a run found at other locations of one holder or counterparty."""

from datetime import date

import pytest

from engine.features.run_hits import RunHits
from engine.rules.model import Outcome
from tests.rules.world import World, found, shipped

COMPANY, SISTER = "99000001", "99000002"
ANNE = f"P{'a' * 20}"
DAY = date(2026, 6, 1)


def _yards(world: World, *holders: str | None) -> None:
    for number, holder in enumerate(holders, start=1):
        world.place(f"L{number}", land_use="farmyard")
        world.add(
            "title", location=f"L{number}", holder_id=holder, right="ownership",
            started_on="2020-01-01",
        )  # fmt: skip


def _signals(*rows: tuple[str, str, str], newest: date | None = DAY) -> RunHits:
    return found(*((rule, location, outcome, newest) for rule, location, outcome in rows))


TWO = _signals(("DRG-01", "L1", "HIT"), ("DRG-04", "L2", "HIT"))


def test_signals_on_two_yards_of_one_company(world: World) -> None:
    _yards(world, COMPANY, COMPANY, COMPANY)
    row = world.in_case("DRG-12", hits=TWO)
    assert (row["outcome"], row["newest"]) == (Outcome.HIT, DAY)
    assert len(row["evidence"]) == 2  # type: ignore[arg-type]
    assert world.in_case("DRG-12", "L3", hits=TWO)["outcome"] == Outcome.NO_HIT


@pytest.mark.parametrize(
    ("hits", "outcome"),
    [
        pytest.param(_signals(("DRG-01", "L1", "HIT")), Outcome.NO_HIT, id="one yard"),
        pytest.param(
            _signals(("DRG-01", "L1", "HIT"), ("DRG-04", "L1", "HIT")),
            Outcome.NO_HIT,
            id="two rules on one yard",
        ),
        pytest.param(
            _signals(("DRG-01", "L1", "HIT"), ("DRG-01", "L2", "UNKNOWN")),
            Outcome.UNKNOWN,
            id="unknown on the second",
        ),
        pytest.param(
            _signals(("DRG-01", "L1", "HIT"), ("DRG-02", "L2", "HIT")),
            Outcome.NO_HIT,
            id="another rule",
        ),
        pytest.param(
            found(("DRG-01", "L1", "HIT", DAY), ("DRG-01", "L2", "HIT", date(2023, 11, 1))),
            Outcome.NO_HIT,
            id="thirty-six months ago",
        ),
        pytest.param(
            found(("DRG-01", "L1", "HIT", DAY), ("DRG-01", "L2", "HIT", date(2023, 11, 2))),
            Outcome.HIT,
            id="a day less",
        ),
        pytest.param(
            found(("DRG-01", "L1", "HIT", DAY), ("DRG-01", "L2", "HIT", None)),
            Outcome.UNKNOWN,
            id="signal without a date",
        ),
    ],
)
def test_which_signals_count(world: World, hits: RunHits, outcome: Outcome) -> None:
    _yards(world, COMPANY, COMPANY)
    assert world.in_case("DRG-12", hits=hits)["outcome"] == outcome


@pytest.mark.parametrize(
    ("holders", "outcome"),
    [
        pytest.param((ANNE, ANNE), Outcome.HIT, id="a person within one source"),
        pytest.param((COMPANY, SISTER), Outcome.NO_HIT, id="two companies"),
        pytest.param((COMPANY, None), Outcome.UNKNOWN, id="holder unknown"),
    ],
)
def test_who_holds_the_yards(
    world: World, holders: tuple[str | None, str | None], outcome: Outcome
) -> None:
    _yards(world, *holders)
    assert world.in_case("DRG-12", hits=TWO)["outcome"] == outcome


def test_companies_of_one_cluster_are_one_holder(world: World) -> None:
    _yards(world, COMPANY, SISTER)
    for kvk in (COMPANY, SISTER):
        world.add("enterprise_cluster", location=None, enterprise_id=kvk, cluster_id="C")
    assert world.in_case("DRG-12", hits=TWO)["outcome"] == Outcome.HIT


def test_rule_that_the_run_did_not_judge_is_unknown_everywhere(world: World) -> None:
    _yards(world, COMPANY, COMPANY)
    hits = RunHits(_signals(("DRG-01", "L1", "HIT")).rows, frozenset({"DRG-01"}))
    assert world.in_case("DRG-12", hits=hits)["outcome"] == Outcome.UNKNOWN


def _sold(world: World, kind: str = "property", **more: object) -> None:
    world.place()
    world.place("L2")
    world.business(COMPANY, "2015-01-01")
    world.add(
        "contract", location=None, kind=kind, party_id=COMPANY,
        **{"signed_on": "2026-01-01", **more},
    )  # fmt: skip


SIGNALS = _signals(("GEN-09", "L1", "HIT"), ("GEN-12", "L1", "HIT"))


def test_two_signals_at_the_counterparty(world: World) -> None:
    _sold(world)
    row = world.in_case("VAS-11", hits=SIGNALS)
    assert (row["outcome"], row["newest"]) == (Outcome.HIT, DAY)
    assert [key.split(":")[1] for key in row["evidence"]] == ["branch", "contract"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("hits", "outcome"),
    [
        pytest.param(_signals(("GEN-09", "L1", "HIT")), Outcome.NO_HIT, id="one signal"),
        pytest.param(
            _signals(("GEN-09", "L1", "HIT"), ("GEN-05", "L1", "UNKNOWN")),
            Outcome.UNKNOWN,
            id="a second is unknown",
        ),
        pytest.param(
            _signals(("GEN-09", "L1", "HIT"), ("GEN-04", "L1", "HIT")),
            Outcome.NO_HIT,
            id="before the range",
        ),
        pytest.param(
            _signals(("GEN-09", "L1", "HIT"), ("GEN-16", "L1", "HIT")),
            Outcome.NO_HIT,
            id="after the range",
        ),
        pytest.param(
            _signals(("GEN-09", "L2", "HIT"), ("GEN-12", "L2", "HIT")),
            Outcome.NO_HIT,
            id="at somebody else's",
        ),
    ],
)
def test_signals_that_count(world: World, hits: RunHits, outcome: Outcome) -> None:
    _sold(world)
    assert world.in_case("VAS-11", hits=hits)["outcome"] == outcome


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        pytest.param({"kind": "procurement"}, Outcome.NO_HIT, id="no property"),
        pytest.param({"ended_on": "2026-11-01"}, Outcome.NO_HIT, id="ended today"),
        pytest.param({"ended_on": "2026-11-02"}, Outcome.HIT, id="ends tomorrow"),
    ],
)
def test_contracts_that_count(world: World, more: dict[str, str], outcome: Outcome) -> None:
    _sold(world, **more)
    assert world.in_case("VAS-11", hits=SIGNALS)["outcome"] == outcome


def test_range_of_the_catalogue_stands_in_the_header() -> None:
    hits = shipped().features["signals_of_counterparties"].hits
    assert hits == tuple(f"GEN-{number:02d}" for number in range(5, 16))
