"""Publications as web pages: the `meta` elements of their head, in the forms since 2017.

These pages have a DOCTYPE, with an empty internal subset; it is skipped, and one with entities is
refused. The text names employees with telephone numbers: it is looked at for the case number and
the postcode, and not kept.
"""

import re
from dataclasses import replace

from lxml import etree

from connectors.koop.fields import Field, flat, local, publication
from connectors.koop.publications import Form, Publication, Unreadable
from connectors.koop.xml_forms import inner_text
from engine.errors import SourceRefused
from engine.register_settings import BoundarySettings

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!DOCTYPE\s+html|html)\b", re.I | re.S
)
_ENTITY = re.compile(rb"<!ENTITY|<!ELEMENT|<!ATTLIST|<!NOTATION", re.I)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*\[\s*\]\s*>", re.I)
_UNUSED = frozenset({"generator", "viewport", "robots", "description", "keywords", "author"})


def is_html(data: bytes) -> bool:
    """True when a file starts as a web page."""
    return _START.match(data[:4096]) is not None


def read(data: bytes, *, source: str, file: str, ranges: BoundarySettings) -> Publication:
    """Read a page.

    Raises:
        SourceRefused: its doctype declares entities.
        Unreadable: not UTF-8, or no publication: an error page, or another page.
    """
    if _ENTITY.search(data):
        raise SourceRefused(source, "has a DOCTYPE with declarations; they are refused", file=file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"byte {error.start} is not UTF-8") from error
    page = _DOCTYPE.sub(b"", text.encode("utf-8"), count=1)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    root = etree.fromstring(page, parser)
    if root is None:
        raise Unreadable("a web page without content")
    entries = [_entry(meta) for meta in root.iter("meta") if meta.get("name")]
    if not any(entry.name == "identifier" for entry in entries):
        raise Unreadable(f"a web page that is no publication{_titled(root)}")
    found = flat(entry for entry in entries if entry.name not in _UNUSED)
    made = publication(found, file=file, line=1, form=Form.HTML, ranges=ranges)
    return _with_body(made, root)


def _entry(meta: etree._Element) -> Field:
    return Field(
        local(meta.get("name", "")), meta.get("scheme", ""), (meta.get("content") or "").strip()
    )


def _titled(root: etree._Element) -> str:
    """The title of a page, as that of an error page tells what happened."""
    title = " ".join((root.findtext(".//title") or "").split())
    return f" (its title: {title[:60]})" if title else ""


def _with_body(made: Publication, root: etree._Element) -> Publication:
    blocks = [e for e in root.iter("div") if e.get("id") == "broodtekst"]
    lines = [inner_text(paragraph) for block in blocks for paragraph in block.iter("p")]
    return replace(made, body="\n".join(dict.fromkeys(line for line in lines if line)))
