"""Answers of Decos JOIN: items `{key, fields, links}`, of which only cases are read.

The names of generic columns come in two spellings (`subject1`, `SUBJECT1`), so they are folded.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors import dates, drops, json_kinds
from connectors.json_files import Document, Unreadable
from connectors.json_text import Element
from engine.errors import SourceChanged
from engine.tables import Type

KEY = "key"
"""The item's own key, which may be mapped as a field."""
_ITEM_TYPE = "itemtype_key"
_ITEM_KEYS = frozenset({KEY, "fields", "links"})
_MISSPELLED = "worklfowType"


@dataclass(frozen=True, slots=True)
class DecosItem:
    """One item.

    Attributes:
        key: its own key.
        values: by folded name of the field.
        left: why it is not read, empty for a case.
        notes: what the run report must say, with counts.
    """

    file: str
    line: int
    key: str | None
    values: Mapping[str, object]
    left: str = ""
    notes: Counter[str] = field(default_factory=Counter)

    def cell(self, name: str, kind: Type) -> object:
        """The cell of a field by its folded name: a day for a date, else what is there."""
        if name == KEY:
            return self.key
        value = self.values.get(name)
        if kind is not Type.DATE or not isinstance(value, str) or not value.strip():
            return value
        return day(value)


@dataclass(frozen=True, slots=True)
class BadItem:
    """An item that cannot be used."""

    file: str
    line: int
    key: str | None
    reason: str


def fold(name: str) -> str:
    """Return the one spelling of a field name."""
    return name.strip().lower()


def day(text: str) -> date | str:
    """Day of a moment; one without zone is Dutch time. The text itself when it is no date."""
    try:
        return dates.local_day(text.strip(), zone=dates.LOCAL)
    except ValueError:
        return text


def items(
    document: Document, *, source: str, dropped: frozenset[str], cases: Collection[str]
) -> Iterator[DecosItem | BadItem]:
    """Yield the items of an answer.

    Args:
        document: the answer.
        source: id of the source, for errors.
        dropped: never-use fields in lower case, taken out before anything looks at an item.
        cases: `itemtype_key`s that are cases, besides items without one.

    Raises:
        SourceChanged: the document is no answer of Decos JOIN.
    """
    body = document.body
    steps = _where(body)
    if steps is None:
        what = f"not an answer of Decos JOIN: {json_kinds.name_of(body)}"
        raise SourceChanged(source, what, file=document.file, line=document.line)
    for element in document.elements(*steps):
        yield _item(document, element, dropped, "address book" if len(steps) > 1 else "", cases)


def announced(body: object) -> tuple[object, int]:
    """Return the `count` of an answer, and how many items it really has."""
    steps = _where(body) or ()
    inner = body.get("itemDataResultSet") if isinstance(body, Mapping) and len(steps) > 1 else body
    if not isinstance(inner, Mapping) or not isinstance(inner.get("content"), list):
        return None, 0
    return inner.get("count"), len(inner["content"])


def _where(body: object) -> tuple[str, ...] | None:
    """Keys that lead to the items, None when this is no answer of Decos JOIN."""
    if not isinstance(body, Mapping):
        return None
    if isinstance(body.get("content"), list):
        return ("content",)
    outer = body.get("itemDataResultSet")
    if isinstance(outer, Mapping) and isinstance(outer.get("content"), list):
        return "itemDataResultSet", "content"
    return None


def _item(
    document: Document,
    element: Element,
    dropped: frozenset[str],
    left: str,
    cases: Collection[str],
) -> DecosItem | BadItem:
    file, line = document.file, element.line
    if element.problem:
        return BadItem(file, line, None, element.problem)
    if not isinstance(element.value, Mapping):
        return BadItem(file, line, None, "an item that is not an object")
    key = element.value.get(KEY)
    key = key if isinstance(key, str) else None
    notes = _dropped(element.value, dropped)
    body = drops.from_json(element.value, dropped)
    try:
        assert isinstance(body, Mapping)
        if _MISSPELLED in body:
            notes[f"misspelled keys/{_MISSPELLED}"] += 1
        left = left or _left(body, cases)
        values = {} if left else _fold(body)
        if not left:
            notes.update(f"unknown keys/item/{name}" for name in body.keys() - _ITEM_KEYS)
    except Unreadable as error:
        return BadItem(file, line, key, str(error))
    return DecosItem(file, line, key, values, left, notes)


def _left(body: Mapping[str, object], cases: Collection[str]) -> str:
    """Say why an item is not read, empty when it is a case."""
    if "workflowName" in body:
        return "workflow"
    fields = body.get("fields")
    if not isinstance(fields, Mapping):
        raise Unreadable("an item without fields")
    folded = {fold(str(name)): value for name, value in fields.items()}
    kind = folded.get(_ITEM_TYPE)
    if kind is not None and kind not in cases:
        return f"item of type {str(kind)[:40]}"
    return "" if isinstance(body.get(KEY), str) else "step of a workflow"


def _fold(body: Mapping[str, object]) -> dict[str, object]:
    fields = body["fields"]
    assert isinstance(fields, Mapping)
    folded: dict[str, object] = {}
    for name, value in fields.items():
        short = fold(str(name))
        if folded.get(short) not in (None, value) and value is not None:
            raise Unreadable(
                f"field {short[:60]} stands there in two spellings and says two things"
            )
        if value is not None:
            folded[short] = value
    folded.pop(_ITEM_TYPE, None)
    return folded


def _dropped(body: Mapping[str, object], dropped: frozenset[str]) -> Counter[str]:
    fields = body.get("fields")
    names = fields if isinstance(fields, Mapping) else {}
    return Counter(f"dropped fields/{fold(str(n))}" for n in names if fold(str(n)) in dropped)
