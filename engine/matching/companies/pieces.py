"""Names as weighed pieces: how rare each word, or run of letters in a word, is among names known.

The usual TF-IDF: `1 + log(count)` of a piece in a name, times `1 + log((1 + names) / (1 + names
with it))`, scaled so that the squares of a name add up to one. scikit-learn has it too, and takes
longer to load than a run takes to compare; a test holds both against each other.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return _WORD.findall(text)


def letters(sizes: tuple[int, int]) -> Callable[[str], list[str]]:
    """What takes a text apart into runs of letters, inside words with a blank around each.

    Args:
        sizes: shortest and longest run; a word that is shorter is one run.
    """
    least, most = sizes

    def taken(text: str) -> list[str]:
        found = []
        for word in text.split():
            padded = f" {word} "
            for size in range(least, most + 1):
                found += [padded[at : at + size] for at in range(max(1, len(padded) - size + 1))]
                if len(padded) <= size:
                    break
        return found

    return taken


class Pieces:
    """The pieces of the names known, with what each is worth.

    Args:
        texts: the names.
        taken: takes a name apart.
        most: a piece of more names than this is left out; None for no limit.
    """

    def __init__(
        self, texts: Sequence[str], taken: Callable[[str], list[str]], *, most: int | None
    ) -> None:
        self._taken = taken
        counts = Counter(piece for text in texts for piece in set(taken(text)))
        kept = sorted(p for p, count in counts.items() if most is None or count <= most)
        self._at = {piece: at for at, piece in enumerate(kept)}
        found = np.array([counts[piece] for piece in kept], dtype=np.float64)
        self._worth = np.log((1 + len(texts)) / (1 + found)) + 1

    def __len__(self) -> int:
        """How many pieces tell names apart."""
        return len(self._at)

    def table(self, texts: Iterable[str]) -> csr_matrix:
        """One row per text, one column per piece; the squares of a row add up to one, or to none.

        A piece that no known name has is left out.
        """
        columns: list[int] = []
        counts: list[int] = []
        ends = [0]
        for text in texts:
            found = Counter(self._at[one] for one in self._taken(text) if one in self._at)
            for at in sorted(found):
                columns.append(at)
                counts.append(found[at])
            ends.append(len(columns))
        places = np.array(columns, dtype=np.int64)
        values = (np.log(np.array(counts, dtype=np.float64)) + 1) * self._worth[places]
        rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        lengths = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(ends) - 1))
        values /= lengths[rows]
        return csr_matrix(
            (values, places, np.array(ends, dtype=np.int64)), shape=(len(ends) - 1, len(self._at))
        )
