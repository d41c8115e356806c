"""The demo's articles: fictional, dated so that the last weeks always have news."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
NUMERIC_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b")
WRITTEN_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (20\d\d)\b")

# Two thirds of the news falls into the last thirty days, the rest into the thirty before, so that the
# dashboard's comparison of both has something to compare.
WEEKS = (0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class DemoArticle:
    """A fictional article. `kind` is berita, rilis or aspirasi; `published` carries its offset."""

    id: str
    kind: str
    title: str
    text: str
    published: datetime
    regions: tuple[str, ...]
    event: str | None


def load(now: datetime, folder: Path = Path(__file__).parent) -> list[DemoArticle]:
    """All articles, moved by whole weeks (so that weekday names stay true) to end before `now`."""
    rows = [
        json.loads(line)
        for file in sorted(folder.glob("articles-*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    groups: dict[str, list[DemoArticle]] = {}
    for row in rows:
        article = _parse(row)
        groups.setdefault(article.event or article.id, []).append(article)
    return [moved for key, group in groups.items() for moved in _move(key, group, now)]


def _parse(row: dict[str, Any]) -> DemoArticle:
    kinds = {"rilis_pemerintah": "rilis", "keluhan_aspirasi": "aspirasi"}
    return DemoArticle(
        id=row["id"],
        kind=kinds.get(row["kind"], "berita"),
        title=row["title"],
        text=row["text"],
        published=datetime.fromisoformat(row["published"]),
        regions=tuple(row["regions"]),
        event=row["event"],
    )


def _move(key: str, group: list[DemoArticle], now: datetime) -> list[DemoArticle]:
    """Move the articles of one event together; the last of them falls into a week chosen by the key."""
    week = WEEKS[int(hashlib.sha256(key.encode()).hexdigest(), 16) % len(WEEKS)]
    last = max(article.published for article in group)
    shift = timedelta(weeks=(now - last) // timedelta(weeks=1) - week)
    return [
        replace(
            article,
            published=article.published + shift,
            title=shift_dates(article.title, shift),
            text=shift_dates(article.text, shift),
        )
        for article in group
    ]


def hold_back(
    articles: list[DemoArticle], start: datetime, count: int, every: timedelta
) -> list[DemoArticle]:
    """Let `count` of the articles appear one by one after `start`, so that a running demo has fresh news.

    Only articles that stand alone and write no date into their text are held back.
    """
    free = [a for a in articles if not a.event and not NUMERIC_DATE.search(a.text + a.title)]
    free = [a for a in free if not WRITTEN_DATE.search(a.text + a.title)][:count]
    appear = {a.id: start + (number + 1) * every for number, a in enumerate(free)}
    return [
        replace(a, published=appear[a.id].astimezone(a.published.tzinfo)) if a.id in appear else a
        for a in articles
    ]


def shift_dates(text: str, shift: timedelta) -> str:
    """Move the dates written in a text: ``6/7/2026`` and ``15 Juli 2026``; impossible dates stay."""

    def numeric(match: re.Match[str]) -> str:
        moved = _moved(int(match[3]), int(match[2]), int(match[1]), shift)
        return f"{moved.day}/{moved.month}/{moved.year}" if moved else match[0]

    def written(match: re.Match[str]) -> str:
        moved = _moved(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]), shift)
        return f"{moved.day} {MONTHS[moved.month - 1]} {moved.year}" if moved else match[0]

    return WRITTEN_DATE.sub(written, NUMERIC_DATE.sub(numeric, text))


def _moved(year: int, month: int, day: int, shift: timedelta) -> date | None:
    try:
        return date(year, month, day) + shift
    except ValueError:
        return None
