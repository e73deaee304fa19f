"""The delivery of a live source: the copies of its last complete fetch, as files for one reading.

The files stand in a folder of their own that only this user can read, for as long as the
connector reads them.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from connectors.delivery import Delivery
from engine.errors import SourceUnavailable
from engine.register.copies import CopyStore
from engine.register.deliveries import Chosen, InputFile
from engine.register.fetch_record import Fetched
from engine.register.vault import Vault
from engine.settings import Settings
from engine.sources_file import SourcesFile


@contextmanager
def open_fetched(
    sources: SourcesFile,
    index: int,
    *,
    vault: Vault | None,
    as_of: date,
    settings: Settings,
) -> Iterator[Chosen]:
    """Choose the last complete fetch of the live source at `index`, on or before `as_of`.

    Yields:
        The delivery; its files are gone at the end.

    Raises:
        SourceUnavailable: there is no such fetch, or it has no answers.
    """
    spec = sources.sources.sources[index]
    store = None if vault is None else CopyStore(vault)
    fetched = None if store is None else store.latest(spec.id, as_of=as_of)
    if store is None or fetched is None:
        what = (
            f"nothing was fetched on or before {as_of}: "
            f"run `dijkwacht sources fetch --sources {sources.file.name}` first"
        )
        raise SourceUnavailable(spec.id, what)
    with tempfile.TemporaryDirectory(prefix="dijkwacht-") as folder:
        files = _write(store, spec.id, fetched, Path(folder))
        if not files:
            what = f"the fetch of {fetched.day} holds no answers: ask again with --again"
            raise SourceUnavailable(spec.id, what)
        delivery = Delivery(spec, files, as_of, sources.sources.municipality, settings)
        yield Chosen(delivery, fetched.day, _input(fetched, files), (), fetched.notes)


def _write(store: CopyStore, source: str, fetched: Fetched, folder: Path) -> tuple[Path, ...]:
    copies = store.of(source, fetched, now=fetched.began)
    files = []
    for name in copies.names():
        file = folder / name
        file.write_bytes(copies.get(name))
        files.append(file)
    return tuple(files)


def _input(fetched: Fetched, files: tuple[Path, ...]) -> tuple[InputFile, ...]:
    """All copies as one input: thousands of answers need no line each."""
    digest, size = hashlib.sha256(), 0
    for file in files:
        content = file.read_bytes()
        size += len(content)
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(content).digest())
    return (InputFile(Path(fetched.address), fetched.address, digest.hexdigest(), size),)
