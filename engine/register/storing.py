"""Store what was judged: canonical rows with provenance, quarantine, names, and the counts."""

from collections import Counter
from datetime import date

from duckdb import DuckDBPyConnection

from engine.errors import RunError
from engine.register.judging import IGNORED, KEPT, QUARANTINED, judge, quoted
from engine.register.named_people import NamedPeople
from engine.register.reading import Taken, insert_quarantine, to_json
from engine.register.report import FileCounts, SourceReport, TableCounts
from engine.register.staging import Stage, staged
from engine.register.vault import Name, Vault
from engine.tables import PLACE_INPUT, PROVENANCE, Table, Type

USED = "used"


def store(
    con: DuckDBPyConnection,
    taken: Taken,
    *,
    source: str,
    delivered_on: date,
    as_of: date,
    vault: Vault | None,
    people: NamedPeople | None,
    report: SourceReport,
) -> list[Name]:
    """Judge the staged rows of one source and store them; counts go to `report`.

    Names go to `vault` and, with birth dates, for the time of the run to `people`.

    Returns:
        The names of the rows that are in the register, for the vault.

    Raises:
        RunError: rows were lost on the way, or the vault cannot be written.
    """
    con.execute(
        "CREATE TEMP TABLE fate (_record BIGINT, _file VARCHAR, _status VARCHAR, _reason VARCHAR)"
    )
    names: list[Name] = []
    for name in sorted(taken.stages):
        stage = taken.stages[name]
        judged = judge(con, stage, as_of=as_of)
        _count_rows(con, stage, judged, report)
        _insert_rows(con, stage.table, judged, source, delivered_on)
        _refuse_rows(con, stage.table, judged, source, report)
        names += (kept := _kept_names(con, stage, judged))
        if people is not None:
            people.add(kept, stage.parties.births)
        con.execute(f"INSERT INTO fate SELECT _record, _file, _status, _reason FROM {judged}")
        con.execute(f"DROP TABLE {judged}")
    _count_records(con, taken, source, report)
    con.execute("DROP TABLE fate")
    if vault is not None and names:
        vault.put(names)
    return names


def _count_rows(con: DuckDBPyConnection, stage: Stage, judged: str, report: SourceReport) -> None:
    """Counts per table: rows delivered = kept + collapsed + quarantined + ignored."""
    counts = TableCounts(delivered=stage.rows)
    query = f"SELECT _status, _reason, count(*) FROM {judged} GROUP BY ALL ORDER BY ALL"
    for status, reason, rows in con.execute(query).fetchall():
        if status == IGNORED:
            counts.ignored[reason] += rows
            report.reasons[reason] += rows
        else:
            setattr(counts, status, getattr(counts, status) + rows)
    if counts.told != stage.rows:
        raise RunError(
            f"source {stage.source}, table {stage.table.name}: {stage.rows} rows delivered, but "
            f"{counts.kept} kept + {counts.collapsed} collapsed + {counts.quarantined} quarantined "
            f"+ {counts.ignored.total()} ignored = {counts.told}"
        )
    report.tables[stage.table.name] = counts
    for role, number in sorted(stage.parties.bad_numbers.items()):
        tree = report.notes.setdefault("kvk number is not 8 digits", {})
        if isinstance(tree, dict):
            tree[f"{stage.table.name}.{role}_kvk"] = number


def _insert_rows(
    con: DuckDBPyConnection, table: Table, judged: str, source: str, delivered_on: date
) -> None:
    given = {column.name for column in staged(table)}
    provenance = {
        "source": "$source",
        "record_id": "record_id",
        "record_key": "$source || $table || record_id",
        "line": "_line",
        "delivered_on": "$delivered_on::DATE",
    }
    assert provenance.keys() == {column.name for column in PROVENANCE}
    values = [
        f'"{c.name}"' if c.name in given else provenance.get(c.name, f"NULL::{c.type.value}")
        for c in table.stored()
    ]
    con.execute(
        f"INSERT INTO {table.name} SELECT {', '.join(values)} FROM {judged} "
        f"WHERE _status = '{KEPT}' ORDER BY record_id",
        {"source": source, "table": f":{table.name}:", "delivered_on": delivered_on},
    )
    if table.place:
        con.execute(
            f"INSERT INTO place_input SELECT '{table.name}', $key || record_id, "
            f"{quoted(c.name for c in PLACE_INPUT)} FROM {judged} WHERE _status = '{KEPT}' "
            "ORDER BY record_id",
            {"key": f"{source}:{table.name}:"},
        )


def _refuse_rows(
    con: DuckDBPyConnection, table: Table, judged: str, source: str, report: SourceReport
) -> None:
    shown = [c.name for c in staged(table) if c.type is not Type.GEOMETRY]
    query = (
        f"SELECT _file, _line, record_id, _reason, {quoted(shown)} FROM {judged} "
        f"WHERE _status = '{QUARANTINED}' ORDER BY _file, _line, record_id, _row"
    )
    rows = []
    for file, line, record_id, reason, *values in con.execute(query).fetchall():
        raw = to_json(dict(zip(shown, values, strict=True)))
        rows.append((file, line, record_id, reason, raw))
        report.quarantined[reason] += 1
    insert_quarantine(con, source, rows)


def _kept_names(con: DuckDBPyConnection, stage: Stage, judged: str) -> list[Name]:
    """Names of the rows that are in the register; no others are kept anywhere."""
    if not stage.parties.names:
        return []
    query = f"SELECT _row FROM {judged} WHERE _status = '{KEPT}'"
    kept = {row for (row,) in con.execute(query).fetchall()}
    return [name for row, name in stage.parties.names if row in kept]


def _count_records(
    con: DuckDBPyConnection, taken: Taken, source: str, report: SourceReport
) -> None:
    """Counts per file: records read = used + quarantined + ignored.

    A record is used when one of its rows is, in quarantine when one of the others is, and
    ignored when all of them are.
    """
    for file, read in taken.read.items():
        ignored = Counter(taken.ignored.get(file, {}))
        report.records[file] = FileCounts(read, taken.used[file], taken.quarantined[file], ignored)
    query = f"""
    WITH records AS (
      SELECT _file, CASE WHEN bool_or(_status NOT IN ('{IGNORED}', '{QUARANTINED}')) THEN '{USED}'
          WHEN bool_or(_status = '{QUARANTINED}') THEN '{QUARANTINED}' ELSE '{IGNORED}' END AS fate,
        min(_reason) AS reason
      FROM fate GROUP BY _record, _file
    )
    SELECT _file, fate, CASE fate WHEN '{IGNORED}' THEN reason END AS reason, count(*)
    FROM records GROUP BY ALL ORDER BY ALL
    """
    for file, fate, reason, records in con.execute(query).fetchall():
        counts = report.records[file]
        if fate == IGNORED:
            counts.ignored[reason] += records
        else:
            setattr(counts, fate, getattr(counts, fate) + records)
    for file, counts in sorted(report.records.items()):
        if counts.read != counts.told:
            raise RunError(
                f"source {source}, {file}: {counts.read} records read, but {counts.used} used + "
                f"{counts.quarantined} quarantined + {counts.ignored.total()} ignored "
                f"= {counts.told}"
            )
