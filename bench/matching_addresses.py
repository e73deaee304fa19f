"""Addresses: 14,228 real ones asked for with noise of ten kinds, beside two plain ways to match.

The plain ways get every address as one text and the threshold that suits them best on this very
set, found afterwards; ours has the threshold it ships with. They cannot read coordinates: those
queries count as missed. `python -m bench.matching_addresses SHARED` prints what goes wrong.
"""

import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from bench import address_noise, address_set, address_sheets
from bench.address_noise import Noised
from bench.matching_table import Failures, Measured, Measurement, brier, reliability
from engine.matching import sharing
from engine.matching.addresses import index
from engine.matching.addresses.known import Known
from engine.matching.addresses.query import Query
from engine.matching.answer import Answer
from engine.settings import SHIPPED_RULES

SEED = 2018
COMPARED = 3_000
"""Queries that the plain ways are asked: a fixed part of all, as they are slow."""
_EXAMPLES = 4
_BATCH = 500
Best = tuple[NDArray[np.int64], NDArray[np.float64]]


def measure(shared: Path) -> list[Measurement]:
    """The noised set, ours first; then a fixed part of it with the plain ways.

    Args:
        shared: folder with `data`.
    """
    known = _known(shared)
    noised = address_noise.make([one for one in known if one.id.startswith("a")], known, seed=SEED)
    ours = index.load(known, SHIPPED_RULES)
    queries = [one.query for one in noised]
    started, used = time.perf_counter(), _processor_seconds()
    answers = ours.match(queries, workers=sharing.processors())
    seconds, used = time.perf_counter() - started, _processor_seconds() - used
    further = {"addresses per second of processor time": len(noised) / used}
    further |= address_sheets.measure(known)
    whole = _measurement("addresses with noise", known, noised, answers, seconds, further)
    return [whole, _beside(known, noised, answers, seconds)]


