"""A consolidated list of EU sanctions with invented entities, none of them in the municipality.

The last row has a date that does not exist, to show quarantine.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

_HEADER = (
    "celex", "recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name",
    "alias", "weakAlias", "previousName", "country", "nationality", "jurisdiction", "birthDate",
    "birthPlace", "position", "passportNumber", "gender", "appearance", "ethnicity", "fatherName",
    "motherName", "incorporationDate", "legalForm", "sector", "registrationNumber", "taxNumber",
    "idNumber", "innCode", "ogrnCode", "kppCode", "okpoCode", "leiCode", "swiftBic", "ticker",
    "imoNumber", "mmsi", "flag", "address", "phone", "email", "website", "notes",
)  # fmt: skip
_ACT = "39991R0001"
_ROWS: tuple[Mapping[str, str], ...] = (
    {"annex": "I.A", "recordId": "1", "schema": "Person", "name": "VERZINSEL Nergensman",
     "startDate": "12.3.2024"},
    {"annex": "I.B", "recordId": "1", "schema": "Organization", "name": "Stichting Nevelbank",
     "alias": "SNB; Nevelbank", "startDate": "12.3.2024",
     "registrationNumber": "99999979", "leiCode": "00000000000000000001"},
    {"annex": "I.B", "recordId": "2", "schema": "Company", "name": "Luchtbrug Handel B.V.",
     "startDate": "4 Nov. 2025", "registrationNumber": "99999987"},
    {"annex": "I.C", "recordId": "1", "schema": "Vessel", "name": "DROOMSCHIP",
     "startDate": "2025-11", "imoNumber": "0000001"},
    {"annex": "I.B", "recordId": "3", "schema": "Company", "name": "Kwakkel Import B.V.",
     "startDate": "31.2.2026"},
)  # fmt: skip


def write(file: Path) -> None:
    """Write the list; its folder is made."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _HEADER, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _ROWS:
        fixed = {"celex": _ACT, "programKey": "EU-DEMO", "measure": "Asset freeze"}
        writer.writerow(fixed | dict(row))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.getvalue().encode())
