"""Intake: deliveries in, canonical tables with provenance out, nothing lost on the way.

Every source is taken in within one transaction: it is in the register whole or not at all.
Per file: records read = used + quarantined + ignored. Per table: rows delivered = kept +
collapsed + quarantined + ignored. A difference stops the run, as it would be a lie in the
report. Names of people go to the vault; the register has pseudonyms.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date

from duckdb import DuckDBPyConnection

from connectors.delivery import Connector, Delivery
from engine.errors import SettingsError, SourceError
from engine.progress import Progress
from engine.register import cross_check, stand_ins
from engine.register.company_links import CompanyNames
from engine.register.cross_check import Check
from engine.register.deliveries import Chosen, choose
from engine.register.fetched import open_fetched
from engine.register.named_people import NamedPeople
from engine.register.pseudonyms import Pseudonyms
from engine.register.reading import read
from engine.register.report import SourceReport, TableCounts
from engine.register.stand_ins import Role
from engine.register.storing import store
from engine.register.vault import Vault
from engine.settings import Settings
from engine.sources_file import SourcesFile
from engine.tables import PLACE_INPUT, TABLES, register_of

SOURCE_TABLE = """
CREATE TABLE source_table (
  source VARCHAR, table_name VARCHAR, register VARCHAR, delivered_on DATE,
  privacy_check VARCHAR, rows BIGINT, covers BOOLEAN
)
"""
"""Which source fills which table; `covers`: where it has no row, there is nothing."""
_QUARANTINE = """
CREATE TABLE quarantine (
  source VARCHAR, file VARCHAR, line BIGINT, record_id VARCHAR, reason VARCHAR, raw VARCHAR
)
"""


@dataclass(frozen=True, slots=True)
class Intake:
    """What every source of a run is taken in with.

    Attributes:
        con: the register in the making.
        sources: the checked `sources.yaml`.
        find: gives the connector of a name.
        as_of: last day that exists for this run.
        settings: limits, and folders of `rules/`.
        pseudonyms: made with the key of this installation.
        vault: where names go; None keeps no names at all.
        progress: is told how many records of which source were read.
        copies: vault with the copies of live sources; None when there is none.
        company_names: gathers names that came without a KVK number, for the time of the run.
        people: gathers who is named, for the time of the run.
    """

    con: DuckDBPyConnection
    sources: SourcesFile
    find: Callable[[str], Connector]
    as_of: date
    settings: Settings
    pseudonyms: Pseudonyms
    vault: Vault | None
    progress: Progress
    copies: Vault | None = None
    company_names: CompanyNames = field(default_factory=CompanyNames)
    people: NamedPeople = field(default_factory=NamedPeople)


def create_tables(con: DuckDBPyConnection) -> None:
    """Make every canonical table, empty, and the tables that intake keeps about sources.

    `place_input` is temporary: how each row said where it is, for `places.resolve`.
    """
    for table in TABLES.values():
        columns = ", ".join(f'"{c.name}" {c.type.value}' for c in table.stored())
        con.execute(f"CREATE TABLE {table.name} ({columns})")
    con.execute(SOURCE_TABLE)
    con.execute(_QUARANTINE)
    create_place_input(con)


def create_place_input(con: DuckDBPyConnection) -> None:
    """Make the temporary table `place_input`, unless it is there."""
    place = ", ".join(f"{c.name} {c.type.value}" for c in PLACE_INPUT)
    con.execute(
        "CREATE TEMP TABLE IF NOT EXISTS place_input "
        f"(table_name VARCHAR, record_key VARCHAR, {place})"
    )


def take_in(intake: Intake) -> tuple[SourceReport, ...]:
    """Take in every source of `sources.yaml`, in its order.

    Sources that may stand in for another one are read after all others; see `stand_ins`.

    Returns:
        One report per source. A source that is `optional` and unreadable as a whole is in it
        with what was wrong, and gave nothing to the register.

    Raises:
        SettingsError: an entry of `sources.yaml` cannot be used.
        SourceError: a delivery is unreadable as a whole, and its source is not optional.
        RunError: rows were lost on the way, or the vault cannot be written.
    """
    found = [_connector(intake, index) for index in range(len(intake.sources.sources.sources))]
    reports = {
        index: _source(intake, index, found[index]) for index in stand_ins.reading_order(found)
    }
    return tuple(reports[index] for index in range(len(found)))


def _source(intake: Intake, index: int, connector: Connector) -> SourceReport:
    spec = intake.sources.sources.sources[index]
    report = SourceReport(spec.id, spec.connector, optional=spec.optional)
    if stand_ins.role_of(intake.con, spec, connector) is Role.SKIP:
        report.skip("another source of its register gave rows")
        return report
    try:
        with _open(intake, index, connector) as chosen:
            report.describe(chosen)
            if chosen.delivery is not None:
                _load(intake, connector, chosen.delivery, report)
    except SourceError as error:
        if not spec.optional:
            raise
        report.fail(str(error))
    return report


def _open(intake: Intake, index: int, connector: Connector) -> AbstractContextManager[Chosen]:
    """The delivery that counts: files where they lie, or what was fetched before this run."""
    sources, settings = intake.sources, intake.settings
    if sources.sources.sources[index].url is not None:
        return open_fetched(
            sources, index, vault=intake.copies, as_of=intake.as_of, settings=settings
        )
    return nullcontext(
        choose(sources, index, connector=connector, as_of=intake.as_of, settings=settings)
    )


def _connector(intake: Intake, index: int) -> Connector:
    try:
        return intake.find(intake.sources.sources.sources[index].connector)
    except SettingsError as error:
        raise intake.sources.fail(error.what, "sources", index, "connector") from error


def _load(intake: Intake, connector: Connector, delivery: Delivery, report: SourceReport) -> None:
    """Read, judge and store one delivery: all of it or nothing."""
    con = intake.con
    assert report.delivered_on is not None
    role = stand_ins.role_of(con, delivery.spec, connector)
    con.begin()
    try:
        taken = read(
            con,
            delivery,
            connector,
            pseudonyms=intake.pseudonyms,
            report=report,
            progress=intake.progress,
        )
        kept = store(
            con,
            taken,
            source=delivery.source,
            delivered_on=report.delivered_on,
            as_of=intake.as_of,
            vault=intake.vault if role is Role.FILL else None,
            people=intake.people if role is Role.FILL else None,
            report=report,
        )
        if role is Role.COMPARE:
            others = stand_ins.fillers(con, delivery.spec, connector)
            shown = intake.settings.cross_check.shown_ids
            check = Check(delivery.source, others, connector.tables, shown)
            cross_check.compare(con, check, report)
        else:
            intake.company_names.add(kept)
            _register_tables(con, delivery, connector, report)
    except BaseException:
        con.rollback()
        raise
    con.commit()


def _register_tables(
    con: DuckDBPyConnection, delivery: Delivery, connector: Connector, report: SourceReport
) -> None:
    """Tell which tables the source fills, also those that it covers and got no row this time."""
    spec = delivery.spec
    covered = connector.covered(spec)
    for name in sorted(covered | report.tables.keys()):
        counts = report.tables.setdefault(name, TableCounts())
        register = register_of(spec.connector, name, spec.register_name)
        con.execute(
            "INSERT INTO source_table VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                *(spec.id, name, register, report.delivered_on, spec.privacy_check, counts.kept),
                name in covered,
            ],
        )
