"""Resources of BRK Bevragen 2 to facts: an object, a holder, a mortgage, an attachment.

The API gives no day of a deed, only the day on which a right began. A price comes with its year
or not at all, and a partial day as `{jaar, maand, dag, datum}`.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from connectors import parcel_ids
from connectors.brk import people, rights
from connectors.brk.answers import Body, Kind, Resource
from connectors.brk.bevragen_keys import KEYS
from connectors.brk.codes import Coded
from connectors.brk.facts import Attachment, Deed, Mortgage, Party, Purchase, Title, Unusable
from connectors.brk.nodes import to_amount, to_day
from connectors.brk.options import ParcelsOptions

_DEED_DAY = re.compile(r"((?:19|20)[0-9]{6})[0-9]{4,}")
_NAMED = re.compile(r"(.+?) ([A-IK-Z]{1,2}) ([1-9][0-9]{0,4})(?: A([1-9][0-9]{0,3}))?")
_MASKS = (
    "geheimhoudingPersoonsgegevens",
    "indicatieGeheim",
    "indicatieAfschermingPersoonsgegevens",
)

Days = tuple[date | None, date | None]
"""Day of signing and day of offering of a deed."""


@dataclass(frozen=True, slots=True)
class Context:
    """What one resource needs of the others.

    Attributes:
        deeds: number of a deed -> its days.
        companies: number of a person -> KVK number.
        notes: counts for the run report, added to.
    """

    options: ParcelsOptions
    deeds: Mapping[str, Days]
    companies: Mapping[str, str]
    notes: Counter[str]

    def report(self, kind: Kind, body: Body) -> None:
        """Count the keys that are not known."""
        unknown = sorted(str(key)[:60] for key in body.keys() - KEYS[kind])
        self.notes.update(f"unknown keys/{kind}/{key}" for key in unknown)

    def deed(self, parts: object, deeds: object) -> Deed | None:
        """The deed that a fact is based on; its days only when it is the only deed named."""
        part = next(iter(texts(parts)), None)
        numbers = sorted(set(texts(deeds)))
        signed, offered = self._days(numbers[0]) if len(numbers) == 1 else (None, None)
        return Deed(part, None, signed, offered) if part or numbers else None

    def _days(self, number: str) -> Days:
        if number in self.deeds:
            return self.deeds[number]
        found = _DEED_DAY.fullmatch(number) if self.options.deed_number_dates else None
        if found is None:
            return None, None
        digits = found[1]
        try:
            return None, date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None, None


def deed_days(body: Body) -> Days:
    """Days of a deed, as far as the answer about it has them."""
    names = ("tijdstipOndertekening", "tijdstipAanbieding")
    signed, offered = (to_day(word(body, name) or "", name)[0] for name in names)
    return signed, offered


def parcel_id(resource: Resource, context: Context) -> str:
    """Kadastrale aanduiding of an object.

    Raises:
        Unusable: the answer has a town's name of which nobody told the five signs.
    """
    told = word(resource.body, "kadastraleAanduiding") or ""
    known = resource.parcel or parcel_ids.designation(told)
    if known is not None:
        return known
    found = _NAMED.fullmatch(told)
    if context.options.parcel_id == "object_number":
        return resource.object_id or ""
    if found is None:
        raise Unusable("kadastraleAanduiding is missing or cannot be read")
    codes = {n.casefold(): c for n, c in context.options.cadastral_municipalities.items()}
    code = codes.get(found[1].casefold())
    made = None if code is None else parcel_ids.join(code, found[2], found[3], found[4])
    if made is None:
        what = f"kadastrale gemeente {found[1][:40]} has no five signs: add it"
        raise Unusable(f"{what} under options.cadastral_municipalities")
    return made


def title(resource: Resource, context: Context) -> Title:
    """A zakelijk gerechtigde.

    Raises:
        Unusable: no identificatie, or a value that is not what it should be.
    """
    body = resource.body
    context.report(Kind.HOLDER, body)
    registered, kind = member(body, "tenaamstelling"), word(body, "type")
    share = member(registered, "aandeel")
    started, partial = partial_day(body.get("aanvangsdatum"), "aanvangsdatum")
    return Title(
        title_id=number(body),
        right_id=f"{resource.object_id}/{kind or ''}",
        aard=Coded(None, kind),
        share=rights.share(word(share, "teller"), word(share, "noemer")),
        party=party(member(body, "persoon"), context),
        deed=context.deed(
            registered.get("isGebaseerdOpStukdeelIdentificaties"),
            registered.get("stukIdentificaties"),
        ),
        started=started,
        started_partial=partial,
        place=resource.place,
    )


def party(body: Body, context: Context) -> Party | None:
    """The person of a right; a masked one has no name, a registered one no number."""
    if not body:
        return None
    kind = word(body, "type") or ""
    is_legal = "niet_natuurlijk" in kind
    reference = word(body, "identificatie")
    kvk = word(body, "kvkNummer") or context.companies.get(reference or "")
    if is_legal and kvk is None:
        context.notes["legal holders without a KVK number"] += 1
    if any(body.get(mask) not in (None, False, "false", "0", 0) for mask in _MASKS):
        context.notes["masked persons"] += 1
        return Party(reference, people.LEGAL if is_legal else people.NATURAL, kvk)
    whose = people.LEGAL if is_legal else people.NATURAL if "natuurlijk" in kind else None
    return Party(reference, whose, kvk, word(body, "omschrijving"))


def mortgage(resource: Resource, context: Context) -> Mortgage:
    """A hypotheek.

    Raises:
        Unusable: no identificatie, or an amount that is none.
    """
    body = resource.body
    context.report(Kind.MORTGAGE, body)
    som = word(member(body, "bedragZekerheidsstelling"), "som")
    amount = None if som is None else to_amount(som, "bedragZekerheidsstelling")
    return Mortgage(number(body), amount, _deed(body, context))


def attachment(resource: Resource, context: Context) -> Attachment:
    """A beslag.

    Raises:
        Unusable: no identificatie, or nothing that says when it began.
    """
    context.report(Kind.ATTACHMENT, resource.body)
    deed = _deed(resource.body, context)
    if deed is None or deed.registered is None:
        what = "no day: the API gives none for a beslag; deliver the answer about its stuk"
        raise Unusable(f"{what}, or set options.deed_number_dates")
    return Attachment(number(resource.body), deed, resource.place)


def purchases(resource: Resource, context: Context) -> tuple[Purchase, ...]:
    """The aantekeningen on a holder's right, or a privaatrechtelijke beperking itself."""
    if resource.kind is Kind.LIMIT:
        context.report(Kind.LIMIT, resource.body)
        return (_purchase(resource.body, context),)
    noted = members(member(resource.body, "tenaamstelling"), "aantekeningen")
    return tuple(_purchase(note, context) for note in noted if word(note, "identificatie"))


