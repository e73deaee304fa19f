"""Attacks by what stands for a person's origin, faith, neighbourhood or identity."""

from tests.engine.rules.attacks.folder import EVIL, MARKS, Attack, hit_when, sql
from tests.engine.rules.world import RULE

_BRANCH = "FROM branch b JOIN enterprise e ON e.enterprise_id = b.enterprise_id"
_TITLE = "FROM title b"
_ADDRESS = "FROM branch b JOIN address q ON q.object_id = b.object_id"
_OFFICER = "FROM branch b JOIN officer o ON o.enterprise_id = b.enterprise_id"


def over(name: str, source: str, condition: str, said: str) -> Attack:
    """An attack by a condition over tables with alias `b`."""
    body = f"SELECT b.location_id, count(*) AS n, {MARKS} {source} WHERE {condition} GROUP BY ALL"
    return sql(name, body, said)


def fact(name: str, source: str, value: str, said: str) -> Attack:
    """An attack by what is returned."""
    return sql(
        name, f"SELECT b.location_id, {value}, {MARKS} {source} GROUP BY b.location_id", said
    )


def params(name: str, said: str, at: str, **more: object) -> Attack:
    """An attack by the params of a rule."""
    given = {**RULE["params"], **more}  # type: ignore[dict-item]
    return Attack(name, said, at=at, rule={"params": given})


def codes(name: str, sbi: list[str], said: str) -> Attack:
    """An attack by the codes of a rule whose feature compares them with activities."""
    text = (
        "-- feature: evil\n-- title: Proef\n-- params: sbi_2008, sbi_2025\n"
        "WITH codes AS (SELECT '2008' AS version, unnest($sbi_2008) AS prefix UNION ALL"
        " SELECT '2025' AS version, unnest($sbi_2025) AS prefix)\n"
        f"SELECT b.location_id, count(*) AS n, {MARKS} FROM branch b JOIN activity a ON"
        " a.branch_id = b.branch_id JOIN codes k ON k.version = a.version AND"
        " starts_with(a.code, k.prefix) GROUP BY b.location_id\n"
    )
    rule: dict[str, object] = {
        "feature": "evil",
        "params": {},
        "hit_when": "n > 0",
        "explain": "{n}",
        "sbi": {"2008": sbi, "2025": sbi},
        "cases": [],
    }
    return Attack(name, said, at="sbi:", files={EVIL: text}, rule=rule)


