"""A browser and its machine in plain words, from the User-Agent: Chrome di Android."""

from __future__ import annotations

# In order: Edge, Opera and Samsung also call themselves Chrome, Chrome calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("HeadlessChrome", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
# Android calls itself Linux, an iPhone "like Mac OS X".
_MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device(agent: str) -> str:
    """``Chrome di Android``; what is not known is said so."""
    browser = _first(_BROWSERS, agent)
    machine = _first(_MACHINES, agent)
    if browser and machine:
        return f"{browser} di {machine}"
    return browser or machine or "Perangkat tidak dikenal"


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in known if sign in agent), "")
