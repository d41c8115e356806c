"""Delivers an alert to a Telegram chat through the Bot API."""

from __future__ import annotations

import re

import httpx

from services.notifier.outcome import Later, Never, Outcome, of_http_status
from shared.contracts.deliveries import Refusal

API = "https://api.telegram.org"
# The Bot API's limit of a message, in UTF-16 units.
LONGEST_TEXT = 4096
TIMEOUT_SECONDS = 10.0
# A number, negative for groups, or the name of a public channel.
_CHAT = re.compile(r"-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31}")


class Telegram:
    """Sends as one bot; an empty token means that Telegram is not set up."""

    def __init__(self, token: str, *, base_url: str = API) -> None:
        self._token = token
        self._client = httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT_SECONDS, follow_redirects=False)

    def refusal(self, chat: str) -> Refusal | None:
        """Why nothing could ever be sent there."""
        if not self._token:
            return "not_set_up"
        return None if _CHAT.fullmatch(chat) else "malformed"

    async def send(self, chat: str, text: str) -> Outcome:
        """Send a text of at most LONGEST_TEXT units to a chat the bot was invited to."""
        if not self._token:
            return Never("Telegram belum disiapkan (GAUNG_NOTIFIER_TELEGRAM_TOKEN)")
        body = {"chat_id": chat, "text": text, "link_preview_options": {"is_disabled": True}}
        try:
            answer = await self._client.post(f"/bot{self._token}/sendMessage", json=body)
        except httpx.HTTPError as error:
            # Not the error's own text: it may hold the address, and with it the token.
            return Later(f"Telegram: {type(error).__name__}")
        outcome = of_http_status(answer.status_code)
        return outcome if not isinstance(outcome, Never) else Never(f"Telegram: {_description(answer)}")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _description(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["description"])[:500]
    except (ValueError, KeyError, TypeError):
        return f"HTTP {answer.status_code}"
