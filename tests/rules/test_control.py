"""GEN-15 and the context of a case: who stands above a business, and what is near it."""

from datetime import date
from typing import Any

import pytest

from engine.rules.model import Outcome
from tests.rules.world import World, shipped

ANNE, BOB = (f"P{letter * 20}" for letter in "ab")
WORKS, OTHER = "90000001", "90000002"


def layer(world: World, company: str, owner: str, since: str = "2020-01-01", **more: Any) -> None:
    values = {"party_id": owner, "role": "sole_shareholder", "started_on": since} | more
    world.add("officer", location=None, enterprise_id=company, **values)


def chain(world: World, layers: int, *, company: str = WORKS, **more: Any) -> None:
    """A business here under companies that own each other, with a person on top."""
    if company == WORKS:
        world.place()
    world.business(company, "2021-01-01", **more)
    owners = [f"8{company[-1]}00000{number}" for number in range(1, layers)]
    for below, above in zip([company, *owners], [*owners, ANNE], strict=True):
        layer(world, below, above)


@pytest.mark.parametrize(
    ("layers", "expected"),
    [(1, Outcome.NO_HIT), (3, Outcome.NO_HIT), (4, Outcome.HIT), (6, Outcome.HIT),
     (8, Outcome.HIT)],
)  # fmt: skip
def test_four_layers_are_a_long_chain(world: World, layers: int, expected: Outcome) -> None:
    chain(world, layers)
    assert world.facts("GEN-15")["chain_depth"] == min(layers, 6)
    assert world.outcome("GEN-15") is expected


def test_evidence_is_the_business_and_the_state_is_as_new_as_its_own_shareholder(
    world: World,
) -> None:
    chain(world, 4)
    chain(world, 2, company=OTHER)
    world.con.execute(
        "UPDATE officer SET started_on = DATE '2026-02-03' WHERE enterprise_id = ?", [WORKS]
    )
    (hit,) = world.hits("GEN-15")
    assert (hit["outcome"], hit["newest"]) == ("HIT", date(2026, 2, 3))
    assert hit["evidence"] == ["test:branch:000090000001"]
    assert world.facts("GEN-15")["members"] == ["UL1"]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"ended_on": date(2026, 10, 31)}, id="left yesterday"),
        pytest.param({"ended_on": date(2026, 11, 1)}, id="leaves today"),
        pytest.param({"ended_on_partial": "2026"}, id="left on an unknown day"),
    ],
)
def test_shareholder_who_left_is_no_layer(world: World, values: dict[str, Any]) -> None:
    chain(world, 4)
    ((name, value),) = values.items()
    world.con.execute(f"UPDATE officer SET {name} = ? WHERE party_id = ?", [value, ANNE])
    assert world.facts("GEN-15")["chain_depth"] == 3


def test_director_is_no_layer(world: World) -> None:
    chain(world, 3)
    layer(world, WORKS, "70000001", role="director")
    layer(world, "70000001", BOB, role="director")
    assert world.facts("GEN-15")["chain_depth"] == 3


@pytest.mark.parametrize("form", ["bv", "foundation", "foreign"])
def test_legal_form_of_a_layer_makes_no_difference(world: World, form: str) -> None:
    chain(world, 3)
    for number in (1, 2):
        values = {"enterprise_id": f"8100000{number}", "legal_form": form}
        world.add("enterprise", location=None, **values)
    assert world.outcome("GEN-15") is Outcome.NO_HIT


def test_business_that_left_or_is_shielded_has_no_chain_here(world: World) -> None:
    chain(world, 4)
    for change in ("ended_on = DATE '2026-10-31'", "ended_on = NULL, shielded = true"):
        world.con.execute(f"UPDATE branch SET {change}")
        assert world.outcome("GEN-15") is Outcome.NO_HIT


def test_companies_that_own_each_other_end_the_walk(world: World) -> None:
    chain(world, 1)
    world.con.execute("DELETE FROM officer")
    layer(world, WORKS, OTHER)
    layer(world, OTHER, WORKS)
    assert world.facts("GEN-15")["chain_depth"] == 2


def test_register_without_officers_leaves_the_chain_unknown(world: World) -> None:
    chain(world, 4)
    world.con.execute("DELETE FROM source_table WHERE table_name = 'officer'")
    assert world.outcome("GEN-15") is Outcome.UNKNOWN


def near(world: World) -> dict[str, object]:
    return world.of(shipped().features["near_closure_or_refusal"], {})


def linked(world: World, *links: tuple[str, str]) -> None:
    """A business here, another elsewhere, and who is director of what."""
    world.place()
    world.place("L2")
    world.business(WORKS, "2021-01-01")
    world.business(OTHER, "2019-01-01", location="L2")
    for company, party in links:
        layer(world, company, party, role="director")


def closure(world: World, decided: str = "2026-01-01", kind: str = "closure_13b") -> None:
    world.add("measure", location="L2", measure_id="H1", kind=kind, decided_on=decided)


@pytest.mark.parametrize(
    ("links", "steps", "parties"),
    [
        pytest.param([(WORKS, OTHER)], 1, 1, id="it directs"),
        pytest.param([(WORKS, ANNE), (OTHER, ANNE)], 2, 1, id="one director"),
        pytest.param([(WORKS, "70000001"), ("70000001", ANNE), (OTHER, ANNE)], 3, 1, id="three"),
        pytest.param(
            [(WORKS, "70000001"), ("70000001", "70000002"), ("70000002", ANNE), (OTHER, ANNE)],
            0, 0, id="four steps are too far",
        ),
        pytest.param([(WORKS, ANNE), (OTHER, BOB)], 0, 0, id="no link"),
    ],
)  # fmt: skip
def test_distance_to_a_closure_is_counted_in_steps(
    world: World, links: list[tuple[str, str]], steps: int, parties: int
) -> None:
    linked(world, *links)
    closure(world)
    facts = near(world)
    assert (facts["steps"], facts["parties"]) == (steps, parties)


@pytest.mark.parametrize(
    ("decided", "kind", "parties"),
    [("2026-11-01", "closure_174a", 1), ("2026-11-02", "closure_13b", 0),
     ("2026-01-01", "penalty_order", 0)],
    ids=["today", "tomorrow", "no closure"],
)  # fmt: skip
def test_only_closures_until_today_are_near(
    world: World, decided: str, kind: str, parties: int
) -> None:
    linked(world, (WORKS, ANNE), (OTHER, ANNE))
    closure(world, decided, kind)
    assert near(world)["parties"] == parties


@pytest.mark.parametrize(("status", "parties"), [("refused", 1), ("in_force", 0), ("requested", 0)])
@pytest.mark.parametrize("role", ["holder_id", "operator_id"])
def test_refused_licence_is_near(world: World, status: str, parties: int, role: str) -> None:
    linked(world, (WORKS, ANNE))
    world.add("licence", location="L2", licence_id="V1", status=status, **{role: ANNE})
    facts = near(world)
    assert facts["parties"] == parties
    assert facts["evidence"] == ["test:branch:000090000001"][:parties]


def test_what_the_business_itself_was_refused_is_no_distance(world: World) -> None:
    linked(world, (WORKS, ANNE))
    world.add("licence", location="L1", licence_id="V1", status="refused", holder_id=WORKS)
    assert near(world)["parties"] == 0


def test_distance_is_unknown_without_measures(world: World) -> None:
    linked(world, (WORKS, ANNE))
    world.con.execute("DELETE FROM source_table WHERE table_name = 'measure'")
    assert near(world)["known"] is False
