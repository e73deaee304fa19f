"""Peak memory stays bounded while a delivery grows; measured in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.bag_parse import write_panden

READ = """
import resource, sys
from pathlib import Path
from tests.connectors.bag.world import CONNECTOR, delivery

def peak_mb():
    # The kernel's ru_maxrss starts at the size of the process that started this one.
    status = Path("/proc/self/status")
    if status.exists():
        line = next(l for l in status.read_text().splitlines() if l.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 // 1_000_000
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale // 1_000_000

if __name__ == "__main__":
    items = sum(1 for item in CONNECTOR.read(delivery(Path(sys.argv[1]))))
    print(items, peak_mb())
"""
ROOT = Path(__file__).resolve().parents[3]


def peak_mb(folder: Path, megabytes: int) -> int:
    """Peak memory in MB of reading a file of that size."""
    file = folder / f"{megabytes}.xml"
    records = write_panden(file, megabytes)
    script = folder / "read_it.py"
    script.write_text(READ, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, file],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    items, peak = done.stdout.split()
    assert 0 < int(items) <= records + 100
    return int(peak)


def test_fifty_megabytes_need_little_more_than_ten(tmp_path: Path) -> None:
    small, large = peak_mb(tmp_path, 10), peak_mb(tmp_path, 50)
    assert large - small < 120
    assert large < 600


@pytest.mark.soak
def test_a_gigabyte_stays_within_a_gigabyte(tmp_path: Path) -> None:
    assert peak_mb(tmp_path, 1000) < 1000
