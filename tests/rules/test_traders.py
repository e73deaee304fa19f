"""BRN-07 to BRN-09: storage, traders on an ended nursery, agents without a registration."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

PERSON, OTHER = "P0123456789abcdef0123", "P9876543210abcdef0123"


def store(world: World, **values: Any) -> str:
    row: dict[str, Any] = {"sbi": "52109", "employees": 1, "building_id": "P1"} | values
    return world.business("90000000", "2020-01-01", **row)


def tenant(world: World, number: int, **values: Any) -> str:
    row: dict[str, Any] = {"sbi": "46901", "building_id": "P1"} | values
    return world.business(f"9000000{number}", f"202{number}-01-01", **row)


def ended_nursery(world: World) -> None:
    """A grower gone since 1 January 2026, on land of another company; officers are known."""
    world.place(land_use="greenhouse")
    world.business("80000001", "1990-01-01", ended="2026-01-01", sbi="01192")
    world.add("title", title_id="T1", holder_id="70000001", holder_kind="legal")
    officer(world, "80000001", PERSON)


def officer(world: World, kvk: str, person: str) -> None:
    world.add("officer", location=None, enterprise_id=kvk, party_id=person, role="director")


def trader(
    world: World, kvk: str = "90000001", started: str | None = "2026-03-01", **more: Any
) -> None:
    values = {"sbi": "49410"} | more
    world.business(kvk, started, **values)
    officer(world, kvk, OTHER)


def agent(world: World, started: str | None = "2026-01-01", **values: Any) -> str:
    world.place(land_use="shop", kind="unit")
    return world.business("90000001", started, **{"sbi": "66199"} | values)


def check(world: World, subject: str, status: str | None, register: str = "DNB") -> None:
    world.add(
        "registry_check", location=None, register=register, subject_id=subject, status=status,
        checked_on="2026-10-01", record_key=f"test:registry_check:{register}/{subject}",
    )  # fmt: skip


def test_three_risk_tenants_of_an_unmanned_store_hit(world: World) -> None:
    world.place(land_use="business", kind="unit")
    store(world)
    for number, code in enumerate(({}, {"sbi": "95311"}, {"sbi": "4675", "version": "2008"}), 1):
        tenant(world, number, **code)
    (hit,) = world.hits("BRN-07")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2023, 1, 1))
    assert hit["evidence"] == [f"test:branch:00009000000{number}" for number in range(4)]


def test_tenants_in_other_units_of_the_building_count(world: World) -> None:
    for place in ("L1", "L2", "L3", "L4"):
        world.place(place, land_use="business", kind="unit")
    store(world)
    for number, place in enumerate(("L2", "L3", "L4"), start=1):
        tenant(world, number, location=place)
    assert world.outcome("BRN-07") is Outcome.HIT
    assert world.outcome("BRN-07", "L2") is Outcome.NO_HIT


@pytest.mark.parametrize(
    "third",
    [
        pytest.param({"sbi": "62100"}, id="other trade"),
        pytest.param({"ended": "2026-01-01"}, id="ended"),
        pytest.param({"shielded": True}, id="shielded"),
        pytest.param({"cluster": "90000000"}, id="of the operator"),
        pytest.param({"building_id": "P2", "location": "L2"}, id="in another building"),
    ],
)
def test_what_is_no_third_tenant(world: World, third: dict[str, Any]) -> None:
    world.place(land_use="business", kind="unit")
    world.place("L2", land_use="business", kind="unit")
    store(world)
    tenant(world, 1)
    tenant(world, 2)
    tenant(world, 3, **third)
    assert world.facts("BRN-07")["risk_clusters"] == 2
    assert world.outcome("BRN-07") is Outcome.NO_HIT


def test_persons_of_the_store_unknown_leaves_the_answer_open(world: World) -> None:
    world.place(land_use="business", kind="unit")
    store(world, employees=None)
    for number in (1, 2, 3):
        tenant(world, number)
    assert world.outcome("BRN-07") is Outcome.UNKNOWN


def test_young_trader_on_an_ended_nursery_hits(world: World) -> None:
    ended_nursery(world)
    trader(world)
    (hit,) = world.hits("BRN-08")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 3, 1))
    assert hit["evidence"] == [
        "test:branch:000080000001", "test:branch:000090000001", "test:title:T1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("founded", "expected"),
    [
        pytest.param({"started_on": "2025-11-02"}, Outcome.HIT, id="first day inside"),
        pytest.param({"started_on": "2025-11-01"}, Outcome.NO_HIT, id="a year old"),
        pytest.param(
            {"started_on": None, "started_on_partial": "2026"}, Outcome.UNKNOWN, id="year alone"
        ),
        pytest.param(
            {"started_on": None, "started_on_partial": "2024"}, Outcome.NO_HIT, id="older year"
        ),
    ],
)
def test_trader_is_young_for_twelve_months(
    world: World, founded: dict[str, Any], expected: Outcome
) -> None:
    ended_nursery(world)
    trader(world, enterprise=founded)
    assert world.outcome("BRN-08") is expected


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"sbi": "95311"}, id="a garage"),
        pytest.param({"sbi": "01192"}, id="the next grower"),
        pytest.param({"started": "2025-12-31"}, id="came before the end"),
        pytest.param({"shielded": True}, id="shielded"),
        pytest.param({"ended": "2026-06-01"}, id="gone again"),
    ],
)
def test_who_is_no_young_trader(world: World, values: dict[str, Any]) -> None:
    ended_nursery(world)
    trader(world, **values)
    assert world.outcome("BRN-08") is Outcome.NO_HIT


@pytest.mark.parametrize(
    "case", ["unrelated", "shared officer", "owner of the land", "officers unknown", "undated"]
)
def test_newcomers_are_those_of_the_vacated_yard(world: World, case: str) -> None:
    ended_nursery(world)
    kvk = "70000001" if case == "owner of the land" else "90000001"
    if case == "officers unknown":
        world.business(kvk, "2026-03-01", sbi="49410")
    elif case == "undated":
        trader(world, kvk, None, enterprise={"started_on": "2026-03-01"})
    else:
        trader(world, kvk)
    if case == "shared officer":
        officer(world, kvk, PERSON)
    ours, yard = world.facts("BRN-08"), world.facts("DRG-01")
    assert {name: ours[name] for name in yard} == yard


@pytest.mark.parametrize(
    ("started", "expected"),
    [("2026-09-01", Outcome.HIT), ("2026-09-02", Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
    ids=["61 days", "60 days", "unknown"],
)
def test_agent_has_sixty_days(world: World, started: str | None, expected: Outcome) -> None:
    agent(world, started)
    check(world, "80000001", "geregistreerd")
    assert world.outcome("BRN-09") is expected


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        pytest.param([("DNB", "niet geregistreerd")], Outcome.HIT, id="looked up, not there"),
        pytest.param([("DNB", "Geregistreerd")], Outcome.NO_HIT, id="registered"),
        pytest.param(
            [("DNB", "niet geregistreerd"), ("AFM", "geregistreerd")], Outcome.NO_HIT, id="a broker"
        ),
        pytest.param([("DNB", None)], Outcome.UNKNOWN, id="status unknown"),
        pytest.param([("AFM", "vervallen")], Outcome.UNKNOWN, id="DNB not delivered"),
        pytest.param([], Outcome.UNKNOWN, id="nothing delivered"),
    ],
)
def test_registers_that_will_do_for_an_agent(
    world: World, checks: list[tuple[str, str | None]], expected: Outcome
) -> None:
    agent(world)
    for register, status in checks:
        check(world, "90000001", status, register)
    assert world.outcome("BRN-09") is expected


@pytest.mark.parametrize(
    ("form", "cited"), [("bv", True), ("sole_trader", False)], ids=["company", "sole trader"]
)
def test_check_is_cited_for_legal_persons_only(world: World, form: str, cited: bool) -> None:
    branch = agent(world, enterprise={"legal_form": form})
    check(world, "90000001", "niet geregistreerd")
    keys = ["test:registry_check:DNB/90000001"] if cited else []
    assert world.hits("BRN-09")[0]["evidence"] == [branch, *keys]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"sbi": "62100"}, id="other trade"),
        pytest.param({"ended": "2026-06-01"}, id="ended"),
        pytest.param({"shielded": True}, id="shielded"),
    ],
)
def test_who_is_no_agent(world: World, values: dict[str, Any]) -> None:
    agent(world, **values)
    check(world, "80000001", "geregistreerd")
    assert world.outcome("BRN-09") is Outcome.NO_HIT
