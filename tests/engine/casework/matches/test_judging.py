"""Judging pairs: at once or none, with a reason, by who may, and never over somebody else."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, matches
from engine.casework.audit_models import AuditEntry
from engine.casework.match_models import MatchJudgement, MatchKind, MatchVerdict
from engine.casework.matches import MAX_AT_ONCE, Pair, Said, State
from engine.casework.models import Role
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.matches.pair_world import (
    ADDRESS,
    ANNA,
    BERT,
    CARL,
    COMPANY,
    EACH,
    PEOPLE,
    Someone,
    say,
    state,
    told,
)


@pytest.mark.parametrize("verdict", [MatchVerdict.DIFFERENT, MatchVerdict.UNSURE])
@EACH
def test_judgement_other_than_same_counts_at_once(
    session: Session, person: Someone, one: Pair, verdict: MatchVerdict
) -> None:
    made = say(session, person("a"), one, verdict)
    assert (made.number, made.run, made.probability, made.approval) == (1, "run-1", 0.8, None)
    assert state(session, one) == verdict.value


@EACH
def test_undo_is_a_new_entry_after_which_the_pair_is_open(
    session: Session, person: Someone, one: Pair
) -> None:
    say(session, person("a"), one, MatchVerdict.DIFFERENT)
    made = say(session, person("b"), one, MatchVerdict.WITHDRAWN)
    assert (made.number, state(session, one), told(session)) == (2, State.OPEN, [])
    with pytest.raises(CaseworkError, match="geen oordeel om in te trekken"):
        say(session, person("b"), one, MatchVerdict.WITHDRAWN)


def test_who_judged_meanwhile_is_told(session: Session, person: Someone) -> None:
    say(session, person("anna"), COMPANY, MatchVerdict.DIFFERENT, seen=0)
    expected = r"Paaaaaaa en 90000019: anna op 2 november 2026 om 10:30, verschillend"
    with pytest.raises(CaseworkError, match=expected):
        say(session, person("b"), COMPANY, MatchVerdict.SAME, seen=0)
    assert say(session, person("b"), COMPANY, MatchVerdict.SAME, seen=1).number == 2


def test_many_pairs_are_judged_with_one_reason(session: Session, person: Someone) -> None:
    pairs = [matches.pair(MatchKind.PERSON, ANNA, other) for other in (BERT, CARL)]
    said = Said(MatchVerdict.DIFFERENT, "Andere bedrijven.", "run-1", {}, {})
    made = matches.judge(session, pairs, said, user=person("a"), now=NOW)
    assert [one.reason for one in made] == ["Andere bedrijven."] * 2
    assert len(told(session)) == 2


def test_bulk_is_all_or_nothing(session: Session, person: Someone) -> None:
    say(session, person("a"), COMPANY, MatchVerdict.DIFFERENT)
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
    ("reason", "message"), [(" ", "een reden is nodig"), ("BSN 123456782", "op een BSN lijkt")]
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
    with pytest.raises(CaseworkError, match="mag u dit niet"):
        say(session, user, COMPANY, MatchVerdict.DIFFERENT)


def test_judgements_are_in_the_log_by_pseudonym_and_never_with_a_delivered_text(
    session: Session, person: Someone
) -> None:
    for one in (ADDRESS, COMPANY, PEOPLE):
        say(session, person("a"), one, MatchVerdict.SAME)
    assert audit.verify(session) == 4  # and the question to a second person
    assert len(audit.search(session, object_ids={ANNA})) == 2
    entries = session.scalars(select(AuditEntry))
    assert "Dorpsstr" not in repr([entry.verwerkte_objecten for entry in entries])
