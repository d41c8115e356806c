"""Vega for the browser: the bundle that vl-convert-python carries; no page asks another site for it."""

from __future__ import annotations

import asyncio
import sys
from importlib.metadata import version

JAVASCRIPT = "text/javascript; charset=utf-8"
_SNIPPET = "window.vegaEmbed = vegaEmbed;"
# In a process of its own: bundling takes two seconds and leaves 90 MB behind that nobody needs again.
_PROGRAM = f"import sys, vl_convert; sys.stdout.write(vl_convert.javascript_bundle({_SNIPPET!r}))"


class ChartLibraryMissing(Exception):
    """The bundle cannot be made; charts stay images."""


class ChartLibrary:
    """Makes the bundle (900 kB) when it is first wanted and keeps it."""

    def __init__(self) -> None:
        self._script: bytes | None = None
        self._making = asyncio.Lock()

    async def script(self) -> bytes:
        """The JavaScript, which defines `vegaEmbed`. Raises ChartLibraryMissing."""
        async with self._making:
            if self._script is None:
                process = await asyncio.create_subprocess_exec(
                    sys.executable, "-c", _PROGRAM, stdout=asyncio.subprocess.PIPE
                )
                script, _ = await process.communicate()
                if process.returncode != 0:
                    raise ChartLibraryMissing(f"bundling ended with status {process.returncode}")
                self._script = script
        return self._script


def chart_library_version() -> str:
    """What names the bundle: the version of the package that makes it."""
    return version("vl-convert-python")


def chart_library_path() -> str:
    """Where the browser finds it."""
    return f"/aset/{chart_library_version()}/vega.js"
