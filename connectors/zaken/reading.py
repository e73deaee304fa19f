"""Reads a whole delivery of ZGW answers: every object becomes exactly one item."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from connectors.cases import rows
from connectors.cases.case import Unusable
from connectors.delivery import Delivery, Ignored, Item, Note, Quarantined, Used
from connectors.zaken import answers, objects, roles, values, versions, zaak
from connectors.zaken.answers import Answers, Found
from connectors.zaken.graph import CONFLICT, Graph, Node, join
from connectors.zaken.objects import Kind
from connectors.zaken.options import ZgwOptions
from connectors.zaken.values import Body
from connectors.zaken.versions import CaseTypes
from engine.errors import SourceChanged

AFTER = "after as_of"
NOT_READ = "not read: documents, contacts, decisions and notes"
NO_RIGHT = "no right to it (403)"
STAFF = "staff role"
NO_CASE = "its case is not in the delivery"
CASE_LEFT_OUT = "its case is not used"


@dataclass(frozen=True, slots=True)
class _Left:
    """An object that is left out, and why."""

    found: Found
    reason: str


class Reading:
    """One pass over a delivery."""

    def __init__(self, delivery: Delivery, options: ZgwOptions, names: frozenset[str]) -> None:
        self.delivery, self.options = delivery, options
        self.maker = rows.Maker(options, delivery.spec)
        self.answers = answers.load(delivery.files, source=delivery.source, names=names)
        self.items: list[tuple[tuple[str, int, int], Used | Quarantined]] = []
        self.left: list[_Left] = []
        self.notes: Counter[str] = Counter(self.answers.notes)
        self.used: set[str] = set()
        self.case_types = CaseTypes()

    def result(self) -> Iterator[Item]:
        """Yield every item, by file, line and place, then what was left out, then notes.

        Raises:
            SourceChanged: not one object of a ZGW API, or not one case.
        """
        graph = join(list(self._nodes()))
        _refuse_nothing(self.delivery.source, self.answers, graph, self.items)
        self.left += [_Left(found, reason) for found, reason in graph.left_out]
        self.notes.update(graph.notes)
        for found in graph.conflicts:
            self._refuse(found, CONFLICT)
        self._read_types(graph)
        for node in graph.of(Kind.CASE):
            self._attempt(node, graph)
        for kind in objects.PARTS:
            for node in graph.of(kind):
                self._read_part(node, graph)
        yield from self._items()

    def _nodes(self) -> Iterator[tuple[Node, Body]]:
        for found in self.answers.found:
            if found.received is not None and found.received.date() > self.delivery.as_of:
                self.left.append(_Left(found, AFTER))
                continue
            try:
                name = objects.collection(found.body)
                kind = objects.kind_of(name)
                if kind is None:
                    self.left.append(_Left(found, NOT_READ))
                    continue
                for key in objects.surplus(kind, found.body):
                    self.notes[f"unknown keys/{kind}/{key}"] += 1
                expand = values.member(found.body, "_expand")
                yield Node(found, kind, objects.reduce(kind, found.body)), expand
            except Unusable as error:
                self._refuse(found, str(error))

    def _read_types(self, graph: Graph) -> None:
        """Read the catalogue; every object of it serves cases only."""
        types = graph.types.items()
        here = {node.found.place: node for kind in objects.TYPES for node in graph.of(kind)}
        bad: dict[str, str] = {}
        catalogues = {u: b for u, b in types if u.split("/")[-2] == Kind.CATALOGUE}
        for url, body in types:
            if url.split("/")[-2] == Kind.CASE_TYPE:
                try:
                    self.case_types.add(versions.read(body, catalogues))
                except Unusable as error:
                    bad[url] = str(error)
        for place, node in here.items():
            reason = bad.get(values.address(node.body, "url") or "")
            if reason is None:
                self.items.append((place, Used(node.found.file, node.found.line)))
            else:
                self._refuse(node.found, reason)
        self.notes.update(self.case_types.notes())

    def _attempt(self, node: Node, graph: Graph) -> None:
        try:
            self._read_case(node, graph)
        except Unusable as error:
            self._refuse(node.found, str(error))

    def _read_case(self, node: Node, graph: Graph) -> None:
        """Read one case, or say why it is left out.

        Raises:
            Unusable: a value is not what it should be.
        """
        url = values.address(node.body, "url") or ""
        number = zaak.case_id(node.body, self.options.organisation)
        if not zaak.is_rsin(str(node.body["bronorganisatie"])):
            self.notes["check digits/bronorganisatie"] += 1
        case_type = self.case_types.by_url.get(values.address(node.body, "zaaktype") or "")
        if case_type is None:
            raise Unusable("its zaaktype, or the catalogus of that, is not in the delivery")
        rule = versions.rule_of(self.options.kinds, case_type)
        if rule is None:
            self.left.append(_Left(node.found, f"zaaktype not mapped: {case_type.name[:80]}"))
            return
        if zaak.level(node.body, case_type.confidentiality) > self.options.limit:
            limit = self.options.confidentiality
            self.left.append(_Left(node.found, f"more confidential than {limit}"))
            return
        notes: Counter[str] = Counter()
        parts = {kind: list(found.values()) for kind, found in graph.parts[url].items()}
        case = zaak.read(node.body, number, zaak.Related(parts, graph.types), notes)
        started = case.dates.get("startdatum")
        if started is not None and self.case_types.on(case_type.name, started) != case_type:
            notes[f"cases with a version of another date/{case_type.name}"] += 1
        made = self.maker.make(case, rule)
        self.notes.update(notes + made.notes)
        self.used.add(url)
        if made.why is not None:
            self.left.append(_Left(node.found, made.why))
        else:
            item = Used(node.found.file, node.found.line, made.rows)
            self.items.append((node.found.place, item))

    def _read_part(self, node: Node, graph: Graph) -> None:
        """A part serves its case, or is left out together with it."""
        case = values.address(node.body, "zaak")
        try:
            if node.kind is Kind.ROLE:
                roles.check(node.body, graph.types)
                if roles.is_staff(node.body):
                    self.left.append(_Left(node.found, STAFF))
                    return
            if case is None:
                raise Unusable("zaak is empty: nobody knows which case it belongs to")
        except Unusable as error:
            self._refuse(node.found, str(error))
            return
        if case in self.used:
            self.items.append((node.found.place, Used(node.found.file, node.found.line)))
        else:
            is_here = (Kind.CASE, case) in graph.nodes
            self.left.append(_Left(node.found, CASE_LEFT_OUT if is_here else NO_CASE))

    def _refuse(self, found: Found, reason: str) -> None:
        """Put an object in quarantine with its own number and keys; no value may name people."""
        try:
            record_id = values.text(found.body, "identificatie") or values.text(found.body, "uuid")
        except Unusable:
            record_id = None
        raw = {"keys": sorted(key[:40] for key in found.body)}
        item = Quarantined(found.file, found.line, (record_id or "")[:80] or None, reason, raw)
        self.items.append((found.place, item))

    def _items(self) -> Iterator[Item]:
        self.items += [((bad.file, bad.line, 0), bad) for bad in self.answers.bad]
        self.items += [((file, line, 0), Used(file, line)) for file, line in self.answers.empty]
        yield from (item for _, item in sorted(self.items, key=lambda pair: pair[0]))
        ignored = Counter((left.found.file, left.reason) for left in self.left)
        for file, _, name in self.answers.refused:
            ignored[file, NO_RIGHT] += 1
            self.notes[f"no right/{name}"] += 1
        for (file, reason), count in sorted(ignored.items()):
            yield Ignored(file, reason, count)
        self.notes["empty pages"] += len(self.answers.empty)
        for key, count in sorted(self.notes.items()):
            if count:
                yield Note(key, abs(count))


def _refuse_nothing(
    source: str,
    found: Answers,
    graph: Graph,
    refused: list[tuple[tuple[str, int, int], Used | Quarantined]],
) -> None:
    """Refuse a delivery without one ZGW object, or without one case."""
    if any(kind is Kind.CASE for kind, _ in graph.nodes) or graph.conflicts or found.empty:
        return
    if not graph.nodes:
        first = next(iter(found.bad), None) or next((item for _, item in refused), None)
        if isinstance(first, Quarantined):
            raise SourceChanged(source, first.reason, file=first.file, line=first.line)
    if found.refused:
        names = ", ".join(sorted({name for _, _, name in found.refused}))
        raise SourceChanged(source, f"no right to {names} (403), and no case in any file")
    what = "the delivery is empty: no answer in any file"
    if graph.nodes:
        kinds = Counter(str(kind) for kind, _ in graph.nodes)
        told = ", ".join(f"{count} {name}" for name, count in sorted(kinds.items()))
        what = f"no zaak in any file; there are: {told}"
    raise SourceChanged(source, what)
