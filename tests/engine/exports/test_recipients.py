"""The whitelist of recipients: who may have what, and mistakes in the table."""

from pathlib import Path

import pytest

from engine.casework.bibob.catalogue import load
from engine.errors import PaperError, SettingsError
from engine.exports import recipients
from engine.settings import SHIPPED_RULES


def test_allowed_recipient_is_found() -> None:
    found = recipients.find(SHIPPED_RULES, "police-request", "politie")
    assert (found.recipient_kind, found.verified) == ("politie", False)


@pytest.mark.parametrize("code", ["raad", "", "BEOORDELAARS", "politie"])
def test_other_recipient_is_refused_with_the_list(code: str) -> None:
    with pytest.raises(PaperError, match=r"gaat niet naar .*; wel naar: beoordelaars"):
        recipients.find(SHIPPED_RULES, "weekly", code)


def test_whoever_the_law_on_bibob_lists_may_get_its_report() -> None:
    listed = {one.recipient for one in recipients.load(SHIPPED_RULES) if one.kind == "bibob"}
    assert listed == load(SHIPPED_RULES).recipients.keys()


def test_kind_without_recipients_goes_to_nobody() -> None:
    with pytest.raises(PaperError, match="wel naar: niemand"):
        recipients.find(SHIPPED_RULES, "onbekend", "raad")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("weekly,x,y,z,w,s", ":2: a row has 7 filled cells"),
        ("weekly,x,y,z,w,s,misschien", ":2: verified is true or false"),
        ("weekly,x,,z,w,s,true", ":2: a row has 7 filled cells"),
        ("weekly,x,y,z,w,s,true\nweekly,x,y,z,w,s,true", ":3: weekly to x stands here twice"),
        ('"weekly,x', "cannot be read"),
    ],
)
def test_mistake_in_the_table_has_its_line(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "tables").mkdir()
    file = tmp_path / recipients.TABLE
    head = "kind,recipient,label,recipient_kind,legal_basis,source,verified\n"
    file.write_text(head + line + "\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        recipients.load(tmp_path)
    assert told in str(caught.value)
    file.write_text("a,b\n", "utf-8")
    with pytest.raises(SettingsError, match=":1: the columns are"):
        recipients.load(tmp_path)
