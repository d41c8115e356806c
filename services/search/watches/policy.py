"""Decides when an alert may be sent: cool-down, digest, quiet hours, in the tenant's zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from shared.contracts.alert import HeldFor
from shared.contracts.watch import Digest, NewWatch, QuietHours

DAY = timedelta(days=1)


def due(watch: NewWatch, last_sent_at: datetime | None, now: datetime) -> tuple[datetime, HeldFor | None]:
    """When an alert raised `now` may be sent, and what holds it last; `now` itself when nothing does."""
    zone = ZoneInfo(watch.zone)
    moment, held_for = now, None
    if last_sent_at is not None:
        moment, held_for = _later(
            moment, held_for, last_sent_at + timedelta(seconds=watch.cooldown), "cooldown"
        )
    if watch.digest is not None:
        moment, held_for = _later(moment, held_for, _boundary(watch.digest, moment, zone), "digest")
    if watch.quiet_hours is not None:
        moment, held_for = _later(
            moment, held_for, _end_of_quiet(watch.quiet_hours, moment, zone), "quiet_hours"
        )
    return moment, held_for


def still_held(
    watch: NewWatch, last_sent_at: datetime | None, now: datetime
) -> tuple[datetime, HeldFor | None]:
    """Until when an alert that is due must wait all the same: settings changed, or nobody was there to send.

    `now` itself when nothing holds it. Its digest has come: no second one is waited for.
    """
    return due(watch.model_copy(update={"digest": None}), last_sent_at, now)


def quiet(watch: NewWatch, now: datetime) -> bool:
    """Whether `now` lies in the watch's quiet hours."""
    return watch.quiet_hours is not None and _end_of_quiet(watch.quiet_hours, now, ZoneInfo(watch.zone)) > now


def cooling(watch: NewWatch, last_fired_at: datetime | None, now: datetime) -> bool:
    """Whether a rule that is judged by time still keeps silent after it fired."""
    return last_fired_at is not None and now < last_fired_at + timedelta(seconds=watch.cooldown)


def _later(
    moment: datetime, held_for: HeldFor | None, candidate: datetime, reason: HeldFor
) -> tuple[datetime, HeldFor | None]:
    return (candidate, reason) if candidate > moment else (moment, held_for)


def _boundary(digest: Digest, moment: datetime, zone: ZoneInfo) -> datetime:
    """The first full hour, or hour of the day at which the digest goes, not before `moment`."""
    local = moment.astimezone(zone)
    if digest.every == "hour":
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return moment if not past else moment - past + timedelta(hours=1)
    today = _at(local, digest.at, zone)
    return today if today >= moment else _at(local + DAY, digest.at, zone)


def _end_of_quiet(quiet: QuietHours, moment: datetime, zone: ZoneInfo) -> datetime:
    """The end of the quiet hours that `moment` lies in; `moment` itself outside of them."""
    local = moment.astimezone(zone)
    # Over midnight the quiet hours that began yesterday may still last.
    for day in (local - DAY, local):
        start = _at(day, quiet.start, zone)
        end = _at(day if quiet.end > quiet.start else day + DAY, quiet.end, zone)
        if start <= moment < end:
            return end
    return moment


def _at(day: datetime, wall: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day.date(), wall.replace(tzinfo=None), zone)
