"""Telegram: what the Bot API is asked, and what its answers mean."""

from __future__ import annotations

import json

from services.notifier.outcome import Later, Never, Sent
from services.notifier.telegram import Telegram
from tests.unit.services.notifier.receivers import http_receiver


async def test_a_text_reaches_the_chat() -> None:
    async with http_receiver() as receiver:
        telegram = Telegram("123:token", base_url=receiver.url)
        assert await telegram.send("-1001", "Nada negatif") == Sent()
        await telegram.close()
    [request] = receiver.requests
    assert request["path"] == "/bot123:token/sendMessage"
    body = json.loads(request["body"])
    assert body["chat_id"] == "-1001"
    assert body["text"] == "Nada negatif"


async def test_answers() -> None:
    async with http_receiver() as receiver:
        telegram = Telegram("123:token", base_url=receiver.url)
        receiver.status, receiver.body = 400, b'{"ok":false,"description":"Bad Request: chat not found"}'
        assert await telegram.send("1", "t") == Never("Telegram: Bad Request: chat not found")
        receiver.status = 429
        assert isinstance(await telegram.send("1", "t"), Later)
        receiver.status, receiver.body = 403, b"not json"
        assert await telegram.send("1", "t") == Never("Telegram: HTTP 403")
        await telegram.close()


async def test_the_token_never_shows_in_an_error() -> None:
    telegram = Telegram("123:token", base_url="http://127.0.0.1:1")
    outcome = await telegram.send("1", "t")
    assert isinstance(outcome, Later)
    assert "123:token" not in outcome.error
    await telegram.close()


async def test_not_set_up() -> None:
    telegram = Telegram("")
    assert await telegram.send("1", "t") == Never("Telegram belum disiapkan (GAUNG_NOTIFIER_TELEGRAM_TOKEN)")
    await telegram.close()
