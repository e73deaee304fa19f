"""Combined rules: three values, AND of the three keys, the same in SQL and in cases."""

import itertools

import duckdb
import pytest

from engine.rules import combined
from engine.rules.model import Combine, Role, Rule
from engine.rules.outcome import RESULT
from engine.tables import Gate

WORDS = {True: "HIT", False: "NO_HIT", None: "UNKNOWN"}
PARTS = ("A-1", "B-1", "C-1", "D-1")
COMBINE = Combine(all=("A-1",), any=("B-1", "C-1"), none=("D-1",))


def rule(combine: Combine) -> Rule:
    keys = {
        "id": "K-1",
        "title": "Samen",
        "status": "test",
        "gate": "O",
        "combine": combine.model_dump(),
    }
    rest = {
        "pack": "K",
        "version": "1.0.0",
        "owner": "x",
        "role": "context",
        "points": 0,
        "family": "K",
    }
    return Rule.model_validate({**keys, **rest, "explain": "Samen: {parts}.", "expires_months": 24})


def by_sql(
    combine: Combine,
    outcomes: dict[str, str],
    usable: tuple[str, ...] = PARTS,
    forgiven: tuple[str, ...] = (),
) -> tuple[object, ...]:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE location AS SELECT 'L1' AS location_id")
        con.execute(RESULT)
        for number, (part, outcome) in enumerate(sorted(outcomes.items()), start=1):
            if outcome != "NO_HIT":
                con.execute(
                    "INSERT INTO result VALUES ('L1', ?, 'K', 'factor', ?, NULL, NULL, 1, ?::DATE,"
                    " '{}', [?, 'shared'], [?], 'x')",
                    [part, outcome, f"2026-01-0{number}", f"key {part}", f"member {part}"],
                )
        titles = {part: f"titel {part}" for part in PARTS}
        con.execute(combined.statement(rule(combine), titles, usable, forgiven))
        found = con.execute(
            "SELECT outcome, reason, points, newest::VARCHAR, evidence, member_ids, explanation,"
            " facts"
            " FROM result WHERE rule_id = 'K-1'"
        ).fetchone()
        return found or ("NO_HIT",)


@pytest.mark.parametrize("values", list(itertools.product([True, False, None], repeat=4)), ids=str)
def test_sql_and_cases_agree_with_three_valued_logic(values: tuple[bool | None, ...]) -> None:
    outcomes = dict(zip(PARTS, values, strict=True))
    with duckdb.connect() as con:
        terms = ["NULL" if v is None else str(v).lower() for v in values]
        row = con.execute(
            f"SELECT {terms[0]} AND ({terms[1]} OR {terms[2]}) AND NOT {terms[3]}::BOOLEAN"
        ).fetchone()
    assert row is not None
    assert combined.judge(COMBINE, outcomes) is row[0]
    words = {part: WORDS[value] for part, value in outcomes.items()}
    assert by_sql(COMBINE, words)[0] == WORDS[row[0]]


def test_a_hit_carries_the_proof_of_the_parts_that_hit() -> None:
    found = by_sql(COMBINE, {"A-1": "HIT", "B-1": "NO_HIT", "C-1": "HIT", "D-1": "NO_HIT"})
    assert found == (
        "HIT",
        None,
        0.0,
        "2026-01-03",
        ["key A-1", "key C-1", "shared"],
        ["member A-1", "member C-1"],
        "Samen: titel A-1; titel C-1.",
        '{"A-1":"HIT","B-1":"NO_HIT","C-1":"HIT","D-1":"NO_HIT"}',
    )


def test_unknown_names_its_parts_and_shows_no_proof() -> None:
    found = by_sql(COMBINE, {"A-1": "HIT", "B-1": "UNKNOWN", "C-1": "NO_HIT", "D-1": "UNKNOWN"})
    assert found[:2] == ("UNKNOWN", "onderdeel onbekend: B-1, D-1")
    assert found[3:7] == (None, [], [], None)


def test_a_part_that_is_not_evaluated_is_unknown() -> None:
    everything = {"A-1": "HIT", "B-1": "HIT", "C-1": "HIT", "D-1": "NO_HIT"}
    assert by_sql(COMBINE, everything, ("A-1", "B-1", "C-1"))[:2] == (
        "UNKNOWN",
        "onderdeel onbekend: D-1",
    )


@pytest.mark.parametrize("values", list(itertools.product([True, False, None], repeat=4)), ids=str)
def test_a_forgiven_part_blocks_by_a_hit_only(values: tuple[bool | None, ...]) -> None:
    outcomes = dict(zip(PARTS, values, strict=True))
    as_if = {**outcomes, "D-1": outcomes["D-1"] or False}
    expected = combined.judge(COMBINE, as_if)
    assert combined.judge(COMBINE, outcomes, ["D-1"]) is expected
    words = {part: WORDS[value] for part, value in outcomes.items()}
    assert by_sql(COMBINE, words, forgiven=("D-1",))[0] == WORDS[expected]


@pytest.mark.parametrize(
    ("role", "points", "forgiven"),
    [
        pytest.param("mitigating", -2, {"D-1"}, id="mitigating"),
        pytest.param("factor", 1, set(), id="not mitigating"),
    ],
)
def test_only_mitigating_parts_under_none_are_forgiven(
    role: str, points: float, forgiven: set[str]
) -> None:
    part = rule(COMBINE).model_copy(update={"role": Role(role), "points": points})
    rules = dict.fromkeys(PARTS, part)
    assert combined.forgiven_parts(rule(COMBINE), rules) == forgiven


def test_one_key_is_enough() -> None:
    assert by_sql(Combine(any=("A-1",)), {"A-1": "HIT"})[0] == "HIT"
    assert by_sql(Combine(all=("A-1",)), {"A-1": "NO_HIT"})[0] == "NO_HIT"


def test_a_part_under_two_keys_counts_under_both() -> None:
    assert by_sql(Combine(all=("A-1",), none=("A-1",)), {"A-1": "HIT"})[0] == "NO_HIT"


def test_parts_are_usable_when_they_are_judged_also_beyond_the_scan() -> None:
    part = rule(Combine(all=("P-1",))).model_copy(update={"id": "P-1", "gate": Gate.G2})
    rules = {"P-1": part}
    whole = rule(Combine(all=("P-1",)))
    assert combined.usable_parts(whole, rules) == frozenset()
    assert combined.usable_parts(whole, rules, ["P-1"]) == {"P-1"}
    assert combined.usable_parts(whole, rules, []) == frozenset()
