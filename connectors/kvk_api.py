"""Handelsregister by the KVK API's, delivered as files: companies, branches and activities.

Reads basisprofielen (also /eigenaar, /hoofdvestiging, /vestigingen), vestigingsprofielen and
naamgevingen. Zoeken and the mutatieservice only say what to fetch, so they give no rows. These
products hold no officers, no history and no insolvencies: nothing here infers them.
"""

import re
from collections import Counter
from collections.abc import Iterator

from connectors.delivery import Connector, Delivery, Ignored, Item, Note, Quarantined, Used
from connectors.kvk import facts, signposts, tables
from connectors.kvk.facts import Facts
from connectors.kvk.merge import CONFLICT, Merged, merge
from connectors.kvk.responses import Response, load
from connectors.kvk.shapes import Kind, check, kind_of
from connectors.kvk.values import Unreadable, text

OFFICERS = "no source: these products hold no officers"
AFTER = "after as_of"
_ASKED = re.compile(r"/([0-9]{8}|[0-9]{12})(?:\?|$)")
_SIGNPOSTS = (Kind.SEARCH, Kind.SIGNALS, Kind.SUBSCRIPTIONS)


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per answer, by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: not one answer is JSON, or KVK refused the key.
    """
    answers = load(delivery.files, source=delivery.source, delivered_on=delivery.spec.delivered_on)
    reading = _Reading(delivery)
    for answer in answers:
        if isinstance(answer, Quarantined):
            reading.items.append(answer)
        else:
            reading.take(answer)
    yield from reading.result()


class _Reading:
    """One pass over a delivery: items that are known at once, and facts to be merged."""

    def __init__(self, delivery: Delivery) -> None:
        self.as_of = delivery.as_of
        self.tables = tables.load(delivery.settings.rules)
        self.items: list[Used | Quarantined] = []
        self.ignored: Counter[tuple[str, str]] = Counter()
        self.facts: list[Facts] = []
        self.numbers: set[str] = set()
        self.notes: Counter[str] = Counter()

    def take(self, response: Response) -> None:
        """Put an answer where it belongs."""
        if response.recorded_on is not None and response.recorded_on > self.as_of:
            self.ignored[response.file, AFTER] += 1
            return
        try:
            kind = kind_of(response.body)
            if kind is Kind.FAULT or kind in _SIGNPOSTS:
                check(kind, response.body)
                self.notes.update(self._signpost(kind, response))
                self.items.append(Used(response.file, response.line))
            else:
                self.facts.append(facts.read(response, kind, self.tables))
            self.notes[f"answers/{kind}"] += 1
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
        if lost := self.numbers - {facts_.number for facts_ in self.facts}:
            self.notes["numbers found by zoeken without an answer about them"] = len(lost)
        yield from (Note(key, count) for key, count in sorted(self.notes.items()))
        yield Note("officers", OFFICERS)

    def _signpost(self, kind: Kind, response: Response) -> Counter[str]:
        if kind is Kind.FAULT:
            return signposts.fault(response, self.tables)
        if kind is Kind.SEARCH:
            self.numbers |= signposts.numbers(response.body)
            return signposts.search(response.body)
        return signposts.signals(response.body)


def _merged_items(found: list[Facts], merged: Merged) -> Iterator[Used | Quarantined]:
    conflicts = {facts_.response.place for facts_ in merged.conflicts}
    for facts_ in found:
        place = facts_.response.place
        if place in conflicts:
            yield _quarantined(facts_.response, CONFLICT)
        elif place not in merged.ignored:
            yield Used(*place, tuple(merged.rows[place]))


def _quarantined(response: Response, reason: str) -> Quarantined:
    """Keep number and keys of an answer; names and addresses may be a person's."""
    asked = _ASKED.search(response.uri)
    record_id = asked[1] if asked else None
    for key in ("kvkNummer", "vestigingsnummer"):
        try:
            record_id = text(response.body, key) or record_id
        except Unreadable:
            continue
    raw = {"keys": sorted(key[:40] for key in response.body)}
    return Quarantined(response.file, response.line, record_id, reason, raw)


CONNECTOR = Connector(read, tables=frozenset({"enterprise", "branch", "activity"}))
