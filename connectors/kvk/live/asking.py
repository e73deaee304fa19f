"""What every part of a fetch needs: the client, the copies, and one way to keep an answer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors.about import Scope, dropped
from connectors.kvk.live.copying import cleaned, envelope
from connectors.kvk.live.patience import EMPTY, TEMPORARY, fault_codes
from connectors.kvk.live.routes import Route
from connectors.kvk.options import KvkOptions
from connectors.kvk.responses import NAME
from connectors.kvk.tables import Tables
from connectors.kvk.values import Body
from connectors.live.client import Client
from connectors.live.exchange import Answer
from connectors.live.order import Order
from engine.errors import SourceChanged, SourceUnavailable

FAULT = "-fout"
SUFFIX = ".json"


@dataclass(slots=True)
class Asking:
    """One fetch that is under way.

    Attributes:
        stuck: answers that stayed temporary after the last attempt.
        faults: name of a copy -> kinds of the error answer that this fetch got for it.
        notes: what the run report must say, with counts.
    """

    order: Order
    client: Client
    route: Route
    options: KvkOptions
    tables: Tables
    stuck: int = 0
    faults: dict[str, frozenset[str]] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)

    def keep(self, name: str, answer: Answer) -> Body | None:
        """Keep an answer under a name; its content, None when it is an error answer.

        An error answer stands beside an earlier good copy and does not replace it: a number that
        is not found now is not deleted, and what is temporary passes.

        Raises:
            SourceChanged: not JSON, or an error without KVK's own words.
            SourceUnavailable: the server failed, or too many companies stay unavailable.
        """
        body = answer.json()
        if not isinstance(body, Mapping):
            raise SourceChanged(self.order.source, "an answer is JSON, but not an object")
        codes = fault_codes(body)
        if answer.status >= 400 and not codes:
            self._refuse(answer)
        content = cleaned(body, self._never(), self.tables)
        fault_name = f"{name}{FAULT}{SUFFIX}"
        made = envelope(answer, content, began=self.order.began)
        self.order.copies.put(fault_name if codes else f"{name}{SUFFIX}", made)
        if not codes:
            self.order.copies.drop(fault_name)
            return content
        self.faults[name] = self._count(codes)
        return None

    def _never(self) -> frozenset[str]:
        return dropped(NAME, *Scope, rules=self.order.settings.rules)

    def _refuse(self, answer: Answer) -> None:
        what = f"answered {answer.status} without an error code of its own"
        if answer.status >= 500:
            raise SourceUnavailable(self.order.source, f"KVK {what}: try again later")
        raise SourceChanged(self.order.source, f"KVK {what}")

    def _count(self, codes: tuple[str, ...]) -> frozenset[str]:
        kinds = [self.tables.faults.get(code, "code not listed") for code in codes]
        for code, kind in zip(codes, kinds, strict=True):
            self.notes[f"faults/{kind}/{code[:20]}"] += kind != EMPTY
        if TEMPORARY in kinds:
            self.stuck += 1
            if self.stuck > self.options.max_stuck:
                what = f"{self.stuck} questions stay temporarily unanswered: try again later"
                raise SourceUnavailable(self.order.source, what)
        return frozenset(kinds)
