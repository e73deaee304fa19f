"""One set parted into people, beside Splink and rapidfuzz."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz, process

from bench import people_splink
from bench.matching_people_weights import prepared
from bench.matching_table import Failures, Measured, Measurement, brier, reliability
from bench.people_sets import (
    PeopleSet,
    half,
)
from bench.people_truth import FUZZ_THRESHOLD, best_of_splink, failures, pairs_known
from engine.matching.people import clusters, scoring
from engine.matching.people.levels import COMPARISONS
from engine.matching.people.model import PeopleModel
from engine.matching.people.scoring import Scored


def doubles(people: PeopleSet, shipped: PeopleModel, halves: Sequence[PeopleModel]) -> Measurement:
    """One set parted into people: pairs of records in one group."""
    start = time.perf_counter()
    table, truth = prepared(people, shipped)
    scored = scoring.score(table, shipped)
    groups = _grouped(scored, shipped, len(truth))
    seconds = time.perf_counter() - start
    true = [truth[a] == truth[b] for a, b in zip(scored.left, scored.right, strict=True)]
    said = scored.probability.tolist()
    accepted = scored.probability >= shipped.accepted.probability
    right = int(np.array(true)[accepted].sum())
    known = pairs_known(people)
    ours = _parted(
        "dijkwacht", groups, truth, seconds, pair_f1=_f1(right, int(accepted.sum()), known),
        Brier=brier(said, true),
    )  # fmt: skip
    rows = [ours, *([_halved_doubles(people, halves)] if halves else [])]
    rows += _splink_doubles(people, truth)
    rows.append(_fuzzy_doubles(table, scored, truth))
    return Measurement(
        title=f"{people.title}: doubles in one set",
        queries=len(truth),
        without=sum(n == 1 for n in Counter(truth).values()),
        unit="records",
        rows=rows,
        reliability=reliability(said, true),
        failures=_failed_pairs(people, scored, groups, truth),
    )


def _grouped(scored: Scored, chosen: PeopleModel, records: int) -> Sequence[int]:
    pairs = zip(
        scored.left.tolist(), scored.right.tolist(), scored.probability.tolist(), strict=True
    )
    settings = chosen.grouped
    return clusters.group(records, pairs, unseen=settings.unseen, most=settings.most)


def _f1(right: int, given: int, known: int) -> float:
    return 2 * right / (given + known)


def _parted(
    method: str,
    groups: Sequence[object],
    truth: Sequence[str],
    seconds: float | None,
    **further: float,
) -> Measured:
    """Pairs of records that are in one group, against pairs of one person."""

    def pairs(keys: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(keys).values())

    right = pairs(zip(groups, truth, strict=True))
    return Measured(method, right, pairs(groups) - right, pairs(truth) - right, seconds, further)


def _halved_doubles(people: PeopleSet, halves: Sequence[PeopleModel]) -> Measured:
    groups: list[object] = []
    truth: list[str] = []
    for which, learned in enumerate(halves):
        part = half(people, which)
        table, persons = prepared(part, learned)
        found = _grouped(scoring.score(table, learned), learned, len(persons))
        groups += [(which, group) for group in found]
        truth += persons
    return _parted("dijkwacht, weights of the other half", groups, truth, None)


def _splink_doubles(people: PeopleSet, truth: Sequence[str]) -> list[Measured]:
    found = people_splink.defaults(people)
    rows = []
    row_of = {record_id: row for row, record_id in enumerate(people.others.ids)}
    known = pairs_known(people)
    for name, threshold in (
        ("Splink defaults", people_splink.DEMO_THRESHOLD),
        *best_of_splink(found, people),
    ):
        links = [(row_of[a], row_of[b]) for a, b, p in found.pairs if p >= threshold]
        right = sum(truth[a] == truth[b] for a, b in links)
        seconds = found.seconds if name == "Splink defaults" else None
        rows.append(
            _parted(
                name,
                _chained(len(truth), links),
                truth,
                seconds,
                pair_f1=_f1(right, len(links), known),
                threshold=threshold,
            )
        )
    return rows


def _chained(records: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """Groups by following every link, as Splink makes them."""
    parent = list(range(records))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return [root(row) for row in range(records)]


def _fuzzy_doubles(table: pa.Table, scored: Scored, truth: Sequence[str]) -> Measured:
    """Rapidfuzz on the pairs that are compared at all: token ratio of all texts together."""
    start = time.perf_counter()
    names = ("givens", "surname", "born", "street", "number", "postcode", "town")
    columns = [table[name].to_pylist() for name in names]
    texts = [" ".join(t for t in row if t) for row in zip(*columns, strict=True)]
    likeness = process.cpdist(
        [texts[i] for i in scored.left.tolist()],
        [texts[i] for i in scored.right.tolist()],
        scorer=fuzz.ratio,
        dtype=np.float32,
    )
    chosen = likeness >= FUZZ_THRESHOLD
    links = zip(scored.left[chosen].tolist(), scored.right[chosen].tolist(), strict=True)
    groups = _chained(len(truth), links)
    return _parted("rapidfuzz alone, same pairs", groups, truth, time.perf_counter() - start)


def _failed_pairs(
    people: PeopleSet, scored: Scored, groups: Sequence[int], truth: Sequence[str]
) -> list[Failures]:
    """Pairs that were compared and ended wrongly, by the field that did most harm."""
    kinds: dict[str, list[str]] = defaultdict(list)
    fields = [*COMPARISONS]
    bits = np.stack([scored.weights[field] for field in fields])
    for i, (a, b) in enumerate(zip(scored.left.tolist(), scored.right.tolist(), strict=True)):
        together, same = groups[a] == groups[b], truth[a] == truth[b]
        if together == same:
            continue
        worst = int(bits[:, i].argmax() if together else bits[:, i].argmin())
        kind = (
            f"fout: gelijk door {fields[worst]}"
            if together
            else (
                f"gemist: verschil in {fields[worst]}"
                if bits[worst, i] < 0
                else "gemist: te weinig bekend"
            )
        )
        kinds[kind].append(f"{people.others.ids[a]} - {people.others.ids[b]}")
    compared = set(zip(scored.left.tolist(), scored.right.tolist(), strict=True))
    rows: dict[str, list[int]] = defaultdict(list)
    for row, person in enumerate(truth):
        rows[person].append(row)
    unseen = sum(
        (a, b) not in compared and groups[a] != groups[b]
        for members in rows.values()
        for n, a in enumerate(members)
        for b in members[n + 1 :]
    )
    told = failures(kinds)
    return [*told, Failures("gemist: niets gemeen om op te vergelijken", unseen, ())]
