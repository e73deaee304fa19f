"""Addresses that a place without an answer may mean, for a person to judge: `match_candidate`.

A place is told by its delivered text, so that one judgement holds for every row that says the same.
Addresses are no person's, so the values that were compared stand beside each other.
"""

from collections import defaultdict
from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from engine.matching.addresses import explaining
from engine.matching.addresses.matcher import Matcher, Verdict, Weighed
from engine.register import match_candidates
from engine.register.match_candidates import MatchCandidate, Told

KIND = "address"
_MOST_RECORDS = 20
_LEFT = """
SELECT t.q, t.text, list_sort(list(a.record_key))
FROM place_part t JOIN asked a USING (q)
WHERE t.text IS NOT NULL AND NOT EXISTS (FROM found f WHERE f.q = t.q)
GROUP BY t.q, t.text ORDER BY t.q
"""


def add(con: DuckDBPyConnection, matcher: Matcher, left: Mapping[int, Verdict]) -> Told:
    """Add the candidates of the places that nothing answered, at most a few for each text.

    Args:
        con: register of which `found`, `asked` and `place_part` are filled.
        matcher: that read the places.
        left: what it said of those that it did not answer, by query.

    Returns:
        How many pairs are told, and how many are not because a text has more than that.
    """
    records: dict[str, list[str]] = defaultdict(list)
    best: dict[tuple[str, str], Weighed] = {}
    for q, text, keys in con.execute(_LEFT).fetchall():
        verdict = left.get(q)
        if verdict is None or not verdict.ranked:
            continue
        subject = match_candidates.place_subject(text)
        records[subject] += keys
        for one in verdict.ranked:
            pair = subject, matcher.known.entries[one.at].id
            if pair not in best or best[pair].probability < one.probability:
                best[pair] = one
    added = match_candidates.add(con, _candidates(matcher, best, records))
    return Told(added, len(best) - added)


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
                    KIND,
                    subject,
                    other,
                    one.probability,
                    margin,
                    method,
                    explaining.fields(matcher, one),
                    keys,
                )
            )
    return made
