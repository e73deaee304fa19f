"""Publishes a proposal: a second person puts the new pack in its place, and it is kept for ever.

The steps are: the base is kept, the new version is kept, the pack's file is replaced, the record
is written beside the kept version, and casework is committed. Whatever is raised in between takes
all of it back. A process that is killed in between leaves the old pack or the new one, whole, and
an open proposal; publishing it again finishes what was begun.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engine import swap
from engine.casework import proposals, users
from engine.casework.database import Casework
from engine.casework.models import Proposal, ProposalState, Role, User
from engine.errors import CaseworkError, RoleRefused, RulePackError, WorkbenchError
from engine.features.findings import Severity
from engine.rules import versions
from engine.rules.model import RuleText
from engine.rules.versions import Record
from engine.translatable import joined, sentence
from engine.workbench import editing, pack_files, promotion
from engine.workbench.pack_files import PackFile

KEPT_BASE = "stond er bij de eerste publicatie van dit pakket"


@dataclass(frozen=True, slots=True)
class Published:
    """What stands where after publishing.

    Attributes:
        file: the pack's file.
        kept: the same content under `versions/`.
    """

    proposal_id: int
    pack: str
    version: str
    file: Path
    kept: Path


def publish(
    casework: Casework, rules: Path, proposal_id: int, *, subject: str, role: Role, now: datetime
) -> Published:
    """Publish an open proposal.

    Args:
        casework: where the proposal is.
        rules: the rules folder that it was made for.
        proposal_id: its number.
        subject: sign-in of who publishes; not the author.
        role: what that user may do.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: something stands in the way; all of it at once.
        RulePackError: the rules folder cannot be read or written. In both cases everything is as
            it was.
    """
    with _locked(rules), ExitStack() as undo:
        with casework.writing() as session:
            user = users.sign_in(session, subject=subject, role=role, now=now)
            proposal = proposals.find(session, proposal_id, for_update=True)
            if problems := obstacles(rules, proposal, user=user):
                may = proposals.may_decide(user, ProposalState.PUBLISHED)
                kind = CaseworkError if may else RoleRefused
                told = sentence(
                    "voorstel {number} is niet te publiceren:\n- {problems}",
                    number=str(proposal_id),
                    problems=joined(problems, between="\n- "),
                )
                raise kind(told)
            published = _write(rules, proposal, user, now, undo)
            proposals.decide(session, proposal, ProposalState.PUBLISHED, user=user, now=now)
        undo.pop_all()
    return published


def reject(
    casework: Casework,
    rules: Path,
    proposal_id: int,
    *,
    subject: str,
    role: Role,
    reason: str,
    now: datetime,
) -> None:
    """Reject a proposal of somebody else.

    Args:
        casework: where the proposal is.
        rules: the rules folder that it was made for.
        proposal_id: its number.
        subject: sign-in of who rejects.
        role: what that user may do.
        reason: why; it is needed.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: this user may not, the reason is missing, or its publication was broken off
            after the new pack stood in its place.
    """
    with _closing(casework, rules, proposal_id, subject, role, now) as (session, proposal, user):
        state = ProposalState.REJECTED
        proposals.decide(session, proposal, state, user=user, reason=reason, now=now)


def withdraw(
    casework: Casework, rules: Path, proposal_id: int, *, subject: str, role: Role, now: datetime
) -> None:
    """Withdraw one's own proposal.

    Args:
        casework: where the proposal is.
        rules: the rules folder that it was made for.
        proposal_id: its number.
        subject: sign-in of who withdraws: its author.
        role: what that user may do.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: somebody else made it, or as `reject`.
    """
    with _closing(casework, rules, proposal_id, subject, role, now) as (session, proposal, user):
        proposals.decide(session, proposal, ProposalState.WITHDRAWN, user=user, now=now)


def obstacles(rules: Path, proposal: Proposal, *, user: User) -> tuple[str, ...]:
    """Everything that keeps this user from publishing this proposal now, in Dutch.

    Findings in the packs are in the words of `rules lint`. Empty: it can be published.

    Raises:
        RulePackError: a pack of the folder does not parse.
    """
    found = list(proposals.obstacles(proposal, ProposalState.PUBLISHED, user=user))
    if proposal.state is not ProposalState.OPEN:
        return tuple(found)
    base = {one.pack.pack: one for one in pack_files.read_packs(rules)}.get(proposal.pack)
    if base is None:
        folder = str(rules / "packs")
        told = sentence(
            "pakket {pack} staat niet meer in {folder}", pack=proposal.pack, folder=folder
        )
        return (*found, told)
    before: Sequence[RuleText] | None = base.rules
    if base.hash != proposal.base_hash:
        before = _kept_base(rules, proposal) if _is_broken_off(rules, proposal, base) else None
    if before is None:
        told = sentence(
            "gemaakt op {pack} {before}, maar nu staat er {now} met een andere inhoud: dien het "
            "opnieuw in op dat pakket",
            pack=proposal.pack,
            before=proposal.base_version,
            now=base.pack.version,
        )
        found.append(told)
        return tuple(found)
    there = versions.find(rules, proposal.pack, proposal.version)
    if there and there.record and there.record.proposal != proposal.id:
        told = sentence(
            "versie {version} van {pack} bestaat al: dien het opnieuw in, dan krijgt het een nieuw "
            "nummer",
            version=proposal.version,
            pack=proposal.pack,
        )
        found.append(told)
    after, findings = editing.examine(rules, base, proposal.text)
    findings += versions.check(rules, [base.head])
    found += [str(finding) for finding in findings if finding.severity is Severity.ERROR]
    try:
        backtest = promotion.tested(proposal.report_kind, proposal.report)
    except WorkbenchError as error:
        return (*found, str(error))
    return (*found, *promotion.missing(before, after, backtest))


def _write(
    rules: Path, proposal: Proposal, user: User, now: datetime, undo: ExitStack
) -> Published:
    """Put the files in place; `undo` takes back what was done so far."""
    base = pack_files.named(pack_files.read_packs(rules), proposal.pack)
    name, version = proposal.pack, proposal.version
    kept = versions.path(rules, name, version)
    for file in (base.file, kept, kept.with_suffix(".json")):
        _put_back(undo, file)
    if base.hash == proposal.base_hash:
        _keep_base(rules, base, undo)
    content = proposal.text.encode()
    versions.keep_text(rules, name, version, content)
    if base.content != content:
        swap.write_file(base.file, content)
    versions.keep_record(rules, _record(proposal, user, now))
    return Published(proposal.id, name, version, base.file, kept)


def _keep_base(rules: Path, base: PackFile, undo: ExitStack) -> None:
    """Keep the version that stands in place, when it never was."""
    name, version = base.pack.pack, base.pack.version
    there = versions.find(rules, name, version)
    if there is None or there.record is None:
        file = versions.path(rules, name, version)
        _put_back(undo, file)
        _put_back(undo, file.with_suffix(".json"))
        versions.keep_text(rules, name, version, base.content)
        record = Record(pack=name, version=version, sha256=base.hash, reason=KEPT_BASE)
        versions.keep_record(rules, record)


def _record(proposal: Proposal, user: User, now: datetime) -> Record:
    return Record(
        pack=proposal.pack,
        version=proposal.version,
        sha256=proposal.text_hash,
        reason=proposal.reason,
        proposal=proposal.id,
        proposed_by=proposal.author.subject,
        proposed_at=proposal.created_at,
        published_by=user.subject,
        published_at=now,
        report_kind=proposal.report_kind,
        report_sha256=proposal.report_hash,
    )


def _is_broken_off(rules: Path, proposal: Proposal, base: PackFile) -> bool:
    """True when a publication of this proposal put the pack in place and went no further."""
    there = versions.find(rules, proposal.pack, proposal.version)
    if base.hash != proposal.text_hash or there is None or there.sha256 != proposal.text_hash:
        return False
    return there.record is None or there.record.proposal == proposal.id


def _kept_base(rules: Path, proposal: Proposal) -> Sequence[RuleText] | None:
    """Rules of the pack that this proposal was made from, as it was kept."""
    there = versions.find(rules, proposal.pack, proposal.base_version)
    if there is None or there.sha256 != proposal.base_hash:
        return None
    return pack_files.of_text(there.file, there.file.read_bytes().decode()).rules


def _put_back(undo: ExitStack, file: Path) -> None:
    """Let a file be again what it is now, when `undo` is not given up."""
    before = file.read_bytes() if file.exists() else None

    def back() -> None:
        if before is None:
            file.unlink(missing_ok=True)
        elif file.read_bytes() != before:
            swap.write_file(file, before)

    undo.callback(back)


@contextmanager
def _closing(
    casework: Casework, rules: Path, proposal_id: int, subject: str, role: Role, now: datetime
) -> Iterator[tuple[Session, Proposal, User]]:
    """A proposal that is not half-way its publication, and who decides about it."""
    with _locked(rules), casework.writing() as session:
        user = users.sign_in(session, subject=subject, role=role, now=now)
        proposal = proposals.find(session, proposal_id, for_update=True)
        found = {one.pack.pack: one for one in pack_files.read_packs(rules)}
        base = found.get(proposal.pack)
        if base and proposal.state is ProposalState.OPEN and _is_broken_off(rules, proposal, base):
            raise CaseworkError(
                "voorstel {proposal} staat al in {file}: een publicatie brak af; "
                "rond die af met `dijkwacht rules publish {proposal}`",
                proposal=str(proposal_id),
                file=base.file.name,
            )
        yield session, proposal, user


@contextmanager
def _locked(rules: Path) -> Iterator[None]:
    """One publisher at a time in a rules folder; another one waits.

    Raises:
        RulePackError: the folder cannot be read or written.
    """
    try:
        handle = os.open(rules, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
    except OSError as error:
        what = f"{error.strerror or error}; everything is as it was. May this user write there?"
        raise RulePackError(what, file=error.filename or rules) from error
