"""What may not matter does not matter: the same facts under other names give the same outcomes.

The register of the sample is judged by every rule of the weekly scan, changed in one respect, and
judged again. `name_likeness` is no part of that: it compares names on purpose, for FRD-04.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb
import pytest

from engine.features.instance import empty_register
from engine.rules.evaluate import evaluate
from engine.settings import load_settings
from engine.snapshot import Run
from engine.tables import TABLES
from tests.rules.world import shipped

Outcome = tuple[str, str, str, float]
_PEOPLE = (
    ("officer", "party_id"), ("licence_manager", "manager_id"), ("report", "reporter_id"),
    ("title", "holder_id"), ("transfer", "seller_id"), ("transfer", "buyer_id"),
    ("permit", "applicant_id"), ("licence", "holder_id"), ("licence", "operator_id"),
    ("measure", "subject_id"), ("environment_notification", "notifier_id"),
)  # fmt: skip


@contextmanager
def _loaded(run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    """The canonical tables of the run, free to change."""
    with empty_register() as con:
        for name in TABLES:
            rows = run.table(f"tables/{name}")
            con.register("incoming", rows)
            columns = ", ".join(f'"{column}"' for column in rows.column_names)
            con.execute(f'INSERT INTO "{name}" ({columns}) SELECT {columns} FROM incoming')
            con.unregister("incoming")
        for row in run.meta["source_tables"]:
            con.execute(
                "INSERT INTO source_table VALUES (?, ?, ?, ?, ?, ?, ?)",
                [row["source"], row["table"], row["register"], row["delivered_on"],
                 row["privacy_check"], row["rows"], row["covers"]],
            )  # fmt: skip
        yield con


@pytest.fixture
def register(sample_run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    with _loaded(sample_run) as con:
        yield con


@pytest.fixture(scope="module")
def before(sample_run: Run) -> set[Outcome]:
    """What the rules say of the run as it is."""
    with _loaded(sample_run) as con:
        return _outcomes(con, sample_run)


def _outcomes(con: duckdb.DuckDBPyConnection, run: Run) -> set[Outcome]:
    found = evaluate(con, shipped(), as_of=run.as_of, settings=load_settings()).hits
    columns = ("location_id", "rule_id", "outcome", "points")
    return set(zip(*(found[name].to_pylist() for name in columns), strict=True))


def _other_names(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE enterprise SET statutory_name = 'N' || hash(enterprise_id)")
    con.execute("UPDATE enterprise SET trade_names = ['T' || hash(enterprise_id)]")
    con.execute("UPDATE branch SET shop_name = 'W' || hash(branch_id)")


def _other_streets(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE location SET label = 'plek ' || hash(location_id)")


FILING = {"FRD-01", "GEN-08", "GEN-16", "VAS-10"}
"""Rules on what Dutch law makes Dutch legal persons file here; of others that is not known."""


def _eea_forms(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE enterprise SET legal_form = 'foreign' WHERE legal_form IN ('bv', 'nv')")


def _other_towns(con: duckdb.DuckDBPyConnection) -> None:
    for table, column in (("location", "town"), ("address", "town"), ("designation", "area")):
        con.execute(f'UPDATE "{table}" SET "{column}" = \'dorp \' || hash("{column}")')


def _other_order(con: duckdb.DuckDBPyConnection) -> None:
    """Records as another delivery might order them."""
    for name in TABLES:
        key = TABLES[name].stored()[0].name
        con.execute(f'CREATE TABLE turned AS SELECT * FROM "{name}" ORDER BY hash("{key}")')
        con.execute(f'DROP TABLE "{name}"')
        con.execute(f'ALTER TABLE turned RENAME TO "{name}"')


def _other_pseudonyms(con: duckdb.DuckDBPyConnection) -> None:
    """Pseudonyms of people keep who is whom, and nothing else."""
    for table, column in _PEOPLE:
        con.execute(
            f'UPDATE "{table}" SET "{column}" = \'P-\' || md5("{column}")'
            f' WHERE "{column}" IS NOT NULL AND NOT regexp_full_match("{column}", \'[0-9]{{8}}\')'
        )


@pytest.mark.parametrize(
    "change",
    [_other_names, _other_streets, _other_towns, _other_order, _other_pseudonyms],
    ids=lambda change: change.__name__,
)
def test_what_may_not_matter_changes_no_outcome(
    register: duckdb.DuckDBPyConnection,
    sample_run: Run,
    before: set[Outcome],
    change: Callable[[duckdb.DuckDBPyConnection], None],
) -> None:
    assert len({rule_id for _, rule_id, outcome, _ in before if outcome == "HIT"}) > 15
    change(register)
    after = _outcomes(register, sample_run)
    changed = {(rule_id, place, outcome) for place, rule_id, outcome, _ in before ^ after}
    assert sorted(changed) == []


def test_a_legal_form_of_another_country_never_adds_a_hit_and_changes_filing_rules_only(
    register: duckdb.DuckDBPyConnection, sample_run: Run, before: set[Outcome]
) -> None:
    _eea_forms(register)
    after = _outcomes(register, sample_run)
    assert {one for one in after - before if one[2] == "HIT"} == set()
    assert {rule_id for _, rule_id, _, _ in before ^ after} <= FILING
