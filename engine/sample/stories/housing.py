"""Housing of labour migrants: capacity, floor area, sheds lived in, permits that ended."""

from engine.sample.stories.story import Story

PLANTED: tuple[Story, ...] = ()

LOOKALIKES: tuple[Story, ...] = ()
"""One for each planted story, in the same order."""
