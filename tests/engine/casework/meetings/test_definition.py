"""`rules/meetings.yml`: whole, or every mistake with its line."""

from pathlib import Path

import pytest

from engine.casework.meetings.definition import SECTIONS, load_meetings
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    text = (SHIPPED_RULES / "meetings.yml").read_text("utf-8")
    (tmp_path / "meetings.yml").write_text(text, "utf-8")
    return tmp_path


def test_shipped_file_has_the_thirteen_sections_and_is_not_verified() -> None:
    told = load_meetings(SHIPPED_RULES)
    assert tuple(one.id for one in told.sections) == SECTIONS
    assert (len(SECTIONS), told.verified) == (13, False)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  riec:\n    label: RIEC-overleg", "  riek:\n    label: RIEC-overleg", r":\d+: .*riek"),
        (
            "case_states: [SIGNAALOVERLEG]",
            "case_states: [OOIT]",
            r"meetings.yml:14: .*Input should be",
        ),
        ("  secret: geheim\n", "", "confidentiality: secret is missing"),
        (
            "recipients: [burgemeester, ",
            "recipient: [burgemeester, ",
            r"(?s):6: .*recipients: Field required.*:11: .*recipient: Extra",
        ),
        ("attendees: [adviseur, riec,", "attendees: [adviseur, riek,", "unknown attendees riek"),
        ("[report, partner_report,", "[report, gossip,", "reported_tables: no table gossip"),
        ("  - {id: privacy, heading: Privacyparagraaf}\n", "", "sections: are requested"),
        ("most_requested: 3", "most_requested: 0", r"most_requested: .*greater than or equal to 1"),
    ],
)
def test_mistake_is_told_with_its_place(rules: Path, old: str, new: str, told: str) -> None:
    file = rules / "meetings.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(SettingsError, match=told):
        load_meetings(rules)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"meetings\.yml: cannot be read"):
        load_meetings(tmp_path)
