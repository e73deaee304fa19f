"""The packs of a rules folder as files: what somebody edits, and what a proposal is made from."""

import difflib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import RulePackError
from engine.features.findings import Finding, raise_errors
from engine.rules import packs
from engine.rules.model import Pack, RuleText
from engine.rules.versions import content_hash


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack as it stands in a rules folder now.

    Attributes:
        pack: its head.
        content: the file's bytes.
        rules: its rules as written, in file order; those that do not load are left out.
        version_line: 1-based line of its version.
    """

    pack: Pack
    file: Path
    content: bytes
    rules: tuple[RuleText, ...]
    version_line: int

    @property
    def head(self) -> tuple[Path, Pack, int]:
        """File, head and line of the version, as `versions.check` asks for."""
        return self.file, self.pack, self.version_line

    @property
    def hash(self) -> str:
        """`content_hash` of the file."""
        return content_hash(self.content)

    @property
    def text(self) -> str:
        """The file as text, with its line ends."""
        return self.content.decode("utf-8")


def read_packs(rules: Path) -> tuple[PackFile, ...]:
    """Every pack of a rules folder, by file name; rules that do not load are left out.

    Raises:
        RulePackError: a file does not parse, or has no head of a pack.
    """
    findings: list[Finding] = []
    found = _read(rules / "packs", findings, [])
    raise_errors(findings)
    return found


def of_text(file: Path, text: str) -> PackFile:
    """The pack that a file would hold with this text.

    Raises:
        RulePackError: it does not parse, or a rule in it has a wrong or unknown key; all at once.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.with_suffix(".yml").name
        copy.write_bytes(text.encode())
        findings: list[Finding] = []
        found = _read(Path(folder), findings, findings)
    raise_errors(replace(finding, file=file) for finding in findings)
    return replace(found[0], file=file)


def named(found: Iterable[PackFile], name: str) -> PackFile:
    """The pack of that name.

    Raises:
        RulePackError: there is none.
    """
    by_name = {one.pack.pack: one for one in found}
    if name not in by_name:
        raise RulePackError(f"no pack {name}; known: {', '.join(sorted(by_name)) or 'none'}")
    return by_name[name]


def holding(found: Iterable[PackFile], rule_id: str) -> PackFile:
    """The pack in which a rule stands.

    Raises:
        RulePackError: no pack has it.
    """
    by_rule = {rule.id: one for one in found for rule in one.rules}
    if rule_id not in by_rule:
        near = difflib.get_close_matches(rule_id, sorted(by_rule), n=5, cutoff=0.3)
        what = f"no rule {rule_id}; most like it: {', '.join(near) or 'none'}"
        raise RulePackError(f"{what}. `dijkwacht rules list` shows all")
    return by_rule[rule_id]


def _read(
    folder: Path, wrong_files: list[Finding], wrong_rules: list[Finding]
) -> tuple[PackFile, ...]:
    return tuple(
        PackFile(
            pack,
            document.file,
            document.file.read_bytes(),
            tuple(entry.text for entry in packs.entries_of(document, pack, wrong_rules)),
            document.line(["version"]),
        )
        for document, pack in packs.documents(folder, Pack, wrong_files)
    )
