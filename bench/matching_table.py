"""The form in which measured matching is told: one table per set, and what went wrong by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Measured:
    """How one method did on one set, at the threshold that it ships with.

    Attributes:
        method: `dijkwacht`, or what it is compared with.
        right: links given that are right.
        wrong: links given that are not.
        missed: links that exist and were not given; a wrong link in place of a right one counts
            here too.
        seconds: wall time of matching, without reading files; None where it was not timed.
        further: other figures by name, such as `top-1` or `Brier`.
    """

    method: str
    right: int
    wrong: int
    missed: int
    seconds: float | None = None
    further: Mapping[str, float] = field(default_factory=dict)

    @property
    def precision(self) -> float | None:
        """Share of the links given that are right; None when none was given."""
        given = self.right + self.wrong
        return self.right / given if given else None

    @property
    def recall(self) -> float | None:
        """Share of the links that exist that were given; None when there are none."""
        known = self.right + self.missed
        return self.right / known if known else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None without any link."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose probability lies in one range: what was said, and what was true.

    Attributes:
        low, high: the range, closed below and open above (the last is closed).
        answers: how many.
        said: their mean probability, None without answers.
        true: share of them that is right, None without answers.
    """

    low: float
    high: float
    answers: int
    said: float | None
    true: float | None


@dataclass(frozen=True, slots=True)
class Failures:
    """What went wrong of one kind.

    Attributes:
        kind: `gemist: nummer zonder toevoeging`, ….
        count: how many.
        examples: a few, for people to read; invented or public data only.
    """

    kind: str
    count: int
    examples: Sequence[str]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One set with every method that was tried on it.

    Attributes:
        title: name of the set.
        queries: how many, of which `without` have no counterpart.
        without: queries without a counterpart.
        unit: what is timed, such as `addresses`.
        rows: the methods, ours first.
        reliability: bins of our probability.
        failures: of ours, by kind, most first.
    """

    title: str
    queries: int
    without: int
    unit: str
    rows: Sequence[Measured]
    reliability: Sequence[Bin] = ()
    failures: Sequence[Failures] = ()


def reliability(said: Sequence[float], true: Sequence[bool], *, bins: int = 10) -> list[Bin]:
    """Put probabilities into `bins` ranges of equal width, with the share that is true."""
    made = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        last = number == bins - 1
        inside = [i for i, p in enumerate(said) if low <= p < high or (last and p == high)]
        count = len(inside)
        mean = sum(said[i] for i in inside) / count if count else None
        share = sum(true[i] for i in inside) / count if count else None
        made.append(Bin(low, high, count, mean, share))
    return made


def brier(said: Sequence[float], true: Sequence[bool]) -> float:
    """Mean squared distance of probability and truth: 0 is perfect.

    Raises:
        ValueError: there is nothing to measure.
    """
    if not said:
        raise ValueError("no probabilities to measure")
    return sum((p - t) ** 2 for p, t in zip(said, true, strict=True)) / len(said)
