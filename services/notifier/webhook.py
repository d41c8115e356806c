"""Delivers an alert to a webhook: signed, without redirects, and never into a private network."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import socket
from collections.abc import Sequence
from datetime import UTC, datetime

import httpx

from services.notifier.outcome import Later, Never, Outcome, of_http_status
from shared.runtime.addresses import Network, may_connect

# A receiver only has to say that it has the alert.
TIMEOUT_SECONDS = 10.0


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over ``timestamp.body``, so that an old request cannot be played again with a new time."""
    signed = timestamp.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class Webhook:
    """Sends to URLs that tenants chose; `allowed` are the private networks that may be reached."""

    def __init__(self, secret: str, allowed: Sequence[Network]) -> None:
        self._secret = secret
        self._allowed = allowed
        self._client = httpx.AsyncClient(
            timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False, headers={"User-Agent": "Gaung"}
        )

    async def send(self, url: str, body: bytes, delivery_id: str) -> Outcome:
        """POST the body; the same `delivery_id` again means the same delivery."""
        try:
            target = httpx.URL(url)
        except httpx.InvalidURL as error:
            return Never(f"not a URL: {error}")
        if target.scheme not in ("http", "https") or not target.host:
            return Never("only http and https addresses can be webhooks")
        address = await self._address(target)
        if not isinstance(address, str):
            return address
        try:
            # To the very address that was judged: a name may resolve to another one a moment later.
            answer = await self._client.post(
                target.copy_with(host=address),
                content=body,
                headers={"Host": target.netloc.decode(), **self._headers(body, delivery_id)},
                extensions={"sni_hostname": target.raw_host.decode()},
            )
        except httpx.HTTPError as error:
            return Later(f"{type(error).__name__}: {error}"[:500])
        return of_http_status(answer.status_code)

    def _headers(self, body: bytes, delivery_id: str) -> dict[str, str]:
        timestamp = str(int(datetime.now(UTC).timestamp()))
        headers = {
            "Content-Type": "application/json",
            "X-Gaung-Delivery": delivery_id,
            "X-Gaung-Timestamp": timestamp,
        }
        if self._secret:
            headers["X-Gaung-Signature"] = signature(self._secret, timestamp, body)
        return headers

    async def _address(self, target: httpx.URL) -> str | Outcome:
        port = target.port or (443 if target.scheme == "https" else 80)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(target.host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            return Later(f"cannot resolve {target.host}: {error}")
        addresses = [str(entry[4][0]) for entry in found]
        permitted = [address for address in addresses if may_connect(address, self._allowed)]
        if not permitted:
            return Never(f"{target.host} lies in a private network (GAUNG_NOTIFIER_ALLOW_NETWORKS)")
        return permitted[0]

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()
