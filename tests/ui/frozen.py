"""The app as `dijkwacht` starts it, but at one moment: `python -m tests.ui.frozen serve ...`.

What pages say of terms then stays the same, whatever the day. Sign-ins keep the real clock, because
the tokens of the provider do.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from unittest import mock

from engine import cli
from ui import launch, state

MOMENT = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
"""A working day after everything that the demo seeds."""


def _become(_: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Serve in this process, in which the clock stands still."""
    os.environ.clear()
    os.environ.update(environment)
    launch.main(command[command.index("ui.launch") + 1 :])


if __name__ == "__main__":
    with (
        mock.patch.object(os, "execve", _become),
        mock.patch.object(state, "now", return_value=MOMENT),
    ):
        cli.main()
