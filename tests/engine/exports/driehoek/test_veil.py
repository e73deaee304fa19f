"""What tells where a location is never comes through a closed veil."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exports import dossier
from engine.exports.driehoek.veil import Veil, veil
from engine.snapshot import Run
from tests.engine.exports.conftest import YARD


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Aan Polderpad 1a is gezien", "Aan LOC-001 is gezien"),
        ("aan POLDERPAD  1", "aan LOC-001"),
        ("Polderpad 1-a, 9999ZZ", "LOC-001, (postcode)"),
        ("Polderpad 12 is een ander", "Polderpad 12 is een ander"),
        ("pand 1884100000000002.", "pand LOC-001."),
        ("P" + "ab" * 10, "persoon"),
        ("In 2026 AD", "In (postcode)"),
        ("", ""),
    ],
)
def test_closed_veil_tells_the_code(village: Run, text: str, shown: str) -> None:
    assert veil(dossier.build(village, YARD), "LOC-001", is_open=False)(text) == shown


def test_open_veil_still_hides_people(village: Run) -> None:
    opened = replace(veil(dossier.build(village, YARD), "LOC-001", is_open=False), is_open=True)
    assert opened("Polderpad 1a P" + "ab" * 10) == "Polderpad 1a persoon"


@pytest.fixture(scope="session")
def closed(village: Run) -> Veil:
    return veil(dossier.build(village, YARD), "LOC-001", is_open=False)


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_address_never_comes_through_whatever_stands_around_it(
    closed: Veil, before: str, after: str
) -> None:
    told = closed(f"{before} Polderpad 1a, 9999ZZ Oud Ade {after}")
    assert not re.search(r"polderpad 1a|9999ZZ", told, re.IGNORECASE)
