"""The real addresses of 2018 that the benchmark asks about and is calibrated on.

Kaag en Braassem is measured; the addresses of other municipalities around it calibrate, and make
the register harder, as they have streets of the same names.
"""

import csv
from pathlib import Path

from connectors.geometry_rd import to_rd
from engine.matching.addresses.known import Known

FOLDER = Path("data") / "bag" / "adressen_2018"
MEASURED = "kaag_en_braassem_adressen.csv"
AROUND = "kaag_en_braassem_omgeving_1100m.csv"


def read(shared: Path, name: str, prefix: str) -> list[Known]:
    """The addresses of one file, ids by prefix and line; the relic on its first line left out.

    Args:
        shared: folder with `data`.
        name: `MEASURED` or `AROUND`.
        prefix: of the ids.
    """
    with (shared / FOLDER / name).open(encoding="utf-8", newline="") as handle:
        rows = [(line, row) for line, row in enumerate(csv.reader(handle), 1) if len(row) > 10]
    x, y = to_rd([float(row[9]) for _, row in rows], [float(row[10]) for _, row in rows])
    return [
        Known(
            id=f"{prefix}{line}",
            street=row[0],
            house_number=row[1],
            house_letter=row[2] or None,
            house_addition=row[3] or None,
            postcode=row[4],
            town=row[5],
            municipality=row[6],
            x=float(easting),
            y=float(northing),
        )
        for (line, row), easting, northing in zip(rows, x, y, strict=True)
    ]
