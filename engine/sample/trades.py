"""What companies do: SBI 2025 codes per kind of place, with their text and a word for names.

Source: CBS SBI 2025. Only codes that fit the place by its plan, so that ordinary life is ordinary.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """One activity and the word that names a company after it."""

    sbi: str
    word: str


def _trades(*pairs: str) -> tuple[Trade, ...]:
    return tuple(Trade(*pair.split(" ", 1)) for pair in pairs)


AT_HOME = _trades(
    "70201 Advies", "70202 Management", "62100 Software", "62200 ICT", "43320 Timmerwerken",
    "43340 Schilderwerken", "43212 Elektra", "43910 Metselwerken", "43990 Klussen",
    "74200 Fotografie", "73110 Reclame", "85599 Bijles", "86950 Fysio", "86930 Praktijk",
    "96210 Kapsalon", "81301 Hoveniers", "85530 Rijschool", "81210 Schoonmaak", "47110 Webwinkel",
)  # fmt: skip
IN_SHOP = _trades(
    "47241 Bakkerij", "47221 Slagerij", "47761 Bloemen", "47741 Drogisterij", "47110 Buurtsuper",
    "47711 Herenmode", "47271 Kaashuis", "96210 Kapper", "47230 Vishandel",
)  # fmt: skip
IN_RESTAURANT = _trades("56111 Restaurant", "56112 Cafetaria", "56300 Eetcafé")
IN_OFFICE = _trades("69201 Accountants", "70201 Adviseurs", "62200 Automatisering", "73110 Reclame")
IN_HALL = _trades(
    "43320 Bouwtimmer", "46710 Autohandel", "95311 Autobedrijf", "49410 Transport",
    "46220 Bloemenexport", "52109 Opslag", "33150 Scheepsservice", "41000 Bouw",
    "43212 Installaties",
)  # fmt: skip
ON_FARM = _trades(
    "01411 Melkvee", "01421 Vleesvee", "01451 Schapen", "01430 Paarden", "01191 Bloemen"
)
UNDER_GLASS = _trades("01192 Tulpen", "01303 Perkplanten", "01304 Potplanten", "01132 Groente")
IN_PARK = _trades("55202 Recreatie")
IN_MARINA = Trade("93291", "Jachthaven")
TITLES = {
    "70201": "Activiteiten van organisatie-adviesbureaus",
    "52109": "Opslag in distributiecentra en overige opslag",
    "01411": "Houden van melkvee",
    "56111": "Exploitatie van restaurants",
    "64210": "Activiteiten van financiële holdings",
}
"""Text of some codes, as the answers carry it; the others get their word."""
HEADS = (
    "Nevel", "Proef", "Lucht", "Denk", "Fabel", "Zeep", "Mijmer", "Rijmel", "Zand", "Wolken",
    "Spiegel", "Knip", "Tover", "Klad", "Inkt", "Poppen", "Sterren", "Hinkel", "Verzin", "Ganzen",
    "Kaleido", "Vlieg", "Draai", "Schimmen", "Slag", "Wind",
)  # fmt: skip
TAILS = (
    "zicht", "tuin", "kasteel", "raam", "hoek", "bel", "kwast", "loper", "post", "doos", "oog",
    "vlek", "kast", "stof", "baan", "bord", "scoop", "werk", "molen", "spel", "room", "vaan",
    "wiel",
)  # fmt: skip
"""Invented words for company names are a head and a tail, so that few companies share one."""
