"""Versions of a case type: on every day one holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.zaken.versions import CaseType, CaseTypes

NAME = "000000000/TEST/ZT-001"


def _version(url: str, begins: date, ends: date | None, *, concept: bool = False) -> CaseType:
    return CaseType(url, "000000000/TEST", "ZT-001", begins, ends, concept)


def _types(*versions: CaseType) -> CaseTypes:
    found = CaseTypes()
    for version in versions:
        found.add(version)
    return found


RECORDED = _types(
    _version("a", date(2023, 1, 1), date(2024, 3, 26)),
    _version("b", date(2024, 3, 26), date(2024, 10, 29)),
    _version("c", date(2024, 10, 31), None),
)


@pytest.mark.parametrize(
    ("on", "url"),
    [
        pytest.param(date(2022, 12, 31), None, id="before the first"),
        pytest.param(date(2023, 1, 1), "a", id="first day"),
        pytest.param(date(2024, 3, 25), "a", id="last day of the first"),
        pytest.param(date(2024, 3, 26), "b", id="end of one is begin of the next"),
        pytest.param(date(2024, 10, 29), "b", id="first day of the gap"),
        pytest.param(date(2024, 10, 30), "b", id="second day of the gap"),
        pytest.param(date(2024, 10, 31), "c", id="after the gap"),
        pytest.param(date(2099, 1, 1), "c", id="open end"),
    ],
)
def test_recorded_versions_resolve_to_one_per_day(on: date, url: str | None) -> None:
    found = RECORDED.on(NAME, on)
    assert (found.url if found else None) == url


def test_gap_of_two_days_is_counted() -> None:
    assert RECORDED.notes() == {f"days without a version/{NAME}": 2}


def test_concept_never_holds() -> None:
    types = _types(_version("a", date(2023, 1, 1), None, concept=True))
    assert types.on(NAME, date(2024, 1, 1)) is None


def test_overlap_is_counted() -> None:
    types = _types(
        _version("a", date(2023, 1, 1), date(2024, 1, 1)), _version("b", date(2023, 6, 1), None)
    )
    assert types.notes() == {f"versions that overlap/{NAME}": 1}


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), max_size=6), st.randoms())
def test_order_of_versions_does_not_matter(spans: list[tuple[int, int]], random: object) -> None:
    start = date(2020, 1, 1)
    versions = [
        _version(f"v{k}", start + timedelta(a), start + timedelta(b))
        for k, (a, b) in enumerate(spans)
    ]
    shuffled = list(versions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    on = start + timedelta(450)
    assert _types(*versions).on(NAME, on) == _types(*shuffled).on(NAME, on)
