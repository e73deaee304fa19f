"""One view of a network: nothing in it that its reader may not see, so that any form may show it.

Keys of nodes are what the command line and the URL take; a node that the reader may not see has a
key that holds in this one view only.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Value = str | int | float | bool | date


@dataclass(frozen=True, slots=True)
class Busy:
    """Why a walk does not go on from a node.

    Attributes:
        kind: of the relations that are many.
        degree: distinct neighbours by that kind.
        reason: of a declared address, as in `tables`; None for its number of neighbours.
    """

    kind: str
    degree: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class ViewNode:
    """One node as its reader sees it.

    Attributes:
        key: `Label:id`, or `persoon-1` and `afgeschermd-1` for what is hidden.
        label: as in `schema.NODES`.
        word: Dutch word for one such node.
        text: Dutch name of this one, to stand in a sentence.
        steps: from the start.
        ask: whom to ask about what is hidden, None for a node that may be seen.
        beyond: neighbours that the filters allow and the view does not show; 0 when hidden.
        busy: why a walk does not go on from here, by kind; empty for most nodes.
        properties: name and value of what the network knows of it, by name; empty when hidden.
    """

    key: str
    label: str
    word: str
    text: str
    steps: int
    ask: str | None
    beyond: int
    busy: tuple[Busy, ...]
    properties: tuple[tuple[str, Value], ...]

    @property
    def is_hub(self) -> bool:
        """True when walks end here because of its many neighbours."""
        return bool(self.busy)


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """One relation as its reader sees it.

    Attributes:
        key: `r1` and on, in this view.
        kind: as in `schema.RELATIONS`.
        word: Dutch words between the two ends.
        detail: Dutch word for the role, right or kind of transfer, None when there is none.
        start: key of the node that it leads from.
        end: key of the node that it leads to.
        valid_from: first day, None when not known.
        valid_to: first day on which it no longer holds, None when not known or not ended.
        valid_from_partial: year or month when no more is known of the begin.
        valid_to_partial: the same of the end: it has ended.
        source: id of the source.
        record_key: the record that tells it, without a pseudonym; None when it follows from
            several, or at a masked place.
        gate: under which it may be shown.
        is_derived: concluded by the engine, in no register.
    """

    key: str
    kind: str
    word: str
    detail: str | None
    start: str
    end: str
    valid_from: date | None
    valid_to: date | None
    valid_from_partial: str | None
    valid_to_partial: str | None
    source: str | None
    record_key: str | None
    gate: str
    is_derived: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A Dutch sentence about how far a view can be trusted.

    Attributes:
        about: `hub`, `hidden`, `left_out`, `more` or `path`.
        text: the sentence.
    """

    about: Literal["hub", "hidden", "left_out", "more", "path"]
    text: str


@dataclass(frozen=True, slots=True)
class NetworkView:
    """What one reader sees of a network.

    Attributes:
        start: keys of the node, or of both ends of a path.
        as_of: last day that counts.
        nodes: by steps, then label and key.
        edges: by kind, then as in the network.
        notices: what stopped the walk, what is hidden and what is missing.
        paths: keys of the nodes of each path in order; empty when the view is of one node.
    """

    start: tuple[str, ...]
    as_of: date
    nodes: tuple[ViewNode, ...]
    edges: tuple[ViewEdge, ...]
    notices: tuple[Notice, ...]
    paths: tuple[tuple[str, ...], ...] = ()

    def node(self, key: str) -> ViewNode:
        """The node of that key.

        Raises:
            KeyError: the view has none.
        """
        for node in self.nodes:
            if node.key == key:
                return node
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed around a node between two days.

    Attributes:
        before: last day of the earlier network.
        after: last day of the later one.
        view: the nodes and relations concerned.
        began: keys of the relations that began in `(before, after]`.
        ended: keys of the relations that ended in it; one may be in both.
        undated: relations that may have changed too, as their day is not known.
    """

    before: date
    after: date
    view: NetworkView
    began: tuple[str, ...]
    ended: tuple[str, ...]
    undated: int
