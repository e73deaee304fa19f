"""`dijkwacht rules whatif`, `shadow`, `compare` and `backtest`: try packs before they count."""

import json
import os
import sys
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from engine import snapshot
from engine.commands.options import (
    DEFAULT_RUNS,
    RulesFolder,
    RunsFolder,
    parse_date,
    state_folder,
    today,
    vault_file,
)
from engine.commands.progress_bar import progress_bar
from engine.errors import WorkbenchError
from engine.register import pseudonyms
from engine.register.vault import Vault
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.settings import SHIPPED_RULES, Settings, load_settings
from engine.sources_file import load_sources
from engine.workbench import backtest as backtesting
from engine.workbench import (
    backtest_text,
    changes,
    comparison,
    comparison_text,
    effect_text,
    shadow_text,
)
from engine.workbench import shadow as shadowing
from engine.workbench.backtest_cache import Cache
from engine.workbench.session import Session

RunName = Annotated[str, typer.Argument(help="Path or start of the name of a run.")]
Format = Annotated[Literal["text", "json"], typer.Option("--format")]


def whatif(
    run: RunName,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="RULE.KEY=VALUE", help="Such as GEN-01.points=4."),
    ] = None,
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
    recompute: Annotated[
        bool, typer.Option("--recompute", help="Also params that a feature's own SQL uses; slower.")
    ] = False,
    format_: Format = "text",
) -> None:
    """Tell what other thresholds, points, status, group or expiry would do to a run.

    Computed from the facts that the run stored; the run and the packs stay as they are.
    """
    found = snapshot.find(run, out=out)
    ruleset, settings = _packs(rules)
    try:
        wanted = [changes.parse(text, ruleset) for text in set_ or ()]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--set") from error
    with Session(found, ruleset, settings) as session:
        effect = session.what_if(wanted, recompute=recompute)
    _print(format_, effect_text.to_text(effect), effect_text.to_data(effect))


def shadow(
    run: RunName,
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
    format_: Format = "text",
) -> None:
    """Tell what every experimental rule would change if it counted."""
    found = snapshot.find(run, out=out)
    with Session(found, *_packs(rules)) as session:
        told = shadowing.shadow(session)
    _print(format_, shadow_text.to_text(told), shadow_text.to_data(told))


def compare(
    run: RunName,
    rules: Annotated[Path, typer.Option("--rules", help="Folder with the new packs.")],
    against: Annotated[
        Path | None, typer.Option("--against", help="Folder with the old packs; default: the run.")
    ] = None,
    out: RunsFolder = DEFAULT_RUNS,
    format_: Format = "text",
) -> None:
    """Compare two versions of the packs on one run: rules, locations, work and the list."""
    found = snapshot.find(run, out=out)
    for folder in (rules, against):
        if folder is not None:
            _refuse_no_packs(folder)
    with progress_bar() as progress:
        told = comparison.compare(found, rules, against=against, progress=progress)
    _print(format_, comparison_text.to_text(told), comparison_text.to_data(told))


def backtest(
    sources: Annotated[Path, typer.Option("--sources", help="The sources.yaml to read.")],
    rules: RulesFolder = None,
    pack: Annotated[
        list[str] | None, typer.Option("--pack", help="Report on this pack; may be repeated.")
    ] = None,
    as_of: Annotated[
        list[date] | None,
        typer.Option(
            "--as-of", parser=parse_date, metavar="YYYY-MM-DD", help="A date; may be repeated."
        ),
    ] = None,
    months: Annotated[
        int | None,
        typer.Option("--months", min=1, help="Go back so far from the newest --as-of, or today."),
    ] = None,
    every: Annotated[Literal["month", "week"], typer.Option("--every")] = "month",
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the report, with its hash, to this file.")
    ] = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", help="Keep results per date here, to go on later.")
    ] = None,
    format_: Format = "text",
) -> None:
    """Judge packs on past dates with the deliveries of then; nothing is published."""
    days = _days(as_of or [], months, every)
    _refuse_no_packs(rules or SHIPPED_RULES)
    settings = load_settings(rules)
    kept = Cache(cache or state_folder() / "backtest")
    kept.sweep(today=today(), weeks=settings.retention.run_weeks)
    key = pseudonyms.load_key()
    with ExitStack() as opened:
        is_live = any(spec.url for spec in load_sources(sources).sources.sources)
        copies = opened.enter_context(Vault(vault_file(), key)) if is_live else None
        progress = opened.enter_context(progress_bar())
        request = backtesting.Request(
            sources=sources,
            days=days,
            key=key,
            rules=rules,
            packs=pack or (),
            cache=kept,
            copies=copies,
        )
        found = backtesting.backtest(request, progress=progress)
    report = found.report.to_json()
    if out is not None:
        _write(out, report)
        print(f"dijkwacht: rapport geschreven naar {out}", file=sys.stderr)
    print(report.rstrip() if format_ == "json" else backtest_text.to_text(found))


def _days(as_of: list[date], months: int | None, every: str) -> tuple[date, ...]:
    if months is None:
        if not as_of:
            raise typer.BadParameter("geef --as-of, één of meer keren, of --months")
        return tuple(as_of)
    last = max(as_of, default=today())
    return (*as_of, *backtesting.dates_back(last, months=months, every=every))


def _packs(rules: Path | None) -> tuple[RuleSet, Settings]:
    folder = rules or SHIPPED_RULES
    _refuse_no_packs(folder)
    own = folder if (folder / "settings.yml").is_file() else None
    return loader.load(folder), load_settings(own)


def _refuse_no_packs(folder: Path) -> None:
    if not (folder / "packs").is_dir():
        raise WorkbenchError(
            "{folder}: geen map met packs: er horen packs/, features/ en tables/ in te staan",
            folder=str(folder),
        )


def _print(format_: str, text: str, data: object) -> None:
    if format_ == "json":
        print(json.dumps(data, ensure_ascii=False, indent=1, default=str))
    else:
        print(text)


def _write(file: Path, text: str) -> None:
    """Write the report whole or not at all."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(text, "utf-8")
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise WorkbenchError(
            "{file}: niet te schrijven ({error}); kies een andere plek",
            file=str(file),
            error=str(error),
        ) from error
