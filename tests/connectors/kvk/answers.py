"""Invented answers of the KVK API's, with the shape of the real ones."""

import json
from collections.abc import Mapping
from pathlib import Path

Answer = dict[str, object]
KVK = "90000012"
MAIN, SIDE = "000000000013", "000000000025"


def address(**more: object) -> Answer:
    """A visiting address."""
    return {
        "type": "bezoekadres",
        "indAfgeschermd": "Nee",
        "volledigAdres": "Voorbeeldweg 3 A      2371AA Roelofarendsveen",
        "straatnaam": "Voorbeeldweg",
        "huisnummer": 3,
        "huisletter": "A",
        "postcode": "2371AA",
        "plaats": "Roelofarendsveen",
        "land": "Nederland",
        **more,
    }


def branch(number: str = MAIN, **more: object) -> Answer:
    """A vestigingsprofiel."""
    return {
        "vestigingsnummer": number,
        "kvkNummer": KVK,
        "formeleRegistratiedatum": "20200110",
        "materieleRegistratie": {"datumAanvang": "20200101"},
        "eersteHandelsnaam": "Voorbeeld Werkplaats",
        "indHoofdvestiging": "Ja" if number == MAIN else "Nee",
        "indCommercieleVestiging": "Ja",
        "totaalWerkzamePersonen": 2,
        "adressen": [address()],
        "sbiActiviteiten": [activity("95311")],
        **more,
    }


def activity(code: str, main: str = "Ja") -> Answer:
    """An SBI activity."""
    return {"sbiCode": code, "sbiOmschrijving": "tekst", "indHoofdactiviteit": main}


def main_block(**more: object) -> Answer:
    """The block of the main branch in a basisprofiel."""
    block = branch() | more
    del block["sbiActiviteiten"]
    return block


def owner(**more: object) -> Answer:
    """The block of the owner in a basisprofiel."""
    return {
        "rsin": "111222333",
        "rechtsvorm": "Besloten Vennootschap",
        "uitgebreideRechtsvorm": "Besloten Vennootschap met beperkte aansprakelijkheid",
        **more,
    }


def profile(main: Answer | None = None, eigenaar: Answer | None = None, **more: object) -> Answer:
    """A basisprofiel of a BV with a main branch."""
    embedded = {"hoofdvestiging": main or main_block(), "eigenaar": eigenaar or owner()}
    return {
        "kvkNummer": KVK,
        "indNonMailing": "Nee",
        "naam": "Voorbeeld B.V.",
        "formeleRegistratiedatum": "20200110",
        "materieleRegistratie": {"datumAanvang": "20200101"},
        "totaalWerkzamePersonen": 5,
        "statutaireNaam": "Voorbeeld B.V.",
        "handelsnamen": [{"naam": "Tweede", "volgorde": 1}, {"naam": "Eerste", "volgorde": 0}],
        "sbiActiviteiten": [activity("95311")],
        "_embedded": embedded,
        **more,
    }


def branches(*numbers: str, total: int | None = None, **more: object) -> Answer:
    """The list of branches of a company."""
    parts = [
        {
            "vestigingsnummer": number,
            "eersteHandelsnaam": "Voorbeeld",
            "indHoofdvestiging": "Ja" if number == MAIN else "Nee",
            "indAdresAfgeschermd": "Nee",
            "indCommercieleVestiging": "Ja",
            "volledigAdres": "Voorbeeldweg 9          2371AB Leimuiden",
            **more,
        }
        for number in numbers
    ]
    return {
        "kvkNummer": KVK,
        "aantalCommercieleVestigingen": len(numbers),
        "aantalNietCommercieleVestigingen": 0,
        "totaalAantalVestigingen": len(numbers) if total is None else total,
        "vestigingen": parts,
    }


def fault(code: str) -> Answer:
    """An error answer."""
    return {"fout": [{"code": code, "omschrijving": "nummer 12345678"}]}


def recorded(body: Mapping[str, object], day: str, *, uri: str = "", status: int = 200) -> Answer:
    """An answer in its envelope; `day` as in `Thu, 20 Aug 2026`."""
    headers = {"Date": f"{day} 10:30:36 GMT"}
    return {"_recorded": {"uri": uri, "status": status, "headers": headers}, "body": dict(body)}


def write(folder: Path, *answers: Mapping[str, object], name: str = "a.jsonl") -> Path:
    """Write answers one per line."""
    file = folder / name
    file.write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")
    return file
