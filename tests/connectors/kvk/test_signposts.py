"""Answers that hold no company."""

import pytest

from connectors.kvk import signposts
from connectors.kvk.responses import Response
from connectors.kvk.tables import load
from connectors.kvk.values import Unreadable
from engine.settings import SHIPPED_RULES

TABLES = load(SHIPPED_RULES)


def _fault(*codes: str) -> dict[str, int]:
    body = {"fout": [{"code": code} for code in codes]}
    return dict(signposts.fault(Response("a.json", 1, body), TABLES))


def test_fault_without_a_day_says_so() -> None:
    assert _fault("IPD0007") == {"not found/day unknown": 1}


def test_worst_of_several_codes_counts() -> None:
    with pytest.raises(Unreadable, match=r"^IPD1002: temporary"):
        _fault("IPD5200", "IPD1002", "IPD0005")


def test_fault_without_a_code_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="not listed"):
        _fault()


@pytest.mark.parametrize("body", [{}, {"resultaten": []}, {"resultaten": None, "totaal": 0}])
def test_search_without_results_is_an_empty_answer(body: dict[str, object]) -> None:
    assert signposts.search(body) == {"empty answers": 1}
    assert signposts.numbers(body) == set()


def test_signal_with_a_version_is_known_and_another_type_is_reported() -> None:
    kinds = ["SignaalVoortzettingEnOverdracht_2025_01", "SignaalNieuws", None]
    body = {"signalen": [{"signaalType": kind} for kind in kinds], "totaal": 3}
    assert signposts.signals(body) == {
        "signals/SignaalVoortzettingEnOverdracht_2025_01": 1,
        "signals of unknown type/SignaalNieuws": 1,
        "signals of unknown type/no type": 1,
    }
