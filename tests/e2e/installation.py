"""A whole installation as separate processes, for end-to-end tests: laptop (standalone) or province (servers)."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.e2e.outlets import TestOutlet

GAUNG = Path(sys.executable).with_name("gaung")
START_SECONDS = 60.0


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Installation:
    """Processes of one installation, their environment and their logs."""

    def __init__(self, directory: Path, environment: dict[str, str], services: Sequence[str]) -> None:
        self.directory = directory
        self.services = services
        self.port = free_port()
        self.internal = {name: free_port() for name in services}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("GAUNG_")},
            "GAUNG_DATA_DIR": str(directory),
            "GAUNG_PORT": str(self.port),
            "GAUNG_CRAWLER_ALLOW_NETWORKS": "127.0.0.0/8",
            "GAUNG_CRAWLER_HOST_DELAY": "0",
            "GAUNG_RATE_LIMIT": "100000",
            "GAUNG_LOG_FORMAT": "json",
            **environment,
        }
        if services != ["standalone"]:
            self.environment |= {"GAUNG_INTERNAL_TOKEN": "e2e-token", "GAUNG_SECRET_KEY": "e2e-secret"}
            for name in ("crawler", "nlp", "search"):
                self.environment[f"GAUNG_{name.upper()}_URL"] = f"http://127.0.0.1:{self.internal[name]}"

    def gaung(self, *arguments: str) -> str:
        """Run a command of this installation; its stdout. Raises CalledProcessError."""
        done = subprocess.run(
            [GAUNG, *arguments],
            env=self.environment,
            cwd=self.directory,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def start(self, service: str, *arguments: str) -> None:
        """Start a service's process; its log is appended to SERVICE.log."""
        command = (
            [str(GAUNG), service, *arguments] if service == "standalone" else [str(GAUNG), "serve", service]
        )
        environment = dict(self.environment)
        if service != "standalone":
            environment["GAUNG_INTERNAL_PORT"] = str(self.internal[service])
        with (self.directory / f"{service}.log").open("ab") as log:
            self.processes[service] = subprocess.Popen(
                command, env=environment, cwd=self.directory, stdout=log, stderr=log
            )

    def kill(self, service: str) -> None:
        """kill -9."""
        self.processes[service].send_signal(signal.SIGKILL)
        self.processes[service].wait()

    def log(self, service: str) -> str:
        """The end of a service's log, for a failed assertion."""
        return (self.directory / f"{service}.log").read_text(errors="replace")[-4000:]

    async def ready(self) -> None:
        """Wait until every service answers /readyz (standalone: until the API answers)."""
        if self.services == ["standalone"]:
            await self._answers("standalone", f"http://127.0.0.1:{self.port}/openapi.json")
            return
        for name in self.services:
            await self._answers(name, f"http://127.0.0.1:{self.internal[name]}/readyz")

    async def _answers(self, service: str, url: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        last = "nothing yet"
        async with httpx.AsyncClient(timeout=5) as client:
            while time.monotonic() < deadline:
                if self.processes[service].poll() is not None:
                    raise AssertionError(f"{service} ended: {self.log(service)}")
                try:
                    answer = await client.get(url)
                    if answer.status_code == 200:
                        return
                    last = answer.text
                except httpx.HTTPError as error:
                    last = str(error)
                await asyncio.sleep(0.2)
        raise AssertionError(f"{service} is not ready after {START_SECONDS} s: {last}\n{self.log(service)}")

    def stop(self) -> None:
        """SIGTERM to all, then wait: everybody must leave within 20 s."""
        running = [process for process in self.processes.values() if process.poll() is None]
        for process in running:
            process.terminate()
        try:
            for process in running:
                process.wait(timeout=25)
        finally:
            for process in running:
                if process.poll() is None:
                    process.kill()
                    process.wait()

    def import_sources(self, outlets: Sequence[TestOutlet], **more: Any) -> None:
        """Make the outlets sources of this installation."""
        rows = [
            {
                "id": o.name,
                "name": o.name,
                "url": o.base + "/",
                "feeds": [o.base + "/feed"],
                "interval": "30s",
                **more,
            }
            for o in outlets
        ]
        path = self.directory / "sources.yaml"
        path.write_text(yaml.safe_dump(rows))
        self.gaung("sources", "import", str(path))

    def tenant(self, name: str, *regions: str, role: str = "analyst") -> httpx.AsyncClient:
        """A tenant with a key, as a client of the public API."""
        options = [part for region in regions for part in ("--region", region)]
        tenant = json.loads(self.gaung("tenants", "create", "--name", name, *options, "--json"))
        key = json.loads(self.gaung("keys", "issue", "--tenant", tenant["id"], "--role", role, "--json"))[
            "key"
        ]
        return httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{self.port}", headers={"Authorization": f"Bearer {key}"}, timeout=30
        )


@asynccontextmanager
async def running(installation: Installation) -> AsyncIterator[Installation]:
    """Start every service, wait until all are ready, stop them all at the end."""
    installation.directory.mkdir(parents=True, exist_ok=True)
    try:
        for service in installation.services:
            installation.start(service)
        await installation.ready()
        yield installation
    finally:
        installation.stop()


async def articles(client: httpx.AsyncClient, **parameters: Any) -> list[dict[str, Any]]:
    """Every article that a client sees, page by page."""
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        query = {**parameters, "limit": 100, **({"cursor": cursor} if cursor else {})}
        answer = await client.get("/v1/articles", params=query)
        answer.raise_for_status()
        body = answer.json()
        found += body["items"]
        cursor = body["next"]
        if cursor is None:
            return found


async def eventually(probe: Any, *, within: float, what: str) -> Any:
    """Call `probe` until it returns something true; AssertionError after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        value = await probe()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within} s: {what}")
        await asyncio.sleep(0.3)
