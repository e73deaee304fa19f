"""People of the invented village: who owns, directs, manages and stands behind a gate."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY, fingerprint
from engine.register.vault import Name
from engine.snapshot import Run
from tests.engine.exports.conftest import HITS, HOUSE, ROWS, RULES, SOLE_TRADER_KVK, YARD, make_run
from tests.engine.scoring.build import hits_table

KEY = PUBLIC_SAMPLE_KEY
ANNA, NAMESAKE, BRAM = "P" + "a1" * 10, "P" + "a2" * 10, "P" + "b1" * 10
CLARA, GONE = "P" + "c1" * 10, "P" + "d1" * 10
"""Clara stands in the Bibob register only; of the last one no run says anything any more."""
NAMES = (
    Name(ANNA, "Anna Verzonnen", "party", "officers"),
    Name(ANNA, "Anna Verzonnen", "party", "contracts"),
    Name(NAMESAKE, "ANNA  Verzonnén", "holder", "titles"),
    Name(BRAM, "Bram Bedacht", "party", "officers"),
    Name(CLARA, "Clara Schijn", "subject", "bibob_registers"),
    Name(GONE, "Door Nergens", "applicant", "permits"),
    Name("kvk:enterprise:90000027", "Bakkerij Verzonnen", "trade_names", "kvk"),
)

_AT_YARD = {"location_id": YARD, "object_id": "1884010000000001", "place_match": "id"}
_AT_HOUSE = {"location_id": HOUSE, "object_id": "1884010000000002", "place_match": "id"}
_FUNCTION = {"enterprise_id": "90000019", "party_kind": "natural", "role": "director"}
_LICENCE = {"kind": "alcohol", "status": "granted", "holder_id": "90000019", **_AT_HOUSE}
PEOPLE: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "officer": [
        {**_FUNCTION, "party_id": ANNA, "started_on": date(2026, 9, 1)},
        {**_FUNCTION, "party_id": BRAM, "started_on": date(2026, 9, 2)},
        {"enterprise_id": SOLE_TRADER_KVK, "party_id": BRAM, "party_kind": "natural",
         "role": "sole_trader", "started_on": date(1998, 1, 1)},
        {"enterprise_id": SOLE_TRADER_KVK, "party_id": ANNA, "party_kind": "natural",
         "role": "authorised_representative", "started_on": date(2000, 1, 1)},
    ],
    "title": [
        {**_AT_YARD, "title_id": "T-1", "right": "ownership", "share": "1/2", "holder_id": ANNA,
         "started_on": date(2019, 4, 1)},
        {**_AT_HOUSE, "title_id": "T-2", "right": "ownership", "holder_id": NAMESAKE},
    ],
    "transfer": [
        {**_AT_YARD, "transfer_id": "K-1", "kind": "sale", "signed_on": date(2019, 4, 1),
         "price_eur": 450_000.0, "buyer_id": ANNA, "seller_id": BRAM},
        {**_AT_HOUSE, "transfer_id": "K-2", "kind": "sale", "signed_on": date(2020, 5, 2),
         "buyer_id": BRAM, "seller_id": ANNA},
    ],
    "licence": [{"licence_id": "A-1", "operator_id": ANNA, **_LICENCE}],
    "licence_manager": [
        {"licence_id": "A-1", "manager_id": one, "started_on": date(2021, 1, 1)}
        for one in (ANNA, BRAM)
    ],
    "measure": [
        {**_AT_YARD, "measure_id": "H-1", "kind": "warning", "decided_on": date(2023, 6, 1),
         "subject_id": ANNA},
    ],
    "bibob_register": [
        {"entry_id": "B-1", "subject_id": one, "role": "betrokkene", "conclusion": "serious_danger"}
        for one in (ANNA, CLARA)
    ],
    "contract": [{"contract_id": "C-1", "kind": "subsidy", "party_id": ANNA}],
}  # fmt: skip
_CHECKED = ("officer", "title", "transfer", "licence", "licence_manager", "measure",
            "bibob_register", "contract")  # fmt: skip
FACTS = {
    "source_tables": [
        {"source": f"{table}s", "table": table, "register": "HR", "delivered_on": "2026-10-31",
         "privacy_check": "PT-2026-01"}
        for table in _CHECKED
    ],
    "key_fingerprint": fingerprint(KEY),
    "rules": [
        rule.model_dump(mode="json")
        | {"feature": "f_officers" if rule.id == "GEN-01" else "f_reports"}
        for rule in RULES
    ],
    "feature_tables": {"f_officers": ["officer"], "f_reports": ["report"]},
}  # fmt: skip


def make(out: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]] = PEOPLE) -> Run:
    """The village with these people."""
    return make_run(out, {**ROWS, **rows}, hits_table(HITS), further=FACTS)
