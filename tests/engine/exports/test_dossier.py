"""The dossier: word for word, without persons, and blind where it must be."""

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.errors import RunError
from engine.exports.dossier import Dossier, build, neutral, to_json
from engine.exports.dossier_text import to_text
from engine.snapshot import Run
from tests.engine.exports.conftest import (
    HITS,
    HOUSE,
    ROWS,
    SOLE_TRADER_KVK,
    SOLE_TRADER_NAME,
    YARD,
    make_run,
)
from tests.engine.scoring.build import hits_table

GOLDEN = Path(__file__).with_name("golden")


def _with(tmp_path: Path, table: str, *rows: dict[str, Any]) -> Dossier:
    changed = {**ROWS, table: [{"location_id": YARD, **row} for row in rows]}
    return build(make_run(tmp_path / "runs", changed, hits_table(HITS)), YARD)


@pytest.mark.parametrize(
    ("location_id", "blind", "file"),
    [
        pytest.param(YARD, False, "yard.txt", id="yard with hits"),
        pytest.param(YARD, True, "yard_blind.txt", id="same yard before its first judgement"),
        pytest.param(HOUSE, False, "house.txt", id="house of which nothing is known"),
    ],
)
def test_text_of_a_dossier(village: Run, location_id: str, blind: bool, file: str) -> None:
    dossier = build(village, location_id)
    text = to_text(neutral(dossier) if blind else dossier)
    assert text.replace(village.path.name, "RUN") + "\n" == (GOLDEN / file).read_text("utf-8")


@pytest.mark.parametrize("location_id", [YARD, HOUSE])
def test_text_is_at_most_100_wide(village: Run, location_id: str) -> None:
    assert max(map(len, to_text(build(village, location_id)).splitlines())) <= 100


def test_no_person_is_named(village: Run) -> None:
    dossier = build(village, YARD)
    for text in (to_text(dossier), to_json(dossier)):
        for secret in (SOLE_TRADER_KVK, SOLE_TRADER_NAME, "Pabab", "Pcdcd", "Pefef", "Verborgen"):
            assert secret not in text
        assert "Kas en Co" in text
        assert "90000019" in text


def test_business_of_unknown_legal_form_is_not_named(tmp_path: Path) -> None:
    rows = [dict(row) for row in ROWS["enterprise"]]
    rows[0]["legal_form"] = None
    run = make_run(tmp_path / "runs", {**ROWS, "enterprise": rows}, hits_table(HITS))
    text = to_json(build(run, YARD))
    assert "Kas en Co" not in text
    assert "90000019" not in text


def test_insolvency_of_a_person_does_not_show_its_case_number(tmp_path: Path) -> None:
    row = {"case_id": "F.09/26/7", "enterprise_id": SOLE_TRADER_KVK, "kind": "bankruptcy"}
    row |= {"declared_on": "2026-08-01"}
    run = make_run(tmp_path / "runs", {**ROWS, "insolvency": [row]}, hits_table(HITS))
    event = next(e for e in build(run, YARD).events if e.table == "insolvency")
    assert event.record_key == "kvk:branch:000090000002"
    assert event.text == "insolventie: faillissement"


def test_neutral_dossier_holds_nothing_of_the_rules(village: Run) -> None:
    dossier = build(village, YARD)
    blind = neutral(dossier)
    assert blind.assessment is None
    text = to_json(blind) + to_text(blind)
    of_rules = ["GEN-01", "Veel nieuwe", "begonnen hier", "accountantskantoor", "toezichtbezoek"]
    of_score = ["score", "punten,", "eligible", '"arm"', "ranked", "handelsregister is 40"]
    for word in of_rules + of_score:
        assert word not in text, word
    assert dataclasses.replace(blind, assessment=dossier.assessment) == dossier


def test_neutral_sheets_have_the_same_fields_for_every_location(village: Run) -> None:
    blind = [json.loads(to_json(neutral(build(village, name)))) for name in (YARD, HOUSE)]
    assert list(blind[0]) == list(blind[1])
    assert list(blind[0]["sheet"]) == list(blind[1]["sheet"])


