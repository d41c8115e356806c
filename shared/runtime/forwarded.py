"""Says once that a proxy in front is not trusted: everybody then seems to call from its one address."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from shared.runtime.addresses import Network
from shared.runtime.logs import get_logger

log = get_logger("runtime.proxies")


class UntrustedProxies:
    """ASGI middleware before the one that reads X-Forwarded-For: looks who brings that header."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network]) -> None:
        self._app = app
        self._trusted = trusted
        self._said = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._said and scope["type"] == "http":
            self._look(scope)
        await self._app(scope, receive, send)

    def _look(self, scope: Scope) -> None:
        if scope["client"] is None or all(name != b"x-forwarded-for" for name, _ in scope["headers"]):
            return
        try:
            address = ip_address(scope["client"][0])
        except ValueError:
            # A socket that has no address.
            return
        if any(address in network for network in self._trusted):
            return
        # Once is enough for whoever set the proxy up, and no stranger fills the log.
        self._said = True
        log.warning(
            "x-forwarded-for is not believed: all who come through this address count as one",
            address=str(address),
            setting="GAUNG_TRUSTED_PROXIES",
        )
