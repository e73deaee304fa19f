"""The live half: asks about every number that is due, and keeps answers without birth dates.

The code in an answer decides, never its HTTP status. Numbers that are temporarily not available
are asked again together, after a wait, with fresh signatures. An answer that says that a number is
unknown does not take the place of an earlier one: it is no deletion.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from lxml import etree

from connectors import about
from connectors.about import Scope
from connectors.hr import codes, faults, people
from connectors.hr.codes import Codes
from connectors.hr.elements import strip, text
from connectors.hr.messages import drop, message_in, parse
from connectors.hr.names import FAULTS
from connectors.hr.options import HrOptions, Wanted, wanted
from connectors.hr.soap import Question, Signer
from connectors.items import Note
from connectors.kvk.values import Unreadable
from connectors.live.client import Answer, Ask, Client, open_client
from connectors.live.order import Order
from engine.errors import SourceChanged, SourceUnavailable

_KINDS = {8: "inschrijving", 12: "vestiging"}
_OURS = ("Client", "Invalid", "Failed", "Unsupported")
"""Starts of fault codes that say that the question or its signature is wrong."""


def fetch(order: Order, name: str) -> Iterator[Note]:
    """Ask about the numbers of an order and keep the answers.

    Args:
        order: what to ask; its options are `HrOptions`.
        name: the connector's, for its drop-list.

    Raises:
        SettingsError: no numbers, or a certificate that does not fit.
        SourceUnavailable: every number stayed unavailable, or there was no answer.
        SourceChanged: the service refuses the questions, or answers in another format.
    """
    options = order.options(HrOptions)
    todo = wanted(order, options)
    asking = _Asking(order, options, name, Signer(options.tls, order.folder), todo.notes)
    kept = {copy_name(number) for number in todo.numbers}
    for gone in sorted(set(order.copies.names()) - kept):
        order.copies.drop(gone)
        todo.notes["copies of numbers that are not asked any more"] += 1
    due = [number for number in todo.numbers if _is_due(order, options, todo, number)]
    todo.notes["numbers that are not due"] += len(todo.numbers) - len(due)
    if due:
        with open_client(
            order, tls=options.tls, per_second=options.per_second, per_month=options.per_month
        ) as client:
            asking.all(client, due)
    yield from (Note(key, count) for key, count in sorted(todo.notes.items()) if count)


def copy_name(number: str) -> str:
    """File name of the copy of an answer."""
    return f"{_KINDS[len(number)]}-{number}.xml"


def _is_due(order: Order, options: HrOptions, todo: Wanted, number: str) -> bool:
    """True when there is no copy, it is too old, or a signal came after it."""
    name = copy_name(number)
    if name not in order.copies.names():
        return True
    if order.is_new(name):
        return False
    asked_at = order.copies.asked_at(name)
    if order.now - asked_at >= timedelta(days=options.refresh_days):
        return True
    # A signal has the local time of the Netherlands, which is ahead of UTC: read as UTC it is at
    # most asked again once too often.
    return todo.signalled.get(number, "") > asked_at.astimezone(UTC).strftime("%Y%m%d%H%M%S000")


@dataclass(slots=True)
class _Asking:
    """One fetch at work."""

    order: Order
    options: HrOptions
    name: str
    signer: Signer
    notes: Counter[str]
    codes: Codes = field(init=False)
    never: frozenset[str] = field(init=False)
    uncopied: frozenset[str] = field(init=False)
    began: float = field(init=False)

    def __post_init__(self) -> None:
        rules = self.order.settings.rules
        self.codes = codes.load(rules)
        self.never = about.dropped(self.name, Scope.ALWAYS, rules=rules)
        self.uncopied = about.dropped(self.name, Scope.ALWAYS, Scope.COPIES, rules=rules)
        self.began = time.monotonic()

    def all(self, client: Client, numbers: Sequence[str]) -> None:
        """Ask about numbers until every one has an answer that is not temporary.

        A number that stays unavailable is told, and is due again at the next fetch.
        """
        live, left, done = self.order.live, list(numbers), 0
        for attempt in range(live.attempts):
            if attempt:
                time.sleep(live.later_wait_seconds)
            again = []
            for ask, answer in client.get_many(self._asks(left)):
                if self._take(ask.key, answer):
                    done += 1
                    self.order.progress(f"fetch {self.order.source}", done, len(numbers))
                else:
                    again.append(ask.key)
            left = again
            if not left:
                return
        if not done:
            what = f"{len(left)} numbers are temporarily not available: try again later"
            raise SourceUnavailable(self.order.source, what)
        self.notes["numbers temporarily not available, asked again next time"] += len(left)

    def _asks(self, numbers: Iterable[str]) -> Iterator[Ask]:
        """Make each question when it is its turn, so that its signature is fresh."""
        for number in numbers:
            options = self.options
            question = Question(number, options.reference, options.to, self._now())
            headers = {
                "content-type": "text/xml; charset=utf-8",
                "soapaction": f'"{question.action}"',
            }
            content = self.signer.sign(question)
            yield Ask("", (), ("xml",), (500,), headers, content, number)

    def _now(self) -> datetime:
        """The order's clock, moved on by how long the fetch takes: signatures expire."""
        return self.order.now + timedelta(seconds=time.monotonic() - self.began)

    def _take(self, number: str, answer: Answer) -> bool:
        """Keep an answer; False when it must be asked again."""
        source = self.order.source
        try:
            root = parse(answer.content, self.never, source=source, file=copy_name(number))
            strip(root)
            message = message_in(root)
        except Unreadable as error:
            if answer.status != 200:
                return False
            raise SourceChanged(source, f"an answer cannot be read: {error}") from error
        if message.tag in FAULTS:
            self._refuse_fault(message)
            return False
        if message.tag != f"ophalen{_KINDS[len(number)].capitalize()}Response":
            raise SourceChanged(source, f"an answer of another kind: {message.tag!s:.60}")
        return self._keep(number, message)

    def _refuse_fault(self, fault: etree._Element) -> None:
        """Raise when a fault says that asking again cannot help."""
        code = (text(fault, "faultcode") or "no code").rpartition(":")[2][:40]
        if code.startswith(_OURS):
            what = f"SOAP Fault {code}: the question or its signature is refused; check the "
            raise SourceChanged(self.order.source, f"{what}certificate, options.to and contract")

    def _keep(self, number: str, message: etree._Element) -> bool:
        found = faults.kinds(message, self.codes.kvk)
        if "temporary" in found.values():
            return False
        name, copies = copy_name(number), self.order.copies
        for code, kind in sorted(found.items()):
            self.notes[f"{kind}/{code[:20]}/{self.order.now:%Y-%m-%d}"] += 1
        if found and name in copies.names():
            self.notes["earlier answers kept, as the new one has no product"] += 1
            return True
        people.hide_births(message, copies.pseudonym)
        drop(message, self.uncopied)
        copies.put(name, etree.tostring(message, encoding="utf-8", with_tail=False))
        self.notes["answers"] += 1
        return True
