"""`dijkwacht export police-request|riec`: papers that are made inside an open case."""

from typing import Annotated

import typer

from engine import snapshot
from engine.casework.models import Role
from engine.commands.case_options import Number, RoleOption, UserOption
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
from engine.errors import PaperError
from engine.exports.papers import police_request as requests
from engine.exports.papers import riec as forms
from engine.translatable import sentence


def police_request(
    run: RunArgument,
    number: Number,
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    received: Annotated[
        list[str] | None,
        typer.Option("--received", help="Id of a question that a report answers; repeatable."),
    ] = None,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make a request for a police report, or with --received the checklist of what is missing."""
    found = snapshot.find(run, out=runs)
    make(
        requests.CONTRACT,
        lambda session, who, texts: requests.draft(
            session, found, number=number, received=received, user=who, texts=texts
        ),
        user=user, role=role, reason=reason, to=to, formats=format_, folder=folder,
    )  # fmt: skip


def riec(
    run: RunArgument,
    number: Number,
    to: To,
    reason: Why,
    folder: Folder,
    user: UserOption,
    answer: Annotated[
        list[str] | None, typer.Option("--answer", help="question=text; repeatable.")
    ] = None,
    format_: Formats = DOCX,
    runs: RunsOption = RUNS,
    role: RoleOption = Role.RIEC_LIAISON,
) -> None:
    """Make the form that hands a signal to the RIEC, once a privacy check allows to share it."""
    found = snapshot.find(run, out=runs)
    answers = _answers(answer or [])
    make(
        forms.CONTRACT,
        lambda session, who, texts: forms.draft(
            session, found, number=number, answers=answers, user=who, texts=texts
        ),
        user=user, role=role, reason=reason, to=to, formats=format_, folder=folder,
    )  # fmt: skip


def _answers(given: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given:
        name, sign, text = one.partition("=")
        if not sign or name in found:
            raise PaperError(
                sentence(
                    "--answer {given}: schrijf vraag=tekst, elke vraag één keer", given=repr(one)
                )
            )
        found[name] = text
    return found
