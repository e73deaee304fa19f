"""DRG-01, DRG-02, DRG-11 and CTR-DRG-01: farms that ended and who came after."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

FARM, NEW = "90000001", "90000002"


def yard(world: World, **values: Any) -> None:
    world.place(**({"land_use": "farmyard"} | values))


def takeover(
    world: World,
    *,
    ended: str | None = "2025-06-01",
    started: str | None = "2026-05-01",
    **new: Any,
) -> None:
    """A dairy farm that ended and a storage firm that came; officers and owner are known."""
    world.business(FARM, "1990-01-01", ended=ended, sbi="01410")
    world.business(NEW, started, **({"sbi": "52109"} | new))
    officer(world, FARM, "Pfarmer")
    officer(world, NEW, "Pstranger")
    world.add("title", title_id="T1", holder_id="Powner", holder_kind="natural")


def officer(world: World, kvk: str, party: str, source: str = "test") -> None:
    world.add(
        "officer",
        enterprise_id=kvk,
        party_id=party,
        role="director",
        started_on="1990-01-01",
        source=source,
    )


def test_stranger_after_the_last_farm_hits(world: World) -> None:
    yard(world)
    takeover(world)
    (hit,) = world.hits("DRG-01")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 5, 1))
    assert hit["evidence"] == [
        "test:branch:000090000001",
        "test:branch:000090000002",
        "test:title:T1",
    ]


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        pytest.param("2025-06-01", Outcome.HIT, id="the day of the end"),
        pytest.param("2025-05-31", Outcome.NO_HIT, id="before the end"),
        pytest.param("2026-11-01", Outcome.HIT, id="seventeen months later"),
    ],
)
def test_new_user_comes_after_the_end(world: World, started: str, expected: Outcome) -> None:
    yard(world)
    takeover(world, started=started)
    assert world.outcome("DRG-01") is expected


@pytest.mark.parametrize(
    ("ended", "expected"),
    [("2025-05-03", Outcome.HIT), ("2025-05-02", Outcome.NO_HIT)],
    ids=["547 days", "548 days"],
)
def test_new_user_comes_within_eighteen_months(world: World, ended: str, expected: Outcome) -> None:
    yard(world)
    takeover(world, ended=ended, started="2026-11-01")
    assert world.outcome("DRG-01") is expected


def test_shared_officer_makes_the_new_user_related(world: World) -> None:
    yard(world)
    takeover(world)
    officer(world, NEW, "Pfarmer")
    assert world.facts("DRG-01")["least_overlap"] == 1
    assert world.outcome("DRG-01") is Outcome.NO_HIT


def test_new_user_who_holds_the_land_is_related(world: World) -> None:
    yard(world)
    takeover(world)
    world.add("title", title_id="T2", holder_id=NEW, holder_kind="legal")
    assert world.outcome("DRG-01") is Outcome.NO_HIT


@pytest.mark.parametrize("table", ["officer", "title", "activity"])
def test_relation_that_cannot_be_known_is_unknown(world: World, table: str) -> None:
    yard(world)
    takeover(world)
    where = " WHERE branch_id = '000090000002'" if table == "activity" else ""
    world.con.execute(f"DELETE FROM {table}{where}")
    assert world.outcome("DRG-01") is Outcome.UNKNOWN


def test_officers_of_one_side_only_are_unknown(world: World) -> None:
    yard(world)
    takeover(world)
    world.con.execute("DELETE FROM officer WHERE enterprise_id = '90000001'")
    assert world.outcome("DRG-01") is Outcome.UNKNOWN


def test_officers_of_two_sources_do_not_join(world: World) -> None:
    yard(world)
    takeover(world)
    world.con.execute("UPDATE officer SET source = 'other' WHERE enterprise_id = '90000001'")
    assert world.outcome("DRG-01") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "dates", [{"ended": None, "started": "2026-05-01"}, {"started": None}], ids=["end", "start"]
)
def test_undated_takeover_is_unknown(world: World, dates: dict[str, str | None]) -> None:
    yard(world)
    takeover(world, **dates)
    world.con.execute(
        "UPDATE branch SET ended_on_partial = '2025'"
        " WHERE enterprise_id = '90000001' AND ended_on IS NULL"
    )
    assert world.outcome("DRG-01") is Outcome.UNKNOWN


def test_farm_that_goes_on_is_no_end(world: World) -> None:
    yard(world)
    takeover(world)
    world.business("90000003", "1990-01-01", sbi="0113", version="2008", shielded=True)
    assert world.outcome("DRG-01") is Outcome.NO_HIT


def test_new_firm_of_the_farming_family_is_no_new_cluster(world: World) -> None:
    yard(world)
    world.business(FARM, "1990-01-01", ended="2025-06-01", sbi="01410", cluster="family")
    world.business(NEW, "2026-05-01", sbi="52109", cluster="family")
    assert world.outcome("DRG-01") is Outcome.NO_HIT


def test_agrarian_successor_is_no_new_use(world: World) -> None:
    yard(world)
    takeover(world, sbi="01500")
    assert world.outcome("DRG-01") is Outcome.NO_HIT


def test_contractor_at_home_in_the_village_is_no_yard(world: World) -> None:
    yard(world, zone="built_up", land_use="dwelling", kind="unit")
    takeover(world)
    assert world.outcome("DRG-01") is Outcome.NO_HIT


def storage(world: World, applicant: str | None, **values: Any) -> None:
    row = {"kind": "storage", "status": "granted", "decided_on": "2026-01-01"} | values
    world.add("permit", permit_id="W1", applicant_id=applicant, **row)


def ended_farm(world: World) -> None:
    yard(world)
    world.business(FARM, "1990-01-01", ended="2025-06-01", sbi="0141", version="2008")
    world.add("title", title_id="T1", holder_id="80000001", holder_kind="legal")


@pytest.mark.parametrize(
    ("applicant", "expected"),
    [
        pytest.param("99999999", Outcome.HIT, id="an outsider"),
        pytest.param("80000001", Outcome.NO_HIT, id="the owner"),
        pytest.param(FARM, Outcome.NO_HIT, id="a business of the location"),
        pytest.param("P0123456789abcdef0123", Outcome.UNKNOWN, id="known by name only"),
        pytest.param(None, Outcome.UNKNOWN, id="no applicant"),
    ],
)
def test_who_asked_for_storage_decides(
    world: World, applicant: str | None, expected: Outcome
) -> None:
    ended_farm(world)
    storage(world, applicant)
    assert world.outcome("DRG-02") is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"decided_on": "2024-11-02"}, Outcome.HIT, id="inside two years"),
        pytest.param({"decided_on": "2024-11-01"}, Outcome.NO_HIT, id="window start is exclusive"),
        pytest.param({"kind": "use_change", "use": "storage"}, Outcome.HIT, id="use storage"),
        pytest.param({"kind": "use_change", "use": "housing"}, Outcome.NO_HIT, id="other use"),
        pytest.param({"status": "refused"}, Outcome.NO_HIT, id="refused"),
    ],
)
def test_storage_permits_of_two_years_count(
    world: World, values: dict[str, Any], expected: Outcome
) -> None:
    ended_farm(world)
    storage(world, "99999999", **values)
    assert world.outcome("DRG-02") is expected


def test_named_end_user_answers_the_question(world: World) -> None:
    ended_farm(world)
    storage(world, "99999999")
    world.business(NEW, "2026-01-01")
    assert world.outcome("DRG-02") is Outcome.NO_HIT


def test_unknown_owner_of_the_yard_is_unknown(world: World) -> None:
    ended_farm(world)
    world.con.execute("DELETE FROM title")
    storage(world, "99999999")
    assert world.outcome("DRG-02") is Outcome.UNKNOWN


def test_storage_beside_a_running_farm_is_no_signal(world: World) -> None:
    ended_farm(world)
    world.business("90000003", "1990-01-01", sbi="01410")
    storage(world, "99999999")
    assert world.outcome("DRG-02") is Outcome.NO_HIT


def greenhouse(world: World, *, ended: str | None = "2025-11-01", users: int = 2) -> None:
    world.place(land_use="greenhouse")
    world.add("location_member", location_id="L1", member_id="P1", member_kind="building")
    world.add("building", location=None, building_id="P1", status="Pand in gebruik")
    world.business(FARM, "1990-01-01", ended=ended, sbi="0119", version="2008")
    for number in range(users):
        world.business(f"8000000{number}", "2026-01-01", sbi="52109")


@pytest.mark.parametrize(
    ("ended", "expected"),
    [("2025-11-01", Outcome.HIT), ("2025-11-02", Outcome.NO_HIT)],
    ids=["exactly a year", "a day short of a year"],
)
def test_grower_is_gone_for_a_year(world: World, ended: str, expected: Outcome) -> None:
    greenhouse(world, ended=ended)
    assert world.outcome("DRG-11") is expected


@pytest.mark.parametrize(("users", "expected"), [(1, Outcome.NO_HIT), (2, Outcome.HIT)])
def test_greenhouse_needs_two_other_users(world: World, users: int, expected: Outcome) -> None:
    greenhouse(world, users=users)
    assert world.outcome("DRG-11") is expected


def test_demolished_glass_is_no_greenhouse(world: World) -> None:
    greenhouse(world)
    world.con.execute("UPDATE building SET status = 'Pand gesloopt'")
    assert world.outcome("DRG-11") is Outcome.NO_HIT


def test_user_without_activity_is_unknown_when_it_decides(world: World) -> None:
    greenhouse(world, users=1)
    world.business("80000009", "2026-01-01")
    assert world.outcome("DRG-11") is Outcome.UNKNOWN


def test_state_of_a_greenhouse_began_with_the_last_condition(world: World) -> None:
    greenhouse(world, ended="2023-06-01")
    assert world.facts("DRG-11")["newest"] == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("persons", "expected"),
    [(2, Outcome.HIT), (1, Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
    ids=["two", "one", "unknown"],
)
def test_active_farm_with_staff_is_mitigating(
    world: World, persons: int | None, expected: Outcome
) -> None:
    yard(world)
    world.business(FARM, "1990-01-01", sbi="01410", employees=persons)
    assert world.outcome("CTR-DRG-01") is expected
