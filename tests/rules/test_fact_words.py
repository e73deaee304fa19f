"""The shipped words for facts: one for each that a rule decides on, in plain Dutch."""

from collections import Counter
from collections.abc import Iterator

import pytest

from engine import csv_table
from engine.rules import fact_words
from engine.rules.binding import Compiled
from engine.settings import SHIPPED_RULES
from tests.rules.world import World, shipped

ROWS = csv_table.records(SHIPPED_RULES / fact_words.TABLE, ("fact", "words", "source", "verified"))
RULES = [pytest.param(one, id=rule_id) for rule_id, one in sorted(shipped().compiled.items())]
LONGEST = 90


def _decisive(compiled: Compiled) -> Iterator[str]:
    yield from compiled.predicate.facts
    yield from (f"location.{column}" for column in compiled.predicate.location)


def test_every_fact_that_a_rule_decides_on_has_a_row_and_no_other() -> None:
    facts = {fact for compiled in shipped().compiled.values() for fact in _decisive(compiled)}
    assert [row["fact"] for row in ROWS] == sorted(facts)


@pytest.mark.parametrize("compiled", RULES)
def test_words_of_one_rule_differ(compiled: Compiled) -> None:
    """Two facts under one phrase would read as one that is told twice."""
    counts = Counter(compiled.called(fact) for fact in _decisive(compiled))
    assert [words for words, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("row", [pytest.param(row, id=row["fact"]) for row in ROWS])
def test_words_are_a_short_phrase_without_code(row: dict[str, str]) -> None:
    words = row["words"]
    assert words[0].islower()
    assert len(words) <= LONGEST
    assert not set(words) & set("_*`<>[](){}$:;.")
    assert (row["source"], row["verified"]) == ("eigen woorden", "false")


def test_what_is_known_in_part_says_so() -> None:
    upper = [row["words"] for row in ROWS if row["fact"].endswith("_at_most")]
    told = [words for words in upper if words.endswith(", ten hoogste")]
    assert sorted({*upper} - {*told}) == ["hoogste mogelijke naamgelijkenis"]


@pytest.mark.parametrize(
    ("day", "land_use", "told"),
    [
        pytest.param(
            "2026-01-01",
            None,
            "doorsnee aantal bedrijfsclusters bij hetzelfde gebruik; gebruik van de locatie",
            id="land use",
        ),
        pytest.param(
            None,
            "dwelling",
            "of een begin zonder volledige datum in de periode valt; "
            "doorsnee aantal bedrijfsclusters bij hetzelfde gebruik",
            id="date",
        ),
    ],
)
def test_reason_of_a_shipped_rule_reads_in_dutch(
    world: World, day: str | None, land_use: str | None, told: str
) -> None:
    world.place(land_use=land_use)
    for number in range(4):
        world.business(f"9000000{number}", day)
    (row,) = world.hits("GEN-01")
    assert row["reason"] == f"beslissend gegeven onbekend: {told}"
