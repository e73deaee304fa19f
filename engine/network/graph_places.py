"""Which place belongs to which: the relation PART_OF, and the node that a placed record goes to.

Every address leads to one location, the one of its own unit, berth or pitch, and no step of
PART_OF leaves a location. An address leads there by its building only when the building is of
that same location; the building of several locations is a location of its own (`register.yards`),
so neighbours in it are not connected. An address whose object is no member of any location
belongs where the register puts the open facts about it, when that is one location.

Membership has no dates: it holds as the register stands.
"""

from duckdb import DuckDBPyConnection

PLACED = ("branch", "licence", "measure", "permit", "title", "transfer")
"""Tables whose records happen at a place."""

_TOLD = """
    SELECT address_id, location_id FROM given.branch WHERE NOT coalesce(shielded, false)
    UNION ALL SELECT address_id, location_id FROM given.licence
    UNION ALL SELECT address_id, location_id FROM given.permit
    UNION ALL SELECT address_id, location_id FROM given.title
    UNION ALL SELECT address_id, location_id FROM given.transfer"""
_HOMES = f"""
CREATE TABLE given.address_home AS
WITH member AS (
    SELECT a.address_id, min(m.location_id) AS location_id
    FROM one.address a JOIN given.location_member m ON m.member_id = a.object_id
    GROUP BY a.address_id
), told AS (
    SELECT address_id, min(location_id) AS location_id FROM ({_TOLD})
    WHERE address_id IS NOT NULL AND location_id IS NOT NULL
    GROUP BY address_id HAVING min(location_id) = max(location_id)
)
SELECT address_id, coalesce(m.location_id, t.location_id) AS location_id
FROM member m FULL JOIN told t USING (address_id);
CREATE TABLE given.building_home AS
SELECT member_id AS building_id, min(location_id) AS location_id
FROM given.location_member WHERE member_kind = 'building' GROUP BY member_id
"""
_PLACED = """
CREATE VIEW given.placed_{table} AS
SELECT t.*,
       CASE WHEN t.address_id IS NOT NULL
                 AND (t.location_id IS NULL OR t.location_id = a.location_id) THEN 'Address'
            WHEN t.building_id IS NOT NULL
                 AND (t.location_id IS NULL OR t.location_id = b.location_id) THEN 'Building'
            WHEN t.location_id IS NOT NULL THEN 'Location' END AS place_label,
       CASE place_label WHEN 'Address' THEN t.address_id WHEN 'Building' THEN t.building_id
                        WHEN 'Location' THEN t.location_id END AS place_id
FROM given.{table} t
LEFT JOIN given.address_home a ON a.address_id = t.address_id
LEFT JOIN given.building_home b ON b.building_id = t.building_id
"""

PART_OF = """
WITH by_building AS (
    SELECT DISTINCT h.address_id, u.building_id
    FROM given.address_home h
    JOIN one.address a ON a.address_id = h.address_id
    JOIN given.unit_building u ON u.object_id = a.object_id
    JOIN given.building_home b ON b.building_id = u.building_id AND b.location_id = h.location_id
), on_parcel AS (
    SELECT parcel_id, location_id, source, record_key FROM given.title
    UNION ALL SELECT parcel_id, location_id, source, record_key FROM given.transfer
), pairs AS (
    SELECT 'Address' AS from_label, address_id AS from_id, 'Building' AS to_label,
           building_id AS to_id, a.source, a.record_key
    FROM by_building JOIN one.address a USING (address_id)
    UNION ALL
    SELECT 'Address', h.address_id, 'Location', h.location_id, a.source, a.record_key
    FROM given.address_home h LEFT JOIN one.address a USING (address_id)
    ANTI JOIN by_building ON by_building.address_id = h.address_id
    UNION ALL
    SELECT 'Building', h.building_id, 'Location', h.location_id, b.source, b.record_key
    FROM given.building_home h LEFT JOIN one.building b USING (building_id)
    UNION ALL
    SELECT 'Parcel', parcel_id, 'Location', location_id, arg_min(source, record_key),
           min(record_key)
    FROM on_parcel WHERE parcel_id IS NOT NULL AND location_id IS NOT NULL
    GROUP BY parcel_id, location_id
)
SELECT *, NULL::DATE AS valid_from, NULL::DATE AS valid_to, NULL AS valid_from_partial,
       NULL AS valid_to_partial,
       concat_ws(':', 'PART_OF', from_label, from_id, to_id) AS id, NULL AS why
FROM pairs
"""


def place(con: DuckDBPyConnection) -> None:
    """Make `given.placed_<table>`: its rows with `place_label` and `place_id` of a node.

    A record goes to its address; to its building or location where the source gives no address,
    or where the address or building would lead to another location than the record's own. Both
    are NULL when its place is not known.

    Args:
        con: has the schemas `given` and `one`.
    """
    con.execute(_HOMES)
    for table in PLACED:
        con.execute(_PLACED.format(table=table))
