"""Names of companies in a form in which they can be compared: no accents, signs or legal form.

Only names of legal persons may be compared: the name of a sole trader or of a partnership is the
name of people. The forms stand in `tables/name_forms.csv`.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import SettingsError
from engine.matching.folding import plain

FILE = Path("tables") / "name_forms.csv"
LEGAL_PERSONS = ("bv", "nv", "foundation", "association", "cooperative")
"""Legal forms whose names are no names of people."""
LEGAL_PERSON_WORDS = frozenset({"bv", "nv", "stichting", "vereniging", "cooperatie"})
"""The same forms as names carry them: `means` in `tables/name_forms.csv`."""
_ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Names:
    """What leaves a name before it is compared.

    Attributes:
        forms: legal forms as whole words.
        min_letters: a name with fewer letters is alike by chance.
    """

    forms: re.Pattern[str]
    min_letters: int

    def comparable(self, names: Iterable[str | None]) -> list[str]:
        """The distinct names without accents, signs and legal form, sorted; short ones left out."""
        texts = sorted({self.forms.sub(" ", plain(name)).strip() for name in names if name})
        return [" ".join(t.split()) for t in texts if sum(map(str.isalpha, t)) >= self.min_letters]


def load(rules: Path, *, min_letters: int) -> Names:
    """Read the legal forms of a rules folder.

    Raises:
        SettingsError: the list of legal forms cannot be read.
    """
    file = rules / FILE
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = [row for row in csv.DictReader(handle) if row["place"] == _ANYWHERE]
            forms = {plain(row["form"]) for row in rows}
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise SettingsError(f"cannot be read: {error}", file=file) from error
    words = sorted(forms - {""}, key=lambda form: (-len(form), form))
    return Names(re.compile(rf"\b(?:{'|'.join(words)})\b"), min_letters)
