"""Handelsregister Dataservice 3.0 of KVK: companies, branches, functions, states, deposits.

Reads the answers of `ophalenInschrijving` and `ophalenVestiging` as files, and `vesLa01` of
StUF-BG 0310. A birth date serves in memory to know a person again, and is stored nowhere. States
of persons and home addresses are not read. Shareholders other than a sole one are not in the
register: nothing here infers them. Asked over the network by KVK number, with a signature.
"""

from collections import Counter
from collections.abc import Iterator

from connectors import about
from connectors.about import Scope
from connectors.delivery import Connector, Delivery, Ignored, Item, Note, Quarantined, Used
from connectors.hr import asking, codes, faults, registration, signals, stuf
from connectors.hr.elements import text
from connectors.hr.merge import CONFLICT, Merged, merge
from connectors.hr.messages import Message, load
from connectors.hr.names import BRANCH_LIST, RESPONSES, SIGNALS
from connectors.hr.options import HrOptions
from connectors.hr.registration import Answer, BranchAnswer, Registration
from connectors.kvk.values import Unreadable
from connectors.live.order import Order
from engine.sources_file import SourceSpec, parse_options

NAME = "hr_dataservice"
TABLES = frozenset({"activity", "branch", "enterprise", "insolvency", "officer"})
AFTER = "after as_of"
ELSEWHERE = "branches come from another source"
_NUMBER = "product//kvkNummer"


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per message (of StUF-BG per object), by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceRefused: an unsafe archive, or XML with a doctype.
        SourceChanged: a damaged archive, or not one message in the whole delivery.

    Source: KVK, Handelsregister Dataservice 3.0; StUF-BG 0310.
    """
    never = about.dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
    reading = _Reading(delivery)
    for found in load(delivery, never):
        if isinstance(found, Message):
            reading.take(found)
        elif isinstance(found, Quarantined):
            reading.items.append(found)
        else:
            reading.ignored[found.file, found.reason] += found.count
    yield from reading.result()


class _Reading:
    """One pass over a delivery: items that are known at once, and answers to be merged."""

    def __init__(self, delivery: Delivery) -> None:
        self.as_of = delivery.as_of
        self.with_branches = delivery.options(HrOptions).branches
        self.codes = codes.load(delivery.settings.rules)
        self.items: list[Used | Quarantined] = []
        self.ignored: Counter[tuple[str, str]] = Counter()
        self.registrations: list[Registration] = []
        self.branches: list[BranchAnswer] = []
        self.signalled: set[str] = set()
        self.notes: Counter[str] = Counter()

    def take(self, message: Message) -> None:
        """Put a message where it belongs."""
        self.notes[f"messages/{message.kind}"] += 1
        try:
            if message.kind in RESPONSES:
                self._answer(message)
            elif message.kind == BRANCH_LIST:
                self._branch_list(message)
            elif message.kind in SIGNALS:
                self.signalled.add(signals.read(message.root, self.notes).number)
                self.items.append(Used(message.file, message.line))
            else:
                raise Unreadable(faults.reason(message.root))
        except Unreadable as error:
            self.items.append(_quarantined(message, str(error)))

    def result(self) -> Iterator[Item]:
        """Yield everything in a fixed order."""
        merged = merge(self.registrations, self.branches)
        self.items += _merged_items(merged)
        for (file, _, _), reason in sorted(merged.ignored.items()):
            self.ignored[file, reason] += 1
        yield from sorted(self.items, key=lambda item: (item.file, item.line))
        for (file, reason), count in sorted(self.ignored.items()):
            yield Ignored(file, reason, count)
        self.notes.update(merged.notes)
        if missing := self.signalled - {found.number for found in self.registrations}:
            self.notes["numbers of signals without an answer about them"] = len(missing)
        yield from (Note(key, count) for key, count in sorted(self.notes.items()))
        yield from self._moments()

    def _answer(self, message: Message) -> None:
        found = registration.read(message, self.codes, with_branches=self.with_branches)
        if found is None:
            self.notes["empty answers"] += 1
            self.items.append(Used(message.file, message.line))
        elif self._is_later(found):
            return
        elif isinstance(found, Registration):
            self.registrations.append(found)
        else:
            self._branch(found)

    def _branch_list(self, message: Message) -> None:
        for found in stuf.read(message):
            if isinstance(found, Quarantined):
                self.items.append(found)
            elif isinstance(found, stuf.Empty):
                self.notes["empty answers"] += 1
                self.items.append(Used(found.file, found.line))
            elif not self._is_later(found):
                self._branch(found)

    def _branch(self, found: BranchAnswer) -> None:
        if self.with_branches:
            self.branches.append(found)
        else:
            self.ignored[found.file, ELSEWHERE] += 1

    def _is_later(self, answer: Answer) -> bool:
        """Leave out what was not known yet on `as_of`."""
        if answer.day is None or answer.day <= self.as_of:
            return False
        self.ignored[answer.file, AFTER] += 1
        return True

    def _moments(self) -> Iterator[Note]:
        days = sorted(a.day for a in (*self.registrations, *self.branches) if a.day is not None)
        if days:
            yield Note("peilmoment/oldest", days[0].isoformat())
            yield Note("peilmoment/newest", days[-1].isoformat())


def _merged_items(merged: Merged) -> Iterator[Used | Quarantined]:
    for (file, line, _), number in sorted(merged.conflicts.items()):
        yield Quarantined(file, line, number, CONFLICT, None)
    for (file, line, _), rows in sorted(merged.rows.items(), key=lambda pair: pair[0]):
        yield Used(file, line, tuple(rows))


def _quarantined(message: Message, reason: str) -> Quarantined:
    """Keep the number and kind of a message; names and dates in it may be a person's."""
    number = text(message.root, _NUMBER) or text(message.root, "meldingen//referentie")
    record_id = number[:20] if number is not None and number.isdigit() else None
    return Quarantined(message.file, message.line, record_id, reason, {"message": message.kind})


def fetch(order: Order) -> Iterator[Note]:
    """Ask about every number that is due, and keep the answers without birth dates.

    Raises:
        SettingsError: no numbers, or a certificate that does not fit.
        SourceUnavailable: the service or every number stayed unavailable.
        SourceChanged: the service refuses the questions, or answers in another format.

    Source: KVK, Handelsregister Dataservice 3.0.
    """
    yield from asking.fetch(order, NAME)


def covers(spec: SourceSpec) -> frozenset[str]:
    """Tables that a source delivers whole: none when it is StUF-BG only."""
    options = parse_options(spec, HrOptions)
    if options.stuf_bg:
        return frozenset()
    return TABLES if options.branches else TABLES - {"activity", "branch"}


CONNECTOR = Connector(read, tables=TABLES, fetch=fetch, options=HrOptions, covers=covers)
