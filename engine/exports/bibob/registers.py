"""What the municipality's own registers say of the companies in a Bibob file, and of its place.

Read only within a file with a valid hook (REQ-BIB-1), and logged before it is told. What it says
is no fact of article 3 yet: an officer weighs it and records it with the record as evidence.
"""

from dataclasses import dataclass
from datetime import date, datetime

from duckdb import DuckDBPyConnection
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import cases, places
from engine.casework.bibob import acting, content, hook
from engine.casework.bibob.catalogue import Catalogue, catalogue_of
from engine.casework.bibob.models import BibobFile
from engine.casework.models import User
from engine.exports import timeline
from engine.exports.bibob import ties
from engine.exports.bibob.ties import Ties
from engine.exports.timeline import Event
from engine.exports.words import said
from engine.register import of_run
from engine.snapshot import Run
from engine.translatable import Sentence, joined, mark, sentence

_KINDS = ("inschrijvingen", "functionarissen", "vergunningen", "maatregelen", "insolventies")
_HELD = "SELECT DISTINCT table_name FROM source_table"
_BRANCHES = """
SELECT b.started_on, b.ended_on, l.label, b.record_key, b.delivered_on
FROM branch b LEFT JOIN location l USING (location_id)
WHERE b.enterprise_id = $company
"""
_SQL = {
    "enterprise": """
        SELECT coalesce(ended_on, started_on), legal_form, end_kind, ended_on, NULL,
               min(record_key), min(delivered_on)
        FROM enterprise WHERE enterprise_id = $company GROUP BY ALL""",
    "branch": f"""
        SELECT started_on, 'ingeschreven', NULL, NULL, label, record_key, delivered_on
        FROM ({_BRANCHES})
        UNION ALL
        SELECT ended_on, 'uitgeschreven', NULL, NULL, label, record_key, delivered_on
        FROM ({_BRANCHES}) WHERE ended_on IS NOT NULL""",
    "permit": """
        SELECT coalesce(p.decided_on, p.requested_on), p.kind, p.status, NULL, l.label,
               p.record_key, p.delivered_on
        FROM permit p LEFT JOIN location l USING (location_id) WHERE p.applicant_id = $company""",
    "licence": """
        SELECT p.valid_from, p.kind, p.status, p.valid_until, l.label, p.record_key,
               p.delivered_on
        FROM licence p LEFT JOIN location l USING (location_id)
        WHERE $company IN (p.holder_id, p.operator_id)""",
    "measure": """
        SELECT m.decided_on, m.kind, NULL, m.ended_on, l.label, m.record_key, m.delivered_on
        FROM measure m JOIN location l USING (location_id)
        WHERE m.location_id IN (
            SELECT location_id FROM branch WHERE enterprise_id = $company
              AND coalesce(started_on <= m.decided_on, true)
              AND coalesce(ended_on > m.decided_on, true))""",
    "insolvency": """
        SELECT declared_on, kind, NULL, ended_on, NULL, record_key, delivered_on
        FROM insolvency WHERE enterprise_id = $company""",
    "contract": """
        SELECT signed_on, kind, NULL, ended_on, NULL, record_key, delivered_on
        FROM contract WHERE party_id = $company""",
    "bibob_register": """
        SELECT decided_on, conclusion, role, NULL, NULL, record_key, delivered_on
        FROM bibob_register WHERE subject_id = $company""",
    "registry_check": """
        SELECT checked_on, register, status, NULL, NULL, record_key, delivered_on
        FROM registry_check WHERE subject_id = $company""",
    "sanction": """
        SELECT listed_on, programme, measure, ended_on, NULL, record_key, delivered_on
        FROM sanction WHERE list_contains(identifiers, 'registration:' || $company)""",
}
"""By table: day, what, how it stands, until, at which place, record, delivered."""
_UNWORDED = ("bibob_register", "registry_check", "sanction")
"""Of these, what they say is told as the register has it."""
_TOLD = {
    "enterprise": mark("onderneming: {what}"),
    "permit": mark("vergunning {what}"),
    "measure": mark("maatregel: {what}"),
    "contract": mark("overeenkomst met de gemeente: {what}"),
    "bibob_register": mark("Bibob-register: {what}"),
    "registry_check": mark("register {what}"),
    "sanction": mark("sanctielijst: {what}"),
}


