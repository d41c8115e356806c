"""Sends an edition by e-mail: the same report as HTML, as plain text, and as PDF."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.dashboard.downloads import PDF, file_name
from services.gateway.notifier_client import NotifierClient
from services.gateway.reports.chat import chat_text
from services.gateway.reports.drawn import pngs
from services.gateway.reports.edition_changes import note_sent, number_edition
from services.gateway.reports.editions import Edition
from services.gateway.reports.frozen_letterheads import letterhead_of
from services.gateway.reports.kinds import BY_ID
from services.gateway.reports.paper import Paper
from services.gateway.reports.pdf import pdf_of
from services.gateway.reports.sendings import note_sending, sending_id
from services.gateway.reports.web import chart_id, mail_of
from services.gateway.tenants import Tenant
from shared.contracts.messages import Attachment, ReportReady


async def send_edition(
    engine: AsyncEngine,
    notifier: NotifierClient,
    tenant: Tenant,
    edition: Edition,
    recipients: Sequence[str],
    *,
    actor: str,
    occasion: str,
    now: datetime,
    public_url: str,
) -> bool:
    """Hand an edition to the notifier; the same `occasion` again is the same sending.

    False: somebody changed it while the mail was laid out, and that change was not sent.

    Raises RecipientRefused, also when mail is not set up, and ServiceUnavailable; then it is not marked as
    sent.
    """
    today, code = now.astimezone(tenant.zone).date(), BY_ID[edition.key.kind].code
    number = await number_edition(engine, tenant.id, edition.id, code, today)
    letterhead = await letterhead_of(engine, tenant.id, edition)
    paper = Paper(edition.told, number, letterhead)
    message_id = sending_id(edition.id, occasion)
    address = f"{public_url.rstrip('/')}/laporan/{edition.key.kind}/{edition.id}"
    await notifier.send_report(await _message(paper, tenant.id, message_id, recipients, address))
    if not await note_sending(engine, tenant.id, edition.id, message_id, recipients, actor=actor):
        return True
    return await note_sent(
        engine,
        tenant.id,
        edition.id,
        version=edition.version,
        actor=actor,
        detail=", ".join(recipients),
        letterhead=letterhead,
    )


async def _message(
    paper: Paper, tenant_id: str, message_id: str, recipients: Sequence[str], address: str
) -> ReportReady:
    document = paper.document
    files = [
        Attachment(
            name=file_name(document.title, "pdf"),
            media_type=PDF,
            content=base64.b64encode(await pdf_of(paper)).decode(),
        )
    ]
    for place, picture in enumerate(await pngs(document)):
        files.append(
            Attachment(
                name=f"bagan-{place + 1}.png",
                media_type="image/png",
                content=base64.b64encode(picture).decode(),
                content_id=chart_id(place),
            )
        )
    return ReportReady(
        message_id=message_id,
        tenant_id=tenant_id,
        title=document.title,
        text=chat_text(document, address),
        html=mail_of(paper, address),
        recipients=list(recipients),
        attachments=files,
        made_at=document.made_at,
    )
