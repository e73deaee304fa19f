"""An invented register of addresses for tests of the matcher: two towns, streets of one name."""

from functools import cache

from engine.matching.addresses import index
from engine.matching.addresses.index import Index
from engine.matching.addresses.known import Known
from engine.settings import SHIPPED_RULES

STREETS = (
    ("Proefpad", "2371AB", "Testdorp"),
    ("Proefpad", "2452ZZ", "Elders"),
    ("1e Dorpsstraat", "2371AC", "Testdorp"),
    ("Karel Bedachtlaan", "2371AD", "Testdorp"),
    ("Burgemeester Verzonnenplein", "2371AE", "Testdorp"),
    ("Van der Denkbeeldkade", "2371AG", "Testdorp"),
    ("IJsbaanweg", "2452ZA", "Elders"),
    ("Müllerstraat", "2452ZB", "Elders"),
)
NUMBERS = (("1", None, None), ("2", None, None), ("3", None, None), ("12", None, None))
MORE = (
    ("Proefpad", "12", "a", None),
    ("Proefpad", "12", "a", "1"),
    ("Proefpad", "12", None, "bis"),
    ("Proefpad", "14", None, None),
    ("Proefpad", "20", "b", None),
    ("Proefpad", "30", None, "2"),
)


def name(street: str, town: str, *house: str | None) -> str:
    """Id of an address of this register."""
    return " ".join([street, "".join(part for part in house if part), town])


def addresses() -> list[Known]:
    """Every street with numbers 1, 2, 3 and 12; Proefpad in Testdorp with more. 100 m apart."""
    rows = [(street, code, town, *n) for street, code, town in STREETS for n in NUMBERS]
    rows += [(street, "2371AB", "Testdorp", *house) for street, *house in MORE]
    return [
        Known(
            id=name(street, town, number, letter, addition),
            street=street,
            house_number=number,
            house_letter=letter,
            house_addition=addition,
            postcode=code,
            town=town,
            municipality="Proefgemeente" if town == "Testdorp" else "Elderland",
            x=100_000.0 + 100 * at,
            y=470_000.0,
        )
        for at, (street, code, town, number, letter, addition) in enumerate(rows)
    ]


@cache
def made() -> Index:
    """The register, ready to be asked, with the shipped weights; made once."""
    return index.load(addresses(), SHIPPED_RULES)
