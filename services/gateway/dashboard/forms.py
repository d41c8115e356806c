"""Forms: read once, within bounds, their CSRF token checked; errors beside fields; the way on afterwards.

A page with a form::

    @router.post("/opd")
    async def add(request: Request, visitor: AdminVisitor, form: SentForm) -> Response:
        name = form.required("nama", most=200)
        if form.errors:
            return _page(visitor, form, status=422)   # the template shows form.text(…) and form.errors
        await create_office(gateway_state(request).engine, visitor.tenant.id, name)
        return await see_other(request, "/admin/opd", f"{name} ditambahkan.")

The page without anything typed is given ``blank_form()`` or ``blank_form(nama=office.name)``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from services.gateway.dashboard.headers import PRIVATE, SECURITY_HEADERS
from services.gateway.dashboard.notices import Notice, NoticeKind
from services.gateway.dashboard.visitor import (
    CSRF_FIELD,
    SignedIn,
    Visitor,
    check_csrf,
    local_path,
    visitor_of,
)
from services.gateway.sessions import leave_notice
from services.gateway.state import gateway_state

# An edited brief is the longest thing that is typed: some 40 pages, as UTF-8 in percent encoding.
MAX_FORM_BYTES = 600_000
# Three for each part of a report; a quarter of a province has some hundreds of parts.
MAX_FIELDS = 2_000
REQUIRED = "Wajib diisi."


class FormTooLarge(Exception):
    """More than any form of ours sends."""


class Form:
    """What was typed, by the names of the fields, and what is wrong with it.

    A method that finds a value wrong notes it in `errors` (field → sentence) and still gives the value
    back, so that the page can show everything that was typed.
    """

    def __init__(
        self, values: Sequence[tuple[str, str]] = (), files: Sequence[tuple[str, UploadFile]] = ()
    ) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in values:
            self._values.setdefault(name, []).append(value)
        self._files = dict(files)
        self.errors: dict[str, str] = {}

    def text(self, name: str, *, most: int | None = None) -> str:
        """The value of a field without blanks around it; "" when it was not sent."""
        value = _clean(self._values.get(name, [""])[0])
        if most is not None and len(value) > most:
            self.refuse(name, f"Paling banyak {most} huruf; sekarang {len(value)}.")
        return value

    def raw(self, name: str) -> str:
        """The value exactly as it was sent: for passwords."""
        return self._values.get(name, [""])[0]

    def required(self, name: str, *, most: int | None = None, message: str = REQUIRED) -> str:
        """The value of a field that must not be empty."""
        value = self.text(name, most=most)
        if not value:
            self.refuse(name, message)
        return value

    def one_of(self, name: str, allowed: Sequence[str], *, default: str = "") -> str:
        """The value of a choice; anything else than `allowed` is refused, nothing is `default`."""
        value = self.text(name) or default
        if value and value not in allowed:
            self.refuse(name, "Pilih salah satu dari daftar.")
        return value

    def many(self, name: str) -> list[str]:
        """All values of a field that may be sent several times."""
        return [_clean(value) for value in self._values.get(name, [])]

    def flag(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self.text(name) not in ("", "0")

    def file(self, name: str) -> UploadFile | None:
        """The uploaded file; None when nobody chose one."""
        found = self._files.get(name)
        return found if found is not None and found.filename else None

    def names(self) -> list[str]:
        """The names of all fields that were sent, without the token."""
        return [name for name in self._values if name != CSRF_FIELD]

    def refuse(self, name: str, message: str) -> None:
        """Note what is wrong with a field; the first thing said about it stays."""
        self.errors.setdefault(name, message)

    def error(self, name: str) -> str:
        """What is wrong with a field, "" when nothing."""
        return self.errors.get(name, "")


def blank_form(**values: str) -> Form:
    """A form that nobody has sent, filled with these values."""
    return Form(list(values.items()))


async def sent_form(request: Request, visitor: SignedIn) -> AsyncIterator[Form]:
    """The form of this request (a FastAPI dependency). Raises FormTooLarge and ForeignForm."""
    announced = request.headers.get("content-length", "")
    multipart = request.headers.get("content-type", "").startswith("multipart/")
    # A file may be larger: BodyLimit bounds it by its address.
    if not multipart and announced.isdigit() and int(announced) > MAX_FORM_BYTES:
        raise FormTooLarge
    try:
        data: FormData = await request.form(max_files=5, max_fields=MAX_FIELDS, max_part_size=MAX_FORM_BYTES)
    except HTTPException as error:
        # Starlette tells more than these bounds by words alone; what is no form at all is not ours to mend.
        if "maximum" not in error.detail.lower():
            raise
        raise FormTooLarge from error
    try:
        values = [(name, value) for name, value in data.multi_items() if isinstance(value, str)]
        if len(values) > MAX_FIELDS or sum(len(value) for _, value in values) > MAX_FORM_BYTES:
            raise FormTooLarge
        files = [(name, value) for name, value in data.multi_items() if isinstance(value, UploadFile)]
        form = Form(values, files)
        check_csrf(form.raw(CSRF_FIELD), visitor.session.csrf)
        yield form
    finally:
        await data.close()


SentForm = Annotated[Form, Depends(sent_form)]


async def see_other(
    request: Request, path: str, notice: str = "", kind: NoticeKind = "baik"
) -> RedirectResponse:
    """To the page after a form was handled (303); `notice` is what it says once, in Bahasa Indonesia."""
    visitor: Visitor | None = visitor_of(request)
    if notice and visitor is not None:
        await leave_notice(gateway_state(request).engine, visitor.session.id, Notice(notice, kind).stored)
    return RedirectResponse(local_path(path), status_code=303, headers=SECURITY_HEADERS | PRIVATE)


def _clean(value: str) -> str:
    """Without blanks around it and without NUL, which PostgreSQL does not store; lines end in ``\\n``."""
    return value.replace("\r\n", "\n").replace("\x00", "").strip()
