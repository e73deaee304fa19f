"""The work of a number of eligible locations, on both sides of the capacity."""

import pytest

from engine.workbench import workload
from tests.engine.workbench.world import SETTINGS


def test_half_a_year_of_evidence_makes_twice_as_many_in_a_year() -> None:
    load = workload.of(10, SETTINGS)
    assert (load.new_per_year, round(load.new_per_week, 3)) == (20, 0.385)
    assert (load.weeks_of_list, load.list_per_week) == (2, 8)
    assert (round(load.hours_per_week, 2), round(load.hours_per_year, 2)) == (4.67, 11.67)
    assert load.is_verified is False


@pytest.mark.parametrize(("eligible", "too_much"), [(75, False), (76, True)])
def test_exactly_the_capacity_is_not_too_much(eligible: int, too_much: bool) -> None:
    assert workload.of(eligible, SETTINGS).is_too_much is too_much


def test_nothing_eligible_is_no_work() -> None:
    load = workload.of(0, SETTINGS)
    assert (load.new_per_year, load.weeks_of_list, load.is_too_much) == (0, 0, False)


def test_a_list_without_ranked_places_never_empties() -> None:
    none = SETTINGS.worklist.model_copy(update={"ranked": 0})
    settings = SETTINGS.model_copy(update={"worklist": none})
    assert workload.of(3, settings).weeks_of_list is None
