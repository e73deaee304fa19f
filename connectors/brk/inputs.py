"""The files of a `parcels` delivery, told apart by content: maps, messages, answers.

Archives are opened where they stand; a map inside one is copied to a temporary file, because
its reader needs a file.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from connectors import archives, json_files, safe_xml
from connectors.archives import Entry
from connectors.brk import answers, geojson, geopackage, map_gml, messages
from connectors.brk.facts import Unusable
from connectors.brk.forget import local
from connectors.brk.nodes import line_of
from connectors.delivery import Delivery
from engine.errors import SourceChanged

_BOM = b"\xef\xbb\xbf"
_LINES = (".jsonl", ".ndjson")
Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Input:
    """One file, opened as what it is; one of the last four is filled.

    Attributes:
        name: in the delivery, archives joined by `!`.
        package: path of a GeoPackage.
        features: path and content of a GeoJSON.
        xml: root of a message or a map in GML.
        bodies: answers, each with its line; a line that is no answer has its reason instead.
    """

    name: str
    package: Path | None = None
    features: tuple[Path, Body] | None = None
    xml: etree._Element | None = None
    bodies: Sequence[tuple[int, Body | str]] = field(default_factory=tuple)


def open_all(delivery: Delivery) -> Iterator[Input | SourceChanged]:
    """Yield every file by name; for one that cannot be read at all, why.

    Raises:
        SourceUnavailable: a file is not there.
        SourceRefused: an archive or a document that may not be opened.
    """
    paths = sorted(delivery.files, key=attrgetter("name", "parts"))
    loose = {path.name: path for path in paths}
    limits = delivery.settings.archives
    with TemporaryDirectory() as folder:
        for entry in archives.entries(paths, source=delivery.source, limits=limits):
            if entry.is_junk:
                continue
            try:
                yield _open(entry, loose.get(entry.name), Path(folder), delivery)
            except SourceChanged as error:
                yield error


def _open(entry: Entry, path: Path | None, folder: Path, delivery: Delivery) -> Input:
    with archives.reading(delivery.source, entry.name), entry.open() as handle:
        start = handle.read(len(geopackage.START))
    if start == geopackage.START:
        return Input(entry.name, package=path or _copy(entry, folder, delivery))
    with archives.reading(delivery.source, entry.name), entry.open() as handle:
        raw = handle.read().removeprefix(_BOM)
    text = raw.lstrip()
    if not text:
        raise SourceChanged(delivery.source, "the file is empty", file=entry.name)
    if text.startswith(b"<"):
        return _xml(entry.name, raw, delivery)
    if text.startswith((b"{", b"[")):
        return _json(entry, raw, path, folder, delivery)
    what = (
        "neither a parcel map (GeoPackage, GeoJSON, GML) nor a message or answer of the BRK "
        "(XML, JSON); a CSV of titles or parcels is read by the connector `table`"
    )
    raise SourceChanged(delivery.source, what, file=entry.name)


def _xml(name: str, raw: bytes, delivery: Delivery) -> Input:
    if raw.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise SourceChanged(delivery.source, "this is a page in HTML", file=name)
    root = safe_xml.parse(raw, source=delivery.source, file=name)
    known = (messages.STAND, messages.MUTATION, *map_gml.ROOTS)
    if local(root) not in known:
        what = f"root element {local(root)[:60]} is none of {', '.join(known)}"
        raise SourceChanged(delivery.source, what, file=name, line=line_of(root))
    return Input(name, xml=root)


def _json(entry: Entry, raw: bytes, path: Path | None, folder: Path, delivery: Delivery) -> Input:
    name = entry.name
    if name.lower().endswith(_LINES):
        lines = enumerate(raw.split(b"\n"), start=1)
        return Input(name, bodies=[(n, _line(part)) for n, part in lines if part.strip()])
    try:
        body = _decode(raw)
    except Unusable as error:
        raise SourceChanged(delivery.source, str(error), file=name) from error
    if body.get("type") == geojson.COLLECTION:
        return Input(name, features=(path or _copy(entry, folder, delivery), body))
    if not answers.is_answer(body):
        keys = ", ".join(sorted(str(key)[:40] for key in body)[:20])
        what = f"neither a FeatureCollection nor an answer of BRK Bevragen; its keys: {keys}"
        raise SourceChanged(delivery.source, what, file=name)
    return Input(name, bodies=[(1, body)])


def _line(raw: bytes) -> Body | str:
    try:
        return _decode(raw)
    except Unusable as error:
        return str(error)


def _decode(raw: bytes) -> Body:
    """One JSON object.

    Raises:
        Unusable: not UTF-8, not JSON, cut off, or not an object.
    """
    try:
        body = json_files.decode(raw)
    except json_files.Unreadable as error:
        raise Unusable(str(error)) from error
    if not isinstance(body, Mapping):
        raise Unusable("not a JSON object")
    return body


def _copy(entry: Entry, folder: Path, delivery: Delivery) -> Path:
    """Copy a map out of its archive, under a name of our own that says where it came from."""
    target = (
        folder / str(len(list(folder.iterdir()))) / entry.name.rpartition("!")[2].split("/")[-1]
    )
    target.parent.mkdir()
    reading = archives.reading(delivery.source, entry.name)
    with reading, entry.open() as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    return target
