"""Routes: who must see a location first, and what a route to care or protection holds back.

Who may be a victim is never met with a closure: at a location with a hit of such a route no
instrument and no action that closes is suggested. Which families these are and what closes
stands in `care` of `settings.yml`; a route gives no points and is kept apart from the hits.
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence

from engine.exports.outcomes import RuleOutcome
from engine.rule_settings import CareSettings
from engine.snapshot import Run
from engine.translatable import sentence

ROUTE = "route"
FIRST = sentence("Eerst zorg of bescherming; sluiten wordt niet voorgesteld.")


def routes(run: Run, hits: Iterable[RuleOutcome]) -> tuple[RuleOutcome, ...]:
    """The hits that send a location to a person; a filtered one and a rule on trial send nobody."""
    trial = {rule["id"] for rule in run.meta["rules"] if rule["status"] == "experimental"}
    return tuple(
        hit
        for hit in hits
        if hit.role == ROUTE and hit.filtered_by is None and hit.rule_id not in trial
    )


def protecting(routes: Sequence[RuleOutcome], care: CareSettings) -> tuple[RuleOutcome, ...]:
    """The routes that hold a closure back."""
    return tuple(route for route in routes if route.family in care.families)


def notices(routes: Sequence[RuleOutcome]) -> tuple[str, ...]:
    """Why no closure is suggested, one sentence per protecting route, for a reader (Dutch)."""
    return tuple(
        sentence(
            "{first} {why} Gaat naar: {whom}.",
            first=FIRST, why=route.sentence, whom=str(route.route_to),
        )
        for route in routes
    )  # fmt: skip


def without_closing(outcome: RuleOutcome, care: CareSettings) -> RuleOutcome:
    """The same outcome without instruments and action that close the premises."""
    kept = tuple(text for text in outcome.instruments if not _closes(text, care))
    closes = outcome.action is not None and _closes(outcome.action, care)
    return dataclasses.replace(outcome, instruments=kept, action=None if closes else outcome.action)


def _closes(text: str, care: CareSettings) -> bool:
    code = text.partition(":")[0].strip()
    words = re.findall(r"\w+", text.lower())
    return code in care.closing_codes or any(w.startswith(care.closing_words) for w in words)
