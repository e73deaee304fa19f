"""The addresses that exist, in comparable form, with every road by which one can be found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from engine.matching.addresses.numbers import plain_suffix
from engine.matching.addresses.old_names import NO_OLD_NAMES, OldNames
from engine.matching.addresses.text import number_key, parse, postcode_key, street_key, town_key
from engine.matching.addresses.tokens import WORD, cleaned, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One address that exists, as its register writes it; None is not given.

    Attributes:
        id: what an answer names.
        address: the address in one text, read when no house number is given apart.
        x, y: in RD, metres.
        parcel: cadastral name, such as `ALD00 A 123`.
        ids: further ids that mean this address.
        rank: of several that fit as well the lowest is meant: 0 in use, higher is less likely.
    """

    id: str
    street: str | None = None
    house_number: str | None = None
    house_letter: str | None = None
    house_addition: str | None = None
    postcode: str | None = None
    town: str | None = None
    municipality: str | None = None
    address: str | None = None
    x: float | None = None
    y: float | None = None
    parcel: str | None = None
    ids: tuple[str, ...] = ()
    rank: int = 0


class Entry(NamedTuple):
    """One known address in comparable form.

    `house` is number, letter and addition as registered, `place` postcode, street and town.
    """

    id: str
    street: str | None
    number: int | None
    suffix: str
    postcode: str | None
    area: str | None
    town: str | None
    rank: int
    house: tuple[str | None, str | None, str | None]
    place: tuple[str | None, str | None, str | None]


Houses = Mapping[str, Sequence[int]]
"""Positions of entries by suffix."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names that exist, and every beginning of one, so that a text is walked through once."""

    names: frozenset[str]
    beginnings: frozenset[str]


def vocabulary(names: Iterable[str]) -> Vocabulary:
    """Make a vocabulary of keys."""
    whole = frozenset(names)
    return Vocabulary(
        whole, frozenset(key[:end] for key in whole for end in range(1, len(key) + 1))
    )


@dataclass(frozen=True, slots=True)
class Streets:
    """The streets of a register: what they are made of, and which stand in which place."""

    words: Mapping[str, tuple[str, ...]]
    by_place: Mapping[str, tuple[str, ...]]
    """Streets, sorted, by key of a town, by area and by postcode."""


@dataclass(slots=True)
class Tables:
    """All that is known.

    Attributes:
        entries: in the order given.
        by_postcode, by_street: houses by postcode or street, and number.
        by_id: positions by id and further ids.
        by_parcel: positions by parcel, without blanks.
        within: towns by the key of a municipality or of an old name.
        new_streets: keys of streets by the key of an old name.
    """

    entries: list[Entry] = field(default_factory=list)
    by_postcode: dict[tuple[str, int], dict[str, list[int]]] = field(default_factory=dict)
    by_street: dict[tuple[str, int], dict[str, list[int]]] = field(default_factory=dict)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    by_id: dict[str, list[int]] = field(default_factory=dict)
    by_parcel: dict[str, list[int]] = field(default_factory=dict)
    within: dict[str, frozenset[str]] = field(default_factory=dict)
    new_streets: dict[str, frozenset[str]] = field(default_factory=dict)
    towns: Vocabulary = field(default_factory=lambda: vocabulary(()))
    all_streets: Vocabulary = field(default_factory=lambda: vocabulary(()))
    streets: Streets = field(default_factory=lambda: Streets({}, {}))
    whole_towns: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()


