"""The day of a press officer on a phone and at a desk, before the dashboard on SQLite."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import httpx
import pytest
from playwright.async_api import expect

from tests.browser.conftest import Desk
from tests.browser.day import Morning, day
from tests.browser.desk import ADMIN_EMAIL, EMAIL, PASSWORD
from tests.browser.fictional_news import STORIES

# Each width has a story, a search and news of its own: both journeys are in the same world.
MORNINGS = {
    360: (STORIES[3].title, "angin kencang", "Angin Kencang Rusak Atap Pasar Kongbeng"),
    1440: (STORIES[4].title, "jembatan gantung", "Jembatan Gantung di Rantau Pulung Putus"),
}


@pytest.mark.timeout(180)
@pytest.mark.parametrize("width", MORNINGS)
async def test_the_day_of_a_press_officer(before: Desk, width: int) -> None:
    headline, query, breaking = MORNINGS[width]
    key = await _key(before, f"Ruang berita {width}")
    page = await before.page(width)
    await day(
        page,
        Morning(
            email=EMAIL,
            password=PASSWORD,
            region="Kabupaten Kutai Timur",
            headline=headline,
            query=query,
            breaking=breaking,
            tag=f"lebar {width}",
            news=_newsroom(before.address, key, breaking),
        ),
    )


async def _key(before: Desk, name: str) -> str:
    """A key for a program that sends news, which an admin makes and sees once."""
    page = await before.signed_in(email=ADMIN_EMAIL)
    await page.goto("/admin/kunci")
    await page.get_by_label("Nama", exact=True).fill(name)
    await page.get_by_role("radio", name=re.compile("^Analis")).check()
    await page.get_by_role("button", name="Buat kunci").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Kunci baru")
    key = await page.locator(".rahasia code").inner_text()
    await page.goto("/admin/kunci")
    await expect(page.get_by_text(key)).to_have_count(0)
    await page.context.close()
    return key


def _newsroom(address: str, key: str, title: str) -> Callable[[], Awaitable[None]]:
    async def send() -> None:
        article = {
            "title": title,
            "text": f"{title}. Warga mengeluh karena perbaikan yang dijanjikan belum dikerjakan.",
            "published_at": datetime.now(UTC).isoformat(),
            "source": {"name": "Warta Uji", "timezone": "Asia/Makassar"},
        }
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            answer = await client.post(
                "/v1/articles", json=article, headers={"Authorization": f"Bearer {key}"}
            )
        answer.raise_for_status()

    return send
