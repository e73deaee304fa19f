"""The features in `rules/features/`: read, checked and traced, never run here.

Gate O or stricter by lineage. A feature that is not one SELECT over canonical tables with
allowed functions does not load.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from sqlglot import exp

from engine.features import codes, files, functions, guard, lineage, memory, proxies, spans
from engine.features.findings import Finding, error, raise_errors
from engine.features.flows import Atom, Test
from engine.features.header import Header
from engine.features.header import parse as parse_header
from engine.settings import SHIPPED_RULES
from engine.tables import TABLES, Gate, Type
from engine.yaml_file import Problem

REQUIRED = ("location_id", "newest", "evidence", "members")
RESERVED = ("known", "unknown_reason", "returned", "location", "as_of")
_MAX_BYTES = 4 * guard.MAX_CHARACTERS
LOCATION = tuple(c for c in TABLES["location"].stored() if c.type is not Type.GEOMETRY)


@dataclass(frozen=True, slots=True)
class Feature:
    """One checked feature.

    Attributes:
        params: declared params, in the header's order.
        absent: `zero` or `unknown`.
        known_when: predicate on `location.*`, None when there is none.
        known_columns: columns of `location` that `known_when` reads.
        sql: the file's text; it runs as it stands.
        placeholders: bound values that the text uses, sorted.
        facts: columns beyond the required ones, in the order of the SELECT.
        tables: canonical tables it reads, sorted.
        columns: (table, column) it reads, sorted.
        gate: the strictest gate of what it reads.
        coded: facts that hold SBI codes, and facts that say their version.
        tests: columns that the text compares with params.
        made_of: by fact, the columns, params and texts that its value is made of.
    """

    name: str
    title: str
    params: tuple[str, ...]
    absent: str
    known_when: str | None
    known_columns: tuple[str, ...]
    sql: str
    placeholders: tuple[str, ...]
    facts: tuple[str, ...]
    tables: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    gate: Gate
    file: Path
    coded: codes.Coded = codes.NONE
    tests: tuple[Test, ...] = ()
    made_of: Mapping[str, frozenset[Atom]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of the text, line ends apart."""
        return hashlib.sha256("\n".join(self.sql.splitlines()).encode()).hexdigest()


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
    for file in files.listed(folder, (".sql",), findings):
        feature, problems = read(file)
        findings += [error(file, p.line, p.what) for p in problems]
        if feature:
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
        return known, ()
    feature, problems = _checked(file, text)
    if feature and is_shipped:
        memory.keep(Feature, feature, file.stem, text)
    return feature, tuple(problems)


def _checked(file: Path, text: str) -> tuple[Feature | None, list[Problem]]:
    header, problems = parse_header(text)
    if header.feature and header.feature != file.stem:
        what = f"the feature calls itself {header.feature!r}: a file is named after its feature"
        problems.append(Problem(header.lines["feature"], what))
    known_columns, wrong = _known_when(header)
    tree, refused = guard.statement(text, functions.in_features())
    problems += [*wrong, *refused]
    if tree is None:
        return None, problems
    reads, untraced = lineage.trace(tree)
    problems += [*untraced, *_params(tree, header)]
    if reads is None:
        return None, problems
    written = [name for name in tree.named_selects if name != "*"]
    problems += _result((*reads.result, *sorted({*written} - {*reads.result})), guard.line_of(tree))
    problems += proxies.in_feature(header.feature, tree, reads.flows)
    problems += [Problem(1, what) for _, what in proxies.names([header.feature, *header.params])]
    if problems:
        return None, problems
    return _feature(file, text, header, known_columns, tree, reads), []


def _feature(
    file: Path,
    text: str,
    header: Header,
    known_columns: tuple[str, ...],
    tree: exp.Query,
    reads: lineage.Reads,
) -> Feature:
    return Feature(
        name=header.feature,
        title=header.title,
        params=header.params,
        absent=header.absent,
        known_when=header.known_when,
        known_columns=known_columns,
        sql=text,
        placeholders=guard.placeholders(tree),
        facts=tuple(name for name in reads.result if name not in REQUIRED),
        tables=reads.tables,
        columns=reads.columns,
        gate=reads.gate,
        file=file,
        coded=reads.coded,
        tests=tuple(test for test in reads.flows.tests if test.constant.kind == "param"),
        made_of={name: reads.flows.result[name] for name in reads.result if name not in REQUIRED},
    )


def _known_when(header: Header) -> tuple[tuple[str, ...], list[Problem]]:
    if header.known_when is None:
        return (), []
    line = header.lines["known_when"]
    tree, problems = guard.expression(header.known_when, functions.in_predicates())
    if tree is None:
        return (), [Problem(line, f"known_when: {p.what}") for p in problems]
    known = {column.name for column in LOCATION}
    columns = list(tree.find_all(exp.Column))
    wrong = [c.sql("duckdb") for c in columns if c.table != "location" or c.name not in known]
    if wrong or guard.placeholders(tree):
        what = f"known_when reads columns of location only, not {', '.join(wrong) or 'params'}"
        return (), [Problem(line, what)]
    return tuple(sorted({c.name for c in columns})), []


def _params(tree: exp.Query, header: Header) -> Iterator[Problem]:
    used = set()
    for node in tree.find_all(exp.Placeholder):
        param = spans.base(node.name, header.params)
        used.add(param)
        if param is None and node.name != "as_of":
            what = f"${node.name} is bound by nothing: declare it under `-- params:`"
            yield Problem(guard.line_of(node), what)
    for name in header.params:
        if name not in used:
            line = header.lines["params"]
            yield Problem(line, f"param {name!r} is declared and not used")


def _result(names: tuple[str, ...], line: int) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in names:
            yield Problem(line, f"the SELECT must return {name}")
    for name in dict.fromkeys(names):
        if not guard.NAME.fullmatch(name):
            yield Problem(line, f"column {name!r} needs a lower-case name: … AS name")
        elif names.count(name) > 1:
            yield Problem(line, f"column {name!r} is returned twice")
        elif name in RESERVED:
            yield Problem(line, f"column {name!r} is a name that the engine uses")
