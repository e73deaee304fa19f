"""How a query and a known name compare, in numbers that the weights of the model belong to."""

from collections.abc import Sequence
from math import log, log1p

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Levenshtein

from engine.matching.companies import initials
from engine.matching.companies.alignment import Words, align
from engine.matching.companies.lexicon import Lexicon
from engine.matching.companies.limits import Agreement, Worth
from engine.matching.companies.shapes import Shape

FEATURES = (
    "mine_covered", "theirs_covered", "both_covered", "equal_worth", "typo_share",
    "my_rest", "their_rest", "my_top", "their_top", "conflict",
    "my_place", "their_place", "other_place", "first_word", "turned",
    "spaced", "glued", "glued_equal", "begins", "sorted", "part", "jaro_winkler",
    "core_equal", "core_many", "core_form",
    "acronym", "acronym_letters", "acronym_begin", "blend", "blend_letters", "reverse_acronym",
    "form_equal", "form_different", "form_one", "number_equal", "number_different", "number_one",
    "my_letters", "their_letters", "my_words", "one_word", "short", "mine_all", "theirs_all",
)  # fmt: skip
"""Names of the numbers, in the order of the columns."""


class Known:
    """What words are worth among the names known, and names ready to be compared.

    A word of many names is worth less than one of a single name, by the logarithm of how many have
    it; a word that any list of names is full of, only a part of that.
    """

    def __init__(
        self, names: Sequence[Shape], lexicon: Lexicon, worth: Worth, agreement: Agreement
    ) -> None:
        self._lexicon = lexicon
        self.limits, self.agreement = worth, agreement
        self._scale = log(len(names) + 2)
        self._count: dict[str, int] = {}
        for name in names:
            for word in set(name.words):
                self._count[word] = self._count.get(word, 0) + 1
        self._worth: dict[str, float] = {}

    def worth(self, word: str) -> float:
        """What a word is worth, 0..1."""
        if (found := self._worth.get(word)) is None:
            found = self._worth[word] = self._weigh(word)
        return found

    def _weigh(self, word: str) -> float:
        if word in self._lexicon.fillers:
            return self.limits.filler
        if word in self._lexicon.weak:
            return self.limits.weak
        rare = 1.0 - log(max(1, self._count.get(word, 1))) / self._scale
        least, common = self.limits.least, self.limits.common
        return (least + (1 - least) * rare) * (common if word in self._lexicon.common else 1.0)

    def prepare(self, name: Shape) -> "Prepared":
        """A name with what its words are worth."""
        return Prepared(name, self, self._lexicon)


class Prepared:
    """One name, ready to be compared."""

    __slots__ = (
        "agreement",
        "glued",
        "is_short",
        "leads",
        "name",
        "sorted",
        "text",
        "total",
        "words",
    )

    def __init__(self, name: Shape, known: Known, lexicon: Lexicon) -> None:
        self.name = name
        self.text = name.text
        self.glued = "".join(name.words)
        self.agreement = known.agreement
        self.is_short = len(self.glued) <= known.limits.short
        self.sorted = " ".join(sorted(name.words))
        leads = ["" if word in lexicon.fillers else word[0] for word in name.words]
        self.leads = tuple(word for word in name.words if word not in lexicon.fillers)
        self.words = Words(
            name.words,
            [known.worth(word) for word in name.words],
            leads,
            [word in lexicon.places for word in name.words],
        )
        self.total = sum(self.words.weights)


def compare(query: Prepared, name: Prepared) -> list[float]:
    """The features of one pair, in the order of `FEATURES`."""
    found = align(query.words, name.words, query.agreement)
    mine, theirs = found.mine / query.total, found.theirs / name.total
    letters = len(query.glued)
    return [
        mine, theirs, mine * theirs, found.equal, found.typos / query.total,
        found.my_rest, found.their_rest, found.my_top, found.their_top,
        min(found.my_top, found.their_top),
        float(found.my_places > 0), float(found.their_places > 0),
        float(found.my_places > 0 and found.their_places > 0),
        float(found.first), float(found.turns > 0),
        *_spelled(query, name), *_core(query, name), *_initials(query, name),
        *_facts(query.name.forms, name.name.forms), *_facts(query.name.numbers, name.name.numbers),
        log1p(letters), log1p(len(name.glued)),
        log1p(len(query.name.core)), float(len(query.name.core) == 1),
        float(query.is_short), float(found.my_rest == 0), float(found.their_rest == 0),
    ]  # fmt: skip


def _spelled(query: Prepared, name: Prepared) -> tuple[float, ...]:
    short, long = sorted((query.glued, name.glued), key=len)
    return (
        Levenshtein.normalized_similarity(query.text, name.text),
        Levenshtein.normalized_similarity(query.glued, name.glued),
        float(query.glued == name.glued),
        float(long.startswith(short)),
        fuzz.ratio(query.sorted, name.sorted) / 100,
        fuzz.partial_ratio(query.text, name.text) / 100,
        JaroWinkler.similarity(query.glued, name.glued),
    )


def _core(query: Prepared, name: Prepared) -> tuple[float, float, float]:
    if query.name.core != name.name.core:
        return (0.0, 0.0, 0.0)
    form = bool(query.name.forms) and query.name.forms == name.name.forms
    return (1.0, float(len(query.name.core) > 1), float(form))


def _initials(query: Prepared, name: Prepared) -> tuple[float, ...]:
    exact = initials.is_acronym(query.glued, name.name.initials)
    begins = initials.starts_acronym(query.glued, name.name.initials)
    blend = not exact and len(query.words.words) == 1 and initials.is_blend(query.glued, name.leads)
    back = initials.is_acronym(name.glued, query.name.initials)
    return (
        float(exact), exact * log1p(len(query.glued)), float(begins), float(blend),
        blend * log1p(len(query.glued)), float(back),
    )  # fmt: skip


def _facts(mine: Sequence[str], theirs: Sequence[str]) -> tuple[float, float, float]:
    """Equal, different, or with one of the two only; all 0 when neither has any."""
    if not mine and not theirs:
        return (0.0, 0.0, 0.0)
    if not mine or not theirs:
        return (0.0, 0.0, 1.0)
    return (1.0, 0.0, 0.0) if sorted(mine) == sorted(theirs) else (0.0, 1.0, 0.0)
