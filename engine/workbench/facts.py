"""The facts that a run stored, loaded once into the locked database when a rule needs them.

Facts fit a rule when feature, text of the feature and the params that the text uses are those
of the run. What does not fit can only be computed again.
"""

import json

from engine.errors import RunError, WorkbenchError
from engine.features.database import FeatureDatabase
from engine.rules import record
from engine.rules.binding import Compiled
from engine.rules.model import Rule
from engine.snapshot import Run
from engine.translatable import sentence
from engine.workbench import stored

_TAKE = "FROM incoming_facts WHERE returned OR NOT known"
"""Where nothing was returned and that is known, nothing is there: never a hit."""
_JUDGED = frozenset({"location_id", "known", "unknown_reason", "returned"})


class Facts:
    """Feature tables of one run, by what they were computed from."""

    def __init__(self, run: Run, db: FeatureDatabase) -> None:
        """Read from run.json what each file of `features/` holds; no file is opened yet."""
        self._run, self._db = run, db
        files = run.meta.get("fact_files", [])
        self._files = {_key({k: v for k, v in f.items() if k != "file"}): f["file"] for f in files}
        self._loaded: dict[str, str] = {}

    def fit(self, rule: Rule, compiled: Compiled) -> bool:
        """True when the run stored the facts that this rule is judged on."""
        return _key(record.fact_key(compiled.feature, rule)) in self._files

    def table(self, rule: Rule, compiled: Compiled, *, recompute: bool) -> str:
        """Name of a table in the database with the facts of a rule.

        Args:
            rule: the rule with the params to use.
            compiled: its feature.
            recompute: compute the feature from the run's canonical tables when the stored
                facts do not fit.

        Raises:
            WorkbenchError: the facts do not fit and may not or cannot be computed again.
            RunError: the stored facts cannot be read.
            RulePackError: the feature does not run.
        """
        file = self._files.get(_key(record.fact_key(compiled.feature, rule)))
        if file is not None:
            if file not in self._loaded:
                self._loaded[file] = self._load(file, compiled)
            return self._loaded[file]
        if not recompute:
            raise _no_facts(rule, compiled)
        if stored.reads_redacted(self._run, compiled.feature):
            raise WorkbenchError(
                "{rule}: de run is geschoond, dus kenmerk {feature} is niet meer te berekenen; "
                "kies een run die niet geschoond is",
                rule=rule.id,
                feature=compiled.feature.name,
            )
        return self._db.ready(compiled.feature, rule.values).name

    def _load(self, file: str, compiled: Compiled) -> str:
        rows = self._run.table(f"features/{file}")
        if missing := sorted({*_JUDGED, *compiled.types} - {*rows.column_names}):
            what = f"features/{file} mist {', '.join(missing)}: maak de run opnieuw"
            raise RunError(f"{self._run.path}: {what}")
        name = f"stored_{len(self._loaded)}"
        self._db.con.register("incoming_facts", rows)
        self._db.con.execute(f"CREATE TABLE {name} AS {_TAKE}")
        self._db.con.unregister("incoming_facts")
        return name


def _key(parts: object) -> str:
    return json.dumps(parts, sort_keys=True)


def _no_facts(rule: Rule, compiled: Compiled) -> WorkbenchError:
    feature, used = compiled.feature, ", ".join(compiled.feature.params)
    why = sentence("kenmerk {feature} is sinds de run veranderd", feature=feature.name)
    if used:
        why = sentence(
            "kenmerk {feature} rekent zelf met {params}", feature=feature.name, params=used
        )
    return WorkbenchError(
        "{rule}: de opgeslagen feiten passen er niet bij: {why}; "
        "probeer het met --recompute (trager: berekent alleen dit kenmerk opnieuw), of maak een "
        "nieuwe run",
        rule=rule.id,
        why=why,
    )
