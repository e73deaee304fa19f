"""Names of companies that are probably those of a known company, for a person to judge.

What a pair shows is as public as the Handelsregister: the name of a legal person there, and a
delivered name that carries the legal form of one.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.matching.answer import Answer, Candidate
from engine.matching.companies import explaining, model
from engine.matching.companies.index import Index
from engine.matching.companies.lexicon import Lexicon
from engine.register import match_candidates
from engine.register.match_candidates import MatchCandidate, Told
from engine.settings import Settings
from engine.tables import TABLES

_MAX_RECORDS = 20
ROLES = tuple(
    (name, role)
    for name, table in sorted(TABLES.items())
    if not table.derived
    for role in table.roles
)
"""Tables and the roles that parties have in them."""


def add(
    con: DuckDBPyConnection,
    asked: Mapping[str, str],
    known: Sequence[tuple[str, Sequence[str]]],
    *,
    words: Lexicon,
    settings: Settings,
) -> tuple[int, Told]:
    """Add the likely pairs to `match_candidate`.

    Args:
        con: the register.
        asked: delivered name by pseudonym.
        known: number and names of every legal person.
        words: what words of names mean.
        settings: the rules folder with `matching/companies.yml`.

    Returns:
        For how many names there is a pair, and how many pairs are told and left out.

    Raises:
        SettingsError: the weights cannot be read.
    """
    if not asked or not known:
        return 0, Told()
    chosen = model.load(settings.rules)
    index = Index(known, chosen, words)
    least, most = chosen.proposals.least, chosen.proposals.most
    likely = {
        answer: likely
        for answer in index.match(list(asked.items()), best=True)
        if (likely := [one for one in _options(answer) if one.score >= least])
    }
    records = _records(con, [answer.query_id for answer in likely])
    added = match_candidates.add(
        con,
        (
            _pair(index, answer, asked[answer.query_id], one, records[answer.query_id])
            for answer, options in likely.items()
            for one in options[:most]
        ),
    )
    return len(likely), Told(added, sum(map(len, likely.values())) - added)


def _options(answer: Answer) -> list[Candidate]:
    top = [] if answer.id is None else [Candidate(answer.id, answer.score)]
    return [*top, *answer.alternatives]


def _pair(
    index: Index, answer: Answer, name: str, one: Candidate, records: tuple[str, ...]
) -> MatchCandidate:
    compared = index.compare(name, one.id)
    margin = answer.margin if one.id == answer.id else 0.0
    return MatchCandidate(
        "company", answer.query_id, one.id, one.score, margin, answer.method,
        tuple(explaining.fields(name, compared)), records,
    )  # fmt: skip


def _records(con: DuckDBPyConnection, parties: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Keys of some rows of each party, sorted."""
    keys: dict[str, set[str]] = {party: set() for party in parties}
    con.register("proposed_party", pa.table({"party": pa.array(parties, pa.string())}))
    for table, role in ROLES:
        query = f"SELECT party, record_key FROM {table} JOIN proposed_party ON {role}_id = party"
        for party, key in con.execute(query).fetchall():
            keys[party].add(key)
    con.unregister("proposed_party")
    return {party: tuple(sorted(found)[:_MAX_RECORDS]) for party, found in keys.items()}
