"""Rights of a snapshot: who holds which share, mortgages, attachments, registered purchases."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction

from lxml import etree

from connectors.brk import people
from connectors.brk.codes import Coded
from connectors.brk.deeds import Deeds
from connectors.brk.facts import Attachment, Mortgage, Purchase, Title, Unusable
from connectors.brk.forget import local
from connectors.brk.nodes import amount, children, coded, day, reference, text
from connectors.brk.references import References, number_of, refs

_NO_AARD = Coded()
_PART = re.compile(r"[0-9]{1,400}")
_SPLITS = (
    "HoofdsplitsingRef",
    "OndersplitsingRef",
    "SpiegelsplitsingOndersplitsingRef",
    "SpiegelsplitsingAfkoopErfpachtRef",
)


def titles(
    snapshot: etree._Element, references: References, deeds: Deeds, notes: Counter[str]
) -> tuple[Title, ...]:
    """Return the tenaamstellingen by id, each with its right, share, holder and deed.

    Raises:
        Unusable: one has no identificatie, or a share that is no fraction.
    """
    found = []
    for element in _all(snapshot, "Tenaamstelling"):
        right = next(iter(refs(element, "van")), None)
        of_right = None if right is None else references.follow(right)
        holder = next(iter(refs(element, "tenNameVan")), None)
        found.append(
            Title(
                title_id=_number(element),
                right_id=None if right is None else _right_id(right, of_right),
                aard=(None if of_right is None else coded(of_right, "aard")) or _NO_AARD,
                share=share(text(element, "aandeel", "teller"), text(element, "aandeel", "noemer")),
                party=None if holder is None else people.party(holder, references, notes),
                deed=deeds.of(element),
            )
        )
    return tuple(sorted(found, key=lambda title: title.title_id))


def share(over: str | None, under: str | None) -> str | None:
    """Return `teller/noemer` as written, None when one of them is missing.

    Raises:
        Unusable: not two whole numbers above zero.
    """
    if over is None or under is None:
        return None
    if not (_PART.fullmatch(over) and _PART.fullmatch(under)):
        raise Unusable("aandeel is not teller and noemer as whole numbers")
    if not over.strip("0") or not under.strip("0"):
        raise Unusable("aandeel has a teller or noemer of zero")
    return f"{over}/{under}"


def incomplete(found: Iterable[Title]) -> list[str]:
    """Return the sums of the shares of each right that do not make 1, sorted.

    A right of which a share is unknown is left out.
    """
    shares: dict[str, list[str | None]] = defaultdict(list)
    for title in found:
        shares[title.right_id or title.title_id].append(title.share)
    sums = []
    for parts in shares.values():
        known = [part for part in parts if part is not None]
        total = sum((Fraction(part) for part in known), Fraction(0))
        if len(known) == len(parts) and total != 1:
            sums.append(str(total))
    return sorted(sums)


def mortgages(snapshot: etree._Element, deeds: Deeds) -> tuple[Mortgage, ...]:
    """Return the mortgages by id.

    Raises:
        Unusable: one has no identificatie, or an amount that is none.
    """
    found = [
        Mortgage(_number(element), amount(element, "bedragZekerheidsstelling"), deeds.of(element))
        for element in _all(snapshot, "Hypotheek")
    ]
    return tuple(sorted(found, key=lambda mortgage: mortgage.mortgage_id))


def attachments(snapshot: etree._Element, deeds: Deeds) -> tuple[Attachment, ...]:
    """Return the attachments (beslagen) by id.

    Raises:
        Unusable: one has no identificatie.
    """
    found = [Attachment(_number(e), deeds.of(e)) for e in _all(snapshot, "Beslag")]
    return tuple(sorted(found, key=lambda attachment: attachment.attachment_id))


def purchases(
    snapshot: etree._Element, references: References, deeds: Deeds, notes: Counter[str]
) -> tuple[Purchase, ...]:
    """Return every aantekening with its aard; `history` keeps those that are purchases.

    Raises:
        Unusable: one has no identificatie, or an einddatum that does not exist.
    """
    found = []
    for element in _all(snapshot, "Aantekening"):
        until, _ = day(element, "einddatum")
        buyers = tuple(
            people.party(ref, references, notes) for ref in refs(element, "betrokkenPersoon")
        )
        aard = coded(element, "aard") or _NO_AARD
        found.append(Purchase(_number(element), aard, until, deeds.of(element), buyers))
    return tuple(sorted(found, key=lambda purchase: purchase.purchase_id))


def split(snapshot: etree._Element) -> tuple[str, ...]:
    """Return the numbers of rights whose holders are those of the apartments made from them."""
    return tuple(
        sorted(
            _number(right)
            for right in _all(snapshot, "ZakelijkRecht")
            if any(local(ref) in _SPLITS for ref in refs(right, "isBetrokkenBij"))
        )
    )


def associations(snapshot: etree._Element) -> int:
    """Count the associations of owners that hang on a Hoofdsplitsing."""
    return sum(
        len(refs(element, "heeftVerenigingVanEigenaren"))
        for element in _all(snapshot, "Hoofdsplitsing")
    )


def _all(snapshot: etree._Element, name: str) -> list[etree._Element]:
    return [part for part in children(snapshot) if local(part) == name]


def _number(element: etree._Element) -> str:
    number = number_of(element)
    if number is None:
        raise Unusable(f"{local(element)} without identificatie")
    return number


def _right_id(ref: etree._Element, right: etree._Element | None) -> str | None:
    inside, number = reference(ref)
    return (None if right is None else number_of(right)) or number or inside
