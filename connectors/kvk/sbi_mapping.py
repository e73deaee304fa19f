"""`rules/tables/sbi_mapping.csv`: every leaf code of SBI 2008 and what became of it in SBI 2025.

No official table exists, so this one is made from the two lists alone. A pair that is made by
putting a 0 behind a four-digit code is a guess (`derived`): it may be shown, nothing may score on
it. A code that both lists have is the same code, not the same activity: `other_text` says that
the wording changed, and with it perhaps the meaning (4791, 68202, 68203).

`python -m connectors.kvk.sbi_mapping` writes the table again; a test compares it with the lists.
"""

import csv
import io
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from engine.settings import SHIPPED_RULES

FILE = Path("tables") / "sbi_mapping.csv"


class How(StrEnum):
    """How a pair came about."""

    SAME = "same"
    DERIVED = "derived"
    GONE = "gone"


class Pair(NamedTuple):
    """A leaf code of 2008 and its counterpart.

    Attributes:
        code_2025: empty when there is none.
        text: `same_text` or `other_text`, empty when there is no counterpart.
    """

    code_2008: str
    code_2025: str
    how: How
    text: str


def pairs(old: Mapping[str, str], new: Mapping[str, str]) -> list[Pair]:
    """Pair the leaf codes of SBI 2008 with codes of SBI 2025, in order of code.

    Args:
        old: code -> wording of SBI 2008, at every level.
        new: the same of SBI 2025.
    """
    above = {code[:length] for code in old for length in range(1, len(code))}
    return [_pair(code, old[code], new) for code in sorted(old.keys() - above)]


def _pair(code: str, title: str, new: Mapping[str, str]) -> Pair:
    for other, how in ((code, How.SAME), (f"{code}0", How.DERIVED)):
        if len(other) == 5 and other in new:
            return Pair(code, other, how, "same_text" if new[other] == title else "other_text")
    return Pair(code, "", How.GONE, "")


def table(rules: Path = SHIPPED_RULES) -> str:
    """The table as CSV, made from the two lists of a rules folder."""
    old, new = (_titles(rules / "tables" / f"sbi{version}.csv") for version in ("2008", "2025"))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Pair._fields)
    writer.writerows(pairs(old, new))
    return out.getvalue()


def _titles(file: Path) -> dict[str, str]:
    with file.open(encoding="utf-8", newline="") as handle:
        return {row["code"]: row["title"] for row in csv.DictReader(handle)}


if __name__ == "__main__":
    (SHIPPED_RULES / FILE).write_text(table(), encoding="utf-8", newline="\n")
