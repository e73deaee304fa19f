"""Which names in the vault may be told of to who bears them: none from a source behind a gate.

The vault holds names of every source, also of one that is read in a Bibob file only. That such a
source names somebody is as secret as what it says, so nothing of it may show in an answer.
"""

from collections.abc import Collection, Sequence

from engine.errors import CaseworkError
from engine.register.pseudonyms import fingerprint
from engine.register.vault import Kept, Vault
from engine.snapshot import Run
from engine.tables import TABLES

_PARTIES = [(table, role) for table in TABLES.values() for role in table.roles]
_IN_DOUBT = frozenset(role for table, role in _PARTIES if not table.gate_of(f"{role}_id").in_scan)
"""Roles that stand behind a gate in some table; the vault does not say in which a name stood."""


def names(run: Run, kept: Sequence[Kept]) -> list[Kept]:
    """Those of these names that come from a source that the weekly scan may read.

    A name in a role that stands behind a gate somewhere is told of when the run has a record of
    that source that may be read, with the same person in the same role.

    Args:
        run: the newest one.
        kept: of the vault, in any order; the order stays.

    Raises:
        RunError: the run cannot be read.
    """
    doubted = {one.subject for one in kept if one.role in _IN_DOUBT}
    seen = _seen(run, doubted) if doubted else frozenset()
    return [one for one in kept if _is_open(one) or (one.subject, one.role, one.source) in seen]


def check_key(run: Run, vault: Vault) -> None:
    """Refuse a vault of another installation, in which nobody of the run would be found.

    Raises:
        CaseworkError: the run was made with another key.
    """
    made_with = run.meta.get("key_fingerprint")
    if made_with is not None and made_with != fingerprint(vault.key):
        raise CaseworkError("deze run is met een andere sleutel gemaakt dan de kluis")


def _is_open(one: Kept) -> bool:
    """True when no table has the name behind a gate; of a record its key names the table."""
    parts = one.subject.split(":", 2)
    if len(parts) == 1:
        return one.role not in _IN_DOUBT
    table = TABLES.get(parts[1])
    columns = {column.name for column in table.stored()} if table else set()
    return table is not None and one.role in columns and table.gate_of(one.role).in_scan


def _seen(run: Run, subjects: Collection[str]) -> frozenset[tuple[str, str, str]]:
    """Subject, role and source of records that may be read, in the roles that are in doubt."""
    found: set[tuple[str, str, str]] = set()
    with run.connect() as con:
        for table, role in _PARTIES:
            column = f"{role}_id"
            if role in _IN_DOUBT and table.gate_of(column).in_scan:
                rows = con.execute(
                    f'SELECT DISTINCT "{column}", source FROM "{table.name}" '
                    f'WHERE list_contains($subjects, "{column}")',
                    {"subjects": sorted(subjects)},
                ).fetchall()
                found.update((subject, role, source) for subject, source in rows)
    return frozenset(found)
