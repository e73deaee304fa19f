"""Matching of people measured on public sets with a known truth, beside Splink and rapidfuzz.

Only names, birth date and address are used, and the threshold is the shipped one. A set searched
for doubles is told by pairs of records in one group; queries without a counterpart are in every
set that is linked. `python -m bench.matching_people SHARED` prints what `docs/matching.md` holds.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.matching_people_weights import weights, with_weights
from bench.matching_table import Measurement
from bench.people_doubles import doubles
from bench.people_kinds import kinds_of_names
from bench.people_links import links
from bench.people_sets import (
    as_queries,
    half,
    load_all,
    without_some,
)
from engine.matching.people import model
from engine.settings import SHIPPED_RULES


def measure(shared: Path) -> list[Measurement]:
    """Measure every set below `shared`, and the kinds of names."""
    return list(measurements(shared))


def measurements(shared: Path, *, cross_fit: bool = True) -> Iterator[Measurement]:
    """Measure one by one: the kinds of names first, the largest set last.

    Args:
        shared: folder with the public sets.
        cross_fit: match each half of the people with the weights of the other half too, which
            shows that the weights were not made to fit; takes three times as long.
    """
    shipped = model.load(SHIPPED_RULES)
    yield kinds_of_names(shipped)
    sets = load_all(shared)
    halves = [
        with_weights(shipped, weights([half(s, 1 - k) for s in sets], shipped))
        for k in ((0, 1) if cross_fit else ())
    ]
    for people in sets:
        if people.within:
            yield doubles(people, shipped, halves)
            yield links(without_some(as_queries(people)), shipped)
        else:
            yield links(people, shipped, halves=halves, splink=True)
            yield links(without_some(people), shipped)


def main(shared: Path) -> None:
    """Print every measurement."""
    for one in measurements(shared):
        print(f"\n## {one.title}: {one.queries} {one.unit}, {one.without} without counterpart")
        for row in one.rows:
            further = ", ".join(f"{name} {value:.4f}" for name, value in row.further.items())
            time_ = "" if row.seconds is None else f", {row.seconds:.1f} s"
            figures = ", ".join(
                f"{name} {value:.4f}"
                for name, value in (("P", row.precision), ("R", row.recall), ("F1", row.f1))
                if value is not None
            )
            print(f"{row.method}: {figures}{time_}, {further}")
        for bin_ in one.reliability:
            if bin_.said is not None:
                said = f"{bin_.answers} {bin_.said:.3f} {bin_.true:.3f}"
                print(f"  {bin_.low:.1f}-{bin_.high:.1f}: {said}")
        for failure in one.failures:
            print(f"  {failure.kind}: {failure.count} {list(failure.examples)}")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
