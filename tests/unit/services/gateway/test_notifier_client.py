"""What the notifier refuses, in the gateway's words: an address, or something else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI, HTTPException

from services.gateway.internal_calls import Refused
from services.gateway.notifier_client import NotifierClient, RecipientRefused
from shared.contracts.messages import ReportReady
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings

REPORT = ReportReady(
    message_id="laporan-1",
    tenant_id="t1",
    title="Kliping",
    text="Kliping",
    html="<p>Kliping</p>",
    recipients=["bupati@kutaitimur.example"],
    made_at=datetime(2026, 11, 25, tzinfo=UTC),
)


@pytest.fixture
def refusing() -> dict[str, str]:
    """The problem with which the notifier answers a report."""
    return {"name": "recipients", "message": "bupati@kutaitimur.example: not_set_up"}


@pytest.fixture
async def client(refusing: dict[str, str]) -> AsyncIterator[NotifierClient]:
    app = FastAPI()

    @app.post("/reports")
    def refuse() -> None:
        raise HTTPException(422, detail=refusing)

    clients = Clients(Settings(internal_token="t"), {"notifier": app})
    yield NotifierClient(clients)
    await clients.close()


@pytest.mark.parametrize("refusal", ["not_set_up", "malformed"])
async def test_an_address_that_is_refused_is_named_with_the_reason(
    client: NotifierClient, refusing: dict[str, str], refusal: str
) -> None:
    refusing["message"] = f"bupati@kutaitimur.example: {refusal}"
    with pytest.raises(RecipientRefused) as caught:
        await client.send_report(REPORT)
    assert (caught.value.address, caught.value.refusal) == ("bupati@kutaitimur.example", refusal)


@pytest.mark.parametrize(
    "problem",
    [
        {"name": "attachments", "message": "too many: malformed"},
        {"name": "recipients", "message": "List should have at least 1 item"},
    ],
)
async def test_anything_else_that_is_refused_passes_for_no_address(
    client: NotifierClient, refusing: dict[str, str], problem: dict[str, str]
) -> None:
    refusing.update(problem)
    with pytest.raises(Refused):
        await client.send_report(REPORT)
