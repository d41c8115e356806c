"""What the dashboard's tests share: the gateway under test, and how a person signs in."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.runtime.settings import Settings
from tests.unit.services.gateway.dashboard.fakes import FakeSearch

EMAIL = "humas@kutaitimur.example"
PASSWORD = "pagi-pagi-sekali"


@dataclass
class Gateway:
    """The app under test and what stands behind it."""

    app: FastAPI
    engine: AsyncEngine
    search: FakeSearch
    settings: Settings


async def submit(pages: httpx.AsyncClient, email: str, password: str, lanjut: str = "/") -> httpx.Response:
    """Open the sign-in page and send its form."""
    form = await pages.get("/masuk", params={"lanjut": lanjut})
    fields = {"email": email, "password": password, "csrf": csrf_of(form), "lanjut": lanjut}
    return await pages.post("/masuk", data=fields)


def csrf_of(answer: httpx.Response) -> str:
    """The CSRF token in the first form of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
    assert found is not None
    return found.group(1)
