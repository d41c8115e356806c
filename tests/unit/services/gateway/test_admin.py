"""Administration over HTTP: operators everywhere, admins at home."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.gateway.keys import find_key, issue_key, list_keys
from services.gateway.tenants import create_tenant, get_tenant
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem


async def test_an_operator_makes_a_tenant_and_its_first_key(api: Api) -> None:
    headers = await api.key("operator")
    made = await api.client.post(
        "/v1/admin/tenants", json={"name": "Bontang", "regions": ["64.74"]}, headers=headers
    )
    assert made.status_code == 201
    tenant = made.json()
    assert (tenant["scope"], tenant["timezone"]) == (["64.74"], "Asia/Makassar")
    issued = await api.client.post(
        "/v1/admin/keys", json={"tenant": tenant["id"], "role": "admin"}, headers=headers
    )
    assert issued.status_code == 201
    found = await find_key(api.engine, issued.json()["key"])
    assert found is not None
    assert (found[1].id, found[0].role) == (tenant["id"], "admin")
    listed = (await api.client.get("/v1/admin/tenants", headers=headers)).json()
    assert {one["name"] for one in listed["items"]} == {"Kutai Timur", "Bontang"}


async def test_a_tenant_that_cannot_be(api: Api) -> None:
    headers = await api.key("operator")
    for body, name in (
        ({"name": "X", "regions": ["99"]}, "regions"),
        ({"name": "X", "regions": []}, "regions"),
        ({"name": "X", "regions": ["64"], "timezone": "Mars"}, "timezone"),
        ({"name": " ", "regions": ["64"]}, "name"),
    ):
        answer = await api.client.post("/v1/admin/tenants", json=body, headers=headers)
        assert_problem(answer, 400, "invalid-parameter")
        assert answer.json()["errors"][0]["name"] == name
    taken = await api.client.post(
        "/v1/admin/tenants", json={"name": "Kutai Timur", "regions": ["64"]}, headers=headers
    )
    assert_problem(taken, 409, "conflict")


async def test_an_admin_sees_and_manages_the_own_tenant_only(api: Api) -> None:
    bontang = await create_tenant(api.engine, "Bontang", ["64.74"])
    await api.key("viewer", bontang)
    [foreign] = await list_keys(api.engine, bontang.id)
    headers = await api.key("admin")
    tenants = (await api.client.get("/v1/admin/tenants", headers=headers)).json()
    assert [one["name"] for one in tenants["items"]] == ["Kutai Timur"]
    own = (await api.client.get("/v1/admin/keys", headers=headers)).json()
    assert {key["tenant_id"] for key in own["items"]} == {api.kutim.id}
    assert_problem(
        await api.client.get(f"/v1/admin/keys?tenant={bontang.id}", headers=headers), 404, "not-found"
    )
    answer = await api.client.post("/v1/admin/keys", json={"tenant": bontang.id}, headers=headers)
    assert_problem(answer, 404, "not-found")
    assert_problem(await api.client.delete(f"/v1/admin/keys/{foreign.id}", headers=headers), 404, "not-found")
    for answer in (
        await api.client.post(f"/v1/admin/keys/{foreign.id}/rotate", headers=headers),
        await api.client.post(f"/v1/admin/keys/{foreign.id}/rotate", json={}, headers=headers),
    ):
        assert_problem(answer, 404, "not-found")
    [untouched] = await list_keys(api.engine, bontang.id)
    assert untouched.revoked_at is None


async def test_nobody_issues_a_role_above_the_own(api: Api) -> None:
    headers = await api.key("admin")
    answer = await api.client.post("/v1/admin/keys", json={"role": "operator"}, headers=headers)
    assert_problem(answer, 403, "forbidden")


async def test_a_key_is_revoked_at_once_and_never_shown_again(api: Api) -> None:
    headers = await api.key("admin")
    issued = (await api.client.post("/v1/admin/keys", json={"role": "viewer"}, headers=headers)).json()
    listed = (await api.client.get("/v1/admin/keys", headers=headers)).text
    assert issued["id"] in listed
    assert issued["key"] not in listed
    assert (await api.client.get("/v1/sources", headers={"X-API-Key": issued["key"]})).status_code != 401
    answer = await api.client.delete(f"/v1/admin/keys/{issued['id']}", headers=headers)
    assert answer.status_code == 204
    again = await api.client.get("/v1/sources", headers={"X-API-Key": issued["key"]})
    assert_problem(again, 401, "unauthenticated")


async def test_a_key_that_would_be_expired_at_once(api: Api) -> None:
    body = {"role": "viewer", "expires_at": "2020-01-01T00:00:00Z"}
    answer = await api.client.post("/v1/admin/keys", json=body, headers=await api.key("admin"))
    assert_problem(answer, 400, "invalid-parameter")


async def test_an_admin_gets_hold_of_no_key_above_the_own(api: Api) -> None:
    operator = await issue_key(api.engine, api.kutim.id, "operator")
    headers = await api.key("admin")
    for answer in (
        await api.client.post(f"/v1/admin/keys/{operator.id}/rotate", headers=headers),
        await api.client.delete(f"/v1/admin/keys/{operator.id}", headers=headers),
    ):
        assert_problem(answer, 403, "forbidden")
    assert await find_key(api.engine, operator.key) is not None


async def test_a_key_is_rotated_without_a_gap(api: Api) -> None:
    headers = await api.key("admin")
    body = {"name": "Dasbor", "role": "viewer"}
    issued = (await api.client.post("/v1/admin/keys", json=body, headers=headers)).json()
    answer = await api.client.post(
        f"/v1/admin/keys/{issued['id']}/rotate", json={"grace_hours": 168}, headers=headers
    )
    assert answer.status_code == 200
    rotated = answer.json()
    until = datetime.fromisoformat(rotated["previous_until"]) - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < until <= timedelta(days=7)
    for key in (issued["key"], rotated["key"]):
        assert (await api.client.get("/v1/me", headers={"X-API-Key": key})).status_code == 200
    listed = await api.client.get("/v1/admin/keys", headers=headers)
    assert rotated["key"] not in listed.text
    [shown] = [key for key in listed.json()["items"] if key["id"] == issued["id"]]
    assert (shown["name"], shown["previous_until"]) == ("Dasbor", rotated["previous_until"])
    await api.client.delete(f"/v1/admin/keys/{issued['id']}", headers=headers)
    for key in (issued["key"], rotated["key"]):
        answer = await api.client.get("/v1/me", headers={"X-API-Key": key})
        assert_problem(answer, 401, "unauthenticated")
    answer = await api.client.post(f"/v1/admin/keys/{issued['id']}/rotate", headers=headers)
    assert_problem(answer, 409, "conflict")
    for hours in (-1, 169):
        answer = await api.client.post(
            f"/v1/admin/keys/{issued['id']}/rotate", json={"grace_hours": hours}, headers=headers
        )
        assert_problem(answer, 400, "invalid-parameter")


async def test_keys_and_tenants_by_the_page(api: Api) -> None:
    for name, code in (("Bontang", "64.74"), ("Samarinda", "64.72")):
        await create_tenant(api.engine, name, [code])
    headers = await api.key("operator")
    for _ in range(2):
        await api.key()
    for path, count in (("/v1/admin/tenants", 3), ("/v1/admin/keys", 3)):
        seen, cursor = [], ""
        while True:
            page = (await api.client.get(f"{path}?limit=2{cursor}", headers=headers)).json()
            seen += [item["id"] for item in page["items"]]
            assert page["total"] == {"value": count, "relation": "eq"}
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert len(seen) == len(set(seen)) == count


async def test_a_new_scope_reaches_the_saved_searches_and_ends_cursors(api: Api) -> None:
    api.search.answers["POST /watches/rescope"] = (200, None)
    api.search.answers["POST /articles/search"] = (
        200,
        {"items": [], "next": [1, "a"], "total": {"value": 9}},
    )
    viewer, operator = await api.key(), await api.key("operator")
    page = (await api.client.get("/v1/articles?limit=1", headers=viewer)).json()
    body = {"regions": ["64.08", "64.74"], "timezone": "Asia/Jakarta", "name": "Kutim dan Bontang"}
    path = f"/v1/admin/tenants/{api.kutim.id}"
    answer = await api.client.patch(path, json=body, headers=operator)
    assert answer.status_code == 200
    assert (answer.json()["scope"], answer.json()["name"]) == (["64.08", "64.74"], "Kutim dan Bontang")
    assert api.search.last("POST /watches/rescope") == {
        "tenant_id": api.kutim.id,
        "scope": ["64.08", "64.74"],
        "zone": "Asia/Jakarta",
    }
    answer = await api.client.get(f"/v1/articles?limit=1&cursor={page['next']}", headers=viewer)
    assert_problem(answer, 400, "invalid-parameter")
    me = (await api.client.get("/v1/me", headers=viewer)).json()
    assert [region["code"] for region in me["tenant"]["scope"]] == ["64.08", "64.74"]
    asked = len(api.search.asked)
    assert (await api.client.patch(path, json={"name": "Kutim"}, headers=operator)).status_code == 200
    assert len(api.search.asked) == asked, "a new name changes no saved search"


async def test_a_tenant_stays_as_it_was_when_its_saved_searches_cannot_follow(api: Api) -> None:
    api.search.answers["POST /watches/rescope"] = (500, None)
    path, headers = f"/v1/admin/tenants/{api.kutim.id}", await api.key("operator")
    answer = await api.client.patch(path, json={"regions": ["64"]}, headers=headers)
    assert_problem(answer, 503, "unavailable")
    assert (await get_tenant(api.engine, api.kutim.id)).scope == ("64.08",)
    for body, name in (({"regions": ["99"]}, "regions"), ({"timezone": "Mars"}, "timezone")):
        answer = await api.client.patch(path, json=body, headers=headers)
        assert_problem(answer, 400, "invalid-parameter")
        assert answer.json()["errors"][0]["name"] == name
    answer = await api.client.patch("/v1/admin/tenants/none", json={"name": "X"}, headers=headers)
    assert_problem(answer, 404, "not-found")


async def test_saved_searches_see_no_more_than_the_tenant_at_any_moment(api: Api) -> None:
    api.search.answers["POST /watches/rescope"] = (204, None)
    path, headers = f"/v1/admin/tenants/{api.kutim.id}", await api.key("operator")
    carried = []
    for regions in (["64"], ["64.08"], ["64.74"], ["64.74"]):
        before = len(api.search.asked)
        assert (await api.client.patch(path, json={"regions": regions}, headers=headers)).status_code == 200
        carried.append([body["scope"] for _, body in api.search.asked[before:]])
    # What both have in common before the change is committed; the same change again repairs a broken one.
    assert carried == [[["64.08"], ["64"]], [["64.08"]], [["00"], ["64.74"]], [["64.74"]]]


async def test_a_quota_is_set_and_taken_back(api: Api) -> None:
    path, headers = f"/v1/admin/tenants/{api.kutim.id}", await api.key("operator")
    for given, kept in ((500, 500), (None, None)):
        answer = await api.client.patch(path, json={"daily_quota": given}, headers=headers)
        assert (answer.status_code, answer.json()["daily_quota"]) == (200, kept)
    assert_problem(
        await api.client.patch(path, json={"daily_quota": 0}, headers=headers), 400, "invalid-parameter"
    )
