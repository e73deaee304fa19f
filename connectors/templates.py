"""A commented `sources.yaml` entry per connector, for `dijkwacht sources template`."""

from connectors.registry import find

_HEAD = """\
municipality: "1884"             # four digits
sources:
"""
_COMMON = """\
    # register: HR               # groups sources that are not independent of each other
    # optional: true             # go on without this source when it cannot be read
"""
_TEMPLATES = {
    "bag_extract": """\
  - id: bag                      # unique; part of every record key
    connector: bag_extract       # BAG 2.0 extract of Kadaster, as delivered
    path: bag/*.zip              # file, folder, glob or list of these, relative to this file
""",
    "kvk_api": """\
  - id: kvk
    connector: kvk_api           # answers of the KVK API's: .json holds one, .jsonl one per line
    path: [kvk/*.json, kvk/*.jsonl]
    delivered_on: 2026-10-31     # age of answers that have no envelope with a Date of their own
""",
    "table": """\
  - id: permits
    connector: table             # CSV, XLSX, JSON, JSON lines or Parquet
    path: vth/export.csv
    delivered_on: 2026-10-31
    privacy_check: "PT-2026-03"  # reference of the recorded compatibility check
    table: permit                # canonical table that it fills
    format: {delimiter: ";", encoding: cp1252, date: "%d-%m-%Y", decimal: ","}
    # format: {sheet: Blad1}     # XLSX: sheet by name or number; the first when left out
    # format: {records: a.b}     # JSON: where the list of records is
    columns:                     # canonical column: column of the export
      permit_id: ZAAKNR
      kind: ZAAKTYPE
      status: STATUS
      decided_on: DATUM_BESLUIT
      applicant_kvk: AANVRAGER_KVK
      applicant_name: AANVRAGER
      postcode: PC
      house_number: HNR
      bibob_hook: BIBOB
    values:                      # word of the export: fixed word, true, false, or "" for unknown
      kind: {"Omgevingsvergunning bouwen": building, "Evenement": event, "Diversen": other}
      status: {"Verleend": granted, "Geweigerd": refused, "In behandeling": requested}
      bibob_hook: {"J": true, "N": false}
    ignore: [OPMERKING]          # every other column, by name
""",
}


def template(connector: str) -> str:
    """Return a commented `sources.yaml` that uses one connector.

    Raises:
        SettingsError: there is no such connector in this version.
    """
    find(connector)
    entry = _TEMPLATES.get(
        connector, f"  - id: {connector}\n    connector: {connector}\n    path: {connector}/*\n"
    )
    return _HEAD + entry + _COMMON
