"""The id of a public request: sent along, in the logs of the service that is asked, and taken off again."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from shared.runtime.clients import Clients
from shared.runtime.internal_api import internal_app
from shared.runtime.logs import get_logger
from shared.runtime.settings import Settings


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-123", True), ("a b", False), ("x" * 65, False), ("", False)]
)
async def test_one_id_through_two_services(tmp_path: Path, given: str, kept: bool) -> None:
    settings = Settings(data_dir=tmp_path, internal_token="t")
    app = internal_app("search", settings, {})

    @app.get("/works", dependencies=[app.state.token_required])
    async def works() -> dict[str, str]:
        get_logger("search").info("worked")
        return {}

    clients = Clients(settings, {"search": app})
    clear_contextvars()
    if given:
        bind_contextvars(request_id=given, tenant="t1")
    processors = [structlog.contextvars.merge_contextvars]
    with structlog.testing.capture_logs(processors=processors) as lines:
        answer = await clients.to("search").get("/works")
    assert answer.status_code == 200
    assert (answer.request.headers.get("x-request-id") == given) is bool(given)
    [line] = [line for line in lines if line["event"] == "worked"]
    if given:
        # In one process both share their log context, and it is as it was before the call.
        assert get_contextvars() == {"request_id": given, "tenant": "t1"}
    assert (line.get("request_id") == given) is bool(given)
    reported = [line for line in lines if line["event"] == "internal request answered"]
    assert bool(reported) is kept
    await clients.close()
    clear_contextvars()
