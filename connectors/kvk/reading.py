"""One pass over a delivery: every answer in its place, then all of them together."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from connectors.delivery import Delivery, Ignored, Item, Note, Quarantined, Used
from connectors.kvk import address_changes, dso, facts, signposts, tables
from connectors.kvk.facts import Facts
from connectors.kvk.merge import CONFLICT, Merged, merge
from connectors.kvk.response import Response
from connectors.kvk.responses import load
from connectors.kvk.shapes import UNREAD, Kind, check, kind_of
from connectors.kvk.values import Unreadable, text

OFFICERS = "no source: these products hold no officers"
OFFICERS_KEPT = (
    "no source: the answers of functionarissen v1 are kept and not read, because its fields are not"
    " documented; officers come from the HR Dataservice"
)
AFTER = "after as_of"
_ASKED = re.compile(r"/([0-9]{12}|[0-9]{8})(?=/|\?|$)")
_SIGNPOSTS = (Kind.SEARCH, Kind.SIGNALS, Kind.SUBSCRIPTIONS, Kind.FAULT)
_TRANSLATED = (Kind.DSO_COMPANY, Kind.DSO_BRANCH, Kind.DSO_OWNER)
_IDS = ("kvkNummer", "vestigingsnummer", "DOSSIERNR", "kvknummer", "isEenUitoefeningVanHrMacId")


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record, by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: not one record can be read, or KVK refused the key.
    """
    reading = _Reading(delivery)
    for answer in load(delivery):
        if isinstance(answer, Quarantined):
            reading.items.append(answer)
        else:
            reading.take(answer)
    yield from reading.result()


class _Reading:
    """Items that are known at once, and facts to be merged."""

    def __init__(self, delivery: Delivery) -> None:
        self.as_of = delivery.as_of
        self.tables = tables.load(delivery.settings.rules)
        self.items: list[Used | Quarantined] = []
        self.ignored: Counter[tuple[str, str]] = Counter()
        self.facts: list[Facts] = []
        self.numbers: set[str] = set()
        self.pages = signposts.Pages()
        self.notes: Counter[str] = Counter()

    def take(self, response: Response) -> None:
        """Put an answer where it belongs."""
        if response.recorded_on is not None and response.recorded_on > self.as_of:
            self.ignored[response.file, AFTER] += 1
            return
        try:
            kind = kind_of(response.body, response.uri)
            check(kind, response.body)
            if kind in _SIGNPOSTS or kind in UNREAD or kind is Kind.EMPTY_PAGE:
                self.notes.update(self._without_rows(kind, response))
                self.items.append(Used(response.file, response.line))
            else:
                self.facts.append(self._facts(kind, response))
            self.notes[f"answers/{kind}"] += 1
            self.notes.update(["full pages that name a next page"] if response.has_next else [])
        except Unreadable as error:
            self.items.append(_quarantined(response, str(error)))

    def result(self) -> Iterator[Item]:
        """Yield everything in a fixed order."""
        merged = merge(self.facts)
        self.items += _merged_items(self.facts, merged)
        for facts_ in self.facts:
            if reason := merged.ignored.get(facts_.response.place):
                self.ignored[facts_.response.file, reason] += 1
        yield from sorted(self.items, key=lambda item: (item.file, item.line))
        for (file, reason), count in sorted(self.ignored.items()):
            yield Ignored(file, reason, count)
        self.notes.update(merged.notes)
        self.notes.update(self.pages.missing())
        if lost := self.numbers - {facts_.number for facts_ in self.facts}:
            self.notes["numbers found by zoeken without an answer about them"] = len(lost)
        yield from (Note(key, count) for key, count in sorted(self.notes.items()))
        kept = f"answers/{Kind.NEW_OFFICERS}" in self.notes
        yield Note("officers", OFFICERS_KEPT if kept else OFFICERS)

    def _without_rows(self, kind: Kind, response: Response) -> Counter[str]:
        if kind in UNREAD:
            return Counter([f"kept, not read/{kind}"])
        if kind is Kind.EMPTY_PAGE:
            return Counter(["empty answers"])
        if kind is Kind.FAULT:
            return signposts.fault(response, self.tables)
        if kind is Kind.SEARCH:
            self.numbers |= signposts.numbers(response.body)
            return signposts.search(response.body)
        self.pages.add(response)
        return signposts.signals(response.body)

    def _facts(self, kind: Kind, response: Response) -> Facts:
        if kind is Kind.ADDRESS:
            return address_changes.read(response)
        if kind not in _TRANSLATED:
            return facts.read(response, kind, self.tables)
        made = dso.translate(kind, response.body)
        found = facts.read(replace(response, body=made.body), made.kind, self.tables)
        return replace(found, is_person=made.is_person)


def _merged_items(found: list[Facts], merged: Merged) -> Iterator[Used | Quarantined]:
    conflicts = {facts_.response.place for facts_ in merged.conflicts}
    for facts_ in found:
        response = facts_.response
        if response.place in conflicts:
            yield _quarantined(response, CONFLICT)
        elif response.place not in merged.ignored:
            yield Used(response.file, response.line, tuple(merged.rows[response.place]))


def _quarantined(response: Response, reason: str) -> Quarantined:
    """Keep number and keys of an answer; names and addresses may be a person's."""
    asked = _ASKED.search(response.uri)
    record_id = asked[1] if asked else None
    for key in _IDS:
        try:
            record_id = text(response.body, key) or record_id
        except Unreadable:
            continue
    raw: dict[str, object] = {"keys": sorted(key[:40] for key in response.body)}
    if response.part:
        raw["record of the page"] = response.part
    return Quarantined(response.file, response.line, record_id, reason, raw)
