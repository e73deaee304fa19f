"""Why a pair may be one and the same, in full: for the command line, and as JSON for programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.casework.matches import NOBODY, Judged
from engine.exports.pairs.candidates import Candidate
from engine.exports.pairs.wording import word
from engine.exports.words import number
from engine.exports.words import word as fixed
from engine.matching import explaining
from engine.matching.explaining import Explained
from engine.matching.fields import Field


def as_json(one: Candidate, judged: Judged | None, *, run: str, rules: Path) -> dict[str, object]:
    """The pair as JSON objects: fields with weights, their sum, threshold and judgements.

    Args:
        one: the pair.
        judged: what people judged of it; None when no casework database was asked.
        run: name of the run folder.
        rules: rules folder with the threshold of its kind.
    """
    return {
        "run": run,
        "kind": one.pair.kind.value,
        "subject": one.pair.subject,
        "other": one.pair.other,
        "fields": [_field(field) for field in one.why],
        "sum": _sum(one.why),
        "probability": one.probability,
        "margin": one.margin,
        "threshold": explaining.threshold(one.pair.kind.value, rules),
        "method": one.method,
        "records": list(one.records),
        "effect": dict(one.effect),
        "state": None if judged is None else judged.state.value,
        "judgements": None if judged is None else [
            {"number": e.number, "verdict": e.verdict.value, "by": e.user.subject,
             "at": e.judged_at.isoformat(), "run": e.run, "reason": e.reason,
             "allowed": None if e.approval is None else e.approval.allowed,
             "allowed_by": None if e.approval is None or e.approval.decided_by is None
             else e.approval.decided_by.subject}
            for e in judged.entries
        ],
    }  # fmt: skip


def as_text(one: Candidate, judged: Judged | None, *, run: str, rules: Path) -> str:
    """The pair for people to read; see `as_json`."""
    threshold = explaining.threshold(one.pair.kind.value, rules)
    lines = [
        f"Koppeling ({one.pair.kind.label}) in {run}",
        f"  {one.pair.subject}",
        f"  {one.pair.other}",
        "",
        *_table(one.why, rules),
        f"Kans dat dit dezelfde is: {_percent(one.probability)}; voorsprong op de volgende "
        f"{_percent(one.margin)}",
        f"Drempel om vanzelf te koppelen: {told_threshold(threshold)}",
        f"Gevonden: {word('method', one.method, rules=rules)}",
        "Bij 'dezelfde' veranderen: " + told_effect(one),
        *(f"  {key}" for key in one.records),
    ]
    return "\n".join([*lines, *_history(judged)]) + "\n"


def texts(found: Explained, *, kind: str, rules: Path) -> str:
    """What a matcher says of two texts, for people to read."""
    lines = [
        *_table(found.why, rules),
        f"Kans dat dit dezelfde is: {_percent(found.probability)}",
        f"Drempel om vanzelf te koppelen: {told_threshold(explaining.threshold(kind, rules))}",
        f"Gevonden: {word('method', found.method, rules=rules)}",
    ]
    return "\n".join(lines) + "\n"


def told_threshold(threshold: float | None) -> str:
    """The threshold in words; above 1 means that nothing of this kind is linked by itself."""
    if threshold is None:
        return "niet bekend"
    return "nooit: een persoon beslist" if threshold > 1 else _percent(threshold)


def told_effect(one: Candidate) -> str:
    """The rows that would change, by table, in words."""
    told = ", ".join(f"{fixed('table', table)} {count}" for table, count in one.effect)
    return told or "geen rijen in deze run"


def _table(why: Sequence[Field], rules: Path) -> Iterator[str]:
    for one in why:
        said = " | ".join(text for text in (one.mine, one.theirs) if text is not None)
        field = word("field", one.field, rules=rules)
        agreement = word("agreement", one.agreement, rules=rules)
        yield f"{field:<24} {agreement:<12} {one.weight:+7.2f}  {said}".rstrip()
    yield f"{'som':<24} {'':<12} {_sum(why):+7.2f}"
    yield ""


def _sum(why: Sequence[Field]) -> float:
    return round(sum(one.weight for one in why), 2)


def _field(one: Field) -> dict[str, object]:
    names = ("field", "agreement", "weight", "mine", "theirs")
    return {name: getattr(one, name) for name in names}


def _percent(share: float) -> str:
    return f"{number(100 * share, 1)} %"


def _history(judged: Judged | None) -> Iterator[str]:
    if judged is None:
        return
    yield ""
    if judged == NOBODY:
        yield "Nog niet beoordeeld."
    for entry in judged.entries:
        waits = ""
        if entry.approval is not None:
            allowed = {None: "wacht op een tweede persoon", True: "tweede persoon: eens"}
            waits = f" ({allowed.get(entry.approval.allowed, 'tweede persoon: niet eens')})"
        moment = f"{entry.judged_at:%d-%m-%Y %H:%M} UTC"
        yield f"{moment}  {entry.user.subject}: {entry.verdict.label}{waits}; {entry.reason}"
