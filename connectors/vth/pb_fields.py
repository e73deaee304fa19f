"""One record of PowerBrowser: `{id, fields: [{fieldName, text, fieldValue}]}`.

`text` is what a person sees and is used; `fieldValue` is a code or a moment. Of a date the
moment counts: it is UTC of local midnight, so the day follows from Dutch time and nothing else.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors import dates
from connectors.json_files import Unreadable
from engine.tables import Type

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)")
_SEEN = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_FIELD_KEYS = frozenset({"fieldName", "text", "fieldValue"})
_RECORD_KEYS = frozenset({"id", "fields", "mainTableName", "forTestingZaakIds"})


@dataclass(frozen=True, slots=True)
class Value:
    """One field: what a person sees, and what the machine keeps; either may be absent."""

    text: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class PbRecord:
    """One record of a table.

    Attributes:
        record_id: its own id; text, and may be negative.
        values: by name of the field.
        notes: what the run report must say, with counts.
    """

    file: str
    line: int
    record_id: str | None
    values: Mapping[str, Value]
    notes: Counter[str] = field(default_factory=Counter)

    def cell(self, name: str, kind: Type) -> object:
        """The cell of a field: a day for a date, else what a person sees."""
        value = self.values.get(name)
        if value is None:
            return None
        return day(value) if kind is Type.DATE else value.text or value.value


def parse(body: object, file: str, line: int, dropped: frozenset[str]) -> PbRecord:
    """Read one record; fields on the drop-list are taken out before anything looks at them.

    Args:
        body: the record.
        file: name of its file.
        line: where it starts.
        dropped: names of fields in lower case.

    Raises:
        Unreadable: it is no record, or one field says two things.
    """
    if not isinstance(body, Mapping) or not isinstance(body.get("fields"), list):
        raise Unreadable("a record without a list of fields")
    notes: Counter[str] = Counter()
    values: dict[str, Value] = {}
    for part in body["fields"]:
        if not isinstance(part, Mapping) or not isinstance(part.get("fieldName"), str):
            raise Unreadable("a field without fieldName")
        name = part["fieldName"].strip()
        if name.lower() in dropped:
            notes[f"dropped fields/{name}"] += 1
            continue
        value = Value(_text(part, "text"), _text(part, "fieldValue"))
        if values.get(name, value) != value:
            raise Unreadable(f"field {name[:60]} stands twice and says two things")
        values[name] = value
        notes.update(f"unknown keys/field/{key}" for key in part.keys() - _FIELD_KEYS)
    notes.update(f"unknown keys/record/{key}" for key in body.keys() - _RECORD_KEYS)
    return PbRecord(file, line, _text(body, "id"), values, notes + _compare(values))


def day(value: Value) -> date | str | None:
    """Day of a date field; the text itself when it is no date that exists.

    A field that has only a text is read by it.
    """
    if value.value:
        return _moment(value.value) or _seen(value.text) or value.value
    return _seen(value.text) or value.text


def _compare(values: Mapping[str, Value]) -> Counter[str]:
    """Compare the moment of every date with the day that a person sees."""
    notes: Counter[str] = Counter()
    for name, value in values.items():
        moment = _moment(value.value) if value.value and _MOMENT.fullmatch(value.value) else None
        seen = _seen(value.text)
        if moment is None or seen is None:
            continue
        notes[f"dates compared with their text/{name}"] += 1
        if moment != seen:
            notes[f"dates that differ from their text/{name}"] += 1
    return notes


def _moment(text: str) -> date | None:
    try:
        return dates.local_day(text.strip(), zone=dates.UTC)
    except ValueError:
        return None


def _seen(text: str | None) -> date | None:
    found = _SEEN.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _text(body: Mapping[str, object], key: str) -> str | None:
    value = body.get(key)
    if isinstance(value, bool | list | dict | float):
        raise Unreadable(f"{key} is not a text")
    return None if value is None else str(value).strip() or None
