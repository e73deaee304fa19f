"""Changes of one rule that can be tried: a param, its points, status, group or expiry.

A changed rule goes through the same model, defaults and checks as a rule in a pack, so that
what is tried here is what the pack would say.
"""

import dataclasses
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from engine.errors import WorkbenchError
from engine.features import spans
from engine.features.findings import Severity
from engine.features.spans import Value
from engine.rule_settings import ScoreSettings
from engine.rules import checks, loader
from engine.rules.loader import RuleSet
from engine.rules.model import Rule, RuleText, Status
from engine.rules.packs import Entry
from engine.translatable import mark, sentence

KEYS = ("points", "status", "correlated_group", "expires_months")
"""What can be changed besides the rule's own params."""

_NOTHING = ("", "none", "geen")
_TRUTH = {"true": True, "ja": True, "false": False, "nee": False}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to try.

    Attributes:
        rule_id: the rule.
        key: a param of the rule, or one of `KEYS`.
        value: its new value, of the type of the old one; None takes a group or expiry away.
    """

    rule_id: str
    key: str
    value: Value | None

    def __str__(self) -> str:
        return f"{self.rule_id}.{self.key} = {shown(self.value)}"


@dataclass(frozen=True, slots=True)
class Knob:
    """One thing of a rule that can be changed, for sliders and help texts.

    Attributes:
        key: a param of the rule, or one of `KEYS`.
        value: what it is now.
        on_facts: the facts of a run suffice; otherwise its feature must be computed again.
    """

    rule_id: str
    key: str
    value: Value | None
    on_facts: bool


def knobs(ruleset: RuleSet, rule_id: str) -> tuple[Knob, ...]:
    """What can be changed of a rule: its params in the pack's order, then `KEYS`.

    Raises:
        WorkbenchError: there is no such rule, or the weekly scan never judges it.
    """
    rule = _rule(ruleset, rule_id)
    compiled = ruleset.compiled.get(rule_id)
    in_feature = compiled.feature.params if compiled else ()
    params = [Knob(rule_id, k, v, k not in in_feature) for k, v in rule.params.items()]
    text = ruleset.entries[rule_id].text
    keys = [key for key in KEYS if not (text.combine and key == "points")]
    return (*params, *(Knob(rule_id, key, current(rule, key), True) for key in keys))


def parse(text: str, ruleset: RuleSet) -> Change:
    """Read `GEN-01.min_clusters=6`; lists are written with commas, dates as YYYY-MM-DD.

    Raises:
        ValueError: not of that form.
        WorkbenchError: an unknown rule or key, or a value of another type.
    """
    name, is_set, value = text.partition("=")
    rule_id, dot, key = name.strip().partition(".")
    if not (is_set and dot and rule_id and key):
        raise ValueError(f"{text!r}: schrijf het als REGEL.sleutel=waarde, zoals GEN-01.points=4")
    rule = _rule(ruleset, rule_id)
    change = Change(rule_id, key, _read(rule, key, value.strip()))
    _check_type(rule, change)
    return change


def changed_rules(
    ruleset: RuleSet, changes: Sequence[Change], *, score: ScoreSettings
) -> dict[str, Rule]:
    """The rules as the packs would say them with these changes, by id.

    Args:
        ruleset: the packs as they are.
        changes: in any order; one value per rule and key.
        score: the usual expiry, and the points of context.

    Raises:
        WorkbenchError: an unknown rule or key, a value of another type or two values for one
            key, or the pack would not load.
    """
    wanted: dict[str, dict[str, Value | None]] = {}
    for change in changes:
        _check_type(_rule(ruleset, change.rule_id), change)
        of_rule = wanted.setdefault(change.rule_id, {})
        if change.key in of_rule:
            raise WorkbenchError(
                "{rule}.{key} staat er twee keer: geef één waarde",
                rule=change.rule_id,
                key=change.key,
            )
        of_rule[change.key] = change.value
    return {
        rule_id: _changed(ruleset, rule_id, values, score)
        for rule_id, values in sorted(wanted.items())
    }


def current(rule: Rule, key: str) -> Value | None:
    """What a param of the rule, or one of `KEYS`, is now.

    Raises:
        WorkbenchError: the rule has no such key.
    """
    if rule.combine and key == "points":
        raise WorkbenchError(
            "{rule} is een samengestelde regel en heeft geen eigen punten; "
            "wijzig de punten van een onderdeel",
            rule=rule.id,
        )
    if key in KEYS:
        value = getattr(rule, key)
        return str(value) if isinstance(value, Status) else value
    if key not in rule.params:
        known = ", ".join((*rule.params, *KEYS))
        raise WorkbenchError(
            "{rule} heeft geen {key}; wat te wijzigen is: {known}",
            rule=rule.id,
            key=key,
            known=known,
        )
    return rule.params[key]


def shown(value: object) -> str:
    """A value as people read it: decimal comma, lists with commas, `geen` for nothing."""
    if value is None:
        return "geen"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, list | tuple):
        return ", ".join(shown(part) for part in value) or "geen"
    return str(value)


def _rule(ruleset: RuleSet, rule_id: str) -> Rule:
    known = {rule.id: rule for rule in ruleset.rules}
    if rule_id not in known:
        near = difflib.get_close_matches(rule_id, sorted(known), n=5, cutoff=0.4)
        if near:
            raise WorkbenchError(
                "regel {rule} staat niet in de packs; bedoeld: {near}?",
                rule=rule_id,
                near=", ".join(near),
            )
        raise WorkbenchError(
            "regel {rule} staat niet in de packs; `dijkwacht rules list` noemt ze alle",
            rule=rule_id,
        )
    rule = known[rule_id]
    if rule.waits_for:
        raise WorkbenchError(
            "regel {rule} wacht op {sources} en wordt nog niet beoordeeld: "
            "er is niets te proberen tot die bron er is",
            rule=rule_id,
            sources=", ".join(rule.waits_for),
        )
    if not rule.gate.in_scan:
        raise WorkbenchError(
            "regel {rule} heeft poort {gate}: de weekscan beoordeelt hem nooit; "
            "probeer hem binnen een zaak",
            rule=rule_id,
            gate=str(rule.gate),
        )
    return rule


def _read(rule: Rule, key: str, text: str) -> Value | None:
    """The text as a value of the type that the key has now; as text where it does not fit."""
    if key in ("correlated_group", "expires_months") and text.lower() in _NOTHING:
        return None
    now = 0 if key == "expires_months" else current(rule, key)
    if isinstance(now, bool):
        return _TRUTH.get(text.lower(), text)
    if isinstance(now, list):
        return [part.strip() for part in text.strip("[]").split(",") if part.strip()]
    try:
        if isinstance(now, int | float):
            return _number(text)
        if isinstance(now, date):
            return date.fromisoformat(text)
    except ValueError:
        return text
    return text


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text.replace(",", "."))


def _check_type(rule: Rule, change: Change) -> None:
    now = 0 if change.key == "expires_months" else current(rule, change.key)
    if change.value is None and change.key in ("correlated_group", "expires_months"):
        return
    wanted = next(word for kind, word in _kinds(change.key) if isinstance(now, kind))
    if not _fits(change.value, wanted):
        raise WorkbenchError(
            "{rule}.{key} is {wanted}, niet '{given}'; nu is het {now}",
            rule=rule.id,
            key=change.key,
            wanted=sentence(wanted),
            given=_told(change.value),
            now=_told(current(rule, change.key)),
        )


def _told(value: Value | None) -> str:
    """As `shown`, for in a sentence that pages say anew."""
    told = shown(value)
    return sentence(told) if value is None or isinstance(value, bool) else told


def _kinds(key: str) -> Iterator[tuple[type, str]]:
    is_whole = key.endswith(spans.UNITS) or key == "expires_months"
    yield bool, mark("ja of nee")
    yield int, mark("een geheel getal van 0 of meer") if is_whole else mark("een getal")
    yield float, mark("een getal")
    yield date, mark("een datum (JJJJ-MM-DD)")
    yield list, mark("een lijst")
    yield object, mark("een tekst")


def _fits(value: object, wanted: str) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "ja of nee": isinstance(value, bool),
        "een geheel getal van 0 of meer": is_number and isinstance(value, int) and value >= 0,
        "een getal": is_number and value == value and abs(float(str(value))) < float("inf"),
        "een datum (JJJJ-MM-DD)": isinstance(value, date),
        "een lijst": isinstance(value, list) and all(isinstance(v, str) for v in value),
        "een tekst": isinstance(value, str),
    }[wanted]


def _changed(
    ruleset: RuleSet, rule_id: str, values: Mapping[str, Value | None], score: ScoreSettings
) -> Rule:
    entry = ruleset.entries[rule_id]
    tree = entry.text.model_dump(by_alias=True)
    params = {name: value for name, value in values.items() if name not in KEYS}
    tree |= {name: value for name, value in values.items() if name in KEYS}
    tree["params"] = {**tree["params"], **params}
    try:
        text = RuleText.model_validate(tree)
    except ValidationError as error:
        found = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise WorkbenchError(
            "zo laadt het pack van {rule} niet: {problems}", rule=rule_id, problems=found
        ) from error
    changed = dataclasses.replace(entry, text=text)
    rule = loader.resolve(changed, ruleset.features, score)
    before = _complaints(entry, loader.resolve(entry, ruleset.features, score), score)
    if new := [what for what in _complaints(changed, rule, score) if what not in before]:
        raise WorkbenchError("zo laadt het pack niet: {problems}", problems="; ".join(new))
    return rule


def _complaints(entry: Entry, rule: Rule, score: ScoreSettings) -> list[str]:
    found = checks.check(entry, rule, score)
    return [finding.what for finding in found if finding.severity is Severity.ERROR]
