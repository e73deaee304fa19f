"""`dijkwacht rules history`: what became of each rule, and whether it should count for less."""

import dataclasses
import json
import sys
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table as RichTable

from engine import snapshot
from engine.commands.casework import opened_casework
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder, rules_folder
from engine.exports import words
from engine.precision import NOTHING_JUDGED, Lift, Share
from engine.rules import loader
from engine.workbench import history as of
from engine.workbench import pack_files
from engine.workbench.history import History, RuleHistory


def history(
    rule_id: Annotated[str | None, typer.Argument(help="One rule; default: all of them.")] = None,
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Tell hits per run, what people found, precision and lift; propose demotions."""
    folder = rules_folder(rules)
    if rule_id is not None:
        pack_files.holding(pack_files.read_packs(folder), rule_id)
    wanted = [rule for rule in loader.load(folder).rules if rule_id in (None, rule.id)]
    with opened_casework() as casework, casework.reading() as session:
        settings = loader.settings_of(folder).precision
        found = of.of_rules(session, snapshot.list_runs(out), wanted, settings=settings)
    if format_ == "json":
        print(json.dumps(dataclasses.asdict(found), default=str, ensure_ascii=False, indent=1))
    elif rule_id is None:
        _show_all(found)
    else:
        print(to_text(found.rules[0], found.base))


def to_text(one: RuleHistory, base: Share) -> str:
    """The history of one rule as lines of Dutch, ending without a newline."""
    tally = one.tally
    lines = [
        f"{one.rule_id} {one.title} ({one.status})",
        f"Terecht {tally.right}, onterecht {tally.wrong}. Telt niet mee: niet te beoordelen "
        f"{tally.unclear}, eerst naar zorg {tally.care_first}, onder een andere of onbekende "
        f"voorwaarde {tally.other_condition}.",
        f"Precisie: {share_text(one.precision)}",
        f"Aselecte groep: {share_text(base)}",
        f"Lift: {lift_text(one.lift)}",
    ]
    named = [f"{text} ({count})" for text, count in tally.reasons if count]
    if named:
        lines.append(f"Waarom onterecht: {', '.join(named)}")
    if one.demotion:
        lines.append(f"Voorstel tot verlagen: {one.demotion.reason}")
    lines.append("Runs:" if one.runs else "Nog geen run waarin deze regel staat.")
    for run in one.runs:
        counts = "niet beoordeeld"
        if run.hits is not None:
            counts = f"{words.number(run.hits)} treffers, {words.number(run.unknown)} onbekend"
        change = "" if run.change is of.Change.NONE else f", {run.change.label}"
        lines.append(f"  {run.as_of}  versie {run.version} ({run.hash[:8]}): {counts}{change}")
    return "\n".join(lines)


def share_text(share: Share) -> str:
    """A share as a percentage with its interval; in words when it is not known."""
    if share.value is None:
        return f"niet bekend ({NOTHING_JUDGED})"
    parts = (share.value, share.low or 0, share.high or 0)
    value, low, high = (words.number(100 * part, 1) for part in parts)
    return f"{value}% ({low} tot {high}%, {share.right} van {share.judged})"


def lift_text(lift: Lift) -> str:
    """A ratio with its interval; in words when it is not known."""
    if lift.value is None:
        return f"niet bekend ({lift.unknown})"
    value = f"{words.number(lift.value, 2)} keer zo vaak als aselect"
    if lift.low is None:
        return f"{value} (interval niet bekend)"
    low, high = (words.number(part, 2, unknown="onbekend") for part in (lift.low, lift.high))
    return f"{value} ({low} tot {high})"


def _show_all(found: History) -> None:
    console = Console(width=140 if not sys.stdout.isatty() else None)
    table = RichTable("regel", "status", "treffers", "onbekend", "precisie", "lift", "voorstel")
    for one in found.rules:
        last = one.runs[-1] if one.runs else None
        table.add_row(
            one.rule_id,
            one.status,
            words.number(last.hits if last else None),
            words.number(last.unknown if last else None),
            share_text(one.precision),
            lift_text(one.lift),
            f"naar {one.demotion.new}" if one.demotion else "",
        )
    console.print(table)
    console.print(f"Aselecte groep: {share_text(found.base)}", markup=False)
    for one in found.rules:
        if one.demotion:
            console.print(f"{one.rule_id}: {one.demotion.reason}", markup=False)
