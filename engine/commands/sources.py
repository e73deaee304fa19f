"""`dijkwacht sources`: check, ask and describe the deliveries in sources.yaml."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

import connectors
from connectors import check as source_check
from connectors import document
from engine import snapshot
from engine.commands import area, geocode, lazy, source_table
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder, Today, vault_file
from engine.commands.progress_bar import progress_bar
from engine.errors import SettingsError
from engine.exports import source_report, trial
from engine.register import fetching, pseudonyms
from engine.register.copies import CopyStore
from engine.register.fetching import FetchReport
from engine.register.vault import Vault
from engine.settings import load_settings
from engine.sources_file import SourcesFile, load_sources

_ERRORS = {name: ("source_errors", name) for name in ("list", "report", "send", "settle")}
_ERRORS["list"] = ("source_errors", "list_")
app = typer.Typer(help="The deliveries in sources.yaml.", no_args_is_help=True)
app.command("geocode")(geocode.geocode)
app.command("bag")(geocode.bag)
app.command("area")(area.area)
app.add_typer(lazy.group(_ERRORS, text="Facts of a source that somebody doubts."), name="errors")

SourcesOption = Annotated[Path, typer.Option("--sources", help="The sources.yaml to read.")]


@app.command()
def check(
    as_of: Today,
    sources: SourcesOption = Path("sources.yaml"),
    names_only: Annotated[
        bool, typer.Option("--names-only", help="Do not read the deliveries.")
    ] = False,
    quarantine: Annotated[
        Path | None, typer.Option("--quarantine", help="Write what is refused to this CSV.")
    ] = None,
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
) -> None:
    """Try a sources.yaml: names and columns, then what each delivery would give.

    Nothing is stored: no run, no names. Every source is tried, also after one that fails.
    """
    file = load_sources(sources)
    source_check.check(file)
    if names_only:
        print(f"{sources}: {len(file.sources.sources)} sources, no findings")
        return
    with progress_bar() as progress:
        tried = trial.try_sources(
            file,
            as_of=as_of,
            settings=load_settings(rules),
            open_vault=lambda: Vault(vault_file(), pseudonyms.load_key()),
            progress=progress,
        )
    source_table.show(tried.states, snapshot.list_runs(out))
    if quarantine is not None:
        quarantine.write_bytes(source_report.quarantine_csv(tried.quarantine))
        print(f"{quarantine}: {len(tried.quarantine)} rows")
    failed = [spec.id for spec in file.sources.sources if spec.id in tried.unreadable]
    needed = [spec.id for spec in file.sources.sources if not spec.optional and spec.id in failed]
    if needed:
        raise SettingsError(f"a run would stop at: {', '.join(needed)}", file=sources)


@app.command()
def template(
    connector: str,
    table: Annotated[
        str | None, typer.Option("--table", help="Canonical table of a `table` source.")
    ] = None,
) -> None:
    """Print a commented example for a connector, or for the export that fills one table."""
    if table is None:
        print(source_check.template(connector))
    elif connector == "table":
        print(source_check.table_template(table))
    else:
        raise SettingsError(f"--table is for the connector `table`, not for {connector}")


@app.command()
def docs(
    file: Annotated[Path, typer.Option("--file", help="Where to write it.")] = Path(
        "docs/data-sources.md"
    ),
) -> None:
    """Write docs/data-sources.md from the connectors and rules/sources."""
    file.write_text(document.document(load_settings().live.keep_days), encoding="utf-8")
    print(file)


@app.command("fetch")
def fetch_command(
    sources: SourcesOption = Path("sources.yaml"),
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Id of a source; may be repeated.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also what was fetched today.")] = False,
    rules: RulesFolder = None,
) -> None:
    """Ask the live sources (url:) and keep encrypted copies in the vault; `run` reads these."""
    file = load_sources(sources)
    source_check.check(file)
    with Vault(vault_file(), pseudonyms.load_key()) as vault:
        reports = fetch(file, vault, rules=rules, only=only or (), again=again)
    for report in reports:
        print(_line(report))
    if not reports:
        print(f"{sources}: no source has url:, so there is nothing to ask")
    if any(report.problem for report in reports):
        raise SettingsError("not every source could be asked; the messages stand above")


def fetch(
    file: SourcesFile,
    vault: Vault,
    *,
    rules: Path | None,
    only: Sequence[str] = (),
    again: bool = False,
) -> tuple[FetchReport, ...]:
    """Ask the live sources with progress and problems on stderr.

    Raises:
        SettingsError: an option is wrong, or a secret is not set.
        RunError: the vault cannot be used.
    """
    if not any(spec.url for spec in file.sources.sources):
        return ()
    with progress_bar() as progress:
        reports = fetching.fetch(
            file,
            store=CopyStore(vault),
            find=connectors.find,
            settings=load_settings(rules),
            now=lambda: datetime.now(UTC),
            progress=progress,
            only=only,
            again=again,
        )
    for report in reports:
        if report.problem:
            print(f"dijkwacht: {report.problem}{_instead(report)}", file=sys.stderr)
    return reports


def _instead(report: FetchReport) -> str:
    if report.fetched is None:
        return ""
    return f"; the fetch of {report.fetched.day} is used instead"


def _line(report: FetchReport) -> str:
    if report.fetched is None:
        return f"{report.source}: nothing fetched"
    state = "fetched" if report.is_new else "not asked" if report.problem else "up to date"
    return f"{report.source}: {state}, {report.copies} answers of {report.fetched.day}"