def _purchase(body: Body, context: Context) -> Purchase:
    aard = member(body, "aard")
    until, _ = partial_day(body.get("einddatum"), "einddatum")
    coded = Coded(word(aard, "code"), word(aard, "waarde"))
    return Purchase(number(body), coded, until, _deed(body, context))


def _deed(body: Body, context: Context) -> Deed | None:
    return context.deed(
        body.get("isGebaseerdOpStukdeelIdentificatie"), body.get("stukIdentificaties")
    )


def partial_day(value: object, name: str) -> tuple[date | None, str | None]:
    """A day as text or as `{jaar, maand, dag, datum}`, and its precision when partial.

    Raises:
        Unusable: a day that does not exist, or of another kind.
    """
    if value is None:
        return None, None
    if isinstance(value, str):
        return to_day(value, name)
    if not isinstance(value, Mapping):
        raise Unusable(f"{name} is not a date")
    if told := word(value, "datum"):
        return to_day(told, name)
    year, month, day = (word(value, part) for part in ("jaar", "maand", "dag"))
    if year is None:
        return None, None
    parts = [year.zfill(4), *([month.zfill(2)] if month else [])]
    parts += [day.zfill(2)] if month and day else []
    return to_day("-".join(parts), name)


def number(body: Body) -> str:
    """Identification of a resource.

    Raises:
        Unusable: it has none.
    """
    found = word(body, "identificatie")
    if found is None:
        raise Unusable("a resource without identificatie")
    return found


def word(body: Body, key: str) -> str | None:
    """A text or number as text, None when empty.

    Raises:
        Unusable: a list or an object.
    """
    value = body.get(key)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is not None and not isinstance(value, str | int | float):
        raise Unusable(f"{key} is not a text")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else " ".join(str(value).split()) or None


def member(body: Body, key: str) -> Body:
    """An inner object, an empty one when missing.

    Raises:
        Unusable: something else.
    """
    value = body.get(key)
    if value is not None and not isinstance(value, Mapping):
        raise Unusable(f"{key} is not an object")
    return value or {}


def members(body: Body, key: str) -> Sequence[Body]:
    """A list of objects; one object counts as a list of one.

    Raises:
        Unusable: something else.
    """
    value = body.get(key) or []
    listed = [value] if isinstance(value, Mapping) else value
    if not isinstance(listed, list) or not all(isinstance(part, Mapping) for part in listed):
        raise Unusable(f"{key} is not a list of objects")
    return listed


def texts(value: object) -> list[str]:
    """Texts of a list, or a single text as a list of one."""
    listed = value if isinstance(value, list) else [value]
    return [str(part) for part in listed if isinstance(part, str | int) and str(part)]
