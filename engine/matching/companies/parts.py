"""Why a name fits a known one: the fields compared, and what each adds to the utility."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.matching.companies.features import FEATURES

_FIELDS = {
    "legal_form": ("form_equal", "form_different", "form_one"),
    "number": ("number_equal", "number_different", "number_one"),
    "place": ("my_place", "their_place", "other_place"),
}
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Compared:
    """One query beside one known company.

    Attributes:
        name: the known name that was compared, as delivered.
        fields: name of the field; `equal`, `similar`, `different` or `missing`; what it adds to
            the utility of the pair, in natural logarithms.
    """

    name: str
    fields: tuple[tuple[str, str, float], ...]


def explain(name: str, row: NDArray[np.float64], weights: NDArray[np.float64]) -> Compared:
    """Split the utility of one pair by field; a field that neither name has is left out."""
    value = dict(zip(FEATURES, row.tolist(), strict=True))
    part = dict(zip(FEATURES, (row * weights).tolist(), strict=True))
    others = {feature for features in _FIELDS.values() for feature in features}
    of_words = sum(given for feature, given in part.items() if feature not in others)
    fields = [("name", _of_name(value), of_words)]
    for field, features in _FIELDS.items():
        if any(value[feature] for feature in features):
            added = sum(part[feature] for feature in features)
            fields.append((field, _of_field(field, value), added))
    return Compared(name, tuple(fields))


def _of_name(value: dict[str, float]) -> str:
    if value["core_equal"] or value["glued_equal"]:
        return "equal"
    return "similar" if value["mine_covered"] >= _NEAR else "different"


def _of_field(field: str, value: dict[str, float]) -> str:
    if field == "place":
        return "different" if value["other_place"] else "missing"
    short = {"legal_form": "form", "number": "number"}[field]
    if value[f"{short}_equal"]:
        return "equal"
    return "different" if value[f"{short}_different"] else "missing"
