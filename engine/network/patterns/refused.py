"""What the language leaves out, by name: the sentence for text that does not fit the grammar."""

import re
from collections.abc import Iterator

_OUT = "is not in the subset"
_TABLE = (
    (r"OPTIONAL\b", f"OPTIONAL MATCH {_OUT}: what has no match has no row, join to it after"),
    (r"(ORDER\s+BY|ORDER)\b", f"ORDER BY {_OUT}: sort after it"),
    (r"(LIMIT|SKIP|OFFSET)\b", f"{{word}} {_OUT}: take the first rows after it"),
    (r"UNION\b", f"UNION {_OUT}: write two patterns, or labels and kinds as A|B"),
    (r"UNWIND\b", f"UNWIND {_OUT}: give a list and write x.id IN $ids"),
    (r"WITH\b", f"WITH {_OUT}: write MATCH after MATCH, and count, min or max in RETURN"),
    (r"(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|INSERT|DROP|ALTER|GRANT|DENY)\b",
     f"{{word}} {_OUT}: a pattern only reads"),
    (r"(LOAD)\b", f"LOAD CSV {_OUT}: a pattern only reads, and the network alone"),
    (r"(CALL|YIELD|USE|SHOW|EXPLAIN|PROFILE|USING|FINISH|START|STOP|TERMINATE)\b",
     f"{{word}} {_OUT}"),
    (r"CASE\b", "CASE stands in count, collect, min and max only: "
     "count(CASE WHEN condition THEN value END)"),
    (r"(ELSE|WHEN)\b", f"{{word}} {_OUT} here: CASE has one WHEN, and null where it is not true"),
    (r"(THEN|END)\b",
     "{word} does not stand here: it belongs to CASE WHEN condition THEN value END"),
    (r"XOR\b", f"XOR {_OUT}: write it with AND, OR and NOT"),
    (r"(all)?shortestPath\b", f"{{word}} {_OUT}: name the number of steps, such as *1..3"),
    (r"(COUNT|COLLECT)\s*\{", f"{{word}} {{ ... }} {_OUT}: count rows in RETURN"),
    (r"MATCH\b", "MATCH does not stand here: inside EXISTS it comes once"),
    (r"EXISTS\s*\(", "EXISTS stands before { MATCH ... }; for a property write IS NOT NULL"),
    (r"(single|reduce|filter|extract)\s*\(", f"{{word}} {_OUT}: write all, any or none"),
    (r"(sum|avg|stdev|percentileCont|percentileDisc)\s*\(",
     f"{{word}} {_OUT}: only count, collect, min and max"),
    (r"(count|collect|min|max)\s*\(",
     "{word} does not stand here: count, collect, min and max stand in RETURN, alone"),
    (r"(weeks|months|years|hours|quarters|minutes|seconds)\b",
     "a duration is a number of days: {days: 180}"),
    (r"duration\b", "duration is written d + duration({days: 180}) or duration.inDays(a, b).days"),
    (r"(all|any|none|size)\s*\(", "{word} does not stand here: it reads the steps of a relation"),
    (r"[a-z_][\w.]*\s*\(", f"the function {{word}} {_OUT}"),
    (r"[a-z_]\w*\s*=\s*[(a-z]",
     f"a name for a whole path ({{word}} = ...) {_OUT}: name its nodes and relations"),
    (r"=~", f"regex (=~) {_OUT}: write STARTS WITH, ENDS WITH, CONTAINS or IN"),
    (r"\|\||[+*/%^]|-(?!\s*[-[>])",
     f"arithmetic {_OUT}: only d + duration({{days: n}}) for a date d"),
    (r"<?\s*-", f"a path as a condition {_OUT}: write EXISTS {{ MATCH ... }}"),
    (r"\{", f"a map {_OUT}: write conditions after WHERE"),
    (r"`", f"a name between backticks {_OUT}: names are letters, digits and _"),
    (r"\\", "a backslash is not used: give such a text as a parameter"),
    (r'"', "a text stands between single quotes"),
    (r";", "a semicolon is not used: a file holds one pattern"),
    (r"[!&]", "labels and kinds are alternatives only, such as (x:A|B)"),
    (r":", "a colon does not stand here: a node has one label and may be written (x:A|B)"),
    (r"\[", f"a list or index {_OUT} here: a list stands after IN"),
    (r"\.\s*\w", "a value cannot be taken apart: give its parts as parameters"),
    (r"\.\.", "so many steps are written in the relation, such as -[r:KIND*1..3]->"),
    (r"\$", "a parameter is a letter and letters, digits or _, such as $ids"),
    (r"\(", "a node or condition in parentheses does not stand here: paths are (a)-[:KIND]->(b)"),
    (r"(IS|IN|NOT|AND|OR)\b", "{word} does not stand here: write IS NULL, IN [...], NOT condition"),
    (r"[<>=]", "a comparison does not stand here: join two with AND, and compare in WHERE"),
    (r"WHERE\b", "WHERE stands once, after the paths of its MATCH"),
    (r"RETURN\b", "RETURN does not stand here: it comes once, after all of MATCH and WHERE"),
)  # fmt: skip
"""How the rest of a text begins, and what is said of it; `{word}` is its first word."""
_RULES = tuple((re.compile(start, re.IGNORECASE), said) for start, said in _TABLE)
_CALLED = re.compile(r"(?<![\w.$:])(?!MATCH\b)[a-z_]\w*\s*$", re.IGNORECASE)
"""A name before a bracket: a function, or an expression with a map."""
_AFTER = tuple(
    (re.compile(before, re.IGNORECASE), said)
    for before, said in (
        (r"\bEXISTS\s*\{.?$", "EXISTS { starts with MATCH"),
        (r"\bRETURN(\s+DISTINCT)?\*$", f"RETURN * {_OUT}: name each column, such as x.id AS id"),
        (r"\bdate\s*\(.?$", "date takes a text such as date('2024-01-31')"),
    )
)


