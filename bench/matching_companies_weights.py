"""Make `rules/matching/companies.yml`: `python -m bench.matching_companies_weights`.

Learns from the aliases of the Wikidata set. A query counts twice: with its company among the
known ones, and without, in the proportion `WITHOUT`. The second step is learned from utilities of
companies that the first step did not learn from. Everything is repeatable: no randomness.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from bench import company_sets
from bench.company_sets import FOLDS, CompanySet
from engine.matching.companies import lexicon, ranking
from engine.matching.companies.features import FEATURES
from engine.matching.companies.found import Found
from engine.matching.companies.index import Index
from engine.matching.companies.model import (
    ANSWERS,
    METHODS,
    CompanyModel,
    Weights,
    load,
)
from engine.settings import SHIPPED_RULES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WITHOUT = 0.25
"""Share of queries that is taken to have no counterpart."""
_RIDGE = 1.0
_STEP_TWO_C = 0.3
_MAX_UTILITY = 40.0
BLANK = Weights(bias=0.0, weights=dict.fromkeys(FEATURES, 0.0))


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: first step and, by method, second step."""

    pairs: Weights
    methods: Mapping[str, Weights]


@dataclass(frozen=True, slots=True)
class Examples:
    """Compared queries, with and without the company that is meant.

    Attributes:
        found: what each query was compared with.
        truth: the company meant; None where it is taken to be unknown.
        fold: part of the companies that the query belongs to.
        weight: how much it counts.
    """

    found: Sequence[Found]
    truth: Sequence[str | None]
    fold: Ints
    weight: Floats

    def part(self, keep: NDArray[np.bool_]) -> "Examples":
        """The examples that are chosen."""
        at = np.flatnonzero(keep).tolist()
        return Examples(
            [self.found[i] for i in at],
            [self.truth[i] for i in at],
            self.fold[keep],
            self.weight[keep],
        )


def blank_model(
    pairs: Weights = BLANK, methods: Mapping[str, Weights] | None = None
) -> CompanyModel:
    """A model with the shipped limits and the weights given."""
    empty = Weights(bias=0.0, weights=dict.fromkeys(ANSWERS, 0.0))
    given = {"pairs": pairs, "methods": methods or dict.fromkeys(METHODS, empty)}
    return load(SHIPPED_RULES).model_copy(update=given)


def examples(data: CompanySet) -> Examples:
    """Compare every query, with its company known and not."""
    index = Index(data.companies, blank_model(), lexicon.load(SHIPPED_RULES))
    known = index.find(data.queries)
    unknown = index.find(data.queries, without=data.truth)
    truth = [data.truth.get(query_id) for query_id, _ in data.queries]
    folds = [company_sets.fold(one or "0") for one in truth]
    weight = [1.0 - WITHOUT] * len(known) + [WITHOUT] * len(unknown)
    return Examples(
        [*known, *unknown], [*truth, *[None] * len(unknown)], np.array(folds * 2), np.array(weight)
    )


def learn(given: Examples) -> Learned:
    """Both steps; the second from utilities that the first had not learned from."""
    scored = np.empty(len(given.found), dtype=object)
    for number in sorted(set(given.fold.tolist())):
        inside = given.fold == number
        step = first_step(given.part(~inside))
        for at in np.flatnonzero(inside).tolist():
            scored[at] = ranked(given.found[at], step)
    return Learned(first_step(given), second_step(given, scored.tolist()))


def ranked(found: Found, step: Weights) -> list[ranking.Ranked]:
    """The candidates in the order that a first step gives."""
    pairs = [(one.pair, one.ids) for one in found.ranked]
    if not pairs:
        return []
    return ranking.rank(pairs, step.bias + found.rows @ step.vector(FEATURES))


