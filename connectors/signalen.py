"""Signalen: nuisance reports with category, day and place; never who made them or what they wrote.

Reads answers of the API and the export for the data warehouse, as files or over the network.
A report is a claim, not a fact. Cancelled and split ones are left out and counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from connectors import json_files
from connectors.delivery import Connector, Delivery, Ignored, Item, Note, Quarantined, Row, Used
from connectors.reports import export, lists
from connectors.reports.api import Api
from connectors.reports.edge import NAME, edge
from connectors.reports.live import fetch
from connectors.reports.merge import CONFLICT, merge
from connectors.reports.options import SignalenOptions, problems
from connectors.reports.report import Bad, Report
from engine.errors import SourceChanged

__all__ = ["CONNECTOR", "NAME", "fetch", "read"]


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record, by file name and line, then the notes.

    Raises:
        SourceError: a file cannot be opened, is not of Signalen, or there is no record.
        SettingsError: the key of reporters is needed and not set.
    """
    reading = _Reading(delivery)
    reading.take_answers()
    reading.take_export()
    yield from reading.result()


class _Reading:
    """One pass over a delivery: reports wait until all versions of them are known."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.lists = lists.load(delivery.settings.rules)
        self.edge = edge(delivery.settings, delivery.options(SignalenOptions).reporter_key)
        self.words = {**self.lists.categories, **delivery.spec.values.get("category", {})}
        self.items: list[Used | Quarantined] = []
        self.ignored: Counter[tuple[str, str]] = Counter()
        self.reports: list[Report] = []
        self.notes: Counter[str] = Counter()

    def take_answers(self) -> None:
        """Read the answers of the API."""
        delivery = self.delivery
        api = Api(delivery.source, self.edge, delivery.settings.boundaries)
        files = [file for file in delivery.files if file.suffix.lower() in json_files.SUFFIXES]
        for document in json_files.load(files, source=delivery.source):
            if isinstance(document, Quarantined):
                self.items.append(document)
                continue
            for report in api.reports(document):
                self._take(report)
        self.notes += self.edge.notes

    def take_export(self) -> None:
        """Read the export for the data warehouse."""
        delivery = self.delivery
        files = [file for file in delivery.files if file.suffix.lower() not in json_files.SUFFIXES]
        if not files:
            return
        found = export.load(sorted(files), source=delivery.source, settings=delivery.settings)
        for item in found.items:
            if isinstance(item, Ignored):
                self.ignored[item.file, item.reason] += item.count
            else:
                self.items.append(item)
        for report in found.reports:
            self._take(report)
        self.notes += found.notes

    def result(self) -> Iterator[Item]:
        """Yield everything in a fixed order.

        Raises:
            SourceChanged: the delivery has no record at all.
        """
        merged = merge(self.reports, self.lists.states)
        for report in merged.conflicts:
            self.items.append(_quarantined(report, CONFLICT))
        self.items += [self._item(report) for report in merged.reports]
        self.ignored += merged.ignored
        if not self.items and not self.ignored:
            what = "the delivery is empty: no report in any file"
            raise SourceChanged(self.delivery.source, what)
        yield from sorted(self.items, key=lambda item: (item.file, item.line))
        for (file, reason), count in sorted(self.ignored.items()):
            yield Ignored(file, reason, count)
        yield from (Note(key, count) for key, count in sorted(self.notes.items()))

    def _take(self, report: Report | Bad) -> None:
        if isinstance(report, Bad):
            bad = Quarantined(report.file, report.line, report.report_id, report.reason)
            self.items.append(bad)
        else:
            self.notes += report.notes
            self.reports.append(report)

    def _item(self, report: Report) -> Used | Quarantined:
        if report.state is None:
            self.notes["reports without a state"] += 1
        elif report.state not in self.lists.states:
            return _quarantined(report, f'state: unlisted word "{report.state[:60]}"')
        if report.category is None:
            self.notes["reports without a category"] += 1
        elif report.category not in self.words:
            what = f'category: unlisted word "{report.category[:120]}"'
            return _quarantined(report, f"{what}: map it by name under values")
        values = {
            "report_id": report.report_id,
            "category": self.words.get(report.category or "") or None,
            "reported_on": report.reported_on,
            "reporter_id": report.pseudonym,
            **report.place,
        }
        filled = {name: value for name, value in values.items() if value is not None}
        return Used(report.file, report.line, (Row("report", filled),))


def _quarantined(report: Report, reason: str) -> Quarantined:
    raw: Mapping[str, object] = {
        "category": report.category,
        "state": report.state,
        "reported_on": str(report.reported_on),
    }
    return Quarantined(report.file, report.line, report.report_id, reason, raw)


CONNECTOR = Connector(
    read,
    tables=frozenset({"report"}),
    fetch=fetch,
    options=SignalenOptions,
    takes=frozenset({"values"}),
    problems=problems,
)
