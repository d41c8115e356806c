"""What the page of a story tells, in words: its course, its articles with copies folded, its speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.gateway.dashboard.story.course_chart import bucket_name
from services.gateway.presentation.wording import listed, number, signed
from shared.contracts.query import UNSEEN, IndexedArticle
from shared.contracts.story import StoryChange, StoryCourse, StoryDetail, TurningPoint

MOST_OUTLETS_NAMED = 4


@dataclass(frozen=True)
class FoldedArticle:
    """An article with those that repeat its text; `copied_by` says by whom."""

    article: IndexedArticle
    copies: tuple[IndexedArticle, ...]
    copied_by: str
    note: str


@dataclass(frozen=True)
class CourseRow:
    """A bucket of the course in the table."""

    name: str
    count: int
    negatif: int
    netral: int
    positif: int
    turned: bool


def size_words(detail: StoryDetail) -> str:
    """``1.204 berita dari 31 media, 12 salinan``."""
    copies = f", {number(detail.copies)} salinan" if detail.copies else ""
    return f"{number(detail.size)} berita dari {number(len(detail.sources))} media{copies}"


def folded(members: Sequence[IndexedArticle]) -> list[FoldedArticle]:
    """The articles newest first, each with its copies; `members`: newest first."""
    by_text: dict[str, list[IndexedArticle]] = {}
    for one in members:
        by_text.setdefault(_text_id(one), []).append(one)
    found = []
    for text_id, group in by_text.items():
        # Of an original that is not among them its earliest copy stands for it.
        root = next((one for one in group if one.article.id == text_id), group[-1])
        copies = tuple(one for one in group if one is not root)
        note = "Salinan" if root.copy_of is not None else ""
        found.append(FoldedArticle(root, copies, copied_by(copies), note))
    return sorted(found, key=lambda one: one.article.article.published_at, reverse=True)


def copied_by(copies: Sequence[IndexedArticle]) -> str:
    """``Dimuat ulang 6 media: A, B, C, D dan 2 lainnya``; empty without copies."""
    if not copies:
        return ""
    outlets = list(dict.fromkeys(one.article.source.name for one in reversed(copies)))
    return f"Dimuat ulang {number(len(outlets))} media: {listed(outlets, MOST_OUTLETS_NAMED)}"


def course_rows(course: StoryCourse, turning: TurningPoint | None) -> list[CourseRow]:
    """The buckets oldest first; the one in which the tone turned is marked."""
    zone = ZoneInfo(course.timezone)
    turned = None
    if turning is not None:
        turned = max((b.start for b in course.buckets if b.start <= turning.published_at), default=None)
    return [
        CourseRow(
            name=bucket_name(bucket.start.astimezone(zone), course.interval),
            count=bucket.count,
            negatif=bucket.split.get("negatif", 0),
            netral=bucket.split.get("netral", 0),
            positif=bucket.split.get("positif", 0),
            turned=bucket.start == turned,
        )
        for bucket in course.buckets
    ]


def turning_sentence(turning: TurningPoint) -> str:
    """``memburuk, dari rata-rata +0,20 (5 berita sebelumnya) menjadi −0,80 (7 berita sejak itu)``."""
    way = "memburuk" if turning.mean_after < turning.mean_before else "membaik"
    return (
        f"{way}, dari rata-rata {signed(turning.mean_before)} ({number(turning.before)} berita sebelumnya) "
        f"menjadi {signed(turning.mean_after)} ({number(turning.after)} berita sejak itu)"
    )


def delay(after: timedelta) -> str:
    """``3 jam``, ``25 menit``, ``2 hari``: how long after."""
    minutes = max(1, int(after.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} menit"
    hours = round(minutes / 60)
    return f"{hours} jam" if hours < 48 else f"{round(hours / 24)} hari"


def change_sentence(change: StoryChange, story_id: str) -> str:
    """What became of articles, seen from this story."""
    articles = f"{number(len(change.article_ids))} berita"
    arriving = change.to_story == story_id
    if change.kind == "merge":
        return (
            f"{articles} datang dari cerita yang digabungkan ke sini"
            if arriving
            else f"{articles} digabungkan"
        )
    if change.kind == "split":
        return (
            f"{articles} dipisahkan dari cerita lain menjadi cerita ini"
            if arriving
            else (f"{articles} dipisahkan menjadi cerita lain")
        )
    return f"{articles} pindah ke cerita ini" if arriving else f"{articles} pindah ke cerita lain"


def _text_id(one: IndexedArticle) -> str:
    return one.article.id if one.copy_of in (None, UNSEEN) else str(one.copy_of)
