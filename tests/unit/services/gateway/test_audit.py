"""The audit trail: every act leaves a line without a secret, and each tenant reads its own."""

from __future__ import annotations

from services.gateway.examples import SOURCE
from services.gateway.examples_imports import IMPORT
from services.gateway.examples_stories import STORY_EXAMPLES
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem
from tests.unit.services.gateway.test_watches import WATCH_ID, watch


async def test_every_act_leaves_a_line(api: Api) -> None:
    api.search.answers["POST /watches/rescope"] = (204, None)
    api.crawler.answers["POST /sources"] = (200, SOURCE)
    api.crawler.answers["PATCH /sources/kabar-pesisir"] = (200, SOURCE)
    headers = await api.key("operator")
    new = {"name": "Bontang", "regions": ["64.74"]}
    tenant = (await api.client.post("/v1/admin/tenants", json=new, headers=headers)).json()["id"]
    await api.client.patch(f"/v1/admin/tenants/{tenant}", json={"name": "Kota Bontang"}, headers=headers)
    issued = (await api.client.post("/v1/admin/keys", json={"tenant": tenant}, headers=headers)).json()
    rotated = (await api.client.post(f"/v1/admin/keys/{issued['id']}/rotate", headers=headers)).json()
    await api.client.delete(f"/v1/admin/keys/{issued['id']}", headers=headers)
    await api.client.post("/v1/admin/sources", json={"url": SOURCE["url"]}, headers=headers)
    await api.client.patch("/v1/admin/sources/kabar-pesisir", json={"paused": True}, headers=headers)
    await create_user(api.engine, tenant, "humas@bontang.example", "kata-sandi-panjang", "analyst")
    answer = await api.client.get("/v1/admin/audit?limit=8", headers=headers)
    acts = answer.json()["items"]
    assert [(act["action"], act["tenant_id"], act["subject"]) for act in acts[1:]] == [
        ("source.change", None, "kabar-pesisir"),
        ("source.add", None, "kabar-pesisir"),
        ("key.revoke", tenant, issued["id"]),
        ("key.rotate", tenant, issued["id"]),
        ("key.issue", tenant, issued["id"]),
        ("tenant.change", tenant, tenant),
        ("tenant.create", tenant, tenant),
    ]
    assert (acts[0]["action"], acts[0]["actor"]) == ("user.create", "cli")
    assert {act["actor"] for act in acts[1:]} == {f"key:{headers['Authorization'].split('_')[1]}"}
    for secret in (issued["key"], rotated["key"], "kata-sandi-panjang", headers["Authorization"]):
        assert secret.split("_", 2)[-1] not in answer.text


async def test_an_admin_reads_the_own_tenants_lines_only(api: Api) -> None:
    bontang = await create_tenant(api.engine, "Bontang", ["64.74"])
    for _ in range(3):
        await api.key("viewer", bontang)
    mine = (await api.get("/v1/admin/audit", "admin")).json()
    assert {act["tenant_id"] for act in mine["items"]} == {api.kutim.id}
    assert mine["total"]["value"] == len(mine["items"])
    answer = await api.get(f"/v1/admin/audit?tenant={bontang.id}", "admin")
    assert_problem(answer, 404, "not-found")
    theirs = (await api.get(f"/v1/admin/audit?tenant={bontang.id}", "operator")).json()
    assert theirs["total"]["value"] == 4