def build(known: Sequence[Known], old_names: OldNames = NO_OLD_NAMES) -> Tables:
    """Bring known addresses into comparable form.

    Args:
        known: in order of preference where several fit as well and have one rank.
        old_names: names of streets and towns that are no longer used.
    """
    made, texts = Tables(), _look_at_texts(known)
    street, town, postcode = lru_cache(None)(street_key), lru_cache(None)(town_key), postcode_key
    words: dict[str, tuple[str, ...]] = {}
    places: dict[str, set[str]] = defaultdict(set)
    within: dict[str, set[str]] = defaultdict(set)
    for at, one in enumerate(known):
        number, suffix = number_key(one.house_number, one.house_letter, one.house_addition)
        full, area = postcode(one.postcode)
        entry = Entry(
            one.id, street(one.street), number, plain_suffix(suffix), full, area, town(one.town),
            one.rank, (one.house_number, one.house_letter, one.house_addition),
            (one.postcode, one.street, one.town),
        )  # fmt: skip
        if number is None and (text := one.address or one.street):
            entry = _from_text(entry, text, texts)
        made.entries.append(entry)
        _place(made, at, entry, one)
        if entry.street is not None:
            for key in (entry.town, entry.area, entry.postcode):
                if key is not None:
                    places[key].add(entry.street)
            if entry.street not in words:
                words[entry.street] = _words(one.street or "") or (entry.street,)
        if (municipality := town(one.municipality)) and entry.town:
            within[municipality].add(entry.town)
    made.streets = Streets(words, {key: tuple(sorted(found)) for key, found in places.items()})
    _name(made, within, old_names)
    return made


@dataclass(frozen=True, slots=True)
class _Texts:
    """Streets and towns that addresses in one text name, by which they are read again."""

    streets: frozenset[str]
    towns: frozenset[str]


def _look_at_texts(known: Sequence[Known]) -> _Texts:
    """What the texts name when each is read alone; a town has no digits."""
    texts = [one.address or one.street for one in known if not one.house_number]
    read = [parse(text) for text in texts if text]
    towns = {one.town for one in read if one.town and one.town.isalpha()}
    return _Texts(frozenset(one.street for one in read if one.street), frozenset(towns))


def _from_text(entry: Entry, text: str, texts: _Texts) -> Entry:
    read = parse(text, streets=texts.streets, towns=texts.towns)
    return entry._replace(
        street=read.street,
        number=read.number,
        suffix=plain_suffix(read.suffix),
        postcode=entry.postcode or read.postcode,
        area=entry.area or read.area,
        town=entry.town or read.town,
    )


def _place(made: Tables, at: int, entry: Entry, one: Known) -> None:
    """Put one entry on every road to it."""
    if entry.number is not None:
        if entry.postcode is not None:
            _house(made.by_postcode, (entry.postcode, entry.number), entry.suffix, at)
        if entry.street is not None:
            _house(made.by_street, (entry.street, entry.number), entry.suffix, at)
    if entry.street is not None:
        made.numbers.setdefault(entry.street, []).append(at)
    for name in dict.fromkeys((one.id, *one.ids)):
        made.by_id.setdefault(name, []).append(at)
    if one.parcel:
        made.by_parcel.setdefault(parcel_key(one.parcel), []).append(at)


def _house(
    houses: dict[tuple[str, int], dict[str, list[int]]],
    key: tuple[str, int],
    suffix: str,
    at: int,
) -> None:
    houses.setdefault(key, {}).setdefault(suffix, []).append(at)


def _words(street: str) -> tuple[str, ...]:
    return tuple(one.street for one in tokens(cleaned(street)) if one.street)


def _name(made: Tables, within: Mapping[str, set[str]], old: OldNames) -> None:
    """Fill the names of streets and towns, old ones too."""
    towns = {entry.town for entry in made.entries if entry.town}
    streets = {entry.street for entry in made.entries if entry.street}
    known = {key: frozenset(found) for key, found in within.items() if key not in towns}
    for key, found in old.towns.items():
        if (meant := found & towns) and key not in towns:
            known[key] = known.get(key, frozenset()) | meant
    made.within = known
    made.new_streets = {
        key: meant
        for key, found in old.streets.items()
        if (meant := found & streets) and key not in streets
    }
    made.whole_towns = frozenset(towns)
    made.towns = vocabulary(towns | known.keys())
    made.all_streets = vocabulary(streets | made.new_streets.keys())
    made.areas = frozenset(entry.area for entry in made.entries if entry.area)
    made.postcodes = frozenset(entry.postcode for entry in made.entries if entry.postcode)


def parcel_key(text: str) -> str:
    """A cadastral name without blanks, signs and the words around it."""
    return "".join(
        one.text.lstrip("0") or "0" if one.kind != WORD else one.text
        for one in tokens(cleaned(text))
        if one.text not in ("sectie", "nummer", "nr", "perceel", "kadastraal", "bekend")
        and one.street
    )
