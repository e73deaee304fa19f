"""Reads a whole delivery of StUF messages: every message becomes exactly one item.

The rows of a case stand at its newest message; the earlier ones serve it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from connectors.cases import rows
from connectors.cases.case import Unusable
from connectors.delivery import Delivery, Ignored, Item, Note, Quarantined, Row, Used
from connectors.stuf import messages
from connectors.stuf.messages import CaseMessage, Change, Kind, Message
from connectors.stuf.options import StufOptions
from connectors.stuf.state import State
from engine.errors import SourceChanged

AFTER = "after as_of"
AGAIN = "the same message again"
DOCUMENT = "documents are not read"
REMOVED = "case removed by its sender"


class Reading:
    """One pass over a delivery."""

    def __init__(self, delivery: Delivery, options: StufOptions, names: frozenset[str]) -> None:
        self.delivery, self.options = delivery, options
        self.maker = rows.Maker(options, delivery.spec)
        self.found = messages.load(
            delivery.files,
            source=delivery.source,
            limits=delivery.settings.archives,
            names=names,
        )
        self.items: list[Used | Quarantined] = []
        self.ignored: Counter[tuple[str, str]] = Counter()
        self.notes: Counter[str] = Counter()

    def result(self) -> Iterator[Item]:
        """Yield every item by file and line, then what was left out, then notes.

        Raises:
            SourceChanged: there is no message about a case.
        """
        cases: defaultdict[str, list[CaseMessage]] = defaultdict(list)
        for part in self.found:
            if isinstance(part, Quarantined):
                self.items.append(part)
            elif (about := self._sort(part)) is not None:
                cases[about.number].append(about)
        if not any(isinstance(p, Message) and p.kind is Kind.CASE for p in self.found):
            kinds = sorted({p.local for p in self.found if isinstance(p, Message)})
            what = f"no message about a case (zakLk01) in any file; there are: {', '.join(kinds)}"
            raise SourceChanged(self.delivery.source, what)
        for number in sorted(cases):
            self._read(number, self._without_copies(cases[number]))
        yield from sorted(self.items, key=lambda item: (item.file, item.line))
        for (file, reason), count in sorted(self.ignored.items()):
            yield Ignored(file, reason, count)
        yield from (Note(key, count) for key, count in sorted(self.notes.items()) if count)

    def _sort(self, message: Message) -> CaseMessage | None:
        """Put a message where it belongs; gives back one about a case that counts."""
        self.notes[f"messages/{message.local[:60]}"] += 1
        if message.kind is Kind.DOCUMENT:
            self.ignored[message.file, DOCUMENT] += 1
        elif message.kind is Kind.EMPTY:
            self.items.append(Used(message.file, message.line))
        elif message.kind is Kind.FAULT:
            code = messages.fault_code(message)
            self._refuse(message, None, f"an error message, {code}: a message was refused")
        else:
            try:
                about = messages.about_case(message)
            except Unusable as error:
                self._refuse(message, None, str(error))
                return None
            if about.sent[:8] <= f"{self.delivery.as_of:%Y%m%d}":
                return about
            self.ignored[message.file, AFTER] += 1
        return None

    def _without_copies(self, found: list[CaseMessage]) -> list[CaseMessage]:
        """Leave out messages that were sent again, in the order in which they took effect."""
        kept: dict[tuple[str, str, str], CaseMessage] = {}
        for about in sorted(found, key=lambda about: about.order):
            key = about.reference or about.message.file, about.sent, about.change.value
            if key in kept:
                self.ignored[about.message.file, AGAIN] += 1
            else:
                kept[key] = about
        return list(kept.values())

    def _read(self, number: str, found: list[CaseMessage]) -> None:
        """Read the messages of one case; the rows stand at the latest that can be read."""
        state, good = self._replay(number, found)
        if not good:
            return
        self.notes.update(state.notes)
        *earlier, latest = good
        try:
            rows_, why = self._rows(number, state, latest)
        except Unusable as error:
            self._refuse(latest.message, number, str(error))
        else:
            if why is not None:
                self._ignore(good, why)
                return
            self.items.append(Used(latest.message.file, latest.message.line, rows_))
        self.items += [Used(about.message.file, about.message.line) for about in earlier]

    def _replay(self, number: str, found: list[CaseMessage]) -> tuple[State, list[CaseMessage]]:
        """The case after its messages; one that cannot be read changes nothing."""
        state, good = State(self.options.kvk_in_rsin), []
        for about in found:
            before = state.copy()
            try:
                state.apply(about.about)
                good.append(about)
            except Unusable as error:
                state = before
                self._refuse(about.message, number, str(error))
        return state, good

    def _rows(
        self, number: str, state: State, latest: CaseMessage
    ) -> tuple[tuple[Row, ...], str | None]:
        """Return the rows of a case, or why it has none.

        Raises:
            Unusable: nobody says its type, or a value cannot be read.
        """
        if latest.change is Change.REMOVED:
            return (), REMOVED
        if state.code is None:
            raise Unusable("no message in the delivery says its zaaktype")
        rule = self.options.rule(state.code)
        if rule is None:
            return (), f"zaaktype not mapped: {state.code[:80]}"
        made = self.maker.make(state.case(number), rule)
        self.notes.update(made.notes)
        return made.rows, made.why

    def _ignore(self, found: list[CaseMessage], reason: str) -> None:
        for about in found:
            self.ignored[about.message.file, reason] += 1

    def _refuse(self, message: Message, number: str | None, reason: str) -> None:
        """Put a message in quarantine; its content may name people and is not kept."""
        raw = {"message": message.local[:60]}
        self.items.append(Quarantined(message.file, message.line, number, reason, raw))
