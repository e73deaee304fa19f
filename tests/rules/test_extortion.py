"""The AFP rules but AFP-04: incidents and what followed; who is there may be the victim."""

from typing import Any

import pytest

from tests.rules.world import World, shipped

X = 100_000.0
COMPANY, OTHER = "90000001", "90000002"


def incident(world: World, number: int = 1, on: str = "2026-03-01", **more: Any) -> str:
    row = {"category": "fire", "reported_on": on} | more
    return world.add("report", report_id=f"R{number}", **row)


def licence(world: World, number: int, operator: str, since: str | None, **more: Any) -> str:
    row = {"operator_id": operator, "valid_from": since, "status": "in_force"} | more
    return world.add("licence", licence_id=f"V{number}", **row)


@pytest.mark.parametrize(
    ("since", "changes"),
    [
        pytest.param("2026-03-01", 1, id="same day"),
        pytest.param("2026-05-30", 1, id="90 days"),
        pytest.param("2026-05-31", 0, id="91 days"),
        pytest.param("2026-02-28", 0, id="before the incident"),
    ],
)
def test_new_operator_after_an_incident(world: World, since: str, changes: int) -> None:
    world.place()
    incident(world)
    licence(world, 1, COMPANY, "2015-01-01", status="lapsed")
    licence(world, 2, OTHER, since)
    assert world.facts("AFP-01")["changes"] == changes


def test_renewed_licence_is_no_new_operator(world: World) -> None:
    world.place()
    incident(world)
    licence(world, 1, COMPANY, "2015-01-01", status="lapsed")
    licence(world, 2, COMPANY, "2026-03-20")
    facts = world.facts("AFP-01")
    assert (facts["changes_at_most"], facts["has_further_change"]) == (0, False)


@pytest.mark.parametrize(
    ("operator", "since"),
    [("P0123456789abcdef0123", "2026-03-20"), (OTHER, None)],
    ids=["known by a name alone", "no day"],
)
def test_operator_who_may_be_the_old_one_is_unknown(
    world: World, operator: str, since: str | None
) -> None:
    world.place()
    incident(world)
    licence(world, 1, operator, since)
    facts = world.facts("AFP-01")
    assert (facts["changes"], facts["changes_at_most"]) == (0, 1)
    assert facts["has_further_change"] is None


@pytest.mark.parametrize(
    ("reported", "changes"),
    [("2024-11-02", 1), ("2024-11-01", 0)],
    ids=["first day inside 24 months", "window start is exclusive"],
)
def test_incidents_inside_the_window_count(world: World, reported: str, changes: int) -> None:
    world.place()
    incident(world, on=reported)
    licence(world, 1, OTHER, "2024-11-20")
    assert world.facts("AFP-01")["changes"] == changes


def test_noise_is_no_incident(world: World) -> None:
    world.place()
    incident(world, category="noise")
    licence(world, 1, OTHER, "2026-03-20")
    assert world.facts("AFP-01")["changes"] == 0


def test_managers_and_shareholders_change_and_stand_in_no_evidence(world: World) -> None:
    world.place()
    branch = world.business(COMPANY, "2015-01-01")
    report = incident(world)
    paper = licence(world, 1, COMPANY, "2015-01-01")
    world.add(
        "licence_manager", location=None, licence_id="V1", manager_id="P1", started_on="2026-03-11"
    )
    world.add(
        "officer", location=None, enterprise_id=COMPANY, party_id="P2", role="sole_shareholder",
        started_on="2010-01-01", ended_on="2026-03-21",
    )  # fmt: skip
    facts = world.facts("AFP-01")
    assert (facts["changes"], facts["days_after_incident"]) == (2, 10)
    assert facts["evidence"] == [branch, paper, report]


@pytest.mark.parametrize(
    ("partial", "at_most"), [("2026", 1), ("2020", 0)], ids=["this year", "long ago"]
)
def test_shareholder_without_a_full_date(world: World, partial: str, at_most: int) -> None:
    world.place()
    world.business(COMPANY, "2015-01-01")
    incident(world)
    world.add(
        "officer", location=None, enterprise_id=COMPANY, party_id="P2", role="sole_shareholder",
        started_on_partial=partial,
    )  # fmt: skip
    assert world.facts("AFP-01")["changes_at_most"] == at_most


def sale(world: World, price: float | None, signed: str = "2026-05-01", **more: Any) -> str:
    row = {"kind": "sale", "signed_on": signed, "price_eur": price} | more
    return world.add("transfer", transfer_id="K1", **row)


def value(world: World, eur: float | None, year: int = 2026, unit: str = "UL1") -> str:
    return world.add("valuation", object_id=unit, year=year, value_eur=eur)


@pytest.mark.parametrize(
    ("signed", "sales"),
    [
        pytest.param("2026-08-30", 1, id="six months of 365/12 days"),
        pytest.param("2026-08-31", 0, id="a day later"),
        pytest.param("2026-02-28", 0, id="before the incident"),
    ],
)
def test_sale_soon_after_an_incident(world: World, signed: str, sales: int) -> None:
    world.place()
    incident(world)
    sale(world, 100_000.0, signed)
    value(world, 200_000.0)
    facts = world.facts("AFP-02")
    assert (facts["sales"], facts["lowest_ratio"]) == (sales, 0.5 * sales)


