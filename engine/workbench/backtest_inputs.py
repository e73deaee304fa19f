"""What the result of one date depends on, as one hash: packs, deliveries of then, key, code."""

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import connectors
import engine
from engine.errors import SourceError
from engine.register import pseudonyms
from engine.register.deliveries import choose
from engine.register.fetched import open_fetched
from engine.register.vault import Vault
from engine.settings import Settings
from engine.sources_file import SourcesFile

_PACKAGES = ("dijkwacht", "duckdb", "pyarrow")
_ROOMS = tuple(Path(str(room.__file__)).parent for room in (connectors, engine))


@dataclass(frozen=True, slots=True)
class Inputs:
    """What does not change from date to date.

    Attributes:
        sources: checked `sources.yaml`.
        settings: with the folder of packs.
        key: key of the pseudonyms.
        copies: vault with the copies of live sources; None when there are none.
    """

    sources: SourcesFile
    settings: Settings
    key: bytes
    copies: Vault | None

    def fixed(self) -> str:
        """Hash of packs, settings, sources.yaml and what it names, key and code."""
        whole = hashlib.sha256()
        for name in _PACKAGES:
            whole.update(f"{name} {version(name)}\n".encode())
        for room in _ROOMS:
            for file in sorted(room.rglob("*.py")):
                _add(whole, file.relative_to(room).as_posix(), file)
        whole.update(pseudonyms.fingerprint(self.key).encode())
        named = (self.sources.sources.zones, self.sources.sources.geocoded)
        folder = self.sources.file.parent
        for file in (self.sources.file, *(folder / name for name in named if name)):
            _add(whole, file.name, file)
        for file in _files(self.settings.rules):
            _add(whole, file.relative_to(self.settings.rules).as_posix(), file)
        return whole.hexdigest()

    def of(self, day: date, fixed: str) -> str:
        """Hash of what is fixed and the deliveries that count on a date."""
        whole = hashlib.sha256(f"{fixed} {day}\n".encode())
        for index, spec in enumerate(self.sources.sources.sources):
            whole.update(f"source {spec.id}\n".encode())
            whole.update("\n".join(self._delivery(index, day)).encode())
        return whole.hexdigest()

    def _delivery(self, index: int, day: date) -> Iterator[str]:
        spec = self.sources.sources.sources[index]
        try:
            opened = (
                open_fetched(
                    self.sources, index, vault=self.copies, as_of=day, settings=self.settings
                )
                if spec.url is not None
                else nullcontext(
                    choose(
                        self.sources,
                        index,
                        connector=connectors.find(spec.connector),
                        as_of=day,
                        settings=self.settings,
                    )
                )
            )
            with opened as chosen:
                yield str(chosen.delivered_on)
                yield from (f"{one.name} {one.sha256}" for one in chosen.inputs)
        except SourceError as error:
            yield str(error)


def _files(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(p.startswith(".") for p in file.relative_to(folder).parts)
    )


def _add(whole: "hashlib._Hash", name: str, file: Path) -> None:
    """Add a file's content; that it is not there is told where it is read."""
    digest = "absent"
    if file.is_file():
        with file.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
    whole.update(f"{name} {digest}\n".encode())
