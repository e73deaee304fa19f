"""Seconds per document of the examples: `python -m bench.papers`.

The first of each kind loads its texts and templates; it counts, as a user waits for it too.
"""

import tempfile
import time
from pathlib import Path

from tools import examples

LIMIT_S = 3.0


def main() -> None:
    """Print one line per document: seconds, limit, share."""
    with tempfile.TemporaryDirectory() as name:
        run = examples.sample_run(Path(name))
        made = examples.one_by_one(run, Path(name) / "papers")
        file = next(made, None)  # the casework of the examples is made with the first one
        while file is not None:
            start = time.perf_counter()
            file = next(made, None)
            seconds = time.perf_counter() - start
            if file is not None:
                print(f"{file.name:<34}{seconds:6.2f} s  share {seconds / LIMIT_S:5.2f}")


if __name__ == "__main__":
    main()
