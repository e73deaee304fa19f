"""Splink as its own demonstrations use it, on the columns that may be used.

Usual comparisons of its library, `u` by random sampling, `m` by expectation maximisation on the
data at hand, the threshold 0.95 of the demonstrations; and, to be fair, its best threshold.
"""

import logging
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.people_sets import PeopleSet

DEMO_THRESHOLD = 0.95
_FEBRL = {
    "comparisons": (
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison(
            "date_of_birth",
            input_is_string=True,
            datetime_format="%Y%m%d",
            invalid_dates_as_null=True,
        ),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        cl.LevenshteinAtThresholds("address_1", [1, 2, 5]),
        cl.LevenshteinAtThresholds("suburb", [1, 2]),
    ),
    "blocking": (
        ("given_name", "surname"), ("date_of_birth",), ("postcode", "given_name"),
        ("postcode", "surname"), ("address_1",), ("suburb", "street_number"),
    ),
    "training": (("date_of_birth",), ("postcode",)),
    "sure": (("given_name", "surname", "date_of_birth"), ("given_name", "surname", "postcode")),
}  # fmt: skip
_FAKE = {
    "comparisons": (
        cl.NameComparison("first_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
    ),
    "blocking": (("first_name", "city"), ("surname",), ("dob",)),
    "training": (("first_name", "surname"), ("dob",)),
    "sure": (("first_name", "dob"),),
}
_HISTORICAL = {
    "comparisons": (
        cl.ForenameSurnameComparison(
            "first_name", "surname", forename_surname_concat_col_name="first_and_surname"
        ),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
    ),
    "blocking": (
        ("substr(first_name,1,3)", "substr(surname,1,4)"), ("surname", "dob"),
        ("first_name", "dob"),
        ("postcode_fake", "first_name"), ("postcode_fake", "surname"),
        ("dob", "substr(postcode_fake,1,3)"), ("substr(postcode_fake,1,5)", "substr(surname,1,4)"),
    ),
    "training": (("first_name", "surname"), ("dob",)),
    "sure": (("first_name", "surname", "dob"),),
}  # fmt: skip
_SETTINGS: Mapping[str, Mapping[str, Sequence[Any]]] = {
    "FEBRL 4": _FEBRL,
    "FEBRL 1": _FEBRL,
    "fake_1000": _FAKE,
    "historical 50k": _HISTORICAL,
}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What Splink gave.

    Attributes:
        pairs: ids of both records and the probability, from 0.01 on.
        groups: group by id at the threshold of the demonstrations; empty when two sets are linked.
        seconds: wall time, training included.
    """

    pairs: Sequence[tuple[str, str, float]]
    groups: Mapping[str, str]
    seconds: float


def defaults(people: PeopleSet) -> Defaults:
    """Run Splink with the settings of its demonstrations."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    chosen = _SETTINGS[people.title]
    start = time.perf_counter()
    api = DuckDBAPI()
    sheets = [people.others] if people.within else [people.others, people.queries]
    frames = [_frame(people, sheet.ids) for sheet in sheets]
    names = ["b_others", "a_queries"]
    tables = [api.register(f, dataset_display_name=n) for f, n in zip(frames, names, strict=False)]
    settings = SettingsCreator(
        link_type="dedupe_only" if people.within else "link_only",
        comparisons=[*chosen["comparisons"]],
        blocking_rules_to_generate_predictions=_rules(chosen["blocking"]),
        unique_id_column_name="record",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = Linker(tables[0] if people.within else tables, settings, log_level=None)
        linker.training.estimate_probability_two_random_records_match(
            _rules(chosen["sure"]), recall=0.7
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for rule in _rules(chosen["training"]):
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        found = linker.inference.predict(threshold_match_probability=0.01, warning_mode="never")
    frame = found.as_pandas_dataframe()  # type: ignore[no-untyped-call]
    pairs = list(zip(frame["record_l"], frame["record_r"], frame["match_probability"], strict=True))
    groups = {}
    if people.within:
        parted = linker.clustering.cluster_pairwise_predictions_at_threshold(
            found, threshold_match_probability=DEMO_THRESHOLD
        )
        made = parted.as_pandas_dataframe()  # type: ignore[no-untyped-call]
        groups = {str(i): str(g) for i, g in zip(made["record"], made["cluster_id"], strict=True)}
    return Defaults(pairs, groups, time.perf_counter() - start)


def _rules(columns: Sequence[Any]) -> list[Any]:
    return [block_on(*names) for names in columns]


def _frame(people: PeopleSet, ids: Sequence[str]) -> pd.DataFrame:
    rows = [
        {"record": i, **{name: cell or None for name, cell in people.raw[i].items()}} for i in ids
    ]
    frame = pd.DataFrame(rows, dtype=object)
    return frame.where(frame.notna(), None)
