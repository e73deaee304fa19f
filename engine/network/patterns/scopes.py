"""Looks up every name of a pattern: which node, relation or step it means.

The result is the same tree with a name of the engine's own for each of them, one per thing in
the whole pattern: `n1` a node, `r2` a relation, `w3` a relation of a number of steps, `s4` one
step. A name of the writer never reaches a database.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import NoReturn, TypeVar, cast

from engine.errors import PatternError
from engine.network.patterns import tree
from engine.network.patterns.tree import Spot
from engine.network.patterns.words import unknown

Part = TypeVar("Part")


class Role(StrEnum):
    """What a name stands for; the value begins the engine's own name."""

    NODE = "n"
    HOP = "r"
    WALK = "w"
    STEP = "s"


_ROLES = {
    Role.NODE: "a node",
    Role.HOP: "a relation",
    Role.WALK: "a relation of a number of steps",
    Role.STEP: "one step of a relation",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A tree with the engine's names.

    Attributes:
        query: the tree.
        words: the engine's name to the writer's; a nameless one is said in words.
    """

    query: tree.Query
    words: Mapping[str, str]


def role(name: str) -> Role:
    """What a name of the engine stands for."""
    return Role(name[0])


def look_up(query: tree.Query) -> Named:
    """Give every node, relation and step its one name.

    Raises:
        PatternError: a name is not known where it is used, or means two things.
    """
    scopes = _Scopes()
    return Named(scopes.inside(query), scopes.words)


class _Scopes:
    """The names known at one place of the text, from its begin to its end."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._narrow: str | None = None
        self._special: dict[type, Callable[..., object]] = {
            tree.Node: self._node,
            tree.Hop: self._hop,
            tree.Path: self._path,
            tree.Variable: self._variable,
            tree.Property: self._property,
            tree.Size: self._size,
            tree.Quantified: self._quantified,
            tree.Exists: self._exists,
            tree.Case: self._case,
        }

    def inside(self, part: Part) -> Part:
        """The part with its names looked up."""
        if special := self._special.get(type(part)):
            return cast(Part, special(part))
        if isinstance(part, tuple):
            return cast(Part, tuple(self.inside(item) for item in part))
        if not is_dataclass(part) or isinstance(part, Spot):
            return part
        found = {field.name: self.inside(getattr(part, field.name)) for field in fields(part)}
        return cast(Part, replace(cast("tree.Query", part), **found))

    def _path(self, path: tree.Path) -> tree.Path:
        """Nodes before relations, so that a name used as both is refused at the relation."""
        nodes = tuple(self._node(node) for node in path.nodes)
        return tree.Path(nodes, tuple(self._hop(hop) for hop in path.hops))

    def _node(self, node: tree.Node) -> tree.Node:
        name = self._known.get(node.name or "")
        if name is None:
            return replace(node, name=self._add(node.name, Role.NODE))
        if role(name) is not Role.NODE:
            _stop(f"{node.name} is {_ROLES[role(name)]} already, so no node", node.spot)
        return replace(node, name=name)

    def _hop(self, hop: tree.Hop) -> tree.Hop:
        if name := self._known.get(hop.name or ""):
            what = f"{hop.name} is {_ROLES[role(name)]} already: give this relation its own name"
            _stop(what, hop.spot)
        return replace(
            hop, name=self._add(hop.name, Role.HOP if hop.lengths is None else Role.WALK)
        )

    def _add(self, word: str | None, as_role: Role) -> str:
        name = f"{as_role}{len(self.words) + 1}"
        self.words[name] = word or f"{_ROLES[as_role]} without a name"
        if word is not None:
            self._known[word] = name
        return name

    def _variable(self, part: tree.Variable) -> tree.Variable:
        return replace(part, name=self._find(part.name, part.spot))

    def _property(self, part: tree.Property) -> tree.Property:
        name = self._find(part.owner, part.spot)
        if role(name) is Role.WALK:
            advice = f"all(s IN {part.owner} WHERE s.{part.name} ...)"
            _stop(f"{part.owner} is a list of steps: write {advice}, or any, or none", part.spot)
        return replace(part, owner=name)

    def _size(self, part: tree.Size) -> tree.Size:
        return replace(part, walk=self._walk(part.walk, part.spot))

    def _quantified(self, part: tree.Quantified) -> tree.Quantified:
        walk = self._walk(part.walk, part.spot)
        if part.step in self._known:
            _stop(f"{part.step} is known already: give the step another name", part.spot)
        known, before = dict(self._known), self._narrow
        step, self._narrow = self._add(part.step, Role.STEP), "all, any or none"
        found = replace(part, step=step, walk=walk, condition=self.inside(part.condition))
        self._known, self._narrow = known, before
        return found

    def _exists(self, part: tree.Exists) -> tree.Exists:
        if self._narrow:
            _stop(f"EXISTS does not stand inside {self._narrow}", part.spot)
        known = dict(self._known)
        found = replace(part, match=self.inside(part.match))
        self._known = known
        return found

    def _case(self, part: tree.Case) -> tree.Case:
        self._narrow = "CASE: write it after WHERE"
        found = replace(part, condition=self.inside(part.condition), value=self.inside(part.value))
        self._narrow = None
        return found

    def _walk(self, word: str, spot: Spot) -> str:
        name = self._find(word, spot)
        if role(name) is not Role.WALK:
            what = f"{word} is {_ROLES[role(name)]}: only a relation such as *1..3 has steps"
            _stop(what, spot)
        return name

    def _find(self, word: str, spot: Spot) -> str:
        if word not in self._known:
            _stop(unknown("name", word, self._known), spot)
        return self._known[word]


def _stop(what: str, spot: Spot) -> NoReturn:
    raise PatternError(what, line=spot.line, column=spot.column)
