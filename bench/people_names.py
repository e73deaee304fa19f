"""Invented people of ten kinds of names, to see whether matching errs as often for each of them.

The lists serve measurement only; the matcher has no such list and gives out no kind of name. Given
names and surnames are paired by chance, birth dates and houses are drawn: nobody is meant.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.matching.people.columns import People

_STREETS = ("Proefpad", "Bedachtlaan", "Verzonnenweg", "Testkade", "Nergenshof", "Elderssingel")
_TOWNS = ("Testdorp", "Proefdam", "Bedachtwoude")
_DAYS = 365 * 60


@dataclass(frozen=True, slots=True)
class Kind:
    """Names of one kind: what is drawn from."""

    given: Sequence[str]
    surnames: Sequence[str]


def _kind(given: str, surnames: str) -> Kind:
    return Kind(given.split(), [name.strip() for name in surnames.split(",")])


KINDS: Mapping[str, Kind] = {
    "Nederlands met voorvoegsel": _kind(
        "Marieke Pieter Johanna Hendrik Anneke Willem Saskia Cornelis Femke Gerrit",
        "van der Proef, de Test, van den Bedacht, ter Verzin, van Nergens, de Proever, "
        "van 't Veldt, op den Dijkland, van der Weyden, in 't Holt",
    ),
    "Nederlands zonder voorvoegsel": _kind(
        "Marieke Pieter Johanna Hendrik Anneke Willem Saskia Cornelis Femke Gerrit",
        "Proefsma, Bakkerveld, Testman, Molenwerf, Kuiperij, Smitsdaal, Visserman, Boerlage, "
        "Dekkerhof, Jansveld",
    ),
    "Fries": _kind(
        "Sjoerd Sietske Tjitske Wytze Gjalt Ybeltsje Feike Jildou Hessel Aukje",
        "Hoekstrema, Dijkstraat, Wiersmaat, Postmahuis, Terpstrand, Bouwsmade, Zijlstrade, "
        "Feenstrand, Haitsmade, Ypeymade",
    ),
    "Turks": _kind(
        "Ayşe Mehmet Fatma Hüseyin Gülşen İbrahim Çiğdem Özgür Şükran Uğur",
        "Yıldızoğlu, Karadağlı, Öztürkmen, Çelikbaş, Şahinkaya, Güneşdoğan, Aydınlık, "
        "Kılıçsoy, Demirbağ, Koçyiğit",
    ),
    "Marokkaans-Nederlands": _kind(
        "Mohamed Fatima Youssef Khadija Abdelkader Naïma Rachid Soumaya Hicham Latifa",
        "el Bedaoui, ait Testou, el Amraniou, ben Proefir, Bouzidane, el Yacoubien, Haddouchi, "
        "Chaouati, el Khattabien, Benaliou",
    ),
    "Pools": _kind(
        "Małgorzata Krzysztof Agnieszka Łukasz Świętosława Paweł Elżbieta Zbigniew Michał Zofia",
        "Wiśniewalska, Kowalczykowski, Dąbrowicz, Żółtowski, Szczepanowski, Jabłonowicz, "
        "Wójcikiewicz, Łukasiewska, Krawczykowa, Piątkowicz",
    ),
    "Surinaams-Hindostaans": _kind(
        "Radjesh Soenita Anand Kamla Dharminder Sharmila Roshnie Vinod Indra Rabin",
        "Ramdaspersad, Biharisingh, Jagroepal, Mahabiersing, Kalpoehi, Sewgobindo, Raghoenathan, "
        "Bissessurian, Gangaram Pandit, Oedairajsing",
    ),
    "Chinees": _kind(
        "Wei Li-Na Xiaoming Jing Hao Mei Yun Jian Fang Lei",
        "Li, Wu, Zhang, Chen, Wang, Liu, Huang, Zhao, Xu, Sun",
    ),
    "Dubbele naam": _kind(
        "Marieke Pieter Johanna Hendrik Anneke Willem Saskia Cornelis Femke Gerrit",
        "Proefsma-de Test, Molenwerf-Kuiperij, Visserman-van Nergens, Boerlage-Smitsdaal, "
        "Jansveld-Dekkerhof, Bakkerveld-ter Verzin, Testman-Boerlage, Kuiperij-Proefsma, "
        "Dekkerhof-van der Proef, Smitsdaal-Jansveld",
    ),
    "Lange naam": _kind(
        "Wilhelminapetronella Maximiliaan Anastasiadorothea Bartholomeus Constantijn Theodorus "
        "Gerardinajohanna Christoffel Emmanuelle Sebastianus",
        "Schimmelpenninckhuis, Oldenbarneveldman, Hoogenboezemveld, Westerterpstraland, "
        "Rademakersbroekland, Kleinherenbrinkhof, Nieuwenhuijzenkamp, Groenewoudtstraat, "
        "Papendrechtsewaard, Vollenhovenaarsland",
    ),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; every text as a register writes it."""

    given: str
    surname: str
    born: str
    street: str
    number: str
    town: str

    def cells(self) -> dict[str, str]:
        """Texts by role, without empty ones."""
        found = {
            "given": self.given,
            "surname": self.surname,
            "born": self.born,
            "street": self.street,
            "number": self.number,
            "town": self.town,
        }
        return {role: text for role, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: whom it means, None when that person is not registered, and its kind of error."""

    person: Person
    means: str | None
    error: str


def registered(kind: str, people: int, seed: int) -> list[Person]:
    """Invented people in houses of one to four with one surname; one in fifty is a twin."""
    chance = random.Random(f"{kind}:{seed}")
    names = KINDS[kind]
    made: list[Person] = []
    while len(made) < people:
        surname = chance.choice(names.surnames)
        house = (chance.choice(_STREETS), str(chance.randint(1, 900)), chance.choice(_TOWNS))
        given = chance.sample(names.given, chance.randint(1, 4))
        born = [_day(chance) for _ in given]
        if len(given) > 1 and chance.random() < 0.05:
            born[1] = born[0]
        made += [Person(g, surname, b, *house) for g, b in zip(given, born, strict=True)]
    return made[:people]


def asked(kind: str, people: Sequence[Person], seed: int) -> Iterator[Asked]:
    """Queries: half of the people again with an error, and as many that are not registered.

    Those are relatives in the same house, people of the same name elsewhere, and others.
    """
    chance = random.Random(f"{kind}:asked:{seed}")
    names = KINDS[kind]
    for row, person in enumerate(people[: len(people) // 2]):
        error = chance.choice([*_ERRORS])
        yield Asked(_ERRORS[error](person, chance), str(row), error)
    for person in people[len(people) // 2 :]:
        there = {p.given for p in people if _house(p) == _house(person)}
        free = [given for given in names.given if given not in there]
        house = (chance.choice(_STREETS), str(chance.randint(901, 999)), chance.choice(_TOWNS))
        relative = replace(person, given=chance.choice(free), born=_day(chance))
        namesake = Person(person.given, person.surname, _day(chance), *house)
        stranger = replace(
            namesake, given=chance.choice(names.given), surname=chance.choice(names.surnames)
        )
        choices = (("relative", relative), ("namesake", namesake), ("stranger", stranger))
        error, somebody = chance.choice(choices)
        yield Asked(somebody, None, error)


def as_people(people: Sequence[Person]) -> People:
    """A sheet of people, numbered from 0."""
    return People([str(row) for row in range(len(people))], [p.cells() for p in people])


def _house(person: Person) -> tuple[str, str, str, str]:
    return (person.surname, person.street, person.number, person.town)


def _day(chance: random.Random) -> str:
    number = chance.randrange(_DAYS)
    return f"{1945 + number // 365}-{number % 365 // 31 + 1:02}-{number % 28 + 1:02}"


def _typo(text: str, chance: random.Random) -> str:
    """One letter gone, doubled or exchanged with the next one; not the first."""
    at = chance.randrange(1, max(2, len(text) - 1))
    ways = (
        text[:at] + text[at + 1 :],
        text[:at] + text[at : at + 1] + text[at:],
        text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
    )
    return chance.choice(ways)


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l"))
    return "".join(c for c in parts if not unicodedata.combining(c))


_ERRORS: Mapping[str, Callable[[Person, random.Random], Person]] = {
    "none": lambda p, _: p,
    "no accents, capitals": lambda p, _: replace(
        p, given=_bare(p.given).upper(), surname=_bare(p.surname).upper()
    ),
    "slip in the surname": lambda p, c: replace(p, surname=_typo(p.surname, c)),
    "slip in the given name": lambda p, c: replace(p, given=_typo(p.given, c)),
    "initial only": lambda p, _: replace(p, given=f"{p.given[0]}."),
    "names exchanged": lambda p, _: replace(p, given=p.surname, surname=p.given),
    "day and month exchanged": lambda p, _: replace(
        p, born=f"{p.born[:5]}{p.born[8:]}-{p.born[5:7]}"
    ),
    "moved": lambda p, c: replace(p, street=c.choice(_STREETS), number=str(c.randint(901, 999))),
    "no birth date": lambda p, _: replace(p, born=""),
    "last part of the surname only": lambda p, _: replace(
        p, surname=p.surname.replace("-", " ").split()[-1]
    ),
}
