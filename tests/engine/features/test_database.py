"""Features at work: completed locations, unknowns, limits and a locked database."""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from duckdb import DuckDBPyConnection

from engine.errors import RulePackError
from engine.features import library
from engine.features.database import FeatureDatabase
from engine.features.spans import Value
from engine.settings import Settings
from engine.tables import Gate
from tests.engine.features.world import (
    DAY,
    SETTINGS,
    STARTS,
    branch,
    feature_sql,
    limited,
    load_feature,
    register,
    supply,
    write_feature,
)

COLUMNS = "location_id, known, unknown_reason, returned, newest, evidence, members, "


@pytest.fixture
def con() -> DuckDBPyConnection:
    """L1 has two branches, L2 none; one branch has no place."""
    con = register(("L1", "dwelling"), ("L2", "office"))
    supply(con, "branch")
    branch(con, "B2", "L1", "2026-02-01")
    branch(con, "B1", "L1", "2026-01-01")
    branch(con, "B3", None, "2026-03-01")
    return con


def rows(
    con: DuckDBPyConnection,
    folder: Path,
    text: str,
    params: dict[str, Value] | None = None,
    *,
    columns: str = "*",
    settings: Settings = SETTINGS,
    ceiling: Gate = Gate.G1,
    as_of: date = DAY,
) -> list[tuple[object, ...]]:
    name = text.split("feature: ")[1].split("\n")[0]
    feature = load_feature(folder, text, name)
    with FeatureDatabase(con, settings=settings, as_of=as_of, ceiling=ceiling) as db:
        table = db.compute(feature, params or {})
    names = table.column_names if columns == "*" else columns.replace(" ", "").split(",")
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


def test_every_location_has_one_row_in_order(con: DuckDBPyConnection, tmp_path: Path) -> None:
    found = rows(con, tmp_path, STARTS, {"window_months": 24}, columns=COLUMNS + "branches")
    keys = ["kvk:branch:B1", "kvk:branch:B2"]
    assert found == [
        ("L1", True, None, True, date(2026, 2, 1), keys, ["OL1"], 2),
        ("L2", True, None, False, None, [], [], 0),
    ]


@pytest.mark.parametrize(
    ("started", "counted"),
    [
        pytest.param("2024-11-01", 0, id="first day is outside"),
        pytest.param("2024-11-02", 1, id="day after it"),
        pytest.param("2026-11-01", 1, id="last day"),
        pytest.param("2026-11-02", 0, id="after the last day"),
    ],
)
def test_windows_are_half_open(tmp_path: Path, started: str, counted: int) -> None:
    con = register(("L1", None))
    supply(con, "branch")
    branch(con, "B1", "L1", started)
    found = rows(con, tmp_path, STARTS, {"window_months": 24}, columns="branches")
    assert found == [(counted,)]


def test_absent_completes_each_type(con: DuckDBPyConnection, tmp_path: Path) -> None:
    facts = (
        "sum(b.employees) AS a, avg(b.employees) AS b, bool_or(b.is_main) AS c,"
        " max(b.place_match) AS d, max(b.started_on) AS e, list(b.place_match) AS f"
    )
    found = rows(con, tmp_path, feature_sql(facts), columns="a, b, c, d, e, f")
    assert found[1] == (0, 0.0, False, None, None, [])


def test_absent_can_mean_unknown(con: DuckDBPyConnection, tmp_path: Path) -> None:
    text = feature_sql(header="-- absent: unknown\n")
    found = rows(con, tmp_path, text, columns="known, unknown_reason, n")
    assert found == [(True, None, 2), (False, "over deze locatie zijn geen gegevens", None)]


def test_known_when_that_fails_is_unknown_with_nothing_to_show(
    con: DuckDBPyConnection, tmp_path: Path
) -> None:
    text = feature_sql(header="-- known_when: location.land_use = 'office'\n")
    found = rows(con, tmp_path, text, columns="known, returned, evidence, n")
    assert found == [(False, False, [], None), (True, False, [], 0)]


def test_known_when_on_an_unknown_column_is_unknown(tmp_path: Path) -> None:
    con = register(("L1", None))
    supply(con, "branch")
    text = feature_sql(header="-- known_when: location.land_use = 'office'\n")
    assert rows(con, tmp_path, text, columns="known") == [(False,)]


def test_a_missing_source_makes_every_location_unknown(tmp_path: Path) -> None:
    con = register(("L1", None), ("L2", None))
    branch(con, "B1", "L1", "2026-01-01")
    found = rows(con, tmp_path, feature_sql(), columns="known, unknown_reason, n, evidence")
    assert found == [(False, "bron ontbreekt: branch", None, [])] * 2


def test_time_passing_makes_a_fact_unknown(con: DuckDBPyConnection, tmp_path: Path) -> None:
    found = rows(con, tmp_path, feature_sql(), columns="known", as_of=date(2026, 11, 9))
    assert found == [(False,), (False,)]


