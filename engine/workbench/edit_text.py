"""Edits as one types them: `GEN-01.points=2`, `GEN-01.title=Een titel`, `GEN-01={name: …}`."""

from collections.abc import Iterable
from datetime import date
from typing import get_args

from pydantic import ValidationError

from engine.errors import RulePackError
from engine.rules.model import Case, RuleText, Suitability
from engine.workbench import pack_files, splicing
from engine.workbench.editing import AddCase, SetValue
from engine.workbench.pack_files import PackFile
from engine.workbench.yaml_values import Value


def parse_set(text: str, found: Iterable[PackFile]) -> SetValue:
    """Read `RULE.KEY=VALUE` or `RULE.params.NAME=VALUE`.

    What stands behind `=` is taken as it is for a text, and read as YAML for all else.

    Args:
        text: as typed.
        found: the packs, to know what a param holds now.

    Raises:
        ValueError: the form is another one, or the value does not read as YAML.
        RulePackError: there is no such rule.
    """
    name, equals, given = text.partition("=")
    rule_id, *path = name.strip().split(".")
    if not (equals and path and all(path)):
        raise ValueError(f"{text!r} is not RULE.KEY=VALUE, such as GEN-01.points=2")
    base = pack_files.holding(found, rule_id)
    rule = next(rule for rule in base.rules if rule.id == rule_id)
    if _is_text(path, rule):
        return SetValue(rule_id, tuple(path), given.strip())
    value = _yaml(given)
    if isinstance(value, list | dict | str | bool | int | float | date):
        return SetValue(rule_id, tuple(path), value)
    raise ValueError(f"{text!r}: nothing stands behind the equals sign")


def parse_case(text: str, found: Iterable[PackFile]) -> AddCase:
    """Read `RULE={name: …, facts: {…}, expect: HIT}`.

    Raises:
        ValueError: the form is another one, or a key of the case is missing or wrong.
        RulePackError: there is no such rule.
    """
    rule_id, equals, given = text.partition("=")
    if not equals:
        raise ValueError(f"{text!r} is not RULE={{name: …, facts: {{…}}, expect: HIT}}")
    pack_files.holding(found, rule_id.strip())
    try:
        case = Case.model_validate(_yaml(given))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "case"
        raise ValueError(f"{text!r}: {where}: {first['msg']}") from error
    return AddCase(rule_id.strip(), case.name, dict(case.facts), case.expect)


def _is_text(path: list[str], rule: RuleText) -> bool:
    """True when the value is a text already, or can be nothing else."""
    if path[0] == "params" and len(path) > 1:
        return isinstance(rule.params.get(path[1]), str)
    fields = Suitability.model_fields if path[0] == "suitability" else RuleText.model_fields
    field = fields.get(path[-1])
    kinds = (field.annotation, *get_args(field.annotation)) if field else ()
    return str in kinds and len(path) <= (2 if path[0] == "suitability" else 1)


def _yaml(text: str) -> Value:
    try:
        found: Value = splicing.load(text)
    except RulePackError as error:
        raise ValueError(f"{text!r}: {error}") from error
    return found
