"""Problems: every error that the public app answers, as RFC 9457 documents with an Indonesian title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class ProblemKind:
    """A kind of problem: the end of its type URI, its status and its titles."""

    slug: str
    status: int
    title: str
    title_en: str


INVALID = ProblemKind("invalid-parameter", 400, "Permintaan tidak dapat dibaca", "Invalid request")
UNAUTHENTICATED = ProblemKind(
    "unauthenticated", 401, "Kunci API tidak ada atau tidak berlaku", "Missing or invalid API key"
)
FORBIDDEN = ProblemKind(
    "forbidden", 403, "Peran kunci ini tidak mencukupi", "The role of this key is too low"
)
NOT_FOUND = ProblemKind("not-found", 404, "Tidak ditemukan", "Not found")
NOT_ALLOWED = ProblemKind(
    "method-not-allowed", 405, "Metode tidak tersedia di alamat ini", "Method not allowed"
)
CONFLICT = ProblemKind("conflict", 409, "Bertentangan dengan data yang ada", "Conflict")
GONE = ProblemKind("gone", 410, "Alamat ini sudah ditutup", "Gone")
EXPORT_TOO_LARGE = ProblemKind("export-too-large", 413, "Unduhan terlalu besar", "Export too large")
TOO_LARGE = ProblemKind("too-large", 413, "Isi permintaan terlalu besar", "Request body too large")
TOO_MANY = ProblemKind("too-many-requests", 429, "Terlalu banyak permintaan", "Too many requests")
KEY_QUOTA = ProblemKind(
    "key-quota-exceeded", 429, "Kuota per menit kunci ini habis", "The quota of this key is used up"
)
TENANT_QUOTA = ProblemKind(
    "tenant-quota-exceeded",
    429,
    "Kuota harian instansi ini habis",
    "The daily quota of this tenant is used up",
)
INTERNAL = ProblemKind("internal", 500, "Terjadi kesalahan di sisi kami", "Internal error")
UNAVAILABLE = ProblemKind("unavailable", 503, "Layanan sedang tidak tersedia", "Service unavailable")

KINDS: tuple[ProblemKind, ...] = (
    INVALID,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    NOT_ALLOWED,
    CONFLICT,
    GONE,
    TOO_LARGE,
    EXPORT_TOO_LARGE,
    TOO_MANY,
    KEY_QUOTA,
    TENANT_QUOTA,
    INTERNAL,
    UNAVAILABLE,
)


class InvalidValue(BaseModel):
    """One value that was refused."""

    in_: Literal["query", "path", "header", "body"] = Field(alias="in", description="Where the value stood")
    name: str = Field(description="The parameter, or the path of the field in the body")
    position: int | None = Field(None, description="Character in the value, from 0")
    message: str
    hint: str | None = Field(None, description="What to write instead; for queries that cannot be read")

    model_config = ConfigDict(populate_by_name=True)


class ProblemDocument(BaseModel):
    """An RFC 9457 problem."""

    type: str = Field(description="URI of the kind of problem, relative to this server")
    title: str = Field(description="In Bahasa Indonesia; the same for every problem of this type")
    title_en: str = Field(description="The title in English")
    status: int
    detail: str = Field(description="What is wrong with this request")
    instance: str = Field(description="Path of the request")
    request_id: str = Field(description="As in X-Request-Id; name it when you ask for help")
    errors: list[InvalidValue] = Field([], description="The values that were refused; with status 400")


class Problem(Exception):
    """Raised to answer with a problem. `detail` is for the user, in Bahasa Indonesia."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        errors: Sequence[InvalidValue] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})


def invalid(*errors: InvalidValue) -> Problem:
    """The 400 that names every refused value."""
    names = ", ".join(dict.fromkeys(error.name for error in errors))
    return Problem(INVALID, f"Periksa nilai {names}.", errors=errors)


def refused(where: Literal["query", "path", "header", "body"], name: str, message: str) -> InvalidValue:
    """A refused value without a position."""
    return InvalidValue(in_=where, name=name, message=message, position=None, hint=None)


def problem_answer(problem: Problem, *, instance: str, request_id: str) -> Response:
    """The answer that carries a problem."""
    document: dict[str, Any] = {}
    if problem.kind is not INVALID:
        document["exclude"] = {"errors"}
    body = ProblemDocument(
        type=f"/problems/{problem.kind.slug}",
        title=problem.kind.title,
        title_en=problem.kind.title_en,
        status=problem.kind.status,
        detail=problem.detail,
        instance=instance,
        request_id=request_id,
        errors=problem.errors,
    ).model_dump_json(by_alias=True, **document)
    return Response(body, problem.kind.status, headers=problem.headers, media_type=MEDIA_TYPE)
