"""What becomes of every staged row: kept, collapsed, ignored or in quarantine.

Order: a row that cannot be read, or that has no key, goes to quarantine; a fact dated after
`as_of` does not exist; equal rows collapse; of dated versions of one object the newest counts;
a second place of one permit becomes `id#2`; other rows with one key all go to quarantine.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from duckdb import DuckDBPyConnection

from engine.register.staging import Stage, staged
from engine.tables import PLACE_INPUT, Column, Table, Type

KEPT, COLLAPSED, IGNORED, QUARANTINED = "kept", "collapsed", "ignored", "quarantined"
AFTER_AS_OF = "after as_of"
SUPERSEDED = "superseded version"
CONFLICT = "rows with this key differ"

_BLANK = "' \t\n\r\xa0'"
_PARTIAL = r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$"
_PLACE_NAMES = tuple(column.name for column in PLACE_INPUT)


def judge(con: DuckDBPyConnection, stage: Stage, *, as_of: date) -> str:
    """Judge every staged row.

    Returns:
        Name of a temporary table: the cleaned columns of the stage, `record_id`, `_status`
        and `_reason` (of what is not kept).
    """
    judged = f"judged_{stage.table.name}"
    con.execute(_judge_rows(stage.table, stage.name, judged), {"as_of": as_of})
    con.execute(f"DROP TABLE {stage.name}")
    con.execute(_find_twins(judged))
    if con.execute("SELECT count(*) FROM twins").fetchone() != (0,):
        con.execute(_judge_twins(stage.table), {"kept": KEPT})
        con.execute(
            f"UPDATE {judged} SET _status = v._status, _reason = v._reason, "
            f"record_id = v.record_id FROM verdicts v WHERE {judged}._row = v._row"
        )
        con.execute("DROP TABLE verdicts")
    con.execute("DROP TABLE twins")
    return judged


def quoted(names: Iterable[str]) -> str:
    """Column names for a SELECT list."""
    return ", ".join(f'"{name}"' for name in names)


def _judge_rows(table: Table, stage: str, judged: str) -> str:
    cleaned = ",\n  ".join(
        f'{_cleaned(column, table)} AS "{column.name}"' for column in staged(table)
    )
    event = _event(table)
    version = f"coalesce(_version, {_version(table)})" if table.versioned else "_version"
    return f"""
CREATE TEMP TABLE {judged} AS
WITH blanks AS (
  SELECT * REPLACE ({_blanks_to_null(table)}) FROM {stage}
), keyed AS (
  SELECT *, {_record_id(table)} AS record_id, {event} AS _event FROM blanks
), cleaned AS (
  SELECT {cleaned}, _row, _record, _file, _line, {version} AS _version, record_id,
    CASE WHEN _event > $as_of THEN true ELSE coalesce(_version > $as_of, false) END AS _later,
    {_fault(table)} AS _reason
  FROM keyed
)
SELECT * EXCLUDE (_later) REPLACE (
    CASE WHEN _reason IS NULL AND _later THEN '{AFTER_AS_OF}' ELSE _reason END AS _reason),
  CASE WHEN _reason IS NOT NULL THEN '{QUARANTINED}' WHEN _later THEN '{IGNORED}'
       ELSE '{KEPT}' END AS _status