NAMES = (
    over("a name, by pattern", _BRANCH, "e.statutory_name LIKE '%ski'", "stands for name-derived"),
    over("a name, by its end", _BRANCH, "ends_with(b.shop_name, 'ic')", "stands for name-derived"),
    over(
        "a name in a list", _BRANCH, "list_contains(e.trade_names, 'x')", "stands for name-derived"
    ),
    over(
        "letters of a name",
        _BRANCH,
        "length(upper(e.statutory_name)) > 9 AND left(e.statutory_name, 2) = 'El'",
        "stands for name-derived",
    ),
    fact("a name as a fact", _BRANCH, "max(e.statutory_name) AS n", "stands for name-derived"),
    sql(
        "a name through steps",
        f"WITH s AS (SELECT b.branch_id, lower(b.shop_name) AS q FROM branch b), r AS (SELECT s.branch_id, s.q AS w FROM s) SELECT b.location_id, count(*) AS n, {MARKS} FROM branch b JOIN r ON r.branch_id = b.branch_id AND r.w > 'm' GROUP BY b.location_id",
        "branch.shop_name stands for name-derived",
    ),
)
FORMS = (
    over("foreign form", _BRANCH, "e.legal_form = 'foreign'", "stands for nationality"),
    over(
        "foreign form in a list",
        _BRANCH,
        "e.legal_form IN ('bv', 'foreign')",
        "stands for nationality",
    ),
    over(
        "all but Dutch forms", _BRANCH, "e.legal_form NOT IN ('bv', 'nv')", "stands for nationality"
    ),
    over("not this form", _BRANCH, "e.legal_form <> 'bv'", "stands for nationality"),
    over("denied from outside", _BRANCH, "NOT (e.legal_form = 'bv')", "stands for nationality"),
    over(
        "by a case",
        _BRANCH,
        "CASE e.legal_form WHEN 'foreign' THEN 1 END = 1",
        "stands for nationality",
    ),
    sql(
        "by a list of words",
        f"WITH w AS (SELECT 'foreign' AS form) SELECT b.location_id, count(*) AS n, {MARKS} {_BRANCH} JOIN w ON w.form = e.legal_form GROUP BY b.location_id",
        "stands for nationality",
    ),
    over("a natural person", _TITLE, "b.holder_kind = 'natural'", "stands for natural person"),
    over("a sole trader", _BRANCH, "e.legal_form = 'sole_trader'", "stands for natural person"),
    over("anything but a company", _TITLE, "b.holder_kind <> 'legal'", "stands for natural person"),
)
PLACES = (
    over("a postcode", _ADDRESS, "left(q.postcode, 4) = '2371'", "stands for small area"),
    over("a street", _ADDRESS, "lower(q.street) LIKE 'kade%'", "stands for small area"),
    over("a village", _ADDRESS, "q.town = 'Leimuiden'", "stands for small area"),
    over("a line on the map", "FROM permit b", "b.x > 104000", "stands for small area"),
    hit_when(
        "a village in a condition",
        "branches >= $min_branches AND location.town = 'Leimuiden'",
        "stands for small area",
    ),
    hit_when(
        "a line on the map in a condition",
        "branches >= $min_branches AND location.y BETWEEN 469000 AND 470000",
        "stands for small area",
    ),
    hit_when(
        "one place in a condition",
        "branches >= $min_branches AND location.location_id = 'L1'",
        "stands for one person or object",
    ),
)
PEOPLE = (
    over(
        "one person",
        _OFFICER,
        "o.party_id = 'P0123456789abcdef0123'",
        "stands for one person",
    ),
    over(
        "numbers of people", _BRANCH, "starts_with(e.enterprise_id, '9')", "stands for one person"
    ),
    fact("a person as a fact", _TITLE, "max(b.holder_id) AS n", "stands for one person"),
    fact("a key as a fact", _TITLE, "max(b.record_key) AS n", "stands for one person"),
    sql(
        "a name as evidence",
        f"SELECT b.location_id, list(e.statutory_name) AS evidence, []::VARCHAR[] AS members, max(b.delivered_on) AS newest {_BRANCH} GROUP BY b.location_id",
        "evidence holds keys of records",
    ),
    sql(
        "a person as evidence",
        "SELECT b.location_id, list(o.record_key) AS evidence, []::VARCHAR[] AS members, max(b.delivered_on) AS newest FROM branch b JOIN officer o ON o.enterprise_id = b.enterprise_id GROUP BY b.location_id",
        "stands for natural person",
    ),
    sql(
        "a person as a member",
        f"SELECT b.location_id, list(b.record_key) AS evidence, list(b.holder_id) AS members, max(b.delivered_on) AS newest {_TITLE} GROUP BY b.location_id",
        "members holds ids of units",
    ),
)
WORDS = (
    fact(
        "a fact by its name",
        "FROM branch b",
        "count(*) AS nationaliteit",
        "never-use list: nationality",
    ),
    sql(
        "a step by its name",
        f"WITH geboorteland AS (SELECT 1 AS a) SELECT b.location_id, count(*) AS n, {MARKS} FROM branch b JOIN geboorteland g ON true GROUP BY b.location_id",
        "never-use list: birth",
    ),
    over(
        "a word of origin",
        "FROM report b",
        "b.category = 'poolse_winkel' OR b.category = 'Poolse winkel'",
        "'poolse' speaks of nationality",
    ),
    params(
        "a param by its name",
        "never-use list: family or household",
        "params:",
        huishoudsamenstelling=1,
    ),
    params(
        "words in a list",
        "'turkse' speaks of nationality",
        "words:",
        words=["bakkerij", "Turkse bakkerij"],
    ),
    params("a word of faith", "'moskee' speaks of religion", "params:", word="moskee"),
    Attack(
        "a title",
        "'poolse' speaks of nationality",
        at="title: Poolse",
        rule={"title": "Poolse winkels"},
    ),
    Attack(
        "a sentence that accuses",
        "'katvanger' accuses",
        at="explain:",
        rule={"explain": "{branches} keer een katvanger"},
    ),
    codes("a religion", ["9491"], "stands for religion"),
    codes("a code that takes religions in", ["94"], "stands for religion"),
    codes("a part of a code", ["94911"], "stands for religion"),
    codes("a union", ["942"], "stands for politics or union"),
)
GROUPS = {
    "names": NAMES, "forms": FORMS, "places": PLACES, "people": PEOPLE, "words": WORDS,
}  # fmt: skip
