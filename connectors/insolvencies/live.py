"""Keep a copy of the cases of companies: load all of them once, then follow what changes.

Every day the register tells which cases were modified and removed since the previous call; each
modified case is fetched anew and overwrites its copy as a whole. Without a previous call, or when
the increments no longer fit, every day since `from_date` is searched, court by court. A person's
case without KVK number is never copied. Copies have opaque names: a case number may tell who.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from lxml import etree

from connectors.dates import dutch_day
from connectors.insolvencies import cases, choosing, codes, messages
from connectors.insolvencies.cases import DEBT_RESTRUCTURING, Case
from connectors.insolvencies.codes import Codes, Fault
from connectors.insolvencies.messages import Message
from connectors.insolvencies.service import CirOptions, Question, Service, needed, open_service
from connectors.insolvencies.values import Unreadable
from connectors.items import Note
from connectors.live.order import Order
from engine.errors import SourceChanged

UPDATE = "last-update.xml"
"""Copy that ends every complete load: while it is absent, a full load is under way."""
_LETTER = re.compile(r"(?:[0-9]{2}\.)?[a-z]{3}\.[0-9]{2}\.[0-9]{1,4}\.([FSR])\..*")
_COURTS_SINCE = date(2013, 1, 1)
_DAY = timedelta(days=1)


def fetch(order: Order) -> Iterator[Note]:
    """Bring the copies up to date; they hold what `read` may use, and nothing else.

    Raises:
        SourceError: the register does not answer, does not accept the account, or left its
            contract.
        SettingsError: an option is missing, a secret is not set, or a certificate does not fit.
    """
    lists = codes.load(order.settings.rules)
    with open_service(order, lists) as service:
        replica = _Replica(order, service, lists)
        updated = service.ask("GetLastUpdate")
        replica.bring_up_to_date()
        replica.purge()
        order.copies.put(UPDATE, _as_bytes(updated))
    yield from (Note(f"fetch/{key}", count) for key, count in sorted(replica.notes.items()))


class _Replica:
    """The copies of one source, with the marks by which the register names their cases."""

    def __init__(self, order: Order, service: Service, lists: Codes) -> None:
        self.order, self.service, self.codes = order, service, lists
        self.options = order.options(CirOptions)
        *_, self.first_day = needed(self.options, order.source)
        self.notes: Counter[str] = Counter()
        self.held = set(order.copies.names())
        self.names: dict[str, str] = {}
        self.seen: set[str] = set()

    def bring_up_to_date(self) -> None:
        """Follow the increments, or load everything when they do not fit or there are none."""
        if self.order.since is None or UPDATE not in self.held:
            self._load_all()
            return
        since = self.order.since.isoformat(timespec="seconds")
        lists = [
            self.service.ask(operation, modifyDate=since)
            for operation in ("searchModifiedSince", "searchRemovedSince")
        ]
        faults = {self.service.fault(message) for message in lists}
        if faults & {Fault.RELOAD, Fault.NARROW}:
            self.notes["increments did not fit: loaded everything again"] += 1
            self._load_all()
            return
        self._index()
        self._remove(lists[1])  # first: what is in the register again is modified, and comes back
        self._keep_cases(_marks(lists[0]))

    def purge(self) -> None:
        """Destroy copies of cases that may be kept no longer."""
        months = self.order.settings.retention.insolvency_months_after_end
        for name in self._case_names():
            case = self._copied(name)
            if case is None or choosing.expiry_reason(
                case, on=dutch_day(self.order.now), months=months, codes=self.codes
            ):
                self._destroy(name)
                self.notes["copies purged"] += 1

    def _load_all(self) -> None:
        """Search every day and court; what a broken load fetched already is not asked again."""
        if UPDATE in self.held:
            for name in sorted(self.held - {UPDATE}):
                self._drop(name)
            self._drop(UPDATE)  # last, so that a break before it starts all over again
        self._index()
        self.seen.update(self.names)
        first, last = self.first_day, dutch_day(self.order.now)
        days = (last - first) // _DAY + 1
        for number in range(max(0, days)):
            self._keep_cases(self._published(first + number * _DAY))
            self.order.progress("fetch cir", number + 1, days)

    def _published(self, day: date) -> list[str]:
        """Marks of what was published on a day."""
        usual = self.codes.courts if day >= _COURTS_SINCE else self.codes.old_courts
        moment = f"{day.isoformat()}T00:00:00"
        questions: list[Question] = [
            ("searchByDate", {"date": moment, "court": court})
            for court in self.options.courts or usual
        ]
        found: list[str] = []
        for (operation, parameters), message in self.service.ask_many(questions):
            if self.service.fault(message) is Fault.NARROW:
                found += self._narrowed(operation, {**parameters})
            else:
                found += _marks(message)
        return found

    def _narrowed(self, operation: str, parameters: dict[str, str | tuple[str, ...]]) -> list[str]:
        """Ask kind by kind where a day and court have too many publications."""
        questions: list[Question] = [
            (operation, {**parameters, "pubType": (kind,)}) for kind in self.codes.searches
        ]
        found: list[str] = []
        for _, message in self.service.ask_many(questions):
            if self.service.fault(message) is Fault.NARROW:
                what = f"{operation}: too many results for one day, court and kind"
                raise SourceChanged(self.order.source, what)
            found += _marks(message)
        return found

    def _keep_cases(self, marks: Iterable[str]) -> None:
        """Fetch the cases that these marks name, each once, and overwrite their copies."""
        wanted = (mark for mark in dict.fromkeys(marks) if _is_wanted(mark, self.notes))
        questions: Iterator[Question] = (
            ("getCase", {"publicationNumber": mark}) for mark in wanted if mark not in self.seen
        )
        for (_, parameters), message in self.service.ask_many(questions):
            mark = str(parameters["publicationNumber"])
            self.seen.add(mark)
            self.notes["cases asked"] += 1
            if self.service.fault(message) is not None:
                self._forget(self.names.get(mark), "cases that are gone")
            else:
                self._keep(message)

    def _keep(self, message: Message) -> None:
        try:
            case = cases.read(message, self.codes)
        except Unreadable as error:
            self.notes[f"cases that cannot be read/{error}"] += 1
            return
        self.seen |= case.marks
        name = file_name(case.case_id)
        if not case.is_kept:
            self._forget(name, "persons left out", always=True)
        elif self.options.courts and case.court not in self.options.courts:
            self._forget(name, "cases of other courts left out", always=True)
        else:
            self.order.copies.put(name, _as_bytes(message))
            self.held.add(name)
            self.names.update(dict.fromkeys(case.marks, name))
            self.notes["cases kept"] += 1

    def _remove(self, message: Message) -> None:
        """Destroy the copies of cases that the register took out."""
        taken, _ = choosing.removals(message.content, message.said_at)
        for removal in taken:
            mark = removal.mark or ""
            whole = file_name(removal.number) if cases.has_court(removal.number) else None
            self._forget(whole or self.names.get(mark), "cases removed")

    def _drop(self, name: str) -> None:
        self.order.copies.drop(name)
        self.held.discard(name)

    def _destroy(self, name: str) -> None:
        """What may be kept no longer goes from earlier fetches too."""
        self.order.copies.destroy(name)
        self.held.discard(name)

    def _forget(self, name: str | None, why: str, *, always: bool = False) -> None:
        """Destroy a copy; counted when there was one, or always."""
        if name is not None and name in self.held:
            self._destroy(name)
            self.notes[why] += 1
        elif always:
            self.notes[why] += 1

    def _index(self) -> None:
        """Learn which copy holds the case of which mark."""
        for name in self._case_names():
            case = self._copied(name)
            if case is not None:
                self.names.update(dict.fromkeys(case.marks, name))

    def _case_names(self) -> list[str]:
        return sorted(self.held - {UPDATE})

    def _copied(self, name: str) -> Case | None:
        """The case in a copy, None when it cannot be read."""
        content = self.order.copies.get(name)
        try:
            message = messages.parse(
                content, source=self.order.source, file=name, dropped=frozenset()
            )
            return cases.read(message, self.codes)
        except (Unreadable, SourceChanged):
            return None


def file_name(case_id: str) -> str:
    """Name of the copy of a case; it does not tell which case."""
    return f"case-{hashlib.sha256(case_id.encode()).hexdigest()[:20]}.xml"


def _marks(message: Message) -> list[str]:
    return [(part.text or "").strip() for part in message.content if message.exception is None]


def _is_wanted(mark: str, notes: Counter[str]) -> bool:
    """False for debt restructuring of persons, which is not even asked for."""
    found = _LETTER.fullmatch(mark)
    if found is None or found[1] != DEBT_RESTRUCTURING:
        return bool(mark)
    notes["debt restructuring not asked for"] += 1
    return False


def _as_bytes(message: Message) -> bytes:
    """The whole answer as it is kept: dropped fields are gone already."""
    tree = message.content.getroottree()
    return etree.tostring(tree, encoding="utf-8", xml_declaration=True)
