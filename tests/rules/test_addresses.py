"""ADR-01, ADR-02, ADR-06, ADR-07 and ADR-08: residents, signals and post at one address."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

HIT, NO_HIT, UNKNOWN = Outcome.HIT, Outcome.NO_HIT, Outcome.UNKNOWN

DAY = "2026-10-01"


def dwelling(world: World, location: str = "L1", **values: Any) -> None:
    row = {"kind": "unit", "use_purposes": ["woonfunctie"], "area_m2": 100.0} | values
    world.add("address_unit", location=None, object_id=f"U{location}", **row)


def counted(world: World, day: str = DAY, *, location: str = "L1", **values: Any) -> None:
    row = {"object_id": f"U{location}", "counted_on": day} | values
    world.add("occupancy", location=location, **row)


def trader(world: World, number: int, form: str | None = "sole_trader", **more: Any) -> None:
    kvk = f"{90000000 + number}"
    world.business(kvk, "2015-01-01", enterprise={"legal_form": form}, **more)


@pytest.mark.parametrize(
    ("area", "adults", "expected"),
    [
        pytest.param(24.0, 3, NO_HIT, id="eight m2 each, three times as many"),
        pytest.param(23.9, 3, HIT, id="less than eight m2 each"),
        pytest.param(49.9, 4, HIT, id="four in the smallest class"),
        pytest.param(50.0, 4, NO_HIT, id="four in the second class"),
        pytest.param(74.9, 5, HIT, id="five in the second class"),
        pytest.param(75.0, 5, NO_HIT, id="five in the third class"),
        pytest.param(99.9, 6, HIT, id="six in the third class"),
        pytest.param(100.0, 6, NO_HIT, id="six in the fourth class"),
        pytest.param(149.9, 7, HIT, id="seven in the fourth class"),
        pytest.param(150.0, 6, NO_HIT, id="six in the largest class"),
        pytest.param(150.0, 7, HIT, id="seven in the largest class"),
        pytest.param(None, 2, UNKNOWN, id="area not known"),
        pytest.param(100.0, None, UNKNOWN, id="adults not known"),
        pytest.param(None, 0, NO_HIT, id="nobody lives there"),
    ],
)
def test_adults_against_the_area(
    world: World, area: float | None, adults: int | None, expected: Outcome
) -> None:
    world.place()
    dwelling(world, area_m2=area)
    counted(world, registered_adults=adults)
    assert world.outcome("ADR-01") is expected


def test_crowded_dwelling_cites_the_count_and_the_unit(world: World) -> None:
    world.place()
    dwelling(world)
    counted(world, registered_adults=15)
    (hit,) = world.hits("ADR-01")
    assert hit["newest"] == date(2026, 10, 1)
    assert hit["evidence"] == ["test:address_unit:UL1", "test:occupancy:UL1"]


@pytest.mark.parametrize("rule_id", ["ADR-01", "ADR-07"])
@pytest.mark.parametrize(
    ("day", "known"),
    [("2026-05-02", True), ("2026-05-01", False)],
    ids=["first day inside 6 months", "window start is exclusive"],
)
def test_count_must_be_recent(world: World, rule_id: str, day: str, known: bool) -> None:
    world.place()
    dwelling(world)
    counted(world, day, registered_adults=15)
    for number in range(1, 18):
        trader(world, number)
    assert ("test:occupancy:UL1" in str(world.facts(rule_id)["evidence"])) is known


def test_newest_count_of_residents_holds(world: World) -> None:
    world.place()
    dwelling(world)
    counted(world, "2026-07-01", registered_adults=15)
    counted(world, "2026-10-01", registered_adults=2)
    assert world.outcome("ADR-01") is NO_HIT


@pytest.mark.parametrize(
    "values",
    [{"use_purposes": ["logiesfunctie"]}, {"kind": "berth", "use_purposes": None}],
    ids=["lodging", "berth"],
)
def test_only_dwellings_can_be_crowded(world: World, values: dict[str, Any]) -> None:
    world.place()
    dwelling(world, **values)
    counted(world, registered_adults=15)
    assert world.outcome("ADR-01") is NO_HIT


@pytest.mark.parametrize(
    ("day", "status", "expected"),
    [
        pytest.param("2024-11-02", "in onderzoek", HIT, id="first day inside 24 months"),
        pytest.param("2024-11-01", "in onderzoek", NO_HIT, id="window start"),
        pytest.param(DAY, None, HIT, id="as delivered, without a status"),
        pytest.param(DAY, "Adres juist", NO_HIT, id="looked into, nothing found"),
    ],
)
def test_address_signals_count_as_delivered(
    world: World, day: str, status: str | None, expected: Outcome
) -> None:
    world.place()
    world.add("address_signal", signal_id="LAA-1", received_on=day, status=status)
    assert world.outcome("ADR-02") is expected


def test_second_place_of_one_signal_is_no_second_signal(world: World) -> None:
    world.place()
    for key in ("LAA-1", "LAA-1#2"):
        world.add("address_signal", signal_id="LAA-1", record_key=key, received_on=DAY)
    assert world.facts("ADR-02")["signals"] == 1


@pytest.mark.parametrize(
    ("values", "use", "expected"),
    [
        pytest.param(
            {"postal_addresses": 3, "returned_mail_6m": 0},
            "dwelling",
            HIT,
            id="three correspondence addresses",
        ),
        pytest.param(
            {"postal_addresses": 3, "returned_mail_6m": 0}, "care", NO_HIT, id="of an institution"
        ),
        pytest.param(
            {"postal_addresses": 3, "returned_mail_6m": 0},
            None,
            UNKNOWN,
            id="perhaps of an institution",
        ),
        pytest.param(
            {"postal_addresses": 2, "returned_mail_6m": 2}, "dwelling", NO_HIT, id="two and two"
        ),
        pytest.param(
            {"postal_addresses": 0, "returned_mail_6m": 3}, "care", HIT, id="returned mail"
        ),
        pytest.param(
            {"postal_addresses": None, "returned_mail_6m": 0},
            "dwelling",
            UNKNOWN,
            id="addresses not delivered",
        ),
        pytest.param(
            {"postal_addresses": None, "returned_mail_6m": 3},
            "dwelling",
            HIT,
            id="returned mail is enough",
        ),
        pytest.param(
            {"postal_addresses": 0, "returned_mail_6m": None},
            "dwelling",
            UNKNOWN,
            id="mail not delivered",
        ),
    ],
)
def test_correspondence_addresses_or_returned_mail(
    world: World, values: dict[str, Any], use: str | None, expected: Outcome
) -> None:
    world.place(land_use=use)
    counted(world, DAY, **values)
    assert world.outcome("ADR-06") is expected


def test_correspondence_addresses_of_two_objects_are_not_added(world: World) -> None:
    world.place(land_use="farmyard")
    counted(world, postal_addresses=2, returned_mail_6m=0)
    world.add("occupancy", object_id="U2", counted_on=DAY, postal_addresses=2, returned_mail_6m=0)
    assert world.outcome("ADR-06") is NO_HIT


@pytest.mark.parametrize(
    ("day", "returns"),
    [("2026-05-02", 4), ("2026-05-01", 0)],
    ids=["first day inside 6 months", "window start is exclusive"],
)
def test_returned_mail_counts_inside_the_window(world: World, day: str, returns: int) -> None:
    world.place()
    counted(world, day, postal_addresses=0, returned_mail_6m=4)
    assert world.facts("ADR-06")["mail_returns"] == returns


@pytest.mark.parametrize(
    ("traders", "adults", "expected"),
    [
        (4, 2, HIT),
        (3, 2, NO_HIT),
        (2, 0, HIT),
        (1, 0, NO_HIT),
        (2, None, UNKNOWN),
        (1, None, NO_HIT),
    ],
)
def test_sole_traders_against_adults(
    world: World, traders: int, adults: int | None, expected: Outcome
) -> None:
    world.place()
    dwelling(world)
    counted(world, registered_adults=adults)
    for number in range(1, traders + 1):
        trader(world, number)
    assert world.outcome("ADR-07") is expected


def test_dwelling_that_nobody_counted_is_not_empty(world: World) -> None:
    world.place()
    dwelling(world)
    for number in (1, 2):
        trader(world, number)
    assert world.outcome("ADR-07") is UNKNOWN


@pytest.mark.parametrize(
    ("form", "more", "expected"),
    [
        pytest.param("sole_trader", {}, HIT, id="another sole trader"),
        pytest.param("bv", {}, NO_HIT, id="a company"),
        pytest.param(None, {}, UNKNOWN, id="form not known"),
        pytest.param("sole_trader", {"shielded": True}, NO_HIT, id="shielded"),
        pytest.param("sole_trader", {"ended": "2026-01-01"}, NO_HIT, id="ended"),
        pytest.param("sole_trader", {"cluster": "90000001"}, NO_HIT, id="same cluster"),
    ],
)
def test_third_business_at_an_adult_alone(
    world: World, form: str | None, more: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    dwelling(world)
    counted(world, registered_adults=1)
    trader(world, 1)
    trader(world, 2)
    trader(world, 3, form, **more)
    assert world.outcome("ADR-07") is expected


def test_sole_traders_at_an_office_are_no_signal(world: World) -> None:
    world.place()
    dwelling(world, use_purposes=["kantoorfunctie"])
    for number in range(1, 9):
        trader(world, number)
    assert world.outcome("ADR-07") is NO_HIT


@pytest.mark.parametrize(
    ("day", "category", "reports"),
    [
        ("2024-11-02", "advertised_address", 1),
        ("2024-11-01", "advertised_address", 0),
        ("2026-10-01", "unknown_company", 0),
    ],
    ids=["first day inside 24 months", "window start is exclusive", "another kind"],
)
def test_reports_of_an_address_for_sale_count(
    world: World, day: str, category: str, reports: int
) -> None:
    world.place()
    world.add("report", report_id="R1", category=category, reported_on=day)
    assert world.facts("ADR-08")["reports"] == reports


def test_scan_never_judges_an_address_for_sale(world: World) -> None:
    world.place()
    world.add("report", report_id="R1", category="advertised_address", reported_on=DAY)
    assert world.hits("ADR-08") == []
