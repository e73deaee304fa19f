"""Ask SRU 2.0 for the publications of one publisher, and keep every record as a copy of its own.

The question is about what changed since the last fetch, less a week, as publications are indexed
late. Pages follow `nextRecordPosition` until there is none; `numberOfRecords` is an estimate and
is not looked at. Nothing is ever deleted: what is gone from the answers was published all the
same.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from lxml import etree

from connectors import drops, safe_xml
from connectors.dates import dutch_day
from connectors.items import Note
from connectors.koop.fields import local
from connectors.koop.options import KoopOptions
from connectors.koop.publications import Unreadable
from connectors.koop.xml_forms import children, diagnostic, fields_of, inner_text, sru_records
from connectors.live.client import Answer, Ask, open_client
from connectors.live.order import Order
from engine.errors import SettingsError, SourceChanged

PAGE_RECORDS = 200
REREAD_DAYS = 7
EMPTY = "answer-without-records.xml"
"""Copy of the last answer when it had no records; the next night without any is an error."""
_NAME = re.compile(r"[A-Za-z]+-?[0-9]+[-_][0-9a-z-]+")
_KEPT = ("new", "changed", "unchanged")
_OTHERS = "of another publisher"
_VOLATILE = frozenset({"recordposition", "timestamp"})
"""What differs per question although the publication is the same."""


def fetch(order: Order, dropped: frozenset[str]) -> Iterator[Note]:
    """Ask for the changed publications and keep those that are new or changed.

    Args:
        order: with `url` of the service and the options of the source.
        dropped: local names that are removed before anything is kept.

    Yields:
        How many records are new, changed, the same, or of another publisher.

    Raises:
        SettingsError: `options: creator` is missing.
        SourceUnavailable: no answer.
        SourceChanged: no SRU answer, the question was refused, a page that does not go on, or
            no records for the second time.
    """
    options = order.options(KoopOptions)
    if not options.creator:
        what = "options: creator is missing: the name of the publisher as registered"
        raise SettingsError(f"source {order.source}: {what}")
    yield from _Asking(order, options, dropped).notes()


@dataclass(slots=True)
class _Asking:
    order: Order
    options: KoopOptions
    dropped: frozenset[str]
    known: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    following: str | None = None

    def notes(self) -> Iterator[Note]:
        """Do the work, then tell about it."""
        since = _since(self.order, self.options)
        self.known = set(self.order.copies.names())
        last = self._pages(since)
        if any(self.counts[name] for name in _KEPT):
            self.order.copies.drop(EMPTY)
        else:
            yield self._warning(since, last)
        yield from (Note(f"asked/{name}", self.counts[name]) for name in (*_KEPT, _OTHERS))

    def _pages(self, since: date) -> bytes:
        """Read every page; gives the last one, without what is dropped and without records."""
        content = b""
        first = Ask("", _params(self.options, since), accept=("xml",))
        with open_client(self.order, per_second=self.options.per_second) as client:
            for answer in client.pages(first, lambda _: self.following):
                root = self._parsed(answer)
                self.following = self._next(root, answer.url, since)
                for record in list(sru_records(root)):
                    self._keep(record)
                    _remove(record)
                self.order.progress(f"ask {self.order.source}", self.counts.total(), None)
                content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        return content

    def _parsed(self, answer: Answer) -> etree._Element:
        """The answer as an SRU answer.

        Raises:
            SourceChanged: it is none, or says what was wrong with the question.
        """
        root = safe_xml.parse(answer.content, source=self.order.source, file="answer")
        drops.from_xml(root, self.dropped)
        if local(str(root.tag)) != "searchretrieveresponse":
            what = f"the service answered with {local(str(root.tag))[:60]}, not with records"
            raise SourceChanged(self.order.source, what)
        if (message := diagnostic(root)) is not None:
            what = f"the service refused the question and sent no records: {message}"
            raise SourceChanged(self.order.source, what)
        return root

    def _next(self, root: etree._Element, url: str, since: date) -> str | None:
        """Address of the next page, None when the answer names none.

        Raises:
            SourceChanged: the next position is no number, or not behind this page.
        """
        text = "".join(inner_text(e) for e in children(root, "nextrecordposition"))
        if not text:
            return None
        now = parse_qs(urlsplit(url).query).get("startRecord", ["1"])[0]
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) <= int(now):
            what = "nextRecordPosition does not go on: the pages would never end"
            raise SourceChanged(self.order.source, what)
        return f"{self.order.url}?{urlencode(_params(self.options, since, start=int(text)))}"

    def _keep(self, record: etree._Element) -> None:
        """Put a record under its id, unless the copy says the same."""
        number, is_meant = self._whose(record)
        if not is_meant:
            self.counts[_OTHERS] += 1
            return
        drops.from_xml(record, _VOLATILE)
        content = etree.tostring(record, method="c14n", exclusive=True, with_comments=False)
        name = f"{number}.xml" if _NAME.fullmatch(number) else f"record-{_digest(content)}.xml"
        known = name in self.known
        self.known.add(name)
        if known and self.order.copies.get(name) == content:
            self.counts["unchanged"] += 1
            return
        self.counts["changed" if known else "new"] += 1
        self.order.copies.put(name, content)

    def _whose(self, record: etree._Element) -> tuple[str, bool]:
        """Id of a record, and whether its publisher is the one that was meant."""
        try:
            fields = fields_of(record)
        except Unreadable:
            return "", True
        creators = [f for f in fields.all if f.name == "creator"]
        kind = re.split(r"[.:]", creators[0].scheme)[-1].casefold() if creators else ""
        name = creators[0].text if creators else ""
        return fields.first("identifier"), self.options.is_meant(name, kind)

    def _warning(self, since: date, last: bytes) -> Note:
        """Warn of an answer without records, the first time; keep it as sign for the next.

        Raises:
            SourceChanged: an earlier day's fetch had no records either.
        """
        copies, today = self.order.copies, _day(self.order.now)
        is_second = EMPTY in copies.names()
        kept = len(copies.names()) - is_second
        if is_second and (before := _day(copies.asked_at(EMPTY))) < today:
            what = (
                f"no records for the second time, after {before}, while {kept} are kept: an empty "
            )
            what += "answer is no proof that nothing was published; check the address and creator"
            raise SourceChanged(self.order.source, what)
        if not is_second:
            copies.put(EMPTY, last)
        return Note("warning", f"no records changed since {since}, while {kept} are kept")


def _since(order: Order, options: KoopOptions) -> date:
    """First day that is asked for: a week before the last fetch, else so many months ago."""
    if order.since is not None:
        return _day(order.since) - timedelta(days=REREAD_DAYS)
    today = _day(order.now)
    months = today.year * 12 + today.month - 1 - options.months
    return date(months // 12, months % 12 + 1, 1)


def _params(options: KoopOptions, since: date, *, start: int = 1) -> dict[str, str | int]:
    query = (
        f'c.product-area=={options.product_area} AND dt.creator="{options.creator}" '
        f"AND dt.modified>={since} sortBy dt.modified/sort.ascending"
    )
    return {
        "operation": "searchRetrieve",
        "version": "2.0",
        "startRecord": start,
        "maximumRecords": PAGE_RECORDS,
        "recordSchema": "gzd",
        "query": query,
    }


def _day(moment: datetime) -> date:
    return dutch_day(moment)


def _remove(record: etree._Element) -> None:
    parent = record.getparent()
    if parent is not None:
        parent.remove(record)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
