"""Dutch for the fixed words of the tables, as papers and pages show them."""

from collections.abc import Mapping
from datetime import date

from engine.casework.models import Role
from engine.notation import day, number
from engine.translatable import Amount, Sentence, Value, fixed_word, mark, sentence

__all__ = ["WORDS", "amount", "day", "number", "on", "said", "word"]

_NO_DAY = mark("datum niet bekend")
_NO_VALUE = mark("niet bekend")

WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "yard": "erf", "unit": "adres", "berth": "ligplaats", "pitch": "standplaats",
        "building": "pand zonder adres", "site": "terrein",
    },
    "zone": {"outer": "buitengebied", "built_up": "bebouwde kom"},
    "band": {"none": "geen", "low": "laag", "medium": "midden", "high": "hoog"},
    "arm": {"ranked": "op volgorde", "random": "aselect"},
    "role": {
        "scenario": "scenario", "factor": "factor", "context": "context",
        "mitigating": "ontlastend feit", "route": "doorverwijzing",
    },
    "family": {
        "ADR": "adresfraude", "AFP": "afpersing en intimidatie", "BRN": "kwetsbare branches",
        "KOMBI": "samengestelde regels", "DRG": "drugs in (vrijkomende) agrarische bebouwing",
        "FRD": "fraude met ondernemingen", "GEN": "algemene bedrijfs- en adressignalen",
        "HAM": "huisvesting van arbeidsmigranten", "MAL": "malafide bedrijvigheid",
        "MEN": "mensenhandel en arbeidsuitbuiting", "CTR": "ontlastende feiten",
        "OVL": "woonoverlast, overlastgevende locatie, verwaarlozing",
        "REC": "recreatieparken, recreatieverblijven, jachthavens, botenloodsen",
        "VAS": "witwassen en vastgoed",
    },
    "user.role": {role.value: role.label for role in Role},
    "bibob": {
        "hit": "hit", "no_hit": "geen hit", "gevraagd": "gevraagd", "need": "nodig",
        "source": "bron", "van_toepassing": "van toepassing",
        "niet_van_toepassing": "niet van toepassing", "ontvangen": "ontvangen",
        "ontbreekt": "ontbreekt",
    },
    "gate": {
        "O": "open of eigen objectgegevens",
        "G1": "eigen gegevens van de gemeente, alleen met een vastgelegde privacytoets",
        "G2": "alleen binnen een signaal of casus die een mens heeft geopend",
        "G3": "alleen binnen een open Bibob-dossier",
        "G4": "alleen zoals ontvangen van een partner, nooit zelf opgevraagd",
    },
    "rule.status": {
        "experimental": "proef, telt niet mee", "test": "test, telt mee", "stable": "vastgesteld, telt mee",
        "deprecated": "uitgeschakeld",
    },
    "outcome": {"HIT": "treffer", "NO_HIT": "geen treffer", "UNKNOWN": "onbekend"},
    "rule.standing": {
        "counts": "telt mee", "shadow": "schaduw", "waits": "wacht op", "off": "uit",
        "case_only": "alleen in een zaak",
    },
    "land_use": {
        "dwelling": "wonen", "farmyard": "agrarisch erf", "greenhouse": "glastuinbouw",
        "business": "bedrijf", "office": "kantoor", "shop": "winkel", "recreation": "recreatie",
        "harbour": "haven", "care": "zorg", "other": "overig",
    },
    "land_use_proof": {
        "plan": "omgevingsplan", "activity": "handelsregister", "valuation": "WOZ", "BAG": "BAG",
    },
    "permit.kind": {
        "building": "bouwen", "use_change": "ander gebruik", "storage": "opslag",
        "housing_migrants": "huisvesting arbeidsmigranten", "fire_safe_use": "brandveilig gebruik",
        "environment": "milieu", "environment_notification": "milieumelding", "demolition": "slopen",
        "event": "evenement", "rental": "verhuur", "other": "overig",
    },
    "permit.status": {
        "requested": "aangevraagd", "granted": "verleend", "refused": "geweigerd",
        "withdrawn": "aanvraag ingetrokken", "revoked": "vergunning ingetrokken",
        "lapsed": "vervallen", "notified": "gemeld",
    },
    "licence.kind": {
        "alcohol": "alcoholvergunning", "operating": "exploitatievergunning",
        "gaming": "speelautomaten", "sex_business": "seksinrichting",
        "rental_housing_migrants": "verhuur verblijfsruimte", "other": "overige vergunning",
    },
    "licence.status": {
        "in_force": "van kracht", "requested": "aangevraagd", "refused": "geweigerd",
        "suspended": "geschorst", "lapsed": "vervallen", "revoked": "ingetrokken",
    },
    "report.category": {
        "chemical_smell": "chemische geur", "hemp_smell": "hennepgeur", "drug_smell": "drugsgeur",
        "night_traffic": "nachtelijk verkeer", "covered_windows": "afgeplakte ramen",
        "constant_hum": "aanhoudende brom", "loading_close": "laden dicht bij het pand",
        "foot_traffic": "veel aanloop", "noise": "geluid", "waste": "afval", "dumping": "dumping",
        "building_decay": "verval van een pand", "unknown_company": "onbekend bedrijf op het adres",
        "advertised_address": "adres te koop voor post of inschrijving",
        "illegal_lodging": "onrechtmatig logies", "overcrowding": "te veel bewoners",
        "short_stay": "kort verblijf", "night_sailing": "nachtelijk varen", "diving": "duiken",
        "quay_loading": "laden aan de kade", "fire": "brand", "explosive": "explosief",
        "vandalism": "vernieling", "threat": "bedreiging", "approach": "benadering van de eigenaar",
        "exploitation": "uitbuiting", "other": "overig",
    },
    "measure.kind": {
        "closure_13b": "sluiting (Opiumwet)", "closure_174a": "sluiting (Gemeentewet)",
        "penalty_order": "last onder dwangsom", "administrative_coercion": "last onder bestuursdwang",
        "warning": "waarschuwing", "fine": "boete", "toleration": "gedoogbeschikking",
    },
    "inspection.domain": {
        "building": "bouw", "fire": "brandveiligheid", "environment": "milieu", "alcohol": "alcohol",
        "housing": "huisvesting", "labour": "arbeid", "apv": "APV",
    },
    "inspection.outcome": {
        "clean": "geen overtreding", "violation": "overtreding", "no_access": "geen toegang",
    },
    "notification.activity": {
        "vehicle_repair": "reparatie van voertuigen", "vehicle_dismantling": "demontage van voertuigen",
        "spray_painting": "spuiten", "livestock": "vee", "greenhouse_growing": "glastuinbouw",
        "hazardous_storage": "opslag van gevaarlijke stoffen", "chemical_trade": "handel in chemicaliën",
        "waste_storage": "opslag van afval", "other": "overig",
    },
    "event": {
        "title": "zakelijk recht", "transfer": "overdracht", "attachment": "beslag",
        "insolvency": "insolventie", "address_signal": "adressignaal LAA",
        "announcement": "bekendmaking",
    },
    "title.kind": {
        "ownership": "eigendom", "leasehold": "erfpacht", "superficies": "opstal",
        "usufruct": "vruchtgebruik",
    },
    "officer.role": {
        "director": "bestuurder", "sole_shareholder": "enig aandeelhouder", "partner": "vennoot",
        "sole_trader": "eigenaar", "authorised_representative": "gevolmachtigde",
        "liquidator": "vereffenaar", "other": "andere functie",
    },
    "party.role": {
        "party": "partij", "applicant": "aanvrager", "holder": "houder", "operator": "exploitant",
        "manager": "leidinggevende", "subject": "betrokkene", "notifier": "melder (Bal)",
        "seller": "verkoper", "buyer": "koper",
    },
    "transfer.kind": {
        "sale": "verkoop", "registered_purchase": "koop ingeschreven",
        "inheritance": "vererving", "split": "splitsing", "other": "overig",
    },
    "contract.kind": {
        "procurement": "inkoop", "subsidy": "subsidie", "tender": "aanbesteding",
        "property": "vastgoed",
    },
    "attachment.kind": {"attachment": "op de onroerende zaak"},
    "enterprise.end_kind": {
        "bankruptcy": "faillissement", "turbo_liquidation": "turboliquidatie",
        "dissolution": "ontbinding", "merger": "fusie",
        "continued_elsewhere": "elders voortgezet", "other": "overig",
    },
    "insolvency.end_kind": {
        "distribution": "uitdeling", "lack_of_assets": "gebrek aan baten",
        "annulled": "vernietigd", "composition": "akkoord", "other": "overig",
    },
    "insolvency.kind": {
        "bankruptcy": "faillissement", "suspension_of_payment": "surseance van betaling",
    },
    "announcement.kind": {
        "permit_request": "aanvraag vergunning", "permit_decision": "besluit vergunning",
        "notification": "melding", "enforcement": "handhaving", "policy": "beleid",
        "traffic": "verkeer", "other": "overig",
    },
    "legal_form": {
        "sole_trader": "eenmanszaak", "general_partnership": "vof", "limited_partnership": "cv",
        "professional_partnership": "maatschap", "bv": "bv", "nv": "nv", "foundation": "stichting",
        "association": "vereniging", "owners_association": "vereniging van eigenaars",
        "cooperative": "coöperatie", "foreign": "buitenlandse rechtsvorm",
        "public_body": "overheid", "other": "overige rechtsvorm",
    },
    "declared.reason": {
        "accountant": "accountant", "trust_office": "trustkantoor",
        "owners_association_manager": "VvE-beheerder", "shared_office": "bedrijfsverzamelgebouw",
        "notary": "notaris", "coworking": "gedeelde werkplekken", "care": "zorginstelling",
        "shelter": "opvang", "other": "overig",
    },
    "table": {
        "branch": "handelsregister", "permit": "vergunningen", "licence": "exploitatie en alcohol",
        "report": "meldingen van burgers", "measure": "maatregelen", "inspection": "controles",
        "environment_notification": "milieumeldingen", "declared_address": "verklaarde adressen",
        "building": "BAG", "topography_change": "topografie", "title": "Kadaster",
        "transfer": "Kadaster", "attachment": "Kadaster", "insolvency": "insolventieregister",
        "address_signal": "LAA", "announcement": "bekendmakingen", "address": "adressen",
        "address_unit": "verblijfsobjecten en plaatsen", "unit_building": "verblijfsobject in pand",
        "enterprise": "ondernemingen", "activity": "activiteiten (SBI)", "officer": "functionarissen",
        "licence_manager": "leidinggevenden", "parcel": "percelen", "occupancy": "bezetting",
        "valuation": "WOZ", "tourist_tax": "toeristenbelasting", "designation": "aanwijzingen",
        "police_report": "bestuurlijke rapportages", "bibob_register": "Bibob-register",
        "plan_function": "omgevingsplan", "registry_check": "erkenningen", "contract": "contracten",
        "partner_report": "berichten van partners", "sanction": "sanctielijst",
        "area_figure": "gebiedscijfers", "location": "locaties",
        "location_member": "onderdelen van locaties", "enterprise_cluster": "bedrijven die bij elkaar horen",
    },
    "place_match": {
        "id": "BAG-nummer", "exact": "adres", "normalised": "adres, anders geschreven",
        "fuzzy": "adres dat erop lijkt", "point": "punt op de kaart", "none": "niet gevonden",
    },
    "rows": {
        "area_figure": "cijfers van gebieden", "attachment": "beslagen", "branch": "vestigingen",
        "building": "panden", "title": "zakelijke rechten", "transfer": "overdrachten",
    },
    "zone.kind": {
        "built_up": "bebouwde kom", "business_park": "bedrijventerrein", "greenhouse": "glastuinbouw",
        "recreation_site": "recreatieterrein", "harbour": "haven", "road": "weg",
    },
    "register": {"other": "eigen lijst"},
    "quarantine": {
        "file": "Bestand", "line": "Regel", "record_id": "Record", "reason": "Reden",
        "raw": "Inhoud (personen als pseudoniem)",
    },
    "source.status": {
        "used": "gebruikt", "unreadable": "onleesbaar", "no delivery": "geen levering op de peildatum",
        "compared": "alleen vergeleken", "not needed": "niet nodig: andere bron is er",
    },
}  # fmt: skip


def word(group: str, value: object, *, unknown: str = "niet bekend") -> str:
    """Dutch for a fixed word; `unknown` for None, the value itself when it has no Dutch."""
    if value is None:
        return unknown
    return WORDS.get(group, {}).get(str(value), str(value))


def said(group: str, value: object, *, unknown: str = _NO_VALUE) -> str:
    """As `word`, for in a sentence that pages say anew; `unknown` is a marked text."""
    if value is None:
        return sentence(unknown)
    told = WORDS.get(group, {}).get(str(value))
    return str(value) if told is None else fixed_word(group, told)


def on(value: date | None) -> Value:
    """A day for in a sentence, or that it is not known."""
    return sentence(_NO_DAY) if value is None else value


def amount(value: float | None, decimals: int = 0) -> Amount | Sentence:
    """A number for in a sentence, or that it is not known."""
    return sentence(_NO_VALUE) if value is None else Amount(value, decimals)