def _processor_seconds() -> float:
    """Processor time of this process and those that ended: other people's load does not count."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _known(shared: Path) -> list[Known]:
    return [
        *address_set.read(shared, address_set.MEASURED, "a"),
        *address_set.read(shared, address_set.AROUND, "b"),
    ]


def _measurement(
    title: str,
    known: Sequence[Known],
    noised: Sequence[Noised],
    answers: Sequence[Answer],
    seconds: float,
    further: dict[str, float],
) -> Measurement:
    said, true = _said(noised, answers)
    given = [answer.id for answer in answers]
    further = {"Brier": brier(said, true)} | further
    return Measurement(
        title,
        len(noised),
        sum(one.meant is None for one in noised),
        "addresses",
        [_measured("dijkwacht", noised, given, seconds, further)],
        reliability(said, true),
        _failures(known, noised, answers),
    )


def _said(noised: Sequence[Noised], answers: Sequence[Answer]) -> tuple[list[float], list[bool]]:
    """The probability of the best candidate of each query, and whether it is the right one."""
    said, true = [], []
    for one, answer in zip(noised, answers, strict=True):
        best = answer.id or (answer.alternatives[0].id if answer.alternatives else None)
        if best is not None:
            said.append(answer.score)
            true.append(best == one.meant)
    return said, true


def _measured(
    method: str,
    noised: Sequence[Noised],
    given: Sequence[str | None],
    seconds: float | None,
    further: dict[str, float],
) -> Measured:
    pairs = list(zip(given, (one.meant for one in noised), strict=True))
    right = sum(found is not None and found == meant for found, meant in pairs)
    wrong = sum(found is not None and found != meant for found, meant in pairs)
    missed = sum(meant is not None and found != meant for found, meant in pairs)
    return Measured(method, right, wrong, missed, seconds, further)


def _failures(
    known: Sequence[Known], noised: Sequence[Noised], answers: Sequence[Answer]
) -> list[Failures]:
    """What went wrong by kind of noise, most first."""
    texts = {one.id: plain_text(_as_query(one)) for one in known}
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = defaultdict(list)
    for one, answer in zip(noised, answers, strict=True):
        if answer.id == one.meant:
            continue
        kind = f"{'missed' if answer.id is None else 'wrong'}: {one.kind}"
        counts[kind] += 1
        if len(examples[kind]) < _EXAMPLES:
            given = texts[answer.id] if answer.id else "nothing"
            meant = texts[one.meant] if one.meant else "nothing"
            examples[kind].append(f"{plain_text(one.query)}: {given}, meant {meant}")
    return [Failures(kind, count, examples[kind]) for kind, count in counts.most_common()]


def _as_query(one: Known) -> Query:
    return Query(
        street=one.street,
        house_number=one.house_number,
        house_letter=one.house_letter,
        house_addition=one.house_addition,
        postcode=one.postcode,
        town=one.town,
    )


def plain_text(query: Query) -> str:
    """Everything a query says, in one line."""
    parts = (
        query.address, query.street, query.house_number, query.house_letter,
        query.house_addition, query.postcode, query.town, query.x, query.y, query.lat, query.lon,
    )  # fmt: skip
    return " ".join(" ".join(str(part).split()) for part in parts if part is not None)


def _beside(
    known: Sequence[Known], noised: Sequence[Noised], answers: Sequence[Answer], seconds: float
) -> Measurement:
    """A fixed part of the set: ours, and the plain ways at the threshold that suits each best."""
    step = max(1, len(noised) // COMPARED)
    part, ours = noised[::step], [answer.id for answer in answers[::step]]
    texts = [plain_text(_as_query(one)) for one in known]
    asked = [plain_text(one.query) for one in part]
    share = seconds * len(part) / len(noised)
    rows = [_measured("dijkwacht", part, ours, share, {})]
    for name, way in WAYS.items():
        started = time.perf_counter()
        found, score = way(asked, texts)
        took = time.perf_counter() - started
        rows.append(_at_best(name, part, [known[at].id for at in found.tolist()], score, took))
    without = sum(one.meant is None for one in part)
    title = "addresses with noise, a part, beside plain ways"
    return Measurement(title, len(part), without, "addresses", rows)


def _at_best(
    name: str, part: Sequence[Noised], found: Sequence[str], score: NDArray[np.float64], took: float
) -> Measured:
    """A plain way at the threshold with the highest F1 on this set, found with its answers."""
    best: Measured | None = None
    for threshold in np.unique(np.quantile(score, np.linspace(0, 1, 101))).tolist():
        sure = (score >= threshold).tolist()
        given = [one if is_sure else None for one, is_sure in zip(found, sure, strict=True)]
        tried = _measured(name, part, given, took, {"threshold": threshold})
        if best is None or (tried.f1 or 0) > (best.f1 or 0):
            best = tried
    if best is None:
        raise ValueError("no queries to measure")
    return best


def _with_rapidfuzz(asked: Sequence[str], texts: Sequence[str]) -> Best:
    """The most alike text by rapidfuzz: words sorted, lower case, no signs."""
    choices = [utils.default_process(text) for text in texts]
    at, score = [], []
    for first in range(0, len(asked), _BATCH):
        queries = [utils.default_process(text) for text in asked[first : first + _BATCH]]
        table = process.cdist(
            queries, choices, scorer=fuzz.token_sort_ratio, dtype=np.uint8, workers=-1
        )
        at.append(table.argmax(axis=1))
        score.append(table.max(axis=1))
    return np.concatenate(at).astype(np.int64), np.concatenate(score).astype(np.float64)


def _with_tfidf(asked: Sequence[str], texts: Sequence[str]) -> Best:
    """The nearest text by cosine over character n-grams of two to four letters."""
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), lowercase=True)
    choices = vectors.fit_transform(texts).T.tocsc()
    at, score = [], []
    for first in range(0, len(asked), _BATCH):
        table = (vectors.transform(asked[first : first + _BATCH]) @ choices).tocsr()
        at.append(np.asarray(table.argmax(axis=1)).ravel())
        score.append(table.max(axis=1).toarray().ravel())
    return np.concatenate(at).astype(np.int64), np.concatenate(score).astype(np.float64)


WAYS: dict[str, Callable[[Sequence[str], Sequence[str]], Best]] = {
    "rapidfuzz alone (token_sort_ratio, best threshold)": _with_rapidfuzz,
    "TF-IDF alone (char 2-4, best threshold)": _with_tfidf,
}
"""Plain ways to match: the best text and its score, for each text that is asked."""


def main(shared: Path) -> None:
    """Print both tables and what went wrong."""
    for made in measure(shared):
        print(f"{made.title}: {made.queries} queries, {made.without} without a counterpart")
        for row in made.rows:
            further = " ".join(f"{name} {value:.4f}" for name, value in row.further.items())
            speed = f"{made.queries / row.seconds:,.0f}/s" if row.seconds else ""
            print(
                f"  {row.method}: precision {row.precision or 0:.4f} recall {row.recall or 0:.4f} "
                f"F1 {row.f1 or 0:.4f} wrong {row.wrong} missed {row.missed} {speed} {further}"
            )
        for each in made.reliability:
            if each.answers:
                share = f"said {each.said:.3f} true {each.true:.3f}"
                print(f"  {each.low:.1f}-{each.high:.1f}: {each.answers} {share}")
        for failure in made.failures:
            print(f"  {failure.count:4} {failure.kind}")
            for example in failure.examples:
                print(f"       {example}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
