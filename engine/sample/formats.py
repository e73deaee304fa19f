"""The municipal exports as tables: their files, columns, words, and how each cell is written.

Every export has its own habits (delimiter, encoding, dates, decimals, spelling of places), as in
practice; `sources.yaml` is written from the same description.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

PLACE_PARTS = {
    "STRAAT": "street", "HUISNR": "house_number", "HUISLTR": "house_letter",
    "TOEV": "house_addition", "POSTCODE": "postcode", "PLAATS": "town",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Export:
    """One export.

    Attributes:
        source: id in `sources.yaml`; also the list in `Records`, if that has one.
        file: file name; its suffix says how it is written.
        table: canonical table.
        columns: source column -> canonical column, in file order.
        keys: canonical column -> key in the collected rows, where the two differ.
        ignored: source column -> what stands in it in every row; not mapped.
        words: canonical column -> source word -> canonical word.
        days_old: age of the delivery on `as_of`.
        check: its recorded compatibility check.
        only: canonical column -> words of the rows that it holds; other sources hold the rest.
    """

    source: str
    file: str
    table: str
    columns: Mapping[str, str]
    days_old: int
    check: str
    keys: Mapping[str, str] = field(default_factory=dict)
    ignored: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str | bool]] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    delimiter: str = ","
    encoding: str = "utf-8"
    date: str = "%Y-%m-%d"
    decimal: str = "."


_YES_NO: Mapping[str, str | bool] = {"J": True, "N": False}
_DUTCH_DAY = "%d-%m-%Y"

EXPORTS: tuple[Export, ...] = (
    Export(
        "permits", "vth/zaken.csv", "permit",
        {"ZAAKNR": "permit_id", "ZAAKTYPE": "kind", "STATUS": "status", "ONTVANGEN": "requested_on",
         "BESLUIT": "decided_on", "AANVRAGER_KVK": "applicant_kvk", "AANVRAGER": "applicant_name",
         "GEBRUIK": "use", "PLAATSEN": "capacity", "VLOEROPP": "floor_area_m2",
         "BIBOB": "bibob_hook", **PLACE_PARTS},
        1, "PT-2026-03", keys={"permit_id": "id"},
        ignored={"OMSCHRIJVING": "zie dossier", "BEHANDELAAR": "team VTH"},
        delimiter=";", encoding="cp1252", date=_DUTCH_DAY, decimal=",",
        words={
            "kind": {"Overig": "other", "Huisvesting arbeidsmigranten": "housing_migrants",
                     "Verhuurvergunning": "rental",
                     "Melding Besluit activiteiten leefomgeving": "environment_notification"},
            "status": {"Verleend": "granted", "Geweigerd": "refused", "Ingetrokken": "withdrawn",
                       "In behandeling": "requested", "Vervallen": "lapsed",
                       "Herroepen": "revoked", "Gemeld": "notified"},
            "use": {"wonen": "housing", "bedrijf": "business", "opslag": "storage",
                    "agrarisch": "agriculture", "logies": "lodging", "recreatie": "recreation",
                    "overig": "other"},
            "bibob_hook": _YES_NO,
        },
        only={"kind": frozenset(
            {"other", "housing_migrants", "rental", "environment_notification"}
        )},
    ),
    Export(
        "licences", "apv/drank_en_horeca.csv", "licence",
        {"Vergunning": "licence_id", "Soort": "kind", "Status": "status",
         "Geldig vanaf": "valid_from",
         "Geldig tot": "valid_until", "KVK houder": "holder_kvk", "Houder": "holder_name",
         "KVK exploitant": "operator_kvk", "Adres": "address"},
        10, "PT-2026-04", keys={"licence_id": "id"}, ignored={"Opmerking": "", "Terras (m2)": "12"},
        words={
            "kind": {"Alcoholwet": "alcohol", "Exploitatie": "operating", "Kansspelen": "gaming",
                     "Seksinrichting": "sex_business", "Verhuur Wgv": "rental_housing_migrants"},
            "status": {"van kracht": "in_force", "vervallen": "lapsed", "aangevraagd": "requested",
                       "geweigerd": "refused", "geschorst": "suspended", "ingetrokken": "revoked"},
        },
    ),
    Export(
        "licence_managers", "apv/leidinggevenden.csv", "licence_manager",
        {"Vergunning": "licence_id", "Ref": "manager_id", "Naam": "manager_name",
         "Bijgeschreven": "started_on", "Afgeschreven": "ended_on"},
        10, "PT-2026-04", keys={"manager_id": "manager_ref"}, date=_DUTCH_DAY, delimiter=";",
    ),
    Export(
        "measures", "vth/maatregelen.csv", "measure",
        {"MAATREGEL": "measure_id", "SOORT": "kind", "BESLUIT": "decided_on", "EINDE": "ended_on",
         "HEROPEND": "reopened_on", "KVK_OVERTREDER": "subject_kvk", "BAG_OBJECT": "object_id"},
        1, "PT-2026-03", keys={"measure_id": "id"}, delimiter=";", date=_DUTCH_DAY,
        words={"kind": {"sluiting 13b": "closure_13b", "sluiting 174a": "closure_174a",
                        "waarschuwing": "warning", "last onder dwangsom": "penalty_order",
                        "last onder bestuursdwang": "administrative_coercion", "boete": "fine",
                        "gedogen": "toleration"}},
    ),
    Export(
        "inspections", "vth/controles.csv", "inspection",
        {"CONTROLE": "inspection_id", "DATUM": "held_on", "DOMEIN": "domain", "UITKOMST": "outcome",
         "OVERTREDINGEN": "violations", **PLACE_PARTS},
        1, "PT-2026-03", keys={"inspection_id": "id"}, delimiter=";", date=_DUTCH_DAY,
        words={
            "domain": {"bouw": "building", "brand": "fire", "milieu": "environment", "apv": "apv",
                       "alcohol": "alcohol", "huisvesting": "housing", "arbeid": "labour"},
            "outcome": {"schoon": "clean", "overtreding": "violation", "geen toegang": "no_access"},
        },
    ),
    Export(
        "notifications", "odwh/meldingen_bal.csv", "environment_notification",
        {"NUMMER": "notification_id", "SOORT": "kind", "DATUM": "notified_on",
         "ACTIVITEIT": "activity",
         "MELDER_KVK": "notifier_kvk", "MELDER": "notifier_name", "ADRES": "address"},
        12, "PT-2026-06", keys={"notification_id": "id"},
        words={
            "kind": {"Bal-melding": "bal_notification"},
            "activity": {"motorvoertuigen": "vehicle_repair", "veehouderij": "livestock",
                         "glastuinbouw": "greenhouse_growing", "chemiehandel": "chemical_trade",
                         "autodemontage": "vehicle_dismantling", "spuiterij": "spray_painting",
                         "gevaarlijke stoffen": "hazardous_storage",
                         "afvalopslag": "waste_storage"},
        },
    ),
    Export(
        "titles", "brk/zakelijke_rechten.csv", "title",
        {"RECHT_ID": "title_id", "PERCEEL": "parcel_id", "RECHT": "right", "AANDEEL": "share",
         "GERECHTIGDE_REF": "holder_id", "GERECHTIGDE_KVK": "holder_kvk",
         "GERECHTIGDE": "holder_name",
         "AARD": "holder_kind", "WOONT_HIER": "holder_lives_here", "INGANG": "started_on",
         **PLACE_PARTS},
        15, "PT-2026-07", keys={"title_id": "id", "holder_id": "holder_ref"},
        ignored={"VALUTA": "EUR"},
        words={
            "right": {"eigendom": "ownership"},
            "holder_kind": {"NP": "natural", "NNP": "legal"},
            "holder_lives_here": _YES_NO,
        },
    ),
    Export(
        "transfers", "brk/overdrachten.csv", "transfer",
        {"AKTE": "transfer_id", "PERCEEL": "parcel_id", "SOORT": "kind", "GETEKEND": "signed_on",
         "KOOPSOM": "price_eur", "HYPOTHEEK": "mortgage_eur", "TOEZICHT": "lender_supervised",
         "VERVALLEN": "lapsed_on", "VERKOPER_KVK": "seller_kvk", "VERKOPER": "seller_name",
         "KOPER_KVK": "buyer_kvk", "KOPER": "buyer_name",
         "ADRES": "address"},
        15, "PT-2026-07", keys={"transfer_id": "id"}, delimiter=";", date=_DUTCH_DAY, decimal=",",
        words={"kind": {"Koop": "sale", "Koopregistratie": "registered_purchase",
                        "Erfrecht": "inheritance", "Splitsing": "split", "Overig": "other"},
               "lender_supervised": _YES_NO},
    ),
    Export(
        "plan", "omgevingsplan/functies.csv", "plan_function",
        {"BAG_OBJECT": "object_id", "FUNCTIE": "function", "VANAF": "from"},
        40, "PT-2026-08", keys={"from": "since"},
    ),
    Export(
        "declared", "ondermijning/verklaarde_adressen.csv", "declared_address",
        {"BAG_OBJECT": "object_id", "REDEN": "reason", "EIGENAAR": "owner", "TOT": "expires_on"},
        30, "PT-2026-09", delimiter=";", date=_DUTCH_DAY,
        words={"reason": {"accountant": "accountant", "verzamelgebouw": "shared_office",
                          "beheerder VvE": "owners_association_manager", "zorg": "care",
                          "opvang": "shelter"}},
    ),
    Export(
        "designations", "apv/aanwijzingen.csv", "designation",
        {"AANWIJZING": "designation_id", "BRANCHE": "branch", "GEBIED": "area",
         "GEMEENTE": "municipality", "VANAF": "from"},
        60, "PT-2026-04", keys={"designation_id": "id", "from": "since"},
    ),
    Export(
        "occupancy", "brp/bezetting.parquet", "occupancy",
        {"bag_object": "object_id", "peildatum": "counted_on", "volwassenen": "registered_adults",
         "vestigingen_12m": "arrivals_12m", "vertrekken_12m": "departures_12m",
         "briefadressen": "postal_addresses", "retourpost_6m": "returned_mail_6m"},
        20, "PT-2026-10",
    ),
    Export(
        "valuations", "woz/waarden.csv", "valuation",
        {"BAG_OBJECT": "object_id", "JAAR": "year", "WAARDE": "value_eur",
         "GEBRUIKSCODE": "object_code"},
        80, "PT-2026-11", delimiter=";", decimal=",", ignored={"STATUS": "definitief"},
    ),
    Export(
        "topography", "bgt/mutaties.csv", "topography_change",
        {"MUTATIE": "change_id", "SOORT": "kind", "GEZIEN": "seen_on", "OPPERVLAK": "area_m2",
         "X": "x", "Y": "y", "WKT": "geometry"},
        14, "PT-2026-12", keys={"change_id": "id"}, delimiter=";", decimal=",", date=_DUTCH_DAY,
    ),
    Export(
        "registry", "registers/erkenningen.csv", "registry_check",
        {"REGISTER": "register", "KVKNUMMER": "subject_kvk", "STATUS": "status",
         "GECONTROLEERD": "checked_on"},
        25, "PT-2026-13",
    ),
    Export(
        "signals", "laa/signalen.csv", "address_signal",
        {"SIGNAALNR": "signal_id", "PROFIEL": "profile", "ONTVANGEN": "received_on",
         "STATUS": "status", "BAG_OBJECT": "object_id"},
        12, "PT-2026-24", keys={"signal_id": "id"}, delimiter=";", date=_DUTCH_DAY,
    ),
    Export(
        "returns", "belastingen/toeristenbelasting.csv", "tourist_tax",
        {"AANGIFTE": "return_id", "JAAR": "year", "OVERNACHTINGEN": "nights",
         "SLAAPPLAATSEN": "capacity", **PLACE_PARTS},
        50, "PT-2026-25", keys={"return_id": "id"}, delimiter=";", decimal=",",
    ),
    Export(
        "police", "bijzonder/rapportages.csv", "police_report",
        {"NUMMER": "report_id", "ONTVANGEN": "received_on", "SOORT": "kind", "MIDDEL": "drugs",
         "WAPEN": "weapons", "ADRES": "address"},
        9, "PT-2026-26", keys={"report_id": "id"}, date=_DUTCH_DAY,
        words={"kind": {"drugs aangetroffen": "drugs_found",
                        "wapens aangetroffen": "weapons_found", "geweld": "violence",
                        "explosief": "explosive", "overig": "other"}},
    ),
    Export(
        "partners", "bijzonder/partnermeldingen.csv", "partner_report",
        {"NUMMER": "report_id", "PARTNER": "partner", "SOORT": "kind",
         "ONTVANGEN": "received_on", "ADRES": "address"},
        9, "PT-2026-27", keys={"report_id": "id"}, date=_DUTCH_DAY,
        words={"kind": {"netafwijking": "grid_anomaly"}},
    ),
    Export(
        "bibob", "bijzonder/bibobregister.csv", "bibob_register",
        {"NUMMER": "entry_id", "CONCLUSIE": "conclusion", "BESLUIT": "decided_on",
         "BETROKKENE_KVK": "subject_kvk", "BETROKKENE": "subject_name", "ROL": "role"},
        9, "PT-2026-28", keys={"entry_id": "id"}, delimiter=";", date=_DUTCH_DAY,
    ),
    Export(
        "contracts", "financien/contracten.csv", "contract",
        {"CONTRACT": "contract_id", "SOORT": "kind", "PARTIJ_KVK": "party_kvk",
         "PARTIJ": "party_name", "GETEKEND": "signed_on", "EINDE": "ended_on"},
        70, "PT-2026-29", keys={"contract_id": "id"}, delimiter=";", date=_DUTCH_DAY,
        words={"kind": {"inkoop": "procurement", "subsidie": "subsidy", "vastgoed": "property",
                        "aanbesteding": "tender"}},
    ),
    Export(
        "attachments", "brk/beslagen.csv", "attachment",
        {"BESLAG": "attachment_id", "PERCEEL": "parcel_id", "INGANG": "started_on",
         "EINDE": "ended_on", "ADRES": "address"},
        15, "PT-2026-07", keys={"attachment_id": "id"}, delimiter=";", date=_DUTCH_DAY,
    ),
    Export(
        "nla", "registers/nla_sancties.csv", "sanction",
        {"ZAAK": "entity_id", "LIJST": "programme", "SANCTIE": "measure",
         "GEPUBLICEERD": "listed_on", "KVK": "identifiers"},
        22, "PT-2026-30", keys={"entity_id": "id"}, delimiter=";", date=_DUTCH_DAY,
        words={"programme": {"Nederlandse Arbeidsinspectie": "NLA"}},
    ),
)  # fmt: skip
"""In the order of `sources.yaml`."""
