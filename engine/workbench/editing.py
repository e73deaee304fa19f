"""An edit of a pack by a person: a new file, its version and a diff, checked like any pack.

Nothing is written here. What comes out is text that can be committed as it is, or proposed.
"""

import difflib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.casework.proposals import ProposedChange
from engine.errors import RulePackError
from engine.features.findings import Finding, Severity, raise_errors
from engine.rules import cases, loader, versions
from engine.rules.model import Outcome, Rule, RuleText
from engine.rules.versions import content_hash
from engine.workbench import pack_files, splicing, versioning
from engine.workbench.pack_files import PackFile
from engine.workbench.versioning import Difference, Level
from engine.workbench.yaml_values import Value

_NOT_SET = {"id": "an id is never reused", "cases": "add a case instead"}
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class SetValue:
    """Give a key of a rule a value: `("points",)`, `("params", "window_months")`, `("title",)`.

    A key that the rule has not yet is added at its usual place.
    """

    rule_id: str
    path: tuple[str, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class AddCase:
    """Add a case to a rule: facts, or outcomes of parts, and what the rule must say."""

    rule_id: str
    name: str
    facts: Mapping[str, Value]
    expect: Outcome


Edit = SetValue | AddCase


@dataclass(frozen=True, slots=True)
class Draft:
    """A changed pack that loads, lints and passes its cases.

    Attributes:
        base: the pack as it was.
        change: what may be proposed: texts, versions, hashes and the diff.
        after: rules of the changed pack, by id.
        level: why the version went up as it did.
        differences: what changed, by rule and key.
        warnings: findings that stop nothing.
    """

    base: PackFile
    change: ProposedChange
    after: tuple[Rule, ...]
    level: Level
    differences: tuple[Difference, ...]
    warnings: tuple[Finding, ...]


def draft(rules: Path, edits: Sequence[Edit]) -> Draft:
    """Apply edits to one pack.

    Args:
        rules: the rules folder.
        edits: one or more, all of rules of one pack; applied in this order.

    Raises:
        RulePackError: no or several packs are meant, an edit does not fit, nothing changes, or the
            folder with the changed pack has errors or failing cases; all of them at once.
    """
    found = pack_files.read_packs(rules)
    bases = {
        base.file: base for base in (pack_files.holding(found, edit.rule_id) for edit in edits)
    }
    if len(bases) != 1:
        names = ", ".join(sorted(base.pack.pack for base in bases.values())) or "none"
        raise RulePackError(f"a proposal changes one pack; these edits change: {names}")
    base = next(iter(bases.values()))
    return draft_text(rules, base, apply(base.text, edits))


def draft_text(rules: Path, base: PackFile, text: str) -> Draft:
    """Take a whole changed pack file, as somebody edited it; the version is raised here.

    Args:
        rules: the rules folder.
        base: the pack as it stands there.
        text: the new file; its version may be the old one or the one that the change asks for.

    Raises:
        RulePackError: as `draft`, and when the version is another one.
    """
    found = _differences(base, text)
    if _lf(text) == _lf(base.text):
        raise RulePackError("nothing changes", file=base.file)
    level = versioning.level(found)
    taken = [k.version for k in versions.kept(rules) if k.pack == base.pack.pack and k.record]
    version = versioning.raised(base.pack.version, level, taken=taken)
    given = splicing.load(text.removeprefix(_BOM))["version"]
    if given not in (base.pack.version, version):
        what = f"version is {given}; this change ({level}) asks for {version}"
        raise RulePackError(f"{what}, or leave it at {base.pack.version}", file=base.file)
    text = _in_plain(text, lambda plain: splicing.put(plain, ("version",), version))
    after, findings = examine(rules, base, text)
    raise_errors([*findings, *versions.check(rules, [base.head])])
    change = ProposedChange(
        pack=base.pack.pack,
        base_version=base.pack.version,
        base_hash=base.hash,
        version=version,
        text=text,
        text_hash=content_hash(text.encode()),
        diff=diff(rules, base.file, base.text, text),
    )
    warnings = tuple(f for f in findings if f.severity is Severity.WARNING)
    return Draft(base, change, after, level, found, warnings)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text of a pack after edits; only the lines of the edited values change.

    Raises:
        RulePackError: the text does not parse, or an edit names what it cannot change.
    """

    def all_of_them(plain: str) -> str:
        for edit in edits:
            plain = _applied(plain, edit)
        return plain

    return _in_plain(text, all_of_them)


def examine(rules: Path, base: PackFile, text: str) -> tuple[tuple[Rule, ...], list[Finding]]:
    """Look at a rules folder as it is when one pack's text is this.

    Returns:
        The sound rules of that pack by id, and every finding and failing case of the folder.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "rules"
        shutil.copytree(rules, copy, ignore=shutil.ignore_patterns(versions.FOLDER))
        (copy / "packs" / base.file.name).write_bytes(text.encode())
        ruleset, findings = loader.read(copy)
        findings += cases.check_cases(ruleset)
        own = tuple(rule for rule in ruleset.rules if rule.pack == base.pack.pack)
        return own, sorted({replace(f, file=rules / f.file.relative_to(copy)) for f in findings})


def diff(rules: Path, file: Path, before: str, after: str) -> str:
    """A unified diff that `git apply` takes where the rules folder stands; empty when equal."""
    name = f"{rules.resolve().name}/packs/{file.name}"
    lines = difflib.unified_diff(
        _lines(before), _lines(after), fromfile=f"a/{name}", tofile=f"b/{name}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _applied(text: str, edit: Edit) -> str:
    found = splicing.load(text)["rules"]
    index = next((i for i, rule in enumerate(found) if rule.get("id") == edit.rule_id), None)
    if index is None:
        raise RulePackError(f"no rule {edit.rule_id} in this pack")
    at = ("rules", index)
    if isinstance(edit, AddCase):
        case: dict[str, Value] = {"name": edit.name, "facts": edit.facts}
        case["expect"] = edit.expect.value
        return splicing.append(text, (*at, "cases"), case)
    key = edit.path[0] if edit.path else ""
    if key in _NOT_SET or key not in RuleText.model_fields:
        known = ", ".join(name for name in RuleText.model_fields if name not in _NOT_SET)
        why = _NOT_SET.get(key, f"known: {known}")
        raise RulePackError(f"{edit.rule_id}: {key or 'nothing'} cannot be set: {why}")
    if len(edit.path) > 1 and key not in found[index]:
        return splicing.put(text, (*at, key), {edit.path[1]: edit.value})
    return splicing.put(text, (*at, *edit.path), edit.value)


def _in_plain(text: str, change: Callable[[str], str]) -> str:
    """Change a text without byte order mark and with plain line ends, and put these back."""
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    if "\r\n" not in text or "\n" in text.replace("\r\n", ""):
        return mark + change(text)
    return mark + change(_lf(text)).replace("\n", "\r\n")


def _differences(base: PackFile, text: str) -> tuple[Difference, ...]:
    """What differs from the pack as it was; its head differs too when its owner or title does."""
    new = pack_files.of_text(base.file, text)
    pack = new.pack
    if pack.pack != base.pack.pack:
        what = f"pack {base.pack.pack} calls itself {pack.pack}: a pack keeps its name"
        raise RulePackError(what, file=base.file)
    head = [
        Difference(None, key, getattr(base.pack, key), getattr(pack, key), Level.PATCH)
        for key in ("title", "owner")
        if getattr(base.pack, key) != getattr(pack, key)
    ]
    return (*head, *versioning.differences(base.rules, new.rules))


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n")


def _lines(text: str) -> list[str]:
    """Lines with their ends; other line ends than that of Unix end none, as in `diff`."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [t for t in text.split("\n")[-1:] if t]
