"""`dijkwacht export weekly|inspection|letter|training|access`: papers made from a run alone."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from engine import snapshot
from engine.casework.models import Role
from engine.commands.case_options import RoleOption, UserOption
from engine.commands.export_options import (
    DOCX,
    RUNS,
    Folder,
    Formats,
    RunArgument,
    RunsOption,
    To,
    Why,
    make,
)  # fmt: skip
from engine.commands.options import parse_date
from engine.errors import PaperError
from engine.exports.papers import access as answers
from engine.exports.papers import inspection as plans
from engine.exports.papers import letter as letters
from engine.exports.papers import training as practice
from engine.exports.papers import weekly as lists
from engine.exports.papers.produce import Build
from engine.translatable import mark, sentence

_DAY = {"parser": parse_date, "metavar": "YYYY-MM-DD"}
Located = tuple[snapshot.Run, str]
Kind = Literal["owner", "residents", "entrepreneurs"]
Locations = Annotated[list[str], typer.Option("--location", help="Location id; repeatable.")]


def weekly(
    run: RunArgument,
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make the list of a run's week: neutral facts, and what was judged."""
    found = snapshot.find(run, out=runs)
    make(
        lists.CONTRACT,
        lambda session, who, texts: lists.draft(session, found, user=who, texts=texts),
        user=user, role=role, reason=reason, to=to, formats=format_, folder=folder,
    )  # fmt: skip


def inspection(
    run: RunArgument,
    location: Locations,
    on: Annotated[date, typer.Option("--on", help="Day of the inspection.", **_DAY)],
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make the plan of a joint inspection, with map and route from the first location on."""
    found = snapshot.find(run, out=runs)
    make(
        plans.CONTRACT,
        lambda session, who, texts: plans.draft(
            session, found, locations=location, held_on=on, user=who, texts=texts
        ),
        user=user, role=role, reason=reason, to=to, formats=format_, folder=folder,
    )  # fmt: skip


def letter(
    kind: Annotated[Kind, typer.Argument(help="Whom it is for.")],
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    run: Annotated[str | None, typer.Option("--run", help="Run of the location.")] = None,
    location: Annotated[str | None, typer.Option("--location", help="Location id.")] = None,
    subject: Annotated[str, typer.Option("--subject", help="What an owner is written about.")] = "",
    selected: Annotated[
        bool | None,
        typer.Option("--selected/--not-selected", help="Did automated selection play a role?"),
    ] = None,
    instrument: Annotated[str, typer.Option("--instrument", help="Code of the measure.")] = "",
    starts: Annotated[date | None, typer.Option("--from", help="First day.", **_DAY)] = None,
    ends: Annotated[date | None, typer.Option("--until", help="Last day.", **_DAY)] = None,
    area: Annotated[str, typer.Option("--area", help="Area of the entrepreneurs.")] = "",
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make a letter that explains and helps; it holds no signal and no name."""
    build: Build
    if kind == "entrepreneurs":
        _need(area=area)
        contract, build = letters.ENTREPRENEURS, lambda *_: letters.to_entrepreneurs(area=area)
    elif kind == "owner":
        contract, build = letters.OWNER, _to_owner(_located(run, location, runs), subject, selected)
    else:
        _need(instrument=instrument)
        at = _located(run, location, runs)
        contract, build = letters.RESIDENTS, _to_residents(at, instrument, starts, ends)
    make(
        contract, build, user=user, role=role, reason=reason, to=to, formats=format_,
        folder=folder,
    )  # fmt: skip


def _to_owner(at: Located, subject: str, selected: bool | None) -> Build:
    run, location = at
    if selected is None:
        raise PaperError(mark("geef --selected of --not-selected: dat staat in de brief"))
    return lambda session, who, _: letters.to_owner(
        session, run, location=location, subject=subject, is_selected=selected, user=who
    )


def _to_residents(at: Located, instrument: str, starts: date | None, ends: date | None) -> Build:
    run, location = at
    if starts is None:
        raise PaperError(mark("geef --from: de eerste dag van de maatregel"))
    return lambda session, who, texts: letters.to_residents(
        session, run, location=location, instrument=instrument, starts_on=starts, ends_on=ends,
        phrases=texts.of.phrases, user=who,
    )  # fmt: skip


def training(
    run: RunArgument,
    location: Annotated[str, typer.Option("--location", help="Location id.")],
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make a practice case out of the invented municipality."""
    found = snapshot.find(run, out=runs)
    make(
        practice.CONTRACT,
        lambda _session, _who, texts: practice.draft(found, location=location, texts=texts),
        user=user, role=role, reason=reason, to=to, formats=format_, folder=folder,
    )  # fmt: skip


def access(
    run: RunArgument,
    location: Annotated[str, typer.Option("--location", help="Location id.")],
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.PRIVACY_OFFICER,
) -> None:
    """Answer who asks what is processed about a location, with what is withheld and why."""
    found = snapshot.find(run, out=runs)
    make(
        answers.CONTRACT,
        lambda session, _who, texts: answers.draft(session, found, location=location, texts=texts),
        user=user, role=role, reason=reason, to=to, formats=format_, folder=folder,
    )  # fmt: skip


def _located(run: str | None, location: str | None, runs: Path) -> Located:
    if run is None or location is None:
        raise PaperError(mark("geef --run en --location: de plek waar de brief over gaat"))
    return snapshot.find(run, out=runs), location


def _need(**given: str) -> None:
    for name, text in given.items():
        if not text.strip():
            raise PaperError(sentence("geef --{option}", option=name))
