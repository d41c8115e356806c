"""Removes control characters from text: PostgreSQL takes no NUL, and no reader sees the others."""

from __future__ import annotations

import re

# Tabs and line ends stay.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def without_control(text: str) -> str:
    """The text with a blank for every control character."""
    return CONTROL.sub(" ", text)
