"""Params in words: comparison and unit follow from the name."""

from datetime import date

import pytest

from engine.exports.rule_docs.params import Value, in_words


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("window_months", 24, "24 maanden"),
        ("min_clusters_other", 4, "ten minste 4"),
        ("max_months_after_end", 6, "ten hoogste 6 maanden"),
        ("above_days_without_deposit", 28, "meer dan 28 dagen"),
        ("below_ratio", 0.7, "minder dan 0,7"),
        ("strong_min_ended", 5, "ten minste 5"),
        ("radius_rural_m", 300, "300 meter"),
        ("min_area_m2", 200, "ten minste 200 m²"),
        ("window_years", 5, "5 jaar"),
        ("trade_digits", 2, "2 cijfers"),
        ("categories", ["fire", "explosive"], "fire, explosive"),
        ("programme", "NLA", "NLA"),
        ("has_deposit", True, "ja"),
        ("since", date(2023, 11, 15), "15 november 2023"),
    ],
)
def test_param_is_told_with_its_comparison_and_unit(name: str, value: Value, told: str) -> None:
    assert in_words(name, value) == told
