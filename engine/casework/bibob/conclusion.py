"""The conclusion about danger with its proportionality, whether advice is wanted, the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, grounds, statements, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, catalogue_of, pick
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobConclusion, BibobDecision
from engine.casework.bibob.models import BibobEvent, BibobFile
from engine.casework.bibob.words import (
    BibobState,
    Conclusion,
    EventKind,
    Ground,
    Outcome,
    RefusalOutcome,
)
from engine.errors import CaseworkError
from engine.translatable import Sentence, joined, mark, sentence

DRAFTING = frozenset({BibobState.OWN_INVESTIGATION, BibobState.ADVICE_RECEIVED})
DECIDING = frozenset({BibobState.DRAFT, BibobState.STATEMENT})


@dataclass(frozen=True, slots=True)
class ConclusionGiven:
    """A conclusion as the officer gives it.

    Attributes:
        conditions: rules that would take the danger away.
        by_advice: it follows an advice of the LBB.
    """

    conclusion: Conclusion
    on: date
    reason: str
    uncertainty: str
    proportionality: str
    conditions: str = ""
    by_advice: bool = False


@dataclass(frozen=True, slots=True)
class DecisionGiven:
    """A decision as the officer gives it; `ground` is a code of `decision_grounds`."""

    outcome: Outcome
    ground: str
    on: date
    reason: str
    conditions: str = ""


def want_advice(session: Session, number: int, by: By, *, wanted: bool, reason: str) -> BibobFile:
    """Record whether advice of the LBB is wanted, and why.

    Raises:
        CaseworkError: as `acting.investigating`; advice was asked already; or the reason is short.
    """
    kinds = ("advies", "reden")
    with acting.investigating(session, number, by, name="advies afgewogen", kinds=kinds) as file:
        if file.state in {BibobState.ADVICE_REQUESTED, BibobState.ADVICE_RECEIVED}:
            raise CaseworkError("het advies is al gevraagd")
        law = catalogue_of(session)
        least = law.grounds.min_reason
        file.advice_reason = texts.clean(law, reason, what=mark("de reden"), at_least=least)
        file.advice_wanted = wanted
        return file


def conclude(session: Session, number: int, by: By, given: ConclusionGiven) -> BibobConclusion:
    """Record the conclusion; the newest counts.

    Raises:
        CaseworkError: as `acting.investigating`; the file is in another state; ordinary grounds
            were not weighed; the conclusion does not follow the weighings; or a text is too short.
    """
    kinds = ("conclusie", "evenredigheid")
    with acting.investigating(session, number, by, name="conclusie", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        if file.state not in DRAFTING:
            raise CaseworkError(
                "een conclusie hoort bij {states}", states=", ".join(sorted(DRAFTING))
            )
        if waiting := grounds.unweighed(known, law):
            titles = "; ".join(one.title for one in waiting)
            raise CaseworkError(
                "weeg eerst de reguliere weigeringsgronden: {titles}", titles=titles
            )
        _check_follows(known, given)
        texts.past(given.on, by.today, what=mark("conclusie van"))
        texts.in_order(
            file.hook_on, given.on, first_is=mark("de haak"), then_is=mark("de conclusie")
        )
        least = law.grounds.min_reason
        made = BibobConclusion(
            conclusion=given.conclusion,
            dated_on=given.on,
            reason=texts.clean(law, given.reason, what=mark("de motivering"), at_least=least),
            uncertainty=texts.clean(law, given.uncertainty, what=mark("wat onzeker is")),
            proportionality=texts.clean(
                law, given.proportionality, what=mark("de evenredigheid"), at_least=least
            ),
            conditions=_conditions(law, given.conditions, needed=given.conclusion),
            by_advice=given.by_advice,
        )
        acting.add(session, file, by, BibobEvent(kind=EventKind.CONCLUDED, dated_on=given.on))
        return acting.add(session, file, by, made)


def decide(session: Session, number: int, by: By, given: DecisionGiven) -> BibobDecision:
    """Record the decision; it stands once the file takes the step to it (REQ-BIB-2).

    Raises:
        CaseworkError: as `acting.investigating`; the file is in another state; the hook does not
            know the outcome; the conclusion or ground does not carry it; or a decision other than
            to grant comes before the subject could give a statement.
    """
    kinds = ("besluit", "reden")
    with acting.investigating(session, number, by, name="besluit vastgelegd", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        if file.state not in DECIDING:
            raise CaseworkError(
                "een besluit hoort bij {states}", states=", ".join(sorted(DECIDING))
            )
        if given.outcome not in law.hooks[file.hook_kind].outcomes:
            fits = ", ".join(law.hooks[file.hook_kind].outcomes)
            raise CaseworkError(
                "bij deze haak past {outcome} niet; wel: {fits}", outcome=given.outcome, fits=fits
            )
        if problem := carried(known, law, given.outcome, given.ground):
            raise CaseworkError(problem)
        if given.outcome is not Outcome.GRANT:
            statements.require_answered(known, by.today)
        texts.past(given.on, by.today, what=mark("besluit van"))
        texts.in_order(
            known.transitions[-1].dated_on,
            given.on,
            first_is=mark("de vorige stap"),
            then_is=mark("het besluit"),
        )
        least = law.grounds.min_reason
        conditions = texts.optional(law, given.conditions, what=mark("de voorschriften"))
        if given.outcome is Outcome.CONDITIONS and conditions is None:
            raise CaseworkError("noem de voorschriften")
        made = BibobDecision(
            outcome=given.outcome,
            ground=given.ground,
            dated_on=given.on,
            reason=texts.clean(law, given.reason, what=mark("de motivering"), at_least=least),
            conditions=conditions,
        )
        return acting.add(session, file, by, made)


def carried(known: Content, law: Catalogue, outcome: Outcome, ground: str) -> str | None:
    """Why an outcome on a ground is not carried by the conclusion, in Dutch; None when it is."""
    basis = pick(
        {one.code: one for one in law.grounds.decision_grounds}, ground, what=mark("grond")
    )
    rule, conclusion = law.outcome(outcome), known.conclusion
    if conclusion is None:
        return sentence("er is nog geen conclusie")
    degree = conclusion.conclusion
    if basis.conclusions and degree not in basis.conclusions:
        return sentence(
            "{ground} past niet bij de conclusie {conclusion}",
            ground=basis.title, conclusion=sentence(degree.label),
        )  # fmt: skip
    if ground in rule.own_grounds:
        return _own_ground(known, ground)
    if ground == "geen" and outcome is not Outcome.GRANT:
        return sentence("{outcome} vraagt een grond", outcome=rule.title)
    if not basis.conclusions and ground != "geen":
        return sentence("{ground} draagt {outcome} niet", ground=basis.title, outcome=rule.title)
    if degree not in rule.conclusions:
        return sentence(
            "{outcome} vraagt {needed}, en de conclusie is {conclusion}",
            outcome=rule.title, needed=_either([sentence(one.label) for one in rule.conclusions]),
            conclusion=sentence(degree.label),
        )  # fmt: skip
    return None


def _either(parts: Sequence[Sentence]) -> Sentence:
    """One or the other, in words."""
    told = joined(parts[:1])
    for part in parts[1:]:
        told = sentence("{one} of {other}", one=told, other=part)
    return told


def _own_ground(known: Content, ground: str) -> str | None:
    """Why a ground of its own does not stand in the file; None when it does."""
    if ground == "4" and known.file.form_refused_on is None:
        return sentence("betrokkene heeft niet geweigerd het formulier aan te vullen")
    if ground == "regulier":
        applies = [o for o in known.refusals.values() if o.outcome is RefusalOutcome.APPLIES]
        return None if applies else sentence("geen reguliere weigeringsgrond is van toepassing")
    weighed = known.weighings.get(Ground.OBTAINING.value)
    if ground == Ground.OBTAINING and (weighed is None or weighed.degree is Conclusion.NONE):
        return sentence("een feit om het besluit te krijgen is niet gewogen, of gaf geen gevaar")
    return None


def _check_follows(known: Content, given: ConclusionGiven) -> None:
    """The conclusion is the heaviest weighing, an advice's, or follows from a refusal (art. 4)."""
    if given.by_advice:
        if known.file.state is not BibobState.ADVICE_RECEIVED:
            raise CaseworkError("er is geen advies van het LBB ontvangen")
        return
    if known.file.form_refused_on is not None and given.conclusion is Conclusion.SERIOUS:
        return
    heaviest = grounds.heaviest(known)
    if given.conclusion is not heaviest:
        raise CaseworkError(
            "de conclusie volgt de zwaarste weging ({heaviest}), en niet {given}",
            heaviest=sentence(heaviest.label), given=sentence(given.conclusion.label),
        )  # fmt: skip


def _conditions(law: Catalogue, text: str, *, needed: Conclusion) -> str | None:
    if needed is Conclusion.LESSER:
        return texts.clean(
            law, text, what=mark("welke voorschriften het gevaar wegnemen of beperken")
        )
    return texts.optional(law, text, what=mark("de voorschriften"))
