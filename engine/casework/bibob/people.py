"""Who is in a file: the subject, who represents or finances it, and who is related to it."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobParty
from engine.casework.bibob.words import PartyRole
from engine.errors import CaseworkError
from engine.translatable import mark

_KVK = re.compile(r"\d{8}")
_MAX_NAME = 200
_MAX_FORM = 64


@dataclass(frozen=True, slots=True)
class PartyGiven:
    """Somebody as the officer names them from the form.

    Attributes:
        is_natural: a natural person, also one who trades under their own name.
        kvk_number: 8 digits; None: not registered, or not known.
    """

    role: PartyRole
    name: str
    is_natural: bool
    legal_form: str | None = None
    kvk_number: str | None = None


def name(session: Session, number: int, by: By, given: PartyGiven) -> BibobParty:
    """Put somebody into a file; their name stands in the file and nowhere else.

    Raises:
        CaseworkError: as `acting.investigating`; there is a subject already; or the name or number
            is not right.
    """
    kinds = ("naam", "rol", "rechtsvorm", "KVK-nummer")
    with acting.investigating(session, number, by, name="persoon vastgelegd", kinds=kinds) as file:
        law = catalogue_of(session)
        known = content.read(session, file)
        if given.role is PartyRole.SUBJECT and known.subject is not None:
            raise CaseworkError(
                "betrokkene staat al in het dossier (nummer {number})",
                number=str(known.subject.id),
            )
        if given.kvk_number and _KVK.fullmatch(given.kvk_number) is None:
            raise CaseworkError("een KVK-nummer heeft 8 cijfers")
        called = " ".join(texts.clean(law, given.name, what=mark("de naam")).split())
        form = texts.optional(law, given.legal_form, what=mark("de rechtsvorm"))
        if len(called) > _MAX_NAME or len(form or "") > _MAX_FORM:
            raise CaseworkError("een naam heeft hooguit {most} tekens", most=_MAX_NAME)
        party = BibobParty(
            role=given.role,
            name=called,
            is_natural=given.is_natural,
            legal_form=form,
            kvk_number=given.kvk_number or None,
        )
        return acting.add(session, file, by, party)


def find(known: Content, number: int) -> BibobParty:
    """Somebody in a file, by their number.

    Raises:
        CaseworkError: the file has no such person; the message names no one.
    """
    for party in known.parties:
        if party.id == number:
            return party
    raise CaseworkError("dit dossier heeft geen persoon {number}", number=str(number))


def subject(known: Content) -> BibobParty:
    """The subject of a file.

    Raises:
        CaseworkError: nobody named it yet.
    """
    if known.subject is None:
        raise CaseworkError("leg eerst betrokkene vast")
    return known.subject
