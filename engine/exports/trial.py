"""Try the deliveries of a `sources.yaml`: what each would give to a run, without making one."""

import dataclasses
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.exports import source_report
from engine.exports.source_report import QUARANTINE, SourceState
from engine.progress import Progress
from engine.register import build, supplies
from engine.register.pseudonyms import MIN_KEY_BYTES
from engine.register.vault import Vault
from engine.settings import Settings
from engine.sources_file import SourcesFile


@dataclass(frozen=True, slots=True)
class Trial:
    """What the deliveries would give.

    Attributes:
        states: of every source, in the order of `sources.yaml`.
        quarantine: rows that cannot be used, by source, file and line.
    """

    states: tuple[SourceState, ...]
    quarantine: tuple[dict[str, Any], ...]

    @property
    def unreadable(self) -> frozenset[str]:
        """Ids of the sources that cannot be used as a whole."""
        return frozenset(state.source for state in self.states if state.problem is not None)


def try_sources(
    sources: SourcesFile,
    *,
    as_of: date,
    settings: Settings,
    open_vault: Callable[[], Vault],
    progress: Progress,
) -> Trial:
    """Read every delivery into memory and tell what became of it; nothing is stored.

    Args:
        sources: checked file; a source that cannot be read does not stop the others.
        as_of: last day that exists.
        settings: from `rules/settings.yml`.
        open_vault: opens the vault with the copies of live sources; not called without any.
        progress: is told what is being done.

    Raises:
        SettingsError: `sources.yaml` or the zones file cannot be used.
    """
    specs = tuple(s.model_copy(update={"optional": True}) for s in sources.sources.sources)
    tolerant = dataclasses.replace(
        sources, sources=sources.sources.model_copy(update={"sources": specs})
    )
    vault = open_vault() if any(spec.url for spec in specs) else None
    try:
        with build.build(
            tolerant,
            as_of=as_of,
            settings=settings,
            # A key for this trial only: its pseudonyms mean nothing afterwards.
            key=secrets.token_bytes(MIN_KEY_BYTES),
            vault=None,
            copies=vault,
            decisions=(),
            progress=progress,
        ) as register:
            told = register.report["sources"]
            assert isinstance(told, list)
            filled = supplies.of_run(register.con)
            freshness = settings.freshness_days
            states = tuple(
                source_report.state(
                    one,
                    [row for row in filled if row["source"] == one["source"]],
                    as_of=as_of,
                    freshness=freshness,
                )
                for one in told
                if isinstance(one, dict)
            )
            columns = ", ".join(QUARANTINE)
            rows = register.con.sql(
                f"SELECT {columns} FROM quarantine ORDER BY source, file, line, record_id, reason"
            )
            return Trial(states, tuple(rows.to_arrow_table().to_pylist()))
    finally:
        if vault is not None:
            vault.close()
