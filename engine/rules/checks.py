"""What one rule must say about itself, whatever the features and other rules are."""

from collections.abc import Iterator

from engine.features import spans
from engine.features.findings import Finding, warning
from engine.rule_settings import ScoreSettings
from engine.rules.model import ALL_FAMILIES, Outcome, Role, Rule, RuleText, Status
from engine.rules.packs import Entry

_SCORED = (Role.SCENARIO, Role.FACTOR)
_CODES = ("code", "sbi")
_LIMITS = ("min_", "max_", "above_", "below_")
"""A param that starts so is a number to compare with, also where it counts codes."""
_MOST_POINTS = 5
_LENGTH = "digits"
"""A param that says how many digits of a code are compared is a number."""


def check(entry: Entry, rule: Rule, score: ScoreSettings) -> Iterator[Finding]:
    """Everything wrong with one rule by itself."""
    yield from _form(entry)
    yield from _extras(entry)
    yield from _points(entry, rule, score)
    yield from _role(entry, rule)
    yield from _params(entry)
    yield from _cases(entry)
    yield from _promotion(entry)
    yield from _texts(entry, rule)


def _form(entry: Entry) -> Iterator[Finding]:
    text = entry.text
    if text.combine:
        for key in ("feature", "hit_when", "params", "points", "sbi"):
            if getattr(text, key):
                yield entry.error(f"a combined rule has no {key} of its own", key)
        if not (text.combine.all or text.combine.any):
            yield entry.error("combine needs at least one rule under all or any", "combine")
    elif not text.waits_for or text.feature or text.hit_when:
        for key in ("feature", "hit_when", "explain"):
            if not getattr(text, key):
                yield entry.error(f"needs {key} (or combine, or waits_for)")


def _extras(entry: Entry) -> Iterator[Finding]:
    text = entry.text
    if text.makes_eligible and not text.combine:
        yield entry.error("makes_eligible is for combined rules", "makes_eligible")
    for name, gate in text.gate_parts.items():
        if gate.rank < text.gate.rank:
            what = f"part {name} has gate {gate}, wider than the rule's {text.gate}"
            yield entry.error(what, "gate_parts", name)
    if text.sbi and not (text.sbi.sbi_2008 and text.sbi.sbi_2025):
        yield entry.error("sbi names its codes in both sets, 2008 and 2025", "sbi")


def _points(entry: Entry, rule: Rule, score: ScoreSettings) -> Iterator[Finding]:
    role, points = rule.role, rule.points
    if entry.text.combine:
        return
    if entry.text.points is None and role is not Role.ROUTE:
        yield entry.error("needs points")
    elif (points < 0) is not (role is Role.MITIGATING):
        what = f"mitigating facts, and only these, have negative points; {role} has {points:g}"
        yield entry.error(what, "points")
    elif abs(points) > _MOST_POINTS:
        yield entry.error(f"points are {_MOST_POINTS} at most, got {points:g}", "points")
    elif role is Role.CONTEXT and points > score.context_max_points:
        yield entry.error(f"context gives at most {score.context_max_points:g} point", "points")
    elif role is Role.ROUTE and points:
        yield entry.error("a route gives no points", "points")
    elif role in _SCORED and not points:
        yield entry.error(f"a {role} gives points", "points")


def _role(entry: Entry, rule: Rule) -> Iterator[Finding]:
    if rule.role is Role.ROUTE and not entry.text.route_to:
        yield entry.error("a route says to whom: route_to")
    if rule.family == ALL_FAMILIES and rule.role is not Role.MITIGATING:
        yield entry.error("family all is for mitigating facts", "family")


def _params(entry: Entry) -> Iterator[Finding]:
    for name, value in entry.text.params.items():
        place = ("params", name)
        if name == "as_of":
            yield entry.error("as_of is the run's own date: choose another name", *place)
        if isinstance(value, list) and not value:
            yield entry.error(f"param {name} is an empty list", *place)
        is_number = name.startswith(_LIMITS) or _LENGTH in name
        is_code = any(word in name for word in _CODES) and not is_number
        if is_code and not isinstance(value, str | list):
            yield entry.error(f"param {name} holds a code: quote it", *place)
        if name.endswith(spans.UNITS) and isinstance(value, bool | str | list):
            yield entry.error(f"param {name} is a span of time: a number", *place)


def _cases(entry: Entry) -> Iterator[Finding]:
    names = [case.name for case in entry.text.cases]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield entry.error(f"case {name!r} stands here twice", "cases", index)
    missing = [o for o in Outcome if o not in {case.expect for case in entry.text.cases}]
    if not missing:
        return
    what = f"no case for {', '.join(missing)}"
    if entry.text.hit_when:
        yield entry.error(what, "cases")
    elif entry.text.combine:
        yield _warn(entry, what, "cases")


def _promotion(entry: Entry) -> Iterator[Finding]:
    text: RuleText = entry.text
    if text.status is Status.STABLE:
        for key in ("suitability", "review_before"):
            if getattr(text, key) is None:
                yield entry.error(f"a stable rule needs {key}", "status")


def _texts(entry: Entry, rule: Rule) -> Iterator[Finding]:
    wanted = ["purpose", "sources"]
    if rule.role in _SCORED and not entry.text.combine:
        wanted += ["false_positives", "instruments"]
    for key in wanted:
        if not getattr(entry.text, key):
            yield _warn(entry, f"says nothing under {key}")


def _warn(entry: Entry, what: str, *path: str | int) -> Finding:
    return warning(entry.file, entry.line(*path), f"{entry.text.id}: {what}")
