"""Reads pack files into rules as written, one by one, so that no mistake hides another."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine import yaml_file
from engine.features import files
from engine.features.findings import Finding, error
from engine.rules.model import Pack, RuleText


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as written, and where it stands."""

    document: yaml_file.Document
    index: int
    pack: Pack
    text: RuleText

    @property
    def file(self) -> Path:
        """The pack's file."""
        return self.document.file

    def line(self, *path: str | int) -> int:
        """1-based line of a part of the rule, such as `("cases", 2)`."""
        return self.document.line(["rules", self.index, *path])

    def error(self, what: str, *path: str | int) -> Finding:
        """A finding about this rule that stops the load."""
        return error(self.file, self.line(*path), f"{self.text.id}: {what}")


def read(folder: Path) -> tuple[list[Entry], list[Finding]]:
    """Read every pack of a folder: its sound rules in file order, and all findings."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    seen: dict[str, Path] = {}
    for document, pack in documents(folder, Pack, findings):
        if pack.pack in seen:
            what = f"pack {pack.pack} stands in {seen[pack.pack].name} too"
            findings.append(error(document.file, document.line(["pack"]), what))
        seen.setdefault(pack.pack, document.file)
        entries += entries_of(document, pack, findings)
    return entries, findings


def entries_of(document: yaml_file.Document, pack: Pack, findings: list[Finding]) -> list[Entry]:
    """The sound rules of one pack, in file order; others become findings."""
    entries = []
    for index in range(len(pack.rules)):
        try:
            text = yaml_file.validate(document, RuleText, ("rules", index))
        except yaml_file.YamlProblems as problems:
            findings += of(problems)
        else:
            entries.append(Entry(document, index, pack, text))
    return entries


def documents(
    folder: Path, model: type[yaml_file.Model], findings: list[Finding]
) -> Iterator[tuple[yaml_file.Document, yaml_file.Model]]:
    """Every YAML file of a folder that fits `model`, by name; others become findings."""
    for file in files.listed(folder, (".yml", ".yaml"), findings):
        try:
            document = yaml_file.read(file)
            yield document, yaml_file.validate(document, model)
        except yaml_file.YamlProblems as problems:
            findings += of(problems)


def of(problems: yaml_file.YamlProblems) -> list[Finding]:
    """The findings of a file that cannot be used."""
    return [error(problems.file, p.line, p.what) for p in problems.problems]
