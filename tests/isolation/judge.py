"""What is wrong with an answer: a foreign byte, a wall that can be felt, a count that knows too much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import httpx

from services.gateway.roles import at_least
from tests.isolation.calls import Call, Cursor
from tests.isolation.world import World

# Lists whose total counts articles.
_COUNTED = ("/v1/articles", "/v1/timeline", "/v1/facets", "/v1/exports")
# Parameters that narrow a list: a cursor of a list with other values of them must not be taken.
_NARROWING = ("q", "region", "source", "tone", "topic", "kind", "person", "story", "sort", "action", "watch")
# A problem's own path and id.
_OWN = re.compile(r'"(?:request_id|instance)":\s*"[^"]*"')


@dataclass(frozen=True)
class Finding:
    """Something that must not be."""

    rule: str
    operation: str
    detail: str
    call: str


def judged(world: World, call: Call, answer: httpx.Response) -> list[Finding]:
    """Everything that is wrong with this answer by itself."""
    found = []

    def find(rule: str, detail: str) -> None:
        found.append(Finding(rule, call.operation.name, detail, described(call, answer)))

    status = answer.status_code
    if status == 503:
        # A busy machine: the language service, for one, is waited for two seconds only. Nothing was told.
        return found
    if status >= 500:
        find("no call breaks the gateway", answer.text[:200])
        return found
    key_good = call.who.key in "".join(call.headers.values())
    if not key_good:
        if status != 401:
            find("a key that is not good is 401", str(status))
        return found
    allowed = at_least(call.who.role, call.operation.role)
    # A body that is no JSON is refused before anybody asks for the role; these are all JSON.
    if not allowed and status != 403:
        find("a role too low is 403", str(status))
    if allowed and status == 403 and call.whose != "own":
        find("what is not yours is 404, never 403", answer.text[:200])
    if call.whose in ("foreign", "nobody") and status < 400:
        find("what is not yours is 404", f"{status} {answer.text[:200]}")
    if not _sees_all(call):
        # An operator is told every correction's id, to take it back; not its note.
        corrections = {id_ for ids in world.kept["correction_id"].values() for id_ in ids}
        corrections |= {id_ for ids in world.spare["correction_id"].values() for id_ in ids}
        shown = answer.text + "\n" + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        for one in sorted(world.register.foreign(shown, call.who.visible, call.said)):
            if not (call.who.role == "operator" and one in corrections):
                find("no foreign byte", one)
    if status == 200 and call.operation.path in _COUNTED:
        most = world.articles_seen_by(call.who.tenant)
        total = _total(answer)
        if total is not None and total > most:
            find("no count knows more than its tenant", f"{total} of {most}")
    if call.cursor is not None and status == 200 and not _same_list(call, call.cursor):
        find("a cursor dies with its list", f"of {call.cursor}")
    return found


def felt(call: Call, answer: httpx.Response, twin: httpx.Response) -> list[Finding]:
    """Whether what is foreign answers otherwise than what does not exist at all."""
    if answer.status_code == twin.status_code and _bare(call.path, answer) == _bare(call.twin, twin):
        return []
    detail = f"{answer.status_code} {answer.text[:200]} instead of {twin.status_code} {twin.text[:200]}"
    rule = "what is foreign looks like what does not exist"
    return [Finding(rule, call.operation.name, detail, described(call, answer))]


def described(call: Call, answer: httpx.Response) -> str:
    """The call in one line, to make it again."""
    who = f"{call.who.tenant}/{call.who.role}"
    body = f" {call.request}"[:300] if call.request else ""
    return f"{who}: {call.operation.method.upper()} {call.target}{body} → {answer.status_code}"


def is_json(answer: httpx.Response) -> bool:
    """Whether there is a JSON document in this answer."""
    return (
        bool(answer.content)
        and answer.headers.get("content-type", "").partition(";")[0] == "application/json"
    )


def _sees_all(call: Call) -> bool:
    """An operator under /v1/admin runs the installation."""
    return call.who.role == "operator" and call.operation.path.startswith("/v1/admin")


def _total(answer: httpx.Response) -> int | None:
    given: Any = answer.headers.get("x-total-count")
    if given is None and is_json(answer):
        given = answer.json().get("total", {}).get("value")
    return None if given is None else int(given)


def _same_list(call: Call, cursor: Cursor) -> bool:
    """Whether the cursor may fit: same tenant, same list, and nothing that surely narrows it otherwise."""
    if (cursor.tenant, cursor.operation, cursor.path) != (call.who.tenant, call.operation.name, call.path):
        return False
    return all(_values(call.filter_, name) == _values(cursor.query, name) for name in _NARROWING)


def _values(query: tuple[tuple[str, str], ...], name: str) -> set[str]:
    return {value for key, value in query if key == name}


def _bare(path: str, answer: httpx.Response) -> str:
    """The body without what differs from call to call, and without the ids of the path."""
    text = _OWN.sub("", answer.text)
    for part in path.split("/"):
        if len(part) > 8:
            text = text.replace(part, "ID")
    return text
