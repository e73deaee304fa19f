"""A published run of an invented village: one yard with a past, one quiet house."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from sqlalchemy.orm import Session

from engine.casework.database import Casework, open_casework
from engine.scoring.score import score
from engine.settings import load_settings
from engine.snapshot import Run, publish
from engine.tables import TABLES
from tests import casework_file
from tests.engine.scoring.build import AS_OF, SETTINGS, hit, hits_table, make_rule

YARD, HOUSE = "L1884010000000001", "L1884010000000002"
SOLE_TRADER_KVK, SOLE_TRADER_NAME = "90000027", "Bakkerij Verzonnen"

_AT_YARD = {"location_id": YARD, "object_id": "1884010000000001", "place_match": "id"}
_PROVENANCE = {"delivered_on": date(2026, 10, 31), "line": 1}

ROWS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "location": [
        {
            "location_id": YARD, "kind": "yard", "label": "Polderpad 1, Oud Ade", "town": "Oud Ade",
            "zone": "outer", "x": 98_000.0, "y": 466_000.0, "object_ids": ["1884010000000001"],
            "building_ids": ["1884100000000001", "1884100000000002"],
            "use_purposes": ["woonfunctie"], "land_use": "farmyard", "land_use_proof": "plan",
        },
        {
            "location_id": HOUSE, "kind": "unit", "label": "Dorpsstraat 2, Oud Ade",
            "town": "Oud Ade", "zone": "built_up", "x": 98_500.0, "y": 466_500.0,
            "object_ids": ["1884010000000002"], "building_ids": ["1884100000000003"],
            "use_purposes": ["woonfunctie"], "land_use": "dwelling", "land_use_proof": "BAG",
        },
    ],
    "location_member": [
        {"location_id": YARD, "member_id": "1884010000000001", "member_kind": "unit"},
        {"location_id": YARD, "member_id": "1884100000000001", "member_kind": "building"},
        {"location_id": YARD, "member_id": "1884100000000002", "member_kind": "building"},
        {"location_id": HOUSE, "member_id": "1884010000000002", "member_kind": "unit"},
    ],
    "address": [
        {
            "address_id": "1884200000000001", "object_id": "1884010000000001", "is_main": True,
            "street": "Polderpad", "house_number": "1", "house_letter": "a", "postcode": "9999ZZ",
            "town": "Oud Ade", "status": "Naamgeving uitgegeven",
        }
    ],
    "building": [
        {
            "building_id": "1884100000000001", "status": "Pand in gebruik", "built_year": 1931,
            "footprint_m2": 140.0, "status_since": date(2010, 5, 1),
        },
        {
            "building_id": "1884100000000002", "status": "Pand buiten gebruik",
            "footprint_m2": 1250.5, "status_since": date(2026, 3, 2),
        },
    ],
    "enterprise": [
        {
            "enterprise_id": "90000019", "legal_form": "bv", "statutory_name": "Kas en Co B.V.",
            "trade_names": ["Kas en Co"], "employees": 0,
        },
        {
            "enterprise_id": SOLE_TRADER_KVK, "legal_form": "sole_trader",
            "statutory_name": SOLE_TRADER_NAME, "trade_names": [SOLE_TRADER_NAME],
        },
        {"enterprise_id": "90000035", "legal_form": "bv", "statutory_name": "Verborgen B.V."},
    ],
    "branch": [
        {
            **_AT_YARD, "branch_id": "000090000001", "enterprise_id": "90000019",
            "started_on": date(2026, 9, 1),
        },
        {
            **_AT_YARD, "branch_id": "000090000002", "enterprise_id": SOLE_TRADER_KVK,
            "started_on_partial": "1998", "ended_on": date(2024, 2, 29),
            "shop_name": SOLE_TRADER_NAME,
        },
        {
            **_AT_YARD, "branch_id": "000090000003", "enterprise_id": "90000035",
            "started_on": date(2020, 1, 1), "shielded": True,
        },
    ],
    "activity": [
        {"branch_id": "000090000001", "code": "52109", "version": "2008", "is_main": True},
        {"branch_id": "000090000001", "code": "99999", "version": "2008", "is_main": False},
    ],
    "insolvency": [
        {
            "case_id": "F.09/26/1", "enterprise_id": "90000019", "kind": "bankruptcy",
            "declared_on": date(2026, 10, 20),
        }
    ],
    "permit": [
        {
            **_AT_YARD, "permit_id": "Z-1", "kind": "storage", "status": "refused",
            "requested_on": date(2025, 1, 5), "decided_on": date(2025, 3, 1), "capacity": 12,
        }
    ],
    "report": [
        {
            **_AT_YARD, "report_id": "M-1", "category": "night_traffic",
            "reported_on": date(2026, 10, 3), "reporter_id": "P" + "ab" * 10,
        }
    ],
    "measure": [
        {
            **_AT_YARD, "measure_id": "H-1", "kind": "warning", "decided_on": date(2023, 6, 1),
            "subject_id": "P" + "cd" * 10,
        }
    ],
    "inspection": [
        {
            **_AT_YARD, "inspection_id": "C-1", "held_on": date(2026, 6, 15), "domain": "fire",
            "outcome": "violation", "violations": 2,
        }
    ],
    "title": [
        {
            **_AT_YARD, "title_id": "T-1", "right": "ownership", "holder_id": "P" + "ef" * 10,
            "started_on": date(2019, 4, 1),
        }
    ],
    "transfer": [
        {
            **_AT_YARD, "transfer_id": "K-1", "kind": "sale", "signed_on": date(2019, 4, 1),
            "price_eur": 450_000.0, "buyer_id": "P" + "ef" * 10,
        }
    ],
}  # fmt: skip
"""Rows by canonical table; columns that are left out are NULL."""

RULES = [
    make_rule(
        "GEN-01", title="Veel nieuwe bedrijven", correlated_group="churn",
        false_positives=["accountantskantoor", "familiebedrijf"], instruments=["toezichtbezoek"],
        legal_basis=[
            {"text": "Gemeentewet", "article": "174", "verified": False},
            {"text": "Awb", "verified": True},
        ],
    ),
    make_rule("GEN-02", title="Bedrijf snel weer weg", correlated_group="churn"),
    make_rule("DRG-05", title="Nachtelijk verkeer"),
    make_rule("DRG-90", title="Controle zonder overtreding", role="mitigating", points=-2.0),
    make_rule("FRD-01", title="Geen jaarstukken"),
    make_rule("BRN-01", title="Kwetsbare branche", status="experimental"),
    make_rule(
        "DRG-09", title="Nieuwe inschrijving na sluiting", action="sluiting voorbereiden",
        instruments=["13b: alleen als er iets is aangetroffen", "APV: gesprek, daarna sluiting",
                     "Ow: gebruik toetsen, aansluiting op het plan", "174a: in de driehoek"],
    ),
    make_rule(
        "MEN-01", title="Werk en verblijf", role="route", points=0.0,
        route_to="adviseur zorg & veiligheid", false_positives=["gezinsbedrijf"],
        instruments=["zorg: zorgcoördinator"],
    ),
    make_rule(
        "OVL-07", title="Geweld gemeld", role="route", points=0.0, route_to="triage door een mens"
    ),
]  # fmt: skip

HITS = [
    hit(
        "GEN-01", YARD, points=3.0, facts='{"clusters": 4}', evidence=["kvk:branch:000090000001"],
        explanation="4 bedrijven begonnen hier in 24 maanden.", newest=date(2026, 9, 1),
        member_ids=["1884100000000002"],
    ),
    hit(
        "GEN-02", YARD, points=2.0, evidence=["kvk:branch:000090000002"], newest=date(2026, 1, 15),
        explanation="Een bedrijf was binnen een jaar weer weg.",
    ),
    hit(
        "DRG-05", YARD, points=4.0, evidence=["reports:report:M-1"], newest=date(2026, 10, 3),
        explanation="3 meldingen van verkeer in de nacht.",
    ),
    hit(
        "DRG-90", YARD, role="mitigating", points=-2.0, evidence=[], newest=date(2026, 2, 1),
        explanation="Bij de laatste controle was alles in orde.",
    ),
    hit(
        "FRD-01", YARD, outcome="UNKNOWN", points=None, newest=None, evidence=[], explanation=None,
        reason="handelsregister is 40 dagen oud",
    ),
    hit("BRN-01", YARD, points=2.0, explanation="Kwetsbare branche volgens de lijst."),
]  # fmt: skip

REGISTERS = {("kvk", "branch"): "HR", ("reports", "report"): "MEL"}


def canonical(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, pa.Table]:
    """Every canonical table with these rows; the others are empty."""
    with duckdb.connect() as con:
        return {name: _table(con, name, rows.get(name, ())) for name in TABLES}


def _table(
    con: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Mapping[str, Any]]
) -> pa.Table:
    table = TABLES[name]
    columns = ", ".join(f'"{c.name}" {c.type.value}' for c in table.stored())
    con.execute(f'CREATE TABLE "{name}" ({columns})')
    source = {"branch": "kvk", "enterprise": "kvk", "report": "reports"}.get(name, f"{name}s")
    for row in rows:
        values = dict(row)
        if not table.derived:
            record_id = table.record_id(values)
            key = f"{source}:{name}:{record_id}"
            values |= _PROVENANCE | {"source": source, "record_id": record_id, "record_key": key}
        names = ", ".join(f'"{column}"' for column in values)
        marks = ", ".join(f"${column}" for column in values)
        con.execute(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', values)
    return con.sql(f'FROM "{name}"').to_arrow_table()


def make_run(
    out: Path,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    hits: pa.Table,
    *,
    further: Mapping[str, object] | None = None,
) -> Run:
    """Score and publish these rows and hits as one run; `further` stands in its run.json."""
    tables = canonical(rows)
    scored = score(hits, RULES, tables["location"], REGISTERS, as_of=AS_OF, settings=SETTINGS)
    delivered = date(2026, 10, 31).isoformat()
    sources = [
        {"source": "kvk", "table": "branch", "register": "HR", "delivered_on": delivered,
         "privacy_check": None},
        {"source": "reports", "table": "report", "register": "MEL", "delivered_on": "2026-10-01",
         "privacy_check": "PT-2026-03"},
    ]  # fmt: skip
    return publish(
        out,
        as_of=AS_OF,
        tables={
            "locations": scored.locations,
            "hits": scored.hits,
            **{f"tables/{name}": table for name, table in tables.items()},
        },
        meta={
            "rules": [rule.model_dump(mode="json") for rule in RULES],
            "settings": SETTINGS.model_dump(mode="json", exclude={"rules"}),
            "source_tables": sources,
            "published_at": datetime(2026, 11, 2, tzinfo=UTC).isoformat(),
            **(further or {}),
        },
    ).run


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return make_run(tmp_path_factory.mktemp("village") / "runs", ROWS, hits_table(HITS))


@pytest.fixture
def casework(tmp_path: Path) -> Iterator[Casework]:
    opened = open_casework(casework_file.url(tmp_path), settings=load_settings())
    yield opened
    opened.close()


@pytest.fixture
def session(casework: Casework) -> Iterator[Session]:
    with casework.writing() as session:
        yield session
