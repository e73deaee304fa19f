"""A suite that cannot run says so by name, and passes for nobody in CI."""

import pytest

from tests.missing import cannot_run

HOW = "the browser suite cannot run: it needs Chromium: apt-get install chromium"


@pytest.mark.parametrize(
    ("ci", "outcome"),
    [("", pytest.skip.Exception), ("1", pytest.fail.Exception)],
    ids=["skipped here", "failed in CI"],
)
def test_suite_that_cannot_run_is_named_with_the_command(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match=HOW):
        cannot_run("the browser suite", "Chromium", "apt-get install chromium")
