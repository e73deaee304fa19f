"""Who keeps a register and is told of its errors: `rules/source_holders.yml`."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from engine.settings import load_kept
from engine.strict import Cited, Strict


class Holder(Strict):
    """Who is told.

    Attributes:
        to: the office, in Dutch; never a person.
        article: by which it is told; None: none is known.
        is_duty: the municipality must tell.
    """

    to: str
    article: str | None = None
    is_duty: bool = False


class Holders(Cited):
    """Every register that has its own; `other` is for the rest."""

    registers: Mapping[str, Holder]
    other: Holder

    def of(self, register: str | None) -> Holder:
        """Who keeps a register; None: the run did not say which one it is."""
        return self.other if register is None else self.registers.get(register, self.other)


def holders_of(session: Session) -> Holders:
    """The holders of the rules folder that the casework database was opened with.

    Raises:
        SettingsError: the file is not there or wrong; everything is named, with line.
    """
    rules: Path = session.info["rules"]
    return load_holders(rules)


def load_holders(rules: Path) -> Holders:
    """Read `source_holders.yml` of a rules folder, again when it changed.

    Raises:
        SettingsError: it is not there or something in it is wrong; everything is named, with line.
    """
    return load_kept(rules / "source_holders.yml", Holders)
