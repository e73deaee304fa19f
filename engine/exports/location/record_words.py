"""Dutch for the columns of canonical rows, and which columns nobody reads outside a case.

A pseudonym is a person, and a name may be one's: these columns are left out whatever the role is.
Free text of a register is left out too, since it may name somebody.
"""

from collections.abc import Mapping
from datetime import date

from engine.exports.words import WORDS, said
from engine.register import telling
from engine.tables import PLACE_INPUT, PROVENANCE, Table, Type
from engine.translatable import Amount, joined, mark, sentence

COLUMNS: Mapping[str, str] = {
    "accounts_filed_until": mark("jaarrekening gedeponeerd tot"), "activity": mark("activiteit"),
    "address_id": mark("BAG-nummeraanduiding"), "area": mark("gebied"), "area_id": mark("gebied"),
    "area_kind": mark("soort gebied"), "area_m2": mark("oppervlakte (m²)"),
    "area_name": mark("naam van het gebied"), "arrivals_12m": mark("vestigingen in 12 maanden"),
    "attachment_id": mark("nummer"), "authority": mark("bestuursorgaan"),
    "bibob_hook": mark("Bibob-haak"), "branch": mark("branche"),
    "branch_id": mark("vestigingsnummer"), "building_id": mark("BAG-pand"),
    "built_year": mark("bouwjaar"), "capacity": mark("capaciteit"), "case_id": mark("zaak"),
    "case_number": mark("zaaknummer"), "category": mark("soort"), "change_id": mark("nummer"),
    "checked_on": mark("gecontroleerd op"), "code": mark("code"), "contract_id": mark("nummer"),
    "corrects_id": mark("verbetert"), "counted_on": mark("geteld op"),
    "decided_on": mark("besloten op"), "declared_on": mark("uitgesproken op"),
    "departures_12m": mark("vertrekken in 12 maanden"), "deposit_on": mark("gedeponeerd op"),
    "designation_id": mark("nummer"), "domain": mark("terrein"),
    "employees": mark("werkzame personen"), "end_kind": mark("einde door"),
    "ended_on": mark("beëindigd op"), "enterprise_id": mark("KVK-nummer"),
    "entity_id": mark("nummer"), "expires_on": mark("geldt tot en met"),
    "figure_id": mark("nummer"), "findable_until": mark("vindbaar tot"),
    "floor_area_m2": mark("vloeroppervlak (m²)"), "footprint_m2": mark("grondvlak (m²)"),
    "from": mark("vanaf"), "function": mark("functie"), "grouped_by": mark("gegroepeerd op"),
    "held_on": mark("gehouden op"), "holder_kind": mark("soort houder"),
    "holder_lives_here": mark("houder woont hier"), "house_addition": mark("toevoeging"),
    "house_letter": mark("huisletter"), "house_number": mark("huisnummer"),
    "inspection_id": mark("nummer"), "is_complete": mark("volledig"), "is_main": mark("hoofd"),
    "kind": mark("soort"), "lapsed_on": mark("vervallen op"), "legal_form": mark("rechtsvorm"),
    "lender_supervised": mark("geldgever onder toezicht"), "licence_id": mark("nummer"),
    "listed_on": mark("vermeld op"), "location_id": mark("locatie"), "measure": mark("maatregel"),
    "measure_id": mark("nummer"), "mortgage_eur": mark("hypotheek (euro)"),
    "municipality": mark("gemeente"), "nights": mark("overnachtingen"),
    "notification_id": mark("nummer"), "notified_on": mark("gemeld op"),
    "object_code": mark("soort object"), "object_id": mark("BAG-verblijfsobject"),
    "outcome": mark("uitkomst"), "outside_hours": mark("buiten kantooruren"),
    "parcel_id": mark("perceel"), "parcels": mark("percelen"), "partner": mark("partner"),
    "pension_company": mark("pensioen-bv"), "period": mark("periode"), "permit_id": mark("nummer"),
    "place_match": mark("plaats gevonden op"), "place_score": mark("zekerheid van de plaats"),
    "postal_addresses": mark("briefadressen"), "postcode": mark("postcode"),
    "previous_case_id": mark("eerdere zaak"), "price_eur": mark("prijs (euro)"),
    "profile": mark("profiel"), "programme": mark("programma"), "publication_id": mark("nummer"),
    "published_on": mark("gepubliceerd op"), "reason": mark("reden"),
    "received_on": mark("ontvangen op"), "register": mark("register"),
    "registered_adults": mark("ingeschreven volwassenen"), "registered_on": mark("ingeschreven op"),
    "reopened_on": mark("heropend op"), "report_id": mark("nummer"),
    "reported_on": mark("gemeld op"), "requested_on": mark("aangevraagd op"),
    "return_id": mark("nummer"), "returned_mail_6m": mark("retourpost in 6 maanden"),
    "right": mark("recht"), "role": mark("functie"), "rsin": mark("RSIN"),
    "rubric": mark("rubriek"), "seen_on": mark("gezien op"), "share": mark("aandeel"),
    "shielded": mark("afgeschermd"), "shop_name": mark("naam van de vestiging"),
    "signal_id": mark("nummer"), "signed_on": mark("getekend op"),
    "started_on": mark("begonnen op"), "statutory_name": mark("statutaire naam"),
    "status": mark("stand"), "status_flag": mark("stand volgens bron"),
    "status_rule": mark("stand afgeleid uit"), "status_since": mark("stand sinds"),
    "street": mark("straat"), "successor_ids": mark("opvolgers"), "threatened": mark("bedreigd"),
    "title_id": mark("nummer"), "town": mark("plaats"), "town_id": mark("woonplaatscode"),
    "trade_names": mark("handelsnamen"), "transfer_id": mark("nummer"), "unit": mark("eenheid"),
    "use": mark("gebruik"), "title": mark("titel"), "owner": mark("beheerder"),
    "use_purposes": mark("gebruiksdoelen"), "valid_from": mark("geldig vanaf"),
    "valid_to": mark("geldig tot"), "valid_until": mark("geldig tot en met"),
    "value": mark("waarde"), "value_eur": mark("waarde (euro)"), "version": mark("versie"),
    "view_term_ends": mark("inzage tot"), "violations": mark("overtredingen"),
    "width_m": mark("breedte (m)"), "year": mark("jaar"), "zone_id": mark("nummer"),
}  # fmt: skip

