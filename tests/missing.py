"""What a machine may lack for a suite: named and skipped there, but failed in CI."""

import os
from typing import NoReturn

import pytest


def cannot_run(suite: str, needs: str, command: str) -> NoReturn:
    """Skip the test that asks for it, or fail it where `CI` is set.

    Args:
        suite: name of the suite, such as `the browser suite`.
        needs: what is missing.
        command: the one command that installs it.
    """
    how = f"{suite} cannot run: it needs {needs}: {command}"
    if os.environ.get("CI"):
        pytest.fail(how)
    pytest.skip(how)
