"""The six figures: from hand-made lists, on both sides of every limit, small counts hidden."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from engine.casework.destruction.told import Record
from engine.casework.models import Role, User, Verdict
from engine.casework.users import sign_in
from engine.errors import RoleRefused
from engine.exports.accountability.figure import TOO_FEW, Figure
from engine.settings import load_settings
from engine.workbench.accountability import figures
from engine.workbench.accountability.figures import Counted
from tests.engine.casework.listed import listed

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SETTINGS = load_settings()
LEAST = 5
RIGHT, WRONG = Verdict.WORTH_A_LOOK, Verdict.INNOCENT


@pytest.fixture
def user(session: Session) -> User:
    return sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)


def _lists(session: Session, user: User, arm: str, *verdicts: Verdict, band: str = "high") -> None:
    for number, verdict in enumerate(verdicts):
        week = f"2026-W{1 + number % 50:02d}"
        listed(
            session, user, f"{arm}{band}{number}", week=week, arm=arm, band=band, verdict=verdict
        )


def _counted(session: Session, user: User, year: int = 2026) -> Counted:
    return figures.of_year(session, user=user, year=year, settings=SETTINGS)


def _told(session: Session, user: User) -> dict[str, Figure]:
    found = figures.told(_counted(session, user), before=None, least=LEAST)
    return {one.name: one for one in found}


def test_year_without_anything_is_zero_and_unknown_and_says_what_to_do(
    session: Session, user: User
) -> None:
    told = _told(session, user)
    assert [one.value for one in told.values()] == ["0", "0", TOO_FEW, TOO_FEW, "0", "0"]
    assert "Maak er een met een run" in told["Op de lijst"].sentence
    assert all(not one.between and not one.before for one in told.values())


def test_ranked_and_random_are_told_with_intervals_and_compared(
    session: Session, user: User
) -> None:
    _lists(session, user, "ranked", *[RIGHT] * 30, *[WRONG] * 20)
    _lists(session, user, "random", *[RIGHT] * 4, *[WRONG] * 16, band="none")
    told = _told(session, user)
    assert told["Op de lijst"].value == told["Beoordeeld"].value == "70"
    assert told["Terecht"].value == "60% · aselect 20%"
    assert told["Terecht"].between == "46 tot 72% · aselect 8 tot 42%"
    assert "3,0 keer (1,2 tot 7,4) zo vaak terecht als aselect: beter dan toeval" in (
        told["Terecht"].sentence
    )


@pytest.mark.parametrize(
    ("ranked", "random", "said"),
    [
        (10, 9, "dat kan toeval zijn"),
        (1, 18, "slechter dan toeval"),
        (10, 0, "Met toeval vergelijken kan nog niet: in de aselecte groep was nog niets terecht"),
    ],
)
def test_comparison_says_what_the_interval_allows(
    session: Session, user: User, ranked: int, random: int, said: str
) -> None:
    _lists(session, user, "ranked", *[RIGHT] * ranked, *[WRONG] * (20 - ranked))
    _lists(session, user, "random", *[RIGHT] * random, *[WRONG] * (20 - random), band="none")
    assert said in _told(session, user)["Terecht"].sentence


@pytest.mark.parametrize(("judged", "value"), [(4, TOO_FEW), (5, "100%")])
def test_share_is_told_from_the_smallest_count_on(
    session: Session, user: User, judged: int, value: str
) -> None:
    _lists(session, user, "ranked", *[RIGHT] * judged)
    told = _told(session, user)
    expected = TOO_FEW if value == TOO_FEW else f"{value} · aselect {TOO_FEW}"
    assert told["Terecht"].value == expected
    assert told["Beoordeeld"].value == ("minder dan 5" if judged < LEAST else "5")
    assert "%" not in told["Beoordeeld"].sentence or judged == LEAST


@pytest.mark.parametrize(
    ("right", "wrong", "over", "warns"),
    [
        (19, 0, 20, False),
        (20, 0, 20, True),
        (19, 1, 20, True),
        (18, 2, 20, False),
        (56, 3, 59, False),
        (57, 3, 60, True),
    ],
    ids=["19 of 20 given", "all", "exactly 95 %", "90 %", "94.9 %", "95 % of 60"],
)
def test_req_hum_3_warning_at_its_limit(
    session: Session, user: User, right: int, wrong: int, over: int, warns: bool
) -> None:
    review = session.info["review"].model_copy(update={"accepted_over": over})
    session.info["review"] = review
    _lists(session, user, "ranked", *[WRONG] * wrong, *[RIGHT] * right)
    found = _counted(session, user)
    told = figures.warning(found)
    assert (told is not None) is warns
    assert found.overridden.right == wrong
    if told:
        assert f"{right} terecht" in told
        assert "Wordt er nog gewogen?" in told


def test_override_rate_counts_the_highest_band_of_the_year_only(
    session: Session, user: User
) -> None:
    _lists(session, user, "ranked", *[RIGHT] * 6, *[WRONG] * 2, Verdict.UNCLEAR, Verdict.DATA_ERROR)
    _lists(session, user, "ranked", *[WRONG] * 9, band="medium")
    listed(session, user, "v-2025", week="2025-W10", verdict=WRONG)
    told = _told(session, user)["Anders geoordeeld dan de regels"]
    assert told.value == "40%"
    assert told.between == "17 tot 69%"
    assert "Van 10 eerste oordelen" in told.sentence


def test_year_before_stands_beside_each_figure(session: Session, user: User) -> None:
    _lists(session, user, "ranked", *[RIGHT] * 6)
    for number in range(7):
        listed(session, user, f"old{number}", week="2025-W10", verdict=WRONG)
    found, before = _counted(session, user), _counted(session, user, 2025)
    told = figures.told(found, before=before, least=LEAST)
    assert [one.before for one in told][:3] == ["7", "7", f"0% · aselect {TOO_FEW}"]


def test_destroyed_records_are_told_and_what_a_cut_log_held_is_not_known(
    session: Session, user: User
) -> None:
    counted = _counted(session, user)
    gone: dict[Record, int | None] = dict.fromkeys(Record, 0)
    gone |= {Record.CASES: 3, Record.PAPERS: 4, Record.HITS: 1200, Record.RUNS: 2}
    told = figures._destroyed(
        Counted(counted.figures, counted.lift, counted.overridden, counted.newest, gone), LEAST
    )
    assert told.value == "7"
    assert "treffers in zaken 1.200, runs minder dan 5." in told.sentence
    gone |= {Record.LOG: None}
    told = figures._destroyed(
        Counted(counted.figures, counted.lift, counted.overridden, counted.newest, gone), LEAST
    )
    assert "Het log van dat jaar is ingekort" in told.sentence


def test_bibob_officer_is_refused(session: Session) -> None:
    officer = sign_in(session, subject="bo", role=Role.BIBOB_OFFICER, now=NOW)
    with pytest.raises(RoleRefused):
        _counted(session, officer)
