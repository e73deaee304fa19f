"""The command line inside the test process, which has imported and read everything before."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest import mock

from engine import cli


def called(
    *arguments: str, environment: Mapping[str, str], folder: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """What `dijkwacht` says and how it ends.

    Args:
        arguments: behind the name of the command.
        environment: variables beside those of this process; empty ones are not set.
        folder: where it is called; by default where the tests are.
    """
    call, out, err = ["dijkwacht", *arguments], StringIO(), StringIO()
    unset = [name for name, value in environment.items() if not value]
    with (
        mock.patch.dict(os.environ, environment),
        mock.patch.object(sys, "argv", call),
        chdir(folder or Path.cwd()),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        for name in unset:
            del os.environ[name]
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
    return subprocess.CompletedProcess(call, code, out.getvalue(), err.getvalue())
