"""Dutch for the columns of canonical rows, and which columns nobody reads outside a case.

A pseudonym is a person, and a name may be one's: these columns are left out whatever the role is.
Free text of a register is left out too, since it may name somebody.
"""

from collections.abc import Mapping
from datetime import date

from engine.exports.words import WORDS, day, number, word
from engine.register import telling
from engine.tables import PLACE_INPUT, PROVENANCE, Table, Type

COLUMNS: Mapping[str, str] = {
    "accounts_filed_until": "jaarrekening gedeponeerd tot",
    "activity": "activiteit", "address_id": "BAG-nummeraanduiding", "area": "gebied",
    "area_id": "gebied", "area_kind": "soort gebied", "area_m2": "oppervlakte (m²)",
    "area_name": "naam van het gebied", "arrivals_12m": "vestigingen in 12 maanden",
    "attachment_id": "nummer", "authority": "bestuursorgaan", "bibob_hook": "Bibob-haak",
    "branch": "branche", "branch_id": "vestigingsnummer", "building_id": "BAG-pand",
    "built_year": "bouwjaar", "capacity": "capaciteit", "case_id": "zaak",
    "case_number": "zaaknummer", "category": "soort", "change_id": "nummer",
    "checked_on": "gecontroleerd op", "code": "code", "contract_id": "nummer",
    "corrects_id": "verbetert", "counted_on": "geteld op", "decided_on": "besloten op",
    "declared_on": "uitgesproken op", "departures_12m": "vertrekken in 12 maanden",
    "deposit_on": "gedeponeerd op", "designation_id": "nummer", "domain": "terrein",
    "employees": "werkzame personen", "end_kind": "einde door", "ended_on": "beëindigd op",
    "enterprise_id": "KVK-nummer", "entity_id": "nummer", "expires_on": "geldt tot en met",
    "figure_id": "nummer", "findable_until": "vindbaar tot", "floor_area_m2": "vloeroppervlak (m²)",
    "footprint_m2": "grondvlak (m²)", "from": "vanaf", "function": "functie",
    "grouped_by": "gegroepeerd op", "held_on": "gehouden op",
    "holder_kind": "soort houder", "holder_lives_here": "houder woont hier",
    "house_addition": "toevoeging", "house_letter": "huisletter", "house_number": "huisnummer",
    "inspection_id": "nummer", "is_complete": "volledig", "is_main": "hoofd",
    "kind": "soort", "lapsed_on": "vervallen op", "legal_form": "rechtsvorm",
    "lender_supervised": "geldgever onder toezicht", "licence_id": "nummer",
    "listed_on": "vermeld op", "location_id": "locatie", "measure": "maatregel",
    "measure_id": "nummer", "mortgage_eur": "hypotheek (euro)", "municipality": "gemeente",
    "nights": "overnachtingen", "notification_id": "nummer",
    "notified_on": "gemeld op", "object_code": "soort object", "object_id": "BAG-verblijfsobject",
    "outcome": "uitkomst", "outside_hours": "buiten kantooruren", "parcel_id": "perceel",
    "parcels": "percelen", "partner": "partner", "pension_company": "pensioen-bv",
    "period": "periode", "permit_id": "nummer", "place_match": "plaats gevonden op",
    "place_score": "zekerheid van de plaats",
    "postal_addresses": "briefadressen",
    "postcode": "postcode", "previous_case_id": "eerdere zaak",
    "price_eur": "prijs (euro)", "profile": "profiel", "programme": "programma",
    "publication_id": "nummer", "published_on": "gepubliceerd op", "reason": "reden",
    "received_on": "ontvangen op", "register": "register",
    "registered_adults": "ingeschreven volwassenen", "registered_on": "ingeschreven op",
    "reopened_on": "heropend op", "report_id": "nummer", "reported_on": "gemeld op",
    "requested_on": "aangevraagd op", "return_id": "nummer",
    "returned_mail_6m": "retourpost in 6 maanden", "right": "recht", "role": "functie",
    "rsin": "RSIN", "rubric": "rubriek", "seen_on": "gezien op", "share": "aandeel",
    "shielded": "afgeschermd", "shop_name": "naam van de vestiging", "signal_id": "nummer",
    "signed_on": "getekend op", "started_on": "begonnen op", "statutory_name": "statutaire naam",
    "status": "stand", "status_flag": "stand volgens bron", "status_rule": "stand afgeleid uit",
    "status_since": "stand sinds", "street": "straat", "successor_ids": "opvolgers",
    "threatened": "bedreigd", "title_id": "nummer", "town": "plaats", "town_id": "woonplaatscode",
    "trade_names": "handelsnamen", "transfer_id": "nummer", "unit": "eenheid", "use": "gebruik",
    "title": "titel", "owner": "beheerder",
    "use_purposes": "gebruiksdoelen", "valid_from": "geldig vanaf", "valid_to": "geldig tot",
    "valid_until": "geldig tot en met", "value": "waarde", "value_eur": "waarde (euro)",
    "version": "versie", "view_term_ends": "inzage tot", "violations": "overtredingen",
    "width_m": "breedte (m)", "year": "jaar", "zone_id": "nummer",
}  # fmt: skip

