"""SBI codes of an export that kept them as numbers, so that leading zeros are lost (MKS dumps).

A zero is put back only where that makes one existing code and the number itself is none. Both can
be codes (1411 and 01411): then nobody knows which one is meant, and the row is not used.
"""

import re
from collections.abc import Callable
from pathlib import Path

from connectors.kvk import tables
from connectors.tabular.sheet import is_blank, text

NUMBER = "number"
_WHOLE = re.compile(r"([0-9]+)(?:[.,]0+)?")


def restorer(rules: Path) -> Callable[[object], object]:
    """Return the function that turns a number into the code it was.

    Raises:
        SettingsError: an SBI list of the rules folder cannot be read.
    """
    leaves = frozenset().union(*tables.load(rules).sbi.values())

    def restore(cell: object) -> object:
        if is_blank(cell):
            return None
        whole = _WHOLE.fullmatch(text(cell))
        found = sorted({whole[1], f"0{whole[1]}"} & leaves) if whole else []
        if not found:
            raise ValueError("no SBI code, neither as it stands nor with a 0 before it")
        if len(found) > 1:
            what = f"lost its zeros, and {' and '.join(found)} are both SBI codes"
            raise ValueError(f"{what}: deliver the column as text")
        return found[0]

    return restore
