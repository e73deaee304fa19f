"""`dijkwacht rules skew`: where a rule hits more, or less, than elsewhere."""

import dataclasses
import json
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table as RichTable

from engine import snapshot
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder, rules_folder
from engine.exports.words import number, word
from engine.rules import loader
from engine.workbench import skew as of
from engine.workbench.precision import Share

_BY = {"town": "kern", "legal_form": "rechtsvorm", "kind": "soort object"}


def skew(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also groups that do not differ.")
    ] = False,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Tell which rules hit a village, legal form or kind of object more or less than the rest."""
    settings = loader.settings_of(rules_folder(rules)).skew
    found = of.of_run(snapshot.find(run, out=out), settings)
    shown = [one for one in found if everything or one.is_skewed]
    if format_ == "json":
        rows = [{**dataclasses.asdict(one), "is_skewed": one.is_skewed} for one in shown]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = RichTable("regel", "naar", "groep", "in de groep", "daarbuiten")
    for one in shown:
        group = one.group if one.by_kind == "town" else word(one.by_kind, one.group)
        table.add_row(one.rule_id, _BY[one.by_kind], group, _text(one.inside), _text(one.outside))
    Console(width=120).print(table)
    print(
        f"{len(shown)} van {len(found)} groepen wijken af. Een afwijking is een vraag: "
        "staat de regel voor iets dat niet gebruikt mag worden?"
    )


def _text(share: Share) -> str:
    low, high = (number(100 * (bound or 0), 1) for bound in (share.low, share.high))
    return f"{share.right} van {share.judged} ({low} tot {high}%)"
