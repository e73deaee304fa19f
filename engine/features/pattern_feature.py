"""A feature as a network pattern: `MATCH … RETURN` in the subset of openCypher.

Its answer has `location_id` and may have several columns for one requirement, as the language
joins no lists: `evidence`, `evidence_2`, … are united, of `newest`, `newest_2`, … the latest
counts. With a column `subject` there is one row for each subject; the location then gets the row
of the strongest: the one with the largest facts, in the order of the columns.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.errors import PatternError
from engine.features import assembly, head, pattern_flows, proxies, words
from engine.features.codes import Coded
from engine.features.feature import Feature
from engine.features.flows import Atoms, Flows
from engine.features.header import Header
from engine.features.lineage import Reads
from engine.network.patterns import Column, Pattern, parse, tree, walking
from engine.tables import Type
from engine.yaml_file import Problem

SUBJECT = "subject"
_FAMILY = re.compile(r"(newest|evidence|members)(_[1-9][0-9]?)?")
_ID = (Type.TEXT, False)
_LIST = (Type.TEXT, True)
_SHAPES = {"newest": (Type.DATE, False), "evidence": _LIST, "members": _LIST}


def family(column: str) -> str | None:
    """The required column that this one is a part of; None for a fact, `location_id`, `subject`."""
    found = _FAMILY.fullmatch(column)
    return found[1] if found else None


def checked(file: Path, text: str) -> tuple[Feature | None, list[Problem]]:
    """Check the text of a `.cypher` file; None when it may not run, with all that is wrong."""
    header, known_columns, problems = head.read(file, text)
    try:
        pattern = parse(text)
    except PatternError as error:
        place = f"column {error.column}: " if error.column else ""
        return None, [*problems, Problem(error.line or 1, f"{place}{error.what}")]
    flows = pattern_flows.trace(pattern)
    named = ((param.name, param.spot.line) for param in pattern.params)
    problems += head.placeholders(header, named)
    problems += _columns(pattern)
    problems += text_problems(pattern)
    problems += _proxies(header, pattern, flows)
    if problems:
        return None, problems
    found = assembly.feature(
        file,
        text,
        header,
        known_columns,
        reads(pattern, flows),
        placeholders=[param.name for param in pattern.params],
        pattern=pattern,
    )
    return found, []


def reads(pattern: Pattern, flows: Flows) -> Reads:
    """What a pattern reads, as of a statement; what comes out are its facts.

    Args:
        pattern: a checked pattern.
        flows: as `pattern_flows.trace` finds them.
    """
    facts = tuple(column.name for column in pattern.columns if is_fact(column.name))
    columns = tuple((table, name) for table, _, name in (r.partition(".") for r in pattern.reads))
    tables = tuple(sorted({table for table, _ in columns}))
    return Reads(tables, columns, pattern.gate, facts, coded(flows, facts), flows)


def is_fact(column: str) -> bool:
    """True for a column that is neither required nor says where or of whom."""
    return column not in ("location_id", SUBJECT) and family(column) is None


def _columns(pattern: Pattern) -> Iterator[Problem]:
    line = pattern.query.items[0].spot.line
    names = dict.fromkeys(family(column.name) or column.name for column in pattern.columns)
    yield from head.result_problems(tuple(names), line)
    for column, item in zip(pattern.columns, pattern.query.items, strict=True):
        yield from (Problem(item.spot.line, what) for what in _shape(column))


def _shape(column: Column) -> Iterator[str]:
    kind = family(column.name)
    if kind and (column.type, column.is_list) != _SHAPES[kind]:
        wanted = "collect(DISTINCT …) of texts" if _SHAPES[kind][1] else "a date, such as max(…)"
        yield f"column {column.name} must be {wanted}"
    elif column.name in ("location_id", SUBJECT) and (column.type, column.is_list) != _ID:
        yield f"column {column.name} must be one id, such as l.id"
    elif column.is_list and column.type is not Type.TEXT:
        yield f"column {column.name}: a list holds texts; count it or take the latest"


def text_problems(pattern: Pattern) -> Iterator[Problem]:
    """Words and codes that no pattern may use, whatever becomes of its rows."""
    for item in pattern.query.items:
        yield from (Problem(item.spot.line, what) for _, what in proxies.names([item.name]))
    for part in walking.below(pattern.query):
        if isinstance(part, tree.Literal) and isinstance(part.value, str):
            for word, group in words.of_origin(part.value):
                yield Problem(part.spot.line, f"{word!r} speaks of {group}")
    yield from _codes(pattern)


def _codes(pattern: Pattern) -> Iterator[Problem]:
    """SBI codes are read together with their version: 2008 and 2025 share codes."""
    read: dict[tuple[str, str], int] = {}
    for part in walking.below(pattern.query):
        if isinstance(part, tree.Property):
            read.setdefault((part.owner, part.name), part.spot.line)
    for (owner, name), line in sorted(read.items()):
        if name == "main_sbi" and (owner, "sbi_version") not in read:
            what = "main_sbi is read without sbi_version of the same node: the versions share codes"
            yield Problem(line, what)


def coded(flows: Flows, facts: Sequence[str]) -> Coded:
    """Which columns of a pattern hold SBI codes, and which say their version."""
    columns = {name: {atom.name for atom in flows.result[name]} for name in facts}
    return Coded(
        frozenset(name for name in facts if "activity.code" in columns[name]),
        frozenset(name for name in facts if columns[name] & {"activity.version"}),
    )


def _proxies(header: Header, pattern: Pattern, flows: Flows) -> Iterator[Problem]:
    line = pattern.query.items[0].spot.line
    result: dict[str, Atoms] = {}
    for name, atoms in flows.result.items():
        if name != SUBJECT:
            result[family(name) or name] = atoms | result.get(family(name) or name, frozenset())
    yield from proxies.of_flows(header.feature, Flows(flows.used, flows.tests, result), line)
    yield from (Problem(1, w) for _, w in proxies.names([header.feature, *header.params]))
