"""`dijkwacht rules propose|proposals|publish|reject|withdraw|versions`: packs by four eyes."""

import json
import sys
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table as RichTable

from connectors.dates import dutch_day
from engine.casework import proposals as of
from engine.casework import users
from engine.casework.models import Proposal, ProposalState, ReportKind, Role
from engine.casework.proposals import Report
from engine.commands.casework import opened_casework
from engine.commands.options import RulesFolder, rules_folder
from engine.errors import RulePackError
from engine.rules import versions as kept_versions
from engine.workbench import edit_text, editing, effect_text, pack_files, promotion, publishing
from engine.workbench.editing import Draft, Edit

UserOption = Annotated[str, typer.Option("--user", default_factory=getuser, show_default="you")]
Number = Annotated[int, typer.Argument(help="Number of the proposal.")]


def propose(
    reason: Annotated[str, typer.Option("--reason", help="Why, in your own words.")],
    user: UserOption,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="RULE.KEY=VALUE, such as GEN-01.points=2; may be repeated."),
    ] = None,
    case: Annotated[
        list[str] | None,
        typer.Option("--case", help="RULE={name: …, facts: {…}, expect: HIT}; may be repeated."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Instead: a whole pack file as you edited it.")
    ] = None,
    backtest: Annotated[
        Path | None, typer.Option("--backtest", help="JSON that a backtest wrote.")
    ] = None,
    whatif: Annotated[
        Path | None, typer.Option("--whatif", help="JSON that a what-if wrote.")
    ] = None,
    role: Annotated[Role, typer.Option("--role")] = Role.ANALYST,
    rules: RulesFolder = None,
) -> None:
    """Propose a change of one pack: checked, with its version and diff; nothing is written yet."""
    folder = rules_folder(rules)
    report = _report(backtest, whatif)
    tested = promotion.tested(report.kind, report.text) if report else None
    draft = _draft(folder, set_ or [], case or [], file)
    now = datetime.now(UTC)
    with opened_casework() as casework, casework.writing() as session:
        proposal = of.propose(
            session,
            user=users.sign_in(session, subject=user, role=role, now=now),
            change=draft.change,
            reason=reason,
            report=report,
            now=now,
        )
        number = proposal.id
    change = draft.change
    print(f"Voorstel {number}: {change.pack} {change.base_version} naar {change.version}", end="")
    print(f" ({draft.level}: {draft.level.label})")
    print(change.diff, end="")
    for finding in draft.warnings:
        print(finding)
    for what in promotion.missing(draft.base.rules, draft.after, tested):
        print(f"Nog nodig voor publicatie: {what}")
    print(f"Een ander publiceert het met: dijkwacht rules publish {number}")


