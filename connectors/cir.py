"""Central insolvency register (CIR): bankruptcies and suspensions of payment of companies.

Reads answers of the web service as files (SOAP 1.1 and 1.2) and asks it. Of natural persons
nothing is used unless the case has a KVK number; debt restructuring never. What must be destroyed
by the terms of the register is left out here and taken from older runs by `retention apply`.
"""

from collections import Counter
from collections.abc import Iterator

from connectors import about
from connectors.about import Scope
from connectors.delivery import Connector, Delivery, Ignored, Item, Note, Quarantined, Row, Used
from connectors.insolvencies import cases, choosing, codes, values
from connectors.insolvencies.cases import KINDS, Case
from connectors.insolvencies.choosing import CONFLICT, Chosen
from connectors.insolvencies.codes import Codes, Fault
from connectors.insolvencies.history import Course, course
from connectors.insolvencies.live import fetch
from connectors.insolvencies.messages import Kind, Message, load
from connectors.insolvencies.service import NAME, CirOptions
from connectors.insolvencies.values import Unreadable

_FAULTS = {
    Fault.RETRY: "a technical fault of the register: ask again",
    Fault.NARROW: "too many results: ask for less",
    Fault.MISTAKE: "the question was not valid, so asking again does not help",
    Fault.RELOAD: "the increments no longer fit: load everything again",
}


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per answer, by file name, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceRefused: a document has a doctype, or an archive is not safe.
        SourceChanged: not one file is an answer of the register.
    """
    settings = delivery.settings
    dropped = about.dropped(NAME, Scope.ALWAYS, rules=settings.rules)
    reading = _Reading(delivery, codes.load(settings.rules))
    for part in load(delivery.files, source=delivery.source, settings=settings, dropped=dropped):
        if isinstance(part, Quarantined):
            reading.items.append(part)
        else:
            reading.take(part)
    yield from reading.result()


class _Reading:
    """One pass over a delivery: items that are known at once, and cases to choose from."""

    def __init__(self, delivery: Delivery, lists: Codes) -> None:
        self.as_of, self.codes = delivery.as_of, lists
        self.months = delivery.settings.retention.insolvency_months_after_end
        self.items: list[Used | Quarantined] = []
        self.ignored: Counter[tuple[str, str]] = Counter()
        self.cases: list[Case] = []
        self.removed: list[choosing.Removal] = []
        self.listed: set[str] = set()
        self.notes: Counter[str] = Counter()
        self.updates: list[str] = []

    def take(self, message: Message) -> None:
        """Put an answer where it belongs."""
        try:
            self.notes[f"answers/{message.kind}"] += 1
            if message.exception is not None:
                self._exception(message.exception)
            elif message.kind is Kind.CASE:
                self.cases.append(cases.read(message, self.codes))
                return
            else:
                self._list(message)
            self.items.append(Used(message.file, 1))
        except Unreadable as error:
            self.items.append(_quarantined(message, str(error), self.codes))

    def result(self) -> Iterator[Item]:
        """Yield everything in a fixed order."""
        chosen = choosing.choose(
            self.cases, self.removed, as_of=self.as_of, months=self.months, codes=self.codes
        )
        self._use(chosen)
        yield from sorted(self.items, key=lambda item: (item.file, item.line))
        for (file, reason), count in sorted(self.ignored.items()):
            yield Ignored(file, reason, count)
        marks = {mark for case in self.cases for mark in case.marks}
        if lost := self.listed - marks:
            self.notes["publications in lists without an answer about their case"] = len(lost)
        yield from (Note(key, count) for key, count in sorted((+self.notes).items()))
        if self.updates:
            yield Note("last update of the register", max(self.updates))

    def _use(self, chosen: Chosen) -> None:
        for case, reason in chosen.ignored:
            self.ignored[case.file, reason] += 1
        for case in chosen.conflicts:
            self.items.append(Quarantined(case.file, 1, _shown_id(case), CONFLICT))
        for case in chosen.used:
            shown = [publication for publication in case.history if publication.day <= self.as_of]
            now = course(shown, self.codes)
            if now.declared_on is None:
                what = "publicatiegeschiedenis: no publication declares the insolvency"
                self.items.append(Quarantined(case.file, 1, _shown_id(case), what))
                continue
            self.items.append(Used(case.file, 1, tuple(_rows(case, now))))
            self._note(case)

    def _note(self, case: Case) -> None:
        self.notes.update(case.notes)
        self.notes[f"cases/{KINDS[case.letter]}"] += 1
        self.notes["cases that continue another one"] += case.previous is not None
        self.notes["legal persons without a KVK number"] += not case.companies
        for publication in case.history:
            if publication.kind not in self.codes.effects:
                self.notes[f"publication kinds not listed/{publication.kind[:20]}"] += 1

    def _exception(self, code: str) -> None:
        fault = self.codes.faults.get(code)
        if fault is None:
            raise Unreadable(f"exceptie {code[:20]!r} is not listed")
        if fault is not Fault.EMPTY:
            raise Unreadable(f"exceptie {code}: {_FAULTS[fault]}")
        self.notes["empty answers"] += 1

    def _list(self, message: Message) -> None:
        content = message.content
        if message.kind is Kind.CASES:
            found = [values.local(part) for part in content]
            if unknown := sorted({name[:60] for name in found} - {"publicatieKenmerk"}):
                raise Unreadable(f"publicatieLijst holds unknown elements: {', '.join(unknown)}")
            self.listed |= {mark for part in content if (mark := (part.text or "").strip())}
        elif message.kind is Kind.REMOVED:
            taken, nameless = choosing.removals(content, message.said_at)
            self.removed += taken
            self.notes["cases in lists of removals"] += len(taken)
            self.notes["removals without a case number"] += nameless
        elif message.kind is Kind.REPORTS:
            self.notes["reports in lists"] += len(list(values.children(content, "verslag")))
        else:
            updated = values.day(content, "lastUpdateDate")
            if updated is None:
                raise Unreadable("lastUpdateDate is missing")
            self.updates.append(updated.isoformat())


def _rows(case: Case, now: Course) -> Iterator[Row]:
    """One row per company of the case; a second one has its KVK number behind the case number."""
    told: dict[str, object] = {
        "kind": KINDS[case.letter],
        "declared_on": now.declared_on,
        "ended_on": now.ended_on,
        "end_kind": now.end_kind,
        "findable_until": case.findable_until,
        "previous_case_id": case.previous,
    }
    known = {name: value for name, value in told.items() if value is not None}
    for number, company in enumerate(case.companies or (None,)):
        case_id = case.case_id if number == 0 else f"{case.case_id}#{company}"
        owner = {} if company is None else {"enterprise_id": company}
        yield Row("insolvency", {"case_id": case_id, **owner, **known})


def _shown_id(case: Case) -> str | None:
    """Number of a case for quarantine; a person's case stays without."""
    return None if case.is_person else case.number


def _quarantined(message: Message, reason: str, lists: Codes) -> Quarantined:
    """Keep the number of an answer that cannot be used, unless it is about a person."""
    element = values.child(message.content, "insolvente")
    person = None if element is None else values.child(element, "persoon")
    word = None if person is None else values.text(person, "rechtspersoonlijkheid")
    is_company = word is not None and lists.persons.get(word) is False
    number = cases.case_number(element) if element is not None and is_company else None
    return Quarantined(message.file, 1, number, reason)


CONNECTOR = Connector(read, tables=frozenset({"insolvency"}), fetch=fetch, options=CirOptions)
