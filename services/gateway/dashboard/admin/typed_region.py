"""A region as people type it: a code or a name. ``64.08``, ``Kutai Timur``, ``Kabupaten Kutai Timur``."""

from __future__ import annotations

from services.gateway.presentation.region_choice import region_name
from services.gateway.presentation.wording import listed
from shared.regions import WHOLE_COUNTRY, load_regions


class UnclearRegion(ValueError):
    """No region, or several; the message is for the user."""


def typed_region(text: str) -> str:
    """The code of a region. Raises UnclearRegion."""
    table = load_regions()
    # As region_name writes a province.
    text = text.strip().removeprefix("Provinsi ")
    if text in table:
        return text
    exact = [region.code for region in table if region.name.casefold() == text.casefold()]
    found = exact or sorted({entry.code for entry in table.named(text) if entry.source == "name"})
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnclearRegion(
            f"Tidak ada wilayah bernama “{text}”. Tulis namanya lengkap, atau kodenya (64.08)."
        )
    meant = listed([f"{region_name(code)} ({code})" for code in found], most=4)
    raise UnclearRegion(f"“{text}” dapat berarti {meant}. Tulis kodenya.")


def typed_scope(text: str) -> list[str]:
    """The codes of regions, one in a line or between commas; ``Indonesia`` is all. Raises UnclearRegion."""
    parts = [part.strip() for line in text.split("\n") for part in line.split(",")]
    codes = [
        WHOLE_COUNTRY if part.casefold() in ("id", "indonesia") else typed_region(part)
        for part in parts
        if part
    ]
    return list(dict.fromkeys(codes))
