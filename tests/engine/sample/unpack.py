"""Reading back what the generator wrote: nested zips and BAG records."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

OBJECTS = "www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601"
HISTORY = "www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601"


def walk(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Every file that is no zip, with its path through the zips."""
    if not name.endswith(".zip"):
        yield name, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for inner in archive.namelist():
            for path, found in walk(archive.read(inner), inner):
                yield f"{name}!{path}", found


def delivery(sample: Path) -> dict[str, bytes]:
    """Files of the BAG delivery of a sample, by their path through the zips."""
    (file,) = (sample / "bag").glob("*.zip")
    return dict(walk(file.read_bytes(), file.name))


def records(files: Mapping[str, bytes], kind: str) -> list[etree._Element]:
    """Records (voorkomens) of one type, such as `Pand`, over all part files."""
    found: list[etree._Element] = []
    for content in files.values():
        found += etree.fromstring(content).findall(f".//{{{OBJECTS}}}{kind}")
    return found


def text(record: etree._Element, name: str) -> str:
    """Text of the first child of that name, empty when there is none."""
    return record.findtext(f"{{{OBJECTS}}}{name}") or ""


def refs(record: etree._Element, relation: str) -> list[str]:
    """Identifications that a relation of the record refers to."""
    return [
        node.text or ""
        for part in record.findall(f"{{{OBJECTS}}}{relation}")
        for node in part
        if node.text
    ]


def by_id(found: list[etree._Element]) -> dict[str, list[etree._Element]]:
    """Records by the object that they are versions of."""
    objects: defaultdict[str, list[etree._Element]] = defaultdict(list)
    for record in found:
        objects[text(record, "identificatie")].append(record)
    return dict(objects)
