"""Cases of a municipality by StUF-ZKN 0310: messages between its systems, kept as files.

Reads zakLk01 (a case made, changed or removed); the messages of one case are put together in
the order in which they were sent. Documents are never read, answers say nothing about a case,
and an error message goes to quarantine with its code.
"""

from collections.abc import Iterator

from connectors import about
from connectors.about import Scope
from connectors.cases.options import check
from connectors.cases.shapes import SHAPES
from connectors.delivery import Connector, Delivery, Item
from connectors.stuf.options import StufOptions
from connectors.stuf.reading import Reading
from engine.sources_file import SourceSpec, parse_options

NAME = "stuf_zds"


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per message, by file, then what was left out, then notes.

    Raises:
        SettingsError: the options do not fit.
        SourceRefused: a doctype, an unsafe archive, or a property that may never be read.
        SourceUnavailable: a file cannot be opened.
        SourceChanged: there is no message about a case.
    """
    options = delivery.options(StufOptions)
    check(delivery.spec, options, delivery.settings.rules)
    names = about.dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
    yield from Reading(delivery, options, names).result()


def covers(spec: SourceSpec) -> frozenset[str]:
    """The tables that the mapped codes of case types fill."""
    return frozenset(rule.table for rule in parse_options(spec, StufOptions).rules())


CONNECTOR = Connector(
    read,
    tables=frozenset(SHAPES),
    options=StufOptions,
    takes=frozenset({"values"}),
    covers=covers,
)
