"""Makes and sends the scheduled clippings: looks twice a minute what is due, whichever process is first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.aspiration_uploads import forget_old_uploads
from services.gateway.errors import UnknownTenant
from services.gateway.notifier_client import NotifierClient, RecipientRefused
from services.gateway.reports.clipping import clipping_key, half_finished, make_clipping
from services.gateway.reports.edition_changes import ChangedMeanwhile, keep_edition
from services.gateway.reports.editions import Edition, find_edition
from services.gateway.reports.making import Making, OutOfScope, must_see
from services.gateway.reports.schedules import Schedule, claim, let_go, list_schedules
from services.gateway.reports.send import send_edition
from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant, get_tenant
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.schedules")

# An hour is kept to the minute; a question to a table of a few rows costs nothing.
PAUSE_SECONDS = 30.0
MAIL_NOT_SET_UP = "Surel belum disiapkan di instalasi ini (GAUNG_NOTIFIER_SMTP_URL)."
NO_ADDRESS = "Ke alamat ini surel tidak dapat dikirim; perbaiki penerimanya:"
# A mail that waits for a service comes at most this much later than the service.
LONGEST_PAUSE_SECONDS = 600.0
FAILED = "Kliping tidak dapat disusun; pengelola diberi tahu."
OUT_OF_SCOPE = (
    "Wilayah jadwal ini tidak lagi termasuk wilayah kerja Anda, maka klipingnya tidak disusun dan tidak "
    "dikirim. Ubah wilayahnya atau hapus jadwal ini."
)
AWAY = "Layanan lain tidak menjawab; dicoba lagi dengan sendirinya."


@dataclass(frozen=True)
class Clockwork:
    """Works off the schedules of all tenants. `names` gives the outlets' names by id."""

    engine: AsyncEngine
    search: SearchClient
    notifier: NotifierClient
    names: Callable[[], Awaitable[Mapping[str, str]]]
    public_url: str
    # Failures in a row by schedule, as this process saw them.
    failures: dict[str, int] = field(default_factory=dict)

    async def work_off(self, clock: Callable[[], datetime]) -> int:
        """Do what is due; how many schedules were worked off.

        The clock is read for every schedule: with many of them a round takes minutes.
        """
        done = 0
        for schedule in await list_schedules(self.engine):
            if not schedule.active:
                continue
            try:
                done += await self._one(schedule, clock)
            except Exception:
                # Whatever is wrong with one, the others are somebody's morning paper.
                log.exception("schedule failed", schedule=schedule.id, tenant=schedule.tenant_id)
        return done

    async def _one(self, schedule: Schedule, clock: Callable[[], datetime]) -> bool:
        try:
            tenant = await get_tenant(self.engine, schedule.tenant_id)
        except UnknownTenant:
            return False
        now = clock()
        prepare, send = schedule.due(now, tenant.zone)
        slot = send or prepare
        if slot is None:
            return False
        held = await claim(self.engine, schedule, now)
        if held is None:
            return False
        try:
            edition = await self._edition(schedule, tenant, slot, now)
            if send is not None:
                await self._send(schedule, tenant, edition, send, now)
        except (ServiceUnavailable, RecipientRefused) as error:
            await self._rest(schedule, held, _told(error), clock())
            log.warning("clipping waits", schedule=schedule.id, tenant=tenant.id, reason=str(error)[:300])
            return False
        except OutOfScope:
            await self._rest(schedule, held, OUT_OF_SCOPE, clock())
            log.warning("clipping out of scope", schedule=schedule.id, tenant=tenant.id)
            return False
        except Exception:
            await self._rest(schedule, held, FAILED, clock())
            log.exception("clipping failed", schedule=schedule.id, tenant=tenant.id)
            return False
        self.failures.pop(schedule.id, None)
        await let_go(self.engine, schedule.id, held, prepared=slot, sent=send)
        log.info(
            "clipping done", schedule=schedule.id, tenant=tenant.id, slot=slot.isoformat(), sent=bool(send)
        )
        return True

    async def _rest(self, schedule: Schedule, held: datetime, error: str, now: datetime) -> None:
        """Put a schedule back that failed; every failure in a row doubles the pause before the next try."""
        failed = self.failures.get(schedule.id, 0)
        self.failures[schedule.id] = failed + 1
        pause = timedelta(seconds=min(PAUSE_SECONDS * 2 ** min(failed, 10), LONGEST_PAUSE_SECONDS))
        await let_go(self.engine, schedule.id, held, error=error, rest_until=now + pause)

    async def _edition(self, schedule: Schedule, tenant: Tenant, slot: datetime, now: datetime) -> Edition:
        """The edition of the last day before the slot, as the officer who has it in hand left it.

        One that was made while that day went on is made again; what people wrote over it stays.
        """
        plan = schedule.plan
        must_see(tenant, plan.region)
        yesterday = clipping_key(plan.period, _day_before(slot, tenant), plan.region)
        known = await find_edition(self.engine, tenant.id, yesterday)
        if known is not None and not half_finished(known.document, yesterday, tenant.zone):
            return known
        making = Making(
            engine=self.engine,
            search=self.search,
            tenant=tenant,
            names=await self.names(),
            now=now.astimezone(tenant.zone),
            public_url=self.public_url,
        )
        document = await make_clipping(making, yesterday)
        try:
            return await keep_edition(
                self.engine,
                tenant.id,
                yesterday,
                document,
                actor=f"schedule:{schedule.id}",
                version=known.version if known is not None else 0,
            )
        except ChangedMeanwhile:
            # Somebody edited, made or sent it in these seconds: it counts as it is now.
            return await self._edition(schedule, tenant, slot, now)

    async def _send(
        self, schedule: Schedule, tenant: Tenant, edition: Edition, slot: datetime, now: datetime
    ) -> None:
        await send_edition(
            self.engine,
            self.notifier,
            tenant,
            edition,
            schedule.plan.recipients,
            actor=f"schedule:{schedule.id}",
            # The same slot again, after a crash between sending and noting it, is the same message.
            occasion=f"schedule {schedule.id} {slot.astimezone(UTC).isoformat()}",
            now=now,
            public_url=self.public_url,
        )


def _told(error: ServiceUnavailable | RecipientRefused) -> str:
    """Why a mail waits, for the page of the schedules."""
    if isinstance(error, ServiceUnavailable):
        return AWAY
    return MAIL_NOT_SET_UP if error.refusal == "not_set_up" else f"{NO_ADDRESS} {error.address}"


def _day_before(slot: datetime, tenant: Tenant) -> date:
    """The last day that is over at that time."""
    return slot.astimezone(tenant.zone).date() - timedelta(days=1)


@asynccontextmanager
async def running(clockwork: Clockwork) -> AsyncIterator[None]:
    """While the context is open, schedules are worked off and forgotten uploads thrown away."""
    task = asyncio.create_task(_run(clockwork))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _run(clockwork: Clockwork) -> None:
    while True:
        # Forgotten files hold personal data: they go also when nobody opens their page.
        await _unbroken(forget_old_uploads(clockwork.engine))
        await _unbroken(clockwork.work_off(lambda: datetime.now(UTC)))
        await asyncio.sleep(PAUSE_SECONDS)


async def _unbroken(work: Awaitable[object]) -> None:
    """Do it; what fails is logged and tried again in the next round, a fault of ours too."""
    try:
        await work
    except (SQLAlchemyError, OSError) as error:
        log.warning("schedules wait for the database", reason=f"{type(error).__name__}: {error}"[:300])
    except Exception:
        log.exception("schedules failed")
