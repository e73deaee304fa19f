"""What is refused is told in the language of who looks; moments and spans read as Dutch."""

from datetime import UTC, date, datetime

import pytest

from engine.casework import users
from engine.casework.case_models import CaseKind
from engine.casework.judgements import MAX_TEXT, check_text
from engine.casework.models import Role, User
from engine.errors import CaseworkError, PaperError, SourceError
from ui import language, wording
from ui.language import Language


def _refused(text: str) -> str:
    with pytest.raises(CaseworkError) as caught:
        check_text(text, what="een reden")
    return wording.told(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("  ", "een reden is nodig", id="nothing"),
        pytest.param("van 111222333", "een nummer dat op een BSN lijkt", id="a BSN"),
        pytest.param("a\x00b", "een teken dat niet te bewaren is", id="a sign"),
        pytest.param("a" * (MAX_TEXT + 1), "4.001 tekens; 4.000 is", id="too long"),
    ],
)
def test_refused_text_is_told_in_dutch(text: str, told: str) -> None:
    assert told in _refused(text)


@pytest.fixture
def analyst_refused() -> CaseworkError:
    """What an analyst hears who wants to see a signal."""
    user = User(subject="a", role=Role.ANALYST, is_active=True)
    with pytest.raises(CaseworkError) as caught:
        users.require(user, users.MAY_OPEN[CaseKind.SIGNAL])
    return caught.value


def test_roles_that_may_are_named_in_dutch(analyst_refused: CaseworkError) -> None:
    told = "als analist mag u dit niet; wel: zorgadviseur, RIEC-liaison"
    assert str(analyst_refused) == wording.told(analyst_refused) == told


def test_who_reads_english_hears_why_in_english(
    analyst_refused: CaseworkError, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    told = "As analyst you may not do this; these may: care adviser, RIEC liaison."
    assert wording.sentence_of(analyst_refused) == told
    assert wording.told(SourceError("bag", "of {x}")) == "source bag: of {x}"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (CaseworkError("er is geen zaak {number}", number="7"), "Er is geen zaak 7."),
        (CaseworkError("{what}", what=date(2026, 3, 1)), "1 maart 2026."),
        (CaseworkError("100 {procent}"), "100 {procent}."),
        (CaseworkError("Is dit nieuw?"), "Is dit nieuw?"),
        (PaperError("kies een locatie"), "Kies een locatie."),
        (ValueError(7), "7."),
    ],
)
def test_error_stands_alone_as_a_sentence(error: Exception, told: str) -> None:
    assert wording.sentence_of(error) == told


def test_moment_is_told_in_dutch_time() -> None:
    assert wording.moment(datetime(2026, 7, 1, 22, 5, tzinfo=UTC)) == "2 juli 2026 om 00:05"
    assert wording.on(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "1 januari 2027"


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 dagen"), (1, "1 dag"), (2, "2 dagen"), (1200, "1.200 dagen")]
)
def test_span_agrees_with_its_number(count: int, told: str) -> None:
    assert wording.days(count) == told
