"""The processing log: append-only, each entry sealing the one before it.

Fields are those of the VNG standard for processing logs (REQ-LOG-1). An entry that is changed,
taken out, put in or cut off at the end breaks the chain and `verify` names it. Whoever can
rewrite the whole file can rewrite the chain: keep `head` outside the database from time to time.
"""

import hashlib
import json
from collections.abc import Collection, Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Mapper, Session

from engine.casework.audit_models import AuditEntry, AuditHead
from engine.errors import CaseworkError
from engine.register_settings import AuditSettings

_SEAL = ("previous_hash", "hash")
_BATCH = 500
CUT = "Logboek ingekort"
"""Name of the entry of cutting the log."""


@dataclass(frozen=True, slots=True)
class ProcessedObject:
    """What was processed: one entry of `verwerkteObjecten`."""

    objecttype: str
    soort_object_id: str
    object_id: str
    betrokkenheid: str
    verwerkte_soorten_gegevens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Processing:
    """One processing to log.

    Attributes:
        name: what was done, in Dutch (`actieNaam`).
        step: step of the work that it belongs to (`handelingNaam`).
        user: subject of the user's sign-in, or `system`.
        objects: what it was done to.
        source: where the data came from, such as the run (`gegevensbron`).
        recipient_kind, recipient: who received data; None when nobody did.
    """

    name: str
    step: str
    user: str
    objects: tuple[ProcessedObject, ...]
    source: str | None = None
    recipient_kind: str | None = None
    recipient: str | None = None


def append(session: Session, processing: Processing, *, now: datetime) -> AuditEntry:
    """Add one entry at the end of the chain, in the transaction of `session`.

    The end of the chain is one row: it is locked, so that two entries never follow the same one,
    even of sessions that are not those of `Casework`.

    Args:
        session: a writing session of `Casework`; nothing is logged when it is rolled back.
        processing: what was done.
        now: the moment, with a time zone.
    """
    head = _head(session, for_update=True)
    fixed: AuditSettings = session.info["audit"]
    at = now.astimezone(UTC)  # as it is read back, so that it seals the same
    seq = head.entries + 1
    entry = AuditEntry(
        seq=seq,
        actie_id=str(uuid5(NAMESPACE_OID, f"{head.hash}/{seq}")),
        actie_naam=processing.name,
        handeling_naam=processing.step,
        verwerking_id=fixed.processing_id,
        verwerking_naam=fixed.processing_name,
        verwerkingsactiviteit_id=fixed.activity_id,
        verwerkingsactiviteit_url=fixed.activity_url,
        vertrouwelijkheid=fixed.confidentiality,
        bewaartermijn=fixed.retention,
        uitvoerder=fixed.performed_by,
        systeem=fixed.system,
        gebruiker=processing.user,
        gegevensbron=processing.source,
        soort_afnemer_id=processing.recipient_kind,
        afnemer_id=processing.recipient,
        verwerkingsactiviteit_id_afnemer=None,
        tijdstip=at,
        tijdstip_registratie=at,
        verwerkte_objecten=[_listed(item) for item in processing.objects],
        previous_hash=head.hash,
    )
    entry.hash = _seal(entry)
    session.add(entry)
    head.entries, head.hash = seq, entry.hash
    session.flush()
    return entry


def verify(session: Session) -> int:
    """Check the whole chain, as it is at one moment; nobody who writes meanwhile waits for it.

    A log that was cut after its term begins where its newest anchor says, with the hash that it
    says; the anchor is an entry like others and verified with them.

    Args:
        session: a reading session of `Casework`, or a writing one.

    Returns:
        The number of the last entry; all of them are whole.

    Raises:
        CaseworkError: an entry was changed, taken out, put in or cut off; the first one is named.
    """
    head, previous, expected = _head(session), "0" * 64, 1
    first, told = _begin(session)
    if told is not None:
        expected, previous = first, told
    with closing(_all(session)) as entries:
        for entry in entries:
            if entry.seq != expected:
                raise CaseworkError("verwerkingslog: regel {entry} ontbreekt", entry=str(expected))
            if entry.previous_hash != previous or entry.hash != _seal(entry):
                raise _changed(expected)
            previous, expected = entry.hash, expected + 1
    if (head.entries, head.hash) != (expected - 1, previous):
        raise CaseworkError(
            "verwerkingslog: het eindigt bij regel {last}, maar regel {written} is het laatst "
            "geschreven",
            last=str(expected - 1),
            written=str(head.entries),
        )
    return head.entries