def place_and_sentence(text: str, position: int, may_follow: frozenset[str]) -> tuple[int, str]:
    """Say what is wrong, and where, when the grammar does not take a text.

    Args:
        text: the whole pattern.
        position: 0-based place of the first sign that does not fit; the length of the text when
            more was to follow.
        may_follow: names of the grammar's terminals that would have fitted.

    Returns:
        The 0-based place where the construct begins, and a sentence that names it.
    """
    called = _CALLED.search(text[:position])
    if called and text[position : position + 1] in ("(", "{"):
        position = called.start()
    rest, before = text[position:], text[:position].rstrip()
    return position, next(_special(rest, before, may_follow), None) or _by_table(rest)


def _special(rest: str, before: str, may_follow: frozenset[str]) -> Iterator[str]:
    """Where the place decides, not the word."""
    if not rest.strip() and "_AS" not in may_follow:
        yield "the pattern ends too early: it is MATCH ... WHERE ... RETURN ... AS ..."
    if rest.startswith("/*"):
        yield "comments start with // and end with the line"
    if rest.startswith("'"):
        yield _text(rest)
    if may_follow & {"COLON", "LSQB"} and re.search(r"-\s*(\[\s*\w*)?$", before):
        yield "a relation names its kinds, such as -[r:OFFICER_OF]->: a pattern reads what it needs"
    if "_AS" in may_follow and "_AND" not in may_follow and _ends_item(rest):
        yield "every column has a name: write AS and the name behind it"
    for start, said in _AFTER:
        if start.search(before + rest[:1]):
            yield said


def _ends_item(rest: str) -> bool:
    return not rest.strip() or rest.startswith(",")


def _text(rest: str) -> str:
    line = rest.splitlines()[0]
    if "\\" in line:
        return "a text holds no backslash: give such a text as a parameter"
    if "'" not in line[1:]:
        return "this text has no end on its line"
    return "a text does not stand here; a quote inside a text goes through a parameter"


def _by_table(rest: str) -> str:
    for start, said in _RULES:
        if found := start.match(rest):
            word = re.split(r"[\s({=]", found[0])[0] or found[0]
            return said.replace("{word}", word)
    shown = (re.match(r"\w+|\S", rest) or [rest[:1]])[0]
    if not shown.isascii():
        return f"{shown[:30]!r} does not stand here: names and signs are plain ASCII"
    return f"{shown[:30]!r} does not stand here"
