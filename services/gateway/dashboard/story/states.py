"""The states of a team's work on a story, as pages show and choose them."""

from __future__ import annotations

from services.gateway.desk.story_work import STORY_STATE_NAMES, STORY_STATES

STATE_CHOICES = [(state, STORY_STATE_NAMES[state]) for state in STORY_STATES]
# After these a team thinks that it is done: what is published later must not be overlooked.
SETTLED = ("dijawab", "selesai")
