"""Keys of the register as others than KVK's own API's give it: blank-separated names.

DSO-API `hr_kvk` of Amsterdam, schemas v2 (companies, branches) and v3 (legal persons); CSV of
changed addresses of 2019.
"""

_ADDRESS = (
    "Afgeschermd",
    "ToevoegingAdres",
    "VolledigAdres",
    "Straatnaam",
    "Huisnummer",
    "Huisletter",
    "HuisnummerToevoeging",
    "Postcode",
    "Plaats",
    "StraatHuisnummerBuitenland",
    "PostcodePlaatsBuitenland",
    "RegioBuitenland",
    "LandBuitenland",
)
_BAG = ("Nummeraanduiding", "Verblijfsobject", "Ligplaats", "Standplaats")
_COMMON = " ".join(
    [
        "_links activiteiten handelsnamen communicatie emailAdressen domeinnamen naam "
        "totaalWerkzamePersonen voltijdWerkzamePersonen deeltijdWerkzamePersonen "
        "postLocatiePostbusnummer",
        *(f"{kind}Locatie{part}" for kind in ("bezoek", "post") for part in _ADDRESS),
        *(f"{kind}HeeftBag{part}Id" for kind in ("bezoek", "post") for part in _BAG),
    ]
)


def _dates(*names: str) -> str:
    parts = ("Datum", "Jaar", "Maand", "Dag")
    return " ".join(f"{name}{part}" for name in names for part in parts)


DSO_COMPANY = (
    f"{_COMMON} kvknummer registratieTijdstipMaatschappelijkeActiviteit nonMailing "
    "incidenteelUitlenenArbeidskrachten heeftHrHoofdvestigingId heeftAlsEigenaarHrNpsId "
    "heeftAlsEigenaarHrNnpId onderneming overdrachtOfVoortzettingOnderneming "
    + _dates(
        "datumAanvangMaatschappelijkeActiviteit",
        "datumEindeMaatschappelijkeActiviteit",
        "datumAanvangOnderneming",
        "datumEindeOnderneming",
        "datumOverdrachtVoortzettingOnderneming",
    )
)
DSO_BRANCH = (
    f"{_COMMON} vestigingsnummer isCommercieleVestiging eersteHandelsnaam ookGenoemd "
    "hoofdvestiging activiteitOmschrijving importeert exporteert isEenUitoefeningVanHrMacId "
    + _dates("datumAanvang", "datumEinde", "datumVoortzetting")
)
DSO_OWNER = (
    "_links identificatie rsin surceanceVanBetaling status duur faillissement naam volledigeNaam "
    "ookGenoemd typePersoon doelRechtsvorm rechtsvorm persoonRechtsvorm uitgebreideRechtsvorm rol "
    "heeftHrFunctievervullingen " + _dates("datumUitschrijving", "datumAanvang", "datumEinde")
)
ADDRESS_CHANGES = (
    "DOSSIERNR SUBDOSSIER RGL FILLER DSNR_VVKEY SUBD_VVKEY VG_NR HN_1X45 HN_1X2X30 HN_2X2X30 "
    "HN_1X30 STR_HSNR STRAATNAAM HUISNR TOEV_HSNR PC_WPL POSTCODE WOONPLAATS FILLER1 VSI STR_HS_CA "
    "STRNAAM_CA HSNR_CA TOEVHN_CA PC_WPL_CA POSTCD_CA WOONPL_CA NMI "
    + " ".join(f"RSI_{number}" for number in range(1, 21))
)