def test_no_locations_is_no_rows(tmp_path: Path) -> None:
    con = register()
    supply(con, "branch")
    assert rows(con, tmp_path, feature_sql()) == []


def test_locations_that_do_not_exist_are_left_out(tmp_path: Path) -> None:
    con = register(("L1", None))
    supply(con, "branch")
    branch(con, "B1", "L9", "2026-01-01")
    assert rows(con, tmp_path, feature_sql(), columns="location_id, n") == [("L1", 0)]


def test_evidence_is_sorted_without_repeats_and_nulls(tmp_path: Path) -> None:
    con = register(("L1", None))
    supply(con, "branch")
    for key in ("b", None, "a", "b"):
        con.execute("INSERT INTO branch (location_id, record_key) VALUES ('L1', ?)", [key])
    assert rows(con, tmp_path, feature_sql(), columns="evidence") == [(["a", "b"],)]


def test_a_location_returned_twice_is_an_error(con: DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match="returns location L1 2 times"):
        rows(con, tmp_path, feature_sql(rest="GROUP BY b.location_id, b.branch_id"))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        pytest.param(
            "max(b.delivered_on)", "max(b.branch_id)", "column newest is VARCHAR", id="newest"
        ),
        pytest.param(
            "list(b.record_key)", "max(b.record_key)", "column evidence is VARCHAR", id="evidence"
        ),
        pytest.param(
            "count(*)", "max([[1]])", r"column n is INTEGER\[\]\[\]", id="a fact of no known type"
        ),
        pytest.param(
            "count(*)", "max(b.delivered_on::TIMESTAMP)", "column n is TIMESTAMP", id="a moment"
        ),
    ],
)
def test_columns_have_their_type(
    con: DuckDBPyConnection, tmp_path: Path, old: str, new: str, what: str
) -> None:
    with pytest.raises(RulePackError, match=what):
        rows(con, tmp_path, feature_sql().replace(old, new))


def test_wide_numbers_are_stored_as_the_usual_ones(con: DuckDBPyConnection, tmp_path: Path) -> None:
    text = feature_sql("sum(b.employees) AS a, 1.5 AS b, 1::SMALLINT AS c")
    feature = load_feature(tmp_path, text)
    with FeatureDatabase(con, settings=SETTINGS, as_of=DAY) as db:
        types = db.describe(feature, {})
    assert (types["a"], types["b"], types["c"]) == ("BIGINT", "DOUBLE", "BIGINT")


def test_a_statement_that_fails_names_its_file(con: DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match=r"sample\.sql: feature sample does not run: .*Conver"):
        rows(con, tmp_path, feature_sql("max(b.source::INTEGER) AS n"))


def test_a_missing_param_is_named(con: DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match="needs the param window_months"):
        rows(con, tmp_path, STARTS)


def test_a_span_that_is_no_number_is_named(con: DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match="window_months must be a whole number"):
        rows(con, tmp_path, STARTS, {"window_months": "24"})


def test_texts_lists_and_dates_can_be_bound(con: DuckDBPyConnection, tmp_path: Path) -> None:
    text = feature_sql(
        "count(*) FILTER (WHERE list_contains($ids, b.source) AND b.started_on < $until"
        " AND b.source = $owner) AS n",
        header="-- params: ids, until, owner\n",
    )
    params: dict[str, Value] = {"ids": ["kvk", "hr"], "until": date(2026, 2, 1), "owner": "kvk"}
    assert rows(con, tmp_path, text, params, columns="n") == [(1,), (0,)]


def test_a_bound_text_stays_a_text(con: DuckDBPyConnection, tmp_path: Path) -> None:
    text = feature_sql("count(*) FILTER (WHERE b.source = $id) AS n", header="-- params: id\n")
    params: dict[str, Value] = {"id": "kvk' OR '1' = '1"}
    assert rows(con, tmp_path, text, params, columns="n") == [(0,), (0,)]


def test_equal_params_compute_once(con: DuckDBPyConnection, tmp_path: Path) -> None:
    feature = load_feature(tmp_path, STARTS, "starts")
    with FeatureDatabase(con, settings=SETTINGS, as_of=DAY) as db:
        first = db.ready(feature, {"window_months": 24, "other": 1})
        assert db.ready(feature, {"window_months": 24, "other": 2}) is first
        assert db.ready(feature, {"window_months": 12}).name != first.name