@dataclass(frozen=True, slots=True)
class OfCompany:
    """What the registers say of one company of the file.

    Attributes:
        party: its number in the file.
        label: its name there.
        is_known: whether the Handelsregister of this run has it.
        events: newest first, undated ones last.
    """

    party: int
    label: str
    kvk_number: str
    is_known: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Consulted:
    """How many records of a source of the own investigation were told; 0 is no hit."""

    kind: str
    title: str
    records: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the registers of a run say for a file.

    Attributes:
        as_of: day of the run.
        place: what happened at the place of the file, newest first.
        companies: in the order of the file.
        ties: who leads, owns or works with these companies, by the types of the law.
        consulted: by kind of source, in the order of its table; what this run holds only.
        unnamed: people of the file without a KVK number, who were not looked up.
    """

    as_of: date
    place: tuple[Event, ...]
    companies: tuple[OfCompany, ...]
    ties: Ties
    consulted: tuple[Consulted, ...]
    unnamed: int


def told(session: Session, run: Run, number: int, *, user: User, now: datetime) -> Told:
    """What the registers say of the companies and the place of a file; looking is logged.

    Args:
        session: a writing session.
        run: whose tables are read.
        number: of the file.
        user: a Bibob officer.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: no such file, the role may not, or its hook is not valid.
        RunError: the run does not have the place of the file.
    """
    acting.require_officer(user)
    file = acting.find(session, number)
    hook.require_reading(session, file.case, dutch_day(now))
    cases.log(
        session, file.case, user=user, name="Bibob: eigen registers geraadpleegd", now=now,
        source=run.path.name, kinds=_KINDS,
    )  # fmt: skip
    return _told(run, file, content.read(session, file), catalogue_of(session))


def _told(run: Run, file: BibobFile, known: content.Content, law: Catalogue) -> Told:
    numbered = [one for one in known.parties if one.kvk_number]
    location_id = places.locate(run, file.case.place)
    with of_run.reading(run) as con:
        companies = tuple(_company(con, one.id, one.name, one.kvk_number or "") for one in numbered)
        found = ties.of(con, {one.id: one.kvk_number or "" for one in numbered}, law)
        at_place = timeline.read(con, location_id)
        held = {row[0] for row in con.execute(_HELD).fetchall()}
    records = {(one.table, one.record_key) for one in at_place}
    records |= {(one.table, one.record_key) for each in companies for one in each.events}
    records |= {(one.table, one.record_key) for one in found.ties}
    return Told(
        run.as_of,
        at_place,
        companies,
        found,
        _consulted(law, records, held),
        len(known.parties) - len(numbered),
    )


def _company(con: DuckDBPyConnection, party: int, label: str, number: str) -> OfCompany:
    events = []
    for table, sql in _SQL.items():
        rows = con.execute(f"{sql} ORDER BY ALL", {"company": number}).fetchall()
        for on, what, standing, until, place, key, delivered in rows:
            text = _text(table, what, standing, until, place)
            events.append(Event(on, table, text, key, delivered))
    is_known = any(one.table in ("enterprise", "branch") for one in events)
    return OfCompany(party, label, number, is_known, tuple(sorted(events, key=timeline.order)))


def _text(
    table: str, what: str | None, standing: str | None, until: date | None, place: str | None
) -> str:
    """Dutch for one record, without a person."""
    told = _what(table, what)
    if standing:
        group = "enterprise.end_kind" if table == "enterprise" else f"{table}.status"
        told = joined([told, said(group, standing)], between=", ")
    if until:
        told = sentence("{what}, tot {day}", what=told, day=until)
    return joined([told, place], between="; ") if place else told


def _what(table: str, what: str | None) -> str:
    """What a record is of, and which kind."""
    if table == "branch":
        if what == "ingeschreven":
            return sentence("vestiging ingeschreven")
        return sentence("vestiging uitgeschreven")
    if table in _UNWORDED:
        text = what or sentence("niet bekend")
    else:
        text = said("legal_form" if table == "enterprise" else f"{table}.kind", what)
    return sentence(_TOLD[table], what=text) if table in _TOLD else text


def _consulted(
    law: Catalogue, records: set[tuple[str, str]], held: set[str]
) -> tuple[Consulted, ...]:
    """Per kind of source how many records were told, where the run holds a table of it."""
    return tuple(
        Consulted(code, kind.title, sum(table in kind.registered for table, _ in records))
        for code, kind in law.source_kinds.items()
        if held.intersection(kind.registered)
    )


def summary(one: Consulted, as_of: date) -> Sentence:
    """What is recorded of a consulted source: a count and the day of the run."""
    if one.records == 0:
        return sentence("geen record in de registers van {day}", day=as_of)
    if one.records == 1:
        return sentence("1 record in de registers van {day}", day=as_of)
    return sentence("{count} records in de registers van {day}", count=str(one.records), day=as_of)
