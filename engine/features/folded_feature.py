"""A feature as network patterns and one SELECT that folds their rows into facts per location.

What a pattern cannot say stands in the fold: conditional counts, the strongest of several, windows,
a join to a canonical table. The patterns run on either backend, the fold in DuckDB after both, so
that the facts are equal. The fold reads rows by the name of their pattern; gate and lineage are
those of the patterns and of what the fold reads itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sqlglot import exp

from engine.errors import PatternError
from engine.features import (
    assembly,
    functions,
    guard,
    head,
    lineage,
    pattern_feature,
    pattern_flows,
    proxies,
    sections,
    sql_feature,
)
from engine.features.feature import Feature, Fold
from engine.features.flows import Flows
from engine.features.given import Given
from engine.features.sections import Part, Sections
from engine.network.patterns import Pattern, parse
from engine.yaml_file import Problem


def checked(file: Path, text: str) -> tuple[Feature | None, list[Problem]]:
    """Check the text of a `.cypher` file, with a fold or without one.

    Returns:
        The feature, None when it may not run, and all that is wrong with it.
    """
    divided, wrong = sections.split(text)
    if divided is None:
        return pattern_feature.checked(file, text)
    header, known_columns, problems = head.read(file, divided.head)
    patterns, unread = _patterns(divided)
    problems += [*wrong, *unread]
    if problems or divided.fold is None:
        return None, problems
    flows = {name: pattern_flows.trace(pattern) for name, pattern in patterns.items()}
    given = {name: _given(pattern, flows[name]) for name, pattern in patterns.items()}
    tree, problems = guard.statement(divided.fold.text, functions.in_features(), given)
    reads, untraced = lineage.trace(tree, given) if tree else (None, [])
    problems += untraced
    if tree is None or reads is None:
        return None, problems
    problems += head.placeholders(header, _named(patterns, tree))
    problems += _unread(divided, tree)
    problems += sql_feature.result_problems(tree, reads)
    problems += [p for pattern in patterns.values() for p in pattern_feature.text_problems(pattern)]
    merged = _merged(patterns, flows, reads)
    problems += proxies.in_feature(header.feature, tree, merged.flows)
    problems += [Problem(1, what) for _, what in proxies.names([header.feature, *header.params])]
    if problems:
        return None, list(dict.fromkeys(problems))
    fold = Fold(patterns, divided.fold.text, guard.placeholders(tree), reads.tables)
    asked = [param.name for pattern in patterns.values() for param in pattern.params]
    found = assembly.feature(
        file,
        text,
        header,
        known_columns,
        merged,
        placeholders=[*fold.placeholders, *asked],
        fold=fold,
    )
    return found, []


def without_patterns(feature: Feature) -> Feature:
    """The feature as it can be remembered: a pattern is read quickly, a fold is checked slowly."""
    return replace(feature, fold=replace(feature.fold, patterns={})) if feature.fold else feature


def with_patterns(feature: Feature, text: str) -> Feature:
    """A remembered feature with the patterns of its text, which were sound when it was checked."""
    divided, _ = sections.split(text)
    if feature.fold is None or divided is None:
        return feature
    return replace(feature, fold=replace(feature.fold, patterns=_patterns(divided)[0]))


def _patterns(divided: Sections) -> tuple[dict[str, Pattern], list[Problem]]:
    found: dict[str, Pattern] = {}
    problems: list[Problem] = []
    for part in divided.patterns:
        try:
            found[part.name] = parse(part.text)
        except PatternError as error:
            place = f"column {error.column}: " if error.column else ""
            problems.append(Problem(_line(part, error), f"{place}{error.what}"))
    return found, problems


def _line(part: Part, error: PatternError) -> int:
    """Of an error that is at no place, the line of the part's mark."""
    return max(error.line or 1, part.line)


def _given(pattern: Pattern, flows: Flows) -> Given:
    """The rows of a pattern as the fold sees them."""
    types = {
        column.name: f"{column.type.value}{'[]' if column.is_list else ''}"
        for column in pattern.columns
    }
    return Given(types, flows.result, pattern_feature.coded(flows, tuple(types)))


def _named(patterns: Mapping[str, Pattern], tree: exp.Query) -> Iterator[tuple[str, int]]:
    """Every placeholder with its line."""
    for pattern in patterns.values():
        yield from ((param.name, param.spot.line) for param in pattern.params)
    yield from ((node.name, guard.line_of(node)) for node in tree.find_all(exp.Placeholder))


def _unread(divided: Sections, tree: exp.Query) -> Iterator[Problem]:
    read = {table.name for table in tree.find_all(exp.Table)}
    for part in divided.patterns:
        if part.name not in read:
            yield Problem(part.line, f"pattern {part.name} is not read in the fold")


def _merged(
    patterns: Mapping[str, Pattern], flows: Mapping[str, Flows], fold: lineage.Reads
) -> lineage.Reads:
    """What is read and compared in any part; what comes out is what the fold returns."""
    used: dict[str, int] = dict(fold.flows.used)
    for one in flows.values():
        for column, line in one.used.items():
            used[column] = min(line, used.get(column, line))
    tests = {test for one in (*flows.values(), fold.flows) for test in one.tests}
    parts = [fold, *(pattern_feature.reads(patterns[name], flows[name]) for name in patterns)]
    return lineage.Reads(
        tables=tuple(sorted({table for part in parts for table in part.tables})),
        columns=tuple(sorted({column for part in parts for column in part.columns})),
        gate=max((part.gate for part in parts), key=lambda gate: gate.rank),
        result=fold.result,
        coded=fold.coded,
        flows=Flows(used, tuple(sorted(tests)), fold.flows.result),
    )
