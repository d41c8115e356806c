"""Stories over the public API: what is asked of the search service, and what its answers become."""

from __future__ import annotations

from services.gateway.examples import STORY
from services.gateway.examples_stories import DETAIL, STORY_EXAMPLES
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem

INTERNAL = STORY | {"regions": ["64.08"]}


async def test_a_list_names_regions_and_stays_short(api: Api) -> None:
    many = [{"value": f"koran-{k:02}", "count": 1} for k in range(30)]
    page = {"items": [INTERNAL | {"sources": many}], "next": [1, "x"], "total": {"value": 4}}
    api.search.answers["POST /stories/search"] = (200, page)
    listed = (await api.get("/v1/stories")).json()
    assert listed["items"] == [STORY | {"sources": many[:10], "source_count": 30}]
    assert listed["next"]


async def test_one_story_has_a_tag_and_asks_in_the_zone_of_the_tenant(api: Api) -> None:
    api.search.answers["POST /stories/detail"] = (200, DETAIL)
    one = await api.get(f"/v1/stories/{DETAIL['id']}")
    assert one.json() == DETAIL
    assert one.headers["etag"]
    asked = api.search.last("POST /stories/detail")
    assert (asked["scope"], asked["timezone"]) == (["64.08"], "Asia/Makassar")


async def test_a_correction_that_waits_is_accepted(api: Api) -> None:
    outcome = STORY_EXAMPLES["CorrectionOutcome"]
    headers = await api.key("analyst")
    for state, status in (("applied", 200), ("waiting", 202)):
        api.search.answers["POST /stories/merge"] = (200, outcome | {"state": state})
        answer = await api.client.post("/v1/stories/s1/merge", json={"story": "s2"}, headers=headers)
        assert answer.status_code == status
        assert answer.json()["state"] == state


async def test_a_story_is_not_merged_with_itself(api: Api) -> None:
    headers = await api.key("analyst")
    answer = await api.client.post("/v1/stories/s1/merge", json={"story": "s1"}, headers=headers)
    assert_problem(answer, 400, "invalid-parameter")


async def test_bodies_are_read_strictly(api: Api) -> None:
    headers = await api.key("analyst")
    for path, body in (
        ("merge", {"story": "s2", "why": "x"}),
        ("merge", {"story": "s2", "note": "x" * 1001}),
        ("split", {"articles": []}),
        ("split", {"articles": ["a"] * 201}),
        ("split", {"articles": ["a\0"]}),
    ):
        answer = await api.client.post(f"/v1/stories/s1/{path}", json=body, headers=headers)
        assert_problem(answer, 400, "invalid-parameter")
