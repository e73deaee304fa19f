"""Figures about the surroundings of a node, as one reader may see them; none of them scores.

Who stands between the others, which groups hang together, how many layers of control stand above
a company, and which closures and refusals are near. They help to read a network.
"""

from dataclasses import dataclass
from datetime import date

from engine import translatable
from engine.exports.network import access as rights
from engine.exports.network import apart, build, texts
from engine.exports.network.access import Access, Hidden
from engine.exports.network.build import Ask
from engine.exports.network.veil import veil
from engine.exports.network.view import NetworkView
from engine.exports.words import day, on
from engine.network import control, ego, measures
from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from engine.network.setbacks import Setback, setbacks
from engine.translatable import Sentence, joined

MAX_STEPS = 3
"""How far closures and refusals are looked for: the owner of a company here and his other place."""


@dataclass(frozen=True, slots=True)
class Near:
    """A closure or refusal in the neighbourhood.

    Attributes:
        text: Dutch name of the measure, permit or licence.
        on_day: when, None when not known.
        steps: 0 is at the node itself.
    """

    text: str
    on_day: date | None
    steps: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What can be counted around one node.

    Attributes:
        view: the surroundings that were counted, with the names of the nodes.
        between: (key, share 0..1 of the pairs of other nodes that meet through it), largest first.
        groups: keys of nodes that hang together more than with the rest, each in order.
        levels: layers of control above the company; None for what is no company or has none.
        has_ring: a ring of owners stands above it, so that nobody is at the top.
        near: closures and refusals, the nearest first.
        hidden: closures and refusals that the reader may not see.
    """

    view: NetworkView
    between: tuple[tuple[str, float], ...]
    groups: tuple[tuple[str, ...], ...]
    levels: int | None
    has_ring: bool
    near: tuple[Near, ...]
    hidden: int


def measured(graph: Graph, start: str, ask: Ask, access: Access) -> Measured:
    """Figures about what stands around one node.

    Args:
        graph: a built network.
        start: key of a node, see `access.find`.
        ask: what is asked, as for the view; what is opened or folded does not count.
        access: rights of the reader; without people nothing is counted beyond a person.

    Raises:
        UnknownNode: there is no such node.
        NetworkError: the reader may not see it, and whom to ask; or the day lies after that of
            the register.
    """
    node, today = rights.find(graph, start, access), build.day_of(graph, ask.selection.as_of)
    with build.for_reader(graph, access, ()) as (reader, concealed):
        found = ego.ego(
            reader, node, hops=ask.hops, selection=ask.selection, max_nodes=ask.max_nodes
        )
        if concealed.people:
            found, _ = apart.of_ego(found)
        seen = veil(graph, found.nodes, found.edges, concealed, {})
        events = setbacks(reader, node, max_steps=MAX_STEPS, as_of=today).found
        near, left_out = _near(graph, events, concealed)
    brokers = ((seen.keys[one.node], one.share) for one in measures.brokers(found))
    groups = (
        tuple(dict.fromkeys(seen.keys[ref] for ref in group))
        for group in measures.communities(found)
    )
    levels, has_ring = _control(graph, node, today)
    return Measured(
        NetworkView((seen.keys[node],), today, seen.nodes, seen.edges, ()),
        tuple(brokers),
        tuple(group for group in groups if len(group) > 1),
        levels,
        has_ring,
        near,
        left_out,
    )


def _near(
    graph: Graph, events: tuple[Setback, ...], concealed: Hidden
) -> tuple[tuple[Near, ...], int]:
    shown = [event for event in events if concealed.why(event.node) is None]
    named = texts.describe(graph, [event.node for event in shown])
    near = tuple(Near(named[e.node].text, e.on_day, e.steps) for e in shown)
    return near, len(events) - len(shown)


def _control(graph: Graph, node: NodeRef, as_of: date) -> tuple[int | None, bool]:
    for chain in control.chains(graph, as_of=as_of) if node.label == "Enterprise" else ():
        if chain.enterprise == node:
            return chain.levels, chain.has_ring
    return None, False


def to_text(found: Measured) -> str:
    """The figures as Dutch lines; ends with a newline."""
    names = {node.key: node.text for node in found.view.nodes}
    start = names[found.view.start[0]]
    lines = [f"Rond {start} op {day(found.view.as_of)}; geen van deze maten telt mee", ""]
    lines += [control_sentence(found), "", "Sluitingen en weigeringen in de buurt"]
    lines += [f"- {sentence(near)}" for near in found.near] or ["- geen gevonden"]
    lines += [f"- {found.hidden} afgeschermd"] if found.hidden else []
    lines += ["", "Wie de anderen verbindt"]
    lines += [f"- {names[key]}: {share:.0%} van de paren" for key, share in found.between]
    lines += [] if found.between else ["- niemand"]
    lines += ["", "Wat bij elkaar hoort"]
    lines += [f"- {'; '.join(names[key] for key in group)}" for group in found.groups]
    return "\n".join(lines) + "\n"


def control_sentence(found: Measured) -> Sentence:
    """How many layers of control stand above the company, as a sentence."""
    if found.levels is None:
        return translatable.sentence("Boven deze knoop is geen zeggenschap bekend.")
    ring: str = ""
    if found.has_ring:
        ring = translatable.sentence(", met een kring: niemand staat bovenaan")
    if found.levels == 1:
        return translatable.sentence(
            "Er staat 1 laag van zeggenschap boven dit bedrijf{ring}.", ring=ring
        )
    return translatable.sentence(
        "Er staan {count} lagen van zeggenschap boven dit bedrijf{ring}.",
        count=str(found.levels),
        ring=ring,
    )


def sentence(near: Near) -> Sentence:
    """One closure or refusal with its day and distance."""
    where = translatable.sentence("op {count} stappen", count=str(near.steps))
    if near.steps == 1:
        where = translatable.sentence("op 1 stap")
    elif not near.steps:
        where = translatable.sentence("hier")
    return joined([near.text, on(near.on_day), where], between=", ")
