"""Dutch sentences about how far a view of a network can be trusted."""

from collections.abc import Collection, Iterator, Sequence

from engine.exports.network.access import ASK_MASKED, ASK_PEOPLE, PERSON
from engine.exports.network.view import Busy, Notice, ViewNode
from engine.exports.words import said
from engine.network.adjacency import Selection
from engine.network.graph import Graph, LeftOut
from engine.network.schema import RELATIONS
from engine.translatable import Sentence, capital, mark, sentence

_REASONS = {
    "gate": mark("mogen hier niet gelezen worden"),
    "no_privacy_check": mark("van deze bron is geen privacytoets vastgelegd"),
    "shielded": mark("het adres is afgeschermd in het handelsregister"),
    "hub": mark("op één object staan te veel bedrijven"),
    "no_party": mark("het is niet bekend om wie het gaat"),
    "no_place": mark("de plaats is niet bekend"),
    "no_enterprise": mark("de onderneming is niet bekend"),
    "no_branch": mark("de vestiging is niet bekend"),
    "no_permit": mark("de vergunning is niet bekend"),
    "no_licence": mark("de vergunning is niet bekend"),
    "no_insolvency": mark("de zaak is niet bekend"),
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
                told = sentence(
                    "{node} is een knooppunt: {reason}.",
                    node=capital(node.text),
                    reason=reason(busy),
                )
                yield Notice("hub", told)


def reason(busy: Busy) -> Sentence:
    """Why walks end at a busy node, for a reader."""
    count = str(busy.degree)
    if busy.reason is not None:
        return sentence(
            "opgegeven als {why}, {count} inschrijvingen; er wordt niet doorheen gezocht",
            why=said("declared.reason", busy.reason),
            count=count,
        )
    return sentence(
        "{count} buren met '{what}'; er wordt niet doorheen gezocht",
        count=count,
        what=sentence(RELATIONS[busy.kind].word),
    )


def hidden(nodes: Sequence[ViewNode]) -> Iterator[Notice]:
    """What the reader may not see, and whom to ask."""
    people = sum(node.ask is not None and node.label == PERSON for node in nodes)
    places = sum(node.ask is not None and node.label != PERSON for node in nodes)
    if people:
        one = sentence(
            "1 persoon is afgeschermd, met alle andere bedrijven; {ask}.", ask=sentence(ASK_PEOPLE)
        )
        more = sentence(
            "{count} personen zijn afgeschermd, met alle andere bedrijven; wie op meer plekken "
            "staat, staat er apart; {ask}.",
            count=str(people),
            ask=sentence(ASK_PEOPLE),
        )
        yield Notice("hidden", one if people == 1 else more)
    if places:
        one = sentence(
            "1 plaats is afgeschermd, met wat er staat; {ask}.", ask=sentence(ASK_MASKED)
        )
        more = sentence(
            "{count} plaatsen zijn afgeschermd, met wat er staat; {ask}.",
            count=str(places),
            ask=sentence(ASK_MASKED),
        )
        yield Notice("hidden", one if places == 1 else more)


def missing(graph: Graph, selection: Selection) -> Iterator[Notice]:
    """Records of the chosen relations and sources that became no relation."""
    for part in graph.left_out():
        if selection.kinds is not None and part.kind not in selection.kinds:
            continue
        if selection.sources is not None and part.source not in (None, *selection.sources):
            continue
        yield Notice("left_out", _missing(part))


def _missing(part: LeftOut) -> Sentence:
    told = {
        "source": sentence(" van bron {source}", source=part.source) if part.source else "",
        "what": sentence(RELATIONS[part.kind].word),
        "reason": sentence(_REASONS[part.reason]),
    }
    if part.records == 1:
        return sentence("Er ontbreekt 1 gegeven{source} bij '{what}': {reason}.", **told)
    return sentence(
        "Er ontbreken {count} gegevens{source} bij '{what}': {reason}.",
        count=str(part.records),
        **told,
    )


def more(count: int) -> Iterator[Notice]:
    """Nodes within reach for which there was no room."""
    if count:
        one = sentence("Er is meer: 1 knoop staat er niet bij. Filter, of kies minder stappen.")
        many = sentence(
            "Er is meer: {count} knopen staan er niet bij. Filter, of kies minder stappen.",
            count=str(count),
        )
        yield Notice("more", one if count == 1 else many)


def no_path(max_hops: int) -> Notice:
    """Nothing connects the two nodes, as far as was looked."""
    told = sentence("Geen pad van ten hoogste {most} stappen gevonden.", most=str(max_hops))
    return Notice("path", told)


def more_paths(left_out: int) -> Iterator[Notice]:
    """Shortest paths that are not told."""
    if left_out:
        told = sentence("Er zijn nog {count} even korte paden.", count=str(left_out))
        yield Notice("path", told)


def not_through_people() -> Notice:
    """Paths through people are not looked for."""
    told = sentence(
        "Paden die door een persoon gaan zijn niet gezocht; {ask}.", ask=sentence(ASK_PEOPLE)
    )
    return Notice("path", told)


def masked_changes(count: int) -> Iterator[Notice]:
    """Changes at masked places, which would tell their days."""
    if count:
        one = sentence(
            "1 wijziging bij een afgeschermde plaats niet getoond; {ask}.",
            ask=sentence(ASK_MASKED),
        )
        many = sentence(
            "{count} wijzigingen bij een afgeschermde plaats niet getoond; {ask}.",
            count=str(count),
            ask=sentence(ASK_MASKED),
        )
        yield Notice("hidden", one if count == 1 else many)
