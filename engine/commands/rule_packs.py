"""`dijkwacht rules list`, `lint` and `test`: what stands in the packs, and is it right."""

import json
from collections.abc import Sequence
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from engine.commands.options import RulesFolder, Today, rules_folder
from engine.rules import cases, filters, loader, local_policy

_SHOWN = ("id", "pack", "version", "status", "role", "gate", "points", "title")
_FILTER_SHOWN = ("id", "rule", "state", "starts_on", "expires_on", "owner", "reason")

Format = Annotated[Literal["text", "json"], typer.Option("--format")]


def list_(
    as_of: Today,
    rules: RulesFolder = None,
    format_: Format = "text",
    with_filters: Annotated[
        bool, typer.Option("--filters", help="List the local exclusions instead of the rules.")
    ] = False,
) -> None:
    """List every rule, or every local exclusion and whether it still works, by id."""
    found = loader.load(rules_folder(rules))
    if with_filters:
        _print(_FILTER_SHOWN, [filters.described(one, as_of) for one in found.filters], format_)
        return
    rows = [rule.model_dump(mode="json") for rule in found.rules]
    _print(_SHOWN, rows, format_)


def lint(as_of: Today, rules: RulesFolder = None, format_: Format = "text") -> None:
    """Check packs, features, filters and local policy; every finding with file and line.

    Exit 1 when there is an error; warnings, such as a filter that has expired, stop nothing.
    """
    folder = rules_folder(rules)
    found = [*loader.lint(folder, as_of=as_of), *local_policy.lint(folder, as_of=as_of)]
    _report(found, "no findings", format_)


def run_cases(rules: RulesFolder = None, format_: Format = "text") -> None:
    """Run the cases written in the packs."""
    ruleset = loader.load(rules_folder(rules))
    count = sum(len(rule.cases) for rule in ruleset.rules)
    _report(cases.check_cases(ruleset), f"{count} cases hold", format_)


def _print(columns: Sequence[str], rows: Sequence[dict[str, object]], format_: str) -> None:
    if format_ == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = RichTable(*columns)
    for row in rows:
        table.add_row(*(Text(str(row[name])) for name in columns))
    Console(width=140).print(table)


def _report(findings: Sequence[loader.Finding], fine: str, format_: str) -> None:
    """Print findings and leave with exit 1 when one of them is an error."""
    if format_ == "json":
        rows = [
            {"file": str(f.file), "line": f.line, "severity": f.severity.value, "what": f.what}
            for f in findings
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(finding)
    if any(finding.severity is loader.Severity.ERROR for finding in findings):
        raise typer.Exit(1)
    if format_ == "text":
        print(fine if not findings else f"{len(findings)} warnings")
