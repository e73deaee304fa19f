"""Who holds a function at a company: roles, powers, begin and end, and the mother company.

Only the functions of the code list give a role. Curators, judges and keepers of books are `other`
and liquidators `liquidator`: none of these is a business tie. The register has no shareholder but
a sole one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from connectors.delivery import Row
from connectors.hr import elements, people
from connectors.hr.codes import Codes
from connectors.hr.elements import text
from connectors.hr.names import PERSON
from connectors.hr.people import Party

Day = Mapping[str, date | str]
"""A date under its column, or its precision under `<column>_partial`; empty when unknown."""

MOTHER = "isDochterVan"
"""Powers of the row that links a daughter with its mother: liable for it, no control by itself."""
REPRESENTS = "wordtVertegenwoordigdDoor"
"""Powers of the person who acts for a company that is director."""
_GROUPS = {
    "bestuursfunctie": "typeBestuursfunctie",
    "aansprakelijke": "TypeAansprakelijke",
    "gemachtigde": "TypeGemachtigde",
    "functionarisBijzondereRechtstoestand": "TypeFunctionarisBijzondereRechtstoestand",
    "overigeFunctionaris": "TypeOverigeFunctionaris",
    "publiekrechtelijkeFunctionaris": "TypePubliekrechtelijkeFunctionaris",
}
_POWERS = {
    "bestuursfunctie": "SoortBevoegdheidBestuurder",
    "aansprakelijke": "SoortBevoegdheidAansprakelijkeBijSamenwerkingsverband",
}


@dataclass(frozen=True, slots=True)
class Officer:
    """One function of one party."""

    party: Party
    role: str | None
    started: Day
    ended: Day
    powers: str | None = None

    def row(self, number: str) -> Row:
        """The row of `officer` for the company with this KVK number."""
        party = self.party
        values: dict[str, object] = {"enterprise_id": number, "party_kind": party.kind}
        said = {
            "role": self.role,
            "powers": self.powers,
            "party_kvk": party.kvk,
            "party_name": party.name,
            "party_id": None if party.kvk else party.rsin,
        }
        values |= {name: value for name, value in said.items() if value is not None}
        values |= {**self.started, **self.ended}
        births = {} if party.born is None else {"party": party.born}
        formed = {} if party.pseudonym is None else {"party": party.pseudonym}
        return Row("officer", values, births=births, pseudonyms=formed)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the functions of one message; `notes` is what the run report must say."""

    codes: Codes
    notes: Counter[str] = field(default_factory=Counter)

    def of_owner(
        self, relation: etree._Element, owner: etree._Element, *, started: Day, ended: Day
    ) -> list[Officer]:
        """Return everybody at the owner of a registration, and the owner when it is a person.

        Args:
            relation: `heeftAlsEigenaar` or `hadAlsEigenaar`.
            owner: the person or company in it.
            started: of the registration, when the relation does not say.
            ended: of the registration, when the relation does not say.

        Raises:
            Unreadable: a number or date is not one.
        """
        since = elements.day(relation, "relatieRegistratie/datumAanvang", "started_on")
        until = elements.day(relation, "relatieRegistratie/datumEinde", "ended_on")
        found = []
        if owner.tag == PERSON and (person := people.party(relation)) and person.is_known:
            found.append(Officer(person, "sole_trader", since or started, until or ended))
        for holder in owner.iterfind("heeft"):
            found += self._function(holder)
        found += self._mothers(owner)
        if relation.tag == "hadAlsEigenaar":
            found = [self._ended_with(officer, until) for officer in found]
        if elsewhere := len(owner.findall("is")):
            self.notes["functions elsewhere, not read"] += elsewhere
        return found

    def _function(self, holder: etree._Element) -> Iterator[Officer]:
        function = elements.first(holder, _GROUPS)
        if function is None:
            for unknown in holder:
                if unknown.tag != "extraElementen":
                    self.notes[f"kinds of functions not known/{unknown.tag!s:.60}"] += 1
            return
        party = people.party(function.find("door"))
        if party is None or not party.is_known:
            self.notes["functions of nobody who is named"] += 1
            return
        started = elements.day(function, "registratie/datumAanvang", "started_on")
        ended = elements.day(function, "registratie/datumEinde", "ended_on")
        yield Officer(party, self._role(function), started, ended, self._powers(function))
        acting = people.party(function.find(REPRESENTS))
        if acting is not None and acting.is_known:
            yield Officer(acting, "authorised_representative", started, ended, REPRESENTS)

    def _role(self, function: etree._Element) -> str | None:
        """The role of a function; None, and told, when its code is not listed."""
        group = _GROUPS[str(function.tag)]
        code = elements.code(function, "functie") or "no code"
        role = self.codes.functions.get((group, code))
        if role is None:
            self.notes[f"codes not listed/{group}/{code[:20]}"] += 1
        return role

    def _powers(self, function: etree._Element) -> str | None:
        """Code of the powers, the amount that limits them, and whether they are suspended."""
        code = elements.code(function, "bevoegdheid/soort")
        group = _POWERS.get(str(function.tag))
        if code is not None and group is not None and (group, code) not in self.codes.powers:
            self.notes[f"codes not listed/{group}/{code[:20]}"] += 1
        mandate = elements.code(function, "volmacht/typeVolmacht")
        if mandate is not None and ("typeVolmacht", mandate) not in self.codes.words:
            self.notes[f"codes not listed/typeVolmacht/{mandate[:20]}"] += 1
        limit = function.find("bevoegdheid/beperkingInEuros")
        if limit is None:
            limit = function.find("volmacht/beperkteVolmacht/beperkingInGeld")
        parts = [code or mandate, None if limit is None else _amount(limit)]
        parts += ["suspended" if _is_suspended(function) else None]
        return "; ".join(part for part in parts if part) or None

    def _mothers(self, owner: etree._Element) -> Iterator[Officer]:
        """Companies that declared themselves liable for this one."""
        for relation in owner.iterfind("isDochterVan"):
            mother = people.party(relation.find("moeder"))
            if mother is None or not mother.is_known:
                self.notes["mother companies without a number or name"] += 1
                continue
            started = elements.day(relation, "relatieRegistratie/datumAanvang", "started_on")
            ended = elements.day(relation, "datumIntrekking", "ended_on")
            ended = ended or elements.day(relation, "relatieRegistratie/datumEinde", "ended_on")
            yield Officer(mother, "other", started, ended, MOTHER)

    def _ended_with(self, officer: Officer, until: Day) -> Officer:
        """End a function at a former owner when that owner left, unless it says itself when."""
        if officer.ended:
            return officer
        return Officer(officer.party, officer.role, officer.started, until, officer.powers)


