"""Judgements about pairs: kept whole, the newest that counts holds, two people need two persons."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, four_eyes, matches
from engine.casework.audit_models import AuditEntry
from engine.casework.decisions import collect
from engine.casework.match_models import MatchJudgement, MatchKind, MatchVerdict
from engine.casework.matches import MAX_AT_ONCE, Pair, Said, State
from engine.casework.models import Role, User
from engine.casework.users import sign_in
from engine.decisions import Decision
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW

ANNA, BERT, CARL = (f"P{letter * 20}" for letter in "abc")
PEOPLE = matches.pair(MatchKind.PERSON, ANNA, BERT)
COMPANY = matches.pair(MatchKind.COMPANY, ANNA, "90000019")
ADDRESS = matches.pair(MatchKind.ADDRESS, "place:Dorpsstr 1", "1884010000000001")
EACH = pytest.mark.parametrize("one", [ADDRESS, COMPANY, PEOPLE], ids=lambda one: one.kind.value)
LATER = NOW + timedelta(hours=1)

Someone = Callable[[str], User]


@pytest.fixture
def person(session: Session) -> Someone:
    return lambda name: sign_in(session, subject=name, role=Role.ANALYST, now=NOW)


def _say(
    session: Session, user: User, one: Pair, verdict: MatchVerdict, *, seen: int | None = None
) -> MatchJudgement:
    looked = {} if seen is None else {one: seen}
    said = Said(verdict, "Naam en adres vergeleken.", "run-1", looked, {one: 0.8})
    act = matches.undo if verdict is MatchVerdict.WITHDRAWN else matches.judge
    return act(session, [one], said, user=user, now=NOW)[0]


def _state(session: Session, one: Pair) -> State:
    return matches.of_pairs(session, [one], on=NOW.date()).get(one, matches.NOBODY).state


def _told(session: Session) -> list[tuple[str, str | None, str | None, str | None]]:
    found = collect(session, as_of=NOW.date())
    return [(d.kind, d.subject, d.other, d.value) for d in found]


def test_people_have_no_order_and_others_do() -> None:
    assert matches.pair(MatchKind.PERSON, BERT, ANNA) == PEOPLE
    assert matches.pair(MatchKind.COMPANY, "Pz", "1").subject == "Pz"


@pytest.mark.parametrize("verdict", [MatchVerdict.DIFFERENT, MatchVerdict.UNSURE])
@EACH
def test_judgement_other_than_same_counts_at_once(
    session: Session, person: Someone, one: Pair, verdict: MatchVerdict
) -> None:
    made = _say(session, person("a"), one, verdict)
    assert (made.number, made.run, made.probability, made.approval) == (1, "run-1", 0.8, None)
    assert _state(session, one) == verdict.value


def test_same_and_different_reach_the_next_run_and_unsure_does_not(
    session: Session, person: Someone
) -> None:
    _say(session, person("a"), COMPANY, MatchVerdict.SAME)
    _say(session, person("a"), ADDRESS, MatchVerdict.DIFFERENT)
    _say(session, person("a"), PEOPLE, MatchVerdict.UNSURE)
    assert _told(session) == [
        ("different", ADDRESS.subject, ADDRESS.other, "address"),
        ("same", ANNA, "90000019", "company"),
    ]


def test_decision_says_when_it_began_to_count(session: Session, person: Someone) -> None:
    _say(session, person("a"), PEOPLE, MatchVerdict.SAME)
    tomorrow = NOW + timedelta(days=1)
    yes = "Eens."
    matches.confirm(session, [PEOPLE], user=person("b"), allow=True, reason=yes, now=tomorrow)
    assert collect(session, as_of=NOW.date()) == []
    assert collect(session, as_of=tomorrow.date()) == [
        Decision("same", decided_on=tomorrow.date(), subject=ANNA, other=BERT, value="person")
    ]


@EACH
def test_newest_judgement_holds_and_the_earlier_ones_stay(
    session: Session, person: Someone, one: Pair
) -> None:
    for verdict in (MatchVerdict.UNSURE, MatchVerdict.DIFFERENT, MatchVerdict.UNSURE):
        _say(session, person("a"), one, verdict)
    judged = matches.of_pairs(session, [one], on=NOW.date())[one]
    assert [entry.number for entry in judged.entries] == [1, 2, 3]
    assert judged.state is State.UNSURE


@EACH
def test_undo_is_a_new_entry_after_which_the_pair_is_open(
    session: Session, person: Someone, one: Pair
) -> None:
    _say(session, person("a"), one, MatchVerdict.DIFFERENT)
    made = _say(session, person("b"), one, MatchVerdict.WITHDRAWN)
    assert (made.number, _state(session, one), _told(session)) == (2, State.OPEN, [])
    with pytest.raises(CaseworkError, match="geen oordeel om in te trekken"):
        _say(session, person("b"), one, MatchVerdict.WITHDRAWN)


def test_same_of_two_people_waits_for_a_second_person(session: Session, person: Someone) -> None:
    _say(session, person("a"), PEOPLE, MatchVerdict.SAME)
    assert (_state(session, PEOPLE), _told(session)) == (State.WAITING, [])
    with pytest.raises(CaseworkError, match="wie het vroeg"):
        matches.confirm(session, [PEOPLE], user=person("a"), allow=True, reason="Zelf.", now=LATER)
    (asked,) = four_eyes.waiting(session, user=person("b"), now=NOW)
    four_eyes.decide(session, asked, user=person("b"), allow=True, reason="Eens.", now=LATER)
    assert (_state(session, PEOPLE), _told(session)) == (
        State.SAME, [("same", ANNA, BERT, "person")],
    )  # fmt: skip


def test_refused_join_leaves_what_was_judged_before(session: Session, person: Someone) -> None:
    _say(session, person("a"), PEOPLE, MatchVerdict.UNSURE)
    _say(session, person("a"), PEOPLE, MatchVerdict.SAME)
    matches.confirm(
        session, [PEOPLE], user=person("b"), allow=False, reason="Ander adres.", now=LATER
    )
    assert (_state(session, PEOPLE), _told(session)) == (State.UNSURE, [])


def test_question_that_nobody_answered_lapses(session: Session, person: Someone) -> None:
    _say(session, person("a"), PEOPLE, MatchVerdict.SAME)
    later = (NOW + timedelta(days=15)).date()
    assert matches.everything(session, on=later)[PEOPLE].state is State.OPEN


@pytest.mark.parametrize("verdict", [MatchVerdict.WITHDRAWN, MatchVerdict.DIFFERENT])
def test_judgement_after_a_question_ends_the_question(
    session: Session, person: Someone, verdict: MatchVerdict
) -> None:
    asked = _say(session, person("a"), PEOPLE, MatchVerdict.SAME).approval
    assert asked is not None
    _say(session, person("b"), PEOPLE, verdict)
    assert four_eyes.waiting(session, user=person("b"), now=NOW) == []
    with pytest.raises(CaseworkError, match="verlopen"):
        four_eyes.decide(session, asked, user=person("b"), allow=True, reason="Eens.", now=NOW)


def test_who_judged_meanwhile_is_told(session: Session, person: Someone) -> None:
    _say(session, person("anna"), COMPANY, MatchVerdict.DIFFERENT, seen=0)
    expected = r"Paaaaaaa en 90000019: anna op 02-11-2026 09:30 UTC, verschillend"
    with pytest.raises(CaseworkError, match=expected):
        _say(session, person("b"), COMPANY, MatchVerdict.SAME, seen=0)
    assert _say(session, person("b"), COMPANY, MatchVerdict.SAME, seen=1).number == 2


def test_many_pairs_are_judged_with_one_reason(session: Session, person: Someone) -> None:
    pairs = [matches.pair(MatchKind.PERSON, ANNA, other) for other in (BERT, CARL)]
    said = Said(MatchVerdict.DIFFERENT, "Andere bedrijven.", "run-1", {}, {})
    made = matches.judge(session, pairs, said, user=person("a"), now=NOW)
    assert [one.reason for one in made] == ["Andere bedrijven."] * 2
    assert len(_told(session)) == 2


def test_bulk_is_all_or_nothing(session: Session, person: Someone) -> None:
    _say(session, person("a"), COMPANY, MatchVerdict.DIFFERENT)
    said = Said(MatchVerdict.SAME, "Gelijk.", "run-1", {ADDRESS: 0, COMPANY: 0}, {})
    with pytest.raises(CaseworkError, match="intussen beoordeeld"):
        matches.judge(session, [ADDRESS, COMPANY], said, user=person("b"), now=NOW)
    assert session.scalars(select(MatchJudgement.kind)).all() == [MatchKind.COMPANY]


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([], id="none"),
        pytest.param([COMPANY, COMPANY], id="one twice"),
        pytest.param(
            [Pair(MatchKind.COMPANY, ANNA, str(n)) for n in range(MAX_AT_ONCE + 1)], id="too many"
        ),
    ],
)
def test_wrong_number_of_pairs_is_refused(
    session: Session, person: Someone, pairs: list[Pair]
) -> None:
    said = Said(MatchVerdict.DIFFERENT, "Waarom.", "run-1", {}, {})
    with pytest.raises(CaseworkError, match="verschillende paren"):
        matches.judge(session, pairs, said, user=person("a"), now=NOW)


@pytest.mark.parametrize(
    ("reason", "message"), [(" ", "een reden is needed"), ("BSN 123456782", "looks like a BSN")]
)
def test_reason_is_needed_and_holds_no_bsn(
    session: Session, person: Someone, reason: str, message: str
) -> None:
    said = Said(MatchVerdict.DIFFERENT, reason, "run-1", {}, {})
    with pytest.raises(CaseworkError, match=message):
        matches.judge(session, [COMPANY], said, user=person("a"), now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {
    Role.ANALYST, Role.RIEC_LIAISON, Role.DRIEHOEK_ADVISER, Role.CARE_ADVISER,
}))  # fmt: skip
def test_other_roles_judge_no_pairs(session: Session, role: Role) -> None:
    user = sign_in(session, subject="x", role=role, now=NOW)
    with pytest.raises(CaseworkError, match="may not judge pairs"):
        _say(session, user, COMPANY, MatchVerdict.DIFFERENT)


def test_judgements_are_in_the_log_by_pseudonym_and_never_with_a_delivered_text(
    session: Session, person: Someone
) -> None:
    for one in (ADDRESS, COMPANY, PEOPLE):
        _say(session, person("a"), one, MatchVerdict.SAME)
    assert audit.verify(session) == 4  # and the question to a second person
    assert len(audit.search(session, object_ids={ANNA})) == 2
    entries = session.scalars(select(AuditEntry))
    assert "Dorpsstr" not in repr([entry.verwerkte_objecten for entry in entries])


def test_no_pairs_are_asked_about_without_any(session: Session) -> None:
    assert matches.of_pairs(session, [], on=NOW.date()) == {}