def test_hits_say_what_counted_and_why_not(village: Run) -> None:
    found = build(village, YARD).assessment
    assert found is not None
    shown = [(o.rule_id, o.applied_points, o.reason) for o in found.hits]
    assert shown == [
        ("DRG-05", 4.0, None),
        ("GEN-01", 3.0, None),
        ("BRN-01", 0.0, "regel draait mee op proef"),
        ("GEN-02", 0.0, "telt niet dubbel: GEN-01 van dezelfde groep telt"),
    ]
    assert [o.rule_id for o in found.mitigating] == ["DRG-90"]
    assert [(o.rule_id, o.reason) for o in found.unknown] == [
        ("FRD-01", "handelsregister is 40 dagen oud")
    ]


def test_waterfall_adds_up_to_the_score_of_the_run(village: Run) -> None:
    found = build(village, YARD).assessment
    assert found is not None
    assert float(sum((step.points for step in found.waterfall), Decimal(0))) == found.score == 5.0


def test_law_that_nobody_checked_is_marked(village: Run) -> None:
    found = build(village, YARD).assessment
    assert found is not None
    outcome = next(o for o in found.hits if o.rule_id == "GEN-01")
    assert outcome.legal_basis == ("Gemeentewet, art. 174", "Awb")
    assert outcome.unverified == ("Gemeentewet, art. 174",)


def test_evidence_names_register_and_delivery(village: Run) -> None:
    found = build(village, YARD).assessment
    assert found is not None
    evidence = next(o for o in found.hits if o.rule_id == "DRG-05").evidence
    assert [(e.register, e.delivered_on) for e in evidence] == [("MEL", date(2026, 10, 1))]


def test_json_is_the_same_twice_and_points_are_numbers(village: Run) -> None:
    text = to_json(build(village, YARD))
    assert text == to_json(build(village, YARD))
    read = json.loads(text)
    assert read["assessment"]["waterfall"][0]["points"] == 4.0
    assert read["as_of"] == "2026-11-01"


def test_unknown_location_is_answered_with_the_nearest_ids(village: Run) -> None:
    with pytest.raises(RunError, match=f"'L1884010000000003'; het meest lijkt erop: .*{YARD}"):
        build(village, "L1884010000000003")


def test_events_come_newest_first_and_undated_last(village: Run) -> None:
    days = [event.on for event in build(village, YARD).events]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated, reverse=True)
    assert days[-1] is None
    assert days.count(None) == 1


@pytest.mark.parametrize(
    ("table", "row", "text"),
    [
        ("measure", {"measure_id": "H", "kind": "closure_13b", "decided_on": "2024-01-02",
                     "ended_on": "2024-04-02", "reopened_on": "2024-05-01"},
         "maatregel: sluiting (Opiumwet), beëindigd 2 april 2024, heropend 1 mei 2024"),
        ("attachment", {"attachment_id": "B", "started_on": "2026-01-02"},
         "beslag: op de onroerende zaak"),
        ("announcement", {"publication_id": "G", "kind": "enforcement",
                          "published_on": "2026-02-03"}, "bekendmaking: handhaving"),
        ("title", {"title_id": "T", "right": "leasehold", "started_on": "2020-01-01",
                   "ended_on": "2022-03-04"}, "zakelijk recht: erfpacht, tot 4 maart 2022"),
        ("environment_notification", {"notification_id": "N", "activity": "livestock",
                                      "notified_on": "2026-02-03"}, "milieumelding: vee"),
        ("permit", {"permit_id": "Z", "kind": "building"},
         "vergunning bouwen status niet bekend"),
    ],
    ids=["measure", "attachment", "announcement", "title", "notification", "permit"],
)  # fmt: skip
def test_events_read_as_dutch(tmp_path: Path, table: str, row: dict[str, Any], text: str) -> None:
    events = _with(tmp_path, table, row).events
    assert text in [event.text for event in events if event.table == table]
