"""Everything that the pages are made from, and the files that they become."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.exports.rule_docs import names
from engine.exports.rule_docs.names import Names
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.rules.model import Pack, Rule, Status
from engine.settings import Settings, load_settings

OVERVIEW = "README.md"


@dataclass(frozen=True, slots=True)
class Book:
    """The loaded rules with the names of codes and the settings that they are read with."""

    ruleset: RuleSet
    names: Names
    settings: Settings

    def pack(self, rule: Rule) -> Pack:
        """The head of the rule's pack."""
        return next(pack for pack in self.ruleset.packs if pack.pack == rule.pack)

    def group(self, rule: Rule) -> Iterator[str]:
        """The other rules of its correlated group, by id."""
        for other in self.ruleset.rules:
            same = rule.correlated_group and other.correlated_group == rule.correlated_group
            if same and other.id != rule.id:
                yield other.id


def open_book(rules: Path) -> Book:
    """Read a rules folder.

    Raises:
        RulePackError: a pack or feature does not load.
        SettingsError: the settings or a table of names is wrong.
    """
    return Book(loader.load(rules), names.read(rules), load_settings(rules))


def file_of(rule_id: str) -> str:
    """File name of a rule's page."""
    return f"{rule_id}.md"


def link(rule_id: str) -> str:
    """Link to a rule's page from another page."""
    return f"[{rule_id}]({file_of(rule_id)})"


def scanned(rule: Rule) -> str:
    """Whether the weekly scan judges the rule, and if not why (Dutch)."""
    if rule.status is Status.DEPRECATED:
        return "nee, uitgeschakeld"
    if rule.waits_for:
        return f"nee, wacht op {', '.join(rule.waits_for)}"
    return "ja" if rule.is_scanned else "nee, alleen binnen een dossier"


def write(pages: Mapping[str, str], folder: Path) -> None:
    """Write the pages into a folder and remove pages of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.glob("*.md")):
        if old.name not in pages:
            old.unlink()
    for name, text in sorted(pages.items()):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
