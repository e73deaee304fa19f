"""PowerBrowser: permits, licences, measures or inspections from a case system, as files.

The wire format is fixed, its meaning is not: which field fills which column, and what the words
mean, stands in `sources.yaml`. The number of a case comes from its own field, never from its
caption. People, companies and documents in an answer are counted and not read.
"""

from collections.abc import Iterator

from connectors import json_files
from connectors.delivery import Connector, Delivery, Item, Quarantined
from connectors.vth import mapping
from connectors.vth.pb_options import PowerBrowserOptions, problems
from connectors.vth.pb_reading import Reading

NAME = "vth_powerbrowser"


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record, by file name and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: a file is no JSON or no answer of PowerBrowser, or there is no record.
    """
    reading = Reading(NAME, delivery)
    for document in json_files.load(delivery.files, source=delivery.source):
        if isinstance(document, Quarantined):
            reading.items.append(document)
            continue
        for part in reading.opener.parts(document):
            reading.take(part)
    yield from reading.result()


CONNECTOR = Connector(
    read,
    tables=frozenset(mapping.CASE_TABLES),
    options=PowerBrowserOptions,
    takes=frozenset({"table", "columns", "values", "ignore"}),
    problems=problems,
    covers=mapping.covers,
)
