"""Every error this product raises on purpose.

DijkwachtError
├── SettingsError          a settings, sources or zones file is wrong; carries file and line
├── SourceError            one delivery cannot be used as a whole
│   ├── SourceUnavailable  file or service did not answer: retry later
│   ├── SourceRefused      never-use column, unsafe archive, doctype: nothing of it is stored
│   └── SourceChanged      shape, format or count left the contract: a human looks
├── MatchingError          a sheet to match or the data of a matcher is wrong
├── RulePackError          a pack, feature or filter does not load; carries file and line
│   ├── CasesBroken        all is well but cases of rules; carries these
│   └── PatternError       a network pattern is refused or does not run; carries the column too
├── NetworkError           the network cannot be built, pushed or read
│   ├── UnknownNode        it has no such node; names what is near
│   ├── NetworkUnavailable the graph server did not answer or broke off: try again
│   └── NetworkLimit       a pattern needs more time or memory than is allowed
├── RunError               a run cannot be written, found or read
├── WorkbenchError         a change cannot be tried, compared or tested back as asked
├── CaseworkError          a judgement or transition is not allowed
│   └── RoleRefused        the role of who asks may not; says which roles may
├── SignInError            nobody is signed in, or not any more: sign in again
└── PaperError             a paper cannot be made: its texts, template, recipient or folder
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from engine.plain_text import shown
from engine.translatable import Value, sentence


class DijkwachtError(Exception):
    """Base class; caught by the CLI and at the edge of a page, nowhere deeper."""


class _Said(DijkwachtError):
    """An error that a page tells in its language: a Dutch text, and what stands in its places."""

    def __init__(self, text: str, **values: Value) -> None:
        super().__init__(sentence(text, **values) if values else text)


class _AtLine(DijkwachtError):
    """An error at one place in one file.

    Attributes:
        file: the file as the user named it, None when there is none.
        line: 1-based line, None when the whole file is meant.
    """

    def __init__(
        self, what: str, *, file: Path | str | None = None, line: int | None = None
    ) -> None:
        self.what, self.file, self.line = what, file, line
        place = "" if file is None else shown(str(file))
        where = "" if file is None else f"{place}: " if line is None else f"{place}:{line}: "
        super().__init__(f"{where}{what}" if where else what)


class SettingsError(_AtLine):
    """A settings, sources, decisions or zones file is wrong; the run does not start."""


class MatchingError(_AtLine):
    """A sheet to match or the data of a matcher cannot be used; nothing is written."""


class RulePackError(_AtLine):
    """A pack, feature or filter does not load, or a case in it does not hold."""


class BrokenCase(NamedTuple):
    """A case of a rule that does not hold.

    Attributes:
        rule_id: the rule.
        name: of the case, as its pack has it.
        expected: HIT, NO_HIT or UNKNOWN.
        said: what the rule says; None where it cannot say.
    """

    rule_id: str
    name: str
    expected: str
    said: str | None


class CasesBroken(RulePackError):
    """Everything is well but cases of rules, which do not hold.

    Attributes:
        cases: in the order of the file.
    """

    def __init__(
        self, what: str, *, file: Path | str | None, line: int | None, cases: Sequence[BrokenCase]
    ) -> None:
        self.cases = tuple(cases)
        super().__init__(what, file=file, line=line)


class PatternError(RulePackError):
    """A network pattern is outside its language, is given wrong values, or does not run.

    Attributes:
        column: 1-based column in that line, None when the whole line or file is meant.
    """

    def __init__(
        self,
        what: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self.column = column
        super().__init__(what, file=file, line=line)
        if line is not None and column is not None:
            place = f"line {line}, column " if file is None else f"{shown(str(file))}:{line}:"
            self.args = (f"{place}{column}: {what}",)


class SourceError(DijkwachtError):
    """A delivery of one source cannot be used as a whole.

    Attributes:
        source: id in `sources.yaml`.
        file: file of the delivery, None when the source has none.
        line: 1-based line in that file, None when the whole file is meant.
    """

    def __init__(
        self, source: str, what: str, *, file: Path | str | None = None, line: int | None = None
    ) -> None:
        self.source, self.what, self.file, self.line = source, what, file, line
        where = "" if file is None else f" {file}" if line is None else f" {file}:{line}"
        super().__init__(
            f"source {source}:{where}: {what}" if where else f"source {source}: {what}"
        )


class SourceUnavailable(SourceError):
    """The file is not there or the service did not answer; a later run may succeed."""


class SourceRefused(SourceError):
    """The delivery holds what may never be read; nothing of it is stored."""


class SourceChanged(SourceError):
    """The delivery left its contract: format, column, code list or row count."""


class NetworkError(DijkwachtError):
    """The network cannot be built, pushed or read; trying again does not help."""


class UnknownNode(NetworkError):
    """The network has no node of that label and id.

    Attributes:
        label: as asked.
        node_id: as asked.
    """

    def __init__(self, label: str, node_id: str, way_out: str) -> None:
        self.label, self.node_id = label, node_id
        super().__init__(f"no {shown(label)} {shown(node_id)} in this network; {way_out}")


class RunError(DijkwachtError):
    """A run cannot be written, found or read."""


class NetworkUnavailable(NetworkError):
    """The graph server did not answer or broke off; a later try may succeed."""


class NetworkLimit(NetworkError):
    """A pattern needs more time or memory than is allowed: it wants a more selective start."""


class WorkbenchError(_Said):
    """A change of the packs cannot be tried, compared or tested back as asked."""


class CaseworkError(_Said):
    """A judgement, decision or transition is not allowed."""


class RoleRefused(CaseworkError):
    """The role of who asks may not do this, whatever else holds; the message names who may."""


class SignInError(_Said):
    """Nobody is signed in, the sign-in does not hold any more, or says nobody."""


class PaperError(_AtLine):
    """A paper cannot be made: its texts, template, recipient, decision or folder is wrong."""
