"""Texts of papers, in `rules/papers/`: people edit them, and every mistake is told at once.

`common.yml` holds what all papers share, `<kind>.yml` the rest. Placeholders stand in braces, by
name only; a section, placeholder or phrase that the code does not know is an error with its line.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Literal

from pydantic import Field

from engine import yaml_file
from engine.casework.models import Role
from engine.errors import PaperError
from engine.exports.papers.contract import COMMON, OWN, Contract
from engine.strict import Cited, Strict
from engine.yaml_file import Document, Problem, YamlProblems

FOLDER = "papers"
_PLAIN = frozenset({"source", "version", "kind", "id", "roles", "formats", "legal", "only_for"})
"""Keys whose texts are no sentences of the paper."""


class Format(StrEnum):
    """A kind of file."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


class LegalText(Strict):
    """A paragraph that rests on law: which version, where it comes from and who checked it."""

    id: str
    text: str
    source: str
    version: str
    verified: bool


class SectionText(Strict):
    """A section: fixed sentences and points, before and after what the code fills in."""

    id: str
    heading: str
    text: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    level: Literal[1, 2] = 1
    new_page: bool = False
    only_for: tuple[str, ...] = ()


class Question(Strict):
    """A point of a checklist; `needed_for` names what cannot be motivated without it."""

    id: str
    text: str
    needed_for: tuple[str, ...] = ()
    source: str
    verified: bool


class Keep(Cited):
    """How long the paper is kept, in months after it was made."""

    months: int = Field(ge=1)


class PaperTexts(Cited):
    """Everything that `rules/papers/<kind>.yml` says.

    Attributes:
        label: what people call the kind, in lists and in the processing log.
    """

    kind: str
    label: str
    title: str
    subtitle: str = ""
    confidentiality: str
    footer: str
    roles: tuple[Role, ...] = Field(min_length=1)
    formats: tuple[Format, ...] = Field(min_length=1)
    keep: Keep
    header: Mapping[str, str]
    sections: tuple[SectionText, ...] = Field(min_length=1)
    legal: tuple[LegalText, ...] = ()
    phrases: Mapping[str, str] = Field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    numbers: Mapping[str, int] = Field(default_factory=dict)


