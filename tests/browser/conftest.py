"""Fixtures of the browser tests: a running dashboard with fictional news, and Debian's Chromium.

The dashboard runs as a process of its own for all tests; every test has a browser of its own, because
Playwright's objects belong to one event loop.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from subprocess import PIPE
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.browser.desk import EMAIL, PASSWORD

# Inside a container root has no user namespace to sandbox with, and neither a GPU nor much shared memory.
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
# A page that is waited for comes in tenths of a second; on a machine that tests everything at once it may take long.
expect.set_options(timeout=20_000)


@dataclass
class Desk:
    """A browser before the running dashboard, and everything it complained about or asked of others."""

    address: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    async def page(self, width: int = 390, **options: Any) -> Page:
        """A page in a context of its own: a phone by default."""
        context: BrowserContext = await self.browser.new_context(
            viewport={"width": width, "height": 844}, locale="id-ID", base_url=self.address, **options
        )
        page = await context.new_page()
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        return page

    async def signed_in(self, width: int = 390, email: str = EMAIL, **options: Any) -> Page:
        """A page on which a press officer has signed in."""
        page = await self.page(width, **options)
        await page.goto("/")
        await sign_in(page, email, PASSWORD)
        await page.wait_for_load_state()
        return page

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:")):
            self.complaints.append(f"asked a third party: {url}")


async def sign_in(page: Page, email: str, password: str) -> None:
    """Fill the form and send it."""
    await page.get_by_label("Surel").fill(email)
    await page.get_by_label("Kata sandi").fill(password)
    await page.get_by_role("button", name="Masuk").click()


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    """The address of a running dashboard: the one that GAUNG_TEST_DESK names, or one of our own."""
    running = os.environ.get("GAUNG_TEST_DESK", "")
    if running:
        yield running
        return
    process = subprocess.Popen([sys.executable, "-m", "tests.browser.desk", "0"], stdout=PIPE, text=True)
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    address = next((line.split()[0] for line in lines if line.startswith("http://")), "")
    assert address, "the dashboard did not start"
    yield address
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture
async def before(dashboard: str, chromium_path: str) -> AsyncIterator[Desk]:
    """The browser before the running dashboard; at the end nobody may have complained."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_ARGUMENTS)
        found = Desk(dashboard, browser)
        yield found
        await browser.close()
    assert found.complaints == []