def anchor(seq: int, hash_: str, *, count: int, user: str) -> Processing:
    """The entry of cutting the log up to and including entry `seq`, which had this hash."""
    objects = (
        ProcessedObject("logregel", "volgnummer", str(seq), "laatste vernietigde logregel"),
        ProcessedObject("logregel", "sha256", hash_, "zegel van de laatste vernietigde logregel"),
        ProcessedObject("logregel", "aantal", str(count), "vernietigde logregels"),
    )
    return Processing(CUT, "bewaartermijnen toepassen", user, objects)


def cut_until(session: Session) -> datetime | None:
    """Moment of the oldest entry of a log that was cut: of before that it tells nothing.

    None: nothing was cut, so that it tells of everything.
    """
    oldest = select(AuditEntry).order_by(AuditEntry.seq).limit(1)
    found = session.scalar(oldest)
    return None if found is None or found.seq == 1 else found.tijdstip


def _begin(session: Session) -> tuple[int, str | None]:
    """Number of the first entry and the hash before it, by the newest anchor; None without one."""
    newest = (
        select(AuditEntry)
        .where(AuditEntry.actie_naam == CUT)
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    )
    found = session.scalar(newest.execution_options(populate_existing=True))
    if found is None:
        return 1, None
    try:
        seq, hash_, _ = _object_ids(found)
        return int(str(seq)) + 1, str(hash_)
    except (KeyError, TypeError, ValueError) as error:
        raise _changed(found.seq) from error


def _changed(seq: int) -> CaseworkError:
    return CaseworkError(
        "verwerkingslog: regel {entry} is niet meer zoals zij is geschreven", entry=str(seq)
    )


def search(
    session: Session,
    *,
    user: str | None = None,
    object_ids: Collection[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[AuditEntry]:
    """Entries of a user, about any of the objects, in `[since, until)`, in the order written."""
    wanted = select(AuditEntry).order_by(AuditEntry.seq)
    if user is not None:
        wanted = wanted.where(AuditEntry.gebruiker == user)
    if since is not None:
        wanted = wanted.where(AuditEntry.tijdstip >= since)
    if until is not None:
        wanted = wanted.where(AuditEntry.tijdstip < until)
    found = session.scalars(wanted).all()
    if object_ids is None:
        return list(found)
    asked = {*object_ids}
    return [entry for entry in found if not asked.isdisjoint(_object_ids(entry))]


def to_vng(entry: AuditEntry) -> dict[str, object]:
    """The entry under the names of the VNG standard, moments as ISO 8601 in UTC."""
    columns = [c.key for c in AuditEntry.__table__.columns if c.key not in ("seq", *_SEAL)]
    return {_camel(name): _plain(getattr(entry, name)) for name in columns}


def _head(session: Session, *, for_update: bool = False) -> AuditHead:
    head = session.get(AuditHead, 1, with_for_update=for_update, populate_existing=True)
    if head is None:
        raise CaseworkError("verwerkingslog: het einde van de keten is weg")
    return head


def _all(session: Session) -> Generator[AuditEntry]:
    """Every entry in order, read in parts; to be closed, as PostgreSQL keeps a cursor for it."""
    ordered = select(AuditEntry).order_by(AuditEntry.seq)
    options = {"yield_per": _BATCH, "populate_existing": True}
    with closing(session.scalars(ordered, execution_options=options)) as rows:
        yield from rows


def _seal(entry: AuditEntry) -> str:
    content = {"seq": entry.seq, "vorige": entry.previous_hash, **to_vng(entry)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _listed(item: ProcessedObject) -> dict[str, object]:
    values = {_camel(name): value for name, value in asdict(item).items()}
    return values | {"verwerkteSoortenGegevens": list(item.verwerkte_soorten_gegevens)}


def _object_ids(entry: AuditEntry) -> Sequence[object]:
    return [item["objectId"] for item in entry.verwerkte_objecten]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _refuse(mapper: Mapper[AuditEntry], connection: Connection, entry: AuditEntry) -> None:
    del mapper, connection
    raise CaseworkError(
        "verwerkingslog: regel {entry} kan niet worden gewijzigd of weggehaald",
        entry=str(entry.seq),
    )
