"""Words of a map: none covers another where there is room, and none is moved without need."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from engine.exports.word_places import apart

PLACE = st.floats(0, 500, allow_nan=False)
WORDS = st.lists(st.tuples(st.text("abc", min_size=1, max_size=18), PLACE, PLACE), max_size=12)


def _shared(one: tuple[str, float, float], other: tuple[str, float, float]) -> bool:
    wide = 7.8 * (len(one[0]) + len(other[0])) / 2 + 6
    return abs(one[1] - other[1]) < wide - 1e-6 and abs(one[2] - other[2]) < 17 - 1e-6


def _moved(words: Sequence[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    moves = apart(words)
    return [(text, x + dx, y + dy) for (text, x, y), (dx, dy) in zip(words, moves, strict=True)]


def test_none_and_one_and_words_far_apart_stay_where_they_are() -> None:
    assert apart([]) == []
    assert apart([("Kaag", 10, 10)]) == [(0, 0)]
    assert apart([("Kaag", 10, 10), ("Leimuiden", 200, 10), ("Hoogmade", 10, 27)]) == [(0, 0)] * 3


def test_words_side_by_side_that_would_cover_each_other_stand_apart() -> None:
    words = [
        ("Rijpwetering", 100, 100),
        ("Roelofarendsveen", 190, 101),
        ("Rijnsaterwoude", 270, 99),
    ]
    placed = _moved(words)
    assert placed[0] == words[0]
    assert not any(_shared(a, b) for at, a in enumerate(placed) for b in placed[at + 1 :])


def test_same_place_many_times_has_room_for_five_lines_and_then_covers_least() -> None:
    placed = _moved([("Nes", 50, 50)] * 5)
    assert not any(_shared(a, b) for at, a in enumerate(placed) for b in placed[at + 1 :])
    assert len(apart([("Nes", 50, 50)] * 40)) == 40


@given(WORDS)
def test_first_stays_and_nobody_goes_far(words: list[tuple[str, float, float]]) -> None:
    moves = apart(words)
    assert apart(words) == moves
    assert moves[:1] == [(0, 0)][: len(words)]
    for (text, _, _), (dx, dy) in zip(words, moves, strict=True):
        assert abs(dy) <= 34
        assert abs(dx) <= (7.8 * len(text) + 6) / 2


@given(WORDS)
def test_word_that_covers_none_before_it_is_not_moved(
    words: list[tuple[str, float, float]],
) -> None:
    placed = _moved(words)
    for at, word in enumerate(words):
        if not any(_shared(word, before) for before in placed[:at]):
            assert placed[at] == word
