"""Administration over HTTP: operators everywhere, admins at home."""

from __future__ import annotations

from services.gateway.keys import find_key, list_keys
from services.gateway.tenants import create_tenant
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
    assert {one["name"] for one in listed} == {"Kutai Timur", "Bontang"}


async def test_a_tenant_that_cannot_be(api: Api) -> None:
    headers = await api.key("operator")
    for body, name in (
        ({"name": "X", "regions": ["99"]}, "regions"),
        ({"name": "X", "regions": []}, "regions"),
        ({"name": "X", "regions": ["64"], "timezone": "Mars"}, "timezone"),
        ({"name": "Kutai Timur", "regions": ["64"]}, "name"),
    ):
        answer = await api.client.post("/v1/admin/tenants", json=body, headers=headers)
        assert_problem(answer, 400, "invalid-parameter")
        assert answer.json()["errors"][0]["name"] == name


async def test_an_admin_sees_and_manages_the_own_tenant_only(api: Api) -> None:
    bontang = await create_tenant(api.engine, "Bontang", ["64.74"])
    await api.key("viewer", bontang)
    [foreign] = await list_keys(api.engine, bontang.id)
    headers = await api.key("admin")
    tenants = (await api.client.get("/v1/admin/tenants", headers=headers)).json()
    assert [one["name"] for one in tenants] == ["Kutai Timur"]
    own = (await api.client.get("/v1/admin/keys", headers=headers)).json()
    assert {key["tenant_id"] for key in own} == {api.kutim.id}
    assert_problem(
        await api.client.get(f"/v1/admin/keys?tenant={bontang.id}", headers=headers), 404, "not-found"
    )
    answer = await api.client.post("/v1/admin/keys", json={"tenant": bontang.id}, headers=headers)
    assert_problem(answer, 404, "not-found")
    assert_problem(await api.client.delete(f"/v1/admin/keys/{foreign.id}", headers=headers), 404, "not-found")
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
