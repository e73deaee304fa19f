"""Who stands around the companies of a Bibob file, by the types of relation of article 3(4).

A proposal only: an officer decides whether it is a relation, names who it is from the form, and
gives reasons. People are pseudonyms here, and no other relation than one of a type of the law
is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from engine.casework.bibob.catalogue import Catalogue
from engine.casework.bibob.words import RelationType
from engine.exports.network.access import without_pseudonyms
from engine.exports.words import said
from engine.register.parties import KVK_NUMBER
from engine.translatable import Sentence, sentence

MOST = 60
"""So many ties of one company are told; of more, how many were left out."""

_SQL = """
WITH seat AS (
    SELECT enterprise_id, coalesce(party_enterprise_id, party_id) AS party, role,
           'officer' AS "table", started_on, ended_on,
           coalesce(started_on_partial, '') AS since, coalesce(ended_on_partial, '') AS until,
           record_key, delivered_on
    FROM officer
    UNION ALL
    SELECT coalesce(l.operator_id, l.holder_id), m.manager_id, NULL, 'licence_manager',
           m.started_on, m.ended_on, '', '', m.record_key, m.delivered_on
    FROM licence_manager m JOIN licence l USING (licence_id)
), direct AS (
    SELECT true AS is_direct, party AS other, NULL AS via, false AS is_outgoing, * EXCLUDE (party)
    FROM seat WHERE enterprise_id = $company AND party IS NOT NULL
    UNION ALL
    SELECT true, enterprise_id, NULL, true, * EXCLUDE (party)
    FROM seat WHERE party = $company
), further AS (
    SELECT false, s.enterprise_id, s.party, true, s.* EXCLUDE (party)
    FROM seat s
    WHERE s.enterprise_id <> $company
      AND s.party IN (SELECT party FROM seat WHERE enterprise_id = $company)
), named AS (
    SELECT enterprise_id, min(statutory_name) AS statutory_name, min(legal_form) AS legal_form
    FROM enterprise GROUP BY enterprise_id
)
SELECT t.is_direct, t.other, t.via, t.is_outgoing, t.role, t."table", t.started_on, t.ended_on,
       t.since, t.until, t.record_key, t.delivered_on, e.statutory_name, e.legal_form
FROM (FROM direct UNION ALL FROM further) t
LEFT JOIN named e ON e.enterprise_id = t.other
ORDER BY t.is_direct DESC, t.is_outgoing, t.started_on DESC NULLS LAST, t.other, t.role,
         t.record_key
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody or some company around a company of the file.

    Attributes:
        party: number of that company in the file.
        type: of article 3(4), as the table of types reads this register.
        text: Dutch: in what capacity, who, and through whom; a person as the first signs of a
            pseudonym.
        is_direct: False: through a person who holds both.
        table: register it stands in.
        since, until: as the register gives them; None is not known, or not ended.
        since_text, until_text: Dutch, with what is known of a partial date.
        record_key: with pseudonyms cut.
    """

    party: int
    type: RelationType
    text: str
    is_direct: bool
    table: str
    since: date | None
    until: date | None
    since_text: str
    until_text: str
    record_key: str
    delivered_on: date | None


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties of all companies of a file, and how many were left out because there are too many."""

    ties: tuple[Tie, ...]
    left_out: int


def of(con: DuckDBPyConnection, companies: Mapping[int, str], law: Catalogue) -> Ties:
    """Ties of these companies by the types of the law: direct ones first, the latest first.

    Args:
        con: the register of a run.
        companies: KVK number by number of the party in the file.
        law: which entry of a register may be which type.
    """
    found: list[Tie] = []
    left_out = 0
    for party, company in companies.items():
        every = list(_of_one(con, party, company, law))
        found += every[:MOST]
        left_out += max(0, len(every) - MOST)
    return Ties(tuple(found), left_out)


def _of_one(con: DuckDBPyConnection, party: int, company: str, law: Catalogue) -> Iterator[Tie]:
    types = {
        register: kind.code for kind in law.relation_types.values() for register in kind.registered
    }
    for row in con.execute(_SQL, {"company": company}).fetchall():
        is_direct, other, via, is_outgoing, role, table, started, ended, since, until = row[:10]
        key, delivered, name, form = row[10:]
        kind = types.get(f"{table}:{role}" if role else table)
        if kind is None:
            continue
        capacity = said("officer.role", role) if role else said("party.role", "manager")
        who = _named(other, name, form)
        if is_outgoing:
            text = sentence("{capacity} van {who}", capacity=capacity, who=who)
        else:
            text = sentence("{capacity}: {who}", capacity=capacity, who=who)
        if via is not None:
            text = sentence("{tie}, via {who}", tie=text, who=_named(via, None, None))
        yield Tie(
            party, kind, text, is_direct, table, started, ended,
            since or _day(started, sentence("niet bekend")),
            until or _day(ended, sentence("nu")),
            without_pseudonyms(key, people=True) or "", delivered,
        )  # fmt: skip


def _named(other: str, name: str | None, form: str | None) -> Sentence:
    """A company by name and number; a person by the first signs of the pseudonym."""
    if KVK_NUMBER.fullmatch(other) is None:
        return sentence("persoon {signs}", signs=str(without_pseudonyms(other, people=True)))
    told = name if name and form not in (None, "sole_trader") else said("legal_form", form)
    return sentence("{name} (KVK {number})", name=told, number=other)


def _day(value: date | None, unknown: str) -> str:
    return unknown if value is None else f"{value:%d-%m-%Y}"
