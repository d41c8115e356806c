"""Reports: taken over HTTP, delivered to each mailbox once as HTML, plain text and files."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from email import message_from_bytes, policy

import httpx

from services.notifier.mail import compose
from shared.contracts.channels import NOTIFIER_REPORTS
from shared.contracts.messages import Attachment, ReportReady
from shared.messaging.port import Depth
from tests.contract.messaging_world import until
from tests.unit.services.notifier.test_service import TOKEN, Notifier, database, notifier

__all__ = ["database", "notifier"]

FILES = [
    Attachment(name="Kliping.pdf", media_type="application/pdf", content=base64.b64encode(b"%PDF-").decode()),
    Attachment(
        name="bagan-1.png",
        media_type="image/png",
        content=base64.b64encode(b"\x89PNG").decode(),
        content_id="bagan-0@gaung",
    ),
]


def report(*recipients: str) -> ReportReady:
    return ReportReady(
        message_id="laporan-1",
        tenant_id="t1",
        title="Kliping\npagi",
        text="*Kliping pagi*",
        html='<p>Kliping</p><img src="cid:bagan-0@gaung" alt="Berita per hari">',
        recipients=list(recipients),
        attachments=FILES,
        made_at=datetime.now(UTC),
    )


async def hand_over(notifier: Notifier, wanted: ReportReady) -> httpx.Response:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    return await notifier.api.post("/reports", content=wanted.model_dump_json(), headers=headers)


def test_a_mail_can_be_read_either_way_and_carries_its_pictures_and_files() -> None:
    wanted = report("bupati@kutaitimur.example")
    mail = compose("gaung@x.example", wanted.recipients[0], "Kliping", wanted.text, "d1", wanted.html, FILES)
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    plain, page = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().strip() == "*Kliping pagi*"
    assert "cid:bagan-0@gaung" in page.get_content()
    [pdf] = read.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("Kliping.pdf", b"%PDF-")
    [picture] = [part for part in read.walk() if part["Content-ID"]]
    assert (picture["Content-ID"], picture.get_content()) == ("<bagan-0@gaung>", b"\x89PNG")


async def test_every_mailbox_gets_it_once_however_often_it_is_handed_over(notifier: Notifier) -> None:
    wanted = report("bupati@kutaitimur.example", "sekda@kutaitimur.example")
    for _ in range(2):
        assert (await hand_over(notifier, wanted)).status_code == 202

    async def idle() -> bool:
        return await notifier.broker.depth(NOTIFIER_REPORTS) == Depth(0, 0, 0)

    await until(lambda: len(notifier.smtp.mails) == 2)
    await until(idle)
    assert len(notifier.smtp.mails) == 2
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = await notifier.api.get("/deliveries", params={"alert_id": "laporan-1"}, headers=headers)
    assert [(one["state"], one["attempts"]) for one in answer.json()["items"]] == [("sent", 1), ("sent", 1)]


async def test_what_is_no_address_is_refused_before_anything_is_taken(notifier: Notifier) -> None:
    answer = await hand_over(notifier, report("bupati@kutaitimur.example", "bukan alamat"))
    assert answer.status_code == 422
    assert await notifier.broker.depth(NOTIFIER_REPORTS) == Depth(0, 0, 0)
