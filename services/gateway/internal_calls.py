"""One call to another service's internal API: its answers and its failures in the gateway's words."""

from __future__ import annotations

from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from shared.contracts.query import QueryProblem
from shared.runtime.clients import ServiceUnavailable

Model = TypeVar("Model", bound=BaseModel)


class NotFound(Exception):
    """The other service does not have it, or it lies outside the scope."""


class Conflict(Exception):
    """The other service has something else under that name already."""


class PartUnavailable(ServiceUnavailable):
    """A part that this very answer needs does not work now; the message is for the user."""


class Refused(Exception):
    """The other service refuses the request: `name` is the parameter, `position` a character in it,
    `hint` what to write instead."""

    def __init__(self, name: str, message: str, position: int | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.position = position
        self.hint = hint


async def call(
    client: httpx.AsyncClient,
    service: str,
    method: str,
    path: str,
    answer: type[Model],
    *,
    may_miss: bool = False,
    **request: Any,
) -> Model:
    """Send a request and read the answer as a model.

    Raises what `send` raises, and ServiceUnavailable for a body that is not what was agreed.
    """
    response = await send(client, service, method, path, may_miss=may_miss, **request)
    try:
        return answer.model_validate_json(response.content)
    except ValidationError as error:
        raise ServiceUnavailable(
            f"{service} answers {method} {path} with another body than agreed"
        ) from error


async def ask(
    client: httpx.AsyncClient,
    service: str,
    path: str,
    question: BaseModel,
    answer: type[Model],
    *,
    may_miss: bool = False,
    **request: Any,
) -> Model:
    """Post a question as a model and read the answer as one. Raises what `call` raises."""
    return await call(
        client,
        service,
        "POST",
        path,
        answer,
        may_miss=may_miss,
        content=question.model_dump_json(),
        headers={"Content-Type": "application/json"},
        **request,
    )


async def send(
    client: httpx.AsyncClient,
    service: str,
    method: str,
    path: str,
    *,
    may_miss: bool = False,
    **request: Any,
) -> httpx.Response:
    """Send a request and give back the answer of a success.

    Raises NotFound (404, when `may_miss`), Conflict (409), Refused (400, 413 and 422), PartUnavailable (503
    with a message for the user) and ServiceUnavailable (no answer, or another status).
    """
    try:
        response = await client.request(method, path, **request)
    except httpx.HTTPError as error:
        raise ServiceUnavailable(f"{service} does not answer: {error or type(error).__name__}") from error
    if may_miss and response.status_code == httpx.codes.NOT_FOUND:
        raise NotFound(f"{service} has no {path}")
    if response.status_code == httpx.codes.CONFLICT:
        raise Conflict(str(_refusal(response)))
    if response.status_code in (400, 413, 422):
        raise _refusal(response)
    if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        message = _message_for_user(response)
        if message is not None:
            raise PartUnavailable(message)
    if not response.is_success:
        raise ServiceUnavailable(f"{service} answers {response.status_code} to {method} {path}")
    return response


def _message_for_user(response: httpx.Response) -> str | None:
    """The message of a QueryProblem; what else a service says of its failure is for the log."""
    try:
        return QueryProblem.model_validate_json(response.content).message
    except ValidationError:
        return None


def _refusal(response: httpx.Response) -> Refused:
    try:
        body = response.json()
    except ValueError:
        body = {}
    if isinstance(body, dict):
        # A QueryProblem, bare or as the detail of an HTTPException.
        problem = body.get("detail", body)
        if isinstance(problem, dict) and "message" in problem:
            return Refused(
                str(problem.get("name", "body")),
                str(problem["message"]),
                problem.get("position"),
                problem.get("hint"),
            )
        if isinstance(problem, list) and problem and isinstance(problem[0], dict):
            # FastAPI's own validation errors.
            name = ".".join(str(part) for part in problem[0].get("loc", ["body"])[1:]) or "body"
            return Refused(name, str(problem[0].get("msg", "invalid")))
        if isinstance(problem, str):
            return Refused("body", problem)
    return Refused("body", f"status {response.status_code}")
