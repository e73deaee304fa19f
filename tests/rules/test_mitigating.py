"""CTR-01 to CTR-04, CTR-06, CTR-DRG-02 and the combined rules: what speaks for a location."""

from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World, shipped


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        pytest.param("2021-11-02", Outcome.HIT, id="five years of 365 days"),
        pytest.param("2021-11-03", Outcome.NO_HIT, id="a day short"),
    ],
)
def test_same_operator_for_five_years(world: World, started: str, expected: Outcome) -> None:
    world.place()
    world.business("90000001", started)
    assert world.outcome("CTR-01") is expected


def test_second_and_newer_user_ends_the_same_operator(world: World) -> None:
    world.place()
    world.business("90000001", "1990-01-01")
    world.business("90000002", "2026-01-01")
    assert world.outcome("CTR-01") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("partial", "expected"),
    [("1976", Outcome.HIT), ("2024", Outcome.NO_HIT), (None, Outcome.UNKNOWN)],
)
def test_start_with_only_a_year_counts_whole_years(
    world: World, partial: str | None, expected: Outcome
) -> None:
    world.place()
    world.business("90000001", None, started_on_partial=partial)
    assert world.outcome("CTR-01") is expected


def inspect(world: World, day: str, outcome: str | None, domain: str | None = "fire") -> None:
    world.add("inspection", held_on=day, outcome=outcome, domain=domain)


@pytest.mark.parametrize(
    ("inspections", "expected"),
    [
        pytest.param([("2025-11-02", "clean")], Outcome.HIT, id="first day inside"),
        pytest.param([("2025-11-01", "clean")], Outcome.NO_HIT, id="window start is exclusive"),
        pytest.param([("2026-01-01", "violation")], Outcome.NO_HIT, id="violation"),
        pytest.param(
            [("2026-01-01", "clean"), ("2026-02-01", "violation")],
            Outcome.NO_HIT,
            id="violation later",
        ),
        pytest.param(
            [("2026-02-01", "clean"), ("2026-01-01", "violation")],
            Outcome.HIT,
            id="violation before",
        ),
        pytest.param(
            [("2026-02-01", "clean"), ("2026-02-01", "violation")], Outcome.HIT, id="same day"
        ),
        pytest.param([("2026-02-01", None)], Outcome.UNKNOWN, id="outcome unknown"),
        pytest.param([("2026-02-01", "no_access")], Outcome.NO_HIT, id="no access"),
    ],
)
def test_clean_inspection_of_a_year(
    world: World, inspections: list[tuple[str, str | None]], expected: Outcome
) -> None:
    world.place()
    for held_on, outcome in inspections:
        inspect(world, held_on, outcome)
    assert world.outcome("CTR-02") is expected


@pytest.mark.parametrize(
    ("domain", "outcome", "expected"),
    [
        ("environment", "violation", Outcome.HIT),
        ("environment", "no_access", Outcome.NO_HIT),
        ("fire", "clean", Outcome.NO_HIT),
        (None, "clean", Outcome.UNKNOWN),
    ],
)
def test_environment_inspectors_were_inside(
    world: World, domain: str | None, outcome: str, expected: Outcome
) -> None:
    world.place()
    inspect(world, "2026-01-01", outcome, domain)
    assert world.outcome("CTR-DRG-02") is expected


def permitted(world: World, use: str | None = "storage", **more: Any) -> None:
    row = {"kind": "storage", "status": "granted", "decided_on": "2020-01-01", "use": use} | more
    world.add("permit", permit_id=f"W{use}", **row)


@pytest.mark.parametrize(
    ("use", "sbi", "expected"),
    [
        pytest.param("storage", "52109", Outcome.HIT, id="use and activity agree"),
        pytest.param("storage", "46901", Outcome.NO_HIT, id="another activity"),
        pytest.param("recreation", "52109", Outcome.NO_HIT, id="another use"),
        pytest.param(None, "52109", Outcome.UNKNOWN, id="use unknown"),
        pytest.param("storage", None, Outcome.UNKNOWN, id="activity unknown"),
    ],
)
def test_permit_covers_the_use_exactly(
    world: World, use: str | None, sbi: str | None, expected: Outcome
) -> None:
    world.place()
    world.business("90000001", "2020-01-01", sbi=sbi)
    permitted(world, use)
    assert world.outcome("CTR-03") is expected


def test_permit_must_cover_every_business(world: World) -> None:
    world.place()
    world.business("90000001", "2020-01-01", sbi="52109")
    world.business("90000002", "2020-01-01", sbi="46901")
    permitted(world)
    assert world.outcome("CTR-03") is Outcome.NO_HIT


