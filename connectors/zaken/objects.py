"""Kinds of ZGW objects, by the address that each object has, and the keys of each kind.

Of the known keys only those that serve are kept; a key that is not known is reported by name.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from connectors.cases.case import Unusable
from connectors.zaken import values
from connectors.zaken.values import Body

_RESOURCE = re.compile(r"^https?://[^/]+/(?:.*/)?([a-z_-]+)/[0-9A-Za-z-]{1,64}/?$")


class Kind(StrEnum):
    """Kinds of objects that are read, by the name of their collection."""

    CASE = "zaken"
    STATUS = "statussen"
    RESULT = "resultaten"
    ROLE = "rollen"
    OBJECT = "zaakobjecten"
    PROPERTY = "zaakeigenschappen"
    CATALOGUE = "catalogussen"
    CASE_TYPE = "zaaktypen"
    STATUS_TYPE = "statustypen"
    RESULT_TYPE = "resultaattypen"
    ROLE_TYPE = "roltypen"
    PROPERTY_TYPE = "eigenschappen"


PARTS = (Kind.STATUS, Kind.RESULT, Kind.ROLE, Kind.OBJECT, Kind.PROPERTY)
"""Kinds that belong to one case."""
TYPES = (
    Kind.CATALOGUE,
    Kind.CASE_TYPE,
    Kind.STATUS_TYPE,
    Kind.RESULT_TYPE,
    Kind.ROLE_TYPE,
    Kind.PROPERTY_TYPE,
)
"""Kinds of the catalogue."""
NOT_READ = frozenset(
    [
        "zaakinformatieobjecten",
        "enkelvoudiginformatieobjecten",
        "objectinformatieobjecten",
        "informatieobjecttypen",
        "zaaktype-informatieobjecttypen",
        "gebruiksrechten",
        "besluiten",
        "besluittypen",
        "besluitinformatieobjecten",
        "zaakobjecttypen",
        "klantcontacten",
        "zaakcontactmomenten",
        "zaakverzoeken",
        "zaaknotities",
        "substatussen",
        "audittrail",
    ]
)
"""Collections that are known and not read: documents, contacts, notes, decisions."""

_VALID = "beginGeldigheid eindeGeldigheid beginObject eindeObject"
_TYPE = f"url catalogus zaaktype zaaktypeIdentificatie {_VALID} toelichting"
KEYS: Mapping[Kind, frozenset[str]] = {
    kind: frozenset(keys.split())
    for kind, keys in {
        Kind.CASE: (
            "url uuid identificatie bronorganisatie omschrijving toelichting zaaktype "
            "registratiedatum verantwoordelijkeOrganisatie startdatum einddatum einddatumGepland "
            "uiterlijkeEinddatumAfdoening publicatiedatum laatstGemuteerd laatstGeopend "
            "communicatiekanaal communicatiekanaalNaam productenOfDiensten "
            "vertrouwelijkheidaanduiding betalingsindicatie betalingsindicatieWeergave "
            "laatsteBetaaldatum zaakgeometrie verlenging opschorting selectielijstklasse "
            "hoofdzaak deelzaken relevanteAndereZaken gerelateerdeZaken eigenschappen rollen "
            "status zaakinformatieobjecten zaakobjecten kenmerken archiefnominatie archiefstatus "
            "archiefactiedatum resultaat opdrachtgevendeOrganisatie processobjectaard "
            "startdatumBewaartermijn processobject _expand"
        ),
        Kind.STATUS: (
            "url uuid zaak statustype datumStatusGezet statustoelichting "
            "indicatieLaatstGezetteStatus gezetdoor zaakinformatieobjecten _expand"
        ),
        Kind.RESULT: "url uuid zaak resultaattype toelichting _expand",
        Kind.ROLE: (
            "url uuid zaak betrokkene betrokkeneType afwijkendeNaamBetrokkene roltype "
            "omschrijving omschrijvingGeneriek roltoelichting registratiedatum "
            "indicatieMachtiging contactpersoonRol statussen beginGeldigheid eindeGeldigheid "
            "betrokkeneIdentificatie authenticatieContext _expand"
        ),
        Kind.OBJECT: (
            "url uuid zaak object zaakobjecttype objectType objectTypeOverige "
            "objectTypeOverigeDefinitie relatieomschrijving objectIdentificatie _expand"
        ),
        Kind.PROPERTY: "url uuid zaak eigenschap naam waarde _expand",
        Kind.CATALOGUE: (
            "url domein rsin contactpersoonBeheerNaam contactpersoonBeheerTelefoonnummer "
            "contactpersoonBeheerEmailadres zaaktypen besluittypen informatieobjecttypen naam "
            "versie begindatumVersie"
        ),
        Kind.CASE_TYPE: (
            "url identificatie omschrijving omschrijvingGeneriek vertrouwelijkheidaanduiding doel "
            "aanleiding toelichting indicatieInternOfExtern handelingInitiator onderwerp "
            "handelingBehandelaar doorlooptijd servicenorm opschortingEnAanhoudingMogelijk "
            "verlengingMogelijk verlengingstermijn trefwoorden publicatieIndicatie "
            "publicatietekst verantwoordingsrelatie productenOfDiensten selectielijstProcestype "
            "referentieproces concept verantwoordelijke broncatalogus bronzaaktype versiedatum "
            f"catalogus {_VALID} statustypen resultaattypen eigenschappen informatieobjecttypen "
            "roltypen besluittypen deelzaaktypen gerelateerdeZaaktypen zaakobjecttypen"
        ),
        Kind.STATUS_TYPE: (
            f"{_TYPE} omschrijving omschrijvingGeneriek statustekst volgnummer isEindstatus "
            "informeren doorlooptijd checklistitemStatustype eigenschappen zaakobjecttypen"
        ),
        Kind.RESULT_TYPE: (
            f"{_TYPE} omschrijving omschrijvingGeneriek resultaattypeomschrijving "
            "selectielijstklasse archiefnominatie archiefactietermijn besluittypen "
            "besluittypeOmschrijving brondatumArchiefprocedure informatieobjecttypen "
            "informatieobjecttypeOmschrijving indicatieSpecifiek procesobjectaard procestermijn"
        ),
        Kind.ROLE_TYPE: f"{_TYPE} omschrijving omschrijvingGeneriek",
        Kind.PROPERTY_TYPE: f"{_TYPE} naam definitie specificatie statustype",
    }.items()
}  # fmt: skip
"""Known keys. Source: Zaken API 1.5.1 and Catalogi API 1.3.1 as Open Zaak answers them."""

KEPT: Mapping[Kind, frozenset[str]] = {
    kind: frozenset(keys.split())
    for kind, keys in {
        Kind.CASE: (
            "url identificatie bronorganisatie zaaktype registratiedatum startdatum einddatum "
            "laatstGemuteerd vertrouwelijkheidaanduiding zaakgeometrie status resultaat "
            "eigenschappen rollen zaakobjecten"
        ),
        Kind.STATUS: "url zaak statustype datumStatusGezet",
        Kind.RESULT: "url zaak resultaattype",
        Kind.ROLE: (
            "url zaak betrokkene betrokkeneType afwijkendeNaamBetrokkene roltype "
            "omschrijvingGeneriek registratiedatum indicatieMachtiging betrokkeneIdentificatie"
        ),
        Kind.OBJECT: "url zaak object objectType objectIdentificatie",
        Kind.PROPERTY: "url zaak eigenschap naam waarde",
        Kind.CATALOGUE: "url domein rsin",
        Kind.CASE_TYPE: (
            "url identificatie catalogus vertrouwelijkheidaanduiding concept beginGeldigheid "
            "eindeGeldigheid"
        ),
        Kind.STATUS_TYPE: "url omschrijving",
        Kind.RESULT_TYPE: "url omschrijving",
        Kind.ROLE_TYPE: "url omschrijvingGeneriek",
        Kind.PROPERTY_TYPE: "url naam",
    }.items()
}  # fmt: skip
"""Keys that serve; what else an object holds goes no further than its own reading."""

STRUCTURED = frozenset(
    {
        "zaakgeometrie",
        "eigenschappen",
        "rollen",
        "zaakobjecten",
        "betrokkeneIdentificatie",
        "objectIdentificatie",
        "concept",
    }
)
"""Kept keys that hold something else than a text."""


def collection(body: Body) -> str:
    """The name of the collection that an object is from.

    Raises:
        Unusable: the object has no address, or one that is not of an object; the reason lists
            its keys, not its values.
    """
    url = body.get("url")
    found = _RESOURCE.match(url) if isinstance(url, str) else None
    if found is None:
        raise Unusable(f"not an object of a ZGW API: no url of one; its keys: {listed(body)}")
    return found[1]


def kind_of(name: str) -> Kind | None:
    """The kind of a collection; None for one that is known and not read.

    Raises:
        Unusable: the collection is not known.
    """
    if name in NOT_READ:
        return None
    try:
        return Kind(name)
    except ValueError as error:
        raise Unusable(f"{name[:40]}: no collection of the Zaken or Catalogi API") from error


def reduce(kind: Kind, body: Body) -> dict[str, object]:
    """The keys of an object that serve.

    Raises:
        Unusable: a key that holds a text holds something else; the reason names it.
    """
    kept = {key: value for key, value in body.items() if key in KEPT[kind]}
    for key in sorted(kept.keys() - STRUCTURED):
        values.text(kept, key)
    return kept


def surplus(kind: Kind, body: Body) -> list[str]:
    """Name the keys of an object that are not known, sorted."""
    return sorted(key[:40] for key in body.keys() - KEYS[kind])


def listed(keys: Iterable[str]) -> str:
    """Join key names for a message, at most 20 of them, each cut at 40 characters."""
    names = sorted(key[:40] for key in keys)
    return ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
