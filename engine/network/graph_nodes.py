"""One row per thing of the register: what the nodes of the network say.

Several sources may deliver one thing: each property is then the first that is known, by source.
Whatever a relation mentions is a node too, with NULL where nothing else is known of it.
"""

from collections.abc import Iterator

from duckdb import DuckDBPyConnection

from engine import duck
from engine.network.schema import NODES, Property

_OF_PEOPLE = (
    "('sole_trader', 'general_partnership', 'limited_partnership', 'professional_partnership')"
)
_IDS = {
    "address": "address_id", "building": "building_id", "enterprise": "enterprise_id",
    "branch": "branch_id", "permit": "permit_id", "licence": "licence_id",
    "measure": "measure_id", "insolvency": "case_id",
}  # fmt: skip

_MAIN = """
CREATE TABLE given.main_activity AS
WITH told AS (
    SELECT DISTINCT branch_id, version, replace(code, '.', '') AS code, source,
           coalesce(is_main, false) AS is_sure
    FROM given.activity
    WHERE version IS NOT NULL AND code IS NOT NULL AND is_main IS DISTINCT FROM false
), ranked AS (
    SELECT *, count(*) FILTER (is_sure) OVER one AS sure,
           count(DISTINCT code) OVER one AS codes
    FROM told WINDOW one AS (PARTITION BY branch_id, version)
)
SELECT branch_id, version, arg_min(code, source || ':' || code) AS code
FROM ranked WHERE is_sure OR (sure = 0 AND codes = 1)
GROUP BY branch_id, version;
CREATE TABLE given.branch_sbi AS
SELECT branch_id, max(version) AS sbi_version, arg_max(code, version) AS main_sbi
FROM given.main_activity GROUP BY branch_id
"""

_ENTERPRISE = f"""
WITH seats AS (
    SELECT enterprise_id, branch_id, coalesce(is_main, false) AS is_main,
           count(*) FILTER (is_main) OVER of_one AS mains, count(*) OVER of_one AS branches
    FROM one.branch WHERE enterprise_id IS NOT NULL
    WINDOW of_one AS (PARTITION BY enterprise_id)
), seat AS (
    SELECT enterprise_id, min(branch_id) AS branch_id FROM seats
    WHERE is_main OR (mains = 0 AND branches = 1) GROUP BY enterprise_id
), cluster AS (
    SELECT enterprise_id, min(cluster_id) AS cluster_id FROM given.enterprise_cluster
    GROUP BY enterprise_id
)
SELECT e.* EXCLUDE (trade_names), e.enterprise_id AS id, c.cluster_id, s.main_sbi, s.sbi_version,
       CASE WHEN e.legal_form NOT IN {_OF_PEOPLE} THEN e.statutory_name END AS name
FROM one.enterprise e
LEFT JOIN cluster c USING (enterprise_id)
LEFT JOIN seat USING (enterprise_id)
LEFT JOIN given.branch_sbi s USING (branch_id)
"""
_BRANCH = """
SELECT * REPLACE (CASE WHEN shielded IS NOT TRUE THEN location_id END AS location_id,
                  CASE WHEN shielded IS NOT TRUE THEN object_id END AS object_id),
       branch_id AS id
FROM one.branch LEFT JOIN given.branch_sbi USING (branch_id)
"""
_OWN = {
    "Location": "SELECT *, location_id AS id FROM given.location",
    "Parcel": "SELECT DISTINCT parcel_id AS id FROM given.parcel",
    "Person": "SELECT NULL::VARCHAR AS id WHERE false",
    "Enterprise": _ENTERPRISE,
    "Branch": _BRANCH,
}
"""What is known of the nodes of a label, where it is more than its row in `one`."""
_NAMED = {
    "Location": "SELECT location_id FROM given.location WHERE location_id IS NOT NULL",
    "Parcel": "SELECT parcel_id FROM given.parcel WHERE parcel_id IS NOT NULL",
    "Person": None,
}
"""The ids that a label has of its own, where no table in `one` tells; a person has none."""


def choose(con: DuckDBPyConnection) -> None:
    """Make the schema `one`: of every thing one row; and the main activities of branches.

    `given.main_activity(branch_id, version, code)`: of each branch the code without dots per
    version of the SBI: the one that is said to be the main one, or the only one when no source
    says which is. `given.branch_sbi`: of these the newest version.

    Args:
        con: has the schema `given`.
    """
    con.execute("CREATE SCHEMA one")
    several = _told_twice(con)
    for table, key in _IDS.items():
        if table in several:
            con.execute(f"CREATE TABLE one.{table} AS {_first_known(con, table, key)}")
        else:
            con.execute(
                f'CREATE VIEW one.{table} AS SELECT * FROM given.{table} WHERE "{key}" IS NOT NULL'
            )
    con.execute(_MAIN)


def _told_twice(con: DuckDBPyConnection) -> frozenset[str]:
    """Tables in which something has more than one row; the others need no choice, nor a copy."""
    each = " UNION ALL ".join(
        f'SELECT \'{table}\' FROM given.{table} HAVING count("{key}") > count(DISTINCT "{key}")'
        for table, key in _IDS.items()
    )
    return frozenset(name for (name,) in con.execute(each).fetchall())


def _first_known(con: DuckDBPyConnection, table: str, key: str) -> str:
    names = [row[0] for row in con.execute(f"DESCRIBE given.{table}").fetchall()]
    first = ", ".join(
        f"arg_min(\"{n}\", coalesce(source, '') || ':' || coalesce(record_id, '')) AS \"{n}\""
        for n in names
        if n != key
    )
    return f'SELECT "{key}", {first} FROM given.{table} WHERE "{key}" IS NOT NULL GROUP BY "{key}"'


def number(con: DuckDBPyConnection) -> None:
    """Make `nodes` and `node_<label>`; `nid` counts from 0 by label and id.

    Args:
        con: has `link`, with `from_label`, `from_id`, `to_label`, `to_id`.
    """
    mentioned = [f"SELECT '{label}' AS label, * FROM ({ids})" for label, ids in _named()]
    mentioned += ["SELECT from_label, from_id FROM link", "SELECT to_label, to_id FROM link"]
    con.execute(
        "CREATE TABLE nodes AS SELECT row_number() OVER (ORDER BY label, id) - 1 AS nid, label, id "
        f"FROM ({' UNION '.join(mentioned)}) AS named(label, id) ORDER BY nid"
    )
    found = {label for (label,) in con.execute("SELECT DISTINCT label FROM nodes").fetchall()}
    for label, node in NODES.items():
        if label not in found:
            types = [(p.name, p.type.value) for p in node.properties]
            duck.create_empty(con, f"node_{label.lower()}", [("nid", "BIGINT"), *types])
            continue
        values = ", ".join(_value(p) for p in node.properties)
        own = _OWN.get(label) or f"SELECT *, {_IDS[label.lower()]} AS id FROM one.{label.lower()}"
        con.execute(
            f"CREATE TABLE node_{label.lower()} AS SELECT n.nid, {values} FROM nodes n "
            f"LEFT JOIN ({own}) o ON o.id = n.id WHERE n.label = '{label}' ORDER BY nid"
        )


def _named() -> Iterator[tuple[str, str]]:
    """Each label with the query of the ids that it has without being mentioned."""
    for label in NODES:
        key = _IDS.get(label.lower())
        if ids := _NAMED.get(label, f'SELECT "{key}" FROM one.{label.lower()}'):
            yield label, ids


def _value(item: Property) -> str:
    whose = "n" if item.name == "id" else "o"
    return f'{whose}."{item.name}"::{item.type.value} AS "{item.name}"'
