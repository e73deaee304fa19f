"""Which words of one name stand for which words of another, and what is left over."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from engine.matching.companies.limits import Agreement


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one name with what each is worth.

    Attributes:
        words: in order.
        weights: one per word, above 0.
        leads: first letter of each word, empty for a word that is in no acronym.
        places: whether each word names a place.
    """

    words: Sequence[str]
    weights: Sequence[float]
    leads: Sequence[str]
    places: Sequence[bool]


@dataclass(slots=True)
class Alignment:
    """How the words of a query and of a name agree.

    Attributes:
        mine, theirs: worth of the words of query and name that agree; a typo counts in part.
        equal: worth of query words that are the same word.
        typos: worth of query words that are nearly the same word.
        my_rest, their_rest: worth of the words left over.
        my_top, their_top: the most that one word left over is worth.
        my_places, their_places: how many of the words left over name a place.
        turns: how many neighbouring pairs of words stand the other way round.
        first: the first words stand for each other.
    """

    mine: float = 0.0
    theirs: float = 0.0
    equal: float = 0.0
    typos: float = 0.0
    my_rest: float = 0.0
    their_rest: float = 0.0
    my_top: float = 0.0
    their_top: float = 0.0
    my_places: int = 0
    their_places: int = 0
    turns: int = 0
    first: bool = False


def align(query: Words, name: Words, limits: Agreement) -> Alignment:
    """Pair the words: equal ones, then words run together, acronyms, prefixes and typos."""
    pairs, left, right = _equal(query.words, name.words)
    found = Alignment()
    for i, _ in pairs:
        found.equal += query.weights[i]
    found.mine = found.equal
    found.theirs = sum(name.weights[j] for _, j in pairs)
    if left and right:
        _loose(query, name, left, right, pairs, found, limits)
    _rest(query, name, left, right, found)
    pairs.sort()
    found.turns = sum(b[1] < a[1] for a, b in pairwise(pairs))
    found.first = bool(pairs) and pairs[0] == (0, 0)
    return found


def _equal(
    mine: Sequence[str], theirs: Sequence[str]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of equal words, and what is left on both sides."""
    places: dict[str, list[int]] = {}
    for j in range(len(theirs) - 1, -1, -1):
        places.setdefault(theirs[j], []).append(j)
    pairs, left = [], []
    for i, word in enumerate(mine):
        if waiting := places.get(word):
            pairs.append((i, waiting.pop()))
        else:
            left.append(i)
    return pairs, left, sorted(j for waiting in places.values() for j in waiting)


def _loose(
    query: Words,
    name: Words,
    left: list[int],
    right: list[int],
    pairs: list[tuple[int, int]],
    found: Alignment,
    limits: Agreement,
) -> None:
    """Pair what is left; takes it from `left` and `right`."""
    for i in tuple(left):
        if (run := _run(query.words[i], name, right, limits)) is not None:
            _take(found, query.weights[i], sum(name.weights[j] for j in run[0]), run[1])
            pairs.append((i, run[0][0]))
            left.remove(i)
            right[:] = [j for j in right if j not in run[0]]
    for j in tuple(right):
        if (run := _run(name.words[j], query, left, limits)) is not None:
            _take(found, sum(query.weights[i] for i in run[0]), name.weights[j], run[1])
            pairs.append((run[0][0], j))
            right.remove(j)
            left[:] = [i for i in left if i not in run[0]]
    for i in sorted(left, key=lambda i: (-query.weights[i], i)):
        best = max(
            ((_alike(query.words[i], name.words[j], limits), -j) for j in right), default=(0.0, 0)
        )
        if best[0] > 0.0:
            j = -best[1]
            _take(found, query.weights[i], name.weights[j], best[0])
            found.typos += query.weights[i]
            pairs.append((i, j))
            left.remove(i)
            right.remove(j)


def _take(found: Alignment, mine: float, theirs: float, worth: float) -> None:
    found.mine += mine * worth
    found.theirs += theirs * worth


def _run(
    word: str, other: Words, free: Sequence[int], limits: Agreement
) -> tuple[tuple[int, ...], float] | None:
    """Free neighbouring words that `word` writes as one, or is the acronym of."""
    if len(word) < 2 or not word.isalpha():
        return None
    for at, start in enumerate(free):
        run: list[int] = []
        glued = leads = ""
        for j in free[at:]:
            if run and j != run[-1] + 1:
                break
            run.append(j)
            glued += other.words[j]
            leads += other.leads[j]
            if len(run) > 1 and glued == word:
                return tuple(run), 1.0
            if len(run) > 1 and other.leads[start] and leads == word:
                return tuple(run), limits.acronym
            if len(leads) > len(word) and len(glued) > len(word):
                break
    return None


def _alike(mine: str, theirs: str, limits: Agreement) -> float:
    """How nearly two words are one: 0 when they are not."""
    short, long = sorted((mine, theirs), key=len)
    if any(sign.isdigit() for sign in short + long):
        return 0.0
    if len(short) >= limits.prefix_letters and long.startswith(short):
        return limits.prefix
    if len(short) < limits.typo_letters:
        return 0.0
    alike = OSA.normalized_similarity(mine, theirs, score_cutoff=limits.alike)
    return float(alike)


def _rest(
    query: Words, name: Words, left: Sequence[int], right: Sequence[int], found: Alignment
) -> None:
    mine = [query.weights[i] for i in left]
    theirs = [name.weights[j] for j in right]
    found.my_rest, found.their_rest = sum(mine), sum(theirs)
    found.my_places = sum(query.places[i] for i in left)
    found.their_places = sum(name.places[j] for j in right)
    found.my_top, found.their_top = max(mine, default=0.0), max(theirs, default=0.0)
