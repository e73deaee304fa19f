"""Matching of people measured on public sets with a known truth, beside Splink and rapidfuzz.

Only names, birth date and address are used, and the threshold is the shipped one. A set searched
for doubles is told by pairs of records in one group; queries without a counterpart are in every
set that is linked. `python -m bench.matching_people SHARED` prints what `docs/matching.md` holds.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz, process

from bench import people_names, people_splink
from bench.matching_people_weights import prepared, weights, with_weights
from bench.matching_table import Failures, Measured, Measurement, brier, reliability
from bench.people_sets import (
    PeopleSet,
    as_queries,
    half,
    load_all,
    without_some,
)
from engine.matching.answer import Answer
from engine.matching.people import clusters, linking, model, scoring
from engine.matching.people.levels import COMPARISONS
from engine.matching.people.model import PeopleModel
from engine.matching.people.scoring import Scored
from engine.settings import SHIPPED_RULES

FUZZ_THRESHOLD = 85.0
"""Token sort ratio from where on rapidfuzz alone links."""
_EXAMPLES = 3
_NAMED_PEOPLE = 600
_Z = 1.96


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
    yield _kinds_of_names(shipped)
    sets = load_all(shared)
    halves = [
        with_weights(shipped, weights([half(s, 1 - k) for s in sets], shipped))
        for k in ((0, 1) if cross_fit else ())
    ]
    for people in sets:
        if people.within:
            yield _doubles(people, shipped, halves)
            yield _links(without_some(as_queries(people)), shipped)
        else:
            yield _links(people, shipped, halves=halves, splink=True)
            yield _links(without_some(people), shipped)


def _links(
    people: PeopleSet,
    shipped: PeopleModel,
    *,
    halves: Sequence[PeopleModel] = (),
    splink: bool = False,
) -> Measurement:
    """Queries against records: an answer for each query or none."""
    start = time.perf_counter()
    answers = linking.link(people.queries, people.others, shipped, _short()).answers
    seconds = time.perf_counter() - start
    persons = {people.truth[i] for i in people.others.ids}
    with_one = sum(people.truth[i] in persons for i in people.queries.ids)
    said = [a.score for a in answers]
    true = [_is_right(a, people, best=True) for a in answers]
    rows = [
        _counted(
            "dijkwacht", _links_of(answers), people, with_one, seconds, Brier=brier(said, true)
        )
    ]
    rows += [_halved(people, halves)] if halves else []
    rows += _splink_links(people, with_one) if splink else []
    rows.append(_fuzzy_links(people, with_one))
    return Measurement(
        title=f"{people.title}: queries" + ("" if splink else ", some without a counterpart"),
        queries=len(answers),
        without=len(answers) - with_one,
        unit="queries",
        rows=rows,
        reliability=reliability(said, true),
        failures=_failed_answers(answers, people, persons),
    )


def _short() -> Mapping[str, Sequence[str]]:
    return model.short_names(SHIPPED_RULES)


def _links_of(answers: Iterable[Answer]) -> list[tuple[str, str]]:
    return [(a.query_id, a.id) for a in answers if a.id is not None]


def _is_right(answer: Answer, people: PeopleSet, *, best: bool = False) -> bool:
    """True when the record that is named, or else the likeliest one, is that person."""
    named = answer.id
    if named is None and best and answer.alternatives:
        named = answer.alternatives[0].id
    return named is not None and people.truth[named] == people.truth[answer.query_id]


def _counted(
    method: str,
    links: Sequence[tuple[str, str]],
    people: PeopleSet,
    known: int,
    seconds: float | None,
    **further: float,
) -> Measured:
    right = sum(people.truth[a] == people.truth[b] for a, b in links)
    return Measured(method, right, len(links) - right, known - right, seconds, further)


def _halved(people: PeopleSet, halves: Sequence[PeopleModel]) -> Measured:
    """Each half of the people matched with the weights of the other half."""
    links: list[tuple[str, str]] = []
    known = 0
    for which, learned in enumerate(halves):
        part = half(people, which)
        links += _links_of(linking.link(part.queries, part.others, learned, _short()).answers)
        persons = {part.truth[i] for i in part.others.ids}
        known += sum(part.truth[i] in persons for i in part.queries.ids)
    return _counted("dijkwacht, weights of the other half", links, people, known, None)


def _splink_links(people: PeopleSet, known: int) -> list[Measured]:
    found = people_splink.defaults(people)
    rows = []
    for name, threshold in (
        ("Splink defaults", people_splink.DEMO_THRESHOLD),
        *_best(found, people),
    ):
        links = [(a, b) for a, b, p in found.pairs if p >= threshold]
        seconds = found.seconds if name == "Splink defaults" else None
        rows.append(_counted(name, links, people, known, seconds, threshold=threshold))
    return rows


def _best(found: people_splink.Defaults, people: PeopleSet) -> list[tuple[str, float]]:
    """The threshold that is best for Splink, known only to who has the truth."""
    known = _pairs_known(people)
    scores = []
    for threshold in (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99):
        links = [(a, b) for a, b, p in found.pairs if p >= threshold]
        right = sum(people.truth[a] == people.truth[b] for a, b in links)
        scores.append((2 * right / (len(links) + known), threshold))
    return [("Splink defaults, best threshold", max(scores)[1])]


def _pairs_known(people: PeopleSet) -> int:
    if people.within:
        sizes = Counter(people.truth[i] for i in people.others.ids).values()
        return sum(n * (n - 1) // 2 for n in sizes)
    theirs = Counter(people.truth[i] for i in people.others.ids)
    return sum(theirs[people.truth[i]] for i in people.queries.ids)


def _fuzzy_links(people: PeopleSet, known: int) -> Measured:
    """Token sort ratio of all texts of a record together; the best above a threshold."""
    start = time.perf_counter()
    asked = [" ".join(sorted(c.values())) for c in people.queries.cells]
    texts = [" ".join(sorted(c.values())) for c in people.others.cells]
    links = []
    for at, text in enumerate(asked[:: max(1, len(asked) // 1000)]):
        row = at * max(1, len(asked) // 1000)
        hit = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=FUZZ_THRESHOLD)
        if hit is not None:
            links.append((people.queries.ids[row], people.others.ids[hit[2]]))
    tried = people.queries.ids[:: max(1, len(asked) // 1000)]
    persons = {people.truth[i] for i in people.others.ids}
    known = sum(people.truth[i] in persons for i in tried)
    name = (
        "rapidfuzz alone" if len(tried) == len(asked) else f"rapidfuzz alone ({len(tried)} queries)"
    )
    return _counted(name, links, people, known, time.perf_counter() - start)


def _doubles(people: PeopleSet, shipped: PeopleModel, halves: Sequence[PeopleModel]) -> Measurement:
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
    known = _pairs_known(people)
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
    known = _pairs_known(people)
    for name, threshold in (
        ("Splink defaults", people_splink.DEMO_THRESHOLD),
        *_best(found, people),
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


def _failed_answers(
    answers: Sequence[Answer], people: PeopleSet, persons: set[str]
) -> list[Failures]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for answer in answers:
        is_known = people.truth[answer.query_id] in persons
        kind = None
        if answer.id is not None and not _is_right(answer, people):
            kind = "fout: iemand anders" if is_known else "fout: staat er niet in"
        elif answer.id is None and is_known:
            near = _is_right(answer, people, best=True)
            kind = "gemist: te onzeker" if near else "gemist: niet vergeleken of lager"
        if kind:
            kinds[kind].append(f"{answer.query_id} ({answer.score:.2f})")
    return _told(kinds)


def _told(kinds: Mapping[str, Sequence[str]]) -> list[Failures]:
    order = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Failures(kind, len(found), found[:_EXAMPLES]) for kind, found in order]


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
    told = _told(kinds)
    return [*told, Failures("gemist: niets gemeen om op te vergelijken", unseen, ())]


def _kinds_of_names(shipped: PeopleModel) -> Measurement:
    """Equal error rates: missed and false links by kind of name, with 95 % intervals."""
    rows = []
    for kind in people_names.KINDS:
        registered = people_names.registered(kind, _NAMED_PEOPLE, 1)
        asked = list(people_names.asked(kind, registered, 1))
        others = people_names.as_people(registered)
        queries = people_names.as_people([one.person for one in asked])
        answers = linking.link(queries, others, shipped, _short()).answers
        rows.append(_by_kind(kind, asked, answers))
    return Measurement(
        title="Kinds of names (invented)",
        queries=_NAMED_PEOPLE * len(rows),
        without=_NAMED_PEOPLE // 2 * len(rows),
        unit="queries",
        rows=rows,
    )


def _by_kind(kind: str, asked: Sequence[people_names.Asked], answers: Sequence[Answer]) -> Measured:
    known = sum(one.means is not None for one in asked)
    pairs = [(one, a) for one, a in zip(asked, answers, strict=True) if a.id is not None]
    right = sum(a.id == one.means for one, a in pairs)
    missed, wrong = known - right, len(pairs) - right
    further = {"missed rate": missed / known, "false rate": wrong / len(asked)}
    for name, count, total in (("missed", missed, known), ("false", wrong, len(asked))):
        low, high = interval(count, total)
        further |= {f"{name} low": low, f"{name} high": high}
    return Measured(kind, right, wrong, missed, None, further)


def interval(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson)."""
    share, square = count / total, _Z**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = _Z * ((share * (1 - share) + square / (4 * total)) / total) ** 0.5
    spread /= 1 + square / total
    return max(0.0, middle - spread), min(1.0, middle + spread)


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
