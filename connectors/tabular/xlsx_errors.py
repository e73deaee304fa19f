"""Cells of a workbook whose formula failed (`#DIV/0!`, `#N/A`), found in the sheet's XML."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from lxml import etree

from connectors import safe_xml
from engine.errors import SourceChanged

_BLOCK = 1 << 20
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]+)([0-9]+)\"[^>]*>")


def formula_errors(path: Path, sheet: str, *, source: str) -> Mapping[int, tuple[int, ...]]:
    """Return row -> 0-based columns of the cells with an error.

    Args:
        path: an XLSX workbook.
        sheet: name of the sheet.
        source: id of the source, for errors.

    Raises:
        SourceRefused: the workbook's own XML has a doctype.
        SourceChanged: it does not say where the sheet is.
    """
    found: defaultdict[int, list[int]] = defaultdict(list)
    with zipfile.ZipFile(path) as book:
        part = _part(book, path.name, sheet, source)
        for letters, row in _cells(book, part):
            found[int(row)].append(_column(letters))
    return {row: tuple(columns) for row, columns in found.items()}


def counts_from_1904(path: Path, *, source: str) -> bool:
    """True when a workbook counts its days from 1904, as old Macs did.

    Raises:
        SourceRefused: the workbook's own XML has a doctype.
    """
    part = "xl/workbook.xml"
    with zipfile.ZipFile(path) as book:
        root = safe_xml.parse(book.read(part), source=source, file=f"{path.name}!{part}")
    found = (node.get("date1904") for node in root.iter("{*}workbookPr"))
    return any(value in ("1", "true") for value in found)


def _cells(book: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bytes]]:
    rest = b""
    with book.open(part) as handle:
        while block := handle.read(_BLOCK):
            block = rest + block
            cut = block.rfind(b"<")
            rest, block = block[cut:], block[:cut]
            for cell in _ERROR_CELL.finditer(block):
                yield cell[1], cell[2]


def _part(book: zipfile.ZipFile, file: str, sheet: str, source: str) -> str:
    """Return the name of the part that holds a sheet."""
    try:
        names, links = (
            safe_xml.parse(book.read(part), source=source, file=f"{file}!{part}")
            for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        )
        ids = {node.get("name"): _relation(node) for node in names.iter("{*}sheet")}
        targets = {node.get("Id"): node.get("Target") for node in links.iter("{*}Relationship")}
        target = targets[ids[sheet]] or ""
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        book.getinfo(part)
    except KeyError as error:
        raise SourceChanged(
            source, "the workbook does not say where its sheet is", file=file
        ) from error
    return part


def _relation(node: etree._Element) -> str | None:
    return next((str(value) for key, value in node.items() if str(key).endswith("}id")), None)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
