"""Known keys of the resources of BRK Bevragen 2; not all of them are used.

Source: OpenAPI of BRK Bevragen 2 (Haal Centraal), and keys of its earlier test cases.
"""

from collections.abc import Mapping

from connectors.brk.answers import Kind

_HAL = "_links _embedded identificatie domein"
_DEEDS = "stukIdentificaties isGebaseerdOpStukdeelIdentificatie isVermeldInStukdeelIdentificaties"
_BURDEN = (
    f"{_HAL} {_DEEDS} aandeelInBetrokkenRecht gedeeltelijkeBezwaringOudObject aantekeningen "
    "omschrijvingBetrokkenRecht toelichtingBewaarder betreftGedeelteVanPerceel"
)

KEYS: Mapping[Kind, frozenset[str]] = {
    kind: frozenset(keys.split())
    for kind, keys in {
        Kind.OBJECT: (
            f"{_HAL} indicatieVervallen begrenzingPerceel perceelnummerRotatie plaatscoordinaten "
            "koopsom toelichtingBewaarder type aardCultuurBebouwd aardCultuurOnbebouwd "
            "kadastraleAanduiding kadastraleGrootte perceelnummerVerschuiving adressen einddatum "
            "gesplitstZakelijkRecht zakelijkGerechtigdeIdentificaties hypotheekIdentificaties "
            "privaatrechtelijkeBeperkingIdentificaties beslagIdentificaties isOvergegaanIn "
            "isOntstaanUit bijbehorendeGrondpercelen bijbehorendeAppartementsrechten "
            "isVermeldInStukdeelIdentificaties stukIdentificaties indicatieSluimerend"
        ),
        Kind.HOLDER: (
            f"{_HAL} type aanvangsdatum erfpachtCanon tenaamstelling zakelijkRecht persoon"
        ),
        Kind.MORTGAGE: (
            f"{_BURDEN} hypotheekhouders bedragZekerheidsstelling omschrijvingGekozenWoonplaats"
        ),
        Kind.ATTACHMENT: f"{_BURDEN} aard beslagleggers bedragVordering",
        Kind.LIMIT: (
            f"{_HAL} {_DEEDS} aard einddatum einddatumRecht omschrijving "
            "betreftGedeelteVanPerceel"
        ),
    }.items()
}  # fmt: skip
