"""What the run report says about the fields of PowerBrowser: unnamed, dropped, coded, unequal."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from connectors.vth import mapping
from connectors.vth.mapping import CaseMap
from connectors.vth.pb_documents import ADDRESSES, LINK
from connectors.vth.pb_fields import PbRecord
from connectors.vth.pb_options import CAPTION
from engine.tables import Type

NUMBER = "ZAAK_IDENTIFICATIE"
_OWN = frozenset({NUMBER, CAPTION, LINK, f"{ADDRESSES}.{LINK}"})
_SHOWN = 80


class Notes:
    """Counts over all records of a delivery.

    Args:
        connector: whose drop-list counts.
        case_map: what `sources.yaml` names.
        caption: the option, compiled; None when not given.
    """

    def __init__(self, connector: str, case_map: CaseMap, caption: re.Pattern[str] | None) -> None:
        self._connector, self._map, self._caption = connector, case_map, caption
        self._counts: Counter[str] = Counter()
        self._codes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        columns = case_map.spec.columns
        self._coded = {columns[name] for name in case_map.spec.values if name in columns}

    def address(self, record: PbRecord) -> None:
        """Count what an address says."""
        self._record(record, f"{ADDRESSES}.")

    def case(self, record: PbRecord) -> None:
        """Count what a case says."""
        self._record(record, "")
        number, caption = (record.cell(name, Type.TEXT) for name in (NUMBER, CAPTION))
        if number is None:
            self._counts[f"cases without {NUMBER}, known by their record id"] += 1
        elif caption and not str(caption).startswith(str(number)):
            self._counts[f"captions with another number than {NUMBER}"] += 1
        if self._caption is not None and caption and not self._caption.search(str(caption)):
            self._counts["captions that options.caption does not fit"] += 1

    def total(self) -> Mapping[str, int]:
        """All counts, with the codes behind the words that were mapped."""
        found = Counter(self._counts)
        for (name, code), texts in self._codes.items():
            for text, count in texts.items():
                found[f"codes/{name}/{code[:_SHOWN]}/{text[:_SHOWN]}"] += count
            if len(texts) > 1:
                found[f"codes with more than one text/{name}/{code[:_SHOWN]}"] = len(texts)
        return found

    def _record(self, record: PbRecord, prefix: str) -> None:
        self._counts.update(record.notes)
        for name, value in record.values.items():
            full = f"{prefix}{name}"
            if full not in self._map.named | _OWN:
                what = "fields that sources.yaml does not name"
                if mapping.never(self._connector, name):
                    what = "dropped fields"
                self._counts[f"{what}/{full[:_SHOWN]}"] += 1
            coded = full in self._coded and full != CAPTION
            if coded and value.text and value.value and value.text != value.value:
                self._codes[full, value.value][value.text] += 1
