"""The two layouts of the EU sanctions CSV, and what of a row may be looked at.

Consolidated files hold the whole of a framework act (45 columns), amendment files additions and
changes of one amending act (46). Of a person nothing but the legal context of the entry is kept:
name, aliases and identifiers are taken out as soon as a row is split into cells.

Source: FORMAT.md of the transcription, column by column.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.errors import SourceChanged

COMMON = (
    "recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name", "alias",
    "weakAlias", "previousName", "country", "nationality", "jurisdiction", "birthDate",
    "birthPlace", "position", "passportNumber", "gender", "appearance", "ethnicity", "fatherName",
    "motherName", "incorporationDate", "legalForm", "sector", "registrationNumber", "taxNumber",
    "idNumber", "innCode", "ogrnCode", "kppCode", "okpoCode", "leiCode", "swiftBic", "ticker",
    "imoNumber", "mmsi", "flag", "address", "phone", "email", "website", "notes",
)  # fmt: skip
CONSOLIDATED = ("celex", *COMMON)
AMENDMENT = ("amendedCelex", "amendmentCelex", *COMMON)
NAMES = ("alias", "previousName")
IDENTIFIERS = {
    "registrationNumber": "registration", "taxNumber": "tax", "idNumber": "id", "innCode": "inn",
    "ogrnCode": "ogrn", "kppCode": "kpp", "okpoCode": "okpo", "leiCode": "lei",
    "swiftBic": "bic", "imoNumber": "imo", "mmsi": "mmsi",
}  # fmt: skip
"""Column -> prefix of the values in `sanction.identifiers`."""
_OF_PERSONS = frozenset({"alias", "weakAlias", "previousName", *IDENTIFIERS})
_PERSON = "Person"
_HIDDEN = re.compile(r"#[0-9a-f]{16}")

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file; `cells` is None when it has another number of cells than the header."""

    file: str
    line: int
    cells: Cells | None


def records(content: bytes, *, source: str, file: str, dropped: frozenset[str]) -> Iterator[Record]:
    """Yield the rows of a file, each with the physical line on which it starts.

    Args:
        content: UTF-8, comma, with or without byte order mark.
        source: id of the source, for errors.
        file: its name.
        dropped: columns that are emptied at once, in lower case.

    Raises:
        SourceChanged: empty, not UTF-8, not CSV, or other columns than those of a layout.
    """
    reader = csv.reader(io.StringIO(_decode(content, source, file), newline=""), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if header is None:
                header = _header(cells, source, file)
            elif cells:
                yield Record(file, line, _cells(header, cells, dropped))
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"not a CSV that can be read: {error}"
        raise SourceChanged(source, what, file=file, line=reader.line_num) from error
    if header is None:
        raise SourceChanged(source, "the file is empty", file=file)


def write(header: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """The rows as a file of that layout."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([row[name] for name in header] for row in rows)
    return text.getvalue().encode()


def split(cell: str) -> list[str]:
    """Values of a cell: separated by `;`, quoted where a value has one itself."""
    row = next(csv.reader([cell], delimiter=";", skipinitialspace=True), [])
    return [" ".join(value.split()) for value in row if value.strip()]


def hide(name: str) -> str:
    """A mark in place of a name, the same for the same name."""
    if _HIDDEN.fullmatch(name):
        return name
    return f"#{hashlib.sha256(' '.join(name.split()).encode()).hexdigest()[:16]}"


def _decode(content: bytes, source: str, file: str) -> str:
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for mark, what in ((b"<", "HTML or XML"), (b"{", "JSON"), (b"[", "JSON"), (b"pk\x03", "a zip")):
        if start.startswith(mark):
            raise SourceChanged(source, f"{what} in place of a CSV of designations", file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceChanged(source, f"not UTF-8 at byte {error.start}", file=file) from error


def _header(cells: list[str], source: str, file: str) -> list[str]:
    for layout in (CONSOLIDATED, AMENDMENT):
        if sorted(cells) == sorted(layout):
            return cells
    near = AMENDMENT if "amendmentCelex" in cells else CONSOLIDATED
    told = {
        "missing": sorted(set(near) - set(cells)),
        "not known": sorted({name[:40] for name in cells} - set(near)),
        "twice": sorted({name[:40] for name in cells if cells.count(name) > 1}),
    }
    what = "; ".join(f"{how}: {', '.join(names)}" for how, names in told.items() if names)
    raise SourceChanged(source, f"columns of no known layout; {what}", file=file, line=1)


def _cells(header: list[str], cells: list[str], dropped: frozenset[str]) -> Cells | None:
    if len(cells) != len(header):
        return None
    row = {
        name: "" if name.lower() in dropped else cell.strip()
        for name, cell in zip(header, cells, strict=True)
    }
    if row["schema"] == _PERSON:
        row |= dict.fromkeys(_OF_PERSONS, "")
        row["name"] = hide(row["name"]) if row["name"] else ""
    return row