def first_step(given: Examples) -> Weights:
    """Conditional logistic regression: the company meant, against the others and none."""
    rows, owner, right = _stacked(given)
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-9] = 1.0
    scaled, count = (rows - mean) / spread, len(given.found)

    def loss(weights: Floats) -> tuple[float, Floats]:
        utility = scaled @ weights[:-1] + weights[-1]
        raised = np.exp(np.clip(utility, -_MAX_UTILITY, _MAX_UTILITY))
        total = 1.0 + np.bincount(owner, weights=raised, minlength=count)
        said = np.bincount(owner, weights=right * utility, minlength=count) - np.log(total)
        slope = given.weight[owner] * (right - raised / total[owner])
        value = -(given.weight * said).sum() + _RIDGE * (weights[:-1] ** 2).sum()
        gradient = np.append(scaled.T @ slope, slope.sum())
        gradient[:-1] -= 2 * _RIDGE * weights[:-1]
        return value / count, -gradient / count

    start = np.zeros(rows.shape[1] + 1)
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return _weights(FEATURES, solved[:-1], solved[-1], mean, spread)


def second_step(given: Examples, scored: Sequence[list[ranking.Ranked]]) -> dict[str, Weights]:
    """By method the probability that the best candidate is the company meant."""
    rows: dict[str, list[tuple[list[float], bool, float]]] = {name: [] for name in METHODS}
    for found, truth, weight, order in zip(
        given.found, given.truth, given.weight.tolist(), scored, strict=True
    ):
        if order and not is_exact(found, order):
            method = ranking.method(found.rows[order[0].pair])
            told = ranking.described(order, found.rows)
            rows[method].append((told, truth in order[0].ids, weight))
    return {name: _logistic(rows[name]) for name in METHODS}


def is_exact(found: Found, order: Sequence[ranking.Ranked]) -> bool:
    """Whether the best name is the query's own; the second step never sees these."""
    return bool(found.same) and order[0].ids[0] in found.same


def _stacked(given: Examples) -> tuple[Floats, Ints, Floats]:
    rows, owner, right = [], [], []
    for at, (found, truth) in enumerate(zip(given.found, given.truth, strict=True)):
        for one in found.ranked:
            rows.append(found.rows[one.pair])
            owner.append(at)
            right.append(float(truth in one.ids))
    return np.array(rows), np.array(owner), np.array(right)


def _logistic(rows: Iterable[tuple[list[float], bool, float]]) -> Weights:
    told, right, weight = zip(*rows, strict=True)
    table = np.array(told)
    mean, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread < 1e-9] = 1.0
    fitted = LogisticRegression(C=_STEP_TWO_C, max_iter=3000)
    fitted.fit((table - mean) / spread, np.array(right), sample_weight=np.array(weight))
    return _weights(ANSWERS, fitted.coef_[0], float(fitted.intercept_[0]), mean, spread)


def _weights(
    names: Sequence[str], solved: Floats, bias: float, mean: Floats, spread: Floats
) -> Weights:
    plain = solved / spread
    given = {name: round(float(w), 4) for name, w in zip(names, plain, strict=True)}
    return Weights(bias=round(bias - float((plain * mean).sum()), 4), weights=given)


def write(learned: Learned, file: Path) -> None:
    """Write the weights behind the limits that stand in the file, which stay as they are."""
    kept = file.read_text("utf-8").partition("\npairs:\n")[0]
    lines = [
        kept,
        *_block("pairs", learned.pairs, 0),
        "methods:",
        *(line for name in METHODS for line in _block(name, learned.methods[name], 2)),
    ]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _block(name: str, weights: Weights, indent: int) -> list[str]:
    pad = " " * indent
    return [
        f"{pad}{name}:", f"{pad}  bias: {weights.bias}", f"{pad}  weights:",
        *(f"{pad}    {key}: {value}" for key, value in weights.weights.items()),
    ]  # fmt: skip


def main() -> None:
    """Learn from the shared data and write the shipped file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("..") / "shared")
    options.add_argument("--to", type=Path, default=SHIPPED_RULES / "matching" / "companies.yml")
    chosen = options.parse_args()
    write(learn(examples(company_sets.wikidata(chosen.shared))), chosen.to)
    print(f"{chosen.to}: {FOLDS} parts of companies")


if __name__ == "__main__":
    main()
