"""Decos JOIN: permits, licences, measures or inspections from a case system, as files.

Its columns are generic (`text45`, `date5`) and mean something else in every municipality and
kind of case, so `sources.yaml` maps them. A decision is what the mapped field says, and nothing
else: `processed` decides nothing. Documents, workflows and the address book are counted only.
"""

from collections import Counter
from collections.abc import Iterator

from connectors import about, json_files
from connectors.about import Scope
from connectors.check_table import Located
from connectors.delivery import Connector, Delivery, Ignored, Item, Note, Quarantined, Used
from connectors.json_files import Document
from connectors.vth import decos_conflicts, mapping
from connectors.vth.decos_items import BadItem, DecosItem, announced, fold, items
from engine.errors import SourceChanged
from engine.sources_file import SourceSpec, parse_options
from engine.tables import Type

NAME = "vth_decos"
_DECISIONS = frozenset({"status", "decided_on"})
_UNDECIDED = "processed"


class DecosOptions(mapping.CaseOptions):
    """Options of a Decos JOIN source.

    Attributes:
        itemtypes: `itemtype_key`s that are cases, besides items without one.
        start: field with the day on which the permitted thing starts; a start before the
            request is reported.
    """

    itemtypes: tuple[str, ...] = ()
    start: str | None = None


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record, by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: a file is no JSON or no answer of Decos JOIN, or there is no record.
    """
    reading = _Reading(delivery)
    for document in json_files.load(delivery.files, source=delivery.source):
        if isinstance(document, Quarantined):
            reading.items.append(document)
        else:
            reading.take(document)
    yield from reading.result()


class _Reading:
    """One pass over a delivery."""

    def __init__(self, delivery: Delivery) -> None:
        options = delivery.options(DecosOptions)
        self.source, self.itemtypes = delivery.source, options.itemtypes
        self.dropped = about.dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
        self.start = fold(options.start) if options.start else None
        serving = (self.start,) if self.start else ()
        self.map = mapping.case_map(delivery.spec, also_ignored=serving, fold=fold)
        self.items: list[Used | Quarantined] = []
        self.ignored: Counter[tuple[str, str]] = Counter()
        self.notes: Counter[str] = Counter()
        self.counts: dict[str, str] = {}

    def take(self, document: Document) -> None:
        """Put every item of an answer where it belongs."""
        count, delivered = announced(document.body)
        if isinstance(count, int) and count != delivered:
            where = f"count is not the length/{document.file}:{document.line}"
            self.counts[where] = f"{count} announced, {delivered} delivered"
        made = self.map.plan(document.file)
        for item in items(document, source=self.source, dropped=self.dropped, cases=self.itemtypes):
            if isinstance(item, BadItem):
                self.items.append(Quarantined(item.file, item.line, item.key, item.reason))
                continue
            self.notes.update(item.notes)
            if item.left:
                self.ignored[item.file, f"{item.left}: not read"] += 1
            else:
                self._note(item)
                self.items.append(self.map.row(made, item.line, item.cell))

    def result(self) -> Iterator[Item]:
        """Yield everything in a fixed order.

        Raises:
            SourceChanged: the delivery has no record at all.
        """
        if not self.items and not self.ignored:
            raise SourceChanged(self.source, "the delivery is empty: no record in any file")
        settled, notes = decos_conflicts.settle(self.items)
        yield from sorted(settled, key=lambda item: (item.file, item.line))
        for (file, reason), count in sorted(self.ignored.items()):
            yield Ignored(file, reason, count)
        yield from (Note(key, count) for key, count in sorted((self.notes + notes).items()))
        yield from (Note(key, text) for key, text in sorted(self.counts.items()))

    def _note(self, case: DecosItem) -> None:
        for name in case.values:
            if name not in self.map.named:
                what = "fields that sources.yaml does not name"
                if mapping.never(NAME, name):
                    what = "dropped fields"
                self.notes[f"{what}/{name[:80]}"] += 1
        asked = self.map.spec.columns.get("requested_on")
        start = case.cell(self.start, Type.DATE) if self.start else None
        requested = case.cell(asked, Type.DATE) if asked else None
        if isinstance(start, str) or isinstance(requested, str) or not start or not requested:
            return
        if start < requested:  # type: ignore[operator]
            self.notes["start before request"] += 1


def _problems(spec: SourceSpec) -> Iterator[Located]:
    """Yield what is wrong with the mapping of one source."""
    options = parse_options(spec, DecosOptions)
    fields = (options.start,) if options.start else ()
    yield from mapping.problems(spec, otherwise={}, fields=fields)
    for column in sorted(_DECISIONS & spec.columns.keys()):
        if fold(spec.columns[column]) == _UNDECIDED:
            yield ("columns", column), f"{_UNDECIDED} decides nothing: map the decision itself"


CONNECTOR = Connector(
    read,
    tables=frozenset(mapping.CASE_TABLES),
    options=DecosOptions,
    takes=frozenset({"table", "columns", "values", "ignore"}),
    problems=_problems,
    covers=mapping.covers,
)
