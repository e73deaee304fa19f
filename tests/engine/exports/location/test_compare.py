"""Two locations side by side: what differs is said, and what is not known is neither."""

from engine.exports.dossier import build
from engine.exports.location import compare, traits
from engine.exports.location.compare import Row
from engine.snapshot import Run
from tests.engine.exports.conftest import HOUSE, YARD


def _facts(run: Run, own: str, other: str) -> dict[str, Row]:
    known = traits.read(run)
    rows = compare.facts(build(run, own), known[own], build(run, other), known[other])
    return {row.name: row for row in rows}


def test_location_beside_itself_differs_in_nothing(village: Run) -> None:
    rows = _facts(village, YARD, YARD)
    assert {row.verdict for row in rows.values()} <= {"gelijk", "niet bekend"}


def test_what_differs_and_what_is_not_known_is_said(village: Run) -> None:
    rows = _facts(village, YARD, HOUSE)
    assert (rows["soort"].own, rows["soort"].other, rows["soort"].verdict) == (
        "erf", "adres", "verschilt",
    )  # fmt: skip
    assert rows["gebruiksdoelen"].verdict == "gelijk"
    assert rows["grondvlak grootste pand"].own == "1.250 m²"
    assert rows["grondvlak grootste pand"].verdict == "niet bekend"
    assert (rows["meldingen"].own, rows["meldingen"].other) == ("1", "0")
    assert rows["groepen van bedrijven nu"].other == "geen"


def test_facts_hold_nothing_of_what_rules_say(village: Run) -> None:
    told = " ".join(f"{r.name} {r.own} {r.other}" for r in _facts(village, YARD, HOUSE).values())
    assert "GEN-01" not in told
    assert "punten" not in told
    assert "band" not in told


def test_rules_are_compared_by_whether_they_hit(village: Run) -> None:
    own, other = (build(village, name).assessment for name in (YARD, HOUSE))
    assert own is not None
    assert other is not None
    rows = {row.name: row for row in compare.assessed(own, other)}
    row = rows["Veel nieuwe bedrijven (GEN-01)"]
    assert (row.other, row.verdict) == ("geen treffer", "verschilt")
    assert rows["band"].own == "laag"
    assert {row.verdict for row in compare.assessed(own, own)} == {"gelijk"}
