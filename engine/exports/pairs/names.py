"""What the sides of pairs are called in a list: address, company or pseudonym, never a name.

Of people the company in which they have a part is told too, where it is one with a name.
"""

from collections.abc import Collection, Mapping

from engine.casework.match_models import MatchKind
from engine.casework.matches import SHOWN, Pair
from engine.register import of_run
from engine.register.match_candidates import PLACE
from engine.snapshot import Run
from engine.translatable import Sentence, sentence

_ADDRESSES = """
SELECT object_id, concat_ws(' ', street, house_number, house_letter, house_addition)
  || coalesce(', ' || town, '')
FROM address WHERE list_contains($ids, object_id)
QUALIFY row_number() OVER (PARTITION BY object_id ORDER BY is_main DESC NULLS LAST, address_id) = 1
ORDER BY object_id
"""
_COMPANIES = """
SELECT enterprise_id, min(statutory_name) FROM enterprise
WHERE list_contains($ids, enterprise_id) AND statutory_name IS NOT NULL
GROUP BY enterprise_id ORDER BY enterprise_id
"""
_PEOPLE = """
SELECT o.party_id, min(e.statutory_name), count(DISTINCT e.enterprise_id) - 1
FROM officer o JOIN enterprise e USING (enterprise_id)
WHERE list_contains($ids, o.party_id) AND e.statutory_name IS NOT NULL
GROUP BY o.party_id ORDER BY o.party_id
"""


def of_pairs(run: Run, pairs: Collection[Pair]) -> dict[Pair, tuple[str, str]]:
    """Subject and other of every pair, for people to read.

    Raises:
        RunError: a table of the run cannot be read.
    """
    wanted = {
        _ADDRESSES: {pair.other for pair in pairs if pair.kind is MatchKind.ADDRESS},
        _COMPANIES: {pair.other for pair in pairs if pair.kind is MatchKind.COMPANY},
        _PEOPLE: {
            side
            for pair in pairs
            if pair.kind is MatchKind.PERSON
            for side in (pair.subject, pair.other)
        },
    }
    known: dict[str, str] = {}
    with of_run.reading(run) as con:
        for query, ids in wanted.items():
            rows = con.execute(query, {"ids": sorted(ids)}).fetchall() if ids else []
            known |= {key: _named(name, *others) for key, name, *others in rows}
    return {pair: (_subject(pair, known), _other(pair, known)) for pair in pairs}


def _named(name: str, others: int = 0) -> str:
    """A name, and how many others there are beside it."""
    if not others:
        return name
    return sentence("{name} en {count} andere", name=name, count=str(others))


def _subject(pair: Pair, known: Mapping[str, str]) -> str:
    if pair.kind is MatchKind.ADDRESS:
        return f"“{pair.subject.removeprefix(PLACE)}”"
    return _party(pair.subject, known)


def _other(pair: Pair, known: Mapping[str, str]) -> str:
    if pair.kind is MatchKind.PERSON:
        return _party(pair.other, known)
    if pair.kind is MatchKind.COMPANY:
        name = known.get(pair.other) or sentence("onderneming")
        return sentence("{name} (KVK {number})", name=name, number=pair.other)
    return known.get(pair.other, f"BAG {pair.other}")


def _party(party: str, known: Mapping[str, str]) -> Sentence:
    company, short = known.get(party), party[:SHOWN]
    if company is None:
        return sentence("pseudoniem {party}", party=short)
    return sentence("pseudoniem {party}, bij {company}", party=short, company=company)
