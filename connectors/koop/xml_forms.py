"""The XML forms: SRU answers and records, metadata.xml, metadata_owms.xml, op.xml, CVDR.

Elements are known by local name: prefixes vary, and a form may come without its namespaces.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from lxml import etree

from connectors.koop.fields import (
    Field,
    Fields,
    day_of,
    flat,
    local,
    organisation_of,
    publication,
    publication_id,
    text_of,
)
from connectors.koop.publications import Form, Publication, Unreadable
from engine.register_settings import BoundarySettings

_ORIGIN = re.compile(r"/((?:gmb|prb|wsb|bgr|stcrt|stb|trb)-[0-9]{4}-[0-9a-z-]+)")
_PUBLISHER = re.compile(
    r"\bvan (?:de |het )?(gemeente|waterschap|hoogheemraadschap|provincie) (.+)", re.IGNORECASE
)
_TEXT = frozenset({"al", "li", "tussenkop"})
_BLOCKS = ("owmskern", "owmsmantel", "tpmeta", "oep", "cvdripm")

Read = Callable[[], Publication]
"""Reads one record; raises Unreadable."""


class Diagnostic(ValueError):
    """The service refused the question; it says so with status 200. The message is its own."""


def records(
    root: etree._Element, *, file: str, ranges: BoundarySettings
) -> Iterator[tuple[etree._Element, Read]]:
    """Every record of a document, each with the function that reads it.

    Raises:
        Diagnostic: it is the answer to a question that was refused.
        Unreadable: the document is of another kind; the message names its root element.
    """
    name = local(str(root.tag))
    if name == "searchretrieveresponse":
        if message := diagnostic(root):
            raise Diagnostic(message)
        for record in sru_records(root):
            yield record, _bound(_record, record, file, ranges)
    elif reader := _READERS.get(name):
        yield root, _bound(reader, root, file, ranges)
    else:
        raise Unreadable(f"root element {name[:60]}: no answer, metadata or text of a publication")


def sru_records(root: etree._Element) -> Iterator[etree._Element]:
    """The record elements of an SRU answer, in order."""
    for block in children(root, "records"):
        yield from children(block, "record")


def diagnostic(root: etree._Element) -> str | None:
    """What an SRU answer says is wrong with the question, None when nothing is."""
    for block in children(root, "diagnostics"):
        parts = [f"{local(str(e.tag))} {inner_text(e)}" for e in block.iter() if _is_leaf(e)]
        return "; ".join(parts) or "no reason given"
    return None


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Child elements of that local name."""
    return (e for e in element if isinstance(e.tag, str) and local(e.tag) == name)


def fields_of(record: etree._Element) -> Fields:
    """Fields of a record of schema gzd.

    Raises:
        Unreadable: it has no owmskern.
    """
    found = Fields()
    blocks = [e for e in record.iter() if isinstance(e.tag, str) and local(e.tag) in _BLOCKS]
    if not blocks:
        raise Unreadable("no owmskern: not a record of schema gzd")
    for block in blocks:
        for element in block:
            if not isinstance(element.tag, str):
                continue
            if local(element.tag) == "gebiedsmarkering":
                found.markings += [_marking(e) for e in element if isinstance(e.tag, str)]
            else:
                found.all.append(_field(element))
    return found


def _bound(
    reader: Callable[[etree._Element, str, BoundarySettings], Publication],
    element: etree._Element,
    file: str,
    ranges: BoundarySettings,
) -> Read:
    return lambda: reader(element, file, ranges)


def line_of(element: etree._Element) -> int:
    """1-based line on which an element starts."""
    line = element.sourceline
    return line if isinstance(line, int) else 1


def _record(record: etree._Element, file: str, ranges: BoundarySettings) -> Publication:
    fields, line = fields_of(record), line_of(record)
    return publication(fields, file=file, line=line, form=Form.SRU, ranges=ranges)


def _metadata(root: etree._Element, file: str, ranges: BoundarySettings) -> Publication:
    """metadata.xml: name, scheme and content as attributes; a marking nests its own."""
    found = Fields()
    for element in children(root, "metadata"):
        entry = _attributes(element)
        if entry.name == "gebiedsmarkering":
            inner = [_attributes(part) for part in children(element, "metadata")]
            found.markings.append((entry.text, {part.name: part.text for part in inner}))
        else:
            found.all.append(entry)
    return publication(found, file=file, line=1, form=Form.METADATA, ranges=ranges)


