"""Whatever an element of a message holds, the message is one item and the next one is used."""

from pathlib import Path

import pytest
from lxml import etree

from connectors.delivery import Note
from connectors.stuf.elements import name
from tests.connectors.stuf.letters import (
    address,
    case,
    cases,
    extra,
    initiator,
    letter,
    result,
    status,
)
from tests.connectors.zaken.answers import facts

PERSON = "<ZKN:natuurlijkPersoon><BG:geslachtsnaam>X</BG:geslachtsnaam></ZKN:natuurlijkPersoon>"
WHOLE = letter(
    case(
        status("Ontvangen"), result("Akkoord"), address(), extra(gebruik="wonen"),
        initiator(PERSON), "<ZKN:einddatum>20260401</ZKN:einddatum>",
    )
)  # fmt: skip
NAMES = sorted({name(e) for e in etree.fromstring(WHOLE.encode()).iter()} - {"Envelope", "Body"})
STUF = "http://www.egem.nl/StUF/StUF0301"


def _changed(local: str, how: str) -> str:
    """The message with every element of a name emptied, filled, taken away or without value."""
    root = etree.fromstring(WHOLE.encode())
    for element in list(root.iter()):
        parent = element.getparent()
        if name(element) != local or parent is None:
            continue
        if how == "gone":
            parent.remove(element)
        elif how == "no value":
            element.set(f"{{{STUF}}}noValue", "geenWaarde")
        else:
            element.text = how
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("how", ["", "onzin", "99999999", "gone", "no value"])
@pytest.mark.parametrize("local", NAMES)
def test_one_odd_element_never_stops_the_delivery(local: str, how: str, tmp_path: Path) -> None:
    good = letter(case(number="Z9"), reference="r9")
    items = cases(tmp_path, _changed(local, how), good)
    counted = sum(getattr(item, "count", 1) for item in items if not isinstance(item, Note))
    assert counted == 2
    assert "Z9" in {row["permit_id"] for row in facts(items)}
