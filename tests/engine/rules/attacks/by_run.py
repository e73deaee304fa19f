"""Attacks by what a sound-looking feature costs: time without end, memory without end."""

_GROUP = "GROUP BY b.location_id"
_KEYS = "['x'] AS evidence, []::VARCHAR[] AS members, max(b.delivered_on) AS newest"
_CROSS = "branch b JOIN branch c ON true JOIN branch d ON true"


def _doubled(first: str, step: str) -> str:
    """Sixteen steps, each of which holds what the step before it holds four times."""
    steps = [f"a0 AS (SELECT b.location_id, {first} AS t FROM branch b {_GROUP})"]
    steps += [f"a{i} AS (SELECT p.location_id, {step} AS t FROM a{i - 1} p)" for i in range(1, 17)]
    end = "['x'] AS evidence, []::VARCHAR[] AS members, NULL::DATE AS newest FROM a16 p"
    return f"WITH {', '.join(steps)} SELECT p.location_id, len(p.t) AS n, {end}"


_NUMBERS = ", ".join(str(number) for number in range(100))
ENDLESS = (
    f"WITH r AS (SELECT unnest([{_NUMBERS}]) AS nr)"
    " SELECT 'L1' AS location_id, count(*) AS n, ['x'] AS evidence, []::VARCHAR[] AS members,"
    " NULL::DATE AS newest FROM r " + " ".join(f"JOIN r r{i} ON true" for i in range(7))
)
"""Takes for ever without a single row in the register."""

TIME = {
    "rows times rows times rows": f"SELECT b.location_id, count(*) AS n, {_KEYS} FROM {_CROSS} {_GROUP}",
    "distinct texts": f"SELECT b.location_id, count(DISTINCT left(c.branch_id || d.branch_id, 3)) AS n, {_KEYS} FROM {_CROSS} {_GROUP}",
    "patterns": f"SELECT b.location_id, count(*) AS n, {_KEYS} FROM {_CROSS} WHERE b.branch_id || c.branch_id || d.branch_id LIKE '%{'%1' * 40}%x' {_GROUP}",
    "beginnings": f"SELECT b.location_id, count(*) AS n, {_KEYS} FROM branch b JOIN branch c ON NOT starts_with(c.branch_id, b.branch_id || 'x') JOIN branch d ON NOT starts_with(c.branch_id, d.branch_id || 'y') {_GROUP}",
}
MEMORY = {
    "a list of rows times rows": f"SELECT b.location_id, len(list(b.branch_id || c.branch_id || '-and-more-text')) AS n, {_KEYS} FROM branch b JOIN branch c ON true {_GROUP}",
    "a text of rows times rows": f"SELECT b.location_id, length(string_agg(b.branch_id || c.branch_id, 'and more text than fits')) AS n, {_KEYS} FROM branch b JOIN branch c ON true {_GROUP}",
    "a text that doubles": _doubled("max(b.branch_id)", "p.t || p.t || p.t || p.t"),
    "a list that doubles": _doubled("list(b.branch_id)", "flatten([p.t, p.t, p.t, p.t])"),
    "a sorted list of everything": f"SELECT b.location_id, len(list_sort(list(c.branch_id || b.branch_id || '-and-more-text'))) AS n, {_KEYS} FROM branch b JOIN branch c ON true {_GROUP}",
}  # fmt: skip