class CommonTexts(Cited):
    """What every paper shares: who sends it, and the paragraphs of law that several use."""

    municipality: str
    department: str
    contact: str
    notes_heading: str
    unverified: str
    legal: tuple[LegalText, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """Checked texts of one kind.

    Attributes:
        sha256: of both files together, as a manifest tells it.
        file: of the kind.
    """

    of: PaperTexts
    common: CommonTexts
    file: Path
    sha256: str

    def legal(self, name: str) -> LegalText:
        """A paragraph of law of this kind, or of all; checked to be there."""
        return next(one for one in (*self.of.legal, *self.common.legal) if one.id == name)


def load(rules: Path, contract: Contract) -> Texts:
    """Read and check the texts of a kind; read again when a file changed.

    Args:
        rules: a rules folder.
        contract: what the code fills in.

    Raises:
        PaperError: a file is not there, or has an unknown or lacking section, placeholder, phrase
            or paragraph of law; everything is named, with file and line.
    """
    common, own = rules / FOLDER / "common.yml", rules / FOLDER / f"{contract.kind}.yml"
    try:
        stamps = common.stat().st_mtime_ns, own.stat().st_mtime_ns
    except OSError as error:
        raise PaperError(f"texts cannot be read: {error.strerror}", file=error.filename) from error
    try:
        return _load(common, own, contract.kind, stamps, _Hashed(contract))
    except YamlProblems as error:
        first, *rest = error.problems
        more = "".join(f"\n{error.file}:{p.line or 1}: {p.what}" for p in rest)
        raise PaperError(first.what + more, file=error.file, line=first.line) from error


def fill(text: str, values: Mapping[str, str]) -> str:
    """A checked text with its placeholders filled; values are put in as they are."""
    parts = []
    for before, name, _, _ in Formatter().parse(text):
        parts.append(before)
        if name is not None:
            parts.append(values[name])
    return "".join(parts)


@dataclass(frozen=True)
class _Hashed:
    """A contract as a key of the cache: kinds are fixed, so its name is enough."""

    contract: Contract

    def __hash__(self) -> int:
        return hash(self.contract.kind)


@lru_cache(maxsize=64)
def _load(common: Path, own: Path, kind: str, stamps: tuple[int, int], hashed: _Hashed) -> Texts:
    del kind, stamps
    shared = yaml_file.read(common)
    checked = yaml_file.validate(shared, CommonTexts)
    _raise(common, _wrong_placeholders(shared, lambda _: COMMON))
    document = yaml_file.read(own)
    texts = yaml_file.validate(document, PaperTexts)
    contract = hashed.contract
    problems = [
        *_wrong_placeholders(document, lambda path: contract.known(_phrase(path))),
        *_wrong_names(document, texts, contract),
        *_wrong_law(document, texts, checked),
    ]
    _raise(own, problems)
    digest = hashlib.sha256(common.read_bytes() + b"\0" + own.read_bytes()).hexdigest()
    return Texts(texts, checked, own, digest)


def _raise(file: Path, problems: Sequence[Problem]) -> None:
    if problems:
        raise YamlProblems(file, problems)


def _phrase(path: Sequence[str | int]) -> str | None:
    return str(path[1]) if path[0] == "phrases" and len(path) > 1 else None


def _wrong_placeholders(
    document: Document, known: Callable[[Sequence[str | int]], Collection[str]]
) -> list[Problem]:
    problems = []
    for path, text in _strings(document.data, ()):
        try:
            parts = list(Formatter().parse(text))
        except ValueError as error:
            problems.append(Problem(document.line(path), f"{text!r}: {error}; write {{{{ for {{"))
            continue
        for _, name, spec, conversion in parts:
            if name is None:
                continue
            names = known(path)
            if name not in names or spec or conversion:
                what = f"unknown placeholder {{{name}}}; known here: {', '.join(sorted(names))}"
                problems.append(Problem(document.line(path), what))
    return problems


def _strings(
    data: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every sentence of a file with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            is_law = key == "legal" and not path
            if key not in _PLAIN or is_law:
                yield from _strings(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _strings(value, (*path, place))


def _wrong_names(document: Document, texts: PaperTexts, contract: Contract) -> Iterator[Problem]:
    if texts.kind != contract.kind:
        yield Problem(document.line(("kind",)), f"kind must be {contract.kind}")
    yield from _wrong_sections(document, texts, contract)
    blocks: tuple[tuple[str, Collection[str], Collection[str]], ...] = (
        ("phrases", texts.phrases, contract.phrases),
        ("numbers", texts.numbers, contract.numbers),
    )
    for block, given, known in blocks:
        for name in sorted(set(given) - set(known)):
            yield Problem(document.line((block, name)), f"{block}: {name} is not known")
        for name in sorted(set(known) - set(given)):
            yield Problem(document.line((block,)), f"{block}: {name} is lacking")
    if bool(texts.questions) != contract.questions:
        needed = "needs" if contract.questions else "has no"
        yield Problem(document.line(("questions",)), f"this kind {needed} questions")


def _wrong_sections(document: Document, texts: PaperTexts, contract: Contract) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, section in enumerate(texts.sections):
        line = document.line(("sections", place, "id"))
        if section.id not in contract.sections and not section.id.startswith(OWN):
            known = ", ".join(sorted(contract.sections))
            yield Problem(line, f"unknown section {section.id}; known: {known}, or {OWN}…")
        if section.id in seen:
            yield Problem(line, f"section {section.id} stands here twice")
        seen.add(section.id)
    for name in sorted(contract.required - seen):
        yield Problem(document.line(("sections",)), f"section {name} is lacking")


def _wrong_law(document: Document, texts: PaperTexts, common: CommonTexts) -> Iterator[Problem]:
    known = {one.id for one in (*texts.legal, *common.legal)}
    for place, section in enumerate(texts.sections):
        for name in section.legal:
            if name not in known:
                line = document.line(("sections", place, "legal"))
                what = f"unknown paragraph of law {name}; known: {', '.join(sorted(known))}"
                yield Problem(line, what)
