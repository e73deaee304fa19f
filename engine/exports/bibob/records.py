"""Records of a Bibob file as a recipient may see them: one function per section of the report."""

from engine.casework.bibob.catalogue import Catalogue
from engine.casework.bibob.words import PartyRole
from engine.exports.bibob.sections import (
    Fact,
    Money,
    Notice,
    Party,
    Refusal,
    Relation,
    Source,
    Statement,
    Weighing,
)
from engine.exports.bibob.view import View
from engine.translatable import mark

_NATURAL = mark("natuurlijk persoon")
_LEGAL = mark("rechtspersoon of andere organisatie")


def parties(seen: View) -> tuple[Party, ...]:
    """2. People; whoever may not be seen is left out, but for the subject as such."""
    return tuple(
        Party(
            number=one.id,
            role=one.role.value,
            label=seen.label(one.id),
            kind=_NATURAL if one.is_natural else _LEGAL,
            legal_form=one.legal_form if one.id in seen.shown else None,
            kvk_number=one.kvk_number if one.id in seen.shown else None,
        )
        for one in seen.known.parties
        if one.id in seen.shown or one.role is PartyRole.SUBJECT
    )


def sources(seen: View, law: Catalogue) -> tuple[Source, ...]:
    """4. Sources; reference and summary only where everything is given, or are the party's own."""
    return tuple(
        Source(
            number=one.id,
            title=law.source_kinds[one.kind].title,
            basis=law.source_kinds[one.kind].basis,
            on=one.consulted_on,
            by=one.added_by.subject,
            result=one.result.value,
            about=None if one.party_id is None else seen.label(one.party_id),
            reference=one.reference if seen.is_whole else None,
            summary=seen.maybe(one.summary) if seen.is_whole else None,
        )
        for one in seen.known.sources
        if seen.about(one.party_id)
    )


def relations(seen: View, law: Catalogue) -> tuple[Relation, ...]:
    """5. Relations; a third party sees those in which it stands itself, without the reasoning."""
    return tuple(
        Relation(
            number=one.id,
            type=one.type.value,
            title=law.relation_types[one.type].title,
            from_label=seen.label(one.from_party_id),
            to_label=seen.label(one.to_party_id),
            direction=one.direction.value,
            is_direct=one.is_direct,
            from_on=one.from_on,
            until_on=one.until_on,
            evidence=_evidence(seen, one.evidence),
            reason=seen.text(one.reason) if seen.has_reasoning else None,
        )
        for one in seen.known.relations
        if {one.from_party_id, one.to_party_id} & seen.shown
    )


def facts(seen: View, law: Catalogue) -> tuple[Fact, ...]:
    """6. Facts; a third party sees those about itself."""
    return tuple(
        Fact(
            number=one.id,
            ground=one.ground.value,
            status=one.status.value,
            on=one.happened_on,
            offence=law.offences[one.offence].title,
            about=seen.label(one.party_id),
            description=seen.text(one.description),
            connection=seen.maybe(one.connection),
            severity=seen.maybe(one.severity),
            benefit_cents=one.benefit_cents,
            benefit_reason=seen.maybe(one.benefit_reason),
            evidence=_evidence(seen, one.evidence),
        )
        for one in seen.known.facts
        if one.party_id in seen.shown
    )


def money(seen: View, law: Catalogue) -> tuple[Money, ...]:
    """7. Lines of the financing; money of whoever may not be seen is left out."""
    return tuple(
        Money(
            number=one.id,
            side=one.side.value,
            form=law.financing_forms[one.form].title,
            label=seen.text(one.label),
            amount_cents=one.amount_cents,
            about=None if one.party_id is None else seen.label(one.party_id),
            documents=_evidence(seen, one.documents),
        )
        for one in seen.known.financing
        if seen.about(one.party_id)
    )


def refusals(seen: View, law: Catalogue) -> tuple[Refusal, ...]:
    """8. Ordinary grounds to refuse, also those that nobody weighed."""
    if not seen.has_reasoning:
        return ()
    weighed = seen.known.refusals
    return tuple(
        Refusal(
            title=one.title,
            basis=one.basis,
            outcome=found.outcome.value if (found := weighed.get(one.code)) else None,
            reason=seen.text(found.reason) if found else None,
        )
        for one in law.refusals_for(seen.known.file.permit_kind)
    )


def weighings(seen: View, law: Catalogue) -> tuple[Weighing, ...]:
    """9. Grounds of article 3 that were weighed, in the order of the rules."""
    if not seen.has_reasoning:
        return ()
    found = []
    for rule in law.grounds.grounds:
        one = seen.known.weighings.get(rule.code)
        if one is not None:
            parts = [
                (p.title, seen.text(one.texts[p.code])) for p in rule.weigh if p.code in one.texts
            ]
            found.append(Weighing(rule.code, rule.title, one.degree.label, tuple(parts)))
    return tuple(found)


def statements(seen: View) -> tuple[Statement, ...]:
    """12. Occasions for a statement of whoever may be seen."""
    return tuple(
        Statement(
            number=one.id,
            about=seen.label(one.party_id),
            asked_on=one.asked_on,
            until=one.until,
            received_on=one.received_on,
            is_closed=one.is_closed,
            summary=seen.maybe(one.summary),
            reply=seen.maybe(one.reply),
        )
        for one in seen.known.statements
        if one.party_id in seen.shown
    )


def notices(seen: View) -> tuple[Notice, ...]:
    """14. What was told to whom."""
    return tuple(
        Notice(
            kind=one.kind.label,
            on=one.dated_on,
            reference=one.reference,
            about=None if one.party_id is None else seen.label(one.party_id),
        )
        for one in seen.known.notices
        if seen.about(one.party_id)
    )


def _evidence(seen: View, ids: list[str]) -> tuple[str, ...]:
    """Ids of evidence; keys of records of registers only where everything is given."""
    own = ("bron:", "stuk:")
    return tuple(one for one in ids if seen.is_whole or one.startswith(own))