def proposals(
    number: Annotated[int | None, typer.Argument(help="One proposal, with its diff.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """List the open proposals, or show one."""
    with opened_casework() as casework, casework.reading() as session:
        state = None if all_ else ProposalState.OPEN
        if number is not None:
            found = [of.find(session, number)]
        else:
            found = of.proposals(session, state=state)
        rows = [_row(one) for one in found]
    if format_ == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif number is not None:
        _show_one(rows[0])
    elif not rows:
        print("Geen open voorstellen." if not all_ else "Geen voorstellen.")
    else:
        table = RichTable("nr", "pakket", "van", "naar", "staat", "indiener", "op", "reden")
        for row in rows:
            keys = ("id", "pack", "base_version", "version", "label", "author", "created_at")
            table.add_row(*(str(row[key]) for key in keys), str(row["reason"]))
        Console(width=140 if not sys.stdout.isatty() else None).print(table)


def publish(
    number: Number,
    user: UserOption,
    role: Annotated[Role, typer.Option("--role")] = Role.RIEC_LIAISON,
    rules: RulesFolder = None,
) -> None:
    """Publish a proposal of somebody else: the pack is replaced and its version kept for ever."""
    folder, now = rules_folder(rules), datetime.now(UTC)
    with opened_casework() as casework:
        done = publishing.publish(casework, folder, number, subject=user, role=role, now=now)
    print(f"Gepubliceerd: {done.pack} {done.version} in {done.file}")
    print(f"Leg vast in versiebeheer: git add {done.file} {done.kept.parent}")


def reject(
    number: Number,
    user: UserOption,
    reason: Annotated[str, typer.Option("--reason", help="Why, in your own words.")],
    role: Annotated[Role, typer.Option("--role")] = Role.RIEC_LIAISON,
    rules: RulesFolder = None,
) -> None:
    """Reject a proposal of somebody else."""
    folder, now = rules_folder(rules), datetime.now(UTC)
    with opened_casework() as casework:
        publishing.reject(casework, folder, number, subject=user, role=role, reason=reason, now=now)
    print(f"Voorstel {number} is afgewezen.")


def withdraw(
    number: Number,
    user: UserOption,
    role: Annotated[Role, typer.Option("--role")] = Role.ANALYST,
    rules: RulesFolder = None,
) -> None:
    """Withdraw your own proposal."""
    folder, now = rules_folder(rules), datetime.now(UTC)
    with opened_casework() as casework:
        publishing.withdraw(casework, folder, number, subject=user, role=role, now=now)
    print(f"Voorstel {number} is ingetrokken.")


def versions(
    pack: Annotated[str | None, typer.Argument(help="One pack; default: all of them.")] = None,
    rules: RulesFolder = None,
) -> None:
    """List the versions that were published and are kept."""
    folder = rules_folder(rules)
    now = {one.pack.pack: one.hash for one in pack_files.read_packs(folder)}
    if pack is not None and pack not in now:
        pack_files.named(pack_files.read_packs(folder), pack)
    table = RichTable("pakket", "versie", "sha256", "indiener", "publicatie", "reden", "staat")
    found = [one for one in kept_versions.kept(folder) if pack in (None, one.pack)]
    for one in found:
        record = one.record
        state = "nu" if one.sha256 == now.get(one.pack) else ""
        who, when, why = "", "", "publicatie brak af"
        if record is not None:
            who, why = record.proposed_by or "", record.reason
            moment = (
                "" if record.published_at is None else dutch_day(record.published_at).isoformat()
            )
            when = f"{moment} {record.published_by or ''}".strip()
            state = state if one.is_whole else "gewijzigd na publicatie"
        table.add_row(one.pack, one.version, one.sha256[:12], who, when, why, state)
    if not found:
        print("Nog geen gepubliceerde versies; versiebeheer bewaart de meegeleverde pakketten.")
        return
    Console(width=140 if not sys.stdout.isatty() else None).print(table)


def _draft(folder: Path, sets: list[str], cases: list[str], file: Path | None) -> Draft:
    if (file is None) is not bool(sets or cases):
        raise typer.BadParameter("give --set and --case, or --file", param_hint="--set")
    found = pack_files.read_packs(folder)
    if file is not None:
        text = _read(file)
        base = pack_files.named(found, pack_files.of_text(file, text).pack.pack)
        return editing.draft_text(folder, base, text)
    try:
        edits: list[Edit] = [edit_text.parse_set(one, found) for one in sets]
        edits += [edit_text.parse_case(one, found) for one in cases]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--set, --case") from error
    return editing.draft(folder, edits)


def _report(backtest: Path | None, whatif: Path | None) -> Report | None:
    given = [(ReportKind.BACKTEST, backtest), (ReportKind.WHATIF, whatif)]
    reports = [Report(kind, _read(file)) for kind, file in given if file is not None]
    if len(reports) > 1:
        raise typer.BadParameter("give one report: a backtest says what a what-if says, and more")
    return _about_rules(reports[0]) if reports else None


def _about_rules(report: Report) -> Report:
    """The report without places: a proposal is about rules."""
    if report.kind is not ReportKind.WHATIF:
        return report
    return Report(report.kind, effect_text.without_places(report.text))


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulePackError(f"cannot be read as UTF-8: {error}", file=file) from error


def _row(one: Proposal) -> dict[str, object]:
    return {
        "id": one.id,
        "pack": one.pack,
        "base_version": one.base_version,
        "version": one.version,
        "state": one.state.value,
        "label": one.state.label,
        "author": one.author.subject,
        "created_at": one.created_at.isoformat(timespec="seconds"),
        "reason": one.reason,
        "report_kind": one.report_kind.value if one.report_kind else None,
        "report_hash": one.report_hash,
        "decided_by": one.decided_by.subject if one.decided_by else None,
        "decided_at": one.decided_at.isoformat(timespec="seconds") if one.decided_at else None,
        "decision_reason": one.decision_reason,
        "text": one.text,
        "diff": one.diff,
    }


def _show_one(row: dict[str, object]) -> None:
    print(f"Voorstel {row['id']} ({row['label']}): {row['pack']}", end=" ")
    print(f"{row['base_version']} naar {row['version']}")
    print(f"Ingediend door {row['author']} op {row['created_at']}: {row['reason']}")
    if row["report_kind"]:
        print(f"Bijlage: {row['report_kind']} {row['report_hash']}")
    if row["decided_by"]:
        why = f": {row['decision_reason']}" if row["decision_reason"] else ""
        print(f"Besluit van {row['decided_by']} op {row['decided_at']}{why}")
    print(row["diff"], end="")
