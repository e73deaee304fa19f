"""One pass over a delivery of the Kadaster: every file as what it is, then all facts in order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from connectors import about
from connectors.about import Scope
from connectors.brk import (
    answers,
    codes,
    forget,
    geojson,
    geopackage,
    map_gml,
    messages,
    parcel_map,
    timeline,
)
from connectors.brk.answers import Answer
from connectors.brk.assembly import assemble
from connectors.brk.facts import Message, Unusable
from connectors.brk.forget import local
from connectors.brk.history import History
from connectors.brk.inputs import Input
from connectors.brk.messages import OTHER_MUNICIPALITY, OtherMunicipality
from connectors.brk.nodes import line_of
from connectors.brk.options import NAME, ParcelsOptions
from connectors.brk.rows import Naming
from connectors.delivery import Delivery, Ignored, Item, Note, Quarantined, Used
from connectors.items import Row
from engine.errors import SourceChanged


class Reading:
    """One pass over a delivery: items that are known at once, and facts to be put in order."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.options = delivery.options(ParcelsOptions)
        self.drops = about.dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
        self.items: list[Used | Quarantined | Ignored] = []
        self.notes: Counter[str] = Counter()
        self.messages: list[Message] = []
        self.answers: list[Answer] = []
        self.failed: list[SourceChanged] = []

    def fail(self, error: SourceChanged) -> None:
        """Keep a file that cannot be read: one of many goes to quarantine."""
        self.failed.append(error)

    def take(self, found: Input) -> None:
        """Read one file as what it is."""
        if found.package is not None:
            self._map(geopackage.read(found.package, self.delivery), found.name)
        elif found.features is not None:
            self._map(geojson.read(*found.features, self.delivery), found.name)
        elif found.xml is not None and local(found.xml) in map_gml.ROOTS:
            self._map(map_gml.read(found.xml, found.name), found.name)
        elif found.xml is not None:
            self._message(found.xml, found.name)
        for line, body in found.bodies:
            self._answer(body, found.name, line)

    def _map(self, found: parcel_map.ParcelMap, name: str) -> None:
        for item in parcel_map.items(replace(found, file=name), self.delivery):
            if isinstance(item, Note):
                self.notes[item.key] += int(item.value)
            else:
                self.items.append(item)

    def _message(self, root: etree._Element, name: str) -> None:
        forget.from_xml(root, self.drops)
        records = messages.elements(root)
        if not records:
            self.fail(SourceChanged(self.delivery.source, "a stand without a snapshot", file=name))
        for record in records:
            try:
                found = messages.read(
                    record, root, file=name, municipality=self.delivery.municipality
                )
                self.messages.append(found)
            except OtherMunicipality:
                self.items.append(Ignored(name, OTHER_MUNICIPALITY))
            except Unusable as error:
                line = line_of(record)
                self.items.append(Quarantined(name, line, None, str(error)))

    def _answer(self, body: answers.Body | str, name: str, line: int) -> None:
        try:
            if isinstance(body, str):
                raise Unusable(body)
            clean = forget.from_json(body, self.drops)
            assert isinstance(clean, dict)
            found = answers.read(clean, file=name, line=line)
        except Unusable as error:
            self.items.append(Quarantined(name, line, None, str(error)))
            return
        self.answers.append(found)
        if not found.resources:
            self.items.append(Used(name, line))

    def result(self) -> Iterator[Item]:
        """Yield everything in a fixed order.

        Raises:
            SourceChanged: nothing of the delivery can be read.
        """
        rows = self._history()
        self._join_maps(rows)
        if not any(isinstance(item, Used | Ignored) for item in self.items):
            self._refuse()
        for error in self.failed:
            file = str(error.file)
            self.items.append(Quarantined(file, error.line or 1, None, error.what))
        for item in sorted(self.items, key=_order):
            if isinstance(item, Used) and (made := rows.pop((item.file, item.line), None)):
                item = Used(item.file, item.line, (*item.rows, *made))
            yield item
        yield from (Note(key, count) for key, count in sorted(self.notes.items()) if count)

    def _history(self) -> dict[tuple[str, int], list[Row]]:
        """Put messages and answers in order; gives rows by file and line."""
        made = assemble(self.answers, self.options, self.notes)
        self.items += made.items
        found = timeline.sort([*self.messages, *made.messages], as_of=self.delivery.as_of)
        tells = any(
            state is not None and state.mortgages
            for message in self.messages
            for state in (message.before, message.after)
        )
        by_number = self.options.parcel_id == "object_number"
        naming = Naming(codes.load(self.delivery.settings.rules), by_number)
        history = History(naming, self.delivery.as_of, tells)
        history.read(found.by_object)
        self.notes.update(history.notes)
        self._settle(found)
        return history.rows

    def _join_maps(self, rows: dict[tuple[str, int], list[Row]]) -> None:
        """Let a parcel that a message or answer tells be told once, with the border of the map."""
        borders: dict[object, object] = {}
        told = {row.values["parcel_id"] for made in rows.values() for row in _parcels(made)}
        for at, item in enumerate(self.items):
            if isinstance(item, Used) and any(r.values["parcel_id"] in told for r in item.rows):
                borders.update({r.values["parcel_id"]: r.values.get("geometry") for r in item.rows})
                self.items[at] = Used(item.file, item.line)
        for made in rows.values():
            for at, row in enumerate(made):
                border = borders.get(row.values.get("parcel_id"))
                if row.table == "parcel" and border is not None and "geometry" not in row.values:
                    made[at] = replace(row, values={**row.values, "geometry": border})

    def _settle(self, found: timeline.Sorted) -> None:
        """Give every message its one item."""
        ignored = {id(message): reason for message, reason in found.ignored}
        conflicts = {id(message) for message in found.conflicts}
        for message in self.messages:
            file, line = message.place
            if reason := ignored.get(id(message)):
                self.items.append(Ignored(file, reason))
            elif id(message) in conflicts:
                bad = Quarantined(file, line, message.object_id, timeline.CONFLICT)
                self.items.append(bad)
            else:
                self.items.append(Used(file, line))

    def _refuse(self) -> None:
        source = self.delivery.source
        if self.failed:
            raise self.failed[0]
        if self.items:
            bad = next(item for item in self.items if isinstance(item, Quarantined))
            raise SourceChanged(source, bad.reason, file=bad.file, line=bad.line)
        raise SourceChanged(source, "the delivery is empty: no parcel, message or answer in it")


def _parcels(made: list[Row]) -> list[Row]:
    return [row for row in made if row.table == "parcel"]


def _order(item: Used | Quarantined | Ignored) -> tuple[str, int, str]:
    if isinstance(item, Ignored):
        return item.file, 0, item.reason
    return item.file, item.line, "" if isinstance(item, Used) else item.reason
