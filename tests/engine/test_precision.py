"""Shares and ratios with their intervals, at the edges where a formula gives no honest number."""

import pytest

from engine.precision import (
    NEVER_RIGHT_BY_CHANCE,
    NOTHING_DRAWN,
    NOTHING_JUDGED,
    Lift,
    Share,
    lift,
    share,
)


def _share(right: int, judged: int) -> Share:
    return share(right, judged, confidence=0.95)


def _lift(rule: tuple[int, int], base: tuple[int, int]) -> Lift:
    return lift(_share(*rule), _share(*base), confidence=0.95)


def test_nothing_judged_is_unknown_not_zero() -> None:
    assert _share(0, 0) == Share(0, 0, None, None, None)


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [
        pytest.param(8, 10, 0.4902, 0.9433, id="textbook"),
        pytest.param(1, 1, 0.2065, 1.0, id="one, right"),
        pytest.param(0, 1, 0.0, 0.7935, id="one, wrong"),
        pytest.param(20, 20, 0.8389, 1.0, id="all right"),
        pytest.param(0, 20, 0.0, 0.1611, id="all wrong"),
    ],
)
def test_interval_is_that_of_wilson(right: int, judged: int, low: float, high: float) -> None:
    found = _share(right, judged)
    assert found.value == right / judged
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-4)


def test_interval_narrows_with_less_confidence() -> None:
    wide, narrow = _share(5, 10), share(5, 10, confidence=0.8)
    assert (wide.low or 0) < (narrow.low or 0) < 0.5 < (narrow.high or 1) < (wide.high or 1)


@pytest.mark.parametrize(("right", "judged"), [(3, 2), (-1, 2)])
def test_impossible_share_is_refused(right: int, judged: int) -> None:
    with pytest.raises(ValueError, match=rf"0\.\.{judged}, got {right}"):
        _share(right, judged)


def test_lift_is_the_ratio_with_the_interval_of_katz() -> None:
    found = _lift((10, 20), (2, 20))
    assert found.value == pytest.approx(5.0)
    assert [found.low, found.high] == pytest.approx([1.2505, 19.9922], abs=1e-4)


@pytest.mark.parametrize(
    ("rule", "base", "reason"),
    [
        pytest.param((0, 0), (2, 20), NOTHING_JUDGED, id="rule not judged"),
        pytest.param((3, 4), (0, 0), NOTHING_DRAWN, id="random arm not judged"),
        pytest.param((3, 4), (0, 9), NEVER_RIGHT_BY_CHANCE, id="random arm never right"),
        pytest.param((0, 4), (0, 9), NEVER_RIGHT_BY_CHANCE, id="neither ever right"),
    ],
)
def test_lift_is_unknown_with_its_reason(
    rule: tuple[int, int], base: tuple[int, int], reason: str
) -> None:
    assert _lift(rule, base) == Lift(None, None, None, reason)


def test_rule_that_is_never_right_has_lift_zero_without_upper_bound() -> None:
    assert _lift((0, 10), (2, 20)) == Lift(0.0, 0.0, None)


def test_two_groups_that_are_always_right_give_no_bounds() -> None:
    assert _lift((5, 5), (4, 4)) == Lift(1.0, None, None)


def test_rule_that_is_always_right_has_bounds_while_the_base_is_not() -> None:
    found = _lift((5, 5), (2, 20))
    assert found.value == pytest.approx(10.0)
    assert (found.low or 0) < 10 < (found.high or 0)
