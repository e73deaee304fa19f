"""The financing: what is needed, where money comes from, what shows it, and the gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, evidence, people, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import catalogue_of, pick
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobFinancing
from engine.casework.bibob.words import FinancingSide
from engine.errors import CaseworkError
from engine.translatable import mark

_MAX_CENTS = 1_000_000_000_000


@dataclass(frozen=True, slots=True)
class FinancingGiven:
    """A line of the financing as the officer gives it.

    Attributes:
        form: code of `rules/bibob/financing_forms.csv`; it says whether it is a need or a source.
        amount_cents: in euro cents; None: not known.
        party: number of whose money it is; some forms need it.
        documents: ids of what shows it; none is a gap.
    """

    form: str
    label: str
    amount_cents: int | None = None
    party: int | None = None
    documents: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the lines add up to; cents of an euro, None where an amount is not known.

    Attributes:
        shown: of the sources, what documents show.
        gap: needed minus sources; positive: money without a source.
        unshown: numbers of sources without a document.
        unknown: numbers of lines without an amount.
    """

    needed: int | None
    sources: int | None
    shown: int | None
    gap: int | None
    unshown: tuple[int, ...]
    unknown: tuple[int, ...]


def record(session: Session, number: int, by: By, given: FinancingGiven) -> BibobFinancing:
    """Record a line of the financing.

    Raises:
        CaseworkError: as `acting.investigating`; the form is unknown or needs to say whose money it
            is; or the amount, person or evidence is not right.
    """
    kinds = ("financiering", "bedrag", "bewijs")
    with acting.investigating(session, number, by, name="financiering", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        form = pick(law.financing_forms, given.form, what=mark("vorm"))
        if form.needs_party and given.party is None:
            raise CaseworkError("{form}: zeg van wie het geld is", form=form.title)
        if given.amount_cents is not None and not 0 <= given.amount_cents < _MAX_CENTS:
            raise CaseworkError("een bedrag is nul of meer, en lager dan tien miljard euro")
        line = BibobFinancing(
            side=form.side,
            form=given.form,
            label=texts.clean(law, given.label, what=mark("de omschrijving")),
            amount_cents=given.amount_cents,
            party_id=None if given.party is None else people.find(known, given.party).id,
            documents=evidence.checked(known, given.documents, at_least=0),
        )
        return acting.add(session, file, by, line)


def analyse(known: Content) -> Analysis:
    """Add the lines up; an amount that is not known makes its sum not known."""
    sides = {side: [one for one in known.financing if one.side is side] for side in FinancingSide}
    shown = [one for one in sides[FinancingSide.SOURCE] if one.documents]
    needed, sources = (_sum(sides[side]) for side in (FinancingSide.NEED, FinancingSide.SOURCE))
    return Analysis(
        needed=needed,
        sources=sources,
        shown=_sum(shown) if shown else (None if sources is None else 0),
        gap=None if needed is None or sources is None else needed - sources,
        unshown=tuple(one.id for one in sides[FinancingSide.SOURCE] if not one.documents),
        unknown=tuple(one.id for one in known.financing if one.amount_cents is None),
    )


def _sum(lines: Sequence[BibobFinancing]) -> int | None:
    """The sum; None without lines, or when one of the amounts is not known."""
    amounts = [one.amount_cents for one in lines]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if amounts and len(known) == len(amounts) else None
