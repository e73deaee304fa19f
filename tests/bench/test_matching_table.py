"""Shares, calibration and distance of measured matching."""

import pytest

from bench.matching_table import Measured, brier, reliability


def test_shares_follow_from_right_wrong_and_missed() -> None:
    row = Measured("ours", right=8, wrong=2, missed=8)
    assert (row.precision, row.recall) == (0.8, 0.5)
    assert row.f1 == pytest.approx(2 * 0.8 * 0.5 / (0.8 + 0.5))


@pytest.mark.parametrize(
    ("row", "shares"),
    [
        pytest.param(Measured("a", 0, 0, 4), (None, 0.0, 0.0), id="no link given"),
        pytest.param(Measured("a", 0, 3, 0), (0.0, None, 0.0), id="no link exists"),
        pytest.param(Measured("a", 0, 0, 0), (None, None, None), id="nothing at all"),
    ],
)
def test_a_share_of_nothing_is_unknown(
    row: Measured, shares: tuple[float | None, float | None, float | None]
) -> None:
    assert (row.precision, row.recall, row.f1) == shares


def test_bins_are_closed_below_and_the_last_above() -> None:
    first, last = reliability([0.0, 0.49, 0.5, 1.0], [False, True, True, True], bins=2)
    assert (first.answers, first.said, first.true) == (2, 0.245, 0.5)
    assert (last.answers, last.said, last.true) == (2, 0.75, 1.0)


def test_a_bin_without_answers_says_nothing() -> None:
    assert [one.said for one in reliability([0.9], [True], bins=2)] == [None, 0.9]


def test_brier_is_zero_for_what_is_right_and_sure() -> None:
    assert brier([1.0, 0.0], [True, False]) == 0.0
    assert brier([0.5, 0.5], [True, False]) == 0.25


def test_nothing_has_no_brier() -> None:
    with pytest.raises(ValueError, match="no probabilities"):
        brier([], [])
