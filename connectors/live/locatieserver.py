"""Asks PDOK Locatieserver for addresses; what it answers is a candidate, never a fact.

Every question names the municipality, because a search by name without it gives places of that
name elsewhere. Parameters that its specification does not have are answered with HTTP 400.

Source: PDOK, Locatieserver v3_1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from connectors.live.client import Client
from engine.errors import SourceChanged

NAME = "PDOK Locatieserver v3_1"
_FIELDS = (
    "type", "gemeentecode", "straatnaam", "huis_nlt", "huisnummer", "huisletter",
    "huisnummertoevoeging", "postcode", "woonplaatsnaam", "nummeraanduiding_id",
    "adresseerbaarobject_id",
)  # fmt: skip
_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Place:
    """One address that was answered.

    Attributes:
        municipality: four digits.
        house: number with letter and addition, as one writes them.
        address_id: of the nummeraanduiding.
        object_id: of the unit, berth or pitch.
    """

    municipality: str
    street: str
    house: str
    postcode: str | None
    town: str | None
    address_id: str
    object_id: str


def find(client: Client, text: str, *, municipality: str, rows: int) -> tuple[Place, ...]:
    """Ask for the addresses of a municipality that a text may mean, in the order of the answer.

    Args:
        client: of the base address.
        text: an address on one line.
        municipality: four digits.
        rows: at most so many answers.

    Raises:
        SourceError: as `Client.ask`.
        SourceChanged: a question is refused, or the answer has another shape.
    """
    params: list[tuple[str, str | int]] = [
        ("q", text),
        ("fq", "type:adres"),
        ("fq", f"gemeentecode:{municipality}"),
        ("fl", ",".join(_FIELDS)),
        ("rows", rows),
    ]
    answer = client.get("free", params=params, allow=(_BAD_REQUEST,))
    body = answer.json()
    if answer.status == _BAD_REQUEST:
        raise SourceChanged(client.source, f"refuses a question: {_message(body)}")
    docs = _member(_member(body, "response"), "docs")
    if not isinstance(docs, list):
        raise SourceChanged(client.source, "answers without response.docs")
    return tuple(place for doc in docs if (place := _place(doc)) is not None)


def _place(doc: object) -> Place | None:
    """An address with all that makes it one; None for what is no whole address."""
    if _member(doc, "type") != "adres":
        return None
    municipality, street = _text(doc, "gemeentecode"), _text(doc, "straatnaam")
    address_id, object_id = _text(doc, "nummeraanduiding_id"), _text(doc, "adresseerbaarobject_id")
    house = _text(doc, "huis_nlt") or "-".join(
        part
        for part in (
            (_text(doc, "huisnummer") or "") + (_text(doc, "huisletter") or ""),
            _text(doc, "huisnummertoevoeging"),
        )
        if part
    )
    if not (municipality and street and house and address_id and object_id):
        return None
    return Place(
        municipality,
        street,
        house,
        _text(doc, "postcode"),
        _text(doc, "woonplaatsnaam"),
        address_id,
        object_id,
    )


def _message(body: object) -> str:
    found = _member(_member(body, "error"), "msg")
    return found[:200] if isinstance(found, str) else "without saying why"


def _member(body: object, name: str) -> object:
    return body.get(name) if isinstance(body, Mapping) else None


def _text(doc: object, name: str) -> str | None:
    value = _member(doc, name)
    return str(value).strip() or None if isinstance(value, str | int) else None
