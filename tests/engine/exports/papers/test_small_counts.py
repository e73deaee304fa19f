"""Small counts are hidden, and cannot be reckoned from the whole."""

from hypothesis import given
from hypothesis import strategies as st

from engine.exports.papers import small_counts

_COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 30), max_size=6)


def test_small_count_is_hidden_and_zero_is_told() -> None:
    assert [small_counts.one(n, least=5) for n in (0, 1, 4, 5)] == [
        "0", "minder dan 5", "minder dan 5", "5",
    ]  # fmt: skip


def test_only_hidden_count_takes_another_with_it() -> None:
    found = small_counts.shown({"a": 3, "b": 9, "c": 7}, least=5)
    assert found == {"a": "minder dan 5", "b": "9", "c": "niet getoond"}


@given(_COUNTS)
def test_never_exactly_one_is_hidden_beside_another(counts: dict[str, int]) -> None:
    found = small_counts.shown(counts, least=5)
    hidden = [name for name, told in found.items() if not told.isdigit()]
    told = [name for name, text in found.items() if text.isdigit() and text != "0"]
    assert list(found) == list(counts)
    assert not (len(hidden) == 1 and told)
    assert all(not 0 < counts[name] < 5 for name in counts if name not in hidden)
