"""A case as text: hits, unknowns and what was not judged, from what the scan kept; no points."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from engine.casework.case_models import Case, CaseKind, CaseScan
from engine.casework.models import Place, Role, User
from engine.casework.process.definition import load_process
from engine.casework.process.states import Origin
from engine.exports.case_file import CaseFile
from engine.exports.case_text import to_text
from engine.settings import SHIPPED_RULES

LATE = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
USER = User(id=1, subject="m.jansen", role=Role.RIEC_LIAISON, is_active=True, created_at=LATE)


def _one(rule_id: str, outcome: str, **values: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = dict.fromkeys(
        ("reason", "explanation", "newest", "filtered_by", "route_to")
    )
    texts = {"title": "Netafwijking", "status": "test", "role": "scenario", "gate": "G4"}
    lists: dict[str, Any] = {"facts": {}, "evidence": [], "members": [], "false_positives": []}
    given = {"rule_id": rule_id, "version": "1.2.0", "outcome": outcome, **values}
    return {**nothing, **texts, **lists, **given}


HIT = _one(
    "DRG-06",
    "HIT",
    explanation="2 meldingen van de netbeheerder.",
    newest="2026-09-03",
    facts={"reports": 2, "share": 0.5, "is_new": True, "kinds": ["a", "b"], "area": None},
    evidence=["partners:partner_report:1"],
    false_positives=["zonnepanelen", "storing"],
)
OUTCOMES = (
    _one("ADR-08", "NO_HIT", title="Te koop"),
    _one("AFP-07", "UNKNOWN", reason="bron ontbreekt: police_report", title="Aangiften"),
    HIT,
)


def _text(*outcomes: dict[str, Any], scans: int = 1, **values: Any) -> str:
    place = Place(location_id="L1", objects=[])
    given = {"id": 7, "kind": CaseKind.CASE, "purpose": "Verkeer in de nacht.", **values}
    case = Case(place=place, opened_by=USER, opened_at=LATE, origin=Origin.HAND, version=3, **given)
    made = [
        CaseScan(
            run=f"2026-11-0{number}-abc",
            as_of=date(2026, 11, 1),
            scanned_by=USER,
            scanned_at=LATE,
            outcomes=list(outcomes),
            not_judged={"DRG-12": "wacht op: netwerk"},
        )
        for number in range(scans, 0, -1)
    ]
    process = load_process(SHIPPED_RULES)
    return to_text(CaseFile(case, process, (), (), (), (), (), (), (), tuple(made), (), ()))


def test_case_is_told_word_for_word() -> None:
    assert _text(*OUTCOMES, scans=2) == (
        "Zaak 7: casus voor L1 (versie 3)\n"
        "Geopend door m.jansen op 2 november 2026 (eigen waarneming): Verkeer in de nacht.\n"
        "Bekeken door m.jansen op 2 november 2026; eerdere keren: 1\n"
        "Run 2026-11-02-abc, peildatum 1 november 2026; geen punten, en de weeklijst blijft"
        " gelijk.\n"
        "\n"
        "Wat zien we\n"
        "  DRG-06 Netafwijking: 2 meldingen van de netbeheerder.\n"
        "      poort G4; nieuwste feit 3 september 2026; versie 1.2.0\n"
        "      feiten: area niet bekend; is_new ja; kinds a, b; reports 2; share 0,50\n"
        "      kan ook zijn: zonnepanelen; storing\n"
        "      bronnen: partners:partner_report:1\n"
        "\n"
        "Wat weten we niet\n"
        "  AFP-07 Aangiften: bron ontbreekt: police_report\n"
        "\n"
        "Geen treffer\n"
        "  ADR-08 Te koop\n"
        "\n"
        "Niet beoordeeld\n"
        "  DRG-12: wacht op: netwerk"
    )


def test_no_line_is_wider_than_a_page() -> None:
    told = _text(*OUTCOMES, purpose="Verkeer in de nacht bij de schuur. " * 9)
    assert max(map(len, told.splitlines())) <= 100


def test_case_without_a_scan_says_how_to_make_one() -> None:
    assert _text(scans=0).endswith("\nNog niet bekeken: dijkwacht case scan 7")


def test_route_comes_first_and_says_to_whom() -> None:
    told = _text(HIT, _one("MEN-07", "HIT", role="route", route_to="triage", explanation="Ja."))
    assert told.index("Eerst naar een mens\n  MEN-07") < told.index("Wat zien we\n  DRG-06")
    assert "\n      gaat naar: triage\n" in told


def test_mitigating_filtered_and_trial_hits_are_told_as_such() -> None:
    against = _one("MIT-01", "HIT", role="mitigating", explanation="Schone controle.")
    aside = _one("DRG-07", "HIT", filtered_by="F1", status="experimental", explanation="Iets.")
    told = _text(aside, against)
    assert "Wat pleit ertegen\n  MIT-01 Netafwijking: Schone controle.\n" in told
    assert "versie 1.2.0; regel op proef\n      gefilterd door F1\n" in told


@pytest.mark.parametrize(
    ("closed", "head"),
    [(None, "voor L1 (versie 3)\n"), (LATE, "voor L1, gesloten op 2 november 2026 (versie 3)\n")],
    ids=["open", "closed"],
)
def test_bibob_file_says_whether_it_is_closed(closed: datetime | None, head: str) -> None:
    told = _text(kind=CaseKind.BIBOB, closed_at=closed)
    assert told.startswith(f"Zaak 7: Bibob-dossier {head}")
