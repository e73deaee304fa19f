"""Frames and taken ground."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.sample.ground import Frame, Ground
from engine.sample.world import ring_area


def test_a_frame_without_turn_is_plain_addition() -> None:
    assert Frame(100.0, 200.0, 0.0).at(3.0, 4.0) == (103.0, 204.0)


def test_v_lies_left_of_u() -> None:
    assert Frame(0.0, 0.0, math.pi / 2).at(0.0, 1.0) == pytest.approx((-1.0, 0.0))


@given(st.floats(-math.pi, math.pi), st.floats(1, 100), st.floats(1, 100))
def test_a_turned_box_keeps_its_area(angle: float, width: float, depth: float) -> None:
    ring = Frame(100_000.0, 465_000.0, angle).box(5.0, 5.0, width, depth)
    assert ring_area(ring) == pytest.approx(width * depth, abs=0.5)


def test_taken_ground_is_not_given_twice() -> None:
    ground, frame = Ground(), Frame(0.0, 0.0, 0.3)
    assert ground.take(frame, 0, 0, 40, 40)
    assert not ground.take(frame, 10, 10, 20, 20)
    assert ground.take(frame, 120, 0, 40, 40)


def test_a_refused_claim_takes_nothing() -> None:
    ground, frame = Ground(), Frame(0.0, 0.0, 0.0)
    assert ground.take(frame, 0, 0, 30, 30)
    assert not ground.take(frame, 60, 0, 200, 30)
    assert ground.take(frame, 120, 0, 30, 30)
