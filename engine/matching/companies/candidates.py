"""Which known names a name may mean: by pieces of words, by words, by initials.

Bounded: a piece that more names share than `max_postings` finds nothing, so that no block of
names that are all alike makes the work grow with the square of their number.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from engine.matching.companies.pieces import Pieces, letters, words
from engine.matching.companies.shapes import Shape

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_MAX_CELLS = 4_000_000
_MIN_ACRONYM, _MAX_ACRONYM = 2, 8


class Candidates:
    """The known names, ready to be searched.

    Args:
        names: one shape per known name.
        pieces: shortest and longest piece of a word, in letters.
        keep: how many names are kept per way of searching.
        max_postings: a piece in more names than this finds none of them.
    """

    def __init__(
        self, names: Sequence[Shape], *, pieces: tuple[int, int], keep: int, max_postings: int
    ) -> None:
        self._keep = keep
        texts = [name.text for name in names]
        most = max_postings if len(texts) > max_postings else None
        ways = [Pieces(texts, taken, most=most) for taken in (letters(pieces), words)]
        self._ways = [(way, way.table(texts).T.tocsr()) for way in ways if len(way)]
        self._initials: dict[str, list[int]] = defaultdict(list)
        self._glued: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            self._initials[name.initials].append(at)
            self._glued[name.text.replace(" ", "")].append(at)

    def find(self, queries: Sequence[Shape]) -> tuple[Ints, Ints]:
        """Pairs of query and known name by position, sorted, each once."""
        texts = [query.text for query in queries]
        found = [self._short(queries)]
        for way, known in self._ways:
            found += _nearest(way.table(texts), known, self._keep)
        pairs = np.unique(np.concatenate(found), axis=0)
        return pairs[:, 0], pairs[:, 1]

    def _short(self, queries: Sequence[Shape]) -> Ints:
        """Names that the query is the acronym of or the other way round, or writes as one."""
        pairs: list[tuple[int, int]] = []
        for at, query in enumerate(queries):
            glued = query.text.replace(" ", "")
            near = self._glued.get(glued, [])[: self._keep]
            if _MIN_ACRONYM <= len(glued) <= _MAX_ACRONYM:
                near = near + self._initials.get(glued, [])[: 2 * self._keep]
            if _MIN_ACRONYM <= len(query.initials) <= _MAX_ACRONYM:
                near = near + self._glued.get(query.initials, [])[: self._keep]
            pairs += [(at, other) for other in near]
        return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _nearest(queries: csr_matrix, known: csr_matrix, keep: int) -> list[Ints]:
    """The `keep` nearest names per query, in blocks that fit in memory; ties by position."""
    cost = np.diff(known.indptr)[queries.indices]
    cells = np.add.reduceat(np.append(cost, 0), np.minimum(queries.indptr[:-1], len(cost)))
    cells[np.diff(queries.indptr) == 0] = 0
    found: list[Ints] = []
    start, total = 0, np.cumsum(np.minimum(cells, known.shape[1]))
    while start < queries.shape[0]:
        before = total[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(total, before + _MAX_CELLS, side="right")))
        found.append(_top(queries[start:stop] @ known, keep, start))
        start = stop
    return found


def _top(scores: csr_matrix, keep: int, first: int) -> Ints:
    """Positions of the highest cells of every row; of equal cells the first ones."""
    found: list[Ints] = []
    ends = scores.indptr
    for row in range(scores.shape[0]):
        columns = scores.indices[ends[row] : ends[row + 1]]
        values = np.round(scores.data[ends[row] : ends[row + 1]], 9)
        if len(values) > keep:
            least = np.partition(values, len(values) - keep)[len(values) - keep]
            kept = values >= least
            columns, values = columns[kept], values[kept]
        columns = columns[np.lexsort((columns, -values))[:keep]]
        found.append(np.column_stack([np.full(len(columns), row + first), columns]))
    return np.concatenate(found).astype(np.int64)
