"""Answers of API's as files: `.json` holds one document, `.jsonl` one per line.

A `.json` file that cannot be read stops the delivery; a line of a `.jsonl` file that cannot be
read goes to quarantine.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from connectors import json_text
from connectors.items import Quarantined
from connectors.json_text import Element
from engine.errors import SourceChanged, SourceUnavailable

LINES = (".jsonl", ".ndjson")
SUFFIXES = (".json", *LINES)


class Unreadable(ValueError):
    """A document or a record cannot be used; the message is the reason, without its content."""


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON document of a delivery.

    Attributes:
        file: name of its file.
        line: line of a `.jsonl` file, 1 for a `.json` file.
        body: its content.
        text: the text of a `.json` file, empty for a line.
    """

    file: str
    line: int
    body: object
    text: str = ""

    def elements(self, *steps: str) -> Iterator[Element]:
        """Yield the elements of the list behind some keys, each with its own line.

        Args:
            steps: keys to go down; none for a document that is a list. What stands there is
                a list, as the caller has seen in `body`.
        """
        if self.text:
            yield from json_text.elements(self.text, json_text.find(self.text, steps))
            return
        found = self.body
        for step in steps:
            found = found[step] if isinstance(found, dict) else None
        for value in found if isinstance(found, list) else ():
            yield Element(self.line, value)


def load(files: Sequence[Path], *, source: str) -> Iterator[Document | Quarantined]:
    """Yield every document of a delivery, by file name and line.

    Raises:
        SourceUnavailable: a file cannot be opened.
        SourceChanged: another kind of file, or a `.json` file that is no JSON.
    """
    for path in sorted(files, key=attrgetter("name", "parts")):
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            known = ", ".join(SUFFIXES)
            what = f"no reader for {path.suffix or 'a file without extension'}; known: {known}"
            raise SourceChanged(source, what, file=path.name)
        raw = read(path, source=source)
        yield from _lines(path.name, raw) if suffix in LINES else (_document(path, raw, source),)


def parts(path: Path, *, source: str) -> Iterator[tuple[int, bytes]]:
    """Yield a `.json` file whole, another file line by line; empty lines are left out.

    Raises:
        SourceUnavailable: the file cannot be opened.
    """
    raw = read(path, source=source)
    if path.suffix.lower() == ".json":
        yield 1, raw
        return
    for line, part in enumerate(raw.split(b"\n"), start=1):
        if part.strip():
            yield line, part


def read(path: Path, *, source: str) -> bytes:
    """Bytes of a file, without a byte order mark.

    Raises:
        SourceUnavailable: the file cannot be opened.
    """
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        what = f"cannot be opened: {error.strerror}"
        raise SourceUnavailable(source, what, file=path.name) from error


def decode(raw: bytes) -> object:
    """One answer as plain data.

    Raises:
        Unreadable: empty, another format, not UTF-8, not JSON, cut off, or nested too deeply.
    """
    if not raw.strip():
        raise Unreadable("the answer is empty")
    text = _text(raw)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON, or cut off: {error.msg} at character {error.pos}") from error
    except (RecursionError, ValueError) as error:
        raise Unreadable("not JSON that can be read: nested too deeply, or too long") from error


def _document(path: Path, raw: bytes, source: str) -> Document:
    try:
        text = _text(raw)
        return Document(path.name, 1, _decode(text), text)
    except Unreadable as error:
        raise SourceChanged(source, str(error), file=path.name) from error


def _lines(name: str, raw: bytes) -> Iterator[Document | Quarantined]:
    for line, part in enumerate(raw.split(b"\n"), start=1):
        if not part.strip():
            continue
        try:
            yield Document(name, line, json_text.decoder().decode(_text(part).strip()))
        except json.JSONDecodeError as error:
            what = f"not JSON, or cut off: {error.msg} at character {error.pos}"
            yield Quarantined(name, line, None, what)
        except (RecursionError, ValueError) as error:
            what = str(error) if isinstance(error, ValueError) else "nested too deeply"
            yield Quarantined(name, line, None, what)


def _text(raw: bytes) -> str:
    if not raw.strip():
        raise Unreadable("the file is empty")
    if raw.lstrip().startswith(b"<"):
        raise Unreadable("not JSON: this is HTML or XML")
    if raw.startswith(b"PK\x03\x04"):
        raise Unreadable("not JSON: this is an archive or workbook")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 at byte {error.start}") from error


def _decode(text: str) -> object:
    outermost: list[tuple[str, object]] = []

    def remember(pairs: list[tuple[str, object]]) -> dict[str, object]:
        """Objects come from the inside out, so the last one is the document itself."""
        outermost[:] = pairs
        return dict(pairs)

    try:
        body = json.loads(text, parse_constant=_constant, object_pairs_hook=remember)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.pos}"
        raise Unreadable(f"not JSON, or cut off: {error.msg} at {where}") from error
    except RecursionError as error:
        raise Unreadable("not JSON that can be read: nested too deeply") from error
    except ValueError as error:
        raise Unreadable("not JSON that can be read: a number without end") from error
    if isinstance(body, dict) and len(body) != len(outermost):
        raise Unreadable("the document has one key twice")
    return body


def _constant(name: str) -> None:
    raise json.JSONDecodeError(f"{name} is not a JSON number", "", 0)
