"""`dijkwacht match addresses`: which known address every row of a spreadsheet means, if any."""

import sys
from pathlib import Path

from engine.commands.match_options import Against, Best, Out, Queries, write
from engine.commands.options import RulesFolder, rules_folder
from engine.matching import sharing, sheet
from engine.matching.addresses import columns, index
from engine.matching.addresses.columns import Columns
from engine.matching.sheet import Sheet


def addresses(
    queries: Queries, against: Against, out: Out, best: Best = False, rules: RulesFolder = None
) -> None:
    """Find addresses in a list of known ones, in whatever shape they are written.

    Columns: address, or street, house_number, house_letter, house_addition, postcode, town, or x, y
    or lat, lon; Dutch names such as straat, huisnummer and woonplaats are understood. What cannot
    be told for certain has an empty id.
    """
    folder = rules_folder(rules)
    names = columns.aliases(folder)
    asked, asked_columns = _read(queries, names, key="query_id")
    known, known_columns = _read(against, names, key="id")
    made = index.load(columns.known(known, known_columns), folder)
    answers = made.match(
        columns.queries(asked, asked_columns), best=best, workers=sharing.processors()
    )
    write(answers, out)


def _read(file: Path, names: dict[str, str], *, key: str) -> tuple[Sheet, Columns]:
    """A sheet and its columns; those that are not read are named on stderr."""
    read = sheet.read(file, key=key)
    chosen = columns.choose(read, names, key=key)
    if chosen.unread:
        print(f"dijkwacht: {file}: not read: {', '.join(chosen.unread)}", file=sys.stderr)
    return read, chosen
