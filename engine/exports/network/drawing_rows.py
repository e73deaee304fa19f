"""The rows that a drawing of a view is made of: signs, lines and names, each with its tooltip."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import atan2, degrees

from engine.exports.network import notices, sentences, texts
from engine.exports.network.marks import WORDS
from engine.exports.network.view import NetworkView, ViewNode
from engine.translatable import mark, sentence

ALL_NAMED = 45
"""Of a view of more nodes at most so many are named: hubs, companies and places first."""
_LETTER, _LINE = 0.022, 0.05
"""Size of a letter of a name, and of a line, on the plane of `layout`."""
_NAMED_FIRST = ("Enterprise", "Location", "Licence", "Measure", "Insolvency", "Permit")
_LONGEST = 26
_NOTHING = mark("niets meer bekend")
_ARROW_AT, _ARROW, _SMALL_ARROW = 0.6, 70, 25
_SIZE, _SMALL_SIZE, _START = 200, 80, 2.1
"""Size of a sign in a view in which all are named and in a larger one; the start is larger."""

Row = dict[str, object]
Places = Mapping[str, tuple[float, float]]
Say = Callable[[str], str]


def signs(view: NetworkView, places: Places, say: Say = str) -> list[Row]:
    """One row per node, in the order of the view.

    Args:
        view: what is drawn.
        places: of its nodes.
        say: says a Dutch text in the language of who looks.

    Returns:
        `key`, `x`, `y`, `label`, `soort` (Dutch), `naam`, `kort` (under the sign), `over` (what is
        known), `knooppunt`, `zicht` (opacity, lower for what is hidden) and `maat`.
    """
    return [_sign(view, node, places, say) for node in view.nodes]


def _sign(view: NetworkView, node: ViewNode, places: Places, say: Say) -> Row:
    x, y = places[node.key]
    size = _SIZE if len(view.nodes) <= ALL_NAMED else _SMALL_SIZE
    about = [f"{say(name)}: {say(value)}" for name, value in texts.facts(node)]
    if node.beyond:
        about.append(say(sentence("{count} buren niet getoond", count=str(node.beyond))))
    about += [say(notices.reason(busy)) for busy in node.busy]
    if node.ask is not None:
        about.append(say(node.ask))
    return {
        "key": node.key,
        "x": x,
        "y": y,
        "label": node.label,
        "soort": say(WORDS[node.label]),
        "naam": say(node.text),
        "kort": _short(node, say),
        "over": " · ".join(about) or say(_NOTHING),
        "knooppunt": node.is_hub,
        "zicht": 0.45 if node.ask else 1.0,
        "maat": size * _START if node.key in view.start else size,
    }


def _short(node: ViewNode, say: Say) -> str:
    """The name without what the tooltip tells too, and how many neighbours are not shown."""
    has_name = any(name == "name" for name, _ in node.properties)
    text = say(node.text)
    text = text.partition(" (KVK ")[0] if has_name else text
    more = f" +{node.beyond}" if node.beyond else ""
    return (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…") + more


def named(rows: Sequence[Row], always: set[str]) -> list[Row]:
    """The signs that get a name: all of a small view, of a large one what does not overlap.

    Args:
        rows: of `signs`.
        always: keys that are named whatever the size.
    """
    if len(rows) <= ALL_NAMED:
        return list(rows)
    first = [row for row in rows if row["key"] in always]
    hubs = [row for row in rows if row["knooppunt"] and row["key"] not in always]
    taken: list[Row] = []
    for row in [*first, *hubs, *_by_label(rows)]:
        if row not in taken and (row in first or not any(_overlap(row, o) for o in taken)):
            taken.append(row)
    return taken[:ALL_NAMED]


def _by_label(rows: Sequence[Row]) -> list[Row]:
    return [row for label in _NAMED_FIRST for row in rows if row["label"] == label]


def _overlap(one: Row, other: Row) -> bool:
    """Whether two names would stand over each other."""
    letters = (len(str(one["kort"])) + len(str(other["kort"]))) / 2
    across = abs(float(str(one["x"])) - float(str(other["x"])))
    down = abs(float(str(one["y"])) - float(str(other["y"])))
    return across < letters * _LETTER and down < _LINE


def lines(view: NetworkView, places: Places, say: Say = str) -> list[Row]:
    """One line per pair of nodes and direction, however many relations it stands for.

    Args:
        view: what is drawn.
        places: of its nodes.
        say: says a Dutch text in the language of who looks.

    Returns:
        Ends `x`, `y`, `x2`, `y2`; the arrow at `ax`, `ay` turned by `hoek` degrees clockwise from
        up, of size `pijl`; `wat` (all relations as sentences), `afgeleid` when every one is, and
        `dikte`.
    """
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    derived: dict[tuple[str, str], bool] = {}
    for edge in view.edges:
        pair = (edge.start, edge.end)
        told[pair].append(say(sentences.sentence(view, edge)))
        derived[pair] = derived.get(pair, True) and edge.is_derived
    size = _ARROW if len(view.nodes) <= ALL_NAMED else _SMALL_ARROW
    return [
        _line(places[pair[0]], places[pair[1]], told[pair])
        | {"afgeleid": derived[pair], "pijl": size}
        for pair in sorted(told)
    ]


def _line(start: tuple[float, float], end: tuple[float, float], told: Sequence[str]) -> Row:
    (x, y), (x2, y2) = start, end
    return {
        "x": x,
        "y": y,
        "x2": x2,
        "y2": y2,
        "ax": x + _ARROW_AT * (x2 - x),
        "ay": y + _ARROW_AT * (y2 - y),
        "hoek": round(90 - degrees(atan2(y2 - y, x2 - x)), 1) % 360,
        "wat": " | ".join(told),
        "dikte": min(1 + 0.5 * (len(told) - 1), 3),
    }
