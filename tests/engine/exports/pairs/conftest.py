"""A run of an invented village with four pairs to judge, and their sides."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from engine.casework import matches
from engine.casework.match_models import MatchKind
from engine.register.match_candidates import as_json, place_subject
from engine.snapshot import Run
from tests.engine.exports.conftest import ROWS, YARD, make_run
from tests.engine.scoring.build import hits_table
from tests.invented_pairs import ADDRESS, COMPANY, PEOPLE

ANNA, BERT, CARL = (f"P{letter * 20}" for letter in "abc")
FIRM, UNIT = "90000019", "1884010000000001"
TEXT = "Polderpd 1 Oud Ade"
TWO_PEOPLE = matches.pair(MatchKind.PERSON, BERT, ANNA)
RARE_PEOPLE = matches.pair(MatchKind.PERSON, BERT, CARL)
NAME = matches.pair(MatchKind.COMPANY, CARL, FIRM)
PLACE = matches.pair(MatchKind.ADDRESS, place_subject(TEXT), UNIT)
DAY = date(2024, 3, 1)


def _candidate(pair: matches.Pair, probability: float, why: Any) -> Mapping[str, Any]:
    return {
        "kind": pair.kind.value, "subject": pair.subject, "other": pair.other,
        "probability": probability, "margin": 0.1, "method": "name", "why": as_json(why),
        "records": ["officers:officer:1"],
    }  # fmt: skip


def _officer(party: str, company: str, role: str = "director") -> Mapping[str, Any]:
    return {
        "enterprise_id": company, "party_id": party, "party_kind": "natural", "role": role,
        "started_on": DAY,
    }  # fmt: skip


PAIRED: Mapping[str, Sequence[Mapping[str, Any]]] = {
    **ROWS,
    "enterprise": [
        {"enterprise_id": FIRM, "statutory_name": "Verzonnen Beheer B.V.", "legal_form": "bv",
         "trade_names": ["Verzonnen Beheer"], "registered_on": DAY},
    ],
    "officer": [_officer(ANNA, FIRM), _officer(BERT, FIRM, "partner"), _officer(BERT, "90000027")],
    "permit": [
        {"permit_id": "Z1", "kind": "storage", "decided_on": DAY, "applicant_id": CARL,
         "place_match": "none", "place_text": TEXT},
        {"permit_id": "Z2", "kind": "event", "place_match": "id", "object_id": UNIT,
         "location_id": YARD},
    ],
    "report": [{"report_id": "M1", "category": "noise", "reported_on": DAY, "reporter_id": BERT}],
    "bibob_register": [
        {"entry_id": "B1", "decided_on": DAY, "subject_id": BERT, "conclusion": "ernstig"}
    ],
    "match_candidate": [
        _candidate(TWO_PEOPLE, 0.9, PEOPLE), _candidate(RARE_PEOPLE, 0.95, PEOPLE),
        _candidate(NAME, 0.8, COMPANY), _candidate(PLACE, 0.6, ADDRESS),
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def paired(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return make_run(tmp_path_factory.mktemp("paired") / "runs", PAIRED, hits_table([]))
