"""The shipped model of people as settings of Splink, and what Splink makes of pairs with it."""

import logging
from typing import Any

import numpy as np
import numpy.typing as npt
from duckdb import DuckDBPyConnection
from splink import DuckDBAPI, Linker

from engine.matching.people.levels import COMPARISONS
from engine.matching.people.model import PeopleModel

Columns = dict[str, npt.NDArray[Any]]


def compare(con: DuckDBPyConnection, model: PeopleModel, *, records: int) -> Columns:
    """Columns `row_l`, `row_r`, `match_weight`, and `gamma_` and `mw_` of every field.

    Args:
        con: has `person` and `pairs`.
        model: the shipped model.
        records: how many there are to match against.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=con)
    settings = _settings(model, records)
    linker = Linker(api.register("person"), settings, log_level=None, validate_settings=False)
    for name in model.frequencies:
        _count_values(con, name, model)
        frequencies = api.register(f"frequency_{name}")
        linker.table_management.register_term_frequency_lookup(frequencies, name)
    linker.table_management.register_blocked_pairs_for_predict(api.register("pairs"))
    found = linker.inference.predict(warning_mode="never")
    fields = ", ".join(f"gamma_{f}, {_weight(f)} AS mw_{f}" for f in COMPARISONS)
    rows = con.execute(
        f"SELECT row_l, row_r, match_weight, {fields} FROM {found.physical_name} "
        "ORDER BY row_l, row_r"
    ).fetchnumpy()
    return {name: np.asarray(column) for name, column in rows.items()}


def _weight(field: str) -> str:
    has = any(level.frequency for level in COMPARISONS[field].levels)
    return f"mw_{field} + mw_tf_adj_{field}" if has else f"mw_{field}"


def _count_values(con: DuckDBPyConnection, column: str, model: PeopleModel) -> None:
    shipped = model.frequencies[column]
    con.execute(
        f"CREATE TABLE frequency_{column} AS SELECT {column}, "
        f"(count(*) + $usual * $records) / (sum(count(*)) OVER () + $records) AS tf_{column} "
        f"FROM person WHERE {column} IS NOT NULL GROUP BY {column}",
        {"usual": shipped.usual, "records": shipped.records},
    )


def _settings(model: PeopleModel, records: int) -> dict[str, object]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row",
        "probability_two_random_records_match": model.prior.share(records),
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [],
        "comparisons": [_comparison(model, field) for field in COMPARISONS],
    }


def _comparison(model: PeopleModel, field: str) -> dict[str, object]:
    likeness = model.likeness.model_dump(exclude={"source", "verified"})
    made: list[dict[str, object]] = [
        {
            "sql_condition": COMPARISONS[field].missing,
            "label_for_charts": "missing",
            "is_null_level": True,
        }
    ]
    for level in COMPARISONS[field].levels:
        weight = model.weights[field][level.name]
        one: dict[str, object] = {
            "sql_condition": level.condition.format(**likeness),
            "label_for_charts": level.name,
            "m_probability": weight.m,
            "u_probability": weight.u,
        }
        if level.frequency is not None:
            one |= {
                "tf_adjustment_column": level.frequency,
                "tf_adjustment_weight": 1.0,
                "disable_tf_exact_match_detection": True,
            }
        made.append(one)
    return {"output_column_name": field, "comparison_levels": made}
