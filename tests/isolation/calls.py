"""Calls made of the OpenAPI document: every operation, every parameter, every body, in every hand."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from services.gateway.roles import Role, at_least, least_role
from tests.isolation.canaries import GROUPS, canary
from tests.isolation.values import Draw, Whose, pick, stranger
from tests.isolation.world import Who, World, import_file

_PARAMETER = re.compile(r"\{(\w+)\}")
# Reads show what there is to see; some operations cost a hundred reads.
_WEIGHTS = {"get": 4.0, "head": 2.0}
_COSTLY = {"/v1/briefs": 0.2, "/v1/regions": 0.5}
# How often a parameter is given; short lists take little time.
_LIKELY = {"limit": 0.97, "format": 0.7, "mode": 0.4, "region": 0.35, "q": 0.4}
# A body without its optional channels is the usual one: they need a network.
_SELDOM = {"channels": 0.3}
# Headers by which a careless gateway might let itself be told whose request this is.
_TRICKS = ("X-Tenant", "X-Tenant-Id", "X-Scope", "X-Forwarded-User", "X-Original-URL")


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    method: str
    path: str
    parameters: list[dict[str, Any]]
    body: dict[str, Any] | None
    multipart: bool

    @property
    def name(self) -> str:
        """As in the table of roles."""
        return f"{self.method.upper()} {self.path}"

    @property
    def role(self) -> Role:
        """The least role."""
        return least_role(self.method, self.path)

    @property
    def weight(self) -> float:
        """How often it is called, beside the others."""
        return _COSTLY.get(self.path, 0.3 if self.path.endswith("/test") else _WEIGHTS.get(self.method, 1.0))

    @property
    def writes(self) -> bool:
        """Whether it changes something; what needs no more than a viewer does not."""
        return self.method not in ("get", "head") and self.role != "viewer"


@dataclass(frozen=True)
class Cursor:
    """A cursor and the list that it came from."""

    text: str
    tenant: str
    operation: str
    path: str
    query: tuple[tuple[str, str], ...]


@dataclass
class Call:
    """One call, and what is known about it."""

    operation: Operation
    who: Who
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    request: dict[str, Any]
    # Whose the ids in the path are; foreign when one of them is.
    whose: Whose = "own"
    # The same path with an id that nobody has, when `whose` is foreign.
    twin: str = ""
    cursor: Cursor | None = None

    @property
    def target(self) -> str:
        """Path and query as they are sent."""
        return self.path + (f"?{urlencode(self.query)}" if self.query else "")

    @property
    def said(self) -> str:
        """Everything that the request says by itself: an answer may repeat it."""
        return f"{self.target} {self.request}"

    @property
    def filter_(self) -> tuple[tuple[str, str], ...]:
        """The query without where and how much."""
        return tuple(sorted(pair for pair in self.query if pair[0] not in ("limit", "cursor")))


@dataclass
class Caller:
    """Makes calls. The same seed makes the same calls, as far as the world's ids are the same."""

    world: World
    dice: random.Random
    operations: list[Operation]
    cursors: dict[str, list[Cursor]] = field(default_factory=lambda: defaultdict(list))

    def make(self, operation: Operation | None = None) -> Call:
        """A call with everything filled in."""
        if operation is None:
            operation = self.dice.choices(self.operations, [one.weight for one in self.operations])[0]
        who = self._who(operation)
        draw = Draw(self.world, who, self.dice)
        path, twin, whose = self._path(operation, draw)
        call = Call(operation, who, path, [], self._headers(who), {}, whose, twin)
        for parameter in operation.parameters:
            if parameter["in"] == "query":
                self._parameter(call, parameter, draw)
        if self.dice.random() < 0.02:
            call.query.append((pick(self.dice, ("scope", "tenant", "tenant_id", "region[]")), draw.region()))
        if operation.multipart:
            call.request = self._file(draw)
        elif operation.body is not None and (operation.method != "post" or self.dice.random() < 0.95):
            body = self._body(operation.body, "", draw, writes=operation.writes)
            if operation.path.startswith("/v1/stories/") and "story" in body:
                body["story"] = draw.other_story(path.split("/")[3])
            call.request = {"json": body}
        return call

    def learn(self, call: Call, body: Any) -> None:
        """Keep the cursor of an answer, and the id of what was made."""
        if not isinstance(body, dict):
            return
        if isinstance(body.get("next"), str):
            known = self.cursors[call.operation.name]
            found = Cursor(body["next"], call.who.tenant, call.operation.name, call.path, call.filter_)
            if len(known) < 200:
                known.append(found)
            else:
                known[self.dice.randrange(len(known))] = found
        child = next(
            (
                one.path.rpartition("{")[2].removesuffix("}")
                for one in self.operations
                if re.fullmatch(rf"{re.escape(call.operation.path)}/\{{\w+\}}", one.path)
            ),
            None,
        )
        made = child in ("watch_id", "key_id", "import_id") and call.operation.method == "post"
        if child and made and call.who.role != "operator" and isinstance(body.get("id"), str):
            self.world.spend(child, f"t{call.who.tenant}", body["id"])

    def _who(self, operation: Operation) -> Who:
        able = [who for who in self.world.callers if at_least(who.role, operation.role)]
        # Operators see everything under /v1/admin: they are no test of walls there.
        if operation.path.startswith("/v1/admin") and operation.role != "operator":
            able = [who for who in able if who.role != "operator"] or able
        return self.dice.choice(self.world.callers if self.dice.random() < 0.06 else able)

    def _path(self, operation: Operation, draw: Draw) -> tuple[str, str, Whose]:
        path, twin, whose = operation.path, operation.path, "own"
        for parameter in _PARAMETER.findall(operation.path):
            id_, is_whose = draw.path_id(
                parameter, spend=operation.writes, admin=operation.path.startswith("/v1/admin")
            )
            path = path.replace(f"{{{parameter}}}", quote(id_, safe=""))
            other = stranger(parameter, self.dice)
            twin = twin.replace(f"{{{parameter}}}", quote(other, safe=""))
            if whose == "own" or is_whose == "foreign":
                whose = is_whose
        return path, twin, whose  # type: ignore[return-value]  # the literals above are of Whose

    def _headers(self, who: Who) -> dict[str, str]:
        luck = self.dice.random()
        if luck < 0.01:
            key = pick(
                self.dice, [*self.world.dead_keys, who.key[:-1] + ("A" if who.key[-1] != "A" else "B")]
            )
            return {"Authorization": f"Bearer {key}"}
        headers = {"X-API-Key": who.key} if luck < 0.2 else {"Authorization": f"Bearer {who.key}"}
        if self.dice.random() < 0.05:
            other = pick(self.dice, list(self.world.tenants.values()))
            headers[pick(self.dice, _TRICKS)] = pick(self.dice, ("ID", "64", other))
        return headers

    def _parameter(self, call: Call, parameter: dict[str, Any], draw: Draw) -> None:
        name, schema = parameter["name"], parameter["schema"]
        if name == "cursor":
            self._cursor(call)
            return
        likely = _LIKELY.get(name, 0.15)
        if not parameter.get("required") and self.dice.random() > likely:
            return
        for _ in range(2 if _kind(schema) == "array" and self.dice.random() < 0.3 else 1):
            value = draw.named(name)
            if value is None:
                value = self._of_schema(schema)
            call.query.append((name, str(value).lower() if isinstance(value, bool) else str(value)))

    def _cursor(self, call: Call) -> None:
        luck = self.dice.random()
        if luck > 0.25:
            return
        own = self.cursors[call.operation.name]
        everybody = [cursor for cursors in self.cursors.values() for cursor in cursors]
        pool = own if own and luck < 0.17 else everybody
        if pool:
            call.cursor = pick(self.dice, pool)
            text = call.cursor.text
            if luck < 0.02:
                text, call.cursor = text[:-2] + text[-1] + text[-2], None
            call.query.append(("cursor", text))

    def _of_schema(self, schema: dict[str, Any]) -> Any:
        schema = _plain(schema)
        if "enum" in schema:
            return pick(self.dice, schema["enum"])
        match schema.get("type"):
            case "boolean":
                return self.dice.random() < 0.5
            case "integer":
                low = schema.get("minimum", 1)
                return self.dice.randint(low, min(schema.get("maximum", low + 20), low + 20))
            case "array":
                return self._of_schema(schema["items"])
        if "const" in schema:
            return schema["const"]
        return pick(self.dice, ("x", "tone,region,source,topic,person,org", "key.issue", "64.08"))

    def _body(self, value: Any, name: str, draw: Draw, *, writes: bool) -> Any:
        if isinstance(value, dict):
            body = {
                key: self._body(inner, key, draw, writes=writes)
                for key, inner in value.items()
                if name != "" or self.dice.random() < _SELDOM.get(key, 0.95)
            }
            if name in ("", "filter") and self.dice.random() < 0.3 and "q" not in body and "filter" in value:
                body["q"] = draw.query()
            if self.dice.random() < 0.02:
                body[pick(self.dice, ("scope", "tenant_id"))] = pick(self.dice, (["ID"], "ID", "x"))
            return body
        if isinstance(value, list):
            drawn = draw.named(name)
            if isinstance(drawn, list):
                return drawn
            return [self._body(inner, name, draw, writes=writes) for inner in value]
        if (
            not isinstance(value, str)
            or self.dice.random() < 0.2
            or (":" in value and name in ("from", "to"))
        ):
            return value
        if name == "q" and writes:
            # It is kept, and shown again to whoever owns it: nothing in it may be somebody else's.
            return f"jalan OR {canary(f't{draw.who.tenant}', 'cari')}"
        if name == "person" and writes:
            return "Rahmadi Saleh"
        drawn = draw.named(name)
        return value if drawn is None or isinstance(drawn, list) else drawn

    def _file(self, draw: Draw) -> dict[str, Any]:
        tenant = draw.who.tenant
        owner = f"t{tenant}"
        request = import_file(owner, tenant, self.dice.randrange(25))
        if self.dice.random() < 0.5:
            request["data"]["region"] = draw.region()
        if self.dice.random() < 0.3:
            request["data"]["source"] = f"koran-{pick(self.dice, list(GROUPS))}"
        return request


def operations_of(document: dict[str, Any]) -> list[Operation]:
    """Every operation, with the example of its body."""
    schemas = document["components"]["schemas"]
    found = []
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            content = one.get("requestBody", {}).get("content", {})
            body = None
            if "application/json" in content:
                body = _example(content["application/json"], schemas)
            parameters = [
                parameter | {"schema": parameter.get("schema", {})} for parameter in one.get("parameters", ())
            ]
            found.append(Operation(method, path, parameters, body, "multipart/form-data" in content))
    return found


def _example(content: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    schema = _plain(content["schema"])
    reference = schema.get("$ref", "").rpartition("/")[2]
    examples = content.get("examples")
    if examples:
        first = next(iter(examples.values()))
        return dict(first["value"])
    found = schemas.get(reference, schema).get("examples") or [{}]
    return dict(found[0])


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Of a schema that may be null, the other one."""
    for option in schema.get("anyOf", ()):
        if option.get("type") != "null":
            return dict(option)
    return schema


def _kind(schema: dict[str, Any]) -> str:
    return str(_plain(schema).get("type", ""))
