"""GEN-09 to GEN-12: operators, managers, applicants and holders of licences."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World

PERSON = "P0123456789abcdef0123"
OTHER = "P9876543210abcdef0123"


def licence(world: World, number: int, operator: str | None, day: str | None, **more: Any) -> str:
    values = {"status": "in_force", "kind": "alcohol"} | more
    return world.add(
        "licence", licence_id=f"V{number}", operator_id=operator, valid_from=day, **values
    )


def test_two_operators_in_a_year_hit(world: World) -> None:
    world.place()
    licence(world, 1, "90000001", "2026-01-01", status="lapsed")
    licence(world, 2, "90000002", "2026-08-01")
    (hit,) = world.hits("GEN-09")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 8, 1))
    assert hit["evidence"] == ["test:licence:V1", "test:licence:V2"]


def test_ordinary_takeover_is_no_carousel(world: World) -> None:
    world.place()
    licence(world, 1, "90000001", "2018-01-01", status="lapsed")
    licence(world, 2, "90000002", "2026-08-01")
    assert world.facts("GEN-09")["operators_short"] == 1
    assert world.outcome("GEN-09") is Outcome.NO_HIT


def test_renewed_licence_is_no_new_operator(world: World) -> None:
    world.place()
    licence(world, 1, "90000001", "2018-01-01", status="lapsed")
    licence(world, 2, "90000001", "2026-03-01", status="lapsed")
    licence(world, 3, "90000002", "2026-08-01")
    assert world.outcome("GEN-09") is Outcome.NO_HIT


def test_two_kinds_of_licence_of_one_operator_are_one(world: World) -> None:
    world.place()
    licence(world, 1, "90000001", "2026-08-01")
    licence(world, 2, "90000001", "2026-08-01", kind="operating")
    assert world.facts("GEN-09")["operators_short"] == 1


def test_three_operators_in_three_years_hit(world: World) -> None:
    world.place()
    for number, day in enumerate(("2023-11-02", "2024-11-01", "2025-11-02")):
        licence(world, number, f"9000000{number}", day)
    facts = world.facts("GEN-09")
    assert (facts["operators_short"], facts["operators_long"]) == (1, 3)
    assert world.outcome("GEN-09") is Outcome.HIT


@pytest.mark.parametrize(
    ("day", "count"),
    [("2025-11-02", 1), ("2025-11-01", 0)],
    ids=["first day inside", "window start is exclusive"],
)
def test_short_window_is_half_open(world: World, day: str, count: int) -> None:
    world.place()
    licence(world, 1, "90000001", day)
    assert world.facts("GEN-09")["operators_short"] == count


def test_two_pseudonyms_may_be_one_person(world: World) -> None:
    world.place()
    licence(world, 1, PERSON, "2026-01-01")
    licence(world, 2, OTHER, "2026-08-01")
    assert world.outcome("GEN-09") is Outcome.UNKNOWN


@pytest.mark.parametrize("status", ["requested", "refused"])
def test_licence_never_granted_has_no_operator(world: World, status: str) -> None:
    world.place()
    licence(world, 1, "90000001", "2026-01-01", status=status)
    licence(world, 2, "90000002", "2026-08-01")
    assert world.outcome("GEN-09") is Outcome.NO_HIT


def test_undated_second_licence_is_unknown(world: World) -> None:
    world.place()
    licence(world, 1, "90000001", "2026-01-01")
    licence(world, 2, "90000002", None)
    assert world.outcome("GEN-09") is Outcome.UNKNOWN


def managers(world: World, changes: list[tuple[str, str | None]]) -> None:
    licence(world, 1, "90000001", "2020-01-01")
    for index, (first, last) in enumerate(changes):
        world.add(
            "licence_manager",
            licence_id="V1",
            manager_id=f"P{index}",
            started_on=first,
            ended_on=last,
        )


def test_additions_and_removals_count_together(world: World) -> None:
    world.place()
    managers(world, [("2026-01-01", "2026-03-01"), ("2026-03-01", "2026-06-01")])
    assert world.facts("GEN-10")["manager_changes"] == 4
    assert world.outcome("GEN-10") is Outcome.HIT


def test_three_changes_of_managers_are_too_few(world: World) -> None:
    world.place()
    managers(world, [("2026-01-01", "2026-03-01"), ("2026-03-01", None), ("2025-11-01", None)])
    assert world.facts("GEN-10")["manager_changes"] == 3
    assert world.outcome("GEN-10") is Outcome.NO_HIT


def test_no_pseudonym_of_a_manager_stands_in_the_evidence(world: World) -> None:
    world.place()
    managers(world, [("2026-01-01", "2026-03-01"), ("2026-03-01", "2026-06-01")])
    assert world.facts("GEN-10")["evidence"] == ["test:licence:V1"]


def application(world: World, applicant: str | None, day: str, *, hook: bool | None = True) -> None:
    world.add(
        "permit", permit_id=f"W{day}", applicant_id=applicant, requested_on=day, bibob_hook=hook
    )


@pytest.mark.parametrize(
    ("founded", "expected"),
    [("2026-06-04", Outcome.HIT), ("2026-06-03", Outcome.NO_HIT)],
    ids=["89 days", "90 days"],
)
def test_applicant_is_young_below_ninety_days(
    world: World, founded: str, expected: Outcome
) -> None:
    world.place()
    world.business("90000001", founded, location="L1")
    application(world, "90000001", "2026-09-01")
    assert world.outcome("GEN-11") is expected


@pytest.mark.parametrize(
    ("applicant", "hook", "expected"),
    [
        pytest.param("90000001", False, Outcome.NO_HIT, id="no Bibob hook"),
        pytest.param("90000001", None, Outcome.UNKNOWN, id="hook not delivered"),
        pytest.param("99999999", True, Outcome.UNKNOWN, id="company not in the register"),
        pytest.param(PERSON, True, Outcome.NO_HIT, id="private applicant"),
        pytest.param(None, True, Outcome.UNKNOWN, id="no applicant"),
    ],
)
def test_young_applicant_needs_a_company_and_a_hook(
    world: World, applicant: str | None, hook: bool | None, expected: Outcome
) -> None:
    world.place()
    world.business("90000001", "2026-08-01")
    application(world, applicant, "2026-09-01", hook=hook)
    assert world.outcome("GEN-11") is expected


def test_holder_who_is_not_registered_beside_one_who_is(world: World) -> None:
    world.place()
    world.business("90000001", "2026-09-01")
    licence(world, 1, "90000009", "2020-01-01")
    (hit,) = world.hits("GEN-12")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 9, 1))
    assert hit["evidence"] == ["test:branch:000090000001", "test:licence:V1"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-09-01", Outcome.HIT), ("2026-09-02", Outcome.NO_HIT)],
    ids=["61 days", "60 days"],
)
def test_mismatch_lasts_longer_than_sixty_days(world: World, day: str, expected: Outcome) -> None:
    world.place()
    world.business("90000001", "2010-01-01")
    licence(world, 1, "90000009", day)
    assert world.outcome("GEN-12") is expected


def test_mismatch_begins_when_the_holder_left(world: World) -> None:
    world.place()
    world.business("90000001", "2010-01-01")
    world.business("90000009", "2010-01-01", ended="2026-10-01")
    licence(world, 1, "90000009", "2010-01-01")
    assert world.facts("GEN-12")["mismatch_days"] == 31


def test_holding_of_the_registered_company_is_the_same_party(world: World) -> None:
    world.place()
    world.business("90000001", "2010-01-01", cluster="group")
    world.business("90000009", "2010-01-01", cluster="group", location="L2")
    world.place("L2")
    licence(world, 1, "90000009", "2010-01-01")
    assert world.outcome("GEN-12") is Outcome.NO_HIT


def test_staffless_association_that_is_registered_is_no_mismatch(world: World) -> None:
    world.place()
    world.business("90000001", "2010-01-01")
    world.con.execute("DELETE FROM enterprise_cluster")
    licence(world, 1, "90000001", "2010-01-01")
    assert world.outcome("GEN-12") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"status": "lapsed"}, Outcome.NO_HIT, id="licence lapsed"),
        pytest.param({"valid_until": "2026-10-31"}, Outcome.NO_HIT, id="licence ended yesterday"),
        pytest.param({"valid_until": "2026-11-01"}, Outcome.HIT, id="last day of the licence"),
        pytest.param({"operator_id": PERSON}, Outcome.UNKNOWN, id="holder known by name only"),
    ],
)
def test_only_licences_in_force_of_companies_mismatch(
    world: World, more: dict[str, Any], expected: Outcome
) -> None:
    world.place()
    world.business("90000001", "2010-01-01")
    values = {"operator_id": "90000009", "status": "in_force", "valid_from": "2010-01-01"} | more
    world.add("licence", licence_id="V1", **values)
    assert world.outcome("GEN-12") is expected


def test_location_without_any_business_has_no_mismatch(world: World) -> None:
    world.place()
    licence(world, 1, "90000009", "2010-01-01")
    assert world.outcome("GEN-12") is Outcome.NO_HIT
