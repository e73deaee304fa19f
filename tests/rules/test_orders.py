"""MAL-08: an order that stays open, and a later application by a related company."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

PERSON = "P0123456789abcdef0123"


def order(world: World, subject: str | None = "90000001", **values: Any) -> None:
    row = {"kind": "penalty_order", "decided_on": "2026-01-01", "subject_id": subject} | values
    world.add("measure", measure_id="H1", **row)


def request(world: World, applicant: str | None = "90000002", **values: Any) -> None:
    row = {"requested_on": "2026-06-01", "status": "requested", "applicant_id": applicant}
    world.add("permit", **{"permit_id": "W1", **row, **values})


def officer(world: World, kvk: str, person: str, **values: Any) -> None:
    row = {"party_id": person, "party_kind": "natural", "role": "director"} | values
    world.add("officer", location=None, enterprise_id=kvk, **row)


def companies(world: World, **second: Any) -> None:
    world.place()
    world.place("L2")
    world.business("90000001", "2020-01-01")
    world.business("90000002", "2026-01-01", location="L2", **second)


def test_new_application_of_a_company_with_the_same_director_hits(world: World) -> None:
    companies(world)
    officer(world, "90000001", PERSON)
    officer(world, "90000002", PERSON)
    order(world)
    request(world, location="L2")
    (hit,) = world.hits("MAL-08")
    assert (hit["location_id"], hit["outcome"]) == ("L2", "HIT")
    assert hit["newest"] == date(2026, 6, 1)
    assert hit["evidence"] == ["test:branch:000090000002", "test:measure:H1", "test:permit:W1"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"order": {"ended_on": "2026-05-01"}}, Outcome.NO_HIT, id="order ended"),
        pytest.param({"order": {"kind": "warning"}}, Outcome.NO_HIT, id="only a warning"),
        pytest.param({"order": {"kind": "fine"}}, Outcome.HIT, id="a fine"),
        pytest.param({"order": {"decided_on": "2024-11-02"}}, Outcome.HIT, id="order just in time"),
        pytest.param({"order": {"decided_on": "2024-11-01"}}, Outcome.NO_HIT, id="order too old"),
        pytest.param(
            {"request": {"requested_on": "2026-01-01"}}, Outcome.NO_HIT, id="asked the same day"
        ),
        pytest.param({"request": {"requested_on": "2026-01-02"}}, Outcome.HIT, id="asked after"),
        pytest.param({"request": {"status": "withdrawn"}}, Outcome.NO_HIT, id="withdrawn"),
        pytest.param({"request": {"applicant": "90000001"}}, Outcome.NO_HIT, id="the subject"),
        pytest.param({"officer": {"ended_on": "2025-12-31"}}, Outcome.NO_HIT, id="left before"),
        pytest.param(
            {"officer": {"ended_on_partial": "2025"}}, Outcome.NO_HIT, id="left that year"
        ),
        pytest.param({"officer": {"role": "liquidator"}}, Outcome.NO_HIT, id="a liquidator"),
        pytest.param({"officer": {"party_kind": "legal"}}, Outcome.NO_HIT, id="a trust office"),
    ],
)
def test_open_order_and_later_application_belong_together(
    world: World, change: dict[str, dict[str, Any]], expected: Outcome
) -> None:
    companies(world)
    officer(world, "90000001", PERSON)
    officer(world, "90000002", PERSON, **change.get("officer", {}))
    order(world, **change.get("order", {}))
    request(world, **{"location": "L2", **change.get("request", {})})
    assert world.outcome("MAL-08", "L2") is expected


def test_company_of_the_same_cluster_is_related(world: World) -> None:
    companies(world, cluster="90000001")
    order(world)
    request(world, location="L2")
    assert world.outcome("MAL-08", "L2") is Outcome.HIT


@pytest.mark.parametrize(
    ("subject", "applicant", "expected"),
    [
        pytest.param("90000001", PERSON, Outcome.UNKNOWN, id="applicant is a person"),
        pytest.param("90000001", None, Outcome.UNKNOWN, id="no applicant"),
        pytest.param(None, "90000002", Outcome.UNKNOWN, id="no subject"),
        pytest.param("90000001", "90000002", Outcome.NO_HIT, id="officers differ"),
        pytest.param("90000001", "90000003", Outcome.UNKNOWN, id="officers not known"),
        pytest.param("90000001", "90000001", Outcome.NO_HIT, id="its own application"),
    ],
)
def test_application_at_the_place_of_the_order_is_compared(
    world: World, subject: str | None, applicant: str | None, expected: Outcome
) -> None:
    companies(world)
    officer(world, "90000001", PERSON)
    officer(world, "90000002", "P9876543210abcdef0123")
    order(world, subject)
    request(world, applicant)
    assert world.outcome("MAL-08") is expected


def test_private_application_elsewhere_is_nobody_s_business(world: World) -> None:
    companies(world)
    order(world)
    request(world, PERSON, location="L2")
    assert world.outcome("MAL-08", "L2") is Outcome.NO_HIT
