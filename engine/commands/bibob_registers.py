"""`dijkwacht bibob hooks|registers`: where a file may begin, and what own registers say for it."""

from dataclasses import asdict
from typing import Annotated

import typer

from connectors.dates import dutch_day
from engine import snapshot
from engine.casework import holds, places
from engine.commands import bibob_options as options
from engine.commands.bibob_files import Format, dumps
from engine.commands.bibob_options import OFFICER, RoleOption, UserOption
from engine.commands.options import DEFAULT_RUNS, RunsFolder
from engine.exports.bibob import hooks as hooks_of
from engine.exports.bibob import registers as registers_of
from engine.exports.bibob import registers_text


def hooks(
    words: Annotated[str, typer.Argument(help="Case number, licence, KVK number or address.")],
    user: UserOption,
    run: Annotated[str, typer.Option("--run", help="Default: the newest run.")] = "",
    out: RunsFolder = DEFAULT_RUNS,
    format_: Format = "text",
    role: RoleOption = OFFICER,
) -> None:
    """Find applications and licences, and whether a file may rest on them; nothing else is told."""
    found = snapshot.find(run, out=out) if run else snapshot.newest(out)
    with options.looking(user, role) as (session, who, now):
        masked = holds.masked(session, places.identities(found), as_of=dutch_day(now))
        papers = hooks_of.find(session, found, words, user=who, masked=masked)
    if format_ == "json":
        print(dumps([asdict(one) for one in papers]))
        return
    for one in papers:
        print(registers_text.paper(one))
    if not papers:
        print("Geen aanvraag of vergunning gevonden, dus geen haak in de registers van deze run.")


def registers(
    number: options.Number,
    user: UserOption,
    run: Annotated[str, typer.Option("--run", help="Default: the newest run.")] = "",
    out: RunsFolder = DEFAULT_RUNS,
    format_: Format = "text",
    role: RoleOption = OFFICER,
) -> None:
    """Tell what own registers say of the companies and the place of a file; it is logged."""
    found = snapshot.find(run, out=out) if run else snapshot.newest(out)
    with options.looking(user, role) as (session, who, now):
        told = registers_of.told(session, found, number, user=who, now=now)
    print(dumps(asdict(told)) if format_ == "json" else registers_text.to_text(told))