PEOPLE: Mapping[str, str] = {
    "party_id": mark("persoon of bedrijf"), "applicant_id": mark("aanvrager"),
    "holder_id": mark("houder"), "operator_id": mark("exploitant"),
    "manager_id": mark("leidinggevende"), "reporter_id": mark("melder"),
    "subject_id": mark("betrokkene"), "notifier_id": mark("melder (Bal)"),
    "seller_id": mark("verkoper"), "buyer_id": mark("koper"), "name": mark("naam"),
    "other_names": mark("andere namen"), "identifiers": mark("kenmerken"),
    "status_text": mark("tekst van de stand"), "party_kind": mark("soort partij"),
    "party_enterprise_id": mark("bedrijf"), "powers": mark("bevoegdheid"),
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
    told = sentence(COLUMNS.get(whole) or PEOPLE.get(whole, whole))
    return told if whole == name else sentence("{name} (gedeeltelijk bekend)", name=told)


def text(table: Table, name: str, value: object) -> str:
    """A value as a person reads it; not known when there is none."""
    if isinstance(value, bool):
        return sentence("ja") if value else sentence("nee")
    if isinstance(value, date):
        return joined([value])
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or sentence("geen")
    if table.column(name).type is Type.REAL and isinstance(value, float):
        return joined([Amount(value, 0 if value.is_integer() else 1)])
    return said(group(table.name, name), value)


def group(table: str, name: str) -> str:
    """The group of `WORDS` that has Dutch for the words of a column."""
    own = _GROUPS.get((table, name), f"{table}.{name}")
    return own if own in WORDS else name
