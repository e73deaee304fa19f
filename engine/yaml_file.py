"""YAML files that people edit, read so that every complaint names file and line.

YAML 1.2 (`no` is text, `0113` stays what it says when quoted), repeated keys, tags, anchors
and aliases are refused, and models forbid unknown keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, Event

MAX_BYTES = 2_000_000
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
        YamlProblems: not readable, not UTF-8, over 2 MB, repeated key, tag, anchor or alias.
    """
    try:
        raw = file.read_bytes()
        if len(raw) > MAX_BYTES:
            raise YamlProblems(file, [Problem(None, f"larger than {MAX_BYTES} bytes")])
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise YamlProblems(file, [Problem(None, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlProblems(file, [Problem(line, "not UTF-8: save the file as UTF-8")]) from error
    try:
        parser = YAML(typ="rt", pure=True)
        parser.Composer = _PlainComposer
        node = parser.load(text)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        what = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise YamlProblems(file, [Problem(mark.line + 1 if mark else None, what)]) from error
    return Document(file, _plain(node), node)


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
            Problem(document.line([*at, *found["loc"]]), f"{_path(found['loc'])}: {found['msg']}")
            for found in error.errors()
        ]
        raise YamlProblems(document.file, problems) from error


class _PlainComposer(Composer):
    """Composes nodes and refuses anchors, aliases and tags where they stand."""

    def compose_node(self, parent: object, index: object) -> object:
        """Compose one node; what people cannot see in the text is not used here."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _refused("anchors and aliases are not used here", event)
        if getattr(event, "tag", None):
            raise _refused(f"tag {event.tag} is not used here", event)
        return super().compose_node(parent, index)


def _refused(what: str, event: Event) -> MarkedYAMLError:
    return MarkedYAMLError(problem=what, problem_mark=event.start_mark)


def _path(loc: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in loc) or "file"


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
