"""Precision, recall, calibration and speed of matching, written into `docs/matching.md`.

`python -m bench.matching [KIND ...]`; without kinds all are measured. The sets are public and
stand in `data/` of `../shared`; the place can be named with `--data`.
"""

import argparse
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from bench import matching_text
from bench.matching_table import Measurement

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "matching.md"
DATA = ROOT.parent / "shared"
KINDS: Mapping[str, str] = {
    "addresses": "bench.matching_addresses",
    "companies": "bench.matching_companies",
    "people": "bench.matching_people",
    "clusters": "bench.matching_clusters",
    "sample": "bench.matching_sample",
}
"""Module with `measure(data)` by kind, in the order of the page."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write what was measured between its marks in the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--data", type=Path, default=DATA)
    chosen = parser.parse_args(arguments)
    unknown = sorted({*chosen.kinds} - {*KINDS})
    if unknown:
        parser.error(f"no kind {', '.join(unknown)}; known: {', '.join(KINDS)}")
    if not chosen.data.is_dir():
        sys.exit(f"bench: {chosen.data} is not there: name the folder with the sets by --data")
    page = PAGE.read_text("utf-8")
    for kind in chosen.kinds or KINDS:
        measure: Callable[[Path], Sequence[Measurement]] = import_module(KINDS[kind]).measure
        text = "\n\n".join(matching_text.section(one) for one in measure(chosen.data))
        print(text, flush=True)
        page = matching_text.put(page, kind, text)
        PAGE.write_text(page, "utf-8")
    print(f"{PAGE.name}: measured with Python {platform.python_version()}")


if __name__ == "__main__":
    main()
