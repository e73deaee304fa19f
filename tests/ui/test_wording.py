"""What casework refuses in English is told in Dutch; moments and spans read as Dutch."""

from datetime import UTC, datetime

import pytest

from engine.casework import users
from engine.casework.case_models import CaseKind
from engine.casework.judgements import MAX_TEXT, check_text
from engine.casework.models import Role, User
from engine.errors import CaseworkError
from ui import wording


def _refused(text: str) -> str:
    with pytest.raises(CaseworkError) as caught:
        check_text(text, what="a reason")
    return wording.told(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("  ", "een reden is nodig", id="nothing"),
        pytest.param("van 111222333", "een nummer dat op een BSN lijkt", id="a BSN"),
        pytest.param("a\x00b", "een teken dat niet te bewaren is", id="a sign"),
        pytest.param("a" * (MAX_TEXT + 1), f"{MAX_TEXT + 1} tekens; {MAX_TEXT} is", id="too long"),
    ],
)
def test_refused_text_is_told_in_dutch(text: str, told: str) -> None:
    assert told in _refused(text)


def test_roles_that_may_are_named_in_dutch() -> None:
    user = User(subject="a", role=Role.ANALYST, is_active=True)
    with pytest.raises(CaseworkError) as caught:
        users.require(user, users.MAY_OPEN[CaseKind.SIGNAL], act="see a signal")
    told = wording.told(caught.value)
    assert told == "als analist mag u dit niet; wel: zorgadviseur, RIEC-liaison"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no case 7", "er is geen zaak 7"),
        ("case 7 is closed", "zaak 7 is gesloten: er komt niets meer bij"),
        ("case 7 is closed: nothing new", "zaak 7 is gesloten: er komt niets meer bij"),
        ("user x is switched off", "gebruiker x is uitgeschakeld"),
        ("zaak 7 heeft geen vraag 3", "zaak 7 heeft geen vraag 3"),
    ],
)
def test_known_messages_are_dutch_and_others_stay(text: str, told: str) -> None:
    assert wording.told(CaseworkError(text)) == told


def test_moment_is_told_in_dutch_time() -> None:
    assert wording.moment(datetime(2026, 7, 1, 22, 5, tzinfo=UTC)) == "2 juli 2026 om 00:05"
    assert wording.on(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "1 januari 2027"


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 dagen"), (1, "1 dag"), (2, "2 dagen"), (1200, "1.200 dagen")]
)
def test_span_agrees_with_its_number(count: int, told: str) -> None:
    assert wording.days(count) == told
