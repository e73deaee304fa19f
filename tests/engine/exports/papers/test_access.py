"""REQ-TRN-3: everything that is processed about a location is told, or withheld with its ground."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, holds, judgements, places, users
from engine.casework.bibob import files
from engine.casework.bibob.files import HookGiven
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import Casework
from engine.casework.models import Listing, Role, User, Verdict
from engine.casework.process import case_places, measures, moving
from engine.casework.process.states import Outcome, State
from engine.errors import RunError
from engine.exports.papers import access, produce, texts
from engine.exports.papers.produce import Order
from engine.exports.papers.texts import Format
from engine.scoring import weeks
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from tests.engine.exports.conftest import HOUSE, YARD
from tests.engine.exports.papers.conftest import NOW, REASON

WHY = "Verzonnen reden: de toezichthouder vroeg om mee te kijken op deze plek."


def _said(session: Session, run: Run) -> dict[str, str]:
    """What each section says."""
    found = texts.load(SHIPPED_RULES, access.CONTRACT)
    draft = access.draft(session, run, location=YARD, texts=found)
    return {name: repr(list(blocks)) for name, blocks in draft.filled.items()}


def _judged(session: Session, run: Run, user: User) -> None:
    state, week = places.states(run, [YARD])[YARD], weeks.week_of(run.as_of)
    session.add(Listing(
        place=places.find_or_add(session, state), run=run.path.name, week=week, arm="ranked",
        band=state.band, rule_ids=[], listed_on=date(2026, 11, 1),
    ))  # fmt: skip
    judgements.judge(
        session, user=user, location=state, run=run.path.name, week=week,
        verdict=Verdict.INNOCENT, reason="niets te zien", now=NOW,
    )  # fmt: skip


def _case(session: Session, run: Run, user: User) -> Case:
    return cases.open_case(
        session, user=user, kind=CaseKind.CASE, location=places.states(run, [YARD])[YARD],
        purpose=WHY, now=NOW,
    )  # fmt: skip


def test_req_trn_3_all_that_is_processed_is_told_and_no_name_of_an_official(
    session: Session, village: Run, liaison: User
) -> None:
    _judged(session, village, liaison)
    case = _case(session, village, liaison)
    measures.record(
        session, case, user=liaison, instrument="LOD", decided_on=NOW.date(), reason=WHY, now=NOW
    )
    moving.move(
        session, case, State.CLOSED, user=liaison, outcome=Outcome.REPAIRED, reason=WHY, now=NOW
    )
    said = _said(session, village)
    assert "4 bedrijven begonnen hier" in said["rules"]
    assert "Onschuldige verklaring" in said["lists"]
    assert "casus" in said["cases"]
    assert "Hersteld" in said["cases"]
    assert "dwangsom" in said["cases"]
    assert "Zaak" in said["received"]
    assert "Wij houden niets achter" in said["withheld"]
    everything = "".join(said.values())
    assert "m.jansen" not in everything
    assert WHY not in everything


def test_nothing_done_is_told_as_nothing(session: Session, village: Run) -> None:
    said = _said(session, village)
    for part in ("lists", "cases", "received"):
        assert "Niets." in said[part]


def _open(session: Session, run: Run, liaison: User) -> None:
    _case(session, run, liaison)


def _further(session: Session, run: Run, liaison: User) -> None:
    """A case about another location that is about this one too."""
    states = places.states(run, [HOUSE, YARD])
    case = cases.open_case(
        session, user=liaison, kind=CaseKind.CASE, location=states[HOUSE], purpose=WHY, now=NOW
    )
    yard = places.find_or_add(session, states[YARD])
    case_places.add(session, case, [yard.id], user=liaison, now=NOW)


def _mask(session: Session, run: Run, liaison: User) -> None:
    state = places.states(run, [YARD])[YARD]
    holds.mask(session, user=liaison, location=state, reason="mogelijk slachtoffer", now=NOW)


def _bibob(session: Session, run: Run, liaison: User) -> None:
    del liaison
    hook = HookGiven("application", "exploitatie_horeca", "Z-1", NOW.date())
    user = users.sign_in(session, subject="b.officier", role=Role.BIBOB_OFFICER, now=NOW)
    files.open_file(
        session, user=user, location=places.states(run, [YARD])[YARD], given=hook,
        purpose="Aanvraag ontvangen.", now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("happen", "ground"),
    [
        (_open, "toezicht of onderzoek"),
        (_further, "toezicht of onderzoek"),
        (_mask, "bescherming"),
        (_bibob, "Wet Bibob art. 28"),
    ],
)
def test_req_trn_3_what_is_withheld_has_its_ground_and_is_told_nowhere(
    session: Session,
    village: Run,
    liaison: User,
    happen: Callable[[Session, Run, User], None],
    ground: str,
) -> None:
    happen(session, village, liaison)
    said = _said(session, village)
    assert ground in said["withheld"]
    assert said["withheld"].count("te verifiëren") == 1
    for part in ("rules", "lists", "cases", "received"):
        assert "vertellen wij nu niet" in said[part]
    everything = "".join(said.values())
    assert "4 bedrijven" not in everything
    assert "meldingen van burgers" not in everything
    assert "maatregel: " in said["facts"]


def test_report_of_somebody_is_told_when_nothing_is_withheld(
    session: Session, village: Run
) -> None:
    assert "meldingen van burgers" in _said(session, village)["facts"]


def test_day_is_that_of_the_netherlands(session: Session, village: Run, liaison: User) -> None:
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    case = _case(session, village, liaison)
    moving.move(
        session, case, State.CLOSED, user=liaison, outcome=Outcome.REPAIRED, reason=WHY, now=late
    )
    assert "3 november 2026" in _said(session, village)["cases"]


def test_location_that_is_not_there_is_told(session: Session, village: Run) -> None:
    found = texts.load(SHIPPED_RULES, access.CONTRACT)
    with pytest.raises(RunError, match="geen locatie L0"):
        access.draft(session, village, location="L0", texts=found)


@pytest.mark.parametrize("format_", [Format.DOCX, Format.PDF])
def test_answer_goes_to_who_asked_only(
    casework: Casework, village: Run, tmp_path: Path, format_: Format
) -> None:
    order = Order(
        "f.gegevens", Role.PRIVACY_OFFICER, REASON, ("verzoeker",), (format_,),
        tmp_path / "uit",
    )  # fmt: skip
    made = produce.produce(
        casework, access.CONTRACT, order,
        lambda s, _, found: access.draft(s, village, location=YARD, texts=found),
        now=NOW,
    )  # fmt: skip
    assert [file.suffix for file in made.files] == [f".{format_}"]
