"""What people must know about a connector, from `rules/sources/<connector>.yml`.

The texts feed `sources template`, the page Bronnen and `docs/data-sources.md`; the drop-list is
applied by the connector itself. A connector of another package has no such file and gets none.
"""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from engine import yaml_file
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES, settings_error
from engine.strict import Strict


class Scope(StrEnum):
    """How far a never-use field may come: nowhere, or in memory but in no copy."""

    ALWAYS = "always"
    COPIES = "copies"


class Drop(Strict):
    """A field that is dropped at the parser.

    Attributes:
        field: local name of the element or key, compared without case.
        group: which never-use data it holds.
        scope: `always`, or `copies`: may serve in memory to match or to form a pseudonym.
    """

    field: str
    group: str
    scope: Scope = Scope.ALWAYS


class LegalBasis(Strict):
    """A legal basis to check before the source is used."""

    text: str
    article: str = ""
    verified: bool


class About(Strict):
    """One connector as people see it.

    Attributes:
        title: Dutch name on the page Bronnen.
        holder: who delivers it.
        reads: formats that are read, a sentence each.
        access: who may use it, and how one gets it.
        legal_basis: to be checked by the municipality.
        drops: fields dropped at the parser, never stored, logged or copied.
        traps: what the connector does with what is odd in the source, a sentence each.
        example: commented entry for `sources:` in sources.yaml, indented by two blanks.
        live_example: the same over the network; empty when files only.
    """

    title: str
    holder: str
    reads: tuple[str, ...]
    access: str
    legal_basis: tuple[LegalBasis, ...] = ()
    drops: tuple[Drop, ...] = ()
    traps: tuple[str, ...] = ()
    example: str
    live_example: str = ""

    def dropped(self, *scopes: Scope) -> frozenset[str]:
        """Names of the fields with one of these scopes, in lower case."""
        return frozenset(drop.field.lower() for drop in self.drops if drop.scope in scopes)


@lru_cache(maxsize=64)
def load(connector: str, rules: Path = SHIPPED_RULES) -> About | None:
    """Read what is told about a connector, None when nothing is.

    Raises:
        SettingsError: the file has unknown, missing or wrong keys.
    """
    file = rules / "sources" / f"{connector}.yml"
    if not file.is_file():
        return None
    try:
        return yaml_file.load(file, About)
    except yaml_file.YamlProblems as error:
        raise settings_error(error) from error


def dropped(connector: str, *scopes: Scope, rules: Path = SHIPPED_RULES) -> frozenset[str]:
    """Names of the fields that a connector must drop, in lower case.

    Raises:
        SettingsError: the connector has no file in `rules/sources`, so that it would drop nothing.
    """
    about = load(connector, rules)
    if about is None:
        what = f"the drop-list of {connector} is missing"
        raise SettingsError(what, file=rules / "sources" / f"{connector}.yml")
    return about.dropped(*scopes)
