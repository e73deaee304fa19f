"""The names and birth dates of a delivery, held in memory while the register is made.

They serve to find who may be the same person (`person_links`); nothing of them is stored, and
what a run keeps of it is pseudonyms.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.register.pseudonyms import PATTERN
from engine.register.vault import Name


@dataclass(slots=True)
class NamedPeople:
    """Who was named in the rows that the register keeps.

    Attributes:
        names: by pseudonym the longest name delivered.
        births: by pseudonym the birth date.
    """

    names: dict[str, str] = field(default_factory=dict)
    births: dict[str, date] = field(default_factory=dict)

    def add(self, names: Iterable[Name], births: Mapping[str, date]) -> None:
        """Remember people; names of companies and of rows are passed over.

        Args:
            names: of rows that are kept.
            births: birth date by pseudonym, of any rows.
        """
        for name in names:
            if PATTERN.fullmatch(name.subject):
                known = self.names.get(name.subject, name.name)
                self.names[name.subject] = max(known, name.name, key=lambda n: (len(n), n))
                if name.subject in births:
                    self.births[name.subject] = births[name.subject]

    def __repr__(self) -> str:
        return f"NamedPeople({len(self.names)} people)"
