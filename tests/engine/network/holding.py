"""A holding with many daughters, each at a home of its own: a star as large as wanted."""

from tests.engine.network.town import SINCE
from tests.engine.network.world import World, kvk

MOTHER = kvk(500)
"""KVK number of the holding."""


def settle_holding(world: World, daughters: int) -> None:
    """Fill a register: of each daughter a branch at a home and a director, 4 nodes in 3 steps."""
    world.company(500, statutory_name="Moeder Holding B.V.")
    for number in range(1, daughters + 1):
        world.home(number)
        company = world.company(number, statutory_name=f"Dochter {number} B.V.")
        world.branch(number, company, number, started_on=SINCE)
        world.officer(company, MOTHER, started_on=SINCE)
        world.officer(company, f"P{number:020x}", started_on=SINCE)
