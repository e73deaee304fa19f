"""The two generations of KVK's API's behind one port; which one is asked is configuration.

Source: KVK, documentation of Zoeken v2 and v3, Basisprofiel, Vestigingsprofiel, Naamgeving,
Organisatie, Vestigingen and Functionarissen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from connectors.live.exchange import Ask, Params

FAULTS = (400, 404, 500)
"""Statuses with which KVK says what is wrong in its own words."""
PAGE_SIZE = 100
_GEO: Params = {"geoData": "true"}


@dataclass(frozen=True, slots=True)
class Route:
    """One generation.

    Attributes:
        search: path of Zoeken.
        max_results: Zoeken shows no more than these.
        first: product that is asked of every company first: its name, path and parameters.
        others: products besides it, when the first one has an answer.
        branch: product of one branch.
        lists: product that lists the branches, None when only Zoeken names them.
    """

    search: str
    max_results: int
    first: tuple[str, str, Params]
    others: Mapping[str, tuple[str, Params]]
    branch: tuple[str, str, Params]
    lists: str | None

    def ask_first(self, number: str) -> Ask:
        """The question about a company."""
        name, path, params = self.first
        return _ask(path, params, name, number)

    def ask_others(self, number: str) -> list[Ask]:
        """The other questions about a company."""
        return [_ask(path, params, name, number) for name, (path, params) in self.others.items()]

    def ask_branch(self, number: str, branch: str) -> Ask:
        """The question about a branch."""
        name, path, params = self.branch
        return _ask(path, params, f"{name}-{branch}", number, branch)


def _ask(path: str, params: Params, name: str, number: str, branch: str = "") -> Ask:
    key = f"{number}-{name}"
    return Ask(path.format(number=number, branch=branch), params, allow=FAULTS, key=key)


BRANCH_LIST = "vestigingen"
ROUTES: Mapping[str, Route] = {
    "a": Route(
        search="v2/zoeken",
        max_results=1000,
        first=("basisprofiel", "v1/basisprofielen/{number}", _GEO),
        others={
            BRANCH_LIST: ("v1/basisprofielen/{number}/vestigingen", ()),
            "naamgeving": ("v1/naamgevingen/kvknummer/{number}", ()),
        },
        branch=("vestiging", "v1/vestigingsprofielen/{branch}", _GEO),
        lists=BRANCH_LIST,
    ),
    "c": Route(
        search="v3/zoeken",
        max_results=100,
        first=("organisatie", "v1/organisatie/kvknummer/{number}", _GEO),
        others={"functionarissen": ("v1/functionarissen/kvknummer/{number}", ())},
        branch=(
            "vestiging",
            "v1/vestigingen/kvknummer/{number}/vestigingsnummer/{branch}",
            _GEO,
        ),
        lists=None,
    ),
}