def merged(found: Iterable[Officer]) -> tuple[Officer, ...]:
    """Make one of functions that are one role of one party from one day, in a fixed order.

    Their powers are joined; the role is still held as long as one of the functions is.
    """
    groups: dict[tuple[object, ...], list[Officer]] = {}
    for officer in found:
        key = (officer.party, officer.role, tuple(sorted(officer.started.items())))
        groups.setdefault(key, []).append(officer)
    made = []
    for same in groups.values():
        one = same[0]
        powers = sorted({officer.powers for officer in same if officer.powers})
        ends = [officer.ended for officer in same]
        ended = {} if not all(ends) else max(ends, key=lambda day: str(next(iter(day.values()))))
        made.append(Officer(one.party, one.role, one.started, ended, ", ".join(powers) or None))
    return tuple(sorted(made, key=_order))


def _order(officer: Officer) -> tuple[str, ...]:
    """Without birth date or pseudonym, so that a copy gives the same order as its message."""
    party = officer.party
    days = (*officer.started.values(), *officer.ended.values())
    said = (officer.role, party.kvk, party.rsin, party.name, *days, officer.powers)
    return tuple(str(part or "") for part in said)


def _amount(money: etree._Element) -> str | None:
    value = text(money, "waarde")
    return None if value is None else f"{elements.code(money, 'valuta') or ''} {value}".strip()


def _is_suspended(function: etree._Element) -> bool:
    suspension = function.find("schorsing")
    if suspension is None:
        return False
    return suspension.find("uitspraakEinde") is None and not text(
        suspension, "registratie/datumEinde"
    )
