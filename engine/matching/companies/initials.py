"""Whether a short name is made of the beginnings of the words of a longer one."""

from collections.abc import Sequence
from functools import lru_cache

_MIN_LETTERS = 2
_MAX_LETTERS = 12


def is_acronym(text: str, initials: str) -> bool:
    """Whether `text` is the first letters of two words or more."""
    return len(initials) >= _MIN_LETTERS and text == initials


def starts_acronym(text: str, initials: str) -> bool:
    """Whether `text` is a part of the acronym, from its beginning: `rjr` of `rjrtc`."""
    return len(text) >= _MIN_LETTERS and len(initials) > len(text) and initials.startswith(text)


def is_blend(text: str, words: Sequence[str]) -> bool:
    """Whether `text` is beginnings of two words or more, in order: `norinco`.

    Words may be passed over; the first may not.
    """
    if not _MIN_LETTERS < len(text) <= _MAX_LETTERS or len(words) < 2:
        return False
    if text[0] != words[0][0]:
        return False
    return _blends(text, tuple(words[:_MAX_LETTERS]), 0, 0, 0)


@lru_cache(maxsize=100_000)
def _blends(text: str, words: tuple[str, ...], at: int, word: int, used: int) -> bool:
    if at == len(text):
        return used >= 2
    if word == len(words):
        return False
    size = 0
    while (
        at + size < len(text) and size < len(words[word]) and text[at + size] == words[word][size]
    ):
        size += 1
    if any(_blends(text, words, at + taken, word + 1, used + 1) for taken in range(size, 0, -1)):
        return True
    return word > 0 and _blends(text, words, at, word + 1, used)
