"""The container's health: ask the service's own /readyz; exit 0 when it is ready."""

from __future__ import annotations

import sys
from pathlib import Path

import httpx

from shared.runtime.settings import INTERNAL_PORTS, Service, load_settings


def service_of_process_one(cmdline: bytes) -> Service:
    """The service named in ``gaung serve NAME``, the first process; KeyError when there is none."""
    words = cmdline.decode().split("\0")
    for service in INTERNAL_PORTS:
        if service in words:
            return service
    raise KeyError("the first process is not gaung serve")


def main() -> int:
    """Exit code 0 when ready; else 1 and the answer on stdout, for ``docker inspect``."""
    service = service_of_process_one(Path("/proc/1/cmdline").read_bytes())
    port = load_settings().internal_port or INTERNAL_PORTS[service]
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=4)
    except httpx.HTTPError as error:
        print(f"{service} does not answer: {error}")
        return 1
    print(answer.text)
    return 0 if answer.status_code == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
