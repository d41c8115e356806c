"""A sample of `make isolation`, and the proof that it would notice: each wall is taken down once.

One world serves all tests of this file; a mutation is taken back with its test.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import structlog

from services.gateway import access, error_handlers, managing
from services.gateway.cursors import Cursors
from services.gateway.errors import KeyEnded, UnknownKey
from services.gateway.internal_calls import NotFound
from services.gateway.problems import FORBIDDEN, Problem
from services.gateway.search_client import SearchClient
from tests.isolation.calls import Call, Operation
from tests.isolation.canaries import SCOPES, canary, visible_owners
from tests.isolation.judge import judged
from tests.isolation.run import Report, calling, printed
from tests.isolation.world import Who, World, open_world

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(400)]
CALLS, SEED = 2500, 20_260_817


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """Thousands of log lines help nobody."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**before)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, quiet: None) -> AsyncIterator[World]:
    """The one world of this file."""
    data_dir: Path = tmp_path_factory.mktemp("world")
    async with open_world(data_dir) as opened:
        yield opened


async def test_no_tenant_learns_of_another(world: World) -> None:
    report = await calling(world, calls=CALLS, seed=SEED)
    assert not report.findings, printed(report)
    assert not report.never_answered(), printed(report)


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


async def test_a_scope_that_is_not_applied_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = SearchClient._ask

    async def unlimited(self: SearchClient, path: str, query: Any, *rest: Any, **more: Any) -> Any:
        if hasattr(query, "filter"):
            query = query.model_copy(update={"filter": query.filter.model_copy(update={"scope": ["ID"]})})
        else:
            query = query.model_copy(update={"scope": ["ID"]})
        return await asking(self, path, query, *rest, **more)

    monkeypatch.setattr(SearchClient, "_ask", unlimited)
    listed = await calling(world, calls=60, seed=1, only={"GET /v1/articles"})
    assert {"no foreign byte", "no count knows more than its tenant"} <= rules(listed), printed(listed)
    for operation in ("GET /v1/articles/{article_id}", "GET /v1/stories/{story_id}"):
        single = await calling(world, calls=60, seed=1, only={operation})
        assert {
            "what is not yours is 404",
            "what is foreign looks like what does not exist",
            "no foreign byte",
        } <= rules(single), printed(single)


async def test_a_cursor_that_fits_everywhere_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unbound(self: Cursors, cursor: str | None, bound_to: str) -> list[Any] | None:
        return None if cursor is None else list(self._signer.loads(cursor)[0])

    monkeypatch.setattr(Cursors, "read", unbound)
    report = await calling(world, calls=400, seed=1, only={"GET /v1/articles"})
    assert "a cursor dies with its list" in rules(report), printed(report)


async def test_a_wall_that_says_forbidden_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    telling = error_handlers.problem_of

    def forbidden(error: Exception, method: str) -> Problem:
        return (
            Problem(FORBIDDEN, "Bukan milik Anda.") if isinstance(error, NotFound) else telling(error, method)
        )

    monkeypatch.setattr(error_handlers, "problem_of", forbidden)
    report = await calling(world, calls=60, seed=1, only={"GET /v1/watches/{watch_id}"})
    assert "what is not yours is 404, never 403" in rules(report), printed(report)


async def test_a_wall_that_can_be_felt_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = managing.get_key

    async def telling(engine: Any, key_id: str, *, tenant_id: str | None = None) -> Any:
        try:
            return await finding(engine, key_id, tenant_id=tenant_id)
        except UnknownKey:
            await finding(engine, key_id)
            raise KeyEnded("another tenant's") from None

    monkeypatch.setattr(managing, "get_key", telling)
    report = await calling(world, calls=60, seed=1, only={"DELETE /v1/admin/keys/{key_id}"})
    assert "what is foreign looks like what does not exist" in rules(report), printed(report)


async def test_a_role_that_nobody_checks_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "at_least", lambda _role, _needed: True)
    report = await calling(world, calls=300, seed=1, only={"GET /v1/admin/keys"})
    assert "a role too low is 403" in rules(report), printed(report)


@pytest.mark.parametrize("where", ["body", "header"])
async def test_one_foreign_word_is_enough(world: World, where: str) -> None:
    who = world.caller("kutim", "viewer")
    call = Call(
        Operation("get", "/v1/articles", [], None, multipart=False),
        who,
        "/v1/articles",
        [],
        {"X-API-Key": who.key},
        {},
    )

    def answer(word: str) -> httpx.Response:
        body = {"items": [{"title": word}]} if where == "body" else {}
        headers = {"X-Title": word} if where == "header" else {}
        return httpx.Response(200, content=json.dumps(body), headers=headers)

    assert judged(world, call, answer(canary("kutim", "judul"))) == []
    for foreign in (canary("ppu", "judul"), canary("ppu", "orang").upper(), canary("tppu", "pantauan")):
        assert [finding.detail for finding in judged(world, call, answer(foreign))] == [foreign.lower()]
    [foreign_id] = world.kept["watch_id"]["tppu"][:1]
    assert [finding.detail for finding in judged(world, call, answer(foreign_id))] == [foreign_id]
    call.query.append(("q", canary("ppu", "judul")))
    assert judged(world, call, answer(canary("ppu", "judul"))) == [], "a problem repeats what was asked"


async def test_a_tenant_that_loses_regions_loses_what_it_saw(world: World) -> None:
    operator = world.caller("pusat", "operator")

    async def asked(who: Who, method: str, path: str, body: Any = None) -> httpx.Response:
        return await world.call(who, method, path, **({} if body is None else {"json": body}))

    made = await asked(operator, "POST", "/v1/admin/tenants", {"name": "Sementara", "regions": ["64"]})
    tenant = made.json()["id"]
    key = await asked(operator, "POST", "/v1/admin/keys", {"tenant": tenant, "role": "analyst"})
    who = Who("kaltim", "analyst", key.json()["key"])
    saved = {"name": "Jalan", "filter": {"q": "jalan"}, "when": {"rule": "each_story"}}
    watch = (await asked(who, "POST", "/v1/watches", saved)).json()["id"]
    cursor = (await asked(who, "GET", "/v1/articles?limit=1")).json()["next"]
    listed = (await asked(who, "GET", "/v1/articles?limit=100")).text
    tried = (await asked(who, "POST", f"/v1/watches/{watch}/test")).text
    assert all("kanarippuz" in text and "kanarikutimz" in text for text in (listed, tried))
    path = f"/v1/admin/tenants/{tenant}"
    assert (await asked(operator, "PATCH", path, {"regions": ["64.08"]})).status_code == 200
    listed = (await asked(who, "GET", "/v1/articles?limit=100")).text
    tried = (await asked(who, "POST", f"/v1/watches/{watch}/test")).text
    for text in (listed, tried):
        assert "kanarikutimz" in text
        assert not world.register.foreign(text, visible_owners("kutim"), "")
    assert (await asked(who, "GET", f"/v1/articles?limit=1&cursor={cursor}")).status_code == 400
    lost = world.kept["article_id"]["ppu"][0]
    assert (await asked(who, "GET", f"/v1/articles/{lost}")).status_code == 404


async def test_every_tenant_has_something_to_hide() -> None:
    for one in SCOPES:
        for other in SCOPES:
            if one != other:
                assert f"t{other}" not in visible_owners(one)
    assert "ppu" not in visible_owners("kutim")
    assert "makassar" not in visible_owners("kaltim")
    assert "sebut" not in visible_owners("kutim")
    assert "kaltim" in visible_owners("kutim"), "about the province as such is about its regencies"
