"""`dijkwacht rules`: list the rules, lint the packs, run their cases."""

import dataclasses
import json
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table as RichTable

from engine.commands.options import RulesFolder
from engine.errors import RulePackError
from engine.rules import cases, loader
from engine.settings import SHIPPED_RULES

app = typer.Typer(help="The rule packs.", no_args_is_help=True)

_SHOWN = ("id", "pack", "version", "status", "role", "gate", "points", "title")


@app.command("list")
def list_(
    rules: RulesFolder = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """List every rule, by id."""
    found = loader.load(_folder(rules)).rules
    if format_ == "json":
        print(json.dumps([r.model_dump(mode="json") for r in found], ensure_ascii=False, indent=1))
        return
    table = RichTable(*_SHOWN)
    for rule in found:
        table.add_row(*(str(getattr(rule, name)) for name in _SHOWN))
    Console(width=140).print(table)


@app.command()
def lint(rules: RulesFolder = None) -> None:
    """Check packs, features and filters; every finding with file and line."""
    _report(loader.lint(_folder(rules)), "no findings")


@app.command("test")
def run_cases(rules: RulesFolder = None) -> None:
    """Run the cases written in the packs."""
    ruleset = loader.load(_folder(rules))
    count = sum(len(rule.cases) for rule in ruleset.rules)
    _report(cases.check_cases(ruleset), f"{count} cases hold")


def _folder(rules: Path | None) -> Path:
    folder = rules or SHIPPED_RULES
    if not (folder / "packs").is_dir():
        raise RulePackError("no folder of packs: it has packs/, features/ and tables/", file=folder)
    return folder


def _report(findings: list[loader.Finding], fine: str) -> None:
    for finding in findings:
        print(" ".join(str(part) for part in dataclasses.astuple(finding)))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)
    print(fine if not findings else f"{len(findings)} warnings")
