"""What is wrong in `rules/`: a sentence at a line of a file, collected and reported at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from engine.errors import BrokenCase, CasesBroken, RulePackError
from engine.plain_text import shown


class Severity(StrEnum):
    """An error stops the load; a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; sorts by file, line and text.

    Attributes:
        file: the file as the user named it.
        line: 1-based.
        what: a sentence that says the way out.
        case: the case of a rule that does not hold; None for any other finding.
    """

    file: Path
    line: int
    severity: Severity
    what: str
    case: BrokenCase | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{shown(str(self.file))}:{self.line}: {self.severity}: {self.what}"


def error(file: Path, line: int | None, what: str) -> Finding:
    """A finding that stops the load; its sentence stays on one line whatever it quotes."""
    return Finding(file, line or 1, Severity.ERROR, shown(what))


def warning(file: Path, line: int | None, what: str) -> Finding:
    """A finding that is shown and stops nothing."""
    return Finding(file, line or 1, Severity.WARNING, shown(what))


def raise_errors(findings: Iterable[Finding]) -> None:
    """Raise every error among the findings in one exception; warnings pass.

    Raises:
        RulePackError: at the first error; its text lists the others, one a line. It is a
            `CasesBroken` when every one is a case that does not hold.
    """
    errors: Sequence[Finding] = sorted({f for f in findings if f.severity is Severity.ERROR})
    if not errors:
        return
    first, *rest = errors
    more = "".join(f"\n{shown(str(f.file))}:{f.line}: {f.what}" for f in rest)
    cases = [f.case for f in errors if f.case is not None]
    if len(cases) == len(errors):
        raise CasesBroken(first.what + more, file=first.file, line=first.line, cases=cases)
    raise RulePackError(first.what + more, file=first.file, line=first.line)
