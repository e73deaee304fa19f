"""Real samples that stand beside the project, in `../shared`.

They are too large to copy into `tests/fixtures/`, or their licence does not let them be copied;
so a machine may lack them. A test that reads one says so by `needs`: there it is skipped, with
the name of what is missing, and everywhere else it runs.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared"
DATA = FOLDER / "data"


def needs(sample: Path) -> pytest.MarkDecorator:
    """Skip where this file or folder below `FOLDER` is absent, and name it."""
    name = sample.relative_to(FOLDER.parent)
    return pytest.mark.skipif(
        not sample.exists(), reason=f"../{name} is absent: nothing to compare"
    )
