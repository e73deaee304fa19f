"""HAM-06 and HAM-07: a lodging permit that is refused, has ended, or lacks a licence beside it."""

from datetime import date
from typing import Any

import pytest

from engine.features.database import FeatureDatabase
from engine.rules.model import Outcome
from engine.settings import load_settings
from tests.rules.lodgings import lodging, published
from tests.rules.world import AS_OF, World, shipped


def complain(world: World, *days: str, category: str = "overcrowding") -> None:
    for day in days:
        world.add("report", report_id=f"R{day}", category=category, reported_on=day)


REFUSED: dict[str, Any] = {"status": "refused", "decided_on": "2026-06-01"}


def test_two_reports_after_a_refusal_hit(world: World) -> None:
    world.place()
    lodging(world, **REFUSED)
    complain(world, "2026-07-01", "2026-08-01")
    (hit,) = world.hits("HAM-06")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 8, 1))
    assert hit["evidence"] == [
        "test:permit:W1",
        "test:report:R2026-07-01",
        "test:report:R2026-08-01",
    ]


@pytest.mark.parametrize(
    ("day", "reports"),
    [
        pytest.param("2026-06-02", 1, id="the day after"),
        pytest.param("2026-06-01", 0, id="the day of the refusal"),
        pytest.param("2026-11-01", 1, id="the run's own day"),
    ],
)
def test_reports_count_from_the_day_after(world: World, day: str, reports: int) -> None:
    world.place()
    lodging(world, **REFUSED)
    complain(world, day)
    assert world.facts("HAM-06")["later_reports"] == reports


@pytest.mark.parametrize(
    ("day", "reports"),
    [("2026-05-02", 1), ("2026-05-01", 0)],
    ids=["first day inside six months", "window start is exclusive"],
)
def test_reports_count_inside_the_window(world: World, day: str, reports: int) -> None:
    world.place()
    lodging(world, status="refused", decided_on="2025-01-01")
    complain(world, day)
    assert world.facts("HAM-06")["later_reports"] == reports


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"status": "lapsed", "valid_until": "2026-06-01"}, Outcome.HIT, id="lapsed"),
        pytest.param(
            {"status": "lapsed", "valid_until": "2026-07-15"}, Outcome.NO_HIT, id="lapsed later"
        ),
        pytest.param({"status": "revoked", "decided_on": "2026-06-01"}, Outcome.HIT, id="revoked"),
        pytest.param({"valid_until": "2026-06-01"}, Outcome.HIT, id="last day passed"),
        pytest.param({}, Outcome.NO_HIT, id="in force"),
        pytest.param({"status": "requested"}, Outcome.NO_HIT, id="under way"),
        pytest.param({"status": "refused", "decided_on": None}, Outcome.UNKNOWN, id="no day"),
        pytest.param({"status": None}, Outcome.UNKNOWN, id="status not delivered"),
        pytest.param({**REFUSED, "kind": "building"}, Outcome.NO_HIT, id="another permit"),
    ],
)
def test_only_a_permit_that_ended_matters(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    lodging(world, **more)
    complain(world, "2026-07-01", "2026-08-01")
    assert world.outcome("HAM-06") is expected


def test_other_permit_in_force_ends_the_matter(world: World) -> None:
    world.place()
    lodging(world, 1, **REFUSED)
    lodging(world, 2, decided_on="2026-06-15")
    complain(world, "2026-07-01", "2026-08-01")
    assert world.outcome("HAM-06") is Outcome.NO_HIT


def test_permit_that_was_in_force_counts_before_an_old_refusal(world: World) -> None:
    world.place()
    lodging(world, 1, status="refused", decided_on="2020-01-01")
    lodging(world, 2, decided_on="2021-01-01", valid_until="2026-07-15")
    complain(world, "2026-07-01", "2026-08-01")
    assert world.facts("HAM-06")["later_reports"] == 1


def test_publication_does_not_keep_a_lapsed_permit_in_force(world: World) -> None:
    world.place()
    lodging(world, status="lapsed", valid_until="2026-06-01")
    published(world)
    complain(world, "2026-07-01", "2026-08-01")
    assert world.outcome("HAM-06") is Outcome.HIT


def test_other_complaints_are_not_about_use(world: World) -> None:
    world.place()
    lodging(world, **REFUSED)
    complain(world, "2026-07-01", "2026-08-01", category="noise")
    assert world.outcome("HAM-06") is Outcome.NO_HIT


def lettings(world: World, *, enabled: bool) -> dict[str, object]:
    """What HAM-07 knows of L1 when its switch stands so."""
    rule = shipped().rule("HAM-07").model_copy(update={"params": {**_PARAMS, "enabled": enabled}})
    feature = shipped().compiled["HAM-07"].feature
    with FeatureDatabase(world.con, settings=load_settings(), as_of=AS_OF) as db:
        found = db.compute(feature, rule.values).to_pylist()
    return next(row for row in found if row["location_id"] == "L1")


_PARAMS = dict(shipped().rule("HAM-07").params)


def test_duty_to_have_a_rental_licence_is_switched_off(world: World) -> None:
    world.place()
    lodging(world)
    assert _PARAMS["enabled"] is False
    assert lettings(world, enabled=False)["unlicensed_lettings"] == 0
    assert world.outcome("HAM-07") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        pytest.param(None, (1, False), id="no licence"),
        pytest.param({"status": "in_force"}, (0, False), id="licence in force"),
        pytest.param({"status": "lapsed"}, (1, False), id="licence lapsed"),
        pytest.param(
            {"status": "in_force", "valid_until": "2026-10-31"}, (1, False), id="licence ended"
        ),
        pytest.param({"status": "in_force", "kind": "alcohol"}, (1, False), id="another licence"),
        pytest.param({"status": None}, (0, None), id="status not delivered"),
    ],
)
def test_switched_on_it_asks_for_a_rental_licence(
    world: World, paper: dict[str, Any] | None, expected: tuple[int, bool | None]
) -> None:
    world.place()
    lodging(world)
    if paper:
        world.add("licence", **{"licence_id": "V1", "kind": "rental_housing_migrants", **paper})
    facts = lettings(world, enabled=True)
    assert (facts["unlicensed_lettings"], facts["has_further_letting"]) == expected


def test_switched_on_a_publication_is_no_second_letting(world: World) -> None:
    world.place()
    lodging(world)
    published(world)
    assert lettings(world, enabled=True)["unlicensed_lettings"] == 1


def test_switched_on_a_granted_rental_permit_will_do(world: World) -> None:
    world.place()
    lodging(world, 1)
    lodging(world, 2, kind="rental")
    assert lettings(world, enabled=True)["unlicensed_lettings"] == 0
