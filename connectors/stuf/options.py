"""Options of a `stuf_zds` source: which case types are read, and how."""

from collections.abc import Iterable, Mapping

from connectors.cases.options import CaseOptions, KindRule


class StufOptions(CaseOptions):
    """Options of a `stuf_zds` source.

    Attributes:
        kinds: code of a zaaktype -> what it means.
        kvk_in_rsin: True when the sender writes KVK numbers in `inn.nnpId`.
    """

    kinds: Mapping[str, KindRule]
    kvk_in_rsin: bool = False

    def rules(self) -> Iterable[KindRule]:
        """Every case type that is mapped."""
        return self.kinds.values()

    def rule(self, code: str) -> KindRule | None:
        """The mapping of a case type, None when it has none."""
        wanted = code.strip().casefold()
        found = (rule for name, rule in self.kinds.items() if name.strip().casefold() == wanted)
        return next(found, None)
