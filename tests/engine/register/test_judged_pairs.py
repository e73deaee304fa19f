"""Judgements of pairs read together: chains, contradictions, whatever their order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.decisions import Decision
from engine.register import judged_pairs
from engine.register.judged_pairs import (
    APART,
    PERSON_AND_COMPANY,
    TWO_COMPANIES,
    TWO_PLACES,
    Group,
)

ANNA, BERT, CARL, DIRK = (f"P{letter * 20}" for letter in "abcd")
FIRM, SHOP = "90000019", "90000027"
PLACE, YARD = "place:Dorpsstr 1", "place:bij de sluis"
HOUSE, SHED = "1884010000000001", "1884010000000002"


def _decision(kind: str, subject: str, other: str, about: str, day: int = 1) -> Decision:
    on = date(2026, 10, day)
    return Decision(kind, decided_on=on, subject=subject, other=other, value=about)


def _person(subject: str, other: str, kind: str = "same", day: int = 1) -> Decision:
    return _decision(kind, subject, other, "person", day)


def _company(subject: str, other: str) -> Decision:
    return _decision("same", subject, other, "company")


def _place(subject: str, other: str) -> Decision:
    return _decision("same", subject, other, "address")


def _groups(*decisions: Decision) -> list[tuple[tuple[str, ...], str | None]]:
    found: tuple[Group, ...] = judged_pairs.read(decisions).groups
    return [(group.members, group.wrong) for group in found]


def test_same_chains_and_others_stay_apart() -> None:
    assert _groups(_person(BERT, CARL), _person(ANNA, BERT)) == [((ANNA, BERT, CARL), None)]
    assert _groups(_person(ANNA, BERT), _person(CARL, DIRK)) == [
        ((ANNA, BERT), None), ((CARL, DIRK), None),
    ]  # fmt: skip


def test_group_counts_from_its_last_judgement() -> None:
    (group,) = judged_pairs.read([_person(ANNA, BERT, day=3), _person(BERT, CARL, day=2)]).groups
    assert group.on == date(2026, 10, 3)


@pytest.mark.parametrize(
    ("decisions", "wrong"),
    [
        pytest.param(
            [_person(ANNA, BERT), _person(BERT, CARL), _person(CARL, ANNA, "different")],
            APART,
            id="the ends of a chain are different",
        ),
        pytest.param([_company(ANNA, FIRM), _company(ANNA, SHOP)], TWO_COMPANIES, id="two numbers"),
        pytest.param(
            [_company(ANNA, FIRM), _person(ANNA, BERT)], PERSON_AND_COMPANY, id="people and firm"
        ),
        pytest.param([_place(PLACE, HOUSE), _place(PLACE, SHED)], TWO_PLACES, id="two addresses"),
        pytest.param([_company(ANNA, FIRM), _company(BERT, FIRM)], None, id="two names, one firm"),
        pytest.param([_place(PLACE, HOUSE), _place(YARD, HOUSE)], None, id="two texts, one house"),
        pytest.param(
            [_person(ANNA, BERT), _person(CARL, DIRK, "different")], None, id="different elsewhere"
        ),
    ],
)
def test_group_that_contradicts_itself_says_how(
    decisions: list[Decision], wrong: str | None
) -> None:
    ((_, told),) = _groups(*decisions)
    assert told == wrong


@pytest.mark.parametrize(
    "decision",
    [
        Decision("same"),
        _decision("same", ANNA, BERT, "dog"),
        _decision("same", ANNA, FIRM, "person"),
        _decision("same", ANNA, ANNA, "person"),
        _decision("same", FIRM, SHOP, "company"),
        _decision("same", "Dorpsstr 1", HOUSE, "address"),
        _decision("same", PLACE, "L1", "address"),
    ],
    ids=["empty", "kind", "person and firm", "with itself", "two firms", "no place", "no id"],
)
def test_what_is_no_pair_is_counted(decision: Decision) -> None:
    read = judged_pairs.read([decision])
    assert (read.groups, read.apart, read.unreadable) == ((), (), {"same": 1})


def test_other_decisions_are_passed_over() -> None:
    read = judged_pairs.read([Decision("listed"), Decision("correction")])
    assert (read.groups, read.apart, read.unreadable) == ((), (), {})


_SIDE = st.sampled_from([ANNA, BERT, CARL, DIRK])
_JUDGED = st.builds(_person, _SIDE, _SIDE, st.sampled_from(["same", "same", "different"]))


@given(st.lists(_JUDGED, max_size=8), st.randoms(use_true_random=False))
def test_order_of_judgements_means_nothing(decisions: list[Decision], random: object) -> None:
    shuffled = list(decisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judged_pairs.read(decisions) == judged_pairs.read(shuffled)


@given(st.lists(_JUDGED, max_size=8))
def test_groups_never_share_a_member_and_different_sides_never_join(
    decisions: list[Decision],
) -> None:
    read = judged_pairs.read(decisions)
    members = [member for group in read.groups for member in group.members]
    assert len(members) == len(set(members))
    for group in read.groups:
        if group.wrong is None:
            assert not any(pair.sides <= set(group.members) for pair in read.apart)
