"""Judges single rules again in a session's database, on facts that the run stored."""

from collections.abc import Iterable, Mapping

from engine.errors import WorkbenchError
from engine.features.database import FeatureDatabase
from engine.features.spans import months_before
from engine.rules import combined, filters, outcome
from engine.rules.loader import RuleSet
from engine.rules.model import Role, Rule
from engine.snapshot import Run
from engine.workbench import queries
from engine.workbench.facts import Facts

_NEEDS_PROOF = (Role.SCENARIO, Role.FACTOR)


class Judge:
    """What judging needs: the packs, the facts, and a database with `location` and `result`."""

    def __init__(self, run: Run, ruleset: RuleSet, db: FeatureDatabase) -> None:
        self._as_of, self._ruleset, self._db = run.as_of, ruleset, db
        self._facts = Facts(run, db)

    def has_facts(self, rule: Rule) -> bool:
        """True when the run stored what this rule is judged on; a combined rule needs none."""
        compiled = self._ruleset.compiled.get(rule.id)
        return compiled is None or not rule.is_scanned or self._facts.fit(rule, compiled)

    def tables(self, rules: Iterable[Rule], *, recompute: bool) -> dict[str, str]:
        """Tables of facts by rule id, of the rules that are judged on facts of their own.

        Raises:
            WorkbenchError: the stored facts do not fit a rule; says the way out.
        """
        compiled = self._ruleset.compiled
        return {
            rule.id: self._facts.table(rule, compiled[rule.id], recompute=recompute)
            for rule in rules
            if rule.is_scanned and not rule.combine
        }

    def judge(self, rule: Rule, rules: Mapping[str, Rule], tables: Mapping[str, str]) -> None:
        """Put the rows of one rule in the place of those that stand in `result`.

        Args:
            rule: the rule as it is tried; one that the scan does not judge has no rows.
            rules: all rules, by id; parts of a combined rule have been judged before it.
            tables: as `tables` gives them.

        Raises:
            WorkbenchError: a scenario or factor hits without evidence.
            RulePackError: the predicate does not run within its limits.
        """
        con = self._db.con
        con.execute("DELETE FROM result WHERE rule_id = $rule", {"rule": rule.id})
        if not rule.is_scanned:
            return
        if rule.combine:
            titles = {rule_id: one.title for rule_id, one in rules.items()}
            usable = combined.usable_parts(rule, rules)
            forgiven = combined.forgiven_parts(rule, rules)
            con.execute(combined.statement(rule, titles, usable, forgiven))
        else:
            compiled, entry = self._ruleset.compiled[rule.id], self._ruleset.entries[rule.id]
            values = outcome.values(rule, compiled, as_of=self._as_of)
            with self._db.limited(f"rule {rule.id}", entry.file, entry.line("hit_when")):
                con.execute(outcome.statement(rule, compiled, tables[rule.id]), values)
            self._refuse_unproven(rule)
        filters.mark(con, self._ruleset.filters, rule.id, as_of=self._as_of)

    def refuse_beyond_calendar(self, rules: Iterable[Rule]) -> None:
        """Refuse windows and expiry that cannot be counted back from the run's date.

        Raises:
            WorkbenchError: one of them reaches before the calendar begins.
        """
        for rule in rules:
            try:
                months_before(self._as_of, rule.expires_months or 0)
                if (compiled := self._ruleset.compiled.get(rule.id)) is not None:
                    outcome.values(rule, compiled, as_of=self._as_of)
            except (ValueError, OverflowError) as error:
                raise WorkbenchError(
                    "{rule}: die termijn gaat terug tot voor het begin van de kalender; "
                    "kies een kortere",
                    rule=rule.id,
                ) from error

    def _refuse_unproven(self, rule: Rule) -> None:
        """As in a run: a fact without a source is no fact."""
        if rule.role not in _NEEDS_PROOF:
            return
        for (place,) in self._db.con.execute(queries.UNPROVEN, {"rule": rule.id}).fetchall():
            raise WorkbenchError(
                "{rule} raakt dan {location} zonder bewijs: zo stopt een run; "
                "kies een andere waarde, of laat het kenmerk bewijs teruggeven",
                rule=rule.id,
                location=place,
            )
