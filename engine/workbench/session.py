"""A published run held open, so that changes of its packs are answered at once.

Opening reads hits and locations; the facts of a rule are loaded when it is first tried. A
change judges only the changed rules and the combined rules made of them, scores only the
locations that these touch, and is undone: the session always stands at the run as published.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from threading import RLock
from types import TracebackType
from typing import Self

import pyarrow as pa

from engine.errors import WorkbenchError
from engine.features.database import FeatureDatabase
from engine.features.spans import Value
from engine.register import of_run
from engine.rules import outcome, relations
from engine.rules.loader import RuleSet
from engine.rules.model import Rule
from engine.scoring import score
from engine.settings import Settings
from engine.snapshot import Run
from engine.workbench import known_rules, queries, stored, workload
from engine.workbench.changes import KEYS, Change, changed_rules, current
from engine.workbench.effects import Effect, LocationEffect, RuleEffect
from engine.workbench.judging import Judge


class Session:
    """One run, opened to try changes on its stored facts; safe to share between threads.

    Attributes:
        run: the run; it is never changed.
        ruleset: the packs that changes start from.
        settings: those of the run, with the present capacity.
        rules: every rule as the run judged it, by id.
        remarks: what a reader must know about every answer, in Dutch.
    """

    def __init__(self, run: Run, ruleset: RuleSet, settings: Settings) -> None:
        """Open a run.

        Args:
            run: a published run.
            ruleset: the packs, normally those the run was made with. A rule that is other in
                the run keeps what the run says of it until it is changed itself.
            settings: the present ones, for the capacity.

        Raises:
            RunError: the run cannot be read.
        """
        self.run, self.ruleset = run, ruleset
        self.settings = of_run.settings_of(run, settings)
        known = known_rules.of(run, ruleset, score=self.settings.score)
        self.rules, self._drifted = known.rules, known.drifted
        self._registers = stored.registers(run)
        self._lock = RLock()
        with ExitStack() as opened:
            register = opened.enter_context(of_run.register(run))
            self._db = opened.enter_context(
                FeatureDatabase(register, settings=self.settings, as_of=run.as_of)
            )
            self._judge = Judge(run, ruleset, self._db)
            self._open()
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the tables."""
        with self._lock:
            self._opened.close()

    def what_if(self, changes: Sequence[Change], *, recompute: bool = False) -> Effect:
        """Try changes on the run; without any the answer is the run itself.

        Args:
            changes: any number; one value per rule and key.
            recompute: compute features again whose own params change; slower.

        Raises:
            WorkbenchError: a change cannot be made, or not on the stored facts; says the way out.
            RulePackError: a predicate or feature does not run within its limits.
        """
        changed = changed_rules(self.ruleset, changes, score=self.settings.score)
        self._refuse_strangers(changed)
        self._judge.refuse_beyond_calendar(changed.values())
        with self._lock:
            rules = {**self.rules, **changed}
            touched = self._touched(changed, rules)
            tables = self._judge.tables(touched, recompute=recompute)
            with self._undone():
                for rule in touched:
                    self._judge.judge(rule, rules, tables)
                rescored = self._rescore([rule.id for rule in touched], rules)
                return self._effect(tuple(changes), changed, touched, rescored)

    def rejudged(self) -> pa.Table:
        """Every rule judged again on the stored facts: hits as the run stored them, if all is well.

        Returns:
            HIT and UNKNOWN rows by (location_id, rule_id), with the columns of `hits.parquet`.

        Raises:
            WorkbenchError: the facts or packs are not those of the run.
        """
        with self._lock:
            same = self._same()
            tables = self._judge.tables(same, recompute=False)
            with self._undone():
                for rule in same:
                    self._judge.judge(rule, self.rules, tables)
                hits = self._db.con.sql("FROM result ORDER BY location_id, rule_id")
                return self._score(hits.to_arrow_table(), self._locations(), self.rules).hits

    def _open(self) -> None:
        con = self._db.con
        con.execute(outcome.RESULT)
        for name in ("hits", "locations"):
            con.register(f"incoming_{name}", self.run.table(name))
        con.execute(queries.TAKE_HITS)
        con.execute(queries.TAKE_LOCATIONS)
        for name in ("hits", "locations"):
            con.unregister(f"incoming_{name}")
        self.remarks = known_rules.remarks(self.run, self._drifted)
        if stored.is_redacted(self.run):
            same = [rule for rule in self._same() if self._judge.has_facts(rule)]
            tables = self._judge.tables(same, recompute=False)
            for rule in same:
                self._judge.judge(rule, self.rules, tables)
            hits = con.sql(queries.ALL_HITS).to_arrow_table()
            con.register("rescored", self._score(hits, self._locations(), self.rules).locations)
            con.execute(queries.TAKE_RESCORED)
        con.execute(queries.TAKE_BEFORE)

    def _locations(self) -> pa.Table:
        return self._db.con.sql("SELECT location_id FROM base ORDER BY 1").to_arrow_table()

    def _same(self) -> list[Rule]:
        """Rules that are the same in packs and run, parts first."""
        ordered = relations.order(list(self.rules.values()))
        return [rule for rule in ordered if rule.id not in self._drifted]

    def _refuse_strangers(self, changed: Mapping[str, Rule]) -> None:
        if new := sorted(changed.keys() - self.rules.keys()):
            raise WorkbenchError(
                "niet in deze run: {rules}; maak een nieuwe run, of vergelijk met `dijkwacht "
                "rules compare`",
                rules=", ".join(new),
            )

    def _touched(self, changed: Mapping[str, Rule], rules: Mapping[str, Rule]) -> list[Rule]:
        """Changed rules and combined rules that may say something else, parts first."""
        touched: list[Rule] = []
        outcomes: set[str] = set()
        for rule in relations.order(list(rules.values())):
            follows = rule.combine is not None and not outcomes.isdisjoint(rule.combine.parts)
            if rule.id in changed or follows:
                touched.append(rule)
            if follows or (rule.id in changed and self._says_else(rule)):
                outcomes.add(rule.id)
        return touched

    def _says_else(self, rule: Rule) -> bool:
        """True when a change may reach a rule that this one is a part of."""
        before = self.rules[rule.id]
        if rule.id in self._drifted:
            return True
        return (rule.params, rule.status, rule.role) != (before.params, before.status, before.role)

    @contextmanager
    def _undone(self) -> Iterator[None]:
        """Take back everything that happens to the tables inside."""
        self._db.con.begin()
        try:
            yield
        finally:
            self._db.con.rollback()

    def _score(self, hits: pa.Table, places: pa.Table, rules: Mapping[str, Rule]) -> score.Scored:
        return score.score(
            hits,
            list(rules.values()),
            places,
            self._registers,
            as_of=self.run.as_of,
            settings=self.settings,
            database=self._db.con,
        )

    def _rescore(self, touched: Sequence[str], rules: Mapping[str, Rule]) -> pa.Table:
        """Score the locations that have or had a hit of a touched rule."""
        con = self._db.con
        con.execute(queries.AFFECTED, {"rules": ["", *touched]})
        hits = con.sql(queries.AFFECTED_HITS).to_arrow_table()
        places = con.sql("SELECT location_id FROM affected ORDER BY 1").to_arrow_table()
        return self._score(hits, places, rules).locations

    def _effect(
        self,
        changes: tuple[Change, ...],
        changed: Mapping[str, Rule],
        touched: Sequence[Rule],
        rescored: pa.Table,
    ) -> Effect:
        con, ids = self._db.con, ["", *(rule.id for rule in touched)]
        con.register("rescored", rescored)
        found = con.execute(queries.COUNTS, {"rules": ids}).fetchall()
        counts = {row[0]: row[1:] for row in found}
        before, after = con.execute(queries.ELIGIBLE).fetchall()[0]
        order = sorted(touched, key=lambda rule: (rule.id not in changed, rule.id))
        return Effect(
            run=self.run.path.name,
            changes=changes,
            values_before=tuple(self._before(change) for change in changes),
            rules=tuple(self._rule_effect(r, r.id in changed, counts.get(r.id)) for r in order),
            moved=tuple(LocationEffect(*row) for row in con.execute(queries.MOVED).fetchall()),
            load_before=workload.of(before, self.settings),
            load_after=workload.of(after, self.settings),
            locations=con.sql(queries.AFTER).to_arrow_table(),
            hits=con.sql(queries.CHANGED_HITS, params={"rules": ids}).to_arrow_table(),
            remarks=(*self.remarks, *self._drift_of(changed)),
        )

    def _before(self, change: Change) -> Value | None:
        """What the run says; a param that its packs did not have is None."""
        rule = self.rules[change.rule_id]
        is_known = change.key in KEYS or change.key in rule.params
        return current(rule, change.key) if is_known else None

    def _rule_effect(
        self, rule: Rule, is_changed: bool, counts: tuple[int, ...] | None
    ) -> RuleEffect:
        old = self.rules[rule.id]
        before, after, appeared, disappeared, unknown_before, unknown_after = counts or (0,) * 6
        return RuleEffect(
            rule_id=rule.id,
            title=rule.title,
            status_before=str(old.status),
            status_after=str(rule.status),
            points_before=old.points,
            points_after=rule.points,
            hits_before=before,
            hits_after=after,
            appeared=appeared,
            disappeared=disappeared,
            unknown_before=unknown_before,
            unknown_after=unknown_after,
            is_changed=is_changed,
        )

    def _drift_of(self, changed: Mapping[str, Rule]) -> Iterator[str]:
        for rule_id in sorted(changed.keys() & self._drifted):
            yield f"{rule_id} is sinds de run veranderd in de packs; dat verschil telt hier mee"
