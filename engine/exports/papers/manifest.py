"""The manifest beside a document: where it came from, for whom, who decided it, and its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from engine.casework.paper_register import MANIFEST_SUFFIX
from engine.errors import PaperError
from engine.exports.recipients import Recipient
from engine.snapshot import Run

FORM = "dijkwacht-paper/1"
_KEYS = frozenset(
    {"form", "document", "kind", "title", "run", "rules", "cases", "locations", "recipient",
     "legal_basis", "decision", "texts", "template", "keep"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """The named human decision behind a paper."""

    user: str
    role: str
    reason: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """From what a paper was made.

    Attributes:
        run: None for a paper without one.
        rules: ids of the rules that speak in it; their versions come from the run.
        cases: numbers.
        locations: ids.
    """

    run: Run | None = None
    rules: tuple[str, ...] = ()
    cases: tuple[int, ...] = ()
    locations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a paper was made with, by name within the rules folder."""

    file: str
    sha256: str


def write(
    document: bytes,
    *,
    name: str,
    kind: str,
    title: str,
    origin: Origin,
    recipient: Recipient,
    decision: Decision,
    texts: Source,
    template: Source | None,
    keep_until: date,
) -> bytes:
    """The manifest of a document as JSON, keys in a fixed order."""
    run = origin.run
    content = {
        "form": FORM,
        "document": {"name": name, "sha256": sha256(document), "bytes": len(document)},
        "kind": kind,
        "title": title,
        "run": run and {
            "name": run.path.name, "as_of": run.as_of.isoformat(), "result_hash": run.result_hash,
        },
        "rules": _versions(run, origin.rules),
        "cases": sorted(origin.cases),
        "locations": sorted(origin.locations),
        "recipient": {
            "code": recipient.recipient, "label": recipient.label,
            "kind": recipient.recipient_kind,
        },
        "legal_basis": {
            "text": recipient.legal_basis, "source": recipient.source,
            "verified": recipient.verified,
        },
        "decision": {
            "user": decision.user, "role": decision.role, "reason": decision.reason,
            "decided_at": decision.decided_at.isoformat(),
        },
        "texts": {"file": texts.file, "sha256": texts.sha256},
        "template": template and {"file": template.file, "sha256": template.sha256},
        "keep": {"until": keep_until.isoformat()},
    }  # fmt: skip
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def beside(document: Path) -> Path:
    """Where the manifest of a document stands."""
    return document.with_name(document.name + MANIFEST_SUFFIX)


def read(file: Path) -> Mapping[str, Any]:
    """The content of a manifest.

    Raises:
        PaperError: it is not there, or no manifest.
    """
    try:
        content = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise PaperError(f"het manifest ontbreekt: {error.strerror}", file=file) from error
    except ValueError as error:
        raise PaperError(f"geen leesbaar manifest: {error}", file=file) from error
    if not isinstance(content, dict) or content.get("form") != FORM or content.keys() != _KEYS:
        raise PaperError(f"geen manifest van de vorm {FORM}", file=file)
    return content


def verify(document: Path) -> Mapping[str, Any]:
    """Check that a document is the one that its manifest tells of.

    Returns:
        The manifest.

    Raises:
        PaperError: the document or its manifest is not there, or they do not belong together.
    """
    found = read(beside(document))
    told = found["document"]
    try:
        content = document.read_bytes()
    except OSError as error:
        raise PaperError(f"het stuk ontbreekt: {error.strerror}", file=document) from error
    if sha256(content) != told["sha256"]:
        raise PaperError(
            "het stuk is na het uitbrengen gewijzigd (SHA-256 verschilt)", file=document
        )
    return found


def sha256(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _versions(run: Run | None, rules: tuple[str, ...]) -> list[dict[str, str]]:
    if run is None:
        return []
    wanted = set(rules)
    found = [
        {"id": rule["id"], "version": rule["version"]}
        for rule in run.meta.get("rules", ())
        if rule["id"] in wanted
    ]
    return sorted(found, key=lambda rule: rule["id"])
