"""What each recipient of a driehoek paper may see, and why: `rules/tables/compartments.csv`.

What no row allows is not shown. A part that asks for a privacy check is shown once the newest one
of that step, in the case itself, allows it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine import csv_table
from engine.casework.meetings.definition import SECTIONS
from engine.errors import SettingsError
from engine.tables import Gate

ADDRESS, PARTNER_ANSWERS = "address", "partner_answers"
"""Parts beside the sections and gates: where it is, and whether a partner had something."""

_TABLE = Path("tables") / "compartments.csv"
_COLUMNS = ("recipient", "label", "part", "shown", "legal_basis", "source", "verified")
_TRUTH = {"true": True, "false": False}
NOT_VERIFIED = "te verifiëren"


class Shown(StrEnum):
    """Whether a part is shown, or with which privacy check."""

    YES = "yes"
    NO = "no"
    CHECK_1 = "check_1"
    CHECK_2A = "check_2a"
    CHECK_2B = "check_2b"

    @property
    def step(self) -> str | None:
        """Step of the privacy check that it asks for; None: it asks for none."""
        return self.value.removeprefix("check_").upper() if "_" in self.value else None


@dataclass(frozen=True, slots=True)
class Grant:
    """What a row says about one part for one recipient."""

    shown: Shown
    legal_basis: str
    verified: bool

    @property
    def basis(self) -> str:
        """The legal basis, with a mark when nobody has checked it."""
        return self.legal_basis if self.verified else f"{self.legal_basis} ({NOT_VERIFIED})"


@dataclass(frozen=True, slots=True)
class Compartment:
    """Everything that one recipient may see."""

    recipient: str
    label: str
    grants: Mapping[str, Grant]

    def shows(self, part: str, allowed: Callable[[str], bool]) -> bool:
        """True when this recipient may see a part.

        Args:
            part: a section, `gate_<gate>`, or one of the other parts; an unknown one is hidden.
            allowed: whether the newest privacy check of a step allows it.
        """
        grant = self.grants.get(part)
        if grant is None or grant.shown is Shown.NO:
            return False
        step = grant.shown.step
        return step is None or allowed(step)


def parts() -> tuple[str, ...]:
    """Every part that a recipient has a row for."""
    return (*SECTIONS, ADDRESS, *(f"gate_{gate}" for gate in Gate), PARTNER_ANSWERS)


def load(rules: Path) -> dict[str, Compartment]:
    """Compartments by recipient, in the order of the table.

    Raises:
        SettingsError: the table cannot be read, or rows of it are wrong; each with its line.
    """
    file = rules / _TABLE
    read = csv_table.rows(file, _COLUMNS)
    grants: dict[str, dict[str, Grant]] = {}
    labels: dict[str, str] = {}
    problems: list[tuple[int, str]] = []
    for line, cells in read:
        told = _problem(cells, grants, labels)
        if told is not None:
            problems.append((line, told))
            continue
        recipient, label, part, shown, basis, _, verified = cells
        labels.setdefault(recipient, label)
        granted = Grant(Shown(shown), basis, _TRUTH[verified])
        grants.setdefault(recipient, {})[part] = granted
    problems += _lacking(grants, problems, last=read[-1][0] if read else 1)
    if problems:
        (line, what), *rest = problems
        more = "".join(f"\n{file}:{at}: {told}" for at, told in rest)
        raise SettingsError(what + more, file=file, line=line)
    return {name: Compartment(name, labels[name], parts) for name, parts in grants.items()}


def _lacking(
    grants: Mapping[str, Mapping[str, Grant]], before: list[tuple[int, str]], *, last: int
) -> list[tuple[int, str]]:
    """Parts without a row; told only when every row could be read."""
    if before:
        return []
    return [
        (last, f"{name} has no row for {', '.join(lacking)}")
        for name, known in grants.items()
        if (lacking := [part for part in parts() if part not in known])
    ]


def _problem(
    cells: list[str], grants: Mapping[str, Mapping[str, Grant]], labels: Mapping[str, str]
) -> str | None:
    if len(cells) != len(_COLUMNS) or not all(cells):
        return f"a row has {len(_COLUMNS)} filled cells"
    recipient, label, part, shown, _, _, verified = cells
    if part not in parts():
        return f"no part {part!r}; known: {', '.join(parts())}"
    if shown not in set(Shown):
        return f"shown is {', '.join(Shown)}, not {shown!r}"
    if verified not in _TRUTH:
        return f"verified is true or false, not {verified!r}"
    if labels.get(recipient, label) != label:
        return f"{recipient} is called {labels[recipient]!r} above, and {label!r} here"
    if part in grants.get(recipient, {}):
        return f"{recipient} has a second row for {part}"
    return None
