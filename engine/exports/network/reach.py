"""Whose names a case can open: people and companies around its location, as its reader may see.

Names of pseudonyms that were joined are opened together: they are spellings of one name.
"""

from engine.casework.names import Reach
from engine.exports.network.access import PERSON, Access
from engine.exports.network.build import for_reader
from engine.exports.pairs import joined
from engine.network import ego
from engine.network.graph import Graph
from engine.network.lookup import NodeRef
from engine.rewriting import table_names
from engine.snapshot import Run

HOPS = 5
"""Steps around the location: by address, branch, company and its holding to who directs that."""

_COMPANY = "Enterprise"
_TABLES = ("tables/enterprise", "tables/branch")


def reach(graph: Graph, run: Run, location_id: str, access: Access) -> Reach:
    """Who stands around a location; nobody of a masked place, and nobody without the right.

    Args:
        graph: the network of the run.
        run: as which it was built.
        location_id: of the case, as the run calls it.
        access: rights of the reader.

    Raises:
        UnknownNode: the network has no such location.
    """
    with for_reader(graph, access, ()) as (reader, concealed):
        near = ego.ego(reader, NodeRef("Location", location_id), hops=HOPS).nodes
        seen = [one.node for one in near if concealed.why(one.node) is None]
    companies = {ref.id for ref in seen if ref.label == _COMPANY}
    also = joined.members(run)
    found = {ref.id: (ref.id, *also.get(ref.id, ())) for ref in seen if ref.label == PERSON}
    records = _records(run, companies)
    found |= {kvk: (kvk, *keys, *also.get(kvk, ())) for kvk, keys in records.items()}
    return Reach(run.path.name, {key: found[key] for key in sorted(found)})


def _records(run: Run, companies: set[str]) -> dict[str, list[str]]:
    """Keys of the records of companies: names of sole traders are kept under these."""
    found: dict[str, list[str]] = {kvk: [] for kvk in companies}
    for name in sorted(set(_TABLES) & set(table_names(run))):
        table = run.table(name).select(["enterprise_id", "record_key"])
        for row in table.to_pylist():
            if row["enterprise_id"] in found:
                found[row["enterprise_id"]].append(row["record_key"])
    return {kvk: sorted(keys) for kvk, keys in found.items()}
