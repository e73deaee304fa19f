"""What every feature file needs, in whatever language: its header, its params, its columns."""

from collections.abc import Collection, Iterator
from pathlib import Path

from sqlglot import exp

from engine.features import functions, guard
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


def unbound(name: str, header: Header) -> str:
    """Why a placeholder has no value."""
    return f"${name} is bound by nothing: declare it under `{header.mark} params:`"


def unused(header: Header, used: Collection[str | None]) -> Iterator[Problem]:
    """Params that are declared and that nothing in the text speaks of."""
    for name in header.params:
        if name not in used:
            yield Problem(header.lines["params"], f"param {name!r} is declared and not used")


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
