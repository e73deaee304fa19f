"""Equal error rates: matching errs as seldom for every kind of name.

The kinds are invented lists of `bench/people_names.py`; the matcher knows none of them.
"""

import pytest

from bench import people_names
from engine.matching.people.linking import link
from engine.matching.people.model import load, short_names
from engine.settings import SHIPPED_RULES

PEOPLE = 120
MOST_MISSED, MOST_FALSE = 0.10, 0.05
"""Shares that no kind of name may pass; the figures with intervals stand in docs/matching.md."""


@pytest.fixture(scope="module")
def rates() -> dict[str, tuple[float, float]]:
    """Missed and false share by kind of name: all kinds in one sheet, as in a municipality."""
    model, forms = load(SHIPPED_RULES), short_names(SHIPPED_RULES)
    registered: list[people_names.Person] = []
    asked: list[tuple[people_names.Person, str | None]] = []
    kinds: list[str] = []
    for kind in people_names.KINDS:
        start = len(registered)
        people = people_names.registered(kind, PEOPLE, 1)
        for one in people_names.asked(kind, people, 1):
            means = None if one.means is None else str(start + int(one.means))
            asked.append((one.person, means))
            kinds.append(kind)
        registered += people
    queries = people_names.as_people([person for person, _ in asked])
    answers = link(queries, people_names.as_people(registered), model, forms).answers
    found = {}
    for kind in people_names.KINDS:
        mine = [(a.id, m) for a, (_, m), k in zip(answers, asked, kinds, strict=True) if k == kind]
        missed = sum(m is not None and a != m for a, m in mine)
        false = sum(a is not None and a != m for a, m in mine)
        found[kind] = (missed / (PEOPLE // 2), false / len(mine))
    return found


@pytest.mark.parametrize("kind", people_names.KINDS)
def test_no_kind_of_name_is_missed_or_mistaken_more_than_others(
    kind: str, rates: dict[str, tuple[float, float]]
) -> None:
    missed, false = rates[kind]
    assert missed <= MOST_MISSED
    assert false <= MOST_FALSE


def test_answers_tell_nothing_of_a_kind_of_name() -> None:
    source = "\n".join(
        file.read_text("utf-8") for file in sorted((SHIPPED_RULES / "matching").glob("*people*"))
    )
    assert not [kind for kind in people_names.KINDS if kind.lower() in source.lower()]
