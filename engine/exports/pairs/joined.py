"""Who stands for whom in a run: pseudonyms that judgements joined, by what stands for them.

A name stays in the vault under the pseudonym that intake made, so whoever opens names or answers a
person must look under all of them.
"""

from collections.abc import Iterable, Mapping

from engine.rewriting import table_names
from engine.snapshot import Run

_TABLE = "tables/match_joined"
_KINDS = frozenset({"company", "person"})


def members(run: Run) -> Mapping[str, tuple[str, ...]]:
    """Pseudonyms that were joined, by the pseudonym or KVK number that stands for them; sorted.

    Raises:
        RunError: the run cannot be read.
    """
    found: dict[str, list[str]] = {}
    for subject, other in sorted(_pairs(run)):
        found.setdefault(other, []).append(subject)
    return {other: tuple(subjects) for other, subjects in found.items()}


def subjects(run: Run) -> frozenset[str]:
    """Pseudonyms that a run knows under another id.

    Raises:
        RunError: the run cannot be read.
    """
    return frozenset(subject for subject, _ in _pairs(run))


def everyone(run: Run, people: Iterable[str]) -> tuple[str, ...]:
    """These pseudonyms and all that the run joined with them, sorted; companies are left out.

    Raises:
        RunError: the run cannot be read.
    """
    stands_for = {subject: other for subject, other in _pairs(run) if not other.isdecimal()}
    asked = {*people}
    heads = {stands_for.get(one, one) for one in asked}
    joined = {subject for subject, other in stands_for.items() if other in heads}
    return tuple(sorted(asked | heads | joined))


def _pairs(run: Run) -> list[tuple[str, str]]:
    if _TABLE not in table_names(run):
        return []
    rows = run.table(_TABLE).to_pylist()
    return [(row["subject"], row["other"]) for row in rows if row["kind"] in _KINDS]
