"""Is every column of a file mapped, ignored by name, or refused; and is every mapped one there."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from connectors import never_use
from connectors.tabular.sheet import Sheet
from engine.errors import SourceChanged, SourceRefused
from engine.sources_file import SourceSpec


def refuse_never_use(sheet: Sheet, spec: SourceSpec, rules: Path) -> None:
    """Stop the delivery when a column stands on the never-use list, ignored or not.

    Raises:
        SourceRefused: names the columns and the groups of data.
    """
    names = sorted({*(sheet.columns or ()), *sheet.nested})
    if found := never_use.find(names, rules):
        shown = ", ".join(f"{column.column} ({column.group})" for column in found)
        what = f"may never be read, also not under ignore: {shown}; leave it out of the delivery"
        line = min((sheet.columns or {}).get(column.column, 1) for column in found)
        raise SourceRefused(spec.id, what, file=sheet.file, line=line)


def check_columns(sheet: Sheet, spec: SourceSpec) -> None:
    """Compare the columns of a file with the mapping.

    Raises:
        SourceChanged: lists the columns nobody mapped and the mapped ones that are gone.
    """
    if sheet.columns is None:
        return
    mapped = {source.strip(): name for name, source in sorted(spec.columns.items())}
    new = [name for name in sheet.columns if not _is_known(name, mapped, spec.ignore)]
    gone = sorted(set(mapped) - set(sheet.columns))
    problems = [_gone(name, mapped[name], new) for name in gone]
    if new:
        listed = ", ".join(f'"{name}"' for name in new)
        what = f"columns that sources.yaml does not name: {listed}"
        problems.append(f"{what}; map them under columns or add `ignore: [{listed}]`")
    if problems:
        line = min([sheet.columns[name] for name in new] or [1])
        raise SourceChanged(spec.id, "; ".join(problems), file=sheet.file, line=line)


def _gone(source: str, name: str, others: Iterable[str]) -> str:
    near = get_close_matches(source, others, n=1)
    hint = f' (did you mean "{near[0]}"?)' if near else ""
    return f'column "{source}", mapped to {name}, is not in the delivery{hint}'


def _is_known(name: str, mapped: Iterable[str], ignored: tuple[str, ...]) -> bool:
    """Mapped or ignored, itself or as a part of an ignored object."""
    return name in mapped or any(
        name == other.strip() or name.startswith(f"{other.strip()}.") for other in ignored
    )
