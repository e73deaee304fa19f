"""Relations of article 3(4) between the subject and somebody, with type, days and evidence.

No other relation exists: somebody of the family stands here only with a type of the law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, evidence, people, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, catalogue_of
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobRelation
from engine.casework.bibob.words import Direction, RelationType
from engine.errors import CaseworkError
from engine.translatable import mark


@dataclass(frozen=True, slots=True)
class RelationGiven:
    """A relation as the officer gives it.

    Attributes:
        from_party, to_party: numbers of people in the file; equal for `ZELF_GEPLEEGD`.
        is_direct: where the law makes a difference, else None.
        until: last day, closed; None while it is current.
        reason: why this is a relation of that type, and how strong.
    """

    type: RelationType
    from_party: int
    to_party: int
    from_on: date
    evidence: Sequence[str]
    reason: str
    is_direct: bool | None = None
    until: date | None = None


def relate(session: Session, number: int, by: By, given: RelationGiven) -> BibobRelation:
    """Record a relation (REQ-BIB-3).

    Raises:
        CaseworkError: as `acting.investigating`; the people, days or evidence are not right; or
            the law asks whether it is direct and nobody said so.
    """
    kinds = ("relatie", "bewijs", "reden")
    with acting.investigating(session, number, by, name="relatie vastgelegd", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        direction = _direction(known, given)
        _check_directness(law, given)
        texts.past(given.from_on, by.today, what=mark("relatie vanaf"))
        if given.until is not None:
            texts.past(given.until, by.today, what=mark("relatie tot en met"))
            texts.in_order(
                given.from_on, given.until, first_is=mark("het begin"), then_is=mark("het einde")
            )
        relation = BibobRelation(
            type=given.type,
            from_party_id=given.from_party,
            to_party_id=given.to_party,
            direction=direction,
            is_direct=given.is_direct,
            is_current=given.until is None,
            from_on=given.from_on,
            until_on=given.until,
            evidence=evidence.checked(known, given.evidence),
            reason=texts.clean(
                law, given.reason, what=mark("de motivering"), at_least=law.grounds.min_reason
            ),
        )
        return acting.add(session, file, by, relation)


def _direction(known: Content, given: RelationGiven) -> Direction:
    """Which way it goes: from the subject, to the subject, or the subject itself."""
    subject = people.subject(known).id
    ends = people.find(known, given.from_party).id, people.find(known, given.to_party).id
    if given.type is RelationType.SELF:
        if ends != (subject, subject):
            raise CaseworkError("zelf gepleegd is van betrokkene naar betrokkene")
        return Direction.SELF
    if ends[0] == ends[1] or subject not in ends:
        raise CaseworkError("een relatie loopt tussen betrokkene en een ander")
    return Direction.OUTWARD if ends[0] == subject else Direction.INWARD


def _check_directness(law: Catalogue, given: RelationGiven) -> None:
    kind = law.relation_types[given.type]
    if kind.has_direct is (given.is_direct is None):
        if kind.has_direct:
            raise CaseworkError("{type}: zeg of zij direct of indirect is", type=given.type)
        raise CaseworkError("{type}: kent geen direct of indirect", type=given.type)
