"""What a paper for the driehoek holds, apart from how it looks. Every string is literal data."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; every row has as many as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section as one recipient sees it: sentences, then points, then tables.

    Attributes:
        is_withheld: this recipient may not see it; it then says so and holds nothing else.
        is_applicable: False when an item like this has nothing to say here; it then says so.
        is_lacking: people still have to write something here.
        basis: on what the recipient sees it, with a mark when nobody checked it.
    """

    id: str
    heading: str
    text: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    is_withheld: bool = False
    is_applicable: bool = True
    is_lacking: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of one agenda item for one recipient.

    Attributes:
        recipient: code in `tables/compartments.csv`.
        header: label and value, in order.
        sections: always thirteen, in the order of process 4.1.
        run: name of the run that was read; None for a subject without a case.
        rules: (rule id, version) behind what is told, sorted.
        keep_until: day from which it must be gone; None for a subject without a case.
    """

    recipient: str
    label: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    run: str | None = None
    rules: tuple[tuple[str, str], ...] = ()
    keep_until: date | None = None
    lacking: tuple[str, ...] = field(default=())

    def strings(self) -> list[str]:
        """Every text that is shown, in order; for checks of what a recipient can read."""
        found = [part for row in self.header for part in row]
        for section in self.sections:
            found += [section.heading, *section.text, *section.bullets, section.basis]
            for table in section.tables:
                found += [*table.columns, *(cell for row in table.rows for cell in row)]
        return found
