"""Addresses that a place without an answer may mean, for a person to judge: `match_candidate`.

A place is told by its delivered text, so that one judgement holds for every row that says the same.
Addresses are no person's, so the values that were compared stand beside each other.
"""

from collections import defaultdict
from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from engine.matching.addresses.known import Entry
from engine.matching.addresses.matcher import Matcher, Verdict, Weighed
from engine.matching.addresses.street_words import written_out
from engine.matching.addresses.weighing import FIELDS
from engine.register import match_candidates
from engine.register.match_candidates import Field, MatchCandidate
from engine.register.place_queries import place_subject

KIND = "address"
_MOST_RECORDS = 20
_AGREEMENTS = {
    "equal": ("equal", "area_only", "one", "at"),
    "similar": (
        "within", "abbreviated", "close", "similar", "weak", "contested", "area", "typo",
        "variant", "range",
    ),
    "different": ("near", "area_known", "other", "other_known", "extra"),
    "missing": ("missing",),
}  # fmt: skip
_AGREEMENT = {level: word for word, levels in _AGREEMENTS.items() for level in levels}
_LEFT = """
SELECT t.q, t.text, list_sort(list(a.record_key))
FROM place_part t JOIN asked a USING (q)
WHERE t.text IS NOT NULL AND NOT EXISTS (FROM found f WHERE f.q = t.q)
GROUP BY t.q, t.text ORDER BY t.q
"""


def add(con: DuckDBPyConnection, matcher: Matcher, left: Mapping[int, Verdict]) -> None:
    """Add the candidates of the places that nothing answered, at most a few for each text.

    Args:
        con: register of which `found`, `asked` and `place_part` are filled.
        matcher: that read the places.
        left: what it said of those that it did not answer, by query.
    """
    records: dict[str, list[str]] = defaultdict(list)
    best: dict[tuple[str, str], Weighed] = {}
    for q, text, keys in con.execute(_LEFT).fetchall():
        verdict = left.get(q)
        if verdict is None or not verdict.ranked:
            continue
        subject = place_subject(text)
        records[subject] += keys
        for one in verdict.ranked[: matcher.weighing.decision.max_alternatives]:
            pair = subject, matcher.known.entries[one.at].id
            if pair not in best or best[pair].probability < one.probability:
                best[pair] = one
    match_candidates.add(con, _candidates(matcher, best, records))


def _candidates(
    matcher: Matcher, best: Mapping[tuple[str, str], Weighed], records: Mapping[str, list[str]]
) -> list[MatchCandidate]:
    by_subject: dict[str, list[tuple[float, str, Weighed]]] = defaultdict(list)
    for (subject, other), one in best.items():
        by_subject[subject].append((-one.probability, other, one))
    made = []
    for subject, rows in by_subject.items():
        ranked = sorted(rows, key=lambda row: row[:2])[: matcher.weighing.decision.max_alternatives]
        for at, (_, other, one) in enumerate(ranked):
            rival = ranked[0 if at else 1][2].probability if len(ranked) > 1 else 0.0
            margin = max(0.0, one.probability - rival)
            keys = tuple(sorted({*records[subject]})[:_MOST_RECORDS])
            method = "near" if one.levels.relation == "near" else "normalised"
            made.append(
                MatchCandidate(
                    KIND, subject, other, one.probability, margin, method, _why(matcher, one), keys
                )
            )
    return made


def _why(matcher: Matcher, one: Weighed) -> tuple[Field, ...]:
    """The fields compared, in the order of the weights."""
    entry = matcher.known.entries[one.at]
    made = []
    for field, level in zip(FIELDS, one.levels, strict=True):
        mine, theirs = _values(field, one, entry)
        weight = matcher.comparer.weight(field, level)
        made.append(Field(_NAMES[field], _AGREEMENT[level], weight, mine, theirs))
    return tuple(made)


_NAMES = {
    "postcode": "postcode", "street": "street", "suffix": "house_addition", "town": "town",
    "number": "house_number", "relation": "relation",
}  # fmt: skip


def _values(field: str, one: Weighed, entry: Entry) -> tuple[str | None, str | None]:
    """What was read, in comparable form, and what the register has."""
    reading = one.reading
    postcode, street, town = entry.place
    number, letter, addition = entry.house
    if field == "postcode":
        return reading.postcode or reading.area, postcode
    if field == "street":
        return (written_out(reading.street) if reading.street else None), street
    if field == "suffix":
        return "".join(reading.pieces) or None, " ".join(p for p in (letter, addition) if p) or None
    if field == "town":
        return reading.town or next(iter(reading.elsewhere), None), town
    if field == "number":
        asked = (
            str(reading.number) if reading.upto is None else f"{reading.number}-{reading.upto[0]}"
        )
        return asked, number
    return ("near" if reading.is_near else None), None
