"""How alike a written street or town is to one that exists: slips of the pen and abbreviations."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from engine.matching.addresses.street_words import written_out

_MIN_WORD = 4
_MIN_LETTERS = 6


def forms(words: Sequence[str]) -> tuple[str, ...]:
    """The keys that words may be, the whole first: of a text the last words are the street."""
    return tuple("".join(words[at:]) for at in range(len(words)))


@lru_cache(maxsize=200_000)
def of_keys(one: str, other: str) -> float:
    """How alike two keys of streets are, 0 to 100; 0 where their digits differ.

    `1e` and `2e` are never one street with a slip of the pen.
    """
    if _digits(one) != _digits(other):
        return 0.0
    left, right = written_out(one), written_out(other)
    return max(fuzz.ratio(left, right), 100 * OSA.normalized_similarity(left, right))


@lru_cache(maxsize=200_000)
def edits(one: str, other: str) -> int:
    """How many letters of two keys of streets are lost, added, exchanged or changed."""
    return OSA.distance(written_out(one), written_out(other))


def inside(words: Sequence[str]) -> set[str]:
    """The keys of some of the words that stand beside each other, but not of all."""
    return {
        "".join(words[begin:end])
        for begin in range(len(words))
        for end in range(begin + 1, len(words) + 1)
        if end - begin < len(words)
    }


def ratio(words: Sequence[str], street: str) -> float:
    """As `of_words` by equal letters alone, as a run tells it."""
    return max(
        (fuzz.ratio(written_out(form), written_out(street)) for form in forms(words)), default=0.0
    )


def alike(
    forms: Sequence[str], streets: Mapping[str, str], *, weak: float
) -> list[tuple[str, float]]:
    """The streets that some keys are alike to, the most alike first, ties by key; at most five.

    Args:
        forms: keys.
        streets: keys of streets with their endings written out, by key.
        weak: lowest likeness that counts.
    """
    best: dict[str, float] = {}
    for form in forms:
        if len(form) < _MIN_WORD:
            continue
        found = process.extract(
            written_out(form), streets, scorer=fuzz.ratio, limit=6, score_cutoff=weak - 8
        )
        for _, _, key in found:
            if (score := of_keys(form, key)) >= weak:
                best[key] = max(best.get(key, 0.0), score)
    return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:5]


def is_abbreviation(words: Sequence[str], street: Sequence[str]) -> bool:
    """True when words are a street with words shortened: `k doormanstr` and `karel doormanstr`.

    The last words must agree, and more than initials.
    """
    if len(words) != len(street) or not words or words[-1][0] != street[-1][0]:
        return False
    if not _last_agrees(words[-1], street[-1]):
        return False
    if sum(map(len, words)) < _MIN_LETTERS:
        return False
    return all(_begins(word, other) for word, other in zip(words[:-1], street[:-1], strict=True))


def _last_agrees(one: str, other: str) -> bool:
    if one == other:
        return True
    short, full = sorted((one, written_out(other)), key=len)
    return len(short) >= _MIN_WORD and full.startswith(short) and 2 * len(short) >= len(full)


def _begins(one: str, other: str) -> bool:
    if one == other:
        return True
    short, full = sorted((one, other), key=len)
    return len(short) <= _MIN_WORD and full.startswith(short) and not short.isdigit()


@lru_cache(maxsize=200_000)
def of_towns(text: str, town: str, one_edit: float) -> float:
    """How alike a text is to a town, 0 to 100; words around the town do not matter much.

    Args:
        text: key of a text.
        town: key of a town.
        one_edit: likeness at least, of a town with one slip of the pen.
    """
    if min(len(text), len(town)) < 3:
        return 100.0 if text == town else 0.0
    whole = max(fuzz.ratio(text, town), 100 * OSA.normalized_similarity(text, town))
    if len(town) >= _MIN_WORD and OSA.distance(text, town, score_cutoff=1) == 1:
        whole = max(whole, one_edit)
    if len(town) >= 6 and len(text) > len(town) + 2:
        return max(whole, fuzz.partial_ratio(text, town) - 8)
    return whole


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit()) if not text.isalpha() else ""
