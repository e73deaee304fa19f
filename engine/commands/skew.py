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
from engine.precision import Share
from engine.rules import loader
from engine.workbench import skew as of
from engine.workbench import skew_reasons
from engine.workbench.skew import Skew

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
    folder = rules_folder(rules)
    settings, reasons = loader.settings_of(folder).skew, skew_reasons.read(folder)
    found = of.of_run(snapshot.find(run, out=out), settings, reasons)
    skewed = [one for one in found if one.is_skewed]
    shown = list(found) if everything else skewed
    if format_ == "json":
        print(json.dumps([_data(one) for one in shown], ensure_ascii=False, indent=1))
        return
    table = RichTable("regel", "naar", "groep", "in de groep", "daarbuiten", "maal", "waarom")
    for one in shown:
        group = one.group if one.by_kind == "town" else word(one.by_kind, one.group)
        why = one.justified or ("nog niet onderbouwd" if one.is_skewed else "")
        shares = (_text(one.inside), _text(one.outside))
        ratio = "" if one.ratio is None else number(one.ratio, 2)
        table.add_row(one.rule_id, _BY[one.by_kind], group, *shares, ratio, why)
    Console(width=140).print(table)
    print(
        f"{len(skewed)} van {len(found)} groepen wijken af, "
        f"{sum(one.is_open for one in skewed)} zonder onderbouwing. Een afwijking is een vraag: "
        "staat de regel voor iets dat niet gebruikt mag worden? "
        f"Onderbouw haar in {skew_reasons.FILE}, of zet de regel uit."
    )


def _data(one: Skew) -> dict[str, object]:
    told = {"ratio": one.ratio, "is_skewed": one.is_skewed, "is_open": one.is_open}
    return {**dataclasses.asdict(one), **told}


def _text(share: Share) -> str:
    low, high = (number(100 * (bound or 0), 1) for bound in (share.low, share.high))
    return f"{share.right} van {share.judged} ({low} tot {high}%)"
