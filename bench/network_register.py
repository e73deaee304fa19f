"""An invented register of two million nodes and as many relations, for timing the network.

The rows mean nothing: ends are spread by number, so that every run times the same work. The most
of it is what a large town has: addresses, companies with branches, officers, titles.
"""

from datetime import date

from duckdb import DuckDBPyConnection

from engine.features.instance import empty_register

DAY = date(2026, 11, 1)
EACH = 470_000
_FILL = """
INSERT INTO location (location_id, kind, label)
SELECT 'L' || id, 'unit', 'Pad ' || i
FROM (SELECT i, printf('1884010%09d', i) AS id FROM range($n) t(i));
INSERT INTO location_member
SELECT 'L' || id, id, 'unit' FROM (SELECT printf('1884010%09d', i) AS id FROM range($n) t(i));
INSERT INTO address (address_id, object_id, street, postcode, town, source, record_id, record_key)
SELECT id, printf('1884010%09d', i), 'Pad', '1234AB', 'Dorp', 'bag', id, 'bag:address:' || id
FROM (SELECT i, printf('1884200%09d', i) AS id FROM range($n) t(i));
INSERT INTO enterprise (enterprise_id, legal_form, statutory_name, trade_names, started_on, source,
                        record_id, record_key)
SELECT id, 'bv', 'Bedrijf ' || i, [], DATE '2000-01-01' + (i % 9000)::INT, 'kvk', id,
       'kvk:enterprise:' || id
FROM (SELECT i, printf('%08d', i) AS id FROM range($n) t(i));
INSERT INTO branch (branch_id, enterprise_id, is_main, started_on, object_id, address_id,
                    location_id, source, record_id, record_key)
SELECT id, printf('%08d', i), true, DATE '2000-01-01' + (i % 9000)::INT,
       printf('1884010%09d', place), printf('1884200%09d', place), printf('L1884010%09d', place),
       'kvk', id, 'kvk:branch:' || id
FROM (SELECT i, (i * 7919) % ($n // 3) AS place, printf('%012d', i) AS id FROM range($n) t(i));
INSERT INTO officer (enterprise_id, party_id, role, started_on, source, record_id, record_key)
SELECT printf('%08d', i % $n), 'P' || printf('%020x', (i * 104729) % ($n // 4)),
       CASE WHEN i < $n THEN 'director' ELSE 'sole_shareholder' END,
       DATE '2000-01-01' + (i % 9000)::INT, 'hr', i::VARCHAR, 'hr:officer:' || i
FROM range($n + $n // 2) t(i);
INSERT INTO source_table VALUES ('hr', 'officer', 'HR', DATE '2026-10-31', 'PT-1', 1, true);
"""


def large_register(each: int = EACH) -> DuckDBPyConnection:
    """A register with `each` locations, addresses, companies and branches.

    Three branches share an address and six functions a person, so that it makes 4.25 * `each`
    nodes and 4.5 * `each` relations.
    """
    con = empty_register()
    for statement in _FILL.split(";")[:-1]:
        bound = {"n": each} if "$n" in statement else {}
        con.execute(statement, bound)
    return con
