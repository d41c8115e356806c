"""What is new since the last visit: stories that began, and stories that went on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.gateway.dashboard.wording import number
from shared.contracts.query import Story


@dataclass(frozen=True)
class News:
    """Stories since a visit; `complete` when all of them were looked at."""

    begun: int
    gone_on: int
    complete: bool

    @property
    def sentence(self) -> str:
        """``3 cerita baru dan 2 cerita bertambah``; what is not known is not said."""
        if not self.begun and not self.gone_on:
            return "belum ada cerita baru"
        parts = [f"{number(self.begun)} cerita baru"] if self.begun else []
        parts += [f"{number(self.gone_on)} cerita bertambah beritanya"] if self.gone_on else []
        told = " dan ".join(parts)
        return told if self.complete else f"sekurangnya {told}"


def newness(story: Story, since: datetime | None) -> str:
    """``baru``, ``bertambah``, or nothing for what was there at the last visit."""
    if since is None or story.last_seen < since:
        return ""
    return "baru" if story.first_seen >= since else "bertambah"


def news(stories: Sequence[Story], since: datetime, *, more: bool) -> News:
    """Counts the stories since a visit; `stories` newest first, `more`: there are others beyond them."""
    words = [newness(story, since) for story in stories]
    # When the last one looked at was there before, so were all beyond it.
    return News(words.count("baru"), words.count("bertambah"), complete=not more or words[-1] == "")
