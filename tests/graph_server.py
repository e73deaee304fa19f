"""A real Neo4j for tests, run by `tools/neo4j/neo4j.sh` on a free port of the loopback."""

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.network.neo4j_settings import Neo4jSettings
from tests.missing import cannot_run

_SCRIPT = Path(__file__).resolve().parents[1] / "tools" / "neo4j" / "neo4j.sh"

_QUICK_START = "-XX:TieredStopAtLevel=1"
"""A server that lives for minutes starts in half the time without the optimising compiler."""


class GraphServer:
    """One server with a home, port and password of its own."""

    def __init__(self, home: Path) -> None:
        """Choose a free port and a password; the server starts with `start`."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.settings = Neo4jSettings(
            f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(16), seconds=20, patience=2
        )
        self._environment = os.environ | {
            "NEO4J_HOME": str(home),
            "NEO4J_PORT": str(port),
            "NEO4J_PASSWORD": self.settings.password,
            "NEO4J_WAIT": "300",
            "JAVA_TOOL_OPTIONS": f"{os.environ.get('JAVA_TOOL_OPTIONS', '')} {_QUICK_START}",
        }

    @property
    def environment(self) -> dict[str, str]:
        """The variables that a client reads."""
        given = self.settings
        return {"NEO4J_URI": given.uri, "NEO4J_USER": given.user, "NEO4J_PASSWORD": given.password}

    def start(self) -> None:
        """Start it, or leave it running, until it answers."""
        self._script("start")

    def stop(self) -> None:
        """Stop it and wait until it is gone."""
        self._script("stop")

    def kill(self) -> None:
        """End its process at once, as a power cut would."""
        found = re.search(r"pid (\d+)", self._script("status"))
        assert found, "it does not run"
        os.kill(int(found[1]), signal.SIGKILL)
        self._script("stop")

    def _script(self, command: str) -> str:
        done = subprocess.run(
            [_SCRIPT, command], env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def running(home: Path) -> Iterator[GraphServer]:
    """A server that runs inside and is stopped at the end, whatever happens there."""
    if missing := [tool for tool in ("java", "mvn") if shutil.which(tool) is None]:
        install = "apt-get install openjdk-17-jre-headless maven"
        cannot_run("the graph server suite", " and ".join(missing), install)
    server = GraphServer(home)
    try:
        server.start()
        yield server
    finally:
        server.stop()
