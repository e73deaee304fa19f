"""MAL-01 and MAL-03: a licence or a notification that is not there."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.lodgings import lodging
from tests.rules.world import World


def duty(world: World, **values: Any) -> str:
    row = {"branch": "Horeca", "municipality": "1884", "from": "2020-01-01"} | values
    return world.add("designation", location=None, designation_id="A1", **row)


def bar(world: World, started: str | None = "2026-01-01", **values: Any) -> str:
    return world.business("90000001", started, sbi="56300", **values)


def licence(world: World, **values: Any) -> str:
    row = {"kind": "operating", "status": "in_force", "valid_from": "2026-01-01"} | values
    return world.add("licence", licence_id="V1", **row)


def test_business_without_the_licence_of_its_branch_hits(world: World) -> None:
    world.place()
    duty(world)
    bar(world)
    (hit,) = world.hits("MAL-01")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 1, 1))
    assert hit["evidence"] == ["test:branch:000090000001", "test:designation:A1"]
    assert hit["member_ids"] == ["UL1"]


@pytest.mark.parametrize(
    ("started", "expected"),
    [("2026-09-05", Outcome.HIT), ("2026-09-06", Outcome.NO_HIT)],
    ids=["57 days", "56 days"],
)
def test_lack_lasts_longer_than_eight_weeks(world: World, started: str, expected: Outcome) -> None:
    world.place()
    duty(world)
    bar(world, started)
    assert world.outcome("MAL-01") is expected


@pytest.mark.parametrize(
    ("change", "since"),
    [
        pytest.param({"duty": {"from": "2026-06-01"}}, date(2026, 6, 1), id="designated later"),
        pytest.param(
            {"licence": {"status": "lapsed", "valid_until": "2026-07-01"}},
            date(2026, 7, 1),
            id="last licence ended later",
        ),
        pytest.param(
            {"licence": {"valid_until": "2026-08-01"}}, date(2026, 8, 1), id="never renewed"
        ),
    ],
)
def test_lack_begins_with_the_last_of_its_causes(
    world: World, change: dict[str, dict[str, Any]], since: date
) -> None:
    world.place()
    duty(world, **change.get("duty", {}))
    bar(world)
    if "licence" in change:
        licence(world, **change["licence"])
    assert world.facts("MAL-01")["newest"] == since


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, Outcome.NO_HIT, id="in force"),
        pytest.param({"status": "requested"}, Outcome.NO_HIT, id="applied for"),
        pytest.param({"valid_until": "2026-11-01"}, Outcome.NO_HIT, id="last day"),
        pytest.param({"kind": "alcohol"}, Outcome.HIT, id="another licence"),
        pytest.param({"location": "L2"}, Outcome.HIT, id="elsewhere"),
        pytest.param({"status": None}, Outcome.UNKNOWN, id="status not delivered"),
        pytest.param({"kind": None}, Outcome.UNKNOWN, id="kind not delivered"),
        pytest.param({"status": "revoked"}, Outcome.UNKNOWN, id="revoked on an unknown day"),
    ],
)
def test_licence_covers_its_location(world: World, more: dict[str, Any], expected: Outcome) -> None:
    world.place()
    world.place("L2")
    duty(world)
    bar(world)
    licence(world, **more)
    assert world.outcome("MAL-01") is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"municipality": "0603"}, Outcome.NO_HIT, id="another municipality"),
        pytest.param({"municipality": None}, Outcome.HIT, id="our own list"),
        pytest.param({"branch": "autobedrijven"}, Outcome.NO_HIT, id="another branch"),
        pytest.param({"branch": "growshops"}, Outcome.UNKNOWN, id="branch without codes"),
        pytest.param({"branch": None, "area": "Leimuiden"}, Outcome.HIT, id="its village"),
        pytest.param({"branch": None, "area": "dorpsstraat"}, Outcome.HIT, id="its street"),
        pytest.param({"area": "Woubrugge"}, Outcome.NO_HIT, id="another village"),
        pytest.param({"area": "Zuidkade"}, Outcome.NO_HIT, id="another street"),
        pytest.param({"area": "het centrum"}, Outcome.UNKNOWN, id="area without a place"),
        pytest.param({"from": "2026-12-01"}, Outcome.NO_HIT, id="not yet in force"),
    ],
)
def test_designation_names_branch_area_or_both(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    world.place(town="Leimuiden")
    world.place("L2", town="Woubrugge")
    for location, street in (("L1", "Dorpsstraat"), ("L2", "Zuidkade")):
        row = {"object_id": f"U{location}", "street": street, "is_main": True}
        world.add("address", location=None, address_id=f"N{location}", **row)
    duty(world, **more)
    bar(world)
    assert world.outcome("MAL-01") is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"version": "2008"}, Outcome.HIT, id="old code set"),
        pytest.param({"shielded": True}, Outcome.NO_HIT, id="shielded"),
        pytest.param({"ended": "2026-10-01"}, Outcome.NO_HIT, id="gone"),
        pytest.param({"started": None}, Outcome.UNKNOWN, id="start not delivered"),
    ],
)
def test_only_running_businesses_of_the_branch_count(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    duty(world)
    bar(world, **more)
    assert world.outcome("MAL-01") is expected


def test_business_of_unknown_activity_may_be_of_the_branch(world: World) -> None:
    world.place()
    duty(world)
    world.business("90000001", "2026-01-01")
    assert world.outcome("MAL-01") is Outcome.UNKNOWN


def test_without_a_designation_nobody_needs_a_licence(world: World) -> None:
    world.place()
    bar(world)
    assert world.outcome("MAL-01") is Outcome.NO_HIT


def wrecker(world: World, started: str | None = "2026-01-01", **values: Any) -> str:
    return world.business("90000001", started, sbi="46871", **values)


def notification(world: World, day: str = "2025-12-01", **values: Any) -> None:
    row = {"activity": "vehicle_dismantling", "notified_on": day} | values
    world.add("environment_notification", **row)


def test_wrecker_without_notification_hits(world: World) -> None:
    world.place()
    wrecker(world)
    (hit,) = world.hits("MAL-03")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 1, 1))
    assert hit["evidence"] == ["test:branch:000090000001"]


@pytest.mark.parametrize(
    ("started", "expected"),
    [("2026-09-05", Outcome.HIT), ("2026-09-06", Outcome.NO_HIT)],
    ids=["57 days", "56 days"],
)
def test_notification_is_due_after_eight_weeks(
    world: World, started: str, expected: Outcome
) -> None:
    world.place()
    wrecker(world, started)
    assert world.outcome("MAL-03") is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, Outcome.NO_HIT, id="of this activity"),
        pytest.param({"activity": "livestock"}, Outcome.HIT, id="of another activity"),
        pytest.param({"activity": None}, Outcome.UNKNOWN, id="activity not delivered"),
        pytest.param({"activity": "other"}, Outcome.UNKNOWN, id="activity not mapped"),
        pytest.param({"day": "2025-01-02"}, Outcome.NO_HIT, id="just within the lead time"),
        pytest.param({"day": "2025-01-01"}, Outcome.HIT, id="of somebody long before"),
    ],
)
def test_notification_covers_its_activity(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    wrecker(world)
    notification(world, **more)
    assert world.outcome("MAL-03") is expected


@pytest.mark.parametrize(
    ("status", "expected"), [("notified", Outcome.NO_HIT), ("refused", Outcome.HIT)]
)
def test_environment_permit_covers_any_activity(
    world: World, status: str, expected: Outcome
) -> None:
    world.place()
    wrecker(world)
    row = {"kind": "environment_notification", "status": status, "requested_on": "2025-12-01"}
    world.add("permit", permit_id="W1", **row)
    assert world.outcome("MAL-03") is expected


def test_code_means_its_own_version_only(world: World) -> None:
    """Code 3831 is breaking of ships in 2008 and burning of waste in 2025."""
    world.place()
    world.business("90000001", "2026-01-01", sbi="38310", version="2025")
    assert world.outcome("MAL-03") is Outcome.NO_HIT


def test_repair_notification_covers_a_body_shop(world: World) -> None:
    world.place()
    world.business("90000001", "2026-01-01", sbi="95315")
    notification(world, activity="vehicle_repair")
    assert world.outcome("MAL-03") is Outcome.NO_HIT


def test_wrecker_without_start_is_unknown(world: World) -> None:
    world.place()
    wrecker(world, None)
    assert world.outcome("MAL-03") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, Outcome.HIT, id="granted long ago"),
        pytest.param({"decided_on": "2026-09-05"}, Outcome.HIT, id="57 days ago"),
        pytest.param({"decided_on": "2026-09-06"}, Outcome.NO_HIT, id="56 days ago"),
        pytest.param({"decided_on": None}, Outcome.UNKNOWN, id="on an unknown day"),
        pytest.param({"status": "refused"}, Outcome.NO_HIT, id="refused"),
        pytest.param({"valid_until": "2026-10-31"}, Outcome.NO_HIT, id="no longer valid"),
        pytest.param({"kind": "use_change", "use": "lodging"}, Outcome.HIT, id="use is lodging"),
        pytest.param({"kind": "building", "use": "housing"}, Outcome.NO_HIT, id="a house"),
        pytest.param({"places": None}, Outcome.UNKNOWN, id="capacity not delivered"),
    ],
)
def test_lodging_needs_a_fire_notice_too(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    lodging(world, 1, **{"places": 11, **more})
    assert world.outcome("MAL-03") is expected


def test_fire_notice_covers_the_lodging(world: World) -> None:
    world.place()
    lodging(world, 1, 40)
    lodging(world, 2, 40, kind="fire_safe_use", use="lodging")
    assert world.outcome("MAL-03") is Outcome.NO_HIT
