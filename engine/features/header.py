"""The comment lines above a feature: its name, title, params and what an absent location means."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.features.spans import UNITS
from engine.yaml_file import Problem

KEYS = ("feature", "title", "params", "absent", "known_when", "hits", "hits_within")
ABSENT = ("zero", "unknown")
MARKS = {".sql": "--", ".cypher": "//"}
"""What begins a comment, by the ending of the file."""
_ENTRY = re.compile(r"\s*(?P<key>[A-Za-z_]\w*)\s*:(?P<value>.*)")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Header:
    """The checked header of one feature.

    Attributes:
        absent: `zero` (a location that is not returned has nothing there) or `unknown`.
        known_when: predicate on `location.*`, None when every location can be known.
        hits: ids of rules of the run whose hits elsewhere the feature reads.
        hits_within: param that says how new the evidence of such a hit must be, or None.
        lines: 1-based line of each key that stands in the file.
        mark: what begins a comment in this file.
    """

    feature: str
    title: str
    params: tuple[str, ...]
    absent: str
    known_when: str | None
    lines: Mapping[str, int]
    mark: str
    hits: tuple[str, ...] = ()
    hits_within: str | None = None


def parse(text: str, mark: str) -> tuple[Header, list[Problem]]:
    """Read the header of a feature file.

    Args:
        text: the whole file; the header is every comment line before the first other line.
        mark: what begins a comment.

    Returns:
        The header, with empty values where the file has none, and what is wrong with it.
    """
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith(mark):
            break
        if entry := _ENTRY.fullmatch(line.strip().removeprefix(mark)):
            key = entry["key"]
            problems += _key_problems(key, number, lines)
            found[key], lines[key] = entry["value"].strip(), number
    header = Header(
        feature=found.get("feature", ""),
        title=found.get("title", ""),
        params=_listed(found.get("params", "")),
        absent=found.get("absent", ABSENT[0]),
        known_when=found.get("known_when") or None,
        lines=lines,
        mark=mark,
        hits=_listed(found.get("hits", "")),
        hits_within=found.get("hits_within") or None,
    )
    return header, problems + _value_problems(header)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _key_problems(key: str, number: int, lines: Mapping[str, int]) -> list[Problem]:
    if key not in KEYS:
        return [Problem(number, f"unknown header key {key!r}; known: {', '.join(KEYS)}")]
    if key in lines:
        return [Problem(number, f"header key {key!r} stands at line {lines[key]} too")]
    return []


def _value_problems(header: Header) -> list[Problem]:
    problems = [
        Problem(header.lines.get(key, 1), f"the header needs a line `{header.mark} {key}: …`")
        for key, value in (("feature", header.feature), ("title", header.title))
        if not value
    ]
    if header.feature and not _NAME.fullmatch(header.feature):
        what = f"{header.feature!r} cannot be a feature: use a_lower_case_name"
        problems.append(Problem(header.lines["feature"], what))
    line = header.lines.get("params", 1)
    for name in header.params:
        if not _NAME.fullmatch(name) or name == "as_of":
            problems.append(Problem(line, f"{name!r} cannot be a param: use a_lower_case_name"))
        elif header.params.count(name) > 1:
            problems.append(Problem(line, f"param {name!r} is declared twice"))
    if header.absent not in ABSENT:
        what = f"absent is {header.absent!r}; known: {', '.join(ABSENT)}"
        problems.append(Problem(header.lines["absent"], what))
    return list(dict.fromkeys([*problems, *_hits_problems(header)]))


def _hits_problems(header: Header) -> Iterator[Problem]:
    line, within = header.lines.get("hits", 1), header.hits_within
    if "hits" in header.lines and not header.hits:
        yield Problem(line, "hits names no rule: write `hits: DRG-01, DRG-04`")
    for rule_id in header.hits:
        if header.hits.count(rule_id) > 1:
            yield Problem(line, f"hits names {rule_id} twice")
    if within is not None and not (within in header.params and within.endswith(UNITS)):
        what = f"hits_within is {within!r}: name a param that is a span, such as window_months"
        yield Problem(header.lines["hits_within"], what)
    if within is not None and not header.hits:
        yield Problem(header.lines["hits_within"], "hits_within is said without hits")
