"""Files of a delivery: which form each has is told by its content, never by its name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from connectors import archives, drops, safe_xml
from connectors.items import Quarantined
from connectors.koop import exports, html_form, xml_forms
from connectors.koop.publications import Publication, Unreadable
from connectors.koop.xml_forms import Diagnostic
from engine.errors import SourceChanged
from engine.settings import Settings

_BOM = b"\xef\xbb\xbf"

Found = Publication | Quarantined


@dataclass(slots=True)
class Files:
    """Reads the files of one delivery.

    Attributes:
        source: id of the source.
        settings: limits of archives and ranges of coordinates.
        dropped: local names that are removed right after parsing.
        notes: what the run report must say.
    """

    source: str
    settings: Settings
    dropped: frozenset[str]
    notes: Counter[str] = field(default_factory=Counter)

    def read(self, paths: Iterable[Path]) -> Iterator[Found]:
        """Every record, by file.

        Raises:
            SourceUnavailable: a file cannot be opened.
            SourceRefused: a doctype in XML, or an archive that is not safe.
            SourceChanged: a file is no publication, or the answer to a refused question.
        """
        ordered = sorted(paths, key=lambda path: (path.name, path.as_posix()))
        for entry in archives.entries(ordered, source=self.source, limits=self.settings.archives):
            if entry.is_junk:
                continue
            with archives.reading(self.source, entry.name), entry.open() as handle:
                data = handle.read()
            try:
                yield from self._records(data, entry.name)
            except Diagnostic as error:
                what = f"the service refused the question and sent no records: {error}"
                raise SourceChanged(self.source, what, file=entry.name) from error
            except Unreadable as error:
                raise SourceChanged(self.source, str(error), file=entry.name) from error

    def _records(self, data: bytes, name: str) -> Iterator[Found]:
        start = data.removeprefix(_BOM).lstrip()[:1]
        if not start:
            raise Unreadable("the file is empty")
        if start in (b"{", b"["):
            yield from self._export(data, name)
        elif html_form.is_html(data.removeprefix(_BOM)):
            yield self._page(data, name)
        elif start == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield from self._xml(data, name)
        else:
            raise Unreadable("neither XML, nor a web page, nor JSON")

    def _xml(self, data: bytes, name: str) -> Iterator[Found]:
        root = safe_xml.parse(data, source=self.source, file=name)
        drops.from_xml(root, self.dropped)
        count = 0
        for element, read in xml_forms.records(root, file=name, ranges=self.settings.boundaries):
            count += 1
            try:
                yield read()
            except Unreadable as error:
                yield _quarantined(error, name, element)
        if not count:
            self.notes["answers without records"] += 1

    def _page(self, data: bytes, name: str) -> Publication:
        ranges = self.settings.boundaries
        return html_form.read(data, source=self.source, file=name, ranges=ranges)

    def _export(self, data: bytes, name: str) -> Iterator[Found]:
        for line, entry in exports.entries(data):
            kept = drops.from_json(entry, self.dropped)
            try:
                yield exports.read(kept, file=name, line=line, ranges=self.settings.boundaries)
            except Unreadable as error:
                keys = sorted(str(key)[:40] for key in kept) if isinstance(kept, dict) else []
                number = exports.number_of(kept) if isinstance(kept, dict) else None
                yield Quarantined(name, line, number, str(error), {"keys": keys})


def _quarantined(error: Unreadable, name: str, element: etree._Element) -> Quarantined:
    """Id and names of the fields; a title may tell where somebody lives."""
    try:
        fields = xml_forms.fields_of(element)
    except Unreadable:
        return Quarantined(name, xml_forms.line_of(element), None, str(error))
    keys = sorted({entry.name[:40] for entry in fields.all})
    number = fields.first("identifier")[:60] or None
    return Quarantined(name, xml_forms.line_of(element), number, str(error), {"keys": keys})
