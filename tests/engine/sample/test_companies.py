"""Companies: numbers that cannot be real, ends that close everything."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engine.sample.companies import Companies, appoint, end, own
from engine.sample.people import Person
from engine.sample.world import World

DAY = date(2020, 5, 6)


def _fails(number: str, weights: tuple[int, ...]) -> bool:
    return sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11 != 0


@given(st.integers(1, 300))
def test_numbers_start_with_99_and_fail_the_check(count: int) -> None:
    companies = Companies()
    for _ in range(count):
        companies.found("bv", "Proef B.V.", DAY)
    for enterprise in companies.all:
        assert enterprise.kvk.startswith("99")
        assert _fails(enterprise.kvk, (8, 7, 6, 5, 4, 3, 2, 1))
        assert enterprise.rsin.startswith("99")
        assert _fails(enterprise.rsin, (9, 8, 7, 6, 5, 4, 3, 2, -1))
    assert len({e.kvk for e in companies.all}) == count


def test_a_sole_trader_has_no_rsin() -> None:
    assert Companies().found("sole_trader", "Klussen Voorbeeldt", DAY).rsin == ""


def test_branch_numbers_start_with_9999(world: World) -> None:
    companies = Companies()
    enterprise = companies.found("bv", "Proef B.V.", DAY)
    branch = companies.open_branch(enterprise, world.units[0], ["01411"], employees=3)
    assert branch.branch_id.startswith("9999")
    assert len(branch.branch_id) == 12
    assert enterprise.employees == 3


def test_an_end_closes_branches_and_roles(world: World) -> None:
    companies = Companies()
    enterprise = companies.found("bv", "Proef B.V.", DAY)
    companies.open_branch(enterprise, world.units[0], ["01411"])
    appoint(enterprise, [Person("R000001", "Aldo Verzinsel", "Verzinsel", DAY)], owners=True)
    gone = end(enterprise, date(2024, 1, 2), kind="turbo_liquidation")
    assert gone.end_kind == "turbo_liquidation"
    assert {branch.ended for branch in gone.branches} == {date(2024, 1, 2)}
    assert {officer.ended for officer in gone.officers} == {date(2024, 1, 2)}
    assert [officer.role for officer in gone.officers] == ["director", "sole_shareholder"]


def test_a_holding_directs_and_owns_its_works_company() -> None:
    companies = Companies()
    holding = companies.found("bv", "Proef Holding B.V.", DAY)
    works = companies.found("bv", "Proef B.V.", DAY)
    own(holding, works)
    assert {(o.role, o.company) for o in works.officers} == {
        ("director", holding.kvk),
        ("sole_shareholder", holding.kvk),
    }
