"""Names of companies, measured: ours beside rapidfuzz alone and plain TF-IDF, in one run.

On the Wikidata set every query is answered by weights that learned from other companies only; a
fifth of the companies is taken to be unknown, so that their aliases have no counterpart. The other
sets are answered with the shipped weights, which never saw them.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from bench import company_sets
from bench.company_sets import CompanySet
from bench.matching_companies_weights import blank_model, examples, learn, ranked
from bench.matching_table import Failures, Measured, Measurement, brier, reliability
from engine.matching.answer import Answer
from engine.matching.companies import lexicon, model
from engine.matching.companies.index import Index
from engine.settings import SHIPPED_RULES

RAPIDFUZZ_LEAST, TFIDF_LEAST = 0.90, 0.80
"""Limits of the others; nobody ships one with them, these are usual."""
_UNKNOWN_PART = 5
_BLOCK = 256
_SHOWN = 8
Top = tuple[str | None, float]


def measure(shared: Path) -> list[Measurement]:
    """Measure every set of names; a minute of processor time or two."""
    sets = [company_sets.dnb(shared), company_sets.ing(shared), company_sets.leipzig(shared)]
    return [_wikidata(shared), *map(_shipped, sets), _pairs(shared)]


def _wikidata(shared: Path) -> Measurement:
    data = company_sets.wikidata(shared)
    given = examples(data)
    count = len(data.queries)
    index = Index(data.companies, blank_model(), lexicon.load(SHIPPED_RULES))
    start = perf_counter()
    index.match(data.queries[:2000])
    seconds = (perf_counter() - start) * count / 2000
    unknown = {query for query, one in data.truth.items() if _is_unknown(one)}
    first: dict[str, Answer] = {}
    answers: dict[str, Answer] = {}
    for fold in sorted(set(given.fold.tolist())):
        learned = learn(given.part(given.fold != fold))
        judge = index.with_model(blank_model(learned.pairs, learned.methods))
        inside = [at for at in range(count) if given.fold[at] == fold]
        known = [
            replace(given.found[at], ranked=ranked(given.found[at], learned.pairs)) for at in inside
        ]
        asked = [
            replace(given.found[at + count], ranked=ranked(given.found[at + count], learned.pairs))
            if given.found[at].query_id in unknown
            else one
            for at, one in zip(inside, known, strict=True)
        ]
        first.update((a.query_id, a) for a in judge.answers(known, best=True))
        answers.update((a.query_id, a) for a in judge.answers(asked, best=False))
    truth = {query: one for query, one in data.truth.items() if query not in unknown}
    right = sum(first[query].id == one for query, one in data.truth.items())
    ours = _measured("dijkwacht", answers.values(), truth, seconds=seconds)
    ours = replace(ours, further={**ours.further, "top-1": right / count})
    left = replace(data, companies=[c for c in data.companies if not _is_unknown(c[0])])
    others = _others(left, truth, top=data)
    return _told(data.title, answers, truth, data, [ours, *others], len(unknown))


def _is_unknown(company_id: str) -> bool:
    """Whether a company belongs to the fifth that is taken to be unknown."""
    return int(company_id[1:]) // 7 % _UNKNOWN_PART == 0


def _shipped(data: CompanySet) -> Measurement:
    index = Index(data.companies, model.load(SHIPPED_RULES), lexicon.load(SHIPPED_RULES))
    start = perf_counter()
    found = index.answers(index.find(data.queries), best=False)
    seconds = perf_counter() - start
    answers = {answer.query_id: answer for answer in found}
    best = index.match(data.queries, best=True)
    right = sum(one.id == data.truth.get(one.query_id, "") for one in best)
    ours = _measured("dijkwacht", found, data.truth, seconds=seconds)
    ours = replace(ours, further={**ours.further, "top-1": right / max(1, len(data.truth))})
    rows = [ours, *_others(data, data.truth, top=data)]
    without = len(data.queries) - len(data.truth)
    return _told(data.title, answers, data.truth, data, rows, without)


def _pairs(shared: Path) -> Measurement:
    """Pairs one by one: is the other name named when it is the only one known?"""
    cases = company_sets.nomenklatura(shared)
    shipped, words = model.load(SHIPPED_RULES), lexicon.load(SHIPPED_RULES)
    answers, truth = {}, {}
    start = perf_counter()
    for at, (mine, theirs, same) in enumerate(cases):
        known = Index([("other", [theirs])], shipped, words)
        answers[f"Q{at}"] = known.match([("Q", mine)])[0]._replace(query_id=f"Q{at}")
        if same:
            truth[f"Q{at}"] = "other"
    ours = _measured("dijkwacht", answers.values(), truth, seconds=perf_counter() - start)
    rows = [ours]
    for name, least, alike in (
        ("rapidfuzz", RAPIDFUZZ_LEAST, lambda a, b: fuzz.token_sort_ratio(a, b) / 100),
        ("TF-IDF", TFIDF_LEAST, _cosine),
    ):
        tops: dict[str, Top] = {
            f"Q{at}": ("other", alike(mine.lower(), theirs.lower()))
            for at, (mine, theirs, _) in enumerate(cases)
        }
        rows.append(_compared(name, tops, truth, least))
    shown = [(f"Q{at}", f"{mine} / {theirs}") for at, (mine, theirs, _) in enumerate(cases)]
    data = CompanySet("nomenklatura: pairs", [("other", [])], shown, truth)
    return _told(data.title, answers, truth, data, rows, len(cases) - len(truth))


def _measured(
    method: str,
    answers: Collection[Answer],
    truth: Mapping[str, str],
    *,
    seconds: float | None,
) -> Measured:
    given = [a for a in answers if a.id is not None]
    right = sum(truth.get(a.query_id) == a.id for a in given)
    said, true = _said(answers, truth)
    return Measured(
        method, right, len(given) - right, len(truth) - right, seconds, {"Brier": brier(said, true)}
    )


def _said(answers: Collection[Answer], truth: Mapping[str, str]) -> tuple[list[float], list[bool]]:
    """Probability of the likeliest company of each query, and whether it is the right one."""
    said, true = [], []
    for answer in answers:
        top = answer.id or (answer.alternatives[0].id if answer.alternatives else None)
        if top is not None:
            said.append(answer.score)
            true.append(truth.get(answer.query_id) == top)
    return said, true


def _others(data: CompanySet, truth: Mapping[str, str], *, top: CompanySet) -> list[Measured]:
    """Rapidfuzz alone and TF-IDF alone on the same queries; `top` has every company known."""
    measured = []
    for name, least, find in (
        ("rapidfuzz", RAPIDFUZZ_LEAST, _by_rapidfuzz),
        ("TF-IDF", TFIDF_LEAST, _by_tfidf),
    ):
        start = perf_counter()
        tops = find(data)
        seconds = perf_counter() - start
        first = tops if data is top else find(top)
        right = sum(first[query][0] == one for query, one in top.truth.items())
        row = _compared(name, tops, truth, least)
        measured.append(
            replace(row, seconds=seconds, further={"top-1": right / max(1, len(top.truth))})
        )
    return measured


def _compared(
    name: str, tops: Mapping[str, Top], truth: Mapping[str, str], least: float
) -> Measured:
    given = {query: one for query, (one, score) in tops.items() if score >= least}
    right = sum(truth.get(query) == one for query, one in given.items())
    return Measured(f"{name} ≥ {least}", right, len(given) - right, len(truth) - right)


def _flat(data: CompanySet) -> tuple[list[str], list[str]]:
    pairs = [(one, name.lower()) for one, names in data.companies for name in names]
    return [one for one, _ in pairs], [name for _, name in pairs]


def _by_rapidfuzz(data: CompanySet) -> dict[str, Top]:
    ids, names = _flat(data)
    tops: dict[str, Top] = {}
    sort: Callable[[str], str] = lambda name: " ".join(sorted(name.lower().split()))  # noqa: E731
    known = [sort(name) for name in names]
    for at in range(0, len(data.queries), _BLOCK):
        part = data.queries[at : at + _BLOCK]
        scores = process.cdist([sort(n) for _, n in part], known, scorer=fuzz.ratio, dtype=np.uint8)
        for (query, _), row in zip(part, scores, strict=True):
            tops[query] = (ids[int(row.argmax())], float(row.max()) / 100)
    return tops


def _by_tfidf(data: CompanySet) -> dict[str, Top]:
    ids, names = _flat(data)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3))
    known = pieces.fit_transform(names).T.tocsr()
    asked = pieces.transform([name.lower() for _, name in data.queries])
    tops: dict[str, Top] = {}
    for at in range(0, len(data.queries), _BLOCK):
        scores = (asked[at : at + _BLOCK] @ known).toarray()
        for (query, _), row in zip(data.queries[at : at + _BLOCK], scores, strict=True):
            tops[query] = (ids[int(row.argmax())], float(row.max()))
    return tops


def _cosine(mine: str, theirs: str) -> float:
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3)).fit([mine, theirs])
    both = pieces.transform([mine, theirs])
    return float((both[0] @ both[1].T).toarray()[0, 0])


def _told(
    title: str,
    answers: Mapping[str, Answer],
    truth: Mapping[str, str],
    data: CompanySet,
    rows: Sequence[Measured],
    without: int,
) -> Measurement:
    said, true = _said(list(answers.values()), truth)
    failures = _failures(answers, truth, data)
    return Measurement(
        title, len(data.queries), without, "names", rows, reliability(said, true), failures
    )


def _failures(
    answers: Mapping[str, Answer], truth: Mapping[str, str], data: CompanySet
) -> list[Failures]:
    """What went wrong by kind, most first."""
    written = {one: next(iter(names), "") for one, names in data.companies}
    kinds: dict[str, list[str]] = defaultdict(list)
    for query, name in data.queries:
        answer, meant = answers[query], truth.get(query)
        if answer.id == meant:
            continue
        kind = _kind(answer, meant)
        shown = written.get(answer.id or meant or "", "")
        kinds[kind].append(f"{name} → {shown}")
    return [
        Failures(kind, len(found), found[:_SHOWN])
        for kind, found in sorted(kinds.items(), key=lambda one: (-len(one[1]), one[0]))
    ]


def _kind(answer: Answer, meant: str | None) -> str:
    if answer.id is not None:
        return f"fout: {answer.method}" + ("" if meant else ", had geen tegenhanger")
    options = [one.id for one in answer.alternatives]
    if meant == next(iter(options), None):
        return "gemist: te onzeker, gelijk op, of ander nummer of andere plaats"
    return "gemist: staat lager" if meant in options else "gemist: niet onder de kandidaten"


def main() -> None:
    """Print what was measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("..") / "shared")
    for one in measure(options.parse_args().shared):
        print(f"\n{one.title}: {one.queries} queries, {one.without} without a counterpart")
        for row in one.rows:
            _print_row(one, row)
        for each in one.reliability:
            if each.answers:
                told = f"said {each.said:.3f} true {each.true:.3f}"
                print(f"    {each.low:.1f}: {each.answers} {told}")
        for failure in one.failures:
            print(f"    {failure.kind}: {failure.count}: {'; '.join(failure.examples[:4])}")


def _print_row(one: Measurement, row: Measured) -> None:
    figures = " ".join(f"{name} {value:.4f}" for name, value in row.further.items())
    timed = f", {one.queries / row.seconds:.0f} {one.unit}/s" if row.seconds else ""
    print(
        f"  {row.method}: right {row.right}, wrong {row.wrong}, missed {row.missed}, precision "
        f"{row.precision or 0:.4f}, recall {row.recall or 0:.4f}, F1 {row.f1 or 0:.4f} {figures}"
        f"{timed}"
    )


if __name__ == "__main__":
    main()
