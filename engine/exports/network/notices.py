"""Dutch sentences about how far a view of a network can be trusted."""

from collections.abc import Collection, Iterator, Sequence

from engine.exports.network.access import ASK_MASKED, ASK_PEOPLE, PERSON
from engine.exports.network.view import Busy, Notice, ViewNode
from engine.exports.words import word
from engine.network.adjacency import Selection
from engine.network.graph import Graph, LeftOut
from engine.network.schema import RELATIONS

_REASONS = {
    "gate": "mogen hier niet gelezen worden",
    "no_privacy_check": "van deze bron is geen privacytoets vastgelegd",
    "shielded": "het adres is afgeschermd in het handelsregister",
    "hub": "op één object staan te veel bedrijven",
    "no_party": "het is niet bekend om wie het gaat",
    "no_place": "de plaats is niet bekend",
    "no_enterprise": "de onderneming is niet bekend",
    "no_branch": "de vestiging is niet bekend",
    "no_permit": "de vergunning is niet bekend",
    "no_licence": "de vergunning is niet bekend",
    "no_insolvency": "de zaak is niet bekend",
}


def hubs(nodes: Sequence[ViewNode], opened: Collection[str]) -> Iterator[Notice]:
    """Nodes at which the walk ended because of their many neighbours.

    Args:
        nodes: of the view.
        opened: keys of the nodes that were walked through all the same.
    """
    for node in nodes:
        if node.key not in opened:
            for busy in node.busy:
                yield Notice("hub", f"{_first(node.text)} is een knooppunt: {reason(busy)}.")


def reason(busy: Busy) -> str:
    """Why walks end at a busy node, for a reader."""
    if busy.reason is not None:
        why = word("declared.reason", busy.reason)
        return f"opgegeven als {why}, {busy.degree} inschrijvingen; er wordt niet doorheen gezocht"
    what = RELATIONS[busy.kind].word
    return f"{busy.degree} buren met '{what}'; er wordt niet doorheen gezocht"


def hidden(nodes: Sequence[ViewNode]) -> Iterator[Notice]:
    """What the reader may not see, and whom to ask."""
    people = sum(node.ask is not None and node.label == PERSON for node in nodes)
    places = sum(node.ask is not None and node.label != PERSON for node in nodes)
    if people:
        who = "1 persoon is" if people == 1 else f"{people} personen zijn"
        twice = "" if people == 1 else "; wie op meer plekken staat, staat er apart"
        what = f"{who} afgeschermd, met alle andere bedrijven{twice}; {ASK_PEOPLE}."
        yield Notice("hidden", what)
    if places:
        what = "1 plaats is" if places == 1 else f"{places} plaatsen zijn"
        yield Notice("hidden", f"{what} afgeschermd, met wat er staat; {ASK_MASKED}.")


def missing(graph: Graph, selection: Selection) -> Iterator[Notice]:
    """Records of the chosen relations and sources that became no relation."""
    for part in graph.left_out():
        if selection.kinds is not None and part.kind not in selection.kinds:
            continue
        if selection.sources is not None and part.source not in (None, *selection.sources):
            continue
        yield Notice("left_out", _missing(part))


def _missing(part: LeftOut) -> str:
    source = f" van bron {part.source}" if part.source else ""
    records = "1 gegeven" if part.records == 1 else f"{part.records} gegevens"
    verb = "ontbreekt" if part.records == 1 else "ontbreken"
    return (
        f"Er {verb} {records}{source} bij '{RELATIONS[part.kind].word}': {_REASONS[part.reason]}."
    )


def more(count: int) -> Iterator[Notice]:
    """Nodes within reach for which there was no room."""
    if count:
        what = "1 knoop staat" if count == 1 else f"{count} knopen staan"
        yield Notice(
            "more",
            f"Er is meer: {what} er niet bij. Filter, of kies minder stappen.",
        )


def no_path(max_hops: int) -> Notice:
    """Nothing connects the two nodes, as far as was looked."""
    return Notice("path", f"Geen pad van ten hoogste {max_hops} stappen gevonden.")


def more_paths(left_out: int) -> Iterator[Notice]:
    """Shortest paths that are not told."""
    if left_out:
        yield Notice("path", f"Er zijn nog {left_out} even korte paden.")


def not_through_people() -> Notice:
    """Paths through people are not looked for."""
    return Notice("path", f"Paden die door een persoon gaan zijn niet gezocht; {ASK_PEOPLE}.")


def masked_changes(count: int) -> Iterator[Notice]:
    """Changes at masked places, which would tell their days."""
    if count:
        what = "1 wijziging" if count == 1 else f"{count} wijzigingen"
        yield Notice("hidden", f"{what} bij een afgeschermde plaats niet getoond; {ASK_MASKED}.")


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