@pytest.mark.parametrize(
    ("price", "years", "ratio", "further"),
    [
        pytest.param(100_000.0, {2025: 200_000.0, 2024: 50_000.0}, 0.5, False, id="last year"),
        pytest.param(100_000.0, {2027: 200_000.0}, None, None, id="later year only"),
        pytest.param(None, {2026: 200_000.0}, None, None, id="price not known"),
        pytest.param(100_000.0, {2026: None}, None, None, id="value not known"),
    ],
)
def test_value_is_that_of_the_year_of_sale_or_before(
    world: World,
    price: float | None,
    years: dict[int, float | None],
    ratio: float | None,
    further: bool | None,
) -> None:
    world.place()
    incident(world)
    sale(world, price)
    for year, eur in years.items():
        value(world, eur, year)
    facts = world.facts("AFP-02")
    assert (facts["lowest_ratio"], facts["has_further_low_sale"]) == (ratio, further)


def test_one_price_for_two_objects_is_compared_with_both(world: World) -> None:
    world.place()
    world.place("L2")
    incident(world)
    sale(world, 300_000.0)
    world.add(
        "transfer", location="L2", transfer_id="K1#2", kind="sale", signed_on="2026-05-01",
        price_eur=300_000.0,
    )  # fmt: skip
    value(world, 200_000.0)
    value(world, 400_000.0, unit="UL2")
    assert world.facts("AFP-02")["lowest_ratio"] == 0.5


@pytest.mark.parametrize(
    "more", [{"kind": "inheritance"}, {"lapsed_on": "2026-06-01"}], ids=["inherited", "lapsed"]
)
def test_no_sale_is_no_sign(world: World, more: dict[str, Any]) -> None:
    world.place()
    incident(world)
    sale(world, 1.0, **more)
    value(world, 200_000.0)
    assert world.facts("AFP-02")["sales"] == 0


def struck(world: World, number: int, *, east: float, sbi: str = "56111", **more: Any) -> None:
    """A place so many metres to the east with a business and an incident there."""
    location = f"L{number}"
    world.place(location, x=X + east)
    world.business(f"9000000{number}", "2015-01-01", sbi=sbi, location=location)
    incident(world, number, **({"on": "2026-08-01", "location": location} | more))


@pytest.mark.parametrize(
    ("distance", "incidents"), [(2000, 3), (2000.1, 2)], ids=["edge of the circle", "outside"]
)
def test_incidents_in_one_trade_nearby(world: World, distance: float, incidents: int) -> None:
    struck(world, 1, east=0)
    struck(world, 2, east=500)
    struck(world, 3, east=distance)
    assert world.facts("AFP-03")["incidents"] == incidents


@pytest.mark.parametrize(
    ("day", "incidents"),
    [("2026-05-02", 3), ("2026-05-01", 2)],
    ids=["first day inside six months", "window start is exclusive"],
)
def test_incidents_of_six_months_count(world: World, day: str, incidents: int) -> None:
    struck(world, 1, east=0)
    struck(world, 2, east=500)
    struck(world, 3, east=600, on=day)
    assert world.facts("AFP-03")["incidents"] == incidents


@pytest.mark.parametrize("sbi", ["47110", "96210"], ids=["retail", "hairdresser"])
def test_another_trade_does_not_count(world: World, sbi: str) -> None:
    struck(world, 1, east=0)
    struck(world, 2, east=100, sbi=sbi)
    assert world.facts("AFP-03")["incidents"] == 1


def test_incident_elsewhere_is_told_by_its_report_and_not_by_its_object(world: World) -> None:
    struck(world, 1, east=0)
    struck(world, 2, east=100)
    facts = world.facts("AFP-03")
    assert facts["evidence"] == ["test:report:R1", "test:report:R2"]
    assert facts["members"] == ["UL1"]


def test_own_report_of_a_farmer_is_a_route_too(world: World) -> None:
    world.place(land_use="farmyard")
    world.business(COMPANY, "2000-01-01")
    incident(world, category="approach", reporter_id=COMPANY)
    assert world.facts("AFP-05")["own_reports"] == 1


def visited(world: World, number: int, threatened: bool | None, held: str = "2026-08-01") -> None:
    world.add("inspection", inspection_id=f"C{number}", held_on=held, threatened=threatened)


@pytest.mark.parametrize(
    ("threatened", "held", "incidents", "further"),
    [
        pytest.param(True, "2024-11-02", 1, False, id="first day inside 24 months"),
        pytest.param(True, "2024-11-01", 0, False, id="window start is exclusive"),
        pytest.param(False, "2026-08-01", 0, False, id="not threatened"),
        pytest.param(None, "2026-08-01", 0, None, id="not recorded"),
    ],
)
def test_threats_to_inspectors(
    world: World, threatened: bool | None, held: str, incidents: int, further: bool | None
) -> None:
    world.place()
    visited(world, 1, threatened, held)
    visited(world, 2, False)
    facts = world.facts("AFP-06")
    assert (facts["incidents"], facts["has_further_incident"]) == (incidents, further)


def test_reports_of_the_police_about_withdrawn_complaints_count(world: World) -> None:
    world.place()
    for number, kind in enumerate(("withdrawn_complaints", "violence"), start=1):
        world.add("police_report", report_id=f"P{number}", kind=kind, received_on="2026-01-01")
    facts = world.facts("AFP-07")
    assert (facts["police_reports"], facts["evidence"]) == (1, ["test:police_report:P1"])


def test_scan_judges_no_rule_about_extortion(world: World) -> None:
    world.place(land_use="farmyard")
    incident(world)
    licence(world, 1, OTHER, "2026-03-20")
    rules = [r.id for r in shipped().rules if r.family == "AFP"]
    assert len(rules) == 8
    assert world.hits(*rules) == []
