"""One record of the extract to one flat row of text, dates and numbers.

A record is one voorkomen (version) of an object, one attribute in onderzoek, or one relation
between a woonplaats and a gemeente. Fields are found by tag, not by position. What the format
does not know is refused by name, never guessed.
"""

from dataclasses import dataclass
from datetime import date

from lxml import etree

from connectors.bag import codes
from connectors.bag.checks import (
    CHECKS,
    BadRecord,
    Values,
    check_id,
    check_period,
    one_of,
    single,
    valid_municipality,
)
from connectors.bag.codes import GML
from connectors.bag.fields import (
    DOUBT_FIELDS,
    DOUBT_TYPES,
    OBJECT_FIELDS,
    OBJECT_TYPES,
    ONE,
    REFS,
    RELATION_FIELDS,
    SHAPE,
    SKIP,
    Fields,
)

STATE_LIVE, STATE_PAST, STATE_FUTURE, STATE_INACTIVE = "live", "past", "future", "inactive"
KIND_OBJECT, KIND_DOUBT, KIND_RELATION = "object", "doubt", "relation"


@dataclass(frozen=True, slots=True)
class Record:
    """One parsed record.

    Attributes:
        values: by column of `table.COLUMNS`; absent is NULL.
        shapes: gml elements of an object that counts on the date, in document order.
    """

    values: Values
    shapes: tuple[etree._Element, ...] = ()


def parse_object(element: etree._Element, *, on: date) -> Record:
    """Parse one voorkomen.

    Args:
        element: the object element (`Objecten:Pand` …).
        on: the peildatum, which decides the state and whether shapes are needed.

    Raises:
        BadRecord: unknown element, value outside its pattern or code list, missing field.
    """
    kind = OBJECT_TYPES[element.tag]
    values, shapes = _collect(element, OBJECT_FIELDS[element.tag])
    values["kind"], values["type"] = KIND_OBJECT, kind.code
    check_id(values, kind.code)
    check_period(values)
    one_of(values, "status", kind.statuses)
    CHECKS[kind.code](values)
    state = values["state"] = _state(values, on)
    return Record(values, tuple(shapes) if state == STATE_LIVE else ())


def parse_doubt(element: etree._Element, *, on: date) -> Record:
    """Parse one attribute in onderzoek; it is live when it is in onderzoek on the peildatum.

    Raises:
        BadRecord: as `parse_object`.
    """
    kind = DOUBT_TYPES[element.tag]
    values, _ = _collect(element, DOUBT_FIELDS[element.tag])
    values["kind"], values["type"] = KIND_DOUBT, kind.code
    check_id(values, kind.code)
    check_period(values)
    one_of(values, "attribute", kind.doubtful)
    one_of(values, "in_doubt", frozenset("JN"))
    state = _state(values, on)
    is_open = values["in_doubt"] == "J" and "registration_end" not in values
    values["state"] = state if is_open or state != STATE_LIVE else STATE_PAST
    return Record(values)


def parse_relation(element: etree._Element, *, on: date) -> Record:
    """Parse one relation between a woonplaats and a gemeente.

    Raises:
        BadRecord: as `parse_object`.
    """
    values, _ = _collect(element, RELATION_FIELDS)
    values["kind"], values["type"] = KIND_RELATION, "GWR"
    values["id"] = single(values, "id")
    check_id(values, "WPL")
    values["municipality"] = valid_municipality(single(values, "municipality"))
    check_period(values)
    one_of(values, "status", codes.RELATION_STATUSES)
    values["state"] = _state(values, on)
    return Record(values)


def texts(element: etree._Element) -> dict[str, str]:
    """Every text below `element` by local name, coordinates left out: what quarantine keeps."""
    found: dict[str, list[str]] = {}
    for part in element.iter():
        text = (part.text or "").strip()
        if text and not part.tag.startswith(GML):
            found.setdefault(etree.QName(part).localname, []).append(text)
    return {name: " | ".join(parts) for name, parts in sorted(found.items())}


def _collect(element: etree._Element, fields: Fields) -> tuple[Values, list[etree._Element]]:
    values: Values = {}
    shapes: list[etree._Element] = []
    lists: dict[str, list[str]] = {}
    for part in element.iter():
        try:
            action, name = fields[part.tag]
        except KeyError:
            raise BadRecord(f"element {part.tag} is not known in {element.tag}") from None
        if action == ONE:
            if name in values:
                raise BadRecord(f"element {part.tag} stands twice")
            text = part.text
            if text and (text := text.strip()):
                values[name] = text
        elif action != SKIP:
            _collect_rare(part, action, name, lists, shapes)
    values.update(lists)
    return values, shapes


def _collect_rare(
    part: etree._Element,
    action: int,
    name: str,
    lists: dict[str, list[str]],
    shapes: list[etree._Element],
) -> None:
    if action == SHAPE:
        shapes.append(part)
    elif action == REFS:
        lists.setdefault(name, []).extend((child.text or "").strip() for child in part)
    else:
        lists.setdefault(name, []).append((part.text or "").strip())


def _state(values: Values, on: date) -> str:
    """Where `on` lies: inactive; before, in or after the half-open [start, stop)."""
    if "inactive" in values:
        return STATE_INACTIVE
    start, stop = values["start"], values.get("stop")
    if isinstance(start, date) and start > on:
        return STATE_FUTURE
    return STATE_PAST if isinstance(stop, date) and stop <= on else STATE_LIVE
