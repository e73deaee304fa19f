"""Changes a value in a pack's text and nothing else: comments, order and quotes of the rest stay.

Writing the whole file again would lay out every line anew. So the parser only says where a value
begins and ends, the new value takes that place, and the result is read back: when anything else
would read differently, nothing is changed.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from engine.errors import RulePackError
from engine.rules.model import RuleText
from engine.workbench import yaml_values
from engine.workbench.yaml_values import Value

Steps: TypeAlias = Sequence[str | int]
Data: TypeAlias = Any
"""Plain YAML data: dicts, lists and scalars."""

_ORDER = {name: place for place, name in enumerate(RuleText.model_fields)}
_BY_HAND = "change the file itself and propose that (`dijkwacht rules propose --file`)"


@dataclass(frozen=True, slots=True)
class _Place:
    """The deepest node on a path that is there, and what of the path is left."""

    node: Node
    rest: tuple[str | int, ...]
    in_flow: bool
    indent: int


@dataclass(frozen=True, slots=True)
class _Splice:
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


@lru_cache(maxsize=8)
def load(text: str) -> Data:
    """The plain data of a YAML text; kept for the next edit of the same text, so not to change.

    Raises:
        RulePackError: it does not parse.
    """
    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        what = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise RulePackError(f"does not parse as YAML: {what}") from error


def put(text: str, path: Steps, value: Value) -> str:
    """Give the value at `path` another value, or add it when only its last key is missing.

    Args:
        text: a YAML file.
        path: keys and 0-based positions from the top of the file.
        value: the new value; a new key of a rule goes to its usual place.

    Raises:
        RulePackError: the file does not parse, a step of `path` is not there, or the value cannot
            be changed without changing more.
    """
    place = _walk(text, path)
    if not place.rest:
        splice = _replace(text, place, value)
    elif len(place.rest) == 1 and isinstance(place.node, MappingNode):
        splice = _insert(text, place, str(place.rest[0]), value)
    else:
        raise RulePackError(f"no {_named(path)} in this file")
    return _checked(text, splice, path, value)


def append(text: str, path: Steps, value: Mapping[str, Value]) -> str:
    """Add an item at the end of the list at `path`, written like the last one.

    Raises:
        RulePackError: as `put`.
    """
    place = _walk(text, path)
    old = [] if place.rest else _at(load(text), path) or []
    node = place.node
    if not old or place.rest or _is_flow(node):
        return put(text, path, [*old, value])
    last: Node = node.value[-1]
    pad = " " * node.start_mark.column
    lines = [pad + yaml_values.item(value)]
    if isinstance(last, MappingNode) and not _is_flow(last):
        keys = [f"{yaml_values.inline(k)}: {yaml_values.inline(v)}" for k, v in value.items()]
        lines = [f"{pad}- {keys[0]}", *(f"{pad}  {key}" for key in keys[1:])]
    return _checked(text, _after(text, _end(text, last), lines), path, [*old, value])


def _walk(text: str, path: Steps) -> _Place:
    load(text)
    node: Node = YAML(typ="rt", pure=True).compose(text)
    in_flow, indent = False, 0
    for done, step in enumerate(path):
        found = _child(node, step)
        if found is None:
            return _Place(node, tuple(path[done:]), in_flow or _is_flow(node), indent)
        in_flow = in_flow or _is_flow(node)
        indent = node.start_mark.column + 2
        node = found
    return _Place(node, (), in_flow, indent)


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None


def _replace(text: str, place: _Place, value: Value) -> _Splice:
    node = place.node
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    is_text_or_number = not items and not isinstance(value, Mapping | list | tuple)
    start, end = _start(text, node), _end(text, node)
    if isinstance(node, ScalarNode):
        style = node.style or ""
        if place.in_flow or not is_text_or_number:
            new = yaml_values.inline(value, style=style, in_flow=place.in_flow)
        else:
            new = "\n".join(yaml_values.block(value, indent=place.indent, style=style))
        is_empty = start == end
        return _Splice(start, end, " " + new.lstrip() if is_empty else new.removeprefix(" "))
    if _is_flow(node):
        if "\n" in text[start:end] and "#" in text[start:end]:
            raise RulePackError(f"a comment may stand inside this value: {_BY_HAND}")
        return _Splice(start, end, yaml_values.inline(value, in_flow=place.in_flow))
    if isinstance(node, SequenceNode) and items:
        return _items(text, node, items)
    raise RulePackError(f"this value stands on several lines: {_BY_HAND}")


def _items(text: str, node: SequenceNode, value: Sequence[Value]) -> _Splice:
    """Lines of the items that stay, with the comments above them, and of the new ones."""
    start = _line_start(text, node.start_mark.index)
    ends = [_line_end(text, _end(text, item)) for item in node.value]
    begins = [start, *(end + 1 for end in ends[:-1])]
    chunks = [text[a:b] for a, b in zip(begins, ends, strict=True)]
    pad = " " * node.start_mark.column
    old = [repr(load(text[n.start_mark.index : _end(text, n)])) for n in node.value]
    styles = [getattr(n, "style", None) or "" for n in node.value]
    lines: list[str] = []
    new = [repr(_plain(item)) for item in value]
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += chunks[a:b]
        else:
            style = styles[min(a, len(styles) - 1)]
            lines += [pad + yaml_values.item(item, style=style) for item in value[c:d]]
    return _Splice(start, ends[-1], "\n".join(lines))


def _insert(text: str, place: _Place, key: str, value: Value) -> _Splice:
    node = place.node
    pairs: list[tuple[Node, Node]] = node.value
    if _is_flow(node):
        end = _end(text, pairs[-1][1]) if pairs else node.start_mark.index + 1
        written = f"{yaml_values.inline(key)}: {yaml_values.inline(value)}"
        return _Splice(end, end, f", {written}" if pairs else written)
    above = pairs
    if any(name.value == "id" for name, _ in pairs):
        above = [p for p in pairs if _ORDER.get(p[0].value, 0) < _ORDER.get(key, len(_ORDER))]
    pad = node.start_mark.column
    first, *more = yaml_values.block(value, indent=pad + 2)
    lines = [f"{' ' * pad}{yaml_values.inline(key)}:{first}", *more]
    return _after(text, max(_end(text, last) for _, last in above), lines)


def _after(text: str, position: int, lines: Sequence[str]) -> _Splice:
    end = _line_end(text, position)
    return _Splice(end, end, "".join(f"\n{line}" for line in lines))


def _end(text: str, node: Node) -> int:
    """Where a value ends, without the empty lines and comments after it."""
    start, end = _start(text, node), int(node.end_mark.index)
    if isinstance(node, ScalarNode):
        return max(start, len(text[:end].rstrip()))
    if _is_flow(node) or not node.value:
        return end
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _start(text: str, node: Node) -> int:
    """Where a value begins; of one that was left out, right after what stands before it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start if start < end else len(text[:start].rstrip())


def _is_flow(node: Node) -> bool:
    return bool(getattr(node, "flow_style", False))


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _checked(text: str, splice: _Splice, path: Steps, value: Value) -> str:
    """The changed text, when it reads as the old one with only this value changed."""
    changed = text[: splice.start] + splice.new + text[splice.end :]
    expected = deepcopy(load(text))
    _at(expected, path[:-1])[path[-1]] = _plain(value)
    if not _same(load(changed), expected):
        raise RulePackError(f"{_named(path)} cannot be written here: {_BY_HAND}")
    return changed


def _at(data: Data, path: Steps) -> Data:
    for step in path:
        data = data[step]
    return data


def _same(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other


def _plain(value: Value) -> Data:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence):
        return [_plain(part) for part in value]
    return value


def _named(path: Steps) -> str:
    return ".".join(map(str, path))
