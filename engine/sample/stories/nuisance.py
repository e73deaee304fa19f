"""Nuisance and neglect: many reporters, escalation, reports after a warning."""

from engine.sample.stories.story import Story

PLANTED: tuple[Story, ...] = ()

LOOKALIKES: tuple[Story, ...] = ()
"""One for each planted story, in the same order."""
