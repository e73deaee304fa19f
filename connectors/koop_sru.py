"""Official publications of KOOP: applications, decisions, notifications and policies.

Reads answers of SRU and every form of a publication as file. Every publication becomes an
`announcement`; a case of which status, kind and place are certain becomes a `permit` too. Titles
are read by the tables of `rules/tables/koop_*.csv`. Notices do not name the applicant.
"""

from collections import Counter
from collections.abc import Iterator

from connectors import about
from connectors.about import Scope
from connectors.delivery import Connector, Delivery, Ignored, Item, Note, Quarantined, Used
from connectors.koop import asking, cases, merge, notices, rows, tables
from connectors.koop.files import Files
from connectors.koop.options import KoopOptions
from connectors.koop.publications import Publication
from connectors.live.order import Order
from engine.errors import SourceChanged
from engine.sources_file import SourceSpec

NAME = "koop_sru"
AFTER = "after as_of"


def read(delivery: Delivery) -> Iterator[Item]:
    """Yield one item per record, by file and line, then the notes.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceRefused: a doctype in XML, or an archive that is not safe.
        SourceChanged: a file is no publication, the service refused the question, or there is
            not one record.
    """
    yield from _Reading(delivery).items()


class _Reading:
    """One pass over a delivery."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.options = delivery.options(KoopOptions)
        self.tables = tables.load(delivery.settings.rules)
        dropped = about.dropped(NAME, Scope.ALWAYS, rules=delivery.settings.rules)
        self.files = Files(delivery.source, delivery.settings, dropped)
        self.found: list[Used | Quarantined] = []
        self.ignored: Counter[tuple[str, str]] = Counter()
        self.notes: Counter[str] = Counter()

    def items(self) -> Iterator[Item]:
        """Everything in an order that depends on content only."""
        merged = merge.merge(self._records(), as_of=self.delivery.as_of)
        if not (merged.publications or self.found or self.ignored or merged.conflicts):
            raise SourceChanged(self.delivery.source, "there is not one record in any file")
        for publication, reason in merged.ignored:
            self.ignored[publication.file, reason] += 1
        self.found += [_conflict(publication) for publication in merged.conflicts]
        self.found += [Used(other.file, other.line) for other in merged.serving]
        self.found += self._used(merged.publications)
        yield from sorted(self.found, key=lambda item: (item.file, item.line))
        for (file, reason), count in sorted(self.ignored.items()):
            yield Ignored(file, reason, count)
        self.notes.update(self.files.notes)
        yield from (Note(key, count) for key, count in sorted(self.notes.items()))

    def _records(self) -> Iterator[Publication]:
        """Readable records of the publisher that is meant, not after `as_of`."""
        for found in self.files.read(self.delivery.files):
            if isinstance(found, Quarantined):
                self.found.append(found)
            elif not self.options.is_meant(found.creator, found.organisation):
                self.ignored[found.file, "another publisher"] += 1
            elif found.published_on is not None and found.published_on > self.delivery.as_of:
                self.ignored[found.file, AFTER] += 1
            else:
                yield found

    def _used(self, publications: list[Publication]) -> Iterator[Used]:
        understood = [
            notices.understand(
                publication,
                self.tables,
                municipality=self.delivery.municipality,
                creator=self.options.creator,
            )
            for publication in publications
        ]
        rectified = notices.rectify(understood, self.tables)
        for case in cases.group(rectified, creator=self.options.creator):
            permit = rows.permits(case, self.notes)
            for notice in case.notices:
                made = rows.announcements(notice, case)
                made += permit if notice is case.last else []
                self.notes.update(notices.notes(notice))
                yield Used(notice.publication.file, notice.publication.line, tuple(made))


def _conflict(publication: Publication) -> Quarantined:
    raw = {"form": publication.form.name, "modified": publication.modified}
    number = publication.publication_id
    return Quarantined(publication.file, publication.line, number, merge.CONFLICT, raw)


def fetch(order: Order) -> Iterator[Note]:
    """Ask for what changed, and keep one record per copy under the id of its publication.

    Raises:
        SettingsError: `options: creator` is missing.
        SourceUnavailable: no answer.
        SourceChanged: no SRU answer, the question was refused, pages that never end, or no
            records for the second time.
    """
    scopes = (Scope.ALWAYS, Scope.COPIES)
    yield from asking.fetch(order, about.dropped(NAME, *scopes, rules=order.settings.rules))


def covers(spec: SourceSpec) -> frozenset[str]:
    """Announcements only: most permits are never published in a way that makes them certain."""
    del spec
    return frozenset({"announcement"})


CONNECTOR = Connector(
    read,
    tables=frozenset({"announcement", "permit"}),
    fetch=fetch,
    options=KoopOptions,
    covers=covers,
)
