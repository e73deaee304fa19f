"""A view in words: every relation with its days and source, word for word."""

from dataclasses import replace
from datetime import date

import pytest

from engine.exports.network.sentences import changes_to_text, span, to_text
from engine.exports.network.view import ChangesView
from tests.engine.exports.network.small import BRANCH, COMPANY, edge, small


def test_view_reads_as_sentences() -> None:
    assert to_text(small()) == (
        "Netwerk van =1+1 B.V. (KVK 90000001) op 1 november 2026: 5 knopen, 4 relaties\n\n"
        "- vestiging 1 is vestiging van =1+1 B.V. (KVK 90000001) sinds 1 mei 2020 voor onbepaalde "
        "tijd, bron hr.\n"
        "- persoon 1 (afgeschermd) is bestuurder van =1+1 B.V. (KVK 90000001) sinds mei 2020 tot "
        "1 januari 2023, bron hr.\n"
        "- vestiging 1 staat ingeschreven op afgeschermde plaats (begin niet bekend), "
        "bron niet bekend.\n"
        "- vof (KVK 90000002) volgt op =1+1 B.V. (KVK 90000001) sinds 3 februari 2024 tot een dag "
        "in 2025, afgeleid, staat in geen register, bron hr.\n\n"
        "Let op:\n- Er is meer.\n"
    )


def test_path_is_told_step_by_step_in_its_own_order() -> None:
    view = replace(small(), start=(COMPANY, BRANCH), paths=((COMPANY, BRANCH),), notices=())
    assert to_text(view) == (
        "Paden tussen =1+1 B.V. (KVK 90000001) en vestiging 1 op 1 november 2026: "
        "5 knopen, 4 relaties\n\nPad 1, 1 stappen\n"
        "- vestiging 1 is vestiging van =1+1 B.V. (KVK 90000001) sinds 1 mei 2020 voor onbepaalde "
        "tijd, bron hr.\n"
    )


def test_view_without_relations_says_so() -> None:
    assert "Geen relaties." in to_text(replace(small(), edges=()))


def test_changes_are_told_apart() -> None:
    found = ChangesView(
        date(2019, 1, 1), date(2023, 1, 1), replace(small(), notices=()), ("r1",), ("r2",), 2
    )
    lines = changes_to_text(found).splitlines()
    assert lines[0] == (
        "Wat veranderde rond =1+1 B.V. (KVK 90000001) na 1 januari 2019, tot en met 1 januari 2023"
    )
    assert lines[2] == "Begonnen: 1"
    assert lines[3].startswith("- vestiging 1 is vestiging van")
    assert lines[5] == "Beëindigd: 1"
    assert lines[6].startswith("- persoon 1 (afgeschermd) is bestuurder van")
    assert lines[8] == (
        "Van 2 relaties is de dag van begin of einde niet bekend: die kan ook veranderd zijn."
    )


@pytest.mark.parametrize(
    ("kind", "days", "told"),
    [
        pytest.param("PART_OF", {}, "", id="membership has no days"),
        pytest.param("OPERATES", {}, "(begin niet bekend)", id="nothing known"),
        pytest.param(
            "OPERATES",
            {"valid_from_partial": "1976", "valid_to_partial": "1980-02"},
            "sinds 1976 tot een dag in februari 1980",
            id="known in part",
        ),
    ],
)
def test_days_of_a_relation(kind: str, days: dict[str, object], told: str) -> None:
    assert span(edge(1, kind, "x", "a", "b", **days)) == told
