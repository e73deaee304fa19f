"""What the page Verwerkingslog asks: entries looked up, the sample of a month, the chain.

Looking is logged, so nothing is read before somebody presses a button.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.casework import audit, audit_sample, users
from engine.casework.audit_models import AuditEntry
from engine.exports.spreadsheet import neutral
from engine.translatable import mark
from ui import acting, state, wording
from ui.language import tr, tr_many


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; None is any.

    Attributes:
        of: subject of whose acts.
        about: BAG id, number of a case or pseudonym.
        since, until: days in the Netherlands, closed.
    """

    of: str | None = None
    about: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Entries as they are shown and saved.

    Attributes:
        title: in the language of who looks.
        rows: by entry: `Nummer`, `Wanneer`, `Wie`, `Handeling`, `Waarover`; Dutch.
        counts: how many of every act, by name; empty for a search.
        saved: the same under the names of the VNG standard, JSON in UTF-8.
    """

    title: str
    rows: tuple[dict[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    saved: bytes


def is_open() -> bool:
    """True when the reviewer's role may read the log."""
    return state.role() in users.MAY_READ_LOG


def search(asked: Asked) -> Found:
    """Look up who did what, about what and when.

    Raises:
        CaseworkError: the role may not.
    """
    with acting.signed_in() as me:
        entries = audit_sample.search(
            me.session, user=me.user, now=me.now, of=asked.of, about=asked.about,
            since=asked.since, until=asked.until,
        )  # fmt: skip
        count = len(entries)
        told = tr_many("{count} regels gevonden", "{count} regels gevonden", count)
        return _found(told.format(count=count), entries)


def sample(month: date) -> Found:
    """The sample of a month, the same one every time, after the chain was checked.

    Raises:
        CaseworkError: the role may not, or the log is not whole.
    """
    with acting.signed_in() as me:
        drawn = audit_sample.draw(me.session, month=month, user=me.user, now=me.now)
        told = tr("Steekproef van {month}: {count} van {total} regels").format(
            month=f"{drawn.month:%m-%Y}", count=len(drawn.drawn), total=drawn.total
        )
        return _found(told, drawn.drawn, drawn.by_action)


def verified() -> int:
    """How many entries the log has, all of them whole.

    Raises:
        CaseworkError: the role may not, or an entry was changed, taken out or put in.
    """
    with acting.signed_in() as me:
        users.require(me.user, users.MAY_READ_LOG)
        return audit.verify(me.session)


def _found(
    title: str, entries: Iterable[AuditEntry], counts: tuple[tuple[str, int], ...] = ()
) -> Found:
    listed = list(entries)
    saved = [audit.to_vng(entry) for entry in listed]
    text = json.dumps(saved, ensure_ascii=False, indent=1)
    return Found(title, tuple(_row(entry) for entry in listed), counts, text.encode())


def _row(entry: AuditEntry) -> dict[str, str]:
    about = [f"{one['objecttype']} {one['objectId']}" for one in entry.verwerkte_objecten]
    return {
        mark("Nummer"): str(entry.seq),
        mark("Wanneer"): wording.moment(entry.tijdstip),
        mark("Wie"): neutral(entry.gebruiker),
        mark("Handeling"): neutral(entry.actie_naam),
        mark("Waarover"): neutral(", ".join(about)),
    }