FROM cleaned
ORDER BY _row
"""


def _blanks_to_null(table: Table) -> str:
    texts = [c.name for c in staged(table) if c.type is Type.TEXT]
    return ", ".join(
        f'CASE WHEN trim("{name}", {_BLANK}) = \'\' THEN NULL ELSE "{name}" END AS "{name}"'
        for name in texts
    )


def _earliest(partial: str) -> str:
    """First day that a partial date can mean."""
    text = f'"{partial}"'
    return f"try_cast({text} || CASE length({text}) WHEN 4 THEN '-01-01' ELSE '-01' END AS DATE)"


def _day(table: Table, name: str) -> str:
    """A date, or the first day that its partial date can mean."""
    if table.column(name).partial:
        return f'coalesce("{name}", {_earliest(name + "_partial")})'
    return f'"{name}"'


def _event(table: Table) -> str:
    days = [_day(table, name) for name in table.event]
    return f"coalesce({', '.join(days)}, NULL::DATE)" if days else "NULL::DATE"


def _version(table: Table) -> str:
    own = {column.name for column in table.columns}
    days = ['"valid_from"'] if "valid_from" in own else []
    days += [_day(table, name) for name in table.event]
    return f"coalesce({', '.join(days)}, NULL::DATE)" if days else "NULL::DATE"


def _cleaned(column: Column, table: Table) -> str:
    """A column as it is known on `as_of`."""
    name = column.name
    depends_on = dict(table.status_date).get(name)
    base = name.removesuffix("_partial")
    if depends_on is not None:
        day = _day(table, depends_on)
        return f'CASE WHEN {day} > $as_of THEN NULL ELSE "{name}" END'
    if column.type is Type.DATE and not column.planned:
        return f'CASE WHEN "{name}" > $as_of THEN NULL ELSE "{name}" END'
    if name != base and not table.column(base).planned:
        return f'CASE WHEN {_earliest(name)} > $as_of THEN NULL ELSE "{name}" END'
    return f'"{name}"'


def _record_id(table: Table) -> str:
    return " || '/' || ".join(_key_part(table, name) for name in table.key)


def _key_part(table: Table, name: str) -> str:
    """A key value as text; an empty one by its partial date or by the place as delivered."""
    options = [f'CAST("{name}" AS VARCHAR)']
    if table.column(name).partial:
        options.append(f'"{name}_partial"')
    if table.place and name in _PLACE_NAMES:
        others = quoted(other for other in _PLACE_NAMES if other not in table.key)
        options.append(f"nullif(concat_ws(' ', {others}), '')")
    return f"coalesce({', '.join(options)}, '')"


def _fault(table: Table) -> str:
    """Why a row cannot be used, NULL when it can."""
    cases = ["WHEN _fault IS NOT NULL THEN _fault"]
    cases += [
        f"WHEN \"{c.name}\" IS NULL THEN 'column {c.name} is required and empty'"
        for c in table.columns
        if c.required
    ]
    key = ", ".join(table.key)
    cases.append(f"WHEN trim(record_id, '/') = '' THEN 'the key ({key}) is empty'")
    for column in table.columns:
        if column.words:
            words = ", ".join(f"'{word}'" for word in column.words)
            cases.append(
                f'WHEN "{column.name}" NOT IN ({words}) '
                f"THEN 'column {column.name}: a word that is not listed'"
            )
        if column.partial:
            cases.append(
                f"WHEN NOT regexp_matches(\"{column.name}_partial\", '{_PARTIAL}') "
                f"THEN 'column {column.name}_partial: not YYYY or YYYY-MM'"
            )
    return f"CASE {' '.join(cases)} END"


def _find_twins(judged: str) -> str:
    return f"""
CREATE TEMP TABLE twins AS
WITH repeated AS (
  SELECT record_id FROM {judged} WHERE _status = '{KEPT}' GROUP BY record_id HAVING count(*) > 1
)
SELECT j.* FROM {judged} j SEMI JOIN repeated USING (record_id) WHERE _status = '{KEPT}'
"""


def _facts_and_places(table: Table) -> tuple[Sequence[str], Sequence[str]]:
    """Columns that say what, and columns that say where."""
    names = [column.name for column in staged(table)]
    where = [n for n in names if table.place and n in _PLACE_NAMES and n not in table.key]
    return [n for n in names if n not in where], where


def _judge_twins(table: Table) -> str:
    facts, places = _facts_and_places(table)
    by_place = any(name in _PLACE_NAMES for name in table.key)
    compared = facts if by_place or not places else (*facts, *places)
    second_place = bool(places) and not table.versioned and not by_place
    own_place = "true" if second_place else "false"
    versioned = "true" if table.versioned else "false"
    order = quoted(places) if second_place else "_row"
    return f"""
CREATE TEMP TABLE verdicts AS
WITH copies AS (
  SELECT *, row_number() OVER (
    PARTITION BY record_id, {quoted(compared)}
    ORDER BY _version DESC NULLS LAST, _file, _line, {quoted(places) + "," if places else ""} _row
  ) AS _copy FROM twins
), different AS (
  SELECT *, dense_rank() OVER (PARTITION BY record_id ORDER BY {quoted(facts)}) AS _facts
  FROM copies WHERE _copy = 1
), ranked AS (
  SELECT *, count(*) OVER (PARTITION BY record_id) AS _many,
    max(_facts) OVER (PARTITION BY record_id) AS _meanings,
    {versioned} AND bool_and(_version IS NOT NULL) OVER (PARTITION BY record_id) AS _dated,
    rank() OVER (PARTITION BY record_id ORDER BY _version DESC NULLS LAST) AS _age,
    row_number() OVER (PARTITION BY record_id ORDER BY {order}) AS _place
  FROM different
), newest AS (
  SELECT *, count(*) FILTER (_age = 1) OVER (PARTITION BY record_id) AS _newest FROM ranked
), decided AS (
  SELECT _row, record_id, _place, CASE
      WHEN _many = 1 THEN $kept
      WHEN _dated AND _age > 1 THEN '{IGNORED}'
      WHEN _dated AND _newest = 1 THEN $kept
      WHEN {own_place} AND _meanings = 1 THEN $kept
      ELSE '{QUARANTINED}' END AS _status
  FROM newest
)
SELECT _row, _status,
  CASE _status WHEN '{IGNORED}' THEN '{SUPERSEDED}' WHEN '{QUARANTINED}' THEN '{CONFLICT}' END
    AS _reason,
  CASE WHEN _status = $kept AND {own_place} AND _place > 1
       THEN record_id || '#' || _place ELSE record_id END AS record_id
FROM decided
UNION ALL
SELECT _row, '{COLLAPSED}', NULL, record_id FROM copies WHERE _copy > 1
"""
