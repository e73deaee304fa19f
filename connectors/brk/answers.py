"""Answers of BRK Bevragen 2 as files: which resources a JSON answer holds, and about which object.

An answer may stand in an envelope `{"_asked": {"parcel", "object", "on"}, "body": answer}`, which
says what it is about; otherwise its `self` link does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from connectors import parcel_ids
from connectors.brk.facts import Unusable
from connectors.brk.nodes import to_day

Body = Mapping[str, object]
_OBJECT = re.compile(r"/kadastraalonroerendezaken/([0-9]{13,15})(?:[/?]|$)")
_NAMED = re.compile(r"(.+?) ([A-IK-Z]{1,2}) ([1-9][0-9]{0,4})(?: A([1-9][0-9]{0,3}))?")
_ENVELOPE = {"_asked", "body"}
_FAULT = {"title", "status"}


class Kind(StrEnum):
    """Kinds of resources, by the key under `_embedded`."""

    OBJECT = "kadastraalOnroerendeZaken"
    HOLDER = "zakelijkGerechtigden"
    MORTGAGE = "hypotheken"
    ATTACHMENT = "beslagen"
    LIMIT = "privaatrechtelijkeBeperkingen"
    COMPANY = "kadasterNietNatuurlijkPersonen"
    DEED = "stukken"
    PERSON = "kadasterNatuurlijkPersonen"


_SINGLE: Mapping[Kind, frozenset[str]] = {
    Kind.OBJECT: frozenset({"kadastraleAanduiding", "kadastraleGrootte", "koopsom", "adressen"}),
    Kind.HOLDER: frozenset({"tenaamstelling", "aanvangsdatum"}),
    Kind.MORTGAGE: frozenset({"hypotheekhouders", "bedragZekerheidsstelling"}),
    Kind.ATTACHMENT: frozenset({"beslagleggers", "bedragVordering"}),
    Kind.COMPANY: frozenset({"statutaireNaam", "rechtsvorm"}),
    Kind.DEED: frozenset({"deelEnNummer", "stukdeelIdentificaties", "tijdstipAanbieding"}),
    Kind.PERSON: frozenset({"naam", "beschikkingsbevoegdheid"}),
    Kind.LIMIT: frozenset({"einddatumRecht", "einddatum"}),
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of one answer.

    Attributes:
        object_id: the object that it is about; None for persons and deeds.
        parcel: aanduiding with the five signs of the kadastrale gemeente, when it was asked so.
        asked_on: day of the answer, None when not recorded.
    """

    kind: Kind
    file: str
    line: int
    body: Body
    object_id: str | None = None
    parcel: str | None = None
    asked_on: date | None = None

    @property
    def place(self) -> tuple[str, int]:
        """File and line of the answer."""
        return self.file, self.line


@dataclass(frozen=True, slots=True)
class Answer:
    """What one answer tells besides its resources.

    Attributes:
        resources: in the order of the answer; empty when it lists none.
        told: which lists about which object it holds, also empty ones.
        split: object whose right of this type was split, so that its holders are incomplete.
    """

    resources: tuple[Resource, ...]
    told: tuple[tuple[Kind, str], ...] = ()
    split: tuple[str, str] | None = None


def is_answer(body: Body) -> bool:
    """True for an answer of this API, or an error body of it."""
    inner = body.get("body") if set(body) == _ENVELOPE else body
    if not isinstance(inner, Mapping):
        return False
    listed = inner.get("_embedded")
    if isinstance(listed, Mapping) and any(kind in listed for kind in Kind):
        return True
    return _single(inner) is not None or inner.keys() >= _FAULT or set(body) == _ENVELOPE


