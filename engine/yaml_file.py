"""YAML files that people edit, read so that every complaint names file and line.

YAML 1.2 (`no` is text, `0113` stays what it says when quoted). Repeated keys, tags, anchors,
aliases, merged keys and directives are refused, so are characters that nobody sees and letters
that look Latin and are not; models forbid unknown keys.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, Event, ScalarEvent

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
    _node: Any

    def line(self, path: Sequence[str | int]) -> int:
        """1-based line of the deepest part of `path` that exists in the file."""
        node, line = self._node, 1
        for step in path:
            if isinstance(node, CommentedMap) and step in node:
                line = node.lc.key(step)[0] + 1
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line = node.lc.item(step)[0] + 1
            else:
                break
            node = node[step]
        return line


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
        node = _composed(text)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        what = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise YamlProblems(file, [Problem(mark.line + 1 if mark else None, what)]) from error
    return Document(file, _plain(node), node)


@lru_cache(maxsize=64)
def _composed(text: str) -> object:
    """The nodes of a text; kept, as the packs are read again at every step of the workbench."""
    parser = YAML(typ="rt", pure=True)
    parser.Composer = _PlainComposer
    return parser.load(text)


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


class _PlainComposer(Composer):
    """Composes nodes and refuses, where it stands, what people do not see for what it is."""

    def __init__(self, loader: object = None) -> None:
        super().__init__(loader)
        self._nested = 0

    def compose_document(self) -> object:
        """Compose the document; a directive would make `no` a truth value again."""
        event = self.parser.peek_event()
        if event.version or event.tags:
            raise _refused("directives such as %YAML above this line are not used here", event)
        return super().compose_document()

    def compose_node(self, parent: object, index: object) -> object:
        """Compose one node."""
        event = self.parser.peek_event()
        for what in _complaints(event):
            raise _refused(what, event)
        if self._nested >= MAX_DEPTH:
            raise _refused(f"nested deeper than {MAX_DEPTH} levels", event)
        self._nested += 1
        node = super().compose_node(parent, index)
        self._nested -= 1
        return node


def _complaints(event: Event) -> Iterator[str]:
    """What is wrong with one value; the parser marks folds of a folded text with a bell."""
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        yield "anchors and aliases are not used here"
    if getattr(event, "tag", None):
        yield f"tag {event.tag} is not used here"  # type: ignore[attr-defined]
    if isinstance(event, ScalarEvent):
        value = event.value.replace("\a", "") if event.style == ">" else event.value
        if not (value.isascii() and value.isprintable()):
            yield from (what for _, what in plain_text.hidden(value))
            yield from (what for _, what in plain_text.foreign(value))
        if event.style is None:
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


def _refused(what: str, event: Event) -> MarkedYAMLError:
    return MarkedYAMLError(problem=what, problem_mark=event.start_mark)


def _path(loc: Sequence[str | int]) -> str:
    parts = (str(part) for part in loc)
    return ".".join(part for part in parts if not part.startswith("function-")) or "file"


def _plain(node: object) -> object:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node
