"""From messages in order to rows: what holds now, what ended and when, who came after whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from connectors.brk import rights, rows
from connectors.brk.codes import PURCHASE
from connectors.brk.facts import Attachment, Message, ObjectState, Purchase, Title
from connectors.brk.rows import Naming
from connectors.brk.transfers import Ledger
from connectors.items import Row

Place = tuple[str, int]
_Key = tuple[str, str]
"""Kind of a fact, `title` or `attachment`, and its id."""


@dataclass(slots=True)
class _Span:
    """A title or attachment over time: as last seen, since and until which mutation."""

    fact: Title | Attachment
    state: ObjectState
    place: Place
    began: date | None = None
    ended: date | None = None
    is_gone: bool = False


@dataclass(slots=True)
class History:
    """Walks the messages of every object and collects rows by the message that shows them.

    Attributes:
        naming: parcel ids and code lists.
        as_of: last day that exists.
        tells_mortgages: True when the delivery tells mortgages at all.
    """

    naming: Naming
    as_of: date
    tells_mortgages: bool
    notes: Counter[str] = field(default_factory=Counter)
    rows: dict[Place, list[Row]] = field(default_factory=dict)
    _spans: dict[str, dict[_Key, _Span]] = field(default_factory=lambda: defaultdict(dict))
    _last: dict[str, tuple[ObjectState, Place]] = field(default_factory=dict)

    def read(self, by_object: Mapping[str, list[Message]]) -> None:
        """Read the messages of every object, each list in order of time."""
        ledger = Ledger(self.naming, self.tells_mortgages, self.notes)
        for object_id in sorted(by_object):
            self._walk(by_object[object_id], ledger)
        lineage = _lineage(self._last)
        self._parcels(_children(self._last))
        self._titles()
        for place, row in ledger.rows(lineage, as_of=self.as_of):
            self._add(place, [row])

    def _walk(self, messages: Iterable[Message], ledger: Ledger) -> None:
        state: ObjectState | None = None
        for message in messages:
            self.notes.update(message.notes)
            before = self._known(message.before) or (state if message.is_mutation else None)
            after = self._known(message.after)
            if message.is_mutation:
                self._change(message, before, after, ledger)
            elif after is not None:
                self._stand(message, after, ledger)
            state = after or (None if before is None else _ended(before, message.day))
            if state is not None:
                self._last[message.object_id] = state, message.place

    def _known(self, state: ObjectState | None) -> ObjectState | None:
        """The state without what does not count: titles that sleep, notes that are no purchase."""
        if state is None:
            return None
        kept = tuple(p for p in state.purchases if self._is_purchase(p))
        titles = () if state.is_sleeping else state.titles
        return replace(state, purchases=kept, titles=titles)

    def _is_purchase(self, purchase: Purchase) -> bool:
        return self.naming.codes.notes.meaning(purchase.aard) == PURCHASE

    def _stand(self, message: Message, state: ObjectState, ledger: Ledger) -> None:
        self._lost(state)
        if state.is_ended and state.ended is None:
            self.notes["ended objects without a date"] += 1
            return
        self._see(state, message.place, began=None, before=None)
        if state.is_ended:
            self._close(state, None, state.ended)
        ledger.acquired(state.titles, state, message.place)
        ledger.registered(state, message.place, mutation=None)

    def _change(
        self,
        message: Message,
        before: ObjectState | None,
        after: ObjectState | None,
        ledger: Ledger,
    ) -> None:
        day, place = message.day, message.place
        if before is not None:
            self._see(before, place, began=None, before=before)
            ledger.registered(before, place, mutation=None)
        gone = self._close(before, after, day)
        if after is None or day is None:
            return
        self._see(after, place, began=day, before=before)
        # An object that is new took over what lay on another one, so its day says nothing.
        since = None if before is None else day
        old = {title.title_id for title in before.titles} if before else set()
        new = [title for title in after.titles if title.title_id not in old]
        ledger.acquired(new, after, place, sold=gone, mutation=since, aard=message.aard)
        ledger.registered(after, place, mutation=since)
        left = {purchase.purchase_id for purchase in after.purchases}
        for purchase in before.purchases if before else ():
            if purchase.purchase_id not in left:
                ledger.struck(message.object_id, purchase.purchase_id, day)

    def _see(
        self, state: ObjectState, place: Place, *, began: date | None, before: ObjectState | None
    ) -> None:
        """Remember the titles and attachments of a state; new ones began with the mutation."""
        old = {key for key, _ in _facts(before)} if before else set()
        for key, fact in _facts(state):
            since = began if key not in old else None
            span = self._spans[state.object_id].setdefault(key, _Span(fact, state, place, since))
            span.fact, span.state, span.place = fact, state, place
            span.began = span.began or since
            span.ended, span.is_gone = None, False

    def _close(
        self, before: ObjectState | None, after: ObjectState | None, day: date | None
    ) -> list[Title]:
        """End what a mutation took away; gives the titles among it."""
        if before is None:
            return []
        left = {key for key, _ in _facts(after)} if after else set()
        gone = [(key, fact) for key, fact in _facts(before) if key not in left]
        for key, _ in gone:
            self._spans[before.object_id][key].ended = day
        return [fact for _, fact in gone if isinstance(fact, Title)]

    def _lost(self, state: ObjectState) -> None:
        """Leave out what a stand no longer has and no mutation ended: nobody knows when."""
        now = {key for key, _ in _facts(state)}
        for key, span in self._spans[state.object_id].items():
            if key not in now and span.ended is None:
                span.is_gone = True
                self.notes["titles and attachments gone without a mutation"] += 1

    def _parcels(self, children: Mapping[str, tuple[str, ...]]) -> None:
        for object_id, (state, place) in sorted(self._last.items()):
            if state.is_ended and state.ended is None:
                continue
            after = {*children.get(object_id, ()), *state.successors}
            names = tuple(sorted(self._name(number) for number in after))
            self._add(place, [rows.parcel(state, self.naming, names)])
            self._tell(state)

    def _name(self, object_id: str) -> str:
        state = self._last.get(object_id)
        return object_id if state is None else self.naming.parcel_id(state[0])

    def _tell(self, state: ObjectState) -> None:
        """Count what a reader of the run must know about an object as it stands."""
        self.notes["sleeping rights"] += state.is_sleeping
        self.notes["split rights"] += len(state.split_rights)
        self.notes["associations of owners"] += state.owners_associations
        self.notes["ended objects"] += state.is_ended
        for total in () if state.is_ended else rights.incomplete(state.titles):
            self.notes[f"shares that do not make 1/{total[:40]}"] += 1

    def _titles(self) -> None:
        ordered = [
            self._spans[object_id][key]
            for object_id in sorted(self._spans)
            for key in sorted(self._spans[object_id])
        ]
        for span in ordered:
            if span.is_gone:
                continue
            place = span.fact.place or span.place
            if isinstance(span.fact, Title):
                self._right(span.fact)
                self._add(place, rows.title(span.fact, span.state, self.naming,
                                            ended=span.ended, began=span.began))  # fmt: skip
                continue
            made = rows.attachment(
                span.fact, span.state, self.naming, began=span.began, ended=span.ended
            )
            self.notes["attachments without a date"] += not made
            self._add(place, made)

    def _right(self, title: Title) -> None:
        right = self.naming.codes.rights.meaning(title.aard)
        if right is None:
            self.notes[f"unknown codes/AardZakelijkRecht/{str(title.aard)[:80]}"] += 1
        elif not right:
            self.notes[f"rights without a word of their own/{str(title.aard)[:80]}"] += 1

    def _add(self, place: Place, made: list[Row]) -> None:
        self.rows.setdefault(place, []).extend(made)


def _facts(state: ObjectState | None) -> list[tuple[_Key, Title | Attachment]]:
    """Titles and attachments of a state, each with its kind and id."""
    if state is None:
        return []
    found: list[tuple[_Key, Title | Attachment]] = [
        (("title", title.title_id), title) for title in state.titles
    ]
    return [*found, *((("attachment", a.attachment_id), a) for a in state.attachments)]


def _ended(state: ObjectState, day: date | None) -> ObjectState:
    return replace(state, ended=day, is_ended=True)


def _children(last: Mapping[str, tuple[ObjectState, Place]]) -> dict[str, tuple[str, ...]]:
    """Object number -> numbers of the objects that say that they came from it."""
    found: dict[str, set[str]] = {}
    for object_id, (state, _) in last.items():
        for origin in state.origins:
            found.setdefault(origin, set()).add(object_id)
    return {origin: tuple(sorted(numbers)) for origin, numbers in sorted(found.items())}


def _lineage(last: Mapping[str, tuple[ObjectState, Place]]) -> dict[str, frozenset[str]]:
    """Object number -> every object that it came from, over any number of steps."""
    parents = {object_id: set(state.origins) for object_id, (state, _) in last.items()}
    for origin, (state, _) in last.items():
        for child in state.successors:
            parents.setdefault(child, set()).add(origin)
    return {object_id: _ancestors(object_id, parents) for object_id in sorted(parents)}


def _ancestors(object_id: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [*parents.get(object_id, ())]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += parents.get(number, ())
    return frozenset(found - {object_id})