async def test_page_by_page_and_filtered(api: Api) -> None:
    headers = await api.key("operator")
    for _ in range(4):
        await api.key()
    seen: list[int] = []
    cursor = ""
    while True:
        path = f"/v1/admin/audit?action=key.issue&actor=cli&limit=2{cursor}"
        page = (await api.client.get(path, headers=headers)).json()
        seen += [act["id"] for act in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == page["total"]["value"] == 5
    wrong = f"/v1/admin/audit?action=key.revoke&limit=2{cursor}"
    assert_problem(await api.client.get(wrong, headers=headers), 400, "invalid-parameter")
    for query, count in (
        ("from=2020-01-01", 6),
        ("to=2020-01-01", 0),
        ("from=2020-01-01&to=2020-01-02", 0),
        ("actor=key:none", 0),
    ):
        found = (await api.client.get(f"/v1/admin/audit?{query}", headers=headers)).json()
        assert found["total"]["value"] == count, query
    for query in ("from=nonsense", "to=2026-13-01", "unknown=1"):
        answer = await api.client.get(f"/v1/admin/audit?{query}", headers=headers)
        assert_problem(answer, 400, "invalid-parameter")


async def test_corrections_of_stories_leave_a_line(api: Api) -> None:
    outcome = STORY_EXAMPLES["CorrectionOutcome"] | {"state": "applied"}
    for path in ("merge", "split", "undo"):
        api.search.answers[f"POST /stories/{path}"] = (200, outcome)
    headers = await api.key("analyst")
    await api.client.post("/v1/stories/s1/merge", json={"story": "s2"}, headers=headers)
    await api.client.post("/v1/stories/s1/split", json={"articles": ["a1", "a2"]}, headers=headers)
    await api.client.delete("/v1/stories/s1/corrections/c1", headers=headers)
    acts = (await api.get("/v1/admin/audit?limit=4", "admin")).json()["items"]
    assert [(act["action"], act["subject"], act["detail"]) for act in acts[1:]] == [
        ("story.undo", "s1", "correction c1"),
        ("story.split", "s1", "off it: a1, a2"),
        ("story.merge", "s1", "with s2"),
    ]
    api.search.answers["POST /stories/merge"] = (404, None)
    answer = await api.client.post("/v1/stories/s1/merge", json={"story": "s3"}, headers=headers)
    assert_problem(answer, 404, "not-found")
    listed = (await api.get("/v1/admin/audit?action=story.merge", "admin")).json()
    assert listed["total"]["value"] == 1, "what was not done leaves no line"


async def test_what_an_operator_undoes_of_others_stands_in_no_tenants_trail(api: Api) -> None:
    outcome = STORY_EXAMPLES["CorrectionOutcome"] | {"state": "applied", "own": False}
    api.search.answers["POST /stories/undo"] = (200, outcome)
    headers = await api.key("operator")
    undone = await api.client.delete("/v1/stories/s1/corrections/c1", headers=headers)
    assert undone.status_code == 200
    told = (await api.get("/v1/admin/audit?action=story.undo", "operator")).json()["items"]
    assert [(act["detail"], act["tenant_id"]) for act in told] == [("correction c1", None)]
    assert (await api.get("/v1/admin/audit?action=story.undo", "admin")).json()["items"] == []


async def test_what_is_done_to_watches_leaves_a_line_without_a_secret(api: Api) -> None:
    until = "2026-08-18T02:00:00+00:00"
    made = watch().model_dump(mode="json")
    api.search.answers["POST /watches"] = (201, made)
    api.search.answers[f"PATCH /watches/{WATCH_ID}"] = (200, made)
    api.search.answers["POST /watches/secret"] = (200, made | {"previous_secret_until": until})
    api.search.answers[f"DELETE /watches/{WATCH_ID}"] = (204, None)
    headers, path = await api.key("analyst"), f"/v1/watches/{WATCH_ID}"
    created = await api.client.post("/v1/watches", json={"name": "Jalan"}, headers=headers)
    await api.client.patch(path, json={"name": "Jalan", "cooldown": "6h"}, headers=headers)
    rotated = await api.client.post(f"{path}/secret", headers=headers)
    assert (await api.client.delete(path, headers=headers)).status_code == 204
    answer = await api.get("/v1/admin/audit?limit=5", "admin")
    acts = answer.json()["items"]
    assert [(act["action"], act["subject"], act["detail"]) for act in acts[1:]] == [
        ("watch.delete", WATCH_ID, ""),
        ("watch.rotate", WATCH_ID, f"the secret before ends at {until}"),
        ("watch.change", WATCH_ID, "cooldown, name"),
        ("watch.create", WATCH_ID, "Jalan"),
    ]
    assert {act["actor"] for act in acts[1:]} == {f"key:{headers['Authorization'].split('_')[1]}"}
    for shown_once in (created.json()["secret"], rotated.json()["secret"]):
        assert shown_once not in answer.text
    api.search.answers[f"DELETE /watches/{WATCH_ID}"] = (404, None)
    assert_problem(await api.client.delete(path, headers=headers), 404, "not-found")
    listed = (await api.get("/v1/admin/audit?action=watch.delete", "admin")).json()
    assert listed["total"]["value"] == 1, "what was not done leaves no line"


async def test_imports_leave_a_line_when_made_and_when_undone(api: Api) -> None:
    path = f"/imports/{IMPORT['id']}"
    api.crawler.answers["GET /sources"] = (200, {"items": []})
    api.crawler.answers["POST /imports"] = (202, IMPORT)
    api.crawler.answers[f"DELETE {path}"] = (200, {})
    headers = await api.key("analyst")
    form = {"source": "Lapor Kutim", "region": "64.08"}
    files = {"file": ("aduan.csv", b"Isi Laporan\nLampu jalan padam\n", "text/csv")}
    made = await api.client.post("/v1/imports", data=form, files=files, headers=headers)
    assert made.status_code == 202, made.text
    assert (await api.client.delete(f"/v1{path}", headers=headers)).status_code == 204
    acts = (await api.get("/v1/admin/audit?limit=3", "admin")).json()["items"]
    assert [(act["action"], act["subject"], act["detail"]) for act in acts[1:]] == [
        ("import.delete", IMPORT["id"], ""),
        ("import.create", IMPORT["id"], "214 rows of aspirasi"),
    ]
