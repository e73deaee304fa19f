"""Gates from delivery to list: what is received for cases only never reaches the weekly scan."""

from pathlib import Path

import pytest

from engine import snapshot
from engine.casework.case_models import CaseKind
from engine.errors import RulePackError
from engine.features import availability, library
from engine.features.database import FeatureDatabase
from engine.register import of_run
from engine.rules import evaluate, loader
from engine.rules.scope import Scope
from engine.settings import SHIPPED_RULES
from engine.tables import TABLES, Gate
from tests.engine.features.world import (
    DAY,
    SETTINGS,
    feature_sql,
    load_feature,
    register,
    supply,
    write_feature,
)

BEYOND = {"police_report": "police", "partner_report": "partners", "bibob_register": "bibob"}
"""Table -> its source in the sample."""
OWN = ["address_signal", "occupancy", "tourist_tax", "valuation"]


def test_every_table_beyond_the_scan_is_meant_here() -> None:
    assert {name for name, table in TABLES.items() if not table.gate.in_scan} == set(BEYOND)


@pytest.mark.parametrize("table", sorted(BEYOND))
def test_received_rows_are_kept_and_no_hit_rests_on_them(
    table: str, sample_run: snapshot.Run
) -> None:
    assert sample_run.table(f"tables/{table}").num_rows > 0
    hits = sample_run.table("hits").to_pylist()
    assert hits
    start = f"{BEYOND[table]}:{table}:"
    assert not [hit for hit in hits if any(key.startswith(start) for key in hit["evidence"])]


def test_rules_beyond_the_scan_are_loaded_and_not_judged(sample_run: snapshot.Run) -> None:
    rules = {rule["id"]: rule for rule in sample_run.meta["rules"]}
    assert {"DRG-06", "GEN-17"} <= rules.keys()
    judged = {hit["rule_id"] for hit in sample_run.table("hits").to_pylist()}
    assert not judged & {"DRG-06", "GEN-17"}
    assert not sample_run.meta["outcomes"].keys() & {"DRG-06", "GEN-17"}


def test_features_beyond_the_scan_are_in_no_run(sample_run: snapshot.Run) -> None:
    files = {file.stem for file in (sample_run.path / "features").glob("*.parquet")}
    assert files
    assert not [name for name in files if name.startswith(("partner_reports", "bibob_entries"))]


@pytest.mark.parametrize(
    "gates",
    [{Gate.G2, Gate.G4}, {Gate.G2}],
    ids=["a case opens it", "a signal does not"],
)
def test_received_rows_are_found_where_they_lie_by_who_opened_the_gate(
    gates: set[Gate], sample_run: snapshot.Run
) -> None:
    (place, key), *_ = sorted(
        (row["location_id"], row["record_key"])
        for row in sample_run.table("tables/partner_report").to_pylist()
        if row["location_id"]
    )
    within = Scope(frozenset(gates), location_id=place, withheld=of_run.withheld(sample_run))
    with of_run.register(sample_run) as con:
        found = evaluate.evaluate(
            con,
            loader.load(SHIPPED_RULES),
            as_of=sample_run.as_of,
            settings=SETTINGS,
            within=within,
        )
    hits = {row["rule_id"]: row for row in found.hits.to_pylist() if row["outcome"] == "HIT"}
    assert {row["location_id"] for row in hits.values()} <= {place}
    evidence = hits["DRG-06"]["evidence"] if "DRG-06" in hits else []
    assert evidence == ([key] if Gate.G4 in gates else [])


def test_every_rule_beyond_the_scan_is_asked_by_a_kind_of_case_but_one() -> None:
    """AFP-04 reads a Bibob file (G3) for care, and no route to care stands in a Bibob file."""
    opens, purposes = SETTINGS.cases.opens, SETTINGS.cases.purposes
    scopes = [Scope(frozenset(opens[k]), frozenset(purposes[k])) for k in CaseKind]
    beyond = [rule for rule in loader.load(SHIPPED_RULES).rules if not rule.gate.in_scan]
    unasked = [rule.id for rule in beyond if not any(scope.asks(rule) for scope in scopes)]
    assert unasked == ["AFP-04"]


@pytest.mark.parametrize("table", ["police_report", "partner_report"])
def test_feature_over_a_received_table_is_refused_in_the_scan(table: str, tmp_path: Path) -> None:
    write_feature(tmp_path, feature_sql(source=f"{table} b"))
    feature = library.load(tmp_path)["sample"]
    assert feature.gate is Gate.G4
    con = register(("L1", None))
    supply(con, table, source="partner", register="BR", privacy_check="PT-1")
    with (
        FeatureDatabase(con, settings=SETTINGS, as_of=DAY) as db,
        pytest.raises(RulePackError, match="reads G4 facts, beyond G1"),
    ):
        db.compute(feature, {})


def test_counterparty_of_a_contract_is_beyond_the_scan_and_the_contract_is_not(
    tmp_path: Path,
) -> None:
    join = "branch b JOIN contract c ON c.{} = b.enterprise_id"
    party = load_feature(tmp_path / "a", feature_sql(source=join.format("party_id")))
    alone = load_feature(tmp_path / "b", feature_sql(source=join.format("contract_id")))
    assert (party.gate, alone.gate) == (Gate.G3, Gate.G1)


@pytest.mark.parametrize("table", OWN)
@pytest.mark.parametrize("check", [None, "", "  "], ids=["none", "empty", "blank"])
def test_own_register_is_unknown_without_a_privacy_check(
    table: str, check: str | None, tmp_path: Path
) -> None:
    con = register(("L1", None))
    supply(con, table, source="eigen", register="other", privacy_check=check)
    feature = load_feature(tmp_path, feature_sql(source=f"{table} b"))
    assert feature.gate is Gate.G1
    reasons = availability.reasons(
        feature, availability.read(con), con, as_of=DAY, freshness=SETTINGS.freshness_days
    )
    assert reasons == ("geen privacytoets vastgelegd: eigen",)


@pytest.mark.parametrize("table", OWN)
def test_own_register_is_known_with_a_privacy_check(table: str, tmp_path: Path) -> None:
    con = register(("L1", None))
    supply(con, table, source="eigen", register="other", privacy_check="PT-1")
    feature = load_feature(tmp_path, feature_sql(source=f"{table} b"))
    reasons = availability.reasons(
        feature, availability.read(con), con, as_of=DAY, freshness=SETTINGS.freshness_days
    )
    assert reasons == ()


def test_masked_holder_of_a_message_is_in_no_table_of_the_run(sample_run: snapshot.Run) -> None:
    titles = sample_run.table("tables/title").to_pylist()
    assert any(title["source"] == "brk" for title in titles)
    for name in ("title", "transfer"):
        assert "Embargo" not in str(sample_run.table(f"tables/{name}").to_pylist())


def test_parcels_of_the_map_join_the_titles_of_the_export(sample_run: snapshot.Run) -> None:
    parcels = sample_run.table("tables/parcel")["parcel_id"].to_pylist()
    titles = sample_run.table("tables/title").to_pylist()
    assert {title["parcel_id"] for title in titles if title["source"] == "titles"} <= set(parcels)


def test_transfers_lie_at_a_location(sample_run: snapshot.Run) -> None:
    transfers = sample_run.table("tables/transfer").to_pylist()
    assert {"transfers", "brk"} == {transfer["source"] for transfer in transfers}
    assert all(transfer["location_id"] for transfer in transfers)
    assert any(transfer["lapsed_on"] for transfer in transfers)
