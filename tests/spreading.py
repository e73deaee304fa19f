"""How `pytest -n` spreads files over workers: who shares a server, and which files go first.

A file stays whole on one worker. Files that ask for the graph server stay together, because it
takes longer to start than they take to run. Files that start programs or servers, make a run or
open pages go first: what is left for the end is short, so that no worker waits long for the other.
"""

from collections import Counter
from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadFileScheduling

GRAPH_SERVER = frozenset(
    {
        "tests/engine/network/test_contract.py",
        "tests/engine/network/test_neo4j.py",
        "tests/engine/network/test_shipped_patterns.py",
    }
)
_LONG = frozenset(
    {"subprocess", "CliRunner", "GraphServer", "PostgresServer", "Browser", "make_run", "generator",
     "AppTest", "empty_register", "given"}
)  # fmt: skip
"""What a module of long tests imports."""


class Spreading(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """By file, in the order in which workers collect; the files of the graph server as one."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "graph server" if file in GRAPH_SERVER else file


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Items by file: those of the graph server, those of long tests, those with most tests.

    Items of one file keep their order.
    """
    tests = Counter(item.nodeid.partition("::")[0] for item in items)

    def place(item: pytest.Item) -> tuple[bool, bool, int, str]:
        file = item.nodeid.partition("::")[0]
        names = vars(getattr(item, "module", None)) if hasattr(item, "module") else {}
        return file not in GRAPH_SERVER, _LONG.isdisjoint(names), -tests[file], file

    return sorted(items, key=place)
