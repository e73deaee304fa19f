"""What a step of a file can ask for, and what is missing when it does not hold, in Dutch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from engine.casework.bibob import (
    conclusion,
    grounds,
    hook,
    notices,
    questionnaire,
    statements,
    timeline,
)
from engine.casework.bibob.catalogue import Catalogue
from engine.casework.bibob.content import Content
from engine.casework.bibob.law import Need
from engine.casework.bibob.words import EventKind, NoticeKind, Outcome, SourceResult
from engine.casework.clocks.clock import Standing
from engine.translatable import sentence


@dataclass(frozen=True, slots=True)
class Now:
    """A file on a day, under the rules."""

    known: Content
    law: Catalogue
    today: date


def missing(known: Content, law: Catalogue, needs: tuple[Need, ...], *, today: date) -> list[str]:
    """What is missing of these needs, as Dutch sentences in the order of the needs."""
    now = Now(known, law, today)
    found = (CONDITIONS[need](now) for need in needs)
    return [told for told in found if told is not None]


def _when(holds: bool, lacking: str) -> str | None:
    return None if holds else lacking


def _questionnaire(now: Now) -> str | None:
    lacking = questionnaire.missing(now.known, now.law)
    titles = "; ".join(one.title for one in lacking)
    return _when(not lacking, sentence("in het formulier ontbreekt: {titles}", titles=titles))


def _completion_passed(now: Now) -> str | None:
    clock = timeline.clock(now.known, now.law, "completion", as_of=now.today)
    return _when(
        clock.standing is Standing.OVERDUE,
        sentence("de gestelde termijn om aan te vullen is niet ongebruikt verstreken"),
    )


def _refusals(now: Now) -> str | None:
    waiting = "; ".join(one.title for one in grounds.unweighed(now.known, now.law))
    return _when(
        not waiting,
        sentence("nog niet gewogen (reguliere weigeringsgronden): {waiting}", waiting=waiting),
    )


def _sources(now: Now) -> str | None:
    if not now.known.sources:
        return sentence("er is nog geen bron geraadpleegd")
    asked = [str(s.id) for s in now.known.sources if s.result is SourceResult.ASKED]
    return _when(
        not asked, sentence("nog geen antwoord van bron {numbers}", numbers=", ".join(asked))
    )


def _weighed(now: Now) -> str | None:
    waiting = sorted({fact.ground for fact in now.known.facts} - set(now.known.weighings))
    return _when(
        not waiting,
        sentence(
            "er zijn feiten onder een grond die niet is gewogen: {grounds}",
            grounds=", ".join(waiting),
        ),
    )


def _proportionality(now: Now) -> str | None:
    found = now.known.conclusion
    return _when(
        found is not None and bool(found.proportionality), sentence("de evenredigheid ontbreekt")
    )


def _statement_asked(now: Now) -> str | None:
    asked = [one for one in now.known.statements if not one.is_closed]
    return _when(bool(asked), sentence("vraag eerst een zienswijze en leg de termijn vast"))


def _decided(now: Now) -> str | None:
    decision, found = now.known.decision, now.known.conclusion
    current = decision is not None and found is not None and decision.added_at >= found.added_at
    return _when(current, sentence("leg eerst het besluit op deze conclusie vast"))


def _grants(now: Now) -> str | None:
    decision = now.known.decision
    granted = decision is not None and decision.outcome is Outcome.GRANT
    return _when(granted, sentence("zonder zienswijze kan alleen worden verleend"))


def _follows(now: Now) -> str | None:
    decision = now.known.decision
    if decision is None:
        return None
    return conclusion.carried(now.known, now.law, decision.outcome, decision.ground)


def _told(kind: NoticeKind, lacking: str) -> Callable[[Now], str | None]:
    return lambda now: _when(now.known.has_notice(kind), lacking)


def _not_due(kind: NoticeKind, lacking: str) -> Callable[[Now], str | None]:
    return lambda now: _when(not notices.is_open(now.known, kind), lacking)


_REPORT = sentence("meld eerst de conclusie aan het Bibob-register")

CONDITIONS: Mapping[Need, Callable[[Now], str | None]] = {
    "advice_not_wanted": lambda now: _when(
        now.known.file.advice_wanted is False,
        sentence("zeg waarom geen advies van het LBB nodig is"),
    ),
    "advice_wanted": lambda now: _when(
        now.known.file.advice_wanted is True, sentence("zeg waarom advies van het LBB nodig is")
    ),
    "completion_term_passed": _completion_passed,
    "concluded": lambda now: _when(
        now.known.conclusion is not None, sentence("er is nog geen conclusie")
    ),
    "decided": _decided,
    "decision_follows_conclusion": _follows,
    "decision_grants": _grants,
    "form_refused": lambda now: _when(
        now.known.file.form_refused_on is not None,
        sentence("betrokkene heeft niet geweigerd het formulier aan te vullen"),
    ),
    "grounds_weighed": _weighed,
    "hook_valid": lambda now: hook.problem(now.known.file, now.today),
    "no_report_open": _not_due(NoticeKind.CONCLUSION, _REPORT),
    "procedure_ended": lambda now: _when(
        now.known.has_event(EventKind.PROCEDURE_ENDED),
        sentence("leg vast wanneer bezwaar of beroep afliep"),
    ),
    "proportionality_reasoned": _proportionality,
    "questionnaire_complete": _questionnaire,
    "refusals_weighed": _refusals,
    "register_reported": _told(NoticeKind.CONCLUSION, _REPORT),
    "sources_consulted": _sources,
    "statement_answered": lambda now: statements.problem(now.known, now.today),
    "statement_asked": _statement_asked,
    "subject_named": lambda now: _when(
        now.known.subject is not None, sentence("leg vast wie betrokkene is")
    ),
    "subject_told": _told(
        NoticeKind.SUBJECT_TOLD, sentence("vertel betrokkene dat advies wordt gevraagd")
    ),
    "withdrawal_reported": _not_due(
        NoticeKind.WITHDRAWAL, sentence("meld eerst de terugtrekking aan het Bibob-register")
    ),
}
"""Every condition by name: None when it holds."""
