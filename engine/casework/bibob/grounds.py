"""Weighing: the ordinary grounds to refuse first, then each ground of article 3 with its parts."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, catalogue_of, pick
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobRefusal, BibobWeighing
from engine.casework.bibob.law_tables import RefusalGround
from engine.casework.bibob.words import Conclusion, FactStatus, Ground, RefusalOutcome
from engine.errors import CaseworkError
from engine.translatable import mark

SEVERITY = "ernst"
_ORDER = (Conclusion.NONE, Conclusion.LESSER, Conclusion.SERIOUS)


def weigh_refusal(
    session: Session, number: int, by: By, *, ground: str, outcome: RefusalOutcome, reason: str
) -> BibobRefusal:
    """Record how an ordinary ground to refuse was weighed; the newest of a ground counts.

    Raises:
        CaseworkError: as `acting.investigating`; the ground is not one of this kind of decision; or
            the reason is too short.
    """
    kinds = ("reguliere weigeringsgrond", "reden")
    with acting.investigating(session, number, by, name="weigeringsgrond", kinds=kinds) as file:
        law = catalogue_of(session)
        known = {one.code: one for one in law.refusals_for(file.permit_kind)}
        pick(known, ground, what=mark("weigeringsgrond"))
        least = law.grounds.min_reason
        made = BibobRefusal(
            ground=ground,
            outcome=outcome,
            reason=texts.clean(law, reason, what=mark("de reden"), at_least=least),
        )
        return acting.add(session, file, by, made)


def unweighed(known: Content, law: Catalogue) -> list[RefusalGround]:
    """Ordinary grounds to refuse that nobody weighed, in the order of the table."""
    grounds = law.refusals_for(known.file.permit_kind)
    return [one for one in grounds if one.code not in known.refusals]


def weigh(
    session: Session,
    number: int,
    by: By,
    *,
    ground: Ground,
    degree: Conclusion,
    parts: Mapping[str, str],
) -> BibobWeighing:
    """Record the weighing of one ground; the newest of a ground counts.

    Args:
        session: a writing session.
        number: of the file.
        by: who weighs.
        ground: of article 3.
        degree: how much danger there is under it.
        parts: reasoning by part, as `rules/bibob/grounds.yml` asks; `ernst` only with a suspicion.

    Raises:
        CaseworkError: as `acting.investigating`; ordinary grounds were not weighed first; a part is
            missing or unknown; or danger is weighed without a fact, or without a relation.
    """
    kinds = ("weging", "reden")
    with acting.investigating(session, number, by, name="grond gewogen", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        if waiting := unweighed(known, law):
            titles = "; ".join(one.title for one in waiting)
            raise CaseworkError(
                "weeg eerst de reguliere weigeringsgronden: {titles}", titles=titles
            )
        _check_basis(known, ground, degree)
        made = BibobWeighing(ground=ground, degree=degree, texts=_parts(law, known, ground, parts))
        return acting.add(session, file, by, made)


def heaviest(known: Content) -> Conclusion:
    """The most danger under any ground that was weighed."""
    degrees = [one.degree for one in known.weighings.values()]
    return max(degrees, key=_ORDER.index, default=Conclusion.NONE)


def _check_basis(known: Content, ground: Ground, degree: Conclusion) -> None:
    if degree is Conclusion.NONE:
        return
    if not [fact for fact in known.facts if fact.ground is ground]:
        raise CaseworkError("gevaar onder {ground} vraagt een feit onder die grond", ground=ground)
    if ground is not Ground.OBTAINING and not known.relations:
        raise CaseworkError("gevaar onder {ground} vraagt een vastgelegde relatie", ground=ground)


def _parts(
    law: Catalogue, known: Content, ground: Ground, given: Mapping[str, str]
) -> dict[str, str]:
    asked = {part.code: part for part in law.ground(ground).weigh}
    if unknown := sorted(given.keys() - asked.keys()):
        raise CaseworkError(
            "onderdeel {part} is onbekend; bekend: {known}",
            part=unknown[0], known=", ".join(asked),
        )  # fmt: skip
    suspected = [
        one for one in known.facts if one.ground is ground and one.status is FactStatus.SUSPECTED
    ]
    found = {}
    for code, part in asked.items():
        text = given.get(code, "")
        if code == SEVERITY and not suspected and not text.strip():
            continue
        least = law.grounds.min_reason
        found[code] = texts.clean(law, text, what=part.title, at_least=least)
    return found
