"""One command of the product as a process of its own: its seconds and its peak memory."""

import os
import subprocess
import sys
import time
from pathlib import Path

from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY


def timed(folder: Path, *arguments: str) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of one command as a process of its own."""
    key = PUBLIC_SAMPLE_KEY.hex()  # so that the app shows the run without sign-in
    own = {"DIJKWACHT_KEY": key, "DIJKWACHT_VAULT": str(folder / "vault.sqlite")}
    command = [sys.executable, "-m", "engine", *arguments]
    root = str(Path(__file__).resolve().parents[1])
    environment = os.environ | own | {"PYTHONPATH": root}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024