def read(body: Body, *, file: str, line: int) -> Answer:
    """Take an answer apart.

    Raises:
        Unusable: an error body, an answer of another kind, or about an unknown object.
    """
    asked: Body = {}
    if set(body) == _ENVELOPE:
        asked, body = _member(body, "_asked"), _member(body, "body")
    if body.keys() >= _FAULT and _single(body) is None:
        code = str(body.get("code", ""))[:40] or str(body.get("status"))[:10]
        raise Unusable(f"the service answered an error: {code}")
    about = _text(asked, "object") or _self(body)
    parcel = parcel_ids.designation(_text(asked, "parcel") or "")
    on = to_day(_text(asked, "on") or "", "on")[0]
    found = list(_resources(body, file, line, about))
    town = _code(parcel, found)
    resources = tuple(
        Resource(r.kind, file, line, r.body, r.object_id, _designation(r, town), on) for r in found
    )
    told = tuple((kind, about) for kind in Kind if about and kind in _member(body, "_embedded"))
    split = body.get("gesplitstZakelijkRecht")
    is_list = isinstance(split, str) and about is not None and "identificatie" not in body
    return Answer(resources, told, (str(about), str(split)) if is_list else None)


def _resources(body: Body, file: str, line: int, about: str | None) -> Iterator[Resource]:
    kind = _single(body)
    if kind is not None:
        yield from _with_parts(kind, body, file, line, about)
        return
    embedded = _member(body, "_embedded")
    known = [kind for kind in Kind if kind in embedded]
    if not known and embedded.keys():
        raise Unusable(f"an answer of another kind; it has {_shown(embedded)}")
    if not known and not body.get("_links"):
        raise Unusable(f"an answer of another kind; its keys: {_shown(body)}")
    for kind in known:
        for part in _members(embedded, kind):
            yield from _with_parts(kind, part, file, line, about)


def _with_parts(
    kind: Kind, body: Body, file: str, line: int, about: str | None
) -> Iterator[Resource]:
    """A resource, and what is embedded in it."""
    number = _text(body, "identificatie")
    about = number if kind is Kind.OBJECT else about
    if about is None and kind not in (Kind.COMPANY, Kind.PERSON, Kind.DEED):
        raise Unusable("the answer does not say about which object it is: keep its self link")
    yield Resource(kind, file, line, body, about)
    embedded = _member(body, "_embedded") if kind is Kind.OBJECT else {}
    for inner in (Kind.HOLDER, Kind.LIMIT):
        for part in _members(embedded, inner):
            yield Resource(inner, file, line, part, about)


def _code(parcel: str | None, found: list[Resource]) -> tuple[str, str] | None:
    """Name and five signs of the kadastrale gemeente, by the object that was asked for."""
    for resource in found if parcel else ():
        told = _NAMED.fullmatch(_text(resource.body, "kadastraleAanduiding") or "")
        if resource.kind is Kind.OBJECT and told is not None:
            signs = str(parcel)[:5]
            if parcel_ids.join(signs, told[2], told[3], told[4]) == parcel:
                return told[1], signs
    return None


def _designation(resource: Resource, code: tuple[str, str] | None) -> str | None:
    """Aanduiding of an object in the kadastrale gemeente of the one that was asked for."""
    told = _NAMED.fullmatch(_text(resource.body, "kadastraleAanduiding") or "")
    if resource.kind is not Kind.OBJECT or code is None or told is None or told[1] != code[0]:
        return None
    return parcel_ids.join(code[1], told[2], told[3], told[4])


def _single(body: Body) -> Kind | None:
    """Kind of an answer that is one resource, None when it is a list or something else."""
    if "identificatie" not in body:
        return None
    return next((kind for kind, keys in _SINGLE.items() if keys & body.keys()), None)


def _self(body: Body) -> str | None:
    link = _member(_member(body, "_links"), "self")
    found = _OBJECT.search(_text(link, "href") or "")
    return found[1] if found else None


def _text(body: Body, key: str) -> str | None:
    value = body.get(key)
    return str(value).strip() or None if isinstance(value, str | int) else None


def _member(body: Body, key: str) -> Body:
    value = body.get(key)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Unusable(f"{key} is not an object")
    return value


def _members(body: Body, key: str) -> list[Body]:
    value = body.get(key, [])
    if not isinstance(value, list) or not all(isinstance(part, Mapping) for part in value):
        raise Unusable(f"{key} is not a list of objects")
    return value


def _shown(body: Body) -> str:
    return ", ".join(sorted(str(key)[:40] for key in body)[:20])
