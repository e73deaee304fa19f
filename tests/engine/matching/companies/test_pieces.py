"""Names as weighed pieces: what scikit-learn makes of the same names."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from engine.matching.companies.pieces import Pieces, letters, words

NAMES = ["bakkerij jansen", "bakkerij de vries", "jansen jansen", "a", "ab cd", "vries"]
ASKED = ["bakkerij jansens", "bakkerij bakkerij jansen", "zzz", "", "a"]
TEXTS = st.lists(st.text(alphabet="abc 1", max_size=12), max_size=6)


def _theirs(
    names: Sequence[str], asked: Sequence[str], analyzer: str, sizes: tuple[int, int], most: int
) -> np.ndarray:
    way = TfidfVectorizer(
        analyzer=analyzer, ngram_range=sizes, sublinear_tf=True, max_df=most, dtype=np.float64,
        token_pattern=r"(?u)\b\w+\b" if analyzer == "word" else None,
    )  # fmt: skip
    way.fit(names)
    found: np.ndarray = way.transform(asked).toarray()
    return found


@pytest.mark.parametrize("sizes", [(3, 3), (2, 4), (4, 5)], ids=str)
def test_runs_of_letters_weigh_as_in_scikit_learn(sizes: tuple[int, int]) -> None:
    ours = Pieces(NAMES, letters(sizes), most=2).table(ASKED).toarray()
    np.testing.assert_allclose(ours, _theirs(NAMES, ASKED, "char_wb", sizes, 2), atol=1e-12)


def test_words_weigh_as_in_scikit_learn() -> None:
    ours = Pieces(NAMES, words, most=6).table(ASKED).toarray()
    np.testing.assert_allclose(ours, _theirs(NAMES, ASKED, "word", (1, 1), 6), atol=1e-12)


@given(TEXTS, TEXTS)
def test_any_names_weigh_as_in_scikit_learn(names: list[str], asked: list[str]) -> None:
    pieces = Pieces(names, letters((2, 3)), most=None)
    if len(pieces):
        theirs = _theirs(names, asked or [""], "char_wb", (2, 3), len(names))
        np.testing.assert_allclose(pieces.table(asked or [""]).toarray(), theirs, atol=1e-12)


def test_a_word_shorter_than_the_run_is_one_piece() -> None:
    assert letters((4, 5))("ab a") == [" ab ", " a "]


def test_no_names_have_no_pieces() -> None:
    assert len(Pieces([], words, most=None)) == 0
    assert len(Pieces(["", " "], letters((3, 3)), most=None)) == 0


def test_piece_of_too_many_names_is_left_out() -> None:
    assert len(Pieces(["a b", "a c"], words, most=1)) == 2
    assert len(Pieces(["a b", "a c"], words, most=2)) == 3
