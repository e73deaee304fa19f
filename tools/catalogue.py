"""Writes what is new in the texts of the pages into `ui/english.po`, and takes out what is gone.

Run: `make catalogue`; it fails while a text has no English. What each word of a group of
`engine.exports.words` means depends on the group, which is its context.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from engine.exports.words import WORDS
from engine.notation import MONTHS
from ui.language import CATALOGUE, Language

_ROOT = Path(__file__).resolve().parents[1]
_ROOMS = ("engine", "ui")
SAID = ("CaseworkError", "RoleRefused", "SignInError", "WorkbenchError")
"""Errors that a page tells in its language; their first argument is their text."""

_MARKS = {
    "tr": None, "tr_many": (1, 2), "mark": None, "sentence": None, **dict.fromkeys(SAID)
}  # fmt: skip
_WIDTH = 100


def texts() -> Catalog:
    """Every text that the pages can show in English, without it, by the files that have it."""
    found = Catalog()
    for room in _ROOMS:
        for file, _line, message, _comments, _context in extract_from_dir(
            _ROOT / room, method_map=[("**.py", "python")], keywords=_MARKS
        ):
            found.add(message, locations=[(f"{room}/{file}", 0)])
    for month in MONTHS:
        found.add(month)
    for group, words in sorted(WORDS.items()):
        for word in sorted(set(words.values())):
            found.add(word, context=group)
    return found


def known() -> Catalog:
    """The catalogue as it is kept."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale=Language.ENGLISH)


def renewed(kept: Catalog, wanted: Catalog) -> Catalog:
    """What is wanted, each with the English that is kept for it; else without."""
    result = Catalog(locale=Language.ENGLISH)
    for message in wanted:
        if not message.id:
            continue
        before = kept.get(message.id, message.context)
        result.add(
            message.id,
            "" if before is None else before.string,
            locations=message.locations,
            context=message.context,
        )
    return result


def without_english(catalogue: Catalog) -> list[Message]:
    """Texts that have no English, or not for one and for more."""
    return [one for one in catalogue if one.id and not all(_strings(one))]


def to_text(catalogue: Catalog) -> bytes:
    """The catalogue as it is kept: in one order, without moments and line numbers."""
    written = BytesIO()
    write_po(
        written, catalogue, width=_WIDTH, omit_header=True, sort_output=True, include_lineno=False
    )
    return written.getvalue()


def _strings(message: Message) -> tuple[object, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def main() -> None:
    """Write the catalogue again."""
    result = renewed(known(), texts())
    CATALOGUE.write_bytes(to_text(result))
    if missing := without_english(result):
        for one in missing:
            print(f"no English: {one.id!r} ({', '.join(file for file, _ in one.locations)})")
        sys.exit(f"{CATALOGUE.name}: {len(missing)} texts have no English; write it there")


if __name__ == "__main__":
    main()
