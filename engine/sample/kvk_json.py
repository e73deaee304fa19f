"""Answers of the KVK API's, one per line: basisprofiel, vestigingen and vestigingsprofiel.

Keys, padding of `volledigAdres`, Ja/Nee and dates are those of real answers. The codes are SBI
2025: the answers were fetched after September 2025.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from engine.sample import trades
from engine.sample.companies import FORMS, Branch, Enterprise
from engine.sample.world import Address, Unit

_API = "https://api.kvk.nl/api/v1"
_Json = dict[str, object]
_VAGUE_BEFORE = 1995


def lines(enterprises: list[Enterprise], *, seed: int) -> Iterator[str]:
    """Yield one JSON answer per line, enterprises in order of registration."""
    random = Random(f"{seed}:kvk")
    for enterprise in enterprises:
        yield _line(_profile(enterprise, random))
        if len(enterprise.branches) > 1:
            yield _line(_list(enterprise, random))
        for branch in enterprise.branches:
            yield _line(_branch_profile(enterprise, branch, random))


def _line(answer: _Json) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"


def register_day(started: date, number: str) -> str:
    """A start as the register has it: of every third old registration only the year is known."""
    is_vague = started.year < _VAGUE_BEFORE and int(number) % 3 == 0
    return f"{started:%Y}0000" if is_vague else _day(started)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _registration(started: date, ended: date | None, number: str) -> _Json:
    found: _Json = {"datumAanvang": register_day(started, number)}
    if ended is not None:
        found["datumEinde"] = _day(ended)
    return found


def _profile(enterprise: Enterprise, random: Random) -> _Json:
    base = f"{_API}/basisprofielen/{enterprise.kvk}"
    names = list(dict.fromkeys([enterprise.name, *(b.name for b in enterprise.branches)]))
    answer: _Json = {
        "kvkNummer": enterprise.kvk,
        "indNonMailing": random.choice(("Ja", "Nee")),
        "naam": enterprise.name,
        "formeleRegistratiedatum": _day(enterprise.started + timedelta(days=random.randint(0, 20))),
        "materieleRegistratie": _registration(enterprise.started, enterprise.ended, enterprise.kvk),
        "totaalWerkzamePersonen": enterprise.employees,
    }
    if enterprise.form != "sole_trader":
        answer["statutaireNaam"] = enterprise.name
    answer["handelsnamen"] = [{"naam": name, "volgorde": k} for k, name in enumerate(names)]
    codes = [code for branch in enterprise.branches for code in branch.sbi]
    answer["sbiActiviteiten"] = _activities(tuple(dict.fromkeys(codes)) or ("94997",))
    answer["links"] = [{"rel": "self", "href": base}]
    embedded: _Json = {"eigenaar": _owner(enterprise, base)}
    if enterprise.branches:
        embedded["hoofdvestiging"] = _branch(enterprise, enterprise.branches[0], random)
    answer["_embedded"] = embedded
    return answer


def _owner(enterprise: Enterprise, base: str) -> _Json:
    form = FORMS[enterprise.form]
    owner: _Json = {"rechtsvorm": form, "uitgebreideRechtsvorm": form}
    if enterprise.form == "bv":
        owner["uitgebreideRechtsvorm"] = "Besloten Vennootschap met beperkte aansprakelijkheid"
    if enterprise.rsin:
        owner["rsin"] = enterprise.rsin
    if enterprise.ended is not None:
        owner["datumUitschrijving"] = _day(enterprise.ended)
    if enterprise.seat is not None:
        owner["adressen"] = [_by_ids(enterprise.seat)]
    owner["links"] = [{"rel": "self", "href": f"{base}/eigenaar"}]
    return owner


def _branch(enterprise: Enterprise, branch: Branch, random: Random) -> _Json:
    """The block that a main branch has inside a basisprofiel."""
    is_main = branch is enterprise.branches[0]
    part_time = branch.employees // 3
    answer: _Json = {
        "vestigingsnummer": branch.branch_id,
        "kvkNummer": enterprise.kvk,
        "formeleRegistratiedatum": _day(branch.started),
        "materieleRegistratie": _registration(branch.started, branch.ended, enterprise.kvk),
        "eersteHandelsnaam": branch.name,
        "indHoofdvestiging": "Ja" if is_main else "Nee",
        "indCommercieleVestiging": "Nee"
        if enterprise.form in ("association", "foundation")
        else "Ja",
        "voltijdWerkzamePersonen": branch.employees - part_time,
        "totaalWerkzamePersonen": branch.employees,
        "deeltijdWerkzamePersonen": part_time,
        "adressen": _addresses(branch, random),
    }
    if enterprise.rsin:
        answer["rsin"] = enterprise.rsin
    return answer


def _branch_profile(enterprise: Enterprise, branch: Branch, random: Random) -> _Json:
    answer = _branch(enterprise, branch, Random(branch.branch_id))
    answer["indNonMailing"] = random.choice(("Ja", "Nee"))
    if enterprise.form != "sole_trader":
        answer["statutaireNaam"] = enterprise.name
    answer["handelsnamen"] = [{"naam": branch.name, "volgorde": 0}]
    answer["sbiActiviteiten"] = _activities(branch.sbi)
    answer["links"] = [
        {"rel": "self", "href": f"{_API}/vestigingsprofielen/{branch.branch_id}"},
        {"rel": "basisprofiel", "href": f"{_API}/basisprofielen/{enterprise.kvk}"},
    ]
    return answer


def _list(enterprise: Enterprise, random: Random) -> _Json:
    """The answer of /vestigingen."""
    parts: list[_Json] = []
    for branch in enterprise.branches:
        part: _Json = {
            "vestigingsnummer": branch.branch_id,
            "eersteHandelsnaam": branch.name,
            "indHoofdvestiging": "Ja" if branch is enterprise.branches[0] else "Nee",
            "indAdresAfgeschermd": "Ja" if branch.place == "shielded" else "Nee",
            "indCommercieleVestiging": "Ja",
        }
        if branch.place != "shielded":
            part["volledigAdres"] = _addresses(branch, random)[-1]["volledigAdres"]
        parts.append(part)
    return {
        "kvkNummer": enterprise.kvk,
        "aantalCommercieleVestigingen": len(parts),
        "aantalNietCommercieleVestigingen": 0,
        "totaalAantalVestigingen": len(parts),
        "vestigingen": parts,
        "links": [{"rel": "self", "href": f"{_API}/basisprofielen/{enterprise.kvk}/vestigingen"}],
    }


def _activities(codes: tuple[str, ...]) -> list[_Json]:
    words = {trade.sbi: trade.word for trade in (*trades.AT_HOME, *trades.IN_HALL)}
    return [
        {
            "sbiCode": code,
            "sbiOmschrijving": trades.TITLES.get(code, words.get(code, "Overige activiteiten")),
            "indHoofdactiviteit": "Ja" if k == 0 else "Nee",
        }
        for k, code in enumerate(codes)
    ]


def _addresses(branch: Branch, random: Random) -> list[_Json]:
    if branch.place == "shielded":
        return [{"type": "bezoekadres", "indAfgeschermd": "Ja", "land": "Nederland"}]
    if branch.place == "box":
        return [_box(branch.unit.address, random)]
    if branch.place == "ids":
        found = [_by_ids(branch.unit)]
        if random.random() < 0.04:
            found.insert(0, _box(branch.unit.address, random))
        return found
    address = _visiting(branch.unit.address)
    if branch.place == "sloppy":
        _misspell(address, random)
    return [address]


def _visiting(address: Address) -> _Json:
    town = (address.town or address.street.town).name
    line = f"{address.street.name} {address.house}{' ' * 25}{address.postcode} {town}"
    found: _Json = {
        "type": "bezoekadres",
        "indAfgeschermd": "Nee",
        "volledigAdres": line,
        "straatnaam": address.street.name,
        "huisnummer": address.number,
        "postcode": address.postcode,
        "plaats": town,
        "land": "Nederland",
    }
    if address.letter:
        found["huisletter"] = address.letter.upper()
    if address.addition:
        found["huisnummerToevoeging"] = address.addition
    return found


def _by_ids(unit: Unit) -> _Json:
    found = _visiting(unit.address)
    found["geoData"] = {
        "addresseerbaarObjectId": unit.object_id,
        "nummerAanduidingId": unit.address.address_id,
        "rijksdriehoekX": unit.x,
        "rijksdriehoekY": unit.y,
        "rijksdriehoekZ": 0.0,
    }
    return found


def _box(address: Address, random: Random) -> _Json:
    town = (address.town or address.street.town).name
    number = random.randint(1, 90)
    postcode = f"{address.street.town.postcode_area}ZY"
    return {
        "type": "correspondentieadres",
        "indAfgeschermd": "Nee",
        "volledigAdres": f"Postbus {number}{' ' * 25}{postcode} {town}",
        "straatnaam": "Postbus",
        "postcode": postcode,
        "postbusnummer": number,
        "plaats": town,
        "land": "Nederland",
    }


def _misspell(address: _Json, random: Random) -> None:
    """Write the street as people do: another case, an abbreviation, or a letter lost."""
    street = str(address["straatnaam"])
    short = street.replace("straat", "str.").replace("laan", "ln").replace("plein", "pln")
    lost = street[:4] + street[5:] if len(street) > 9 else street
    address["straatnaam"] = random.choice((street.upper(), short, lost))
    address["volledigAdres"] = f"{address['straatnaam']} {address['huisnummer']}"
    if random.random() < 0.4:
        del address["postcode"]