@pytest.mark.parametrize(
    "more", [{"valid_until": "2026-10-31"}, {"status": "requested"}, {"kind": "event"}]
)
def test_permit_that_is_not_in_force_covers_nothing(world: World, more: dict[str, Any]) -> None:
    world.place()
    world.business("90000001", "2020-01-01", sbi="52109")
    permitted(world, **more)
    assert world.outcome("CTR-03") is Outcome.NO_HIT


def checked(world: World, day: str, status: str | None, register: str = "SNA_Wtta") -> None:
    world.add(
        "registry_check",
        register=register,
        subject_id="90000001",
        status=status,
        checked_on=day,
        record_key=f"test:registry_check:{register}/90000001/{day}",
    )


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        pytest.param([("2026-01-01", "Registered")], Outcome.HIT, id="registered"),
        pytest.param([("2025-11-01", "registered")], Outcome.NO_HIT, id="too long ago"),
        pytest.param(
            [("2026-01-01", "registered"), ("2026-02-01", "expired")],
            Outcome.NO_HIT,
            id="expired since",
        ),
        pytest.param([("2026-01-01", None)], Outcome.UNKNOWN, id="status unknown"),
    ],
)
def test_last_check_of_a_certificate_counts(
    world: World, checks: list[tuple[str, str | None]], expected: Outcome
) -> None:
    world.place()
    world.business("90000001", "2020-01-01")
    for checked_on, status in checks:
        checked(world, checked_on, status)
    assert world.outcome("CTR-04") is expected


@pytest.mark.parametrize(
    ("legal_form", "keys"), [("bv", 2), ("sole_trader", 1)], ids=["company", "sole trader"]
)
def test_number_of_a_sole_trader_is_never_cited(world: World, legal_form: str, keys: int) -> None:
    world.place()
    world.business("90000001", "2020-01-01", enterprise={"legal_form": legal_form})
    checked(world, "2026-01-01", "registered")
    evidence = world.facts("CTR-04")["evidence"]
    assert isinstance(evidence, list)
    assert len(evidence) == keys


def test_vat_check_is_no_certificate(world: World) -> None:
    world.place()
    world.business("90000001", "2020-01-01")
    checked(world, "2026-01-01", "valid", register="VIES")
    assert world.outcome("CTR-04") is Outcome.NO_HIT


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        pytest.param("2026-11-01", Outcome.HIT, id="last day"),
        pytest.param("2026-10-31", Outcome.NO_HIT, id="expired"),
        pytest.param("2028-10-31", Outcome.HIT, id="730 days ahead"),
        pytest.param("2028-11-01", Outcome.NO_HIT, id="longer than 24 months ahead"),
    ],
)
def test_declared_address_holds_up_to_its_expiry(
    world: World, expires: str, expected: Outcome
) -> None:
    world.place()
    world.add("declared_address", reason="accountant", expires_on=expires)
    assert world.outcome("CTR-06") is expected


def test_declared_address_without_a_reason_does_not_count(world: World) -> None:
    world.place()
    world.add("declared_address", expires_on="2027-01-01")
    assert world.outcome("CTR-06") is Outcome.NO_HIT


def vacated_yard(world: World) -> None:
    world.place(land_use="farmyard")
    world.business("90000001", "1990-01-01", ended="2025-12-01", sbi="01410")
    world.business("90000002", "2026-08-01", sbi="52109", employees=0)
    for kvk, party in (("90000001", "Pfarmer"), ("90000002", "Pstranger")):
        world.add("officer", enterprise_id=kvk, party_id=party, role="director")
    world.add("title", title_id="T1", holder_id="Powner", holder_kind="natural")


def parts(rule_id: str) -> tuple[str, ...]:
    combine = shipped().rule(rule_id).combine
    assert combine is not None
    return combine.parts


def test_vacated_yard_with_a_shell_makes_a_composite_of_two_registers(world: World) -> None:
    vacated_yard(world)
    rows = world.hits("VAB-K1", *parts("VAB-K1"))
    (hit,) = [row for row in rows if row["rule_id"] == "VAB-K1"]
    assert (hit["outcome"], hit["points"]) == ("HIT", 0)
    evidence = hit["evidence"]
    assert isinstance(evidence, list)
    assert {str(key).split(":")[1] for key in evidence} == {"branch", "title"}


def test_unknown_mitigating_fact_does_not_block_the_composite(world: World) -> None:
    vacated_yard(world)
    inspect(world, "2026-01-01", None)
    assert world.outcome("CTR-02") is Outcome.UNKNOWN
    assert world.outcome("VAB-K1", parts=parts("VAB-K1")) is Outcome.HIT


def test_mitigating_fact_blocks_the_composite(world: World) -> None:
    vacated_yard(world)
    inspect(world, "2026-01-01", "clean")
    assert world.outcome("VAB-K1", parts=parts("VAB-K1")) is Outcome.NO_HIT
