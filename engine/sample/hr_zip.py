"""The delivery of Handelsregister messages: one zip, one answer per enterprise, two of no use.

Entries carry one fixed time, so that equal content is equal bytes.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from engine.sample import hr_messages
from engine.sample.companies import Enterprise
from engine.sample.stage import Stage

DAYS_OLD = 2
_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
_NO_DATE = "20260231"


def write(stage: Stage, out: Path, seed: int) -> str:
    """Write `hr/inschrijvingen.zip` below `out`; returns its entry for sources.yaml."""
    del seed  # the companies were drawn when the municipality was made
    on = stage.as_of - timedelta(days=DAYS_OLD)
    (out / "hr").mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out / "hr" / "inschrijvingen.zip", "w") as archive:
        for name, text in _messages(stage.companies.all, on):
            entry = zipfile.ZipInfo(name, _ENTRY_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return f"""\
  - id: hr
    connector: hr_dataservice
    path: hr/inschrijvingen.zip
    delivered_on: {on}
    privacy_check: "PT-2026-01"
    options: {{branches: false}}
"""


def _messages(enterprises: list[Enterprise], on: date) -> Iterator[tuple[str, str]]:
    """Every answer with its file name; the last two show what quarantine is for."""
    names = {enterprise.kvk: enterprise.name for enterprise in enterprises}
    for enterprise in enterprises:
        yield f"{enterprise.kvk}.xml", hr_messages.message(enterprise, names, on=on)
    if not enterprises:
        return
    first, last = enterprises[0], enterprises[-1]
    text = hr_messages.message(first, names, on=on)
    right = "<datumAanvang>"
    start = text.index(right) + len(right)
    yield f"{first.kvk}-onjuist.xml", f"{text[:start]}{_NO_DATE}{text[start + 8 :]}"
    unknown = f"{int(last.kvk) + 1}"
    yield f"{unknown}.xml", hr_messages.fault("IPD0005", unknown, on=on)
