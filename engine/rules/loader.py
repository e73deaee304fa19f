"""Loads packs, features and filters: everything wrong at once, with file and line."""

import hashlib
import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from duckdb import DuckDBPyConnection

from engine.features import library, spans
from engine.features.database import FeatureDatabase
from engine.features.feature import Feature
from engine.features.findings import Finding, Severity, raise_errors
from engine.features.instance import empty_register
from engine.rule_settings import ScoreSettings
from engine.rules import (
    binding,
    checks,
    fact_words,
    filters,
    packs,
    proxies,
    purposes,
    relations,
    thresholds,
    versions,
    wording,
)
from engine.rules.binding import Compiled
from engine.rules.filters import LoadedFilter
from engine.rules.model import Pack, Role, Rule, RuleText
from engine.rules.packs import Entry
from engine.settings import SHIPPED_RULES, Settings, load_settings
from engine.tables import Gate

__all__ = [
    "Finding", "RuleSet", "Severity", "fingerprint", "lint", "load", "read", "resolve",
    "settings_of",
]  # fmt: skip

_SCENARIO_FROM = 2
_LOOK_BACK = "window"
_CONDITION = ("feature", "params", "hit_when", "combine", "sbi")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything in a rules folder, checked.

    Attributes:
        rules: every rule of every pack, by id, with defaults filled in.
        packs: heads of the packs, by name.
        features: features by name.
        filters: local exclusions, by id.
        compiled: what rules with a feature need to run, by rule id.
        entries: where a rule stands, by rule id.
        warnings: findings that stop nothing, sorted.
    """

    rules: tuple[Rule, ...]
    packs: tuple[Pack, ...]
    features: Mapping[str, Feature]
    filters: tuple[LoadedFilter, ...]
    compiled: Mapping[str, Compiled]
    entries: Mapping[str, Entry]
    warnings: tuple[Finding, ...]

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id.

        Raises:
            KeyError: there is none; its text lists the known ids.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        known = ", ".join(rule.id for rule in self.rules) or "none"
        raise KeyError(f"no rule {rule_id}; known: {known}")


def load(rules: Path) -> RuleSet:
    """Load a rules folder: `packs/`, `features/`, `filters/` and what else it has of its own.

    That may be `settings.yml`, and `tables/fact_words.csv` with words for facts.

    Raises:
        RulePackError: any error in any of the files; all of them at once.
        SettingsError: `settings.yml` is wrong.
    """
    return _loaded(rules, fingerprint(rules))


def fingerprint(rules: Path) -> str:
    """SHA-256 over every file of a rules folder: an equal one means that nothing changed.

    Nothing outside of the folder is read: of a link only that it is one.
    """
    digest = hashlib.sha256()
    for file in sorted(rules.rglob("*"), key=os.fsencode):
        if file.is_symlink() or file.is_file():
            name = os.fsencode(file.relative_to(rules))
            digest.update(b"%d:%b" % (len(name), name) + _content_hash(file))
    return digest.hexdigest()


def _content_hash(file: Path) -> bytes:
    """Of a link, or a file that cannot be read: of nothing; loading it says what is wrong."""
    try:
        with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW), "rb") as handle:
            return hashlib.file_digest(handle, "sha256").digest()
    except OSError:
        return b""


@lru_cache(maxsize=8)
def _loaded(rules: Path, print_: str) -> RuleSet:
    """A rule set never changes, so one process checks a folder once for each of its contents."""
    del print_
    ruleset, findings = read(rules)
    raise_errors(findings)
    return ruleset


def lint(rules: Path, *, as_of: date | None = None) -> list[Finding]:
    """Every finding in a rules folder, errors and warnings, sorted.

    Args:
        rules: folder with `packs/`, `features/` and `filters/`.
        as_of: day on which filters may have expired; None skips that.
    """
    ruleset, findings = read(rules)
    if as_of is not None:
        findings = [*findings, *filters.expired(ruleset.filters, as_of)]
    return sorted(findings)


def settings_of(folder: Path) -> Settings:
    """The settings of a rules folder; the shipped ones when it has none of its own.

    Raises:
        SettingsError: `settings.yml` is wrong.
    """
    return load_settings(folder if (folder / "settings.yml").is_file() else SHIPPED_RULES)


def read(folder: Path) -> tuple[RuleSet, list[Finding]]:
    """What is sound in a rules folder, and every finding in it, sorted; for whoever shows both."""
    settings = settings_of(folder)
    features, findings = library.scan(folder / "features")
    entries, wrong = packs.read(folder / "packs")
    first = {entry.text.id: entry for entry in reversed(entries)}
    rules = {rule_id: resolve(entry, features, settings.score) for rule_id, entry in first.items()}
    loaded, wrong_filters = filters.read(folder / "filters", rules.keys())
    words, wrong_words = fact_words.read(folder)
    compiled, unbound = _bind(first, rules, features, loaded, settings, words=words)
    findings += [*wrong, *wrong_filters, *wrong_words, *unbound]
    findings += relations.check(entries, rules, features)
    heads = {entry.file: (entry.pack, entry.document.line(["version"])) for entry in entries}
    findings += versions.check(folder, [(file, *head) for file, head in heads.items()])
    for rule_id, entry in first.items():
        findings += checks.check(entry, rules[rule_id], settings.score)
        findings += purposes.check(entry, rules[rule_id], features, rules)
        findings += wording.check(entry, rules[rule_id])
        findings += proxies.check(entry, rules[rule_id], compiled.get(rule_id))
    by_name = {entry.pack.pack: entry.pack for entry in entries}
    ruleset = RuleSet(
        rules=tuple(rules[rule_id] for rule_id in sorted(rules)),
        packs=tuple(by_name[name] for name in sorted(by_name)),
        features=features,
        filters=tuple(loaded),
        compiled=compiled,
        entries=first,
        warnings=tuple(sorted(f for f in findings if f.severity is Severity.WARNING)),
    )
    return ruleset, sorted(set(findings))


def _bind(
    entries: Mapping[str, Entry],
    rules: Mapping[str, Rule],
    features: Mapping[str, Feature],
    loaded: Sequence[LoadedFilter],
    settings: Settings,
    *,
    words: Mapping[str, str],
) -> tuple[dict[str, Compiled], list[Finding]]:
    compiled: dict[str, Compiled] = {}
    findings: list[Finding] = []
    with (
        _register().cursor() as register,
        FeatureDatabase(
            register, settings=settings, as_of=binding.SCHEMA_DAY, ceiling=Gate.G4
        ) as db,
    ):
        for rule_id in sorted(entries):
            one, wrong = binding.bind(entries[rule_id], rules[rule_id], features, db, words=words)
            findings += wrong
            if one:
                compiled[rule_id] = one
            if one and not wrong:
                findings += thresholds.check(entries[rule_id], rules[rule_id], one, db)
        for feature in features.values():
            findings += binding.known_when(feature, db)
        findings += filters.bind(loaded, db)
    return compiled, findings


@cache
def _register() -> DuckDBPyConnection:
    """The register without rows that packs are checked against: only read, so made once."""
    return empty_register()


def resolve(entry: Entry, features: Mapping[str, Feature], score: ScoreSettings) -> Rule:
    """A rule with its defaults: role by points, family by pack, expiry by look-back, its hash.

    Args:
        entry: the rule as its pack writes it.
        features: features by name; one that is not there adds nothing to the hash.
        score: the usual expiry, and the points of context.
    """
    text, pack = entry.text, entry.pack
    points = float(score.context_max_points if text.points == "context" else 0)
    if isinstance(text.points, int | float):
        points = float(text.points)
    content = text.model_dump(mode="json", by_alias=True)
    feature = features.get(text.feature or "")
    return Rule.model_validate(
        {
            **text.model_dump(by_alias=True),
            "pack": pack.pack,
            "version": pack.version,
            "owner": pack.owner,
            "role": text.role or _role(text, points),
            "points": points,
            "family": text.family or pack.pack,
            "expires_months": text.expires_months or _expires(text, score),
            "hash": _hash(content, feature),
            "condition_hash": _hash({key: content[key] for key in _CONDITION}, feature),
        }
    )


def _role(text: RuleText, points: float) -> Role:
    if text.combine:
        return Role.SCENARIO if text.makes_eligible else Role.CONTEXT
    if text.points == "context":
        return Role.CONTEXT
    if text.points == "route" or (text.points is None and text.route_to):
        return Role.ROUTE
    if points < 0:
        return Role.MITIGATING
    return Role.SCENARIO if points >= _SCENARIO_FROM else Role.FACTOR


def _expires(text: RuleText, score: ScoreSettings) -> int:
    """The usual term, or the longest look-back (params named window) where that is longer."""
    spans_of = [
        spans.months_of(name, value)
        for name, value in text.params.items()
        if _LOOK_BACK in name and name.endswith(spans.UNITS) and isinstance(value, int)
    ]
    return max(score.expires_months, *(math.ceil(months) for months in spans_of), 0)


def _hash(content: Mapping[str, object], feature: Feature | None) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{canonical}\n{feature.digest if feature else ''}".encode()).hexdigest()
