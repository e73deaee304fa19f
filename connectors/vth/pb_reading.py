"""One pass over a PowerBrowser delivery: cases wait for their addresses and statuses."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from connectors import about
from connectors.about import Scope
from connectors.delivery import Delivery, Ignored, Item, Note, Quarantined, Row, Used
from connectors.tabular.rows import Plan
from connectors.vth import mapping
from connectors.vth.pb_documents import ADDRESSES, Bad, Left, Linked, Opener, Part, Status
from connectors.vth.pb_fields import PbRecord
from connectors.vth.pb_notes import NUMBER, Notes
from connectors.vth.pb_options import CAPTION, PowerBrowserOptions
from engine.errors import SourceChanged
from engine.tables import Type

_STATUS, _STATUS_DAY = "STATUS", "STATUS.datum"


class Reading:
    """Takes the records of a delivery one by one and gives its items at the end.

    Args:
        connector: whose drop-list counts.
        delivery: the delivery.
    """

    def __init__(self, connector: str, delivery: Delivery) -> None:
        options = delivery.options(PowerBrowserOptions)
        dropped = about.dropped(connector, Scope.ALWAYS, rules=delivery.settings.rules)
        in_name = re.compile(options.case_in_name) if options.case_in_name else None
        self.opener = Opener(delivery.source, dropped, in_name)
        self.items: list[Used | Quarantined] = []
        self._source = delivery.source
        self._map = mapping.case_map(delivery.spec, otherwise=options.otherwise)
        self._caption = re.compile(options.caption) if options.caption else None
        self._notes = Notes(connector, self._map, self._caption)
        self._ignored: Counter[tuple[str, str]] = Counter()
        self._plans: dict[str, Plan] = {}
        self._cases: list[PbRecord] = []
        self._linked: defaultdict[str, list[PbRecord]] = defaultdict(list)
        self._statuses: defaultdict[str, list[Status]] = defaultdict(list)

    def take(self, part: Part) -> None:
        """Put a record where it belongs."""
        if isinstance(part, Bad):
            self.items.append(Quarantined(part.file, part.line, None, part.reason))
        elif isinstance(part, Left):
            self._ignored[part.file, f"table that is not read: {part.table[:40]}"] += 1
        elif isinstance(part, Status):
            self._statuses[part.case_id or ""].append(part)
        elif isinstance(part, Linked):
            self._notes.address(part.record)
            self._linked[part.case_id or ""].append(part.record)
        else:
            self._notes.case(part)
            self._cases.append(part)

    def result(self) -> Iterator[Item]:
        """Yield everything in a fixed order.

        Raises:
            SourceChanged: the delivery has no record at all.
        """
        self.items += [self._case(case) for case in self._cases]
        self._account_for_others()
        if not self.items and not self._ignored:
            raise SourceChanged(self._source, "the delivery is empty: no record in any file")
        yield from sorted(self.items, key=lambda item: (item.file, item.line))
        for (file, reason), count in sorted(self._ignored.items()):
            yield Ignored(file, reason, count)
        yield from (Note(key, count) for key, count in sorted(self._notes.total().items()))

    def _case(self, case: PbRecord) -> Used | Quarantined:
        """Return the rows of a case: one per address, one without a place when it has none."""
        made = self._plans.get(case.file) or self._map.plan(case.file)
        self._plans[case.file] = made
        rows: list[Row] = []
        addresses: Sequence[PbRecord | None] = self._linked.get(case.record_id or "") or (None,)
        for address in addresses:
            item = self._map.row(made, case.line, _Cells(self, case, address).get)
            if isinstance(item, Quarantined):
                return replace(item, record_id=item.record_id or case.record_id)
            rows += item.rows
        return Used(case.file, case.line, tuple(rows))

    def status(self, case_id: str, name: str) -> str | date | None:
        """The last status of a case: the newest, and of one day the last in the list."""
        found = [status for status in self._statuses.get(case_id, []) if status.day]
        if not found:
            return None
        last = sorted(found, key=lambda status: status.day or date.min)[-1]
        return last.name if name == _STATUS else last.day

    def caption(self, case: PbRecord, group: str) -> str | None:
        """What the option cuts out of the caption of a case."""
        text = case.cell(CAPTION, Type.TEXT)
        found = self._caption.search(str(text)) if self._caption and text else None
        word = found.groupdict().get(group) if found else None
        return word.strip() if word else None

    def _account_for_others(self) -> None:
        """Addresses and statuses serve their case; without it they are left out."""
        cases = {case.record_id for case in self._cases if case.record_id}
        for kind, parts in (("address", self._linked), ("status", self._statuses)):
            for case_id, found in parts.items():
                for part in found:
                    if case_id in cases:
                        self.items.append(Used(part.file, part.line))
                    else:
                        reason = f"{kind} of a case that is not delivered"
                        self._ignored[part.file, reason] += 1


class _Cells:
    """The cells of one row: of a case, and of one of its addresses."""

    def __init__(self, reading: Reading, case: PbRecord, address: PbRecord | None) -> None:
        self._reading, self._case, self._address = reading, case, address

    def get(self, name: str, kind: Type) -> object:
        """The cell of a field by the name that `sources.yaml` uses."""
        case = self._case
        table, dot, inner = name.partition(".")
        if name in (_STATUS, _STATUS_DAY):
            return self._reading.status(case.record_id or "", name)
        if dot and table == ADDRESSES:
            return self._address.cell(inner, kind) if self._address else None
        if dot and table == CAPTION:
            return self._reading.caption(case, inner)
        cell = case.cell(name, kind)
        return case.record_id if cell is None and name == NUMBER else cell
