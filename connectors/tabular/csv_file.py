"""CSV: streaming, with the physical line on which each record starts.

Cells may be quoted and hold line ends. A record with too few or too many cells is passed on
without cells; wrong bytes and a cell that is never closed stop the file.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.tabular.heading import join_rows
from connectors.tabular.sheet import Opening, Record, Sheet
from engine.errors import SourceChanged

if TYPE_CHECKING:
    import _csv

MAX_CELL = 16_000_000
"""Characters in one cell; more means that a quote is not closed."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_DELIMITERS = ",;\t|"


def open_csv(opening: Opening) -> Sheet:
    """Read the header of a CSV; records follow on demand.

    Raises:
        SourceChanged: empty file, wrong encoding, NUL byte, or a header that is no header.
    """
    _check_start(opening)
    line, names = _header(opening)
    _check_delimiter(opening, names, line)
    return Sheet(
        opening.path.name, _columns(opening, names, line), lambda: _records(opening, len(names))
    )


def _header(opening: Opening) -> tuple[int, list[str]]:
    """Return the last line of the header, and the names of the columns."""
    lines: list[list[str]] = []
    last = 1
    for line, cells in islice(_rows(opening), opening.format.header_rows):
        last = line
        if cells is None or not any(cells):
            break
        lines.append(cells)
    if len(lines) < opening.format.header_rows:
        raise _changed(opening, "the header line is empty or cannot be read", last)
    return last, join_rows(lines)


def _records(opening: Opening, width: int) -> Iterator[Record]:
    for line, cells in islice(_rows(opening), opening.format.header_rows, None):
        if cells is None:
            yield Record(line, None, "a quoted cell is followed by text before the delimiter")
        elif len(cells) == width:
            yield Record(line, tuple(cells))
        else:
            kind = "short" if len(cells) < width else "long"
            yield Record(line, None, f"{kind} row: {len(cells)} cells, the header has {width}")


def _rows(opening: Opening) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the line and cells of each record; None for a record with a broken quote."""
    csv.field_size_limit(MAX_CELL)
    encoding = "utf-8-sig" if _codec(opening) == "utf-8" else opening.format.encoding
    try:
        with opening.path.open(encoding=encoding, newline="") as handle:
            reader = csv.reader(
                _without_nul(opening, handle), delimiter=opening.format.delimiter, strict=True
            )
            yield from _split(opening, reader)
    except UnicodeError as error:
        raise _wrong_bytes(opening) from error


def _split(opening: Opening, reader: "_csv.Reader") -> Iterator[tuple[int, list[str] | None]]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "expected after" not in str(error):
                what = "a quoted cell that starts here or below is never closed"
                raise _changed(opening, what, line) from error
            yield line, None
            continue
        if cells:
            yield line, cells


def _without_nul(opening: Opening, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise _changed(opening, "NUL byte: this is not a text file in this encoding", number)
        yield line


def _check_start(opening: Opening) -> None:
    with opening.path.open("rb") as handle:
        start = handle.read(4)
    if not start:
        raise _changed(opening, "the file is empty, not even a header")
    if start.startswith(b"PK\x03\x04"):
        raise _changed(opening, "this is an archive or workbook, not a CSV: name it .xlsx")
    for mark, encoding in _MARKS:
        codec = _codec(opening)
        if start.startswith(mark) and codec != encoding and codec != f"{encoding}-sig":
            what = (
                f"byte order mark of {encoding}, but format.encoding says {opening.format.encoding}"
            )
            raise _changed(opening, f"{what}: set encoding: {encoding}", 1)


def _codec(opening: Opening) -> str:
    return codecs.lookup(opening.format.encoding).name


def _check_delimiter(opening: Opening, names: list[str], line: int) -> None:
    other = [sign for sign in _OTHER_DELIMITERS if len(names) == 1 and sign in names[0]]
    if other:
        used = opening.format.delimiter
        what = f"one column by delimiter {used!r}, but the header has {other[0]!r}"
        raise _changed(opening, f"{what}: set format.delimiter", line)


def _columns(opening: Opening, names: list[str], line: int) -> dict[str, int]:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        shown = ", ".join(name or '""' for name in repeated)
        raise _changed(opening, f"columns that stand twice in the header: {shown}", line)
    return dict.fromkeys(names, line)


def _wrong_bytes(opening: Opening) -> SourceChanged:
    """Find where decoding stops: the byte offset and its line."""
    offset, line = _find_wrong_byte(opening.path, opening.format.encoding)
    what = f"byte {offset} is not {opening.format.encoding}: set format.encoding"
    return _changed(opening, what, line)


def _find_wrong_byte(path: Path, encoding: str) -> tuple[int, int]:
    decoder = codecs.getincrementaldecoder(encoding)()
    offset, line = 0, 1
    with path.open("rb") as handle:
        while block := handle.readline(1 << 16):
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeError as error:
                at = error.start - pending if isinstance(error, UnicodeDecodeError) else 0
                return offset + at, line
            offset, line = offset + len(block), line + block.endswith(b"\n")
    return offset, line


def _changed(opening: Opening, what: str, line: int | None = None) -> SourceChanged:
    return SourceChanged(opening.source, what, file=opening.path.name, line=line)
