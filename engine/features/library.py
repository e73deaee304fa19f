"""The features in `rules/features/`: read, checked and traced, never run here.

Gate O or stricter by lineage. A feature that is not one SELECT over canonical tables with
allowed functions, or network patterns with such a SELECT over their rows, does not load.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from engine.features import files, folded_feature, guard, memory, sql_feature
from engine.features.feature import Feature
from engine.features.findings import Finding, error, raise_errors
from engine.settings import SHIPPED_RULES
from engine.yaml_file import Problem

_MAX_BYTES = 4 * guard.MAX_CHARACTERS
_CHECKS: dict[str, Callable[[Path, str], tuple[Feature | None, list[Problem]]]] = {
    ".cypher": folded_feature.checked,
    ".sql": sql_feature.checked,
}
"""What checks a feature, by the ending of its file."""


def load(folder: Path) -> dict[str, Feature]:
    """Load every feature of a folder, by name.

    Raises:
        RulePackError: anything is wrong with any of them; all of it at once.
    """
    features, findings = scan(folder)
    raise_errors(findings)
    return features


def scan(folder: Path) -> tuple[dict[str, Feature], list[Finding]]:
    """Read every feature of a folder; the sound ones by name, and all findings, sorted."""
    features: dict[str, Feature] = {}
    findings: list[Finding] = []
    for file in files.listed(folder, tuple(_CHECKS), findings):
        feature, problems = read(file)
        findings += [error(file, p.line, p.what) for p in problems]
        if feature and feature.name in features:
            what = f"feature {feature.name} stands in {features[feature.name].file.name} too"
            findings.append(error(file, 1, what))
        elif feature:
            features[feature.name] = feature
    return features, sorted(findings)


def read(file: Path) -> tuple[Feature | None, list[Problem]]:
    """Read and check one feature file; None when it may not run."""
    try:
        with file.open("rb") as handle:
            raw = handle.read(_MAX_BYTES + 1)
        if len(raw) > _MAX_BYTES:
            return None, [Problem(1, f"longer than {guard.MAX_CHARACTERS} characters")]
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as problem:
        return None, [Problem(1, f"cannot be read: {problem.strerror}")]
    except UnicodeDecodeError:
        return None, [Problem(1, "not UTF-8: save the file as UTF-8")]
    feature, problems = _known(file.name, text, is_shipped=file.is_relative_to(SHIPPED_RULES))
    return feature and replace(feature, file=file), list(problems)


@lru_cache(maxsize=1024)
def _known(name: str, text: str, *, is_shipped: bool) -> tuple[Feature | None, tuple[Problem, ...]]:
    """What a text gives; the workbench reads the same features at every step."""
    file = Path(name)
    if known := memory.recall(Feature, file.stem, text):
        return folded_feature.with_patterns(known, text), ()
    feature, problems = _CHECKS[file.suffix](file, text)
    if feature and feature.pattern is None and is_shipped:
        memory.keep(Feature, folded_feature.without_patterns(feature), file.stem, text)
    return feature, tuple(problems)
