"""Judged pairs in a register: people and companies joined in every role, candidates settled."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.decisions import Decision
from engine.register import joined_pairs, match_candidates
from engine.register.joined_pairs import Joining
from engine.register.match_candidates import MatchCandidate
from tests.engine.register.taken import Taken, take, used

ANNA, BERT, CARL, DIRK = (f"P{letter * 20}" for letter in "abcd")
FIRM = "90000019"
DAY = date(2026, 10, 1)
_BASE = {"enterprise_id": FIRM, "role": "director", "started_on": DAY}
_ROLES = {"permit": "applicant", "officer": "party", "transfer": "buyer"}


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Taken]:
    """A permit of Anna, a company of Bert, a parcel of Carl, made pseudonyms by hand."""
    items = [
        used("permit", 2, permit_id="Z1", applicant_name="A"),
        used("permit", 3, permit_id="Z2", applicant_kvk="90000027"),
        used("officer", 4, party_name="B", **_BASE),
        used("transfer", 5, transfer_id="T1", buyer_name="C", kind="sale", signed_on=DAY),
    ]
    with take(tmp_path, items) as taken:
        for table, (column, party) in {
            "permit": ("applicant_id", ANNA), "officer": ("party_id", BERT),
            "transfer": ("buyer_id", CARL),
        }.items():  # fmt: skip
            taken.con.execute(f"UPDATE {table} SET {column} = ? WHERE {column} LIKE 'P%'", [party])
        yield taken


def _pair(subject: str, other: str, about: str = "person", kind: str = "same") -> Decision:
    return Decision(kind, decided_on=DAY, subject=subject, other=other, value=about)


def _parties(taken: Taken) -> list[object]:
    return [
        taken.con.execute(f"SELECT {role}_id FROM {table} ORDER BY record_id").fetchall()[0][0]
        for table, role in _ROLES.items()
    ]


def _candidate(subject: str, other: str, kind: str = "person") -> MatchCandidate:
    return MatchCandidate(kind, subject, other, 0.8, 0.1, "test", (), ())


def _apply(taken: Taken, *decisions: Decision) -> Joining:
    return joined_pairs.apply(taken.con, decisions)


def test_people_take_the_lowest_pseudonym_in_every_role(taken: Taken) -> None:
    result = _apply(taken, _pair(CARL, BERT), _pair(ANNA, BERT))
    assert _parties(taken) == [ANNA, ANNA, ANNA]
    assert (result.joined, result.not_applied) == ({"person": 2}, {})
    assert taken.rows("match_joined", "kind", "subject", "other", "judged_on") == [
        ("person", BERT, ANNA, DAY), ("person", CARL, ANNA, DAY),
    ]  # fmt: skip


def test_record_keys_stay_as_they_were_delivered(taken: Taken) -> None:
    before = taken.rows("officer", "record_key")
    _apply(taken, _pair(ANNA, BERT))
    assert taken.rows("officer", "record_key") == before


def test_name_of_a_company_becomes_its_number_and_legal(taken: Taken) -> None:
    result = _apply(taken, _pair(BERT, "90000027", "company"))
    assert taken.rows("officer", "party_id", "party_kind", "party_enterprise_id") == [
        ("90000027", "legal", "90000027")
    ]
    assert _parties(taken) == [ANNA, "90000027", CARL]
    assert result.joined == {"company": 1}


def test_person_that_is_joined_stays_natural(taken: Taken) -> None:
    _apply(taken, _pair(ANNA, BERT))
    assert taken.rows("officer", "party_id", "party_kind", "party_enterprise_id") == [
        (ANNA, "natural", None)
    ]


def test_chain_through_somebody_who_is_gone_still_joins(taken: Taken) -> None:
    result = _apply(taken, _pair(BERT, DIRK), _pair(DIRK, CARL))
    assert _parties(taken) == [ANNA, BERT, BERT]
    assert result.joined == {"person": 2}


@pytest.mark.parametrize(
    ("decisions", "reason", "count"),
    [
        pytest.param([_pair(ANNA, DIRK)], "same: not in this run", 1, id="one side is gone"),
        pytest.param(
            [_pair(DIRK, FIRM, "company")], "same: not in this run", 1, id="the name is gone"
        ),
        pytest.param(
            [_pair(ANNA, BERT), _pair(BERT, CARL), _pair(ANNA, CARL, kind="different")],
            "same: contradicts `different`",
            2,
            id="contradiction",
        ),
        pytest.param([Decision("same")], "same: not a pair of a known kind", 1, id="empty"),
    ],
)
def test_judgement_that_cannot_be_applied_changes_nothing_and_is_counted(
    taken: Taken, decisions: list[Decision], reason: str, count: int
) -> None:
    result = _apply(taken, *decisions)
    assert _parties(taken) == [ANNA, BERT, CARL]
    assert (result.joined, result.not_applied) == ({}, {reason: count})
    assert taken.rows("match_joined", "subject") == []


def test_contradiction_stops_its_own_group_only(taken: Taken) -> None:
    apart = _pair(ANNA, BERT, kind="different")
    result = _apply(taken, _pair(ANNA, BERT), apart, _pair(CARL, FIRM, "company"))
    assert _parties(taken) == [ANNA, BERT, FIRM]
    assert result.joined == {"company": 1}


@pytest.mark.parametrize("sides", [(ANNA, CARL), (CARL, ANNA), (BERT, CARL)], ids=repr)
def test_pair_that_is_different_is_no_candidate_also_under_the_name_of_its_group(
    taken: Taken, sides: tuple[str, str]
) -> None:
    joining = _apply(taken, _pair(ANNA, BERT), _pair(*sides, kind="different"))
    match_candidates.add(taken.con, [_candidate(ANNA, CARL), _candidate(CARL, DIRK)])
    joined_pairs.settle(taken.con, joining)
    assert taken.rows("match_candidate", "subject", "other") == [(CARL, DIRK)]


def test_pair_that_was_joined_is_no_candidate_by_any_of_its_ids(taken: Taken) -> None:
    joining = _apply(taken, _pair(ANNA, BERT), _pair(CARL, FIRM, "company"))
    found = [
        _candidate(ANNA, BERT), _candidate(CARL, FIRM, "company"),
        _candidate(CARL, "90000027", "company"), _candidate(BERT, DIRK),
    ]  # fmt: skip
    match_candidates.add(taken.con, found)
    joined_pairs.settle(taken.con, joining)
    assert taken.rows("match_candidate", "subject", "other") == [(BERT, DIRK), (CARL, "90000027")]


def test_without_judgements_nothing_changes(taken: Taken) -> None:
    joining = _apply(taken, Decision("listed"))
    match_candidates.add(taken.con, [_candidate(ANNA, CARL)])
    joined_pairs.settle(taken.con, joining)
    assert (joining.joined, joining.not_applied, _parties(taken)) == ({}, {}, [ANNA, BERT, CARL])
    assert len(taken.rows("match_candidate", "subject")) == 1
