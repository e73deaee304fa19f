"""What every feature file needs, in whatever language: its header, its params, its columns."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlglot import exp

from engine.features import functions, guard, run_hits, spans
from engine.features.feature import LOCATION, REQUIRED, RESERVED
from engine.features.header import MARKS, Header
from engine.features.header import parse as parse_header
from engine.yaml_file import Problem


def read(file: Path, text: str) -> tuple[Header, tuple[str, ...], list[Problem]]:
    """The header of a feature file, the columns that `known_when` reads, and what is wrong."""
    header, problems = parse_header(text, MARKS[file.suffix])
    if header.feature and header.feature != file.stem:
        what = f"the feature calls itself {header.feature!r}: a file is named after its feature"
        problems.append(Problem(header.lines["feature"], what))
    known_columns, wrong = _known_when(header)
    return header, known_columns, [*problems, *wrong]


def placeholders(header: Header, named: Iterable[tuple[str, int]]) -> Iterator[Problem]:
    """Placeholders that nothing binds, and what is declared and never used.

    Args:
        header: declares the params, and whether hits of the run are bound.
        named: every placeholder of the text, with its 1-based line.
    """
    used = {header.hits_within}
    for name, line in named:
        known = name if _is_bound(name, header) else spans.base(name, header.params)
        used.add(known)
        if known is None:
            key = "hits" if name in run_hits.BOUND else "params"
            what = f"${name} is bound by nothing: declare it under `{header.mark} {key}:`"
            yield Problem(line, what)
    for name in header.params:
        if name in run_hits.BOUND:
            yield Problem(header.lines["params"], f"param {name!r}: the key hits binds that name")
        elif name not in used:
            yield Problem(header.lines["params"], f"param {name!r} is declared and not used")
    if header.hits and run_hits.HIT_LOCATIONS not in used:
        what = f"hits are declared and ${run_hits.HIT_LOCATIONS} is not used"
        yield Problem(header.lines["hits"], what)


def _is_bound(name: str, header: Header) -> bool:
    return name == "as_of" or (bool(header.hits) and name in run_hits.BOUND)


def _known_when(header: Header) -> tuple[tuple[str, ...], list[Problem]]:
    if header.known_when is None:
        return (), []
    line = header.lines["known_when"]
    tree, problems = guard.expression(header.known_when, functions.in_predicates())
    if tree is None:
        return (), [Problem(line, f"known_when: {p.what}") for p in problems]
    known = {column.name for column in LOCATION}
    columns = list(tree.find_all(exp.Column))
    wrong = [c.sql("duckdb") for c in columns if c.table != "location" or c.name not in known]
    if wrong or guard.placeholders(tree):
        what = f"known_when reads columns of location only, not {', '.join(wrong) or 'params'}"
        return (), [Problem(line, what)]
    return tuple(sorted({c.name for c in columns})), []


def result_problems(names: tuple[str, ...], line: int) -> Iterator[Problem]:
    """Columns that are missing, named badly, or returned twice."""
    for name in REQUIRED:
        if name not in names:
            yield Problem(line, f"a feature must return {name}")
    for name in dict.fromkeys(names):
        if not guard.NAME.fullmatch(name):
            yield Problem(line, f"column {name!r} needs a lower-case name: … AS name")
        elif names.count(name) > 1:
            yield Problem(line, f"column {name!r} is returned twice")
        elif name in RESERVED:
            yield Problem(line, f"column {name!r} is a name that the engine uses")
