"""What every room's tests share."""

import sys
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """A page under test leaves itself as `__main__`, which processes started later would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def make_httpserver() -> Iterator[HTTPServer]:
    """A server on the loopback that answers several questions at once."""
    with HTTPServer(host="127.0.0.1", port=0, threaded=True) as server:
        yield server
