"""A story of the sample: the kind of site it needs, how it is told there, what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.sample.stage import Stage
from engine.sample.truth import Expectation
from engine.sample.world import Site


@dataclass(frozen=True, slots=True)
class Story:
    """One story, planted or innocent; a planted one and its look-alike share a name."""

    name: str
    site_kind: str
    tell: Callable[[Stage, Site], Expectation]


def planted(name: str, site: Site, rules: str, why: str, *, strength: float = 0.0) -> Expectation:
    """A place that deserves a look.

    Args:
        name: name of the story.
        site: where it is told.
        rules: ids of the rules that must HIT there, with spaces between.
        why: one sentence for whoever tests or shows it.
        strength: its expected score when it may stand on the list, 0 when it may not.
    """
    return Expectation("planted", name, site, tuple(rules.split()), strength=strength, why=why)


def innocent(name: str, site: Site, forbidden: str, why: str, *, rules: str = "") -> Expectation:
    """A look-alike, which must not be listed.

    Args:
        name: name of the story that it resembles.
        site: where it is told.
        forbidden: ids of the rules that must not HIT there, with spaces between.
        why: what the innocent explanation is.
        rules: ids of the rules that may HIT there, mitigating ones included.
    """
    told = tuple(rules.split())
    return Expectation("lookalike", name, site, told, tuple(forbidden.split()), why=why)
