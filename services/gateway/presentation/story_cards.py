"""A story as a card on a page: its tone, its sources and its age in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from services.gateway.presentation.dates import said
from services.gateway.presentation.source_names import name_of
from services.gateway.presentation.wording import listed, number, tone_name, topic_name
from shared.contracts.query import Story

# In case of a tie the tone that asks for an answer wins.
_ORDER = ("negatif", "netral", "positif")
# Two lines on a phone; more topics than that say nothing.
_TOPICS = 2


@dataclass(frozen=True)
class ToneShare:
    """How many articles have this tone; where its part of the bar starts and how wide it is, in percent."""

    label: str
    name: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class StoryCard:
    """What a list of stories shows of one."""

    path: str
    headline: str
    tone: str
    tone_text: str
    tones: tuple[ToneShare, ...]
    sources: str
    size: str
    summary: str
    topics: tuple[str, ...]
    last_seen: datetime
    when: str


def story_card(story: Story, names: dict[str, str], now: datetime, zone: tzinfo) -> StoryCard:
    """The card of a story; `names` are those of outlets by their ids."""
    tones = tone_shares(story.tones)
    tone = max(tones, key=lambda share: share.count).label if tones else "belum"
    return StoryCard(
        # A story of one article has nothing to add to it: one tap less.
        path=f"/artikel/{story.article_ids[0]}"
        if story.size == 1 and story.article_ids
        else f"/cerita/{story.id}",
        headline=story.headline,
        tone=tone,
        tone_text=_tone_text(tones, tone),
        tones=tones,
        sources=listed([name_of(source.value, names) for source in story.sources]),
        size=size_text(story),
        summary=_summary(story),
        topics=tuple(topic_name(topic) for topic in story.topics[:_TOPICS]),
        last_seen=story.last_seen,
        when=said(story.last_seen, now, zone),
    )


def _summary(story: Story) -> str:
    """The first sentence, unless it merely says the headline again."""
    first = story.summary[0] if story.summary else ""
    return "" if first.strip(" .").casefold() == story.headline.strip(" .").casefold() else first


def tone_shares(tones: dict[str, int]) -> tuple[ToneShare, ...]:
    """The tones that occur, negative first, laid end to end over 100 percent."""
    total = sum(tones.get(label, 0) for label in _ORDER)
    shares: list[ToneShare] = []
    start = 0.0
    for label in _ORDER:
        count = tones.get(label, 0)
        if count:
            width = round(100 * count / total, 2)
            shares.append(ToneShare(label, tone_name(label), count, round(start, 2), width))
            start += width
    return tuple(shares)


def size_text(story: Story) -> str:
    """``5 berita, 2 di antaranya salinan``; empty for a single article."""
    if story.size == 1:
        return ""
    text = f"{number(story.size)} berita"
    return f"{text}, {number(story.copies)} di antaranya salinan" if story.copies else text


def _tone_text(tones: tuple[ToneShare, ...], tone: str) -> str:
    if not tones:
        return "Nada belum terbaca"
    total = sum(share.count for share in tones)
    leading = next(share for share in tones if share.label == tone)
    if total == 1:
        return leading.name
    if leading.count == total:
        return f"Semua {leading.name.lower()}"
    return f"{leading.name} {number(leading.count)} dari {number(total)}"
