"""A run of the committed sample for the pages, and a fresh casework database per test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from engine import snapshot
from tests.engine.conftest import DELIVERY, make_run


@pytest.fixture(scope="session")
def runs_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one run of the committed sample."""
    out = tmp_path_factory.mktemp("pages") / "runs"
    make_run(DELIVERY, out)
    return out


@pytest.fixture
def shown_run(
    runs_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[snapshot.Run]:
    """The run that the pages show, with nothing judged yet."""
    monkeypatch.setenv("DIJKWACHT_RUNS", str(runs_folder))
    monkeypatch.setenv("DIJKWACHT_CASEWORK", f"sqlite:///{tmp_path / 'casework.sqlite'}")
    monkeypatch.setenv("DIJKWACHT_SAMPLE", "1")
    monkeypatch.setenv("DIJKWACHT_USER", "tester")
    st.cache_resource.clear()
    yield snapshot.newest(runs_folder)
    st.cache_resource.clear()
