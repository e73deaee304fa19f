"""BRK Bevragen 2 over the network: parcels on a list, with holders, mortgages and attachments.

Asked is what rests on a parcel that the municipality names, never what a person holds: there is
no search by person here. What is kept has been through the drop-list first, so that no BSN and
no masked name comes into a copy.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors import about, parcel_ids
from connectors.about import Scope
from connectors.brk import forget
from connectors.brk.answers import Answer as Parts
from connectors.brk.answers import Body, Kind, read
from connectors.brk.bevragen import member, word
from connectors.brk.facts import Unusable
from connectors.brk.options import NAME, ParcelsOptions
from connectors.dates import dutch_day
from connectors.items import Note
from connectors.live.client import Ask, Client, open_client
from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged
from engine.sources_file import secret

_OBJECTS = "kadastraalonroerendezaken"
_BY_DESIGNATION = "kadastraleAanduidingMetGemeentecode"
_WITH_APARTMENTS = "inclusiefKadastraalOnroerendeZakenUitSplitsing"
_LISTS = ("zakelijkgerechtigden", "hypotheken", "beslagen", "privaatrechtelijkebeperkingen")
_COMPANY = "kadaster_niet_natuurlijk_persoon"
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class _Question:
    """One question, the copy that its answer becomes, and what it is about."""

    copy: str
    path: str
    params: Mapping[str, str]
    about: Mapping[str, str]


def fetch(order: Order) -> Iterator[Note]:
    """Ask for every parcel of the list; copies of parcels that left the list are dropped.

    Raises:
        SettingsError: no key, no list of parcels, or a line in it that is no parcel.
        SourceError: the service cannot be asked, or left its contract.
    """
    options = order.options(ParcelsOptions)
    if options.api_key is None:
        what = "options.api_key is missing: BRK Bevragen needs a key"
        raise SettingsError(f"source {order.source}: {what}")
    headers = {
        "X-Api-Key": secret(options.api_key),
        "Accept-Crs": "epsg:28992",
        "Accept": "application/hal+json",
    }
    parcels = _parcels(order, options)
    pace = options.requests_per_second
    with open_client(order, headers=headers, tls=options.tls, per_second=pace) as client:
        asking = _Asking(order, client)
        asking.everything(parcels)
    for name in sorted(set(order.copies.names()) - asking.wanted):
        order.copies.drop(name)
    asking.notes["parcels asked for"] = len(parcels)
    yield from (Note(key, count) for key, count in sorted(asking.notes.items()) if count)


class _Asking:
    """One fetch: the copies that it wants, and what it noted."""

    def __init__(self, order: Order, client: Client) -> None:
        self.order, self.client = order, client
        rules = order.settings.rules
        self.drops = about.dropped(NAME, Scope.ALWAYS, Scope.COPIES, rules=rules)
        self.wanted: set[str] = set()
        self.notes: Counter[str] = Counter()

    def everything(self, parcels: Sequence[str]) -> None:
        """Ask for the parcels, what rests on them, apartments of split ones, and companies."""
        found = list(self.ask(_search(parcel) for parcel in parcels))
        self.notes["parcels not found"] += sum(not parts.resources for _, parts in found)
        objects = self.objects(found)
        lists = list(self.ask(_lists(objects)))
        split = self.split(found, lists)
        more = list(self.ask(_search(parcel, apartments=True) for parcel in split))
        others = [number for number in self.objects(more) if number not in set(objects)]
        lists += list(self.ask(_lists(others)))
        for _ in self.ask(_companies(lists)):
            pass

    def ask(self, questions: Iterable[_Question]) -> Iterator[tuple[_Question, Parts]]:
        """Ask, keep and take apart; what this fetch has already is not asked again."""
        known: list[_Question] = []
        waiting: dict[str, _Question] = {}
        for question in questions:
            self.wanted.add(question.copy)
            if self.order.is_new(question.copy):
                known.append(question)
            else:
                waiting[question.copy] = question
        for question in known:
            yield question, self._parts(question, self.order.copies.get(question.copy))
        asks = [
            Ask(q.path, q.params, ("json",), allow=(_NOT_FOUND,), key=q.copy)
            for q in waiting.values()
        ]
        for ask, answer in self.client.get_many(asks):
            question = waiting[ask.key]
            if answer.status == _NOT_FOUND:
                self._missing(question)
                continue
            content = self._clean(question, answer.json())
            parts = self._parts(question, content)
            self.order.copies.put(question.copy, content)
            yield question, parts

    def objects(self, found: Iterable[tuple[_Question, Parts]]) -> list[str]:
        """Numbers of the objects in these answers, each once, in their order."""
        numbers = {
            resource.object_id: None
            for _, parts in found
            for resource in parts.resources
            if resource.kind is Kind.OBJECT and resource.object_id
        }
        return list(numbers)

    def split(
        self,
        found: Iterable[tuple[_Question, Parts]],
        lists: Iterable[tuple[_Question, Parts]],
    ) -> list[str]:
        """Parcels of which a right was split, so that their holders are those of apartments."""
        numbers = {parts.split[0] for _, parts in lists if parts.split is not None}
        again = []
        for question, parts in found:
            if numbers.isdisjoint({resource.object_id or "" for resource in parts.resources}):
                continue
            if parcel := question.about.get("parcel"):
                again.append(parcel)
            else:
                self.notes["split parcels asked by number: ask them by aanduiding"] += 1
        return again

    def _missing(self, question: _Question) -> None:
        self.wanted.discard(question.copy)
        what = "parcels not found" if question.path.startswith(_OBJECTS) else "persons not found"
        if question.path.rpartition("/")[2] in _LISTS:
            what = f"not found/{question.path.rpartition('/')[2]}"
        self.notes[what] += 1

    def _clean(self, question: _Question, body: object) -> bytes:
        if not isinstance(body, Mapping):
            raise SourceChanged(self.order.source, f"{question.path}: the answer is no object")
        asked = {**question.about, "on": dutch_day(self.order.now).isoformat()}
        kept = {"_asked": asked, "body": forget.from_json(body, self.drops)}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()

    def _parts(self, question: _Question, content: bytes) -> Parts:
        try:
            body = json.loads(content)
            return read(body, file=question.copy, line=1)
        except (ValueError, Unusable) as error:
            what = f"{question.path}: the answer cannot be used: {error}"
            raise SourceChanged(self.order.source, what) from error


def _search(parcel: str, *, apartments: bool = False) -> _Question:
    """The question for one parcel, by aanduiding or by number."""
    if parcel.isdigit():
        return _Question(f"{parcel}.json", f"{_OBJECTS}/{parcel}", {}, {"object": parcel})
    params = {_BY_DESIGNATION: parcel_ids.as_asked(parcel)}
    if apartments:
        params[_WITH_APARTMENTS] = "true"
    name = f"{parcel}_uit_splitsing.json" if apartments else f"{parcel}.json"
    return _Question(name, _OBJECTS, params, {"parcel": parcel})


def _lists(objects: Iterable[str]) -> Iterator[_Question]:
    for number in objects:
        for name in _LISTS:
            path = f"{_OBJECTS}/{number}/{name}"
            yield _Question(f"{number}_{name}.json", path, {}, {"object": number})


def _companies(lists: Iterable[tuple[_Question, Parts]]) -> Iterator[_Question]:
    """Companies that hold a right and are known by a number of the Kadaster only."""
    numbers = {
        str(word(person, "identificatie"))
        for _, parts in lists
        for person in _holders(parts)
        if person.get("type") == _COMPANY and person.get("identificatie")
    }
    for number in sorted(numbers):
        path = f"kadasternietnatuurlijkpersonen/{number}"
        yield _Question(f"persoon_{number}.json", path, {}, {})


def _holders(parts: Parts) -> Iterator[Body]:
    for resource in parts.resources:
        if resource.kind is Kind.HOLDER:
            yield member(resource.body, "persoon")


def _parcels(order: Order, options: ParcelsOptions) -> list[str]:
    """The list of parcels, each once, in one spelling.

    Raises:
        SettingsError: no list, it cannot be read, or a line that is no parcel.
    """
    if options.parcels is None:
        what = "options.parcels is missing: name the file with the parcels to ask for"
        raise SettingsError(f"source {order.source}: {what}")
    file = order.folder / options.parcels
    found: dict[str, None] = {}
    for line, text in enumerate(_lines(file), start=1):
        told = text.partition("#")[0].strip()
        if not told:
            continue
        parcel = parcel_ids.designation(told) or parcel_ids.object_number(told)
        if parcel is None:
            what = "not a kadastrale aanduiding (AKM01 D 3985) and not a number of 15 digits"
            raise SettingsError(what, file=file, line=line)
        found[parcel] = None
    if not found:
        raise SettingsError("the list of parcels is empty", file=file)
    return list(found)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"not UTF-8 at byte {error.start}", file=file) from error
