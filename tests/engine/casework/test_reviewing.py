"""What a judgement needs before it counts: time, room in the week, maybe a second reader."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import LOCAL
from engine.casework import acceptance, audit, decisions, judged, second_readers
from engine.casework.judgements import is_judged, judge
from engine.casework.limits import review_seconds
from engine.casework.models import Judgement, Listing, Role, User, Verdict
from engine.casework.places import LocationState, find_or_add
from engine.casework.users import MAY_JUDGE, sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW, SETTINGS
from tests.engine.casework.listed import listed

RULE = SETTINGS.review
HIGH = LocationState("L1", ("v1",), "high", ("GEN-01",))
LOW = LocationState("L2", ("v2",), "low", ())
Person = Callable[[str], User]


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def person(session: Session) -> Person:
    return lambda name: sign_in(session, subject=name, role=Role.ANALYST, now=NOW)


def _judge(
    session: Session, user: User, location: LocationState = HIGH, **values: Any
) -> Judgement:
    given: dict[str, Any] = {"run": "r", "week": "2026-W45", "verdict": Verdict.INNOCENT}
    given |= {"reason": "Familiebedrijf.", "now": NOW}
    return judge(session, user=user, location=location, **(given | values))


def _list(session: Session, location: LocationState = HIGH) -> Listing:
    made = Listing(
        place=find_or_add(session, location), run="r", week="2026-W45", arm="ranked",
        band=location.band, rule_ids=[], listed_on=NOW.date(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


@pytest.mark.parametrize(
    ("verdict", "location", "waits"),
    [
        (Verdict.INNOCENT, HIGH, True),
        (Verdict.INNOCENT, LOW, False),
        (Verdict.CARE_FIRST, LOW, True),
        (Verdict.CARE_FIRST, HIGH, True),
        (Verdict.WORTH_A_LOOK, HIGH, False),
        (Verdict.UNCLEAR, HIGH, False),
    ],
)
def test_second_reader_is_needed_where_the_settings_say(
    session: Session, person: Person, verdict: Verdict, location: LocationState, waits: bool
) -> None:
    made = _judge(session, person("a"), location, verdict=verdict)
    assert made.needs_second is waits
    assert second_readers.waiting(session, user=person("b")) == ([made] if waits else [])
    assert second_readers.waiting(session, user=person("a")) == []


def _counts(session: Session) -> tuple[int, int, int]:
    """In the next run, in the figures of rules, and as backlog."""
    found = decisions.collect(session, as_of=NOW.date())
    waiting = decisions.backlog(session, as_of=NOW.date(), settings=SETTINGS.worklist)
    return sum(d.kind == "judged" for d in found), len(judged.listed(session)), len(waiting)


def test_judgement_counts_when_somebody_else_agrees(session: Session, person: Person) -> None:
    _list(session)
    made = _judge(session, person("a"))
    assert is_judged(session, HIGH.bag_ids, "2026-W45")
    assert _counts(session) == (0, 0, 1)
    second_readers.read(session, made.id, user=person("b"), agrees=True, reason="Gezien.", now=NOW)
    assert _counts(session) == (1, 1, 0)
    assert second_readers.waiting(session, user=person("c")) == []
    audit.verify(session)


def test_judgement_that_is_not_shared_leaves_the_location_to_judge(
    session: Session, person: Person
) -> None:
    _list(session)
    made = _judge(session, person("a"))
    second_readers.read(session, made.id, user=person("b"), agrees=False, reason="Nee.", now=NOW)
    assert _counts(session) == (0, 0, 1)
    _judge(session, person("b"), verdict=Verdict.WORTH_A_LOOK)
    assert _counts(session) == (1, 0, 0)


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [
        ("a", 1, "wie oordeelde, leest niet zelf"),
        ("b", 9, "geen oordeel 9 dat op een tweede lezer wacht"),
        ("b", 2, "geen oordeel 2 dat op een tweede lezer wacht"),
    ],
    ids=["own", "absent", "needs none"],
)
def test_second_reading_is_refused(
    session: Session, person: Person, name: str, number: int, told: str
) -> None:
    _judge(session, person("a"))
    _judge(session, person("a"), LOW)
    with pytest.raises(CaseworkError, match=told):
        second_readers.read(
            session, number, user=person(name), agrees=True, reason="Gezien.", now=NOW
        )


def test_judgement_is_read_once_and_the_second_hears_by_whom(
    session: Session, person: Person
) -> None:
    made = _judge(session, person("a"))
    second_readers.read(session, made.id, user=person("b"), agrees=True, reason="Ja.", now=NOW)
    with pytest.raises(CaseworkError, match="b las oordeel 1 al"):
        second_readers.read(session, made.id, user=person("c"), agrees=False, reason="N", now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - MAY_JUDGE))
def test_who_may_not_judge_is_no_second_reader(
    session: Session, person: Person, role: Role
) -> None:
    made = _judge(session, person("a"))
    other = sign_in(session, subject="x", role=role, now=NOW)
    assert second_readers.waiting(session, user=other) == []
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        second_readers.read(session, made.id, user=other, agrees=True, reason="Ja.", now=NOW)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, None), (RULE.min_seconds, None), (RULE.min_seconds - 1, "59 seconden bekeken, 60 is"),
     (-1, "de klok klopt niet")],
    ids=["not known", "just long enough", "too short", "opened later"],
)  # fmt: skip
def test_req_hum_4_review_takes_its_time(
    session: Session, person: Person, seconds: int | None, told: str | None
) -> None:
    looked_at = None if seconds is None else NOW - timedelta(seconds=seconds)
    if told is None:
        assert _judge(session, person("a"), looked_at=looked_at).review_seconds == seconds
        return
    with pytest.raises(CaseworkError, match=told):
        _judge(session, person("a"), looked_at=looked_at)
    assert session.scalars(select(Judgement)).all() == []


def test_req_hum_4_over_the_limit_is_backlog_and_not_closed(
    session: Session, person: Person
) -> None:
    most = RULE.most_per_week
    assert most is not None
    monday = datetime(2026, 11, 2, tzinfo=LOCAL)
    sunday = datetime(2026, 11, 8, 23, 59, tzinfo=LOCAL)
    for number in range(most):
        at = LocationState(f"X{number}", (f"x{number}",), "low", ())
        _judge(session, person("a"), at, now=NOW if number else monday)
    _list(session)
    with pytest.raises(CaseworkError, match=f"a gaf deze week al {most} oordelen"):
        _judge(session, person("a"), now=sunday)
    waiting = decisions.backlog(session, as_of=NOW.date(), settings=SETTINGS.worklist)
    assert [(one.place.location_id, one.lapsed_on) for one in waiting] == [("L1", None)]
    assert decisions.lapse(session, as_of=NOW.date(), settings=SETTINGS.worklist, now=NOW) == []
    _judge(session, person("b"), verdict=Verdict.UNCLEAR, now=sunday)
    _judge(session, person("a"), now=sunday + timedelta(minutes=1))


def _reviews(session: Session, user: User, verdicts: list[Verdict], band: str = "high") -> None:
    for number, verdict in enumerate(verdicts):
        session.add(
            Judgement(
                place=find_or_add(session, LocationState(f"{band}{number}", (), band, ())),
                user=user, run="r", week="2026-W45", verdict=verdict, reason="x", band=band,
                rule_ids=[], is_blind=True, judged_at=NOW + timedelta(minutes=number),
            )
        )  # fmt: skip
    session.flush()


@pytest.mark.parametrize(
    ("right", "wrong", "warns"),
    [(20, 0, True), (19, 1, True), (18, 2, False), (19, 0, False), (0, 0, False)],
)
def test_req_hum_3_warns_when_nearly_everything_is_accepted(
    session: Session, person: Person, right: int, wrong: int, warns: bool
) -> None:
    verdicts = [Verdict.WORTH_A_LOOK] * right + [Verdict.UNCLEAR] * wrong
    _reviews(session, person("a"), verdicts)
    _reviews(session, person("a"), [Verdict.INNOCENT] * 30, band="low")
    found = acceptance.of_top_band(session)
    assert (found.reviews, found.accepted, found.is_warning) == (right + wrong, right, warns)
    assert (found.share is None) is (right + wrong == 0)


def test_newest_reviews_count(session: Session, person: Person) -> None:
    _reviews(session, person("a"), [Verdict.INNOCENT] * 5 + [Verdict.WORTH_A_LOOK] * 20)
    found = acceptance.of_top_band(session)
    assert (found.reviews, found.share, found.overridden) == (20, 1.0, 0.0)


def test_year_looks_no_further_than_its_own_end(session: Session, person: Person) -> None:
    who = person("a")
    for week, verdict in (("2026-W53", Verdict.WORTH_A_LOOK), ("2027-W01", Verdict.INNOCENT)):
        for number in range(20):
            listed(session, who, f"{week}{number}", week=week, verdict=verdict)
    assert acceptance.of_top_band(session).share == 0.0
    assert acceptance.of_top_band(session, through=2027).share == 0.0
    assert acceptance.of_top_band(session, through=2026).is_warning
    assert acceptance.overridden_in(session, 2026) == (0, 20)
    assert acceptance.overridden_in(session, 2027) == (20, 20)
    assert acceptance.overridden_in(session, 2025) == (0, 0)


@given(st.integers(0, 10**6))
def test_seconds_are_whole_and_never_negative(seconds: int) -> None:
    session = Session(info={"review": RULE.model_copy(update={"min_seconds": 0})})
    looked_at = NOW - timedelta(seconds=seconds, milliseconds=400)
    assert review_seconds(session, looked_at, now=NOW) == seconds
