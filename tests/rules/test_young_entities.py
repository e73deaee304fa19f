"""FRD-02 and FRD-06: young companies of one officer, and young recipients with earlier ties."""

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

KVK = tuple(f"9900000{number}" for number in range(1, 10))
ANNE, BOB = (f"P{letter * 20}" for letter in "ab")


def _person(world: World, kvk: str, started: str | None, party: str = ANNE, **more: object) -> None:
    world.add(
        "officer",
        location=None,
        enterprise_id=kvk,
        party_id=party,
        **{"role": "director", "started_on": started, **more},
    )


def _young(world: World, count: int, places: int, *, started: str = "2026-02-01") -> None:
    """So many young companies of one person, spread over so many locations."""
    for number in range(count):
        location = f"L{min(number, places - 1) + 1}"
        if number < places:
            world.place(location)
        world.business(KVK[number], started, location=location)
        _person(world, KVK[number], started)


@pytest.mark.parametrize(
    ("count", "places", "outcome"),
    [
        pytest.param(5, 4, Outcome.HIT, id="five on four"),
        pytest.param(4, 4, Outcome.NO_HIT, id="four companies"),
        pytest.param(6, 3, Outcome.NO_HIT, id="three objects"),
    ],
)
def test_young_companies_of_one_officer(
    world: World, count: int, places: int, outcome: Outcome
) -> None:
    _young(world, count, places)
    assert world.in_case("FRD-02")["outcome"] == outcome


@pytest.mark.parametrize(
    ("started", "entities"),
    [
        pytest.param("2025-05-02", 5, id="first day inside the window"),
        pytest.param("2025-05-01", 4, id="exactly eighteen months old"),
    ],
)
def test_age_of_a_company(world: World, started: str, entities: int) -> None:
    _young(world, 4, 4)
    world.business(KVK[4], started)
    _person(world, KVK[4], "2026-03-01")
    assert world.facts("FRD-02")["entities"] == entities


def test_earlier_role_in_any_company_takes_the_officer_out(world: World) -> None:
    _young(world, 5, 4)
    world.business(KVK[5], "2010-01-01", location=None)
    _person(world, KVK[5], "2012-01-01", ended_on="2014-01-01")
    assert world.in_case("FRD-02")["outcome"] == Outcome.NO_HIT


def test_new_role_in_an_old_company_is_no_earlier_one(world: World) -> None:
    _young(world, 5, 4)
    world.business(KVK[5], "2010-01-01", location=None)
    _person(world, KVK[5], "2026-06-01")
    assert world.in_case("FRD-02")["outcome"] == Outcome.HIT


def test_role_without_a_date_is_unknown(world: World) -> None:
    _young(world, 5, 4)
    world.business(KVK[5], "2010-01-01", location=None)
    _person(world, KVK[5], None)
    assert world.in_case("FRD-02")["outcome"] == Outcome.UNKNOWN


def test_company_without_a_date_may_be_the_fifth(world: World) -> None:
    _young(world, 4, 4)
    world.business(KVK[4], None, enterprise={"started_on_partial": None})
    _person(world, KVK[4], "2026-03-01")
    assert world.in_case("FRD-02")["outcome"] == Outcome.UNKNOWN


def test_people_of_two_sources_are_not_the_same(world: World) -> None:
    _young(world, 5, 4)
    world.con.execute("UPDATE officer SET source = 'other' WHERE enterprise_id = ?", [KVK[0]])
    world.con.execute(
        "INSERT INTO source_table SELECT * REPLACE ('other' AS source) FROM source_table"
        " WHERE table_name = 'officer'"
    )
    assert world.facts("FRD-02")["entities"] == 1
    assert world.in_case("FRD-02", "L4")["outcome"] == Outcome.NO_HIT


def test_evidence_is_of_branches_and_names_nobody(world: World) -> None:
    _young(world, 5, 4)
    row = world.in_case("FRD-02")
    assert row["evidence"] == [f"test:branch:0000{kvk}" for kvk in KVK[:5]]
    assert "5 ondernemingen op 4 objecten" in str(row["explanation"])


def _grants(world: World, started: str | None = "2026-01-01", kind: str = "subsidy") -> None:
    """An old recipient, and a younger one with the same director."""
    world.place()
    world.business(KVK[0], "2010-01-01", location=None)
    world.business(KVK[1], started)
    for kvk in KVK[:2]:
        _person(world, kvk, "2026-01-01")
    _grant(world, KVK[0], "2020-05-01")
    _grant(world, KVK[1], "2026-09-01", kind)


def _grant(world: World, kvk: str, signed: str, kind: str = "subsidy") -> None:
    world.add("contract", location=None, kind=kind, party_id=kvk, signed_on=signed)


def test_young_recipient_with_the_director_of_an_earlier_one(world: World) -> None:
    _grants(world)
    row = world.in_case("FRD-06")
    assert row["outcome"] == Outcome.HIT
    assert len([key for key in row["evidence"] if ":contract:" in key]) == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("started", "outcome"),
    [
        pytest.param("2025-09-02", Outcome.HIT, id="a day less than twelve months"),
        pytest.param("2025-09-01", Outcome.NO_HIT, id="twelve months at the signing"),
        pytest.param(None, Outcome.UNKNOWN, id="begin not known"),
    ],
)
def test_age_at_the_signing(world: World, started: str | None, outcome: Outcome) -> None:
    _grants(world, started)
    assert world.in_case("FRD-06")["outcome"] == outcome


def test_procurement_and_later_recipients_do_not_count(world: World) -> None:
    _grants(world, kind="procurement")
    assert world.in_case("FRD-06")["outcome"] == Outcome.NO_HIT
    _grant(world, KVK[1], "2019-01-01")
    assert world.in_case("FRD-06")["outcome"] == Outcome.NO_HIT


def test_other_director_is_no_tie(world: World) -> None:
    _grants(world)
    world.con.execute("UPDATE officer SET party_id = ? WHERE enterprise_id = ?", [BOB, KVK[0]])
    assert world.in_case("FRD-06")["outcome"] == Outcome.NO_HIT


def test_earlier_recipient_without_officers_is_unknown(world: World) -> None:
    _grants(world)
    world.con.execute("DELETE FROM officer WHERE enterprise_id = ?", [KVK[0]])
    assert world.in_case("FRD-06")["outcome"] == Outcome.UNKNOWN
