"""Delivers a message to a webhook: signed, without redirects, and never into a private network."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Sequence
from datetime import UTC, datetime

import httpx

from services.notifier.outcome import Later, Never, Outcome, of_http_status
from shared.contracts.deliveries import Refusal
from shared.contracts.webhook import signature
from shared.runtime.addresses import Network, may_connect

# A receiver only has to say that it has the message: its status is read, its body is not.
TIMEOUT_SECONDS = 10.0
# One of several addresses may be dead while the next is well.
CONNECT_SECONDS = 4.0
# All of it together, at every address, however slowly single bytes drip in.
WHOLE_SECONDS = 15.0


class Webhook:
    """Sends to URLs that tenants chose; `allowed` are the private networks that may be reached."""

    def __init__(self, allowed: Sequence[Network]) -> None:
        self._allowed = allowed
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(TIMEOUT_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": "Gaung"},
        )

    async def send(self, url: str, body: bytes, delivery_id: str, secrets: Sequence[str]) -> Outcome:
        """POST the body, signed with each secret; the same `delivery_id` again means the same delivery."""
        target = _target(url)
        if target is None:
            return Never("bukan alamat http atau https")
        addresses = await self._addresses(target)
        if not isinstance(addresses, list):
            return addresses
        timestamp = int(datetime.now(UTC).timestamp())
        headers = {
            "Host": target.netloc.decode(),
            "Content-Type": "application/json",
            "webhook-id": delivery_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(secrets, delivery_id, timestamp, body),
        }
        try:
            async with asyncio.timeout(WHOLE_SECONDS):
                return await self._post(target, addresses, body, headers)
        except TimeoutError:
            return Later(f"tidak menjawab dalam {WHOLE_SECONDS:.0f} detik")
        except httpx.HTTPError as error:
            return Later(f"{type(error).__name__}: {error}"[:500])

    async def _post(
        self, target: httpx.URL, addresses: Sequence[str], body: bytes, headers: dict[str, str]
    ) -> Outcome:
        """The answer at the first address that takes a connection; raises what the last one raised.

        To the very addresses that were judged: a name may resolve to another one a moment later. Whoever took
        the connection may have the message, so that nobody after it is asked.
        """
        *others, last = addresses
        for address in others:
            with contextlib.suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return await self._post_to(address, target, body, headers)
        return await self._post_to(last, target, body, headers)

    async def _post_to(
        self, address: str, target: httpx.URL, body: bytes, headers: dict[str, str]
    ) -> Outcome:
        request = self._client.build_request(
            "POST",
            target.copy_with(host=address),
            content=body,
            headers=headers,
            extensions={"sni_hostname": target.raw_host.decode()},
        )
        answer = await self._client.send(request, stream=True)
        await answer.aclose()
        return of_http_status(answer.status_code)

    async def refusal(self, url: str) -> Refusal | None:
        """Why nothing could be sent there.

        A name that does not resolve is answered like a private one: whoever asks shall not learn which names
        the network of this installation knows.
        """
        target = _target(url)
        if target is None:
            return "malformed"
        return None if isinstance(await self._addresses(target), list) else "private_network"

    async def _addresses(self, target: httpx.URL) -> list[str] | Outcome:
        """Those that may be connected to, in the resolver's order; at least one."""
        port = target.port or (443 if target.scheme == "https" else 80)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(target.host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, OverflowError) as error:
            return Later(f"nama {target.host} tidak ditemukan: {error}")
        addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
        permitted = [address for address in addresses if may_connect(address, self._allowed)]
        if not permitted:
            return Never(f"{target.host} berada di jaringan privat (GAUNG_NOTIFIER_ALLOW_NETWORKS)")
        return permitted

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _target(url: str) -> httpx.URL | None:
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL:
        return None
    usable = target.port is None or 1 <= target.port <= 65_535
    return target if target.scheme in ("http", "https") and target.host and usable else None
