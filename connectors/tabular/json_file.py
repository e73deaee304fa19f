"""JSON (a list of records at `format.records`) and JSON lines.

Objects inside a record become columns joined by dots (`adres.postcode`). The columns of a file
are those of all its records together, so a first pass reads them before anything is yielded.
"""

import json
from collections.abc import Iterator, Mapping

from connectors import json_text
from connectors.tabular.nested import flatten, inner_names
from connectors.tabular.sheet import Opening, Record, Sheet
from engine.errors import SourceChanged

_Found = tuple[int, Mapping[str, object] | None, str]


def open_json(opening: Opening) -> Sheet:
    """Read which columns the records of a JSON document have; records follow on demand.

    Raises:
        SourceChanged: empty, not UTF-8, not JSON, or no list at `format.records`.
    """
    return _sheet(opening, lines=False)


def open_json_lines(opening: Opening) -> Sheet:
    """Read which columns the objects of a JSON lines file have; records follow on demand.

    Raises:
        SourceChanged: the file is empty.
    """
    return _sheet(opening, lines=True)


def _sheet(opening: Opening, *, lines: bool) -> Sheet:
    find = _from_lines if lines else _from_document
    columns: dict[str, int] = {}
    nested: set[str] = set()
    for line, record, _ in find(opening):
        for name in record or ():
            columns.setdefault(name, line)
        nested.update(inner_names(record))
    names = tuple(columns)

    def records() -> Iterator[Record]:
        for line, record, problem in find(opening):
            cells = None if record is None else tuple(record.get(name) for name in names)
            yield Record(line, cells, problem)

    return Sheet(opening.path.name, columns or None, records, tuple(sorted(nested)))


def _from_lines(opening: Opening) -> Iterator[_Found]:
    empty = True
    with opening.path.open("rb") as handle:
        for number, raw in enumerate(handle, start=1):
            if raw.strip():
                empty = False
                yield _line(opening, number, raw)
    if empty:
        raise _changed(opening, "the file is empty")


def _line(opening: Opening, number: int, raw: bytes) -> _Found:
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        value = json_text.decoder().decode(text.strip())
    except UnicodeDecodeError as error:
        return number, None, f"byte {error.start} of the line is not UTF-8"
    except json_text.Repeated as error:
        return number, None, str(error)
    except json.JSONDecodeError as error:
        return number, None, f"not JSON: {error.msg}"
    except RecursionError:
        return number, None, "not JSON that can be read: nested too deeply"
    return _found(opening, number, value)


def _found(opening: Opening, line: int, value: object) -> _Found:
    if not isinstance(value, dict):
        return line, None, "the record is not a JSON object"
    return line, flatten(value, opening.keep), ""


def _from_document(opening: Opening) -> Iterator[_Found]:
    text = _text(opening)
    try:
        for element in json_text.elements(text, _find_list(opening, text)):
            if element.problem:
                yield element.line, None, element.problem
            else:
                yield _found(opening, element.line, element.value)
    except json.JSONDecodeError as error:
        raise _changed(opening, f"not JSON: {error.msg}", error.lineno) from error
    except RecursionError as error:
        raise _changed(opening, "not JSON that can be read: nested too deeply") from error


def _find_list(opening: Opening, text: str) -> int:
    """Return where the list of records starts, going down the keys of `format.records`."""
    steps = opening.format.records.split(".") if opening.format.records else []
    for count in range(len(steps) + 1):
        at = json_text.find(text, steps[:count])
        if at < 0:
            what = f"format.records: no {steps[count - 1]!r} in this document"
            raise _changed(opening, what)
    if text[at : at + 1] != "[":
        where = opening.format.records or "the top level"
        line = text.count("\n", 0, at) + 1
        raise _changed(opening, f"no list of records at {where}: set format.records", line)
    return at


def _text(opening: Opening) -> str:
    raw = opening.path.read_bytes()
    if not raw.strip():
        raise _changed(opening, "the file is empty")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _changed(opening, f"byte {error.start} is not UTF-8", line) from error


def _changed(opening: Opening, what: str, line: int | None = None) -> SourceChanged:
    return SourceChanged(opening.source, what, file=opening.path.name, line=line)
