"""Copies: no BSN under any key but `rsin`, and nothing else lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.kvk import tables
from connectors.kvk.live.copying import cleaned
from engine.settings import SHIPPED_RULES
from tests.connectors.kvk.answers import address, main_block, owner, profile

TABLES = tables.load(SHIPPED_RULES)
BSN = "999990019"


def _cleaned(body: dict[str, object]) -> object:
    return cleaned(body, frozenset({"bsn", "geboortedatum"}), TABLES)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"x": BSN}, id="text"),
        pytest.param({"x": int(BSN)}, id="number"),
        pytest.param({"x": 10_000_008}, id="number without its zero"),
        pytest.param({"x": [BSN]}, id="in a list"),
        pytest.param({"a": {"b": [{"c": BSN}]}}, id="deep"),
        pytest.param({"BSN": "x"}, id="by name"),
        pytest.param({"rsin": BSN, "rechtsvorm": "Eenmanszaak"}, id="RSIN of a sole trader"),
        pytest.param(
            profile(eigenaar=owner(rechtsvorm="Eenmanszaak"), main=main_block(rsin=BSN)),
            id="RSIN in a profile of a sole trader",
        ),
    ],
)
def test_bsn_is_left_out(body: dict[str, object]) -> None:
    found = str(_cleaned(body))
    assert BSN not in found
    assert "10000008" not in found
    assert "'BSN'" not in found


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"rsin": BSN}, id="RSIN"),
        pytest.param({"kvkNummer": "90000012", "vestigingsnummer": "000000000013"}, id="numbers"),
        pytest.param({"kvkNummer": 10_000_008}, id="KVK number without quotes"),
        pytest.param({"x": "000000000"}, id="zeros"),
        pytest.param(profile(), id="profile"),
        pytest.param({"x": True, "y": None, "z": 1.5}, id="other values"),
    ],
)
def test_all_else_stays(body: dict[str, object]) -> None:
    assert _cleaned(body) == body


@given(st.integers(0, 9_999_999))
def test_house_numbers_and_counts_stay(number: int) -> None:
    body: dict[str, object] = {"adressen": [address(huisnummer=number)], "totaal": number}
    assert _cleaned(body) == body
