"""SQL that judges a combined rule from the outcomes of its parts, with the same three values.

A filtered HIT of a part counts as NO_HIT: the exclusion would mean nothing otherwise. A part
that the scan does not evaluate, or that runs in shadow while this rule counts, is UNKNOWN.
Under `none` only a HIT of a mitigating fact blocks: one that is UNKNOWN or waits for its input
would otherwise keep every combined rule silent (catalogue, composites).
"""

from collections.abc import Collection, Mapping

from engine.duck import text
from engine.rules import explain
from engine.rules.model import Combine, Role, Rule
from engine.tables import Gate

UNDECIDED = "onderdeel onbekend"


def usable_parts(
    rule: Rule, rules: Mapping[str, Rule], opened: Collection[Gate] = ()
) -> frozenset[str]:
    """Parts whose outcome may decide about `rule`; `opened` are gates that a case opens."""
    assert rule.combine is not None
    return frozenset(
        part
        for part in rule.combine.parts
        if rules[part].is_judged(opened) and (rules[part].status.counts or not rule.status.counts)
    )


def forgiven_parts(rule: Rule, rules: Mapping[str, Rule]) -> frozenset[str]:
    """Parts under `none` that do not block when they are UNKNOWN: mitigating facts."""
    assert rule.combine is not None
    return frozenset(part for part in rule.combine.none if rules[part].role is Role.MITIGATING)


def statement(
    rule: Rule,
    titles: Mapping[str, str],
    usable: Collection[str],
    forgiven: Collection[str] = (),
) -> str:
    """SQL that inserts the combined rule's HIT and UNKNOWN rows into `result`.

    Args:
        rule: a rule with `combine`.
        titles: titles of its parts, by rule id.
        usable: parts that are evaluated, as `usable_parts` says.
        forgiven: parts that block by a HIT only, as `forgiven_parts` says.
    """
    combine = rule.combine
    assert combine is not None
    parts = combine.parts
    at = {part: index for index, part in enumerate(parts)}
    joins = "".join(
        f"\n    LEFT JOIN result r{i}"
        f" ON r{i}.location_id = l.location_id AND r{i}.rule_id = {text(part)}"
        for part, i in at.items()
    )
    values = "".join(f", {_value(at[part], part in usable)} AS v{at[part]}" for part in parts)
    proof = [at[part] for part in parts if part in (*combine.all, *combine.any)]
    carried = "".join(
        f", r{i}.newest AS n{i}, r{i}.evidence AS e{i}, r{i}.member_ids AS m{i}" for i in proof
    )
    told = ", ".join(f"{text(part)}, {_word(i)}" for part, i in at.items())
    unknown = ", ".join(
        f"CASE WHEN v{i} IS NULL THEN {text(part)} END"
        for part, i in at.items()
        if part not in forgiven
    )
    hits = ", ".join(
        f"CASE WHEN v{at[p]} THEN {text(titles[p])} END" for p in parts if at[p] in proof
    )
    sentence = explain.sql(
        rule.explain or rule.title, {"parts": (f"concat_ws('; ', {hits})", "VARCHAR")}
    )
    newest = ", ".join(f"CASE WHEN v{i} THEN n{i} END" for i in proof)
    return f"""
INSERT INTO result
WITH parts AS (
    SELECT l.location_id{values}{carried}
    FROM {_candidates(combine, usable)} l{joins}
),
judged AS (
    SELECT *, {_logic(combine, at, forgiven)} AS hit
    FROM parts
)
SELECT location_id, {text(rule.id)}, {text(rule.family)}, {text(rule.role)},
       CASE WHEN hit THEN 'HIT' ELSE 'UNKNOWN' END, NULL,
       CASE WHEN hit IS NULL THEN {text(UNDECIDED + ": ")} || concat_ws(', ', {unknown}) END, 0,
       CASE WHEN hit THEN greatest({newest}) END, json_object({told})::VARCHAR,
       {_union("e", proof)}, {_union("m", proof)},
       CASE WHEN hit THEN {sentence} END
FROM judged
WHERE hit IS DISTINCT FROM false
"""


def judge(
    combine: Combine, outcomes: Mapping[str, bool | None], forgiven: Collection[str] = ()
) -> bool | None:
    """The same logic over given outcomes: true HIT, false NO_HIT, None UNKNOWN.

    Args:
        combine: the parts.
        outcomes: outcome by part; a part that is not given is unknown.
        forgiven: parts that block by a HIT only, as `forgiven_parts` says.
    """
    met = [outcomes.get(part) for part in combine.all]
    for part in combine.none:
        met.append(_not(outcomes.get(part) or False if part in forgiven else outcomes.get(part)))
    if combine.any:
        met.append(_not(_all([_not(outcomes.get(part)) for part in combine.any])))
    return _all(met)


def _all(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _candidates(combine: Combine, usable: Collection[str]) -> str:
    """Where the rule can be anything but NO_HIT: at rows of a part that must be met."""
    needed = [part for part in combine.all if part in usable]
    if not needed:
        return "location"
    return f"(SELECT location_id FROM result WHERE rule_id = {text(needed[0])})"


def _value(index: int, usable: bool) -> str:
    if not usable:
        return "NULL::BOOLEAN"
    row = f"r{index}"
    return (
        f"CASE WHEN {row}.outcome = 'UNKNOWN' THEN NULL"
        f" ELSE coalesce({row}.outcome = 'HIT' AND {row}.filtered_by IS NULL, false) END"
    )


def _word(index: int) -> str:
    return f"CASE WHEN v{index} THEN 'HIT' WHEN NOT v{index} THEN 'NO_HIT' ELSE 'UNKNOWN' END"


def _logic(combine: Combine, at: Mapping[str, int], forgiven: Collection[str]) -> str:
    terms = [f"v{at[part]}" for part in combine.all]
    for part in combine.none:
        value = f"v{at[part]}"
        terms.append(f"NOT coalesce({value}, false)" if part in forgiven else f"NOT {value}")
    if combine.any:
        terms.append("(" + " OR ".join(f"v{at[part]}" for part in combine.any) + ")")
    return " AND ".join(terms)


def _union(prefix: str, indexes: list[int]) -> str:
    lists = ", ".join(f"CASE WHEN hit AND v{i} THEN {prefix}{i} ELSE [] END" for i in indexes)
    return f"list_sort(list_distinct(flatten([{lists}])))"
