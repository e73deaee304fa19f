"""Parks, marinas and boat sheds: operators, split ownership, boats lived in."""

from engine.sample.stories.story import Story

PLANTED: tuple[Story, ...] = ()

LOOKALIKES: tuple[Story, ...] = ()
"""One for each planted story, in the same order."""
