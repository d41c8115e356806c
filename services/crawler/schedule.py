"""Decides when to look again: pure arithmetic of intervals, spread, back-off and second looks."""

from __future__ import annotations

from datetime import datetime, timedelta

# Ten per cent either way keeps sources with the same interval from falling into step.
JITTER = 0.1
# New or overdue polls start half a second apart on average: 500 sources take four minutes, five start
# almost at once.
SPREAD_SECONDS_EACH = 0.5
# After a failure that may pass: a hiccup, a restart, an outage, a bad evening. Then the page is given up.
RETRY_DELAYS = (60.0, 600.0, 3600.0, 21600.0)
# A failing feed is asked half as often each time, down to once an hour.
LONGEST_POLL_DELAY = 3600.0
# Most corrections come within the hour, nearly all within the day.
RECHECK_DELAYS = (3600.0, 6 * 3600.0, 24 * 3600.0)
# An article older than this when first seen is not looked at again.
RECHECK_AGE = timedelta(hours=48)
# Discovery of feeds is repeated once a day: outlets change their software.
HOME_INTERVAL = 86400.0
# Visits that began and never ended (the process died): the page itself may be the killer.
MOST_ATTEMPTS = len(RETRY_DELAYS) + 2


def jittered(interval: float, chance: float) -> float:
    """The interval, up to JITTER shorter or longer; `chance` is uniform in [0, 1)."""
    return interval * (1 - JITTER + 2 * JITTER * chance)


def first_delay(count: int, interval: float, chance: float) -> float:
    """Seconds until the first look at one of `count` polls that start together; at most `interval`."""
    return chance * min(interval, count * SPREAD_SECONDS_EACH)


def retry_delay(attempts: int) -> float | None:
    """Seconds until the next try after `attempts` failed ones; None: give up."""
    return RETRY_DELAYS[attempts - 1] if 0 < attempts <= len(RETRY_DELAYS) else None


def poll_delay(interval: float, failures: int, chance: float) -> float:
    """Seconds until a feed, sitemap or listing is due again, after `failures` failures in a row."""
    slowed = interval * 2.0 ** min(failures, 10)
    return jittered(max(interval, min(slowed, LONGEST_POLL_DELAY)) if failures else interval, chance)


def recheck_at(checks: int, published: datetime, now: datetime) -> datetime | None:
    """When an article that was read `checks` times is read again; None: never by itself."""
    if checks < 1 or checks > len(RECHECK_DELAYS) or now - published > RECHECK_AGE:
        return None
    return now + timedelta(seconds=RECHECK_DELAYS[checks - 1])
