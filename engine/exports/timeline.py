"""Everything that happened at one location, by date, each event with its source record."""

from dataclasses import dataclass
from datetime import date

import duckdb

from engine.exports.words import said
from engine.translatable import Amount, Sentence, mark, sentence


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


_NO_STATUS = mark("status niet bekend")

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
SELECT "on", is_end, legal_form, record_key, delivered_on, partial FROM (
    SELECT b.started_on AS "on", false AS is_end, e.legal_form, b.record_key, b.delivered_on,
           b.started_on_partial AS partial
    FROM branch b LEFT JOIN enterprise e USING (enterprise_id)
    WHERE b.location_id = $location AND NOT coalesce(b.shielded, false)
    UNION
    SELECT coalesce(b.ended_on, e.ended_on), true, e.legal_form, b.record_key,
           b.delivered_on, NULL
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
        Event(on, "branch", _branch(form, partial, is_end=is_end), key, delivered)
        for on, is_end, form, key, delivered, partial in con.execute(_BRANCH, at).fetchall()
    ]
    for on, status, key, delivered in con.execute(_BUILDING, at).fetchall():
        told = sentence("BAG: {status}", status=str(status).lower())
        events.append(Event(on, "building", told, key, delivered))
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


def _text(table: str, values: list[object]) -> Sentence:
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
        return sentence("melding: {kind}", kind=said("report.category", first))
    if table == "declared_address":
        return sentence("verklaard adres: {kind}", kind=said("declared.reason", first))
    if table == "environment_notification":
        return sentence("milieumelding: {kind}", kind=said("notification.activity", first))
    return sentence("{what}: {kind}", what=said("event", table), kind=said(f"{table}.kind", first))


def _branch(form: object, partial: str | None, *, is_end: bool) -> Sentence:
    name = said("legal_form", form)
    if is_end:
        return sentence("{form} uitgeschreven", form=name)
    if partial is None:
        return sentence("{form} ingeschreven", form=name)
    return sentence("{form} ingeschreven in {month}", form=name, month=partial)


def _permit(values: list[object]) -> Sentence:
    kind, status, use, capacity = values
    is_storage = use == "storage" and kind != use
    return sentence(
        "vergunning {kind}{use} {status}{size}",
        kind=said("permit.kind", kind),
        use=sentence(" voor {use}", use=said("permit.kind", use)) if is_storage else "",
        status=said("permit.status", status, unknown=_NO_STATUS),
        size="" if capacity is None else sentence(", capaciteit {size}", size=str(capacity)),
    )


def _licence(values: list[object]) -> Sentence:
    kind, status, _ = values
    return sentence(
        "{what}: {kind}", what=said("licence.kind", kind), kind=said("licence.status", status)
    )


def _measure(values: list[object]) -> Sentence:
    kind, ended, reopened = values
    return sentence(
        "maatregel: {kind}{ended}{reopened}",
        kind=said("measure.kind", kind),
        ended=sentence(", beëindigd {day}", day=ended) if isinstance(ended, date) else "",
        reopened=sentence(", heropend {day}", day=reopened) if isinstance(reopened, date) else "",
    )


def _inspection(values: list[object]) -> Sentence:
    domain, outcome, violations = values
    many = f" ({violations})" if violations else ""
    return sentence(
        "controle {domain}: {outcome}{many}",
        domain=said("inspection.domain", domain),
        outcome=said("inspection.outcome", outcome),
        many=many,
    )


def _span(table: str, values: list[object]) -> Sentence:
    kind, ended = values
    return sentence(
        "{what}: {kind}{ended}",
        what=said("event", table),
        kind=said(f"{table}.kind", kind),
        ended=sentence(", tot {day}", day=ended) if isinstance(ended, date) else "",
    )


def _change(values: list[object]) -> Sentence:
    kind, area = values
    size = "" if area is None else sentence(", {size} m²", size=Amount(float(str(area)), 0))
    return sentence(
        "verandering op de kaart: {kind}{size}", kind=said("topography", kind), size=size
    )
