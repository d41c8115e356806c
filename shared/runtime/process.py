"""The life of a process: signals, servers beside consumers, and an orderly end within 20 seconds."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn
from fastapi import FastAPI

from shared.runtime.addresses import Network
from shared.runtime.forwarded import UntrustedProxies

# A container gets SIGKILL 30 s after SIGTERM by default in our compose file; we leave within 20.
GRACE_SECONDS = 20


class PortInUse(Exception):
    """The port a server should listen on is taken."""


class Stop:
    """Set by SIGTERM and SIGINT, or by the program itself."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def set(self) -> None:
        """Ask everything to finish what is in hand and leave."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether the process should leave."""
        return self._event.is_set()

    async def wait(self, timeout: float | None = None) -> bool:
        """Wait until asked to stop, or for `timeout` seconds; True when asked."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), timeout)
        return self._event.is_set()

    def on_signals(self) -> Stop:
        """Listen to SIGTERM and SIGINT; returns itself."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.set)
        return self


class _Server(uvicorn.Server):
    """A uvicorn server that leaves the signals to Stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing: one Stop ends the whole process, not one server of it."""
        yield


@asynccontextmanager
async def serving(
    app: FastAPI, host: str, port: int, trusted_proxies: Sequence[Network] = ()
) -> AsyncIterator[int]:
    """Serve an app while the context is open; yields the port (useful when 0 was asked).

    The address of a client is that of its connection. From `trusted_proxies` alone X-Forwarded-For is
    believed, and of it the last address that is no trusted proxy: whatever stands before that a client may
    have written itself; the first that comes from elsewhere is logged. Raises PortInUse.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=[str(network) for network in trusted_proxies],
        timeout_graceful_shutdown=GRACE_SECONDS - 5,
    )
    config.load()
    # Outside of uvicorn's own reading of the header, which puts another address in place of the connection's.
    config.loaded_app = UntrustedProxies(config.loaded_app, trusted_proxies)
    server = _Server(config)
    try:
        bound = config.bind_socket()
    except SystemExit as error:
        raise PortInUse(f"cannot listen on {host}:{port}: the port is taken") from error
    # asyncio sets this only on sockets made with an explicit protocol, and uvicorn's is not: without it the
    # body of a small answer waits 40 ms for the acknowledgement of its headers (Nagle and delayed ACK).
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        while not server.started:
            if task.done():
                await task
                raise PortInUse(f"the server on {host}:{port} did not start")
            await asyncio.sleep(0.02)
        yield bound.getsockname()[1]
    finally:
        server.should_exit = True
        await task
