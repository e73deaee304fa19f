"""YAML files that people edit, read so that every complaint names file and line.

YAML 1.2 (`no` is text, `0113` stays what it says when quoted). Repeated keys, tags, anchors,
aliases, merged keys and directives are refused, so are characters that nobody sees and letters
that look Latin and are not; models forbid unknown keys.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from _ruamel_yaml import CParser
from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.nodes import ScalarNode

from engine import plain_text

MAX_BYTES = 300_000
MAX_DEPTH = 20
_LONG_NUMBER = re.compile(r"[-+]?(0[xob])?[0-9a-fA-F_]{19,}")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: 1-based `line` and a sentence that says the way out."""

    line: int | None
    what: str


class YamlProblems(Exception):
    """A file cannot be used; `problems` lists everything found, by line. Wrapped by callers."""

    def __init__(self, file: Path, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda p: (p.line or 0, p.what)))
        super().__init__("; ".join(f"{file}:{p.line or 1}: {p.what}" for p in self.problems))


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: plain data, and where each part of it stands."""

    file: Path
    data: Any
    _places: "Places"

    def line(self, path: Sequence[str | int]) -> int:
        """1-based line of the deepest part of `path` that exists in the file."""
        places, line = self._places, 1
        for step in path:
            if step not in places:
                break
            line, places = places[step]
        return line


Places = Mapping[Any, tuple[int, "Places"]]
"""Where the parts of a value stand: by key or position, the line and what is in it."""


def read(file: Path) -> Document:
    """Parse one YAML file into plain data with line numbers.

    Raises:
        YamlProblems: not readable, not UTF-8, too large, or anything in it that is refused.
    """
    try:
        with file.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise YamlProblems(file, [Problem(None, f"larger than {MAX_BYTES} bytes")])
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise YamlProblems(file, [Problem(None, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlProblems(file, [Problem(line, "not UTF-8: save the file as UTF-8")]) from error
    if unseen := [Problem(line, what) for line, what in plain_text.hidden(text)]:
        raise YamlProblems(file, unseen)
    try:
        data, places = _parsed(text)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        what = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise YamlProblems(file, [Problem(mark.line + 1 if mark else None, what)]) from error
    return Document(file, _copied(data), places)


def _copied(data: object) -> object:
    """What is kept stays as it was read, whatever is done to what was given away."""
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_copied(value) for value in data]
    return data


@lru_cache(maxsize=64)
def _parsed(text: str) -> tuple[object, Places]:
    """The data of a text; kept, as the packs are read again at every step of the workbench.

    The parser in C is much faster, and refuses some texts that YAML 1.2 allows, such as
    `{key: env:NAME}`: what it does not read, the one in Python does, or says why not.
    """
    try:
        return _Reader(CParser(text)).document()
    except _Refused:
        raise
    except YAMLError:
        _, parser = YAML(typ="safe", pure=True).get_constructor_parser(StringIO(text))
        return _Reader(parser).document()


def load(file: Path, model: type[Model]) -> Model:
    """Parse one YAML file into `model`; all findings at once.

    Raises:
        YamlProblems: as `read`, and every unknown, missing or wrong key with its line.
    """
    return validate(read(file), model)


def validate(document: Document, model: type[Model], at: Sequence[str | int] = ()) -> Model:
    """Validate the part of `document` at `at` into `model`; all findings at once.

    Raises:
        YamlProblems: every unknown, missing or wrong key with its line.
    """
    part = document.data
    for step in at:
        part = part[step]
    try:
        return model.model_validate(part)
    except ValidationError as error:
        problems = [
            Problem(
                document.line([*at, *found["loc"]]),
                f"{_path(found['loc'])}: {found['msg'].removeprefix('Value error, ')}",
            )
            for found in error.errors()
        ]
        raise YamlProblems(document.file, problems) from error


class _Refused(MarkedYAMLError):
    """YAML that is not used here."""


class _Reader:
    """Reads one document and refuses, where it stands, what people do not see for what it is."""

    def __init__(self, parser: Any) -> None:  # noqa: ANN401  # two parsers, one set of methods
        self._parser = parser
        values = YAML(typ="safe", pure=True)
        self._resolve, self._construct = (
            values.resolver.resolve,
            values.constructor.construct_object,
        )

    def document(self) -> tuple[object, Places]:
        """Its data; a directive would make `no` a truth value again."""
        self._parser.get_event()
        if self._parser.check_event(StreamEndEvent):
            return None, {}
        start = self._parser.get_event()
        if start.version or start.tags:
            raise _refused("directives such as %YAML are not used here", start)
        found = self._value(1)
        self._parser.get_event()
        if not self._parser.check_event(StreamEndEvent):
            raise _refused(
                "another document starts here; a file holds one", self._parser.get_event()
            )
        return found

    def _value(self, depth: int) -> tuple[Any, Places]:
        event = self._parser.get_event()
        for what in _complaints(event):
            raise _refused(what, event)
        if depth > MAX_DEPTH:
            raise _refused(f"nested deeper than {MAX_DEPTH} levels", event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(depth)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(depth)
        return self._scalar(event), {}

    def _mapping(self, depth: int) -> tuple[Any, Places]:
        data: dict[Hashable, Any] = {}
        places: dict[Hashable, tuple[int, Places]] = {}
        while not self._parser.check_event(MappingEndEvent):
            event = self._parser.peek_event()
            key, _ = self._value(depth + 1)
            if not isinstance(key, Hashable):
                raise _refused("a key is a word or a number", event)
            if key in data:
                raise _refused(f"duplicate key {key!r}", event)
            data[key], inner = self._value(depth + 1)
            places[key] = (event.start_mark.line + 1, inner)
        self._parser.get_event()
        return data, places

    def _sequence(self, depth: int) -> tuple[Any, Places]:
        data: list[Any] = []
        places: dict[int, tuple[int, Places]] = {}
        while not self._parser.check_event(SequenceEndEvent):
            line = self._parser.peek_event().start_mark.line + 1
            item, inner = self._value(depth + 1)
            places[len(data)] = (line, inner)
            data.append(item)
        self._parser.get_event()
        return data, places

    def _scalar(self, event: ScalarEvent) -> object:
        if event.style:
            return event.value
        tag = self._resolve(ScalarNode, event.value, event.implicit)
        return self._construct(ScalarNode(tag, event.value, event.start_mark, event.end_mark))


def _complaints(event: Event) -> Iterator[str]:
    """What is wrong with one value."""
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        yield "anchors and aliases are not used here"
    if getattr(event, "tag", None):
        yield f"tag {event.tag} is not used here"  # type: ignore[attr-defined]
    if isinstance(event, ScalarEvent):
        value = event.value
        if not (value.isascii() and value.isprintable()):
            yield from (what for _, what in plain_text.hidden(value))
            yield from (what for _, what in plain_text.foreign(value))
        if not event.style:
            yield from _plain_complaints(event.value)


def _plain_complaints(value: str) -> Iterator[str]:
    """What is wrong with a value without quotes, which may become something else than text."""
    if value == "<<":
        yield "merged keys (<<) are not used here"
    if _LONG_NUMBER.fullmatch(value):
        yield "a number this long is no number here: quote it when it is a code"
    if _NO_NUMBER.fullmatch(value):
        yield f"{value} is no number to count with"
    if _DAY.match(value):
        try:
            date.fromisoformat(value[:10])
        except ValueError:
            yield f"{value} is no day of the calendar"


def _refused(what: str, event: Event) -> _Refused:
    return _Refused(problem=what, problem_mark=event.start_mark)


def _path(loc: Sequence[str | int]) -> str:
    parts = (str(part) for part in loc)
    return ".".join(part for part in parts if not part.startswith("function-")) or "file"
