"""HAM-09, MEN-02 and MAL-06: several roles, or several firms, in one hand."""

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World, shipped

GROWER, LANDLORD, DRIVER, FOURTH = "99000001", "99000002", "99000003", "99000004"
ANNE, BOB = (f"P{letter * 20}" for letter in "ab")
AGENCIES = ("99000011", "99000012")


def _directs(world: World, *companies: str, party: str = ANNE, **more: object) -> None:
    for kvk in companies:
        world.add(
            "officer",
            location=None,
            enterprise_id=kvk,
            party_id=party,
            **{"role": "director", "started_on": "2020-01-01", **more},
        )


def _three_roles(world: World, *, staff: int | None = 5, sbi: str | None = "49320") -> None:
    """Grower and transporter at L1, a dwelling of the landlord at L2, one director."""
    world.place()
    world.place("L2")
    world.business(GROWER, "2015-01-01", sbi="01132", enterprise={"employees": staff})
    world.business(DRIVER, "2016-01-01", sbi=sbi)
    world.business(LANDLORD, "2016-01-01", sbi="68202", location=None)
    world.add("address_unit", location=None, object_id="UL2", use_purposes=["woonfunctie"])
    world.add(
        "title", location="L2", holder_id=LANDLORD, right="ownership", started_on="2018-01-01"
    )
    _directs(world, GROWER, LANDLORD, DRIVER)


def test_three_roles_of_one_director_hit_at_every_place(world: World) -> None:
    _three_roles(world)
    row = world.in_case("HAM-09")
    assert (row["outcome"], world.in_case("HAM-09", "L2")["outcome"]) == (Outcome.HIT,) * 2
    assert {key.split(":")[1] for key in row["evidence"]} == {"branch", "title"}  # type: ignore[attr-defined]


def test_three_roles_of_one_cluster_need_no_officer(world: World) -> None:
    _three_roles(world)
    world.con.execute("DELETE FROM officer")
    assert world.in_case("HAM-09")["outcome"] == Outcome.NO_HIT
    world.con.execute("UPDATE enterprise_cluster SET cluster_id = ?", [GROWER])
    assert world.in_case("HAM-09")["outcome"] == Outcome.HIT


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        pytest.param(
            "UPDATE activity SET code = '49410' WHERE code = '49320'", Outcome.NO_HIT, id="goods"
        ),
        pytest.param(
            "DELETE FROM activity WHERE code = '49320'", Outcome.UNKNOWN, id="activity unknown"
        ),
        pytest.param("UPDATE enterprise SET employees = 0", Outcome.NO_HIT, id="no staff"),
        pytest.param("UPDATE enterprise SET employees = NULL", Outcome.UNKNOWN, id="staff unknown"),
        pytest.param("UPDATE title SET ended_on = DATE '2024-01-01'", Outcome.NO_HIT, id="sold"),
        pytest.param(
            "UPDATE address_unit SET use_purposes = ['winkelfunctie']", Outcome.NO_HIT, id="shop"
        ),
        pytest.param(
            "UPDATE officer SET ended_on = DATE '2024-01-01' WHERE enterprise_id = '99000002'",
            Outcome.NO_HIT,
            id="director left",
        ),
        pytest.param(
            "UPDATE officer SET source = 'x' WHERE enterprise_id = '99000002'",
            Outcome.NO_HIT,
            id="another source",
        ),
        pytest.param(
            "UPDATE branch SET ended_on = DATE '2024-01-01' WHERE enterprise_id = '99000003'",
            Outcome.NO_HIT,
            id="transport stopped",
        ),
    ],
)
def test_every_role_must_be_there(world: World, statement: str, outcome: Outcome) -> None:
    _three_roles(world)
    world.con.execute(statement)
    assert world.in_case("HAM-09")["outcome"] == outcome


def test_permit_or_licence_for_lodging_makes_a_landlord(world: World) -> None:
    _three_roles(world)
    world.con.execute("DELETE FROM title")
    world.add(
        "permit", kind="housing_migrants", status="granted", applicant_id=GROWER,
        decided_on="2024-01-01",
    )  # fmt: skip
    assert world.in_case("HAM-09")["outcome"] == Outcome.HIT


def _agency(world: World, kvk: str, started: str, ended: str | None) -> None:
    company = {"started_on": started, "ended_on": ended}
    world.business(kvk, started, ended=ended, sbi="78201", enterprise=company)


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        pytest.param(
            ("2022-01-01", "2023-06-01"),
            ("2023-06-01", "2024-06-01"),
            Outcome.HIT,
            id="one after another",
        ),
        pytest.param(
            ("2022-01-01", "2023-07-03"),
            ("2023-08-01", "2024-06-01"),
            Outcome.NO_HIT,
            id="first lived longer",
        ),
        pytest.param(
            ("2022-01-01", "2023-06-01"),
            ("2023-05-31", "2024-06-01"),
            Outcome.NO_HIT,
            id="beside each other",
        ),
        pytest.param(
            ("2022-01-01", "2023-06-01"),
            ("2023-06-01", None),
            Outcome.NO_HIT,
            id="second still there",
        ),
    ],
)
def test_agencies_follow_each_other_at_the_employers(
    world: World, first: tuple[str, str], second: tuple[str, str | None], outcome: Outcome
) -> None:
    _three_roles(world)
    _agency(world, AGENCIES[0], *first)
    _agency(world, AGENCIES[1], *second)
    assert world.in_case("MEN-02")["outcome"] == outcome


