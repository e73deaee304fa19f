"""Makes the weights of `rules/matching/addresses.yml`.

`python -m bench.matching_addresses_weights SHARED` writes them there. A conditional logit over the
candidates of each query and none, with a ridge around what agreement of a field is worth. It learns
from noised addresses of the municipalities around Kaag en Braassem, on which nothing is measured.
"""

import re
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench import address_noise, address_set
from engine.matching.addresses import index, weighing
from engine.matching.addresses.comparing import Levels
from engine.matching.addresses.index import Index

BIAS = -6.0
SEEDS = (101, 102, 103)
RIDGE = 0.02
RULES = Path("rules")
PRIOR: dict[str, dict[str, float]] = {
    "postcode": {"equal": 6, "area_only": 3, "area": 2, "area_known": -1, "typo": 2, "other": -4},
    "street": {
        "equal": 5, "within": -3, "abbreviated": 3, "close": 3, "similar": 1, "weak": -1,
        "contested": -3, "other_known": -6, "other": -3,
    },
    "suffix": {"equal": 3, "missing": -8, "extra": -8, "other": -8},
    "town": {"equal": 3, "within": 2, "similar": 2, "other_known": -5, "other": -3},
    "relation": {"near": -8},
}  # fmt: skip
"""Where weights start, and stay where noise has little to say."""
Floats = NDArray[np.float64]


def fit(shared: Path, rules: Path) -> dict[str, float]:
    """Weights by `field.level`, and `bias`; base-2 logarithms of odds.

    Args:
        shared: folder with `data`.
        rules: folder with the words and limits to read by.
    """
    measured = address_set.read(shared, address_set.MEASURED, "a")
    around = address_set.read(shared, address_set.AROUND, "b")
    known = index.load([*measured, *around], rules)
    names = ["bias"] + [f"{f}.{level}" for f in weighing.FIELDS for level in _levels(known, f)]
    rows, query, right = [], [], []
    count = 0
    for seed in SEEDS:
        for one in address_noise.make(around, known.known, seed=seed):
            found = _candidates(known, one)
            for levels, is_meant in found:
                rows.append(_features(levels, names))
                query.append(count)
                right.append(is_meant)
            count += bool(found)
    features, of, is_right = np.array(rows), np.array(query), np.array(right, dtype=bool)
    prior = np.array([_prior(name) for name in names]) * np.log(2)
    best = minimize(
        _loss, prior, args=(prior, features, of, is_right, count), jac=True, method="L-BFGS-B"
    )
    return dict(zip(names, (best.x / np.log(2)).round(2).tolist(), strict=True))


def _prior(name: str) -> float:
    field, _, level = name.partition(".")
    return BIAS if field == "bias" else PRIOR.get(field, {}).get(level, 0.0)


def _levels(known: Index, field: str) -> list[str]:
    return list(getattr(known.matcher.weighing.weights, field))


def _candidates(known: Index, one: address_noise.Noised) -> list[tuple[Levels, bool]]:
    """How every candidate of a query compares, nothing when the rules bar an answer."""
    asked = known.matcher.reader.read(one.query)
    if asked.is_box:
        return []
    ranked = known.matcher.ranked(asked.readings, one.query)
    if not ranked or known.matcher.is_barred(ranked):
        return []
    found = {each.at: (each.odds, each.levels, each.reading) for each in ranked}
    made, seen = [], False
    for at, (_, levels, _) in sorted(found.items()):
        is_meant = known.known[at].id == one.meant and not seen
        seen = seen or is_meant
        made.append((levels, is_meant))
    return made


def _features(levels: Levels, names: list[str]) -> Floats:
    has = {"bias"} | {f"{f}.{level}" for f, level in zip(weighing.FIELDS, levels, strict=True)}
    return np.array([name in has for name in names], dtype=np.float64)


def _loss(
    weights: Floats,
    prior: Floats,
    features: Floats,
    of: NDArray[np.int64],
    right: NDArray[np.bool_],
    count: int,
) -> tuple[float, Floats]:
    """Negative log-likelihood with a ridge, and its gradient."""
    odds = np.exp(np.clip(features @ weights, -40, 40))
    total = 1.0 + np.bincount(of, odds, minlength=count)
    share = odds / total[of]
    loss = np.log(total).sum() - (features[right] @ weights).sum()
    gradient = features.T @ share - features[right].sum(axis=0)
    off, ridge = weights - prior, RIDGE * count / 1000
    return loss + ridge * off @ off, gradient + 2 * ridge * off


def write(found: dict[str, float], rules: Path) -> None:
    """Put weights into the file of a rules folder, in place of those that stand there."""
    file = rules / weighing.FILE
    text = file.read_text("utf-8")
    lines = [f"  bias: {found['bias']}"]
    for field in weighing.FIELDS:
        levels = [
            f"{name.partition('.')[2]}: {value}"
            for name, value in found.items()
            if name.startswith(f"{field}.")
        ]
        lines.append(f"  {field}: {{{', '.join(levels)}}}")
    head = re.split(r"(?m)^weights:.*\n", text)[0]
    note = "# base-2 logarithms; made by bench/matching_addresses_weights.py"
    made = f"weights:                     {note}\n"
    file.write_text(head + made + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write(fit(Path(sys.argv[1]), RULES), RULES)
