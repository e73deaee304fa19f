"""People and companies of staged rows: names become pseudonyms, companies their KVK number.

`<role>_kvk`, `<role>_name` and `<role>_id` become one `<role>_id`. A KVK number goes before a name
with a birth date, that before a source's own reference, and that before a name alone. The birth
date serves here and is stored nowhere. The names wait for the vault.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from connectors.delivery import Row
from engine.register.pseudonyms import Pseudonyms
from engine.register.vault import Name
from engine.tables import Table

KVK_NUMBER = re.compile(r"[0-9]{8}")
"""What the number of a company looks like."""

Cells = dict[str, list[object]]
"""Values of a chunk of rows by column."""


@dataclass(slots=True)
class Parties:
    """The parties in the rows of one source for one table.

    Attributes:
        table: the canonical table.
        source: id of the source.
        pseudonyms: made with the key of this installation.
        names: names by row number, for the vault.
        births: birth date by the pseudonym that was formed with it; in memory only.
        bad_numbers: how many KVK numbers are not 8 digits, by role; these parties are NULL,
            or a pseudonym when a name stands beside the number.
    """

    table: Table
    source: str
    pseudonyms: Pseudonyms
    names: list[tuple[int, Name]] = field(default_factory=list)
    births: dict[str, date] = field(default_factory=dict)
    bad_numbers: Counter[str] = field(default_factory=Counter)

    def take(self, rows: Sequence[Row], cells: Cells, *, first_row: int) -> None:
        """Take the names out of a chunk; `cells` then holds ids only.

        Args:
            rows: the rows of the chunk.
            cells: their values by column, changed in place.
            first_row: number of the first of them.
        """
        self._take_private(rows, cells, first_row)
        for role in self.table.roles:
            self._resolve(role, rows, cells, first_row)

    def _take_private(self, rows: Sequence[Row], cells: Cells, first_row: int) -> None:
        """Move values that name a person although their column is public."""
        of_roles = {f"{role}_name" for role in self.table.roles}
        for index, row in enumerate(rows):
            if not row.private:
                continue
            key = self.table.record_id(dict(row.values))
            subject = f"{self.source}:{self.table.name}:{key}"
            for column in sorted((row.private - of_roles) & cells.keys()):
                value, cells[column][index] = cells[column][index], None
                for text in value if isinstance(value, list | tuple) else (value,):
                    self._keep(first_row + index, subject, text, column)

    def _keep(self, row: int, subject: str, name: object, role: str) -> None:
        if (text := _text(name)) is not None:
            self.names.append((row, Name(subject, text, role, self.source)))

    def _resolve(self, role: str, rows: Sequence[Row], cells: Cells, first_row: int) -> None:
        """Fill `<role>_id` from what the rows say about the party."""
        empty: list[object] = [None] * len(rows)
        numbers = cells.pop(f"{role}_kvk", empty)
        names = cells.pop(f"{role}_name", empty)
        references = cells.get(f"{role}_id", empty)
        ids: list[str | None] = []
        for index, row in enumerate(rows):
            name = _text(names[index])
            party = self._number(role, numbers[index])
            party = party or self._pseudonym(role, row, name, _text(references[index]))
            ids.append(party)
            if party is not None and name is not None:
                self._keep(first_row + index, party, name, role)
        cells[f"{role}_id"] = list(ids)
        self._describe(role, ids, cells)

    def _number(self, role: str, value: object) -> str | None:
        number = _text(value)
        if number is None or KVK_NUMBER.fullmatch(number):
            return number
        self.bad_numbers[role] += 1
        return None

    def _pseudonym(
        self, role: str, row: Row, name: str | None, reference: str | None
    ) -> str | None:
        if (formed := row.pseudonyms.get(role)) is not None:
            return formed
        if name is not None and (born := row.births.get(role)) is not None:
            formed = self.pseudonyms.from_birth(name, born)
            self.births[formed] = born
            return formed
        if reference is not None:
            return self.pseudonyms.from_reference(reference, source=self.source)
        if name is None:
            return None
        people = {f"{other}_id" for other in self.table.roles}
        key = {k: row.values.get(k) for k in self.table.key if k not in people}
        scope = f"{self.source}:{self.table.name}:{self.table.record_id(key)}:{role}"
        return self.pseudonyms.from_name(name, scope=scope)

    def _describe(self, role: str, ids: Sequence[str | None], cells: Cells) -> None:
        """Fill `<role>_kind` and `<role>_enterprise_id` where the table has them."""
        own = {column.name for column in self.table.columns}
        companies = [i if i is not None and KVK_NUMBER.fullmatch(i) else None for i in ids]
        empty: list[object] = [None] * len(ids)
        if (kind := f"{role}_kind") in own:
            given = cells.get(kind, empty)
            cells[kind] = [g or _kind(i, c) for g, i, c in zip(given, ids, companies, strict=True)]
        if (enterprise := f"{role}_enterprise_id") in own:
            given = cells.get(enterprise, empty)
            cells[enterprise] = [g or c for g, c in zip(given, companies, strict=True)]


def _kind(party: str | None, company: str | None) -> str | None:
    if party is None:
        return None
    return "natural" if company is None else "legal"


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
