"""A feature in SQL: one SELECT over canonical tables, traced to the columns that it reads."""

from collections.abc import Iterator
from pathlib import Path

from sqlglot import exp

from engine.features import assembly, functions, guard, head, lineage, proxies
from engine.features.feature import Feature
from engine.yaml_file import Problem


def checked(file: Path, text: str) -> tuple[Feature | None, list[Problem]]:
    """Check the text of a `.sql` file; None when it may not run, with everything that is wrong."""
    header, known_columns, problems = head.read(file, text)
    tree, refused = guard.statement(text, functions.in_features())
    problems += refused
    if tree is None:
        return None, problems
    reads, untraced = lineage.trace(tree)
    named = [(node.name, guard.line_of(node)) for node in tree.find_all(exp.Placeholder)]
    problems += [*untraced, *head.placeholders(header, named)]
    if reads is None:
        return None, problems
    problems += result_problems(tree, reads)
    problems += proxies.in_feature(header.feature, tree, reads.flows)
    problems += [Problem(1, what) for _, what in proxies.names([header.feature, *header.params])]
    if problems:
        return None, problems
    asked = guard.placeholders(tree)
    return assembly.feature(file, text, header, known_columns, reads, placeholders=asked), []


def result_problems(tree: exp.Query, reads: lineage.Reads) -> Iterator[Problem]:
    """What is wrong with the columns of a statement, as they are written and as they come out."""
    written = [name for name in tree.named_selects if name != "*"]
    names = (*reads.result, *sorted({*written} - {*reads.result}))
    yield from head.result_problems(names, guard.line_of(tree))
