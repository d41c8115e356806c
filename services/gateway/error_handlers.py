"""From exceptions to problems: one place that decides what a caller is told."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.gateway import problems
from services.gateway.allowed_methods import allowed_methods
from services.gateway.cursors import BadCursor
from services.gateway.errors import InvalidTenant, InvalidUser, KeyEnded, NameTaken, UnknownKey, UnknownTenant
from services.gateway.internal_calls import Conflict, NotFound, PartUnavailable, Refused
from services.gateway.problems import InvalidValue, Problem, problem_answer, refused
from services.gateway.validation import invalid_values
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.errors")
# Of several kinds with one status the first is the general one.
_BY_STATUS = {kind.status: kind for kind in reversed(problems.KINDS)}
_DETAILS = {
    404: "Tidak ada apa-apa di alamat ini.",
    405: "Alamat ini ada, tetapi tidak untuk metode ini.",
    413: "Isi permintaan melebihi batas.",
}
# The errors themselves speak English, for the command line.
_TENANT_FIELDS = {
    "name": "harus 1 sampai 200 karakter",
    "regions": "harus kode wilayah Kemendagri, mis. 64.08, atau ID",
    "timezone": "bukan zona waktu IANA, mis. Asia/Makassar",
    "daily_quota": "di luar batas",
}


def problem_of(error: Exception, method: str) -> Problem:
    """The problem that tells a caller about an error, in so far as it is the caller's business."""
    match error:
        case Problem():
            return error
        case RequestValidationError():
            return problems.invalid(*invalid_values(error.errors()))
        case BadCursor():
            return problems.invalid(refused("query", "cursor", "bukan kursor dari daftar ini"))
        case NotFound() | UnknownTenant() | UnknownKey():
            return Problem(problems.NOT_FOUND, "Tidak ada, atau di luar wilayah kunci ini.")
        case KeyEnded():
            return Problem(
                problems.CONFLICT, "Kunci ini sudah dicabut atau kedaluwarsa; terbitkan yang baru."
            )
        case Conflict():
            return Problem(problems.CONFLICT, str(error))
        case Refused():
            where = "query" if method in ("GET", "HEAD") else "body"
            return problems.invalid(
                InvalidValue.model_validate(
                    {
                        "in": where,
                        "name": error.name,
                        "position": error.position,
                        "message": str(error),
                        "hint": error.hint,
                    }
                )
            )
        case NameTaken():
            return Problem(problems.CONFLICT, "Nama ini sudah dipakai tenant lain.")
        case InvalidTenant():
            return problems.invalid(refused("body", error.field, _TENANT_FIELDS[error.field]))
        case InvalidUser():
            return problems.invalid(refused("body", error.field, str(error)))
        case PartUnavailable():
            return Problem(problems.UNAVAILABLE, str(error))
        case HTTPException():
            return _problem_of_status(error)
    return Problem(problems.UNAVAILABLE, "Bagian yang diperlukan tidak menjawab; coba lagi sebentar lagi.")


def _problem_of_status(error: HTTPException) -> Problem:
    kind = _BY_STATUS.get(error.status_code)
    if kind is None:
        kind = problems.INVALID if error.status_code < 500 else problems.INTERNAL
    detail = _DETAILS.get(error.status_code, kind.title)
    return Problem(kind, detail, headers=error.headers)


def add_error_handlers(app: FastAPI, page: Callable[[Request, Problem], Response]) -> None:
    """Answer every known exception with a problem; with `page` outside /v1 for whoever takes HTML."""

    async def answer(request: Request, error: Exception) -> Response:
        problem = problem_of(error, request.method)
        if problem.kind is problems.NOT_ALLOWED:
            allowed = allowed_methods(request.app, request.url.path)
            problem.headers |= {"Allow": allowed} if allowed else {}
        if problem.kind is problems.UNAVAILABLE:
            log.error("cannot answer", error=str(error), path=request.url.path)
        wants_html = "text/html" in request.headers.get("accept", "")
        if wants_html and not request.url.path.startswith("/v1/"):
            return page(request, problem)
        return problem_answer(problem, instance=request.url.path, request_id=request.state.request_id)

    for kind in (
        Problem,
        RequestValidationError,
        BadCursor,
        NotFound,
        Conflict,
        Refused,
        UnknownTenant,
        UnknownKey,
        KeyEnded,
        InvalidTenant,
        InvalidUser,
        HTTPException,
        ServiceUnavailable,
        OperationalError,
        InterfaceError,
        ConnectionError,
    ):
        app.add_exception_handler(kind, answer)