@pytest.mark.parametrize("table", ["police_report", "bibob_register", "partner_report"])
def test_the_scan_reads_nothing_beyond_its_gate(tmp_path: Path, table: str) -> None:
    write_feature(tmp_path, feature_sql(source="police_report b"))
    write_feature(
        tmp_path,
        feature_sql(name="other").replace(
            "branch b", "branch b JOIN bibob_register r ON r.role = b.branch_id"
        ),
        "other",
    )
    features = library.load(tmp_path)
    con = register(("L1", None))
    feature = features["other" if table == "bibob_register" else "sample"]
    with (
        FeatureDatabase(con, settings=SETTINGS, as_of=DAY) as db,
        pytest.raises(RulePackError, match=rf"reads {feature.gate} facts, beyond G1"),
    ):
        db.compute(feature, {})


def test_a_case_may_open_more(tmp_path: Path) -> None:
    con = register(("L1", None))
    supply(con, "police_report", source="politie", register="BR", privacy_check="PT-1")
    text = feature_sql(source="police_report b")
    assert rows(con, tmp_path, text, columns="n", ceiling=Gate.G4) == [(0,)]


def test_columns_beyond_the_gate_are_not_even_copied(tmp_path: Path) -> None:
    con = register(("L1", None))
    con.execute("INSERT INTO contract (contract_id, party_id) VALUES ('1', 'P1')")
    supply(con, "contract", source="inkoop", register="other", privacy_check="PT-1")
    text = feature_sql(
        "count(c.contract_id) AS n",
        "location b LEFT JOIN contract c ON c.kind = b.kind",
    )
    text = text.replace("b.delivered_on", "c.delivered_on").replace("b.record_key", "c.record_key")
    feature = load_feature(tmp_path, text)
    with FeatureDatabase(con, settings=SETTINGS, as_of=DAY) as db:
        db.compute(feature, {})
        columns = {row[0] for row in db.con.execute("DESCRIBE contract").fetchall()}
    assert "party_id" not in columns
    assert "contract_id" in columns


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "COPY location TO 'out.csv'",
        "ATTACH 'other.db'",
        "SET threads = 2",
        "SET enable_external_access = true",
        "RESET memory_limit",
        "INSTALL httpfs",
        "LOAD httpfs",
        "EXPORT DATABASE 'out'",
        "SELECT * FROM local_variable",
        "SELECT getenv('HOME')",
    ],
)
def test_the_database_itself_is_locked(statement: str) -> None:
    local_variable = pa.table({"a": [1]})
    assert local_variable.num_rows == 1
    with (
        FeatureDatabase(register(), settings=SETTINGS, as_of=DAY) as db,
        db.session() as beside,
    ):
        for con in (db.con, beside.con):
            with pytest.raises(duckdb.Error):
                con.execute(statement)


def many(count: int) -> DuckDBPyConnection:
    con = register(("L1", None))
    supply(con, "branch")
    con.execute(
        "INSERT INTO branch (branch_id, location_id) SELECT i::VARCHAR, 'L1' FROM range(?) t(i)",
        [count],
    )
    return con


def test_too_slow_is_stopped(tmp_path: Path) -> None:
    text = feature_sql(
        "count(DISTINCT b.branch_id || c.branch_id || d.branch_id) AS n",
        "branch b JOIN branch c ON true JOIN branch d ON true",
    )
    with pytest.raises(RulePackError, match=r"feature sample takes longer than 0\.3 seconds"):
        rows(many(3000), tmp_path, text, settings=limited(seconds=0.3))


def test_too_large_is_stopped(tmp_path: Path) -> None:
    text = feature_sql(
        "len(list(b.branch_id || '-' || c.branch_id || '-and-some-more-text')) AS n",
        "branch b JOIN branch c ON true",
    )
    with pytest.raises(RulePackError, match="does not run: Out of Memory"):
        rows(many(4000), tmp_path, text, settings=limited(memory_mb=64))


def test_after_a_stop_the_database_still_works(con: DuckDBPyConnection, tmp_path: Path) -> None:
    slow = feature_sql("count(*) AS n", "branch b JOIN branch c ON true JOIN branch d ON true")
    features = {
        "slow": load_feature(tmp_path / "a", slow),
        "quick": load_feature(tmp_path / "b", feature_sql()),
    }
    con = many(4000)
    with FeatureDatabase(con, settings=limited(seconds=0.5), as_of=DAY) as db:
        with pytest.raises(RulePackError, match="takes longer"):
            db.compute(features["slow"], {})
        assert db.compute(features["quick"], {})["n"].to_pylist() == [4000]


def test_order_of_delivery_does_not_matter(tmp_path: Path) -> None:
    text = feature_sql("sum(b.place_score) AS n, list_sort(list(b.place_match)) AS ids")
    found = []
    for order in ("ASC", "DESC"):
        con = register(("L1", None))
        supply(con, "branch")
        con.execute(
            "INSERT INTO branch (place_match, location_id, place_score)"
            f" SELECT i::VARCHAR, 'L1', 1 FROM range(50) t(i) ORDER BY i {order}"
        )
        found.append(rows(con, tmp_path, text))
    assert found[0] == found[1]
