"""Branches of a registration, each once, with address and activities.

A message names a branch under its company and again as the place from which it is led; the number
tells that it is one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from connectors.hr import elements, places
from connectors.hr.elements import text
from connectors.hr.names import BRANCHES
from connectors.hr.places import Place
from connectors.kvk.tables import NO_ACTIVITY, Tables
from connectors.kvk.values import Unreadable

_SBI = re.compile(r"[0-9]{4,5}")
_LED_FROM = "wordtGeleidVanuit"
_RELATIONS = (
    "manifesteertZichAls/onderneming/wordtUitgeoefendIn",
    "wordtUitgeoefendIn",
    _LED_FROM,
)
_ENDED = ("registratie/datumEinde", "ended_on")


@dataclass(frozen=True, slots=True)
class Activity:
    """One SBI code of a branch; `version` None when neither list decides."""

    code: str
    version: str | None
    is_main: bool | None


@dataclass(frozen=True, slots=True)
class Branch:
    """What a message says about one branch.

    Attributes:
        columns: columns of `branch` without place.
        name: its trade name, which may be a person's.
    """

    branch_id: str
    columns: Mapping[str, object]
    place: Place
    activities: tuple[Activity, ...] = ()
    name: str | None = None

    def values(self) -> dict[str, object]:
        """Input columns of `branch`."""
        named = {} if self.name is None else {"shop_name": self.name}
        shielded = {} if self.place.shielded is None else {"shielded": self.place.shielded}
        return {
            "branch_id": self.branch_id,
            **self.columns,
            **named,
            **shielded,
            **self.place.columns,
        }


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place in a message that names a branch."""

    branch_id: str
    relation: etree._Element
    element: etree._Element

    def ended(self) -> Mapping[str, object]:
        """End of the branch, else of its relation to the company."""
        own = elements.day(self.element, *_ENDED)
        return own or elements.day(self.relation, "relatieRegistratie/datumEinde", "ended_on")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads branches of one message.

    Attributes:
        day: on which the message was true; decides the version of a code in both SBI lists.
        tables: the SBI lists.
        notes: what the run report must say, with counts.
    """

    day: date | None
    tables: Tables
    notes: Counter[str] = field(default_factory=Counter)

    def of_registration(self, activity: etree._Element, number: str) -> tuple[Branch, ...]:
        """Return every branch of a `maatschappelijkeActiviteit`, by number.

        Raises:
            Unreadable: a branch without a number, or a value of the wrong kind.
        """
        said: dict[str, list[_Mention]] = {}
        main = None
        for path in _RELATIONS:
            for relation in activity.iterfind(path):
                mention = _mention(relation)
                if mention is not None:
                    said.setdefault(mention.branch_id, []).append(mention)
                    main = mention.branch_id if path == _LED_FROM else main
        found = []
        for branch_id in sorted(said):
            branch = self._branch(said[branch_id], number)
            if main is not None:
                is_main = branch_id == main
                branch = replace(branch, columns={**branch.columns, "is_main": is_main})
            if branch_id == main and not branch.activities:
                codes = self.activities(_of_company(activity), is_ended=_is_ended(branch.columns))
                branch = replace(branch, activities=tuple(codes))
            found.append(branch)
        return tuple(found)

    def of_answer(self, product: etree._Element) -> Branch:
        """Return the branch that the answer of `ophalenVestiging` is about.

        Raises:
            Unreadable: no branch in it, no number, or a value of the wrong kind.
        """
        mention = _mention(product)
        if mention is None:
            raise Unreadable("product without a vestiging")
        return self._branch([mention], _company(mention.element))

    def activities(self, parts: Iterable[etree._Element], *, is_ended: bool) -> Iterator[Activity]:
        """Yield SBI codes, each once: main when any mention of it is.

        Args:
            parts: `sbiActiviteit` elements.
            is_ended: True when their branch ended too, so that ended codes are its last ones.
        """
        found: dict[str, list[bool | None]] = {}
        for part in parts:
            number = (elements.code(part, "sbiCode") or "").replace(".", "")
            if not number or number in NO_ACTIVITY:
                continue
            if not _SBI.fullmatch(number):
                self.notes["activity codes that are not four or five digits"] += 1
            elif not is_ended and elements.day(part, *_ENDED):
                self.notes["activities that ended before their branch"] += 1
            else:
                found.setdefault(number, []).append(elements.flag(part, "isHoofdactiviteit"))
        for number in sorted(found):
            if not self.tables.sbi_versions(number):
                self.notes[f"SBI codes in neither list/{number}"] += 1
            is_main = True if True in found[number] else found[number][0]
            yield Activity(number, self.tables.sbi_version(number, self.day), is_main)

    def _branch(self, said: list[_Mention], number: str | None) -> Branch:
        """Make one branch of the places in a message that name it; the first goes before."""
        element, place = said[0].element, places.visiting(said[0].element)
        self.notes.update(place.notes)
        name = _name(element)
        for other in said[1:]:
            if places.visiting(other.element) != place or _name(other.element) != name:
                self.notes["branches that a message describes in two ways"] += 1
        ended = next(filter(None, (mention.ended() for mention in said)), {})
        columns = {
            **({} if number is None else {"enterprise_id": number}),
            **elements.day(element, "registratie/datumAanvang", "started_on"),
            **ended,
        }
        if (people := elements.whole(element, "totaalWerkzamePersonen")) is not None:
            columns["employees"] = people
        parts = element.iterfind("activiteiten/sbiActiviteit")
        codes = tuple(self.activities(parts, is_ended=_is_ended(columns)))
        return Branch(said[0].branch_id, columns, place, codes, name)


def _mention(relation: etree._Element) -> _Mention | None:
    element = elements.first(relation, BRANCHES)
    if element is None:
        return None
    branch_id = elements.digits(element, "vestigingsnummer", 12)
    if branch_id is None:
        raise Unreadable("a vestiging without vestigingsnummer")
    return _Mention(branch_id, relation, element)


def _name(branch: etree._Element) -> str | None:
    return text(branch, "eersteHandelsnaam") or text(branch, "naamgeving/naam")


def _is_ended(columns: Mapping[str, object]) -> bool:
    return any(name.startswith("ended_on") for name in columns)


def _of_company(activity: etree._Element) -> list[etree._Element]:
    """The codes of the company, for a main branch that has none of its own."""
    for path in (
        "manifesteertZichAls/onderneming/sbiActiviteit",
        "sbiActiviteit",
        "heeftAlsEigenaar/rechtspersoon/activiteiten/sbiActiviteit",
    ):
        if found := activity.findall(path):
            return found
    return []


def _company(branch: etree._Element) -> str | None:
    """The KVK number of the company of a branch: that of its registration first."""
    base = "isEenUitoefeningVan"
    for path in (
        f"{base}/onderneming/isEenManifestatieVan/maatschappelijkeActiviteit/kvkNummer",
        f"{base}/maatschappelijkeActiviteit/kvkNummer",
        f"{base}/onderneming/kvkNummer",
    ):
        if number := elements.digits(branch, path, 8):
            return number
    return None
