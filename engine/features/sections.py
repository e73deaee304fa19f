"""The parts of a `.cypher` feature: its header, patterns with a name, and the SQL that folds them.

`// pattern: <name>` begins a pattern and `// fold:` the statement over its rows, each on a line of
its own. A file without such a line is one pattern.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.features.guard import NAME
from engine.tables import TABLES
from engine.yaml_file import Problem

_MARK = re.compile(r"//\s*(?P<kind>pattern|fold)\s*:(?P<name>.*)")
MAX_PATTERNS = 8
_OWN = ("feature_", "judged_", "incoming")
"""What the names of the engine's own tables in a feature database begin with."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a file.

    Attributes:
        kind: `pattern` or `fold`.
        name: of a pattern, empty for the fold.
        line: 1-based line of its mark.
        text: the part at its place, all other lines empty, so that lines count from the top.
    """

    kind: str
    name: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Sections:
    """A divided file.

    Attributes:
        head: what stands before the first part.
        patterns: in the order of the file.
        fold: None when there is none.
    """

    head: str
    patterns: tuple[Part, ...]
    fold: Part | None


def split(text: str) -> tuple[Sections | None, list[Problem]]:
    """Divide a file at its marks; None when it has none, with what is wrong with its parts."""
    lines = text.split("\n")
    marks = [
        (at, found) for at, line in enumerate(lines) if (found := _MARK.fullmatch(line.strip()))
    ]
    if not marks:
        return None, []
    ends = [at for at, _ in marks[1:]] + [len(lines)]
    parts = [
        Part(
            found["kind"],
            found["name"].strip(),
            at + 1,
            "\n" * (at + 1) + "\n".join(lines[at + 1 : end]),
        )
        for (at, found), end in zip(marks, ends, strict=True)
    ]
    patterns = tuple(part for part in parts if part.kind == "pattern")
    folds = [part for part in parts if part.kind == "fold"]
    sections = Sections("\n".join(lines[: marks[0][0]]), patterns, folds[0] if folds else None)
    return sections, [*_names(patterns), *_order(parts)]


def _order(parts: list[Part]) -> Iterator[Problem]:
    kinds = [part.kind for part in parts]
    for part in parts[kinds.index("fold") + 1 :] if "fold" in kinds else ():
        yield Problem(part.line, f"{part.kind} after the fold: the fold is one, and the last part")
    if "fold" not in kinds:
        what = "patterns with a name need a part `// fold:` with the SELECT over their rows"
        yield Problem(parts[-1].line, what)
    elif kinds[0] == "fold":
        yield Problem(parts[0].line, "a fold needs a part `// pattern: name` before it")
    if parts[-1].kind == "fold" and parts[-1].name:
        yield Problem(parts[-1].line, "the fold has no name: write `// fold:`")


def _names(patterns: tuple[Part, ...]) -> Iterator[Problem]:
    if len(patterns) > MAX_PATTERNS:
        what = f"{len(patterns)} patterns, more than {MAX_PATTERNS}: split it into features"
        yield Problem(patterns[MAX_PATTERNS].line, what)
    names = [part.name for part in patterns]
    for part in patterns:
        if not NAME.fullmatch(part.name):
            yield Problem(part.line, f"{part.name!r} cannot be a pattern: use a_lower_case_name")
        elif part.name in TABLES or part.name.startswith(_OWN):
            yield Problem(part.line, f"pattern {part.name}: a table has that name: choose another")
        elif names.count(part.name) > 1:
            yield Problem(part.line, f"pattern {part.name} stands in this file twice")
