"""Records of people in the form in which they are compared, as one Arrow table.

Only names, birth date and address come in. The table lives in memory and is written nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from engine.matching.addresses import text as addresses
from engine.matching.people import births, names
from engine.matching.people.names import NameParts, Words

ROLES = (
    *("given", "initials", "prefix", "surname", "name", "born"),
    *("street", "number", "letter", "addition", "second", "postcode", "town", "address"),
)
"""What a cell of a record can be; anything else is not read."""

_TEXTS = (
    *("given", "givens", "surname", "born", "year"),
    *("street", "number", "second", "postcode", "area", "town"),
)
_LISTS = ("forms", "parts", "words", "further")
SCHEMA = pa.schema(
    [("row", pa.int64()), ("is_query", pa.bool_())]
    + [(name, pa.string()) for name in _TEXTS]
    + [(name, pa.list_(pa.string())) for name in _LISTS]
)
"""Columns of the table: texts are folded, NULL where nothing is known.

`given` is the first given name or its letter, `givens` all of them, `forms` the names that
`given` may stand for; `surname` is without prefix, `parts` are those of a double one; `words`
are all words of the name, `further` those that are neither given name nor surname; `born` is
`YYYYMMDD`, `area` the first part of the postcode, `second` a second line of the address.
"""
Cells = Mapping[str, str]
"""One record: texts by role."""


def table(
    queries: Iterable[Cells],
    others: Iterable[Cells],
    *,
    words: Words,
    short_names: Mapping[str, Sequence[str]],
) -> pa.Table:
    """Prepare records for comparison.

    Args:
        queries: cells by role of what is looked for; empty when one set is compared with itself.
        others: cells by role of what it may be.
        words: prefixes, titles and the longest text that is read.
        short_names: names that a short form may stand for.

    Returns:
        A table of `SCHEMA`: the queries in order, then the others, `row` from 0.
    """
    made: dict[str, list[object]] = {name: [] for name in SCHEMA.names}
    for is_query, cells in (
        (is_query, c) for is_query, s in ((True, queries), (False, others)) for c in s
    ):
        name = names.parse(cells, words)
        made["row"].append(len(made["row"]))
        made["is_query"].append(is_query)
        _add_name(made, name, short_names)
        birth = births.parse(cells.get("born"))
        made["born"].append(birth.day)
        made["year"].append(birth.year)
        _add_address(made, cells, words.longest_text)
    return pa.table({name: pa.array(made[name], SCHEMA.field(name).type) for name in SCHEMA.names})


def _add_name(
    made: dict[str, list[object]], name: NameParts, short_names: Mapping[str, Sequence[str]]
) -> None:
    own = {name.given, name.surname, *name.parts}
    further = [word for word in name.words if word not in own and word not in (name.givens or "")]
    made["given"].append(name.given)
    made["givens"].append(name.givens)
    made["surname"].append(name.surname)
    made["parts"].append([part for part in name.parts if len(part) > 1])
    made["words"].append(list(name.words))
    made["further"].append(further or None)
    stands_for = short_names.get(name.given, ()) if name.given else ()
    made["forms"].append([name.given, *stands_for] if name.given else [])


def _add_address(made: dict[str, list[object]], cells: Cells, longest: int) -> None:
    cut = {role: text for role, text in cells.items() if len(text) <= longest}
    found = addresses.parse(cut["address"]) if cut.get("address") else addresses.Parts()
    street, number, suffix = cut.get("street"), cut.get("number"), ""
    if street and not number and any(c.isdigit() for c in street):
        inside = addresses.parse(street)
        key, house, suffix = inside.street, inside.number, inside.suffix
    else:
        key = addresses.street_key(street)
        house, suffix = addresses.number_key(number, cut.get("letter"), cut.get("addition"))
    if house is None:
        house, suffix = found.number, found.suffix
    code = "".join(c for c in names.fold(cut.get("postcode"), longest).upper() if c.isalnum())
    code = code or found.postcode or found.area or ""
    made["street"].append(key or found.street)
    made["number"].append(None if house is None else f"{house}{suffix}")
    made["second"].append(addresses.street_key(cut.get("second")))
    made["postcode"].append(code or None)
    made["area"].append(_area(code))
    made["town"].append(addresses.town_key(cut.get("town")) or found.town)


def _area(postcode: str) -> str | None:
    """The part of a postcode that many share: `1234` of `1234AB`, `TQ13` of `TQ13 8DF`."""
    if not postcode:
        return None
    if postcode.isdigit():
        return postcode[:-2] or postcode
    return postcode[:-2] if postcode[:4].isdigit() else postcode[:-3] or postcode
