"""`rules/tables/compartments.csv`: whole, or each mistake with its line."""

from pathlib import Path

import pytest

from engine.casework.meetings.compartments import Compartment, Grant, Shown, load, parts
from engine.casework.meetings.definition import load_meetings
from engine.casework.meetings.models import MeetingKind
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES

TABLE = SHIPPED_RULES / "tables" / "compartments.csv"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "compartments.csv").write_bytes(TABLE.read_bytes())
    return tmp_path


def test_shipped_table_names_every_recipient_and_is_marked_as_not_verified() -> None:
    known = load(SHIPPED_RULES)
    assert tuple(known) == load_meetings(SHIPPED_RULES).kinds[MeetingKind.DRIEHOEK].recipients
    for compartment in known.values():
        assert set(compartment.grants) == set(parts())
        assert all(g.basis.endswith("(te verifiëren)") for g in compartment.grants.values())


def test_bibob_facts_go_to_nobody_at_the_table() -> None:
    """Wet Bibob art. 28 knows a closed list of recipients; a driehoek paper is none of them."""
    for compartment in load(SHIPPED_RULES).values():
        assert not compartment.shows("gate_G3", lambda _: True)


@pytest.mark.parametrize(
    ("shown", "allowed", "seen"),
    [
        (Shown.YES, (), True),
        (Shown.NO, ("1", "2A", "2B"), False),
        (Shown.CHECK_2A, ("1", "2B"), False),
        (Shown.CHECK_2A, ("2A",), True),
        (Shown.CHECK_1, ("1",), True),
    ],
)
def test_part_is_seen_with_its_check_only(
    shown: Shown, allowed: tuple[str, ...], seen: bool
) -> None:
    of = Compartment("x", "X", {"signals": Grant(shown, "wet", True)})
    assert of.shows("signals", allowed.__contains__) is seen
    assert not of.shows("picture", lambda _: True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("burgemeester,Burgemeester,steps,", "burgemeester,Burgemeester,step,",
         r"csv:7: no part 'step'; known: requested"),
        ("politie,Politie,annexes,no,", "politie,Politie,annexes,maybe,", "shown is yes, no"),
        ("politie,Politie,annexes,no,", "politie,Politie,safety,no,", "second row for safety"),
        ("politie,Politie,annexes,no,", "politie,Police,annexes,no,", "called 'Politie' above"),
        ("proces 4.1,false\npolitie", "proces 4.1,nee\npolitie", "verified is true or false"),
        ("officier,Officier van justitie,gate_G4,no,eigen informatie van de partner zelf,"
         "poort G4,false\n", "", "officier has no row for gate_G4"),
        ("recipient,label", "who,label", "csv:1: the columns are recipient,label"),
        ("Burgemeester,requested,yes,Gemeentewet art. 172; Politiewet art. 13,",
         "Burgemeester,requested,yes,,", "csv:2: a row has 7 filled cells"),
    ],
)  # fmt: skip
def test_mistake_is_told_with_its_line(rules: Path, old: str, new: str, told: str) -> None:
    file = rules / "tables" / "compartments.csv"
    text = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SettingsError, match=told):
        load(rules)