PEOPLE: Mapping[str, str] = {
    "party_id": "persoon of bedrijf", "applicant_id": "aanvrager", "holder_id": "houder",
    "operator_id": "exploitant", "manager_id": "leidinggevende", "reporter_id": "melder",
    "subject_id": "betrokkene", "notifier_id": "melder (Bal)", "seller_id": "verkoper",
    "buyer_id": "koper", "name": "naam", "other_names": "andere namen",
    "identifiers": "kenmerken", "status_text": "tekst van de stand", "party_kind": "soort partij",
    "party_enterprise_id": "bedrijf", "powers": "bevoegdheid",
}  # fmt: skip
"""Columns that tell somebody: named, never shown."""

POSITION = frozenset({"x", "y", "lat", "lon"})
"""Where a record lies is drawn on the map."""

_WITHOUT_MEANING = frozenset({c.name for c in (*PLACE_INPUT, *PROVENANCE)} | {"geometry"}) - {
    "address_id", "object_id", "street", "house_number", "house_letter", "house_addition",
    "postcode", "town",
}  # fmt: skip
_GROUPS: Mapping[tuple[str, str], str] = {
    ("title", "right"): "title.kind", ("environment_notification", "activity"):
    "notification.activity", ("declared_address", "reason"): "declared.reason",
    ("officer", "role"): "officer.role", ("permit", "use"): "permit.use",
    ("topography_change", "kind"): "topography", ("address_unit", "kind"): "kind",
    ("announcement", "status"): "permit.status",
}  # fmt: skip


def is_open(table: Table, name: str) -> bool:
    """True when a column tells no person and is read every week: gate O or G1."""
    hidden = telling.of_people(table) | telling.NAMING | _WITHOUT_MEANING
    return name not in hidden and table.gate_of(name).in_scan


def label(name: str) -> str:
    """Dutch name of a column; a partial date is named after its column."""
    whole = name.removesuffix("_partial")
    return (COLUMNS.get(whole) or PEOPLE.get(whole, whole)) + (
        " (gedeeltelijk bekend)" if whole != name else ""
    )


def text(table: Table, name: str, value: object) -> str:
    """A value as a person reads it; not known when there is none."""
    if value is None:
        return "niet bekend"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or "geen"
    if table.column(name).type is Type.REAL and isinstance(value, float):
        return number(value, 0 if value.is_integer() else 1)
    return word(group(table.name, name), value)


def group(table: str, name: str) -> str:
    """The group of `WORDS` that has Dutch for the words of a column."""
    own = _GROUPS.get((table, name), f"{table}.{name}")
    return own if own in WORDS else name
