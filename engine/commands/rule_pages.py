"""`dijkwacht rules docs` and `explain`: the rules for a reader."""

from pathlib import Path
from typing import Annotated

import typer

from engine.commands.options import RulesFolder, rules_folder
from engine.errors import RulePackError
from engine.exports.rule_docs import book, overview, page


def docs(
    folder: Annotated[Path, typer.Option("--folder", help="Where to write them.")] = Path(
        "docs/rules"
    ),
    rules: RulesFolder = None,
) -> None:
    """Write a page for every rule and an overview."""
    pages = overview.pages(book.open_book(rules_folder(rules)))
    book.write(pages, folder)
    print(f"{folder}: {len(pages)} pages")


def explain(
    rule_id: Annotated[str, typer.Argument(help="As in `rules list`.")],
    rules: RulesFolder = None,
) -> None:
    """Print the page of one rule."""
    found = book.open_book(rules_folder(rules))
    try:
        rule = found.ruleset.rule(rule_id)
    except KeyError as error:
        raise RulePackError(str(error.args[0])) from error
    print(page.page(found, rule), end="")
