"""Vulnerable branches: more of a branch than elsewhere, and trade without its papers."""

from engine.sample.stories.story import Story

PLANTED: tuple[Story, ...] = ()

LOOKALIKES: tuple[Story, ...] = ()
"""One for each planted story, in the same order."""
