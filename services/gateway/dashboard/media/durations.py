"""How long something took, as people say it: ``12 menit``, ``2 jam 10 menit``, ``1 hari 4 jam``."""

from __future__ import annotations

from datetime import timedelta

from services.gateway.presentation.wording import number


def spoken_duration(duration: timedelta) -> str:
    """The two largest units that say something; less than a minute is ``kurang dari 1 menit``."""
    minutes = int(duration.total_seconds() // 60)
    if minutes < 1:
        return "kurang dari 1 menit"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    units = [(days, "hari"), (hours, "jam"), (minutes, "menit")]
    first = next(place for place, (count, _) in enumerate(units) if count)
    return " ".join(f"{number(count)} {name}" for count, name in units[first : first + 2] if count)