def test_agencies_without_the_three_roles_are_no_route(world: World) -> None:
    _three_roles(world)
    _agency(world, AGENCIES[0], "2022-01-01", "2023-01-01")
    _agency(world, AGENCIES[1], "2023-02-01", "2024-01-01")
    world.con.execute("DELETE FROM title")
    assert world.in_case("MEN-02")["outcome"] == Outcome.NO_HIT


def test_end_of_an_agency_known_in_part_is_unknown(world: World) -> None:
    _three_roles(world)
    _agency(world, AGENCIES[0], "2022-01-01", "2023-01-01")
    world.business(AGENCIES[1], "2023-02-01", sbi="78201", enterprise={"ended_on_partial": "2024"})
    assert world.in_case("MEN-02")["outcome"] == Outcome.UNKNOWN


def _street(world: World, *firms: str, street: str = "Veenpad") -> None:
    for number, kvk in enumerate(firms, start=1):
        world.place(f"L{number}")
        world.add(
            "address", location=None, address_id=f"A{number}", object_id=f"UL{number}",
            is_main=True, street=street, town="Leimuiden",
        )  # fmt: skip
        world.business(kvk, "2022-01-01", location=f"L{number}")


def test_three_firms_of_one_director_in_a_street(world: World) -> None:
    _street(world, GROWER, LANDLORD, DRIVER)
    _directs(world, GROWER, LANDLORD, DRIVER)
    row = world.in_case("MAL-06", "L2")
    assert row["outcome"] == Outcome.HIT
    assert row["evidence"] == [f"test:branch:0000{kvk}" for kvk in (GROWER, LANDLORD, DRIVER)]


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        pytest.param(
            "UPDATE address SET street = 'Dorpsweg' WHERE object_id = 'UL3'",
            Outcome.NO_HIT,
            id="another street",
        ),
        pytest.param(
            "UPDATE address SET town = 'Roelofarendsveen' WHERE object_id = 'UL3'",
            Outcome.NO_HIT,
            id="another village",
        ),
        pytest.param(
            "UPDATE enterprise_cluster SET cluster_id = '99000001'"
            " WHERE enterprise_id = '99000002'",
            Outcome.NO_HIT,
            id="one concern",
        ),
        pytest.param(
            "UPDATE officer SET ended_on = DATE '2025-01-01' WHERE enterprise_id = '99000003'",
            Outcome.NO_HIT,
            id="director left",
        ),
        pytest.param(
            "UPDATE branch SET ended_on = DATE '2025-01-01' WHERE enterprise_id = '99000003'",
            Outcome.NO_HIT,
            id="firm left",
        ),
        pytest.param(
            "UPDATE officer SET source = 'x' WHERE enterprise_id = '99000003'",
            Outcome.NO_HIT,
            id="another source",
        ),
        pytest.param(
            f"UPDATE officer SET party_id = '{BOB}' WHERE enterprise_id = '99000003'",
            Outcome.NO_HIT,
            id="another director",
        ),
        pytest.param(
            "DELETE FROM officer WHERE enterprise_id = '99000003'",
            Outcome.UNKNOWN,
            id="officers unknown",
        ),
    ],
)
def test_what_makes_firms_one_hand(world: World, statement: str, outcome: Outcome) -> None:
    _street(world, GROWER, LANDLORD, DRIVER)
    _directs(world, GROWER, LANDLORD, DRIVER)
    world.con.execute(statement)
    assert world.in_case("MAL-06")["outcome"] == outcome


def test_company_behind_firms_is_a_hand_with_its_own(world: World) -> None:
    _street(world, GROWER, LANDLORD, DRIVER)
    _directs(world, LANDLORD, DRIVER, party=GROWER)
    _directs(world, GROWER, party=BOB)
    assert world.in_case("MAL-06")["outcome"] == Outcome.HIT


def test_roles_and_hands_are_the_same_in_both_features() -> None:
    """Features read tables only, so what two of them share stands in both."""
    one = shipped().features["roles_in_one_hand"].text
    other = shipped().features["agencies_of_one_hand"].text
    agency = "         bool_or(coalesce(x.word = 'uitzender', FALSE)) AS is_agency,\n"
    shared = one[one.index("WITH ") : one.rindex("\n)\nSELECT")]
    assert len(shared.splitlines()) > 90
    assert agency in other
    assert shared in other.replace(agency, "")
