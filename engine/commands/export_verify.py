"""`dijkwacht export verify` and `sweep`: is a document what was decided, and is a folder whole."""

from pathlib import Path
from typing import Annotated

import typer

from engine.casework import paper_register
from engine.commands.casework import opened_casework
from engine.errors import PaperError
from engine.exports.papers import manifest, publish


def verify(
    document: Annotated[Path, typer.Argument(help="A document with its manifest beside it.")],
) -> None:
    """Check a document against its manifest and the register of papers."""
    found = manifest.verify(document)
    content = manifest.sha256(manifest.beside(document).read_bytes())
    with opened_casework() as casework, casework.reading() as session:
        entries = paper_register.with_hash(session, found["document"]["sha256"])
        known = {entry.manifest_sha256 for entry in entries}
    if not known:
        raise PaperError("het stuk staat niet in het register van stukken", file=document)
    if content not in known:
        raise PaperError("het manifest is na het uitbrengen gewijzigd", file=document)
    decision, to = found["decision"], found["recipient"]
    print(f"{document.name}: ongewijzigd en geregistreerd")
    print(f"  soort {found['kind']}, voor {to['label']}")
    print(f"  besluit van {decision['user']} ({decision['role']}) op {decision['decided_at']}")
    print(f"  reden: {decision['reason']}")
    print(f"  bewaren tot {found['keep']['until']}")


def sweep(folder: Annotated[Path, typer.Argument(help="A folder of documents.")]) -> None:
    """Finish or remove what was broken off in a folder, and tell which papers are missing."""
    with opened_casework() as casework:
        found = publish.sweep(casework, folder)
    for what, names in (
        ("afgemaakt", found.finished), ("opgeruimd", found.removed), ("ontbreekt", found.missing),
    ):  # fmt: skip
        for name in names:
            print(f"{what}: {name}")
    print(f"{folder}: {len(found.missing)} stukken ontbreken")
