"""Work shared out: the answers of one process in its order, however processes begin and end."""

import gc
import os
import signal
from collections.abc import Sequence

import pytest

from engine.errors import MatchingError
from engine.matching import sharing


def _squares(begin: int, end: int) -> Sequence[int]:
    return [at * at for at in range(begin, end)]


def _ends(begin: int, end: int) -> Sequence[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return _squares(begin, end)


def _told(begin: int, end: int) -> Sequence[tuple[int, bool]]:
    return [(end - begin, signal.getsignal(signal.SIGINT) is signal.SIG_IGN)]


@pytest.mark.parametrize("count", [0, 1, 2, 7, 10_000], ids="{} pieces of work".format)
def test_answers_stand_in_order(count: int) -> None:
    assert sharing.in_parts(_squares, count, workers=2) == _squares(0, count)


def test_processes_that_begin_anew_give_the_same() -> None:
    assert sharing.in_parts(_squares, 9, workers=2, start="spawn") == _squares(0, 9)


def test_parts_are_short_and_end_by_the_process_that_began_them() -> None:
    told = sharing.in_parts(_told, 60_000, workers=2)
    assert max(size for size, _ in told) <= 5_000
    assert sum(size for size, _ in told) == 60_000
    assert all(is_left_to_the_first for _, is_left_to_the_first in told)


def test_process_ended_by_the_system_is_an_error_of_ours() -> None:
    with pytest.raises(MatchingError, match="the system ended a process"):
        sharing.in_parts(_ends, 4, workers=2)


def test_what_was_made_here_can_be_collected_afterwards() -> None:
    sharing.in_parts(_squares, 4, workers=2)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_at_least_one_processor_may_be_used() -> None:
    assert 1 <= sharing.processors() <= 8
