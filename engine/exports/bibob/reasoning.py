"""Texts of a Bibob file as a recipient may see them: occasion, form, conclusion and decision."""

from engine.casework.bibob.catalogue import Catalogue
from engine.casework.bibob.words import EventKind
from engine.exports.bibob.sections import Danger, Decision, Form, FormLine, Occasion
from engine.exports.bibob.view import View


def occasion(seen: View, law: Catalogue) -> Occasion:
    """1. Why there is a file, and on which hook."""
    file = seen.known.file
    kind = law.permit_kinds[file.permit_kind]
    return Occasion(
        case_number=file.case_id,
        reference=file.hook_reference,
        hook=law.hooks[file.hook_kind].title,
        decision_kind=kind.label,
        authority=kind.authority,
        basis=f"{kind.basis}; {kind.bibob_basis}",
        hook_on=file.hook_on,
        trigger=law.triggers[file.trigger].title,
        purpose=seen.text(file.case.purpose),
    )


def form(seen: View, law: Catalogue) -> Form:
    """3. The form; without its lines for who gets own data only."""
    known = seen.known
    days = {event.kind: event.dated_on for event in known.events}
    asked = [e for e in known.events if e.kind is EventKind.COMPLETION_ASKED]
    lines = [
        FormLine(
            question=one.title,
            needed=one.needed,
            state=found.state.value if (found := known.answers.get(one.code)) else None,
            on=found.dated_on if found else None,
            article=law.cited(one.article, known.file.hook_on),
        )
        for one in law.questions_for(known.file.hook_kind)
    ]
    return Form(
        sent_on=days.get(EventKind.FORM_SENT),
        completed_on=days.get(EventKind.FORM_COMPLETED),
        requests=tuple((event.dated_on, event.until) for event in asked),
        refused_on=known.file.form_refused_on,
        lines=tuple(lines) if seen.has_reasoning else (),
    )


def danger(seen: View) -> Danger | None:
    """10 and 11. The conclusion; None: there is none."""
    found = seen.known.conclusion
    if found is None:
        return None
    return Danger(
        conclusion=found.conclusion.label,
        on=found.dated_on,
        reason=seen.text(found.reason),
        uncertainty=seen.text(found.uncertainty),
        proportionality=seen.text(found.proportionality),
        conditions=seen.maybe(found.conditions),
        by_advice=found.by_advice,
    )


def decision(seen: View, law: Catalogue) -> Decision | None:
    """What was decided; None: nothing yet."""
    found = seen.known.decision
    if found is None:
        return None
    basis = next(one for one in law.grounds.decision_grounds if one.code == found.ground)
    return Decision(
        outcome=law.outcome(found.outcome).title,
        ground=basis.title,
        on=found.dated_on,
        reason=seen.text(found.reason),
        conditions=seen.maybe(found.conditions),
    )