def _owms(root: etree._Element, file: str, ranges: BoundarySettings) -> Publication:
    """metadata_owms.xml: flat, and a dot for a colon in one tag."""
    blocks = [e for e in root if isinstance(e.tag, str) and local(e.tag) in _BLOCKS]
    entries = [_field(e) for block in blocks for e in block if isinstance(e.tag, str)]
    found = flat(entries)
    return publication(found, file=file, line=1, form=Form.OWMS, ranges=ranges)


def _document(root: etree._Element, file: str, ranges: BoundarySettings) -> Publication:
    """op.xml: the text of a notice, with its series as element; it does not say its date."""
    del ranges  # it has no geometry
    number = ""
    for meta in root.iter():
        if isinstance(meta.tag, str) and local(meta.tag) == "meta":
            found = _ORIGIN.search(meta.get("content", ""))
            number = number or (found[1] if found else "")
    number = publication_id(number)
    heads = list(children(root, "kop"))
    publisher = _PUBLISHER.search(" ".join(inner_text(e) for head in heads for e in head))
    sheet = next((e for e in root if local(str(e.tag)) not in ("metadata", "kop")), None)
    titles = (
        [] if sheet is None else [t for k in children(sheet, "kop") for t in children(k, "titel")]
    )
    return Publication(
        file=file,
        line=1,
        form=Form.DOCUMENT,
        publication_id=number,
        title=text_of(inner_text(titles[0]) if titles else "", "titel", required=True),
        body=body_text(root),
        creator=publisher[2] if publisher else "",
        organisation=publisher[1].casefold() if publisher else organisation_of(number),
        published_partial=number.split("-")[1],
    )


def body_text(root: etree._Element) -> str:
    """The text of every paragraph in document order; empty paragraphs are normal."""
    lines = []
    for element in root.iter():
        if isinstance(element.tag, str) and local(element.tag) in _TEXT:
            own = not any(local(str(e.tag)) in _TEXT for e in element.iterdescendants())
            lines.append(inner_text(element) if own else " ".join((element.text or "").split()))
    return "\n".join(line for line in lines if line)


def _regulation(root: etree._Element, file: str, ranges: BoundarySettings) -> Publication:
    """CVDR: a regulation; its text is not looked at."""
    del ranges  # it has no geometry
    blocks = [e for e in root.iter() if isinstance(e.tag, str) and local(e.tag) in _BLOCKS]
    entries = Fields([_field(e) for block in blocks for e in block if isinstance(e.tag, str)])
    kinds = [f.scheme for f in entries.all if f.name == "creator"]
    notes = []
    ended = day_of(entries.first("uitwerkingtredingdatum"), "uitwerkingtredingDatum")
    if ended is not None:
        notes.append("regulations that have ended")
    return Publication(
        file=file,
        line=1,
        form=Form.REGULATION,
        publication_id=publication_id(entries.first("identifier")),
        title=text_of(entries.first("title"), "title", required=True),
        rubrics=tuple(sorted({text.casefold() for text in entries.texts("type")})),
        creator=entries.first("creator"),
        organisation=re.split(r"[.:]", kinds[0])[-1].casefold() if kinds else "",
        published_on=_needed(entries),
        modified=entries.first("modified"),
        notes=tuple(notes),
    )


def _needed(entries: Fields) -> date:
    day = day_of(entries.first("available", "modified", "issued"), "modified")
    if day is None:
        raise Unreadable("modified: missing, and a regulation needs its date")
    return day


def _field(element: etree._Element) -> Field:
    return Field(local(str(element.tag)), element.get("scheme", ""), inner_text(element))


def _attributes(element: etree._Element) -> Field:
    name, scheme, content = (element.get(key, "") for key in ("name", "scheme", "content"))
    return Field(local(name), scheme, content.strip())


def _marking(element: etree._Element) -> tuple[str, dict[str, str]]:
    kind = re.split(r"[}:]", str(element.tag))[-1]
    return kind, {entry.name: entry.text for entry in map(_field, _leaves(element))}


def _leaves(element: etree._Element) -> Iterator[etree._Element]:
    return (e for e in element.iterdescendants() if _is_leaf(e))


def _is_leaf(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and len(element) == 0


def inner_text(element: etree._Element) -> str:
    """All text in an element, on one line."""
    if len(element) == 0:
        return " ".join((element.text or "").split())
    return " ".join("".join(str(part) for part in element.itertext()).split())


_READERS: dict[str, Callable[[etree._Element, str, BoundarySettings], Publication]] = {
    "record": _record,
    "gzd": _record,
    "metadata_gegevens": _metadata,
    "owms-metadata": _owms,
    "officiele-publicatie": _document,
    "cvdr": _regulation,
}
