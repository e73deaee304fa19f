"""Everything that happened at one location, by date, each event with its source record."""

from dataclasses import dataclass
from datetime import date

import duckdb

from engine.exports.words import day, number, word


@dataclass(frozen=True, slots=True)
class Event:
    """One dated fact.

    Attributes:
        on: the day; None when it is not known, such events come last.
        table: canonical table.
        text: what happened, Dutch, without a person.
        record_key: `source:table:record_id`.
        delivered_on: date of the delivery it stands in.
    """

    on: date | None
    table: str
    text: str
    record_key: str
    delivered_on: date | None


DATED = {
    "permit": """
        SELECT coalesce(decided_on, requested_on), kind, status, "use", capacity
        FROM permit""",
    "licence": "SELECT valid_from, kind, status, valid_until FROM licence",
    "report": "SELECT reported_on, category FROM report",
    "measure": "SELECT decided_on, kind, ended_on, reopened_on FROM measure",
    "inspection": "SELECT held_on, domain, outcome, violations FROM inspection",
    "environment_notification": "SELECT notified_on, activity FROM environment_notification",
    "topography_change": "SELECT seen_on, kind, area_m2 FROM topography_change",
    "title": """SELECT started_on, "right", ended_on FROM title""",
    "transfer": "SELECT signed_on, kind, lapsed_on FROM transfer",
    "attachment": "SELECT started_on, 'attachment', ended_on FROM attachment",
    "address_signal": "SELECT received_on, status FROM address_signal",
    "announcement": "SELECT published_on, kind FROM announcement",
    "declared_address": "SELECT NULL::DATE, reason, expires_on FROM declared_address",
}
"""Select per table: first the day of the fact, then what it says."""

_BRANCH = """
SELECT "on", what, legal_form, record_key, delivered_on FROM (
    SELECT b.started_on AS "on",
           'ingeschreven' || coalesce(' in ' || b.started_on_partial, '') AS what, e.legal_form,
           b.record_key, b.delivered_on
    FROM branch b LEFT JOIN enterprise e USING (enterprise_id)
    WHERE b.location_id = $location AND NOT coalesce(b.shielded, false)
    UNION
    SELECT coalesce(b.ended_on, e.ended_on), 'uitgeschreven', e.legal_form, b.record_key,
           b.delivered_on
    FROM branch b LEFT JOIN enterprise e USING (enterprise_id)
    WHERE b.location_id = $location AND coalesce(b.ended_on, e.ended_on) IS NOT NULL
      AND NOT coalesce(b.shielded, false)
)
ORDER BY ALL
"""

_BUILDING = """
SELECT DISTINCT b.status_since, b.status, b.record_key, b.delivered_on
FROM building b JOIN location_member m ON m.member_id = b.building_id
WHERE m.location_id = $location AND b.status_since IS NOT NULL
ORDER BY ALL
"""

# The case number of a person's insolvency would tell who it is: the branch stands for it.
_INSOLVENCY = """
SELECT DISTINCT i.declared_on, i.kind, i.ended_on,
       CASE WHEN e.legal_form <> 'sole_trader' THEN i.record_key ELSE b.record_key END,
       i.delivered_on
FROM insolvency i
JOIN branch b USING (enterprise_id)
LEFT JOIN enterprise e USING (enterprise_id)
WHERE b.location_id = $location AND NOT coalesce(b.shielded, false)
ORDER BY ALL
"""


def read(con: duckdb.DuckDBPyConnection, location_id: str) -> tuple[Event, ...]:
    """Events of one location, newest first, undated ones last.

    Args:
        con: an opened run (`Run.connect`).
        location_id: a location of that run.
    """
    at = {"location": location_id}
    events = [
        Event(on, "branch", f"{word('legal_form', form)} {what}", key, delivered)
        for on, what, form, key, delivered in con.execute(_BRANCH, at).fetchall()
    ]
    for on, status, key, delivered in con.execute(_BUILDING, at).fetchall():
        events.append(Event(on, "building", f"BAG: {str(status).lower()}", key, delivered))
    for on, kind, ended, key, delivered in con.execute(_INSOLVENCY, at).fetchall():
        events.append(Event(on, "insolvency", _span("insolvency", [kind, ended]), key, delivered))
    for table, select in DATED.items():
        head, _, source = select.rpartition("FROM")
        sql = f"{head}, record_key, delivered_on FROM {source} WHERE location_id = $location"
        for on, *values, key, delivered in con.execute(sql, at).fetchall():
            events.append(Event(on, table, _text(table, values), key, delivered))
    return tuple(sorted(events, key=order))


def order(event: Event) -> tuple[int, str, str, str]:
    """Sorts events: newest first, undated ones last, then by table, record and text."""
    return -event.on.toordinal() if event.on else 1, event.table, event.record_key, event.text


def _text(table: str, values: list[object]) -> str:
    texts = {
        "permit": _permit,
        "licence": _licence,
        "measure": _measure,
        "inspection": _inspection,
        "topography_change": _change,
    }
    if table in texts:
        return texts[table](values)
    if table in ("title", "transfer", "attachment"):
        return _span(table, values)
    first = values[0]
    if table == "report":
        return f"melding: {word('report.category', first)}"
    if table == "declared_address":
        return f"verklaard adres: {word('declared.reason', first)}"
    if table == "environment_notification":
        return f"milieumelding: {word('notification.activity', first)}"
    return f"{word('event', table)}: {word(f'{table}.kind', first)}"


def _permit(values: list[object]) -> str:
    kind, status, use, capacity = values
    place = f" voor {word('permit.kind', use)}" if use == "storage" and kind != use else ""
    size = f", capaciteit {capacity}" if capacity is not None else ""
    shown = word("permit.status", status, unknown="status niet bekend")
    return f"vergunning {word('permit.kind', kind)}{place} {shown}{size}"


def _licence(values: list[object]) -> str:
    kind, status, _ = values
    return f"{word('licence.kind', kind)}: {word('licence.status', status)}"


def _measure(values: list[object]) -> str:
    kind, ended, reopened = values
    dates = _dated("beëindigd", ended) + _dated("heropend", reopened)
    return f"maatregel: {word('measure.kind', kind)}{dates}"


def _inspection(values: list[object]) -> str:
    domain, outcome, violations = values
    many = f" ({violations})" if violations else ""
    return (
        f"controle {word('inspection.domain', domain)}: {word('inspection.outcome', outcome)}{many}"
    )


def _span(table: str, values: list[object]) -> str:
    kind, ended = values
    return f"{word('event', table)}: {word(f'{table}.kind', kind)}{_dated('tot', ended)}"


def _dated(what: str, value: object) -> str:
    return f", {what} {day(value)}" if isinstance(value, date) else ""


def _change(values: list[object]) -> str:
    kind, area = values
    size = f", {number(float(str(area)))} m²" if area is not None else ""
    return f"verandering op de kaart: {word('topography', kind)}{size}"
