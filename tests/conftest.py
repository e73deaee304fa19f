"""What every room's tests share."""

from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer


@pytest.fixture(scope="session")
def make_httpserver() -> Iterator[HTTPServer]:
    """A server on the loopback that answers several questions at once."""
    with HTTPServer(host="127.0.0.1", port=0, threaded=True) as server:
        yield server
