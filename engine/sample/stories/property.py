"""Laundering through property: quick resale, odd prices, unsupervised money."""

from engine.sample.stories.story import Story

PLANTED: tuple[Story, ...] = ()

LOOKALIKES: tuple[Story, ...] = ()
"""One for each planted story, in the same order."""
