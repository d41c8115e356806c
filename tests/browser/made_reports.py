"""Reports of the fictional desk: of each kind one at least, a schedule and a letterhead."""

from __future__ import annotations

from datetime import UTC, datetime

from services.gateway.reports.clipping import clipping_key
from services.gateway.reports.edition_changes import keep_edition, set_state
from services.gateway.reports.editions import EditionKey
from services.gateway.reports.issue_sheet import sheet_key
from services.gateway.reports.kinds import BY_ID
from services.gateway.reports.letterheads import Letterhead, keep_letterhead
from services.gateway.reports.making import Making
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.reports.schedules import Plan, add_schedule
from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant
from services.gateway.users import list_users
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine
from shared.runtime.settings import Settings
from tests.browser.fictional_news import SOURCES


async def make_reports(settings: Settings, clients: Clients, tenant: Tenant, story_id: str) -> None:
    """Make them by the hand of the tenant's analyst."""
    engine = create_engine(settings.database(), "gateway")
    [analyst] = [user for user in await list_users(engine, tenant.id) if user.role == "analyst"]
    actor, now = f"user:{analyst.id}", datetime.now(UTC).astimezone(tenant.zone)
    making = Making(engine, SearchClient(clients), tenant, SOURCES, now, settings.public_url)
    head = Letterhead(
        government="Pemerintah Kabupaten Kutai Timur",
        office="Dinas Komunikasi dan Informatika",
        address="Jalan Soekarno-Hatta, Sangatta",
        place="Sangatta",
        signatory_office="Kepala Dinas,",
        signatory_name="Sri Mulyani Tanjung, S.Sos., M.Si.",
        signatory_nip="19720101 199803 2 001",
    )
    await keep_letterhead(engine, tenant.id, head, actor=actor)
    keys = [clipping_key("week", now.date(), ""), clipping_key("day", now.date(), "")]
    for key in [*keys, sheet_key(story_id, now.date(), tenant.scope[0])]:
        document = await BY_ID[key.kind].make(making, key)
        made = await keep_edition(engine, tenant.id, key, document, actor=actor)
    await set_state(
        engine,
        tenant.id,
        made.id,
        "diperiksa",
        version=made.version,
        actor=actor,
        today=now.date(),
        code="TELAAH",
    )
    month = CalendarPeriod.month_of(now.date())
    for kind, subject in (("monitoring", ""), ("catatan", analyst.id)):
        key = EditionKey(kind, "", month.first, month.last, subject)
        await keep_edition(engine, tenant.id, key, await BY_ID[kind].make(making, key), actor=actor)
    # An hour of a day that is long over or long to come: nothing is sent while somebody looks.
    plan = Plan("day", "", (now.isoweekday(),), 0, 0, ("bupati@kutaitimur.example",))
    await add_schedule(engine, tenant.id, plan, actor=actor)
    await engine.dispose()
