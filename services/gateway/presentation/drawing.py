"""Draws a Vega-Lite spec as SVG, off the event loop, and remembers the drawings."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from typing import Any

import vl_convert

# About 15 kB each: 4 MB at most.
REMEMBERED = 256


class Drawings:
    """SVG by spec; the least recently wanted one is forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()

    async def svg(self, spec: dict[str, Any]) -> str:
        """The drawing of a spec. The first one of a process takes most of a second, the others 50 ms."""
        key = json.dumps(spec, sort_keys=True)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        # No base URL is allowed: a spec carries its own data and nothing is ever fetched.
        drawing: str = await asyncio.to_thread(vl_convert.vegalite_to_svg, key, allowed_base_urls=[])
        self._known[key] = drawing
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return drawing
