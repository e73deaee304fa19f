"""EU sanctions: who is listed in which legal context, with identifiers for exact matches.

Nothing is matched here. A name alone is never a hit: exact identifiers and reviewed matches only.
Of listed persons no name and no identifier is kept.
"""

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from connectors import about
from connectors.about import Scope
from connectors.delivery import Connector, Delivery, Ignored, Item, Note, Quarantined, Row, Used
from connectors.live.client import open_client
from connectors.live.order import Order
from connectors.sanction_list import designations, layout
from connectors.sanction_list.designations import CONFLICT, Designation, Unreadable
from connectors.sanction_list.layout import Record
from engine.errors import SourceChanged, SourceUnavailable

NAME = "sanctions"
COPY = "sanctions.csv"


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per row, by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: a file has another layout, or no file has a designation.
    """
    rules = delivery.settings.rules
    words = designations.kinds(rules)
    items: list[Used | Quarantined] = []
    found: list[Designation] = []
    for record in _records(delivery):
        try:
            found.append(designations.read(record, words))
        except Unreadable as error:
            items.append(Quarantined(record.file, record.line, None, str(error)))
    if not found and not items:
        raise SourceChanged(delivery.source, "no designation in any file")
    used, ignored, conflicts = designations.choose(found)
    items += [Used(d.record.file, d.record.line, (Row("sanction", d.values),)) for d in used]
    items += [Quarantined(d.record.file, d.record.line, d.entity_id, CONFLICT) for d in conflicts]
    yield from sorted(items, key=lambda item: (item.file, item.line))
    left_out = Counter((one.record.file, reason) for one, reason in ignored)
    for (file, reason), count in sorted(left_out.items()):
        yield Ignored(file, reason, count)
    counted = Counter(f"designations/{d.values['kind']}" for d in used)
    yield from (Note(key, count) for key, count in sorted(counted.items()))


def fetch(order: Order) -> Iterator[Note]:
    """Download the list; its copy holds no name and no identifier of a person.

    Raises:
        SourceError: no answer, or it is no list of a known layout.
    """
    rules = order.settings.rules
    dropped = about.dropped(NAME, Scope.ALWAYS, Scope.COPIES, rules=rules)
    with open_client(order) as client:
        answer = client.get("", accept=("csv", "text/plain", "octet-stream"))
    found = list(layout.records(answer.content, source=order.source, file=COPY, dropped=dropped))
    rows = [record.cells for record in found if record.cells is not None]
    if not rows:
        raise SourceChanged(order.source, "no designation in the list", file=COPY)
    order.copies.put(COPY, layout.write(list(rows[0]), rows))
    yield Note("fetch/designations", len(rows))
    if broken := len(found) - len(rows):
        yield Note("fetch/rows with another number of cells than the header", broken)


def _records(delivery: Delivery) -> Iterator[Record]:
    dropped = about.dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
    for path in sorted(delivery.files, key=attrgetter("name", "parts")):
        try:
            content = path.read_bytes()
        except OSError as error:
            what = f"cannot be opened: {error.strerror}"
            raise SourceUnavailable(delivery.source, what, file=path.name) from error
        yield from layout.records(content, source=delivery.source, file=path.name, dropped=dropped)


CONNECTOR = Connector(read, tables=frozenset({"sanction"}), fetch=fetch)
