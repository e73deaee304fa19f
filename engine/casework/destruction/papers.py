"""Papers past the day until which they may be kept, as their manifest says (REQ-RET-1).

The line in the register stays, with the moment of destruction: what went to whom must be told
later. The document and its manifest go from their folder once that was committed; when that breaks
off, the next `removed` does it.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit
from engine.casework.database import Casework
from engine.casework.destruction.due import STEP, Due, Kind
from engine.casework.paper_register import MANIFEST_SUFFIX, PaperEntry
from engine.errors import CaseworkError


def due(session: Session, *, today: date) -> list[Due]:
    """Papers that may be kept no longer on a day, sorted."""
    over = select(PaperEntry).where(
        PaperEntry.destroy_on <= today, PaperEntry.destroyed_at.is_(None)
    )
    return sorted(Due(Kind.PAPERS, _key(one), one.destroy_on) for one in session.scalars(over))


def strike(session: Session, one: Due, *, user: str, now: datetime) -> None:
    """Log that a paper is destroyed and say so in the register, in the transaction of `session`.

    Args:
        session: a writing session.
        one: as `due` told it.
        user: who has it destroyed.
        now: the moment, with a time zone.
    """
    entry = session.get_one(PaperEntry, int(one.key.partition(" ")[0]))
    entry.destroyed_at = now
    of_what = audit.ProcessedObject("stuk", "SHA-256", entry.sha256, entry.kind, ("document",))
    name = f"Stuk vernietigd: {entry.kind}, bewaartermijn verstreken"
    audit.append(session, audit.Processing(name, STEP, user, (of_what,)), now=now)


def removed(casework: Casework) -> Iterator[str]:
    """Take what the register says is destroyed out of the folders.

    A file that was changed since it was made is left alone: nobody looked at it.

    Yields:
        What was done or left, in Dutch.

    Raises:
        CaseworkError: files cannot be read or removed; told once the others are gone, and tried
            again the next time.
    """
    with casework.reading() as session:
        gone = select(PaperEntry).where(PaperEntry.destroyed_at.is_not(None))
        files = [
            (Path(entry.folder) / name, sha256)
            for entry in session.scalars(gone.order_by(PaperEntry.id))
            for name, sha256 in (
                (entry.name, entry.sha256),
                (entry.name + MANIFEST_SUFFIX, entry.manifest_sha256),
            )
        ]
    kept: list[str] = []
    for file, sha256 in files:
        try:
            told = _remove(file, sha256)
        except OSError as error:
            kept.append(f"{file} ({error.strerror})")
            continue
        if told is not None:
            yield told
    if kept:
        raise CaseworkError(
            "kan niet worden verwijderd: {files}; geef het programma toegang tot de map en "
            "herhaal: dijkwacht retention apply",
            files=", ".join(kept),
        )


def _key(entry: PaperEntry) -> str:
    """Number, kind and content, so that the list tells exactly which."""
    return f"{entry.id} ({entry.kind}, {entry.sha256})"


def _remove(file: Path, sha256: str) -> str | None:
    if not file.is_file():
        return None
    if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
        return f"{file}: veranderd sinds het gemaakt is; kijk ernaar en verwijder het zelf"
    file.unlink()
    return f"verwijderd: {file}"
