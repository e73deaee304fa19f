"""Cases of a municipality by the ZGW API's (Zaken, Catalogi): files of answers, or asked.

Reads zaken with their statuses, results, roles, objects and properties, joined by address; the
mapping of a municipality says which case types become permits, licences, measures, inspections
or notifications. A case type that is not mapped is named and counted, never guessed.
"""

from collections.abc import Iterator

from connectors import about
from connectors.about import Scope
from connectors.cases.options import check
from connectors.cases.shapes import SHAPES
from connectors.delivery import Connector, Delivery, Item
from connectors.zaken.options import ZgwOptions
from connectors.zaken.reading import Reading

NAME = "zgw"


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per object of every answer, by file and line, then the notes.

    Raises:
        SettingsError: the options do not fit.
        SourceRefused: a property that may never be read is mapped.
        SourceUnavailable: a file cannot be opened.
        SourceChanged: not one case can be read.
    """
    options = delivery.options(ZgwOptions)
    check(delivery, options)
    names = about.dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
    yield from Reading(delivery, options, names).result()


CONNECTOR = Connector(
    read,
    tables=frozenset(SHAPES),
    options=ZgwOptions,
    takes=frozenset({"values"}),
)
