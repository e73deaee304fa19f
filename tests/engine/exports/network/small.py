"""Views made by hand, for the forms that only look at a view."""

from datetime import date

from engine.exports.network.view import Busy, NetworkView, Notice, ViewEdge, ViewNode

DAY = date(2026, 11, 1)
COMPANY, BRANCH, PLACE, SOMEBODY = "Enterprise:90000001", "Branch:1", "afgeschermd-1", "persoon-1"


def node(key: str, label: str, word: str, text: str, steps: int = 0, **more: object) -> ViewNode:
    values = {"ask": None, "beyond": 0, "busy": (), "properties": ()} | more
    return ViewNode(key, label, word, text, steps, **values)  # type: ignore[arg-type]


def edge(number: int, kind: str, word: str, start: str, end: str, **more: object) -> ViewEdge:
    values = {
        "detail": None, "valid_from": None, "valid_to": None, "valid_from_partial": None,
        "valid_to_partial": None, "source": "hr", "record_key": None, "gate": "O",
        "is_derived": False,
    } | more  # fmt: skip
    ends = {"start": start, "end": end}
    return ViewEdge(f"r{number}", kind, word, **ends, **values)  # type: ignore[arg-type]


def small() -> NetworkView:
    """A company with a branch, a masked place, a director without a name, and a successor."""
    known = (("legal_form", "bv"), ("name", "=1+1 B.V."), ("started_on", date(2020, 5, 1)))
    nodes = (
        node(COMPANY, "Enterprise", "onderneming", "=1+1 B.V. (KVK 90000001)",
             busy=(Busy("OFFICER_OF", 31, None),), beyond=30, properties=known),
        node(BRANCH, "Branch", "vestiging", "vestiging 1", 1),
        node("Enterprise:90000002", "Enterprise", "onderneming", "vof (KVK 90000002)", 1),
        node(SOMEBODY, "Person", "persoon", "persoon 1 (afgeschermd)", 1, ask="vraag: A"),
        node(PLACE, "Location", "locatie", "afgeschermde plaats", 2, ask="vraag: B"),
    )  # fmt: skip
    edges = (
        edge(1, "BRANCH_OF", "is vestiging van", BRANCH, COMPANY, valid_from=date(2020, 5, 1),
             valid_to=date(9999, 12, 31), record_key="hr:branch:1"),
        edge(2, "OFFICER_OF", "is functionaris van", SOMEBODY, COMPANY, detail="bestuurder",
             valid_from_partial="2020-05", valid_to=date(2023, 1, 1), gate="G1"),
        edge(3, "REGISTERED_AT", "staat ingeschreven op", BRANCH, PLACE, source=None),
        edge(4, "SUCCEEDS", "volgt op", "Enterprise:90000002", COMPANY,
             valid_from=date(2024, 2, 3), valid_to_partial="2025", is_derived=True),
    )  # fmt: skip
    return NetworkView((COMPANY,), DAY, nodes, edges, (Notice("more", "Er is meer."),))
